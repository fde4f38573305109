//! A fault of the content with its place in a file, as text for people and as JSON for machines.
//!
//! Leaves out what counts as a fault: the author's side and the catalog's own checks decide that.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, as it was named or found.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Place {
    /// The place of byte `offset` in `text`, which is the content of `file`. An offset past the end means the end.
    #[must_use]
    pub fn at(file: &str, text: &str, offset: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self { file: file.to_owned(), line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// The beginning of `file`.
    #[must_use]
    pub fn start(file: &str) -> Self {
        Self { file: file.to_owned(), line: 1, column: 1 }
    }
}

/// One fault. They sort by place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// Where it is in the catalog's JSON, such as `entries[3].related[0]`; empty where it never got that far.
    pub path: String,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message, .. } = self;
        write!(formatter, "{}:{}:{}: {message}", place.file, place.line, place.column)
    }
}

/// Where the parts of a catalog's JSON come from: a place for each path, such as `entries[3].related[0]`. The whole
/// catalog has the empty path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, Place>);

impl Places {
    /// Notes where the value at `path` comes from.
    pub fn insert(&mut self, path: impl Into<String>, place: Place) {
        self.0.insert(path.into(), place);
    }

    /// The place of the value at `path`, or of the nearest value around it that has one.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.0.get(path) {
                return Some(place);
            }
            if path.is_empty() {
                return None;
            }
            path = &path[..path.rfind(['.', '[']).unwrap_or(0)];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(Place::at("a.md", "é\nöl x", 6), Place { file: "a.md".to_owned(), line: 2, column: 3 });
    }

    #[test]
    fn a_fault_reads_as_place_and_message() {
        let fault = Fault { place: Place::start("a.md"), path: String::new(), message: "no title".to_owned() };
        assert_eq!(fault.to_string(), "a.md:1:1: no title");
        assert_eq!(serde_json::to_string(&fault).unwrap(), r#"{"file":"a.md","line":1,"column":1,"path":"","message":"no title"}"#);
    }

    #[test]
    fn a_path_without_a_place_has_that_of_what_is_around_it() {
        let mut places = Places::default();
        places.insert("", Place::start("catalog.toml"));
        places.insert("entries[3]", Place::start("voting.md"));
        assert_eq!(places.find("entries[3].related[0]"), Some(&Place::start("voting.md")));
        assert_eq!(places.find("entries[30].related[0]"), Some(&Place::start("catalog.toml")));
    }
}
