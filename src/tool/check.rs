//! `vital check`: every fault of a catalog, at the place where an editor can mend it.
//!
//! The catalog's own parser finds what is wrong with the format; its problems get their places here. What else serves readers badly is
//! found by rules, a module for each family of them. Leaves out the faults of Markdown, which are found while it is read.

mod facts;
mod pictures;
mod relations;

pub use facts::{Facts, Link, Named, Picture};

use anyhow::{Result, anyhow};
use rayon::prelude::*;
use serde_json::Value;
use url::Url;

use super::content::{Content, Edition};
use super::fault::{Fault, Place, Rule};
use super::overlay;
use super::source::Source;
use crate::catalog::{self, Date, ParseError, Problem};

/// Every fault of `content`, which was loaded from `source`, hints among them, sorted by file and line.
#[must_use]
pub fn check(source: &Source, content: &Content, today: Date) -> Vec<Fault> {
    let mut faults = content.faults.clone();
    for edition in &content.editions {
        let scope = Scope { source, content, edition, today };
        faults.extend(problems(&scope));
        let (found, facts): (Vec<Vec<Found>>, Vec<Facts>) =
            edition.entries.par_iter().map(|entry| entry_rules(&scope, &entry.json)).unzip();
        for (index, found) in found.into_iter().enumerate() {
            faults.extend(found.into_iter().map(|found| scope.placed(&entry_path(index, &found.path), found.rule, found.message)));
        }
        faults.extend(relations::one_way(&scope, &facts));
    }
    faults.sort();
    // The editions share what is not translated, and its faults.
    faults.dedup_by(|a, b| (&a.place, a.rule, &a.message) == (&b.place, b.rule, &b.message));
    faults
}

/// What the rules look at.
struct Scope<'a> {
    source: &'a Source,
    content: &'a Content,
    edition: &'a Edition,
    today: Date,
}

/// A fault of an entry, at a path relative to that entry.
struct Found {
    path: String,
    rule: Rule,
    message: String,
}

impl Found {
    fn new(path: impl Into<String>, rule: Rule, message: impl Into<String>) -> Self {
        Self { path: path.into(), rule, message: message.into() }
    }
}

impl Scope<'_> {
    fn placed(&self, path: &str, rule: Rule, message: String) -> Fault {
        Fault::new(rule, self.edition.place(path), message).with_path(path)
    }
}

fn entry_path(index: usize, path: &str) -> String {
    if path.is_empty() { format!("entries[{index}]") } else { format!("entries[{index}].{path}") }
}

/// What the rules for one entry at a time find in it.
fn entry_rules(scope: &Scope, json: &str) -> (Vec<Found>, Facts) {
    let entry: Value = serde_json::from_str(json).unwrap_or_default();
    let facts = Facts::read(&entry);
    let mut found = Vec::new();
    pictures::check(scope, &facts, &mut found);
    (found, facts)
}

/// Today, where this machine is.
///
/// # Errors
/// When the machine's clock is outside of the calendar.
pub fn today() -> Result<Date> {
    Date::parse(&jiff::Zoned::now().date().to_string()).ok_or_else(|| anyhow!("this machine's clock is outside of the calendar"))
}

/// Resolves an address as the URL standard says, as the browser does for the widget.
#[must_use]
pub fn resolve(base: &str, address: &str) -> Option<String> {
    Some(Url::parse(base).ok()?.join(address).ok()?.into())
}

/// What the catalog's own parser finds.
fn problems(scope: &Scope) -> Vec<Fault> {
    match catalog::parse(&scope.edition.json(), &overlay::context(scope.edition, scope.today)) {
        Ok((_, problems)) => problems.iter().map(|problem| placed_problem(scope, problem)).collect(),
        Err(fault) => {
            // A fault of syntax has its own place, which would stand here twice.
            let message = match &fault {
                ParseError::Syntax { message, .. } => format!("the catalog is no JSON: {message}"),
                _ => fault.to_string(),
            };
            let path = match &fault {
                ParseError::Member { name, .. } => name,
                ParseError::Version { .. } => "version",
                _ => "",
            };
            let mut placed = scope.placed(path, Rule::Unreadable, message);
            if let ParseError::Syntax { line, column, .. } = fault {
                let [line, column] = [line, column].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
                placed.place = Place { line, column, end_column: column, ..placed.place };
            }
            vec![placed]
        }
    }
}

fn placed_problem(scope: &Scope, problem: &Problem) -> Fault {
    use catalog::Fault as Of;
    let rule = match &problem.fault {
        Of::Shape(_) | Of::TooManyEntries { .. } | Of::TextTooLong { .. } => Rule::Shape,
        Of::Missing => Rule::Missing,
        Of::Id => Rule::Id,
        Of::RepeatedId => Rule::RepeatedId,
        Of::UnknownEntry { .. } => Rule::UnknownEntry,
        Of::OwnRelation => Rule::OwnRelation,
        Of::RepeatedRelation => Rule::RepeatedRelation,
        Of::UnknownKind { .. } => Rule::UnknownKind,
        Of::UnknownBlock { .. } => Rule::UnknownBlock,
        Of::UnknownValue { .. } => Rule::UnknownValue,
        Of::Url | Of::Scheme { .. } => Rule::Address,
        Of::Date => Rule::Date,
        Of::HeadingLevel => Rule::HeadingLevel,
        Of::TwoTargets => Rule::TwoTargets,
        Of::Overlay(_) | Of::OverlayVersion => Rule::Unreadable,
    };
    let message = match &problem.fault {
        // What is missing is named, since no place shows it.
        Of::Missing => format!("{} {problem}", problem.path.rsplit('.').next().unwrap_or_default()),
        Of::UnknownEntry { .. } if scope.content.drafts.contains(&problem.offender) => {
            format!("\"{}\" is a draft, which builds leave out: finish it, or take this out", problem.offender)
        }
        _ => problem.to_string(),
    };
    scope.placed(&problem.path, rule, message)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Checks a catalog of two files, `catalog.json` beside `here.svg`, and compares each fault without its file.
    fn check_json(json: &str, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.json");
        fs::write(&path, json).unwrap();
        fs::write(folder.path().join("here.svg"), "<svg/>").unwrap();
        let source = Source::open(Some(&path)).unwrap();
        let faults = check(&source, &source.load(false).unwrap(), today().unwrap());
        let file = format!("{}:", path.display());
        let lines: Vec<String> = faults.iter().filter(|fault| fault.counts()).map(|fault| fault.to_string().replace(&file, "")).collect();
        assert_eq!(lines, expected);
    }

    const TWO: &str = r#"{ "version": 1, "title": "T", "entries": [
  { "id": "a", "kind": "topic", "title": "A", "summary": "A.", "related": ["b"] },
  { "id": "b", "kind": "topic", "title": "B", "summary": "B.", "image": { "src": "here.svg", "alt": "B" } } ] }"#;

    #[test]
    fn a_sound_catalog_has_no_faults() {
        check_json(TWO, &[]);
    }

    #[test]
    fn a_problem_stands_where_the_value_does() {
        check_json(&TWO.replace(r#"["b"]"#, r#"["b", "bb"]"#), &[r#"2:81: no entry has the id "bb" (did you mean "b"?)"#]);
    }

    #[test]
    fn what_is_missing_is_named() {
        check_json(&TWO.replace(r#", "title": "A""#, ""), &["2:3: title is missing or empty, and must be given"]);
    }

    #[test]
    fn a_missing_picture_is_a_fault() {
        check_json(
            &TWO.replace("here.svg", "gone.svg"),
            &[r#"3:82: there is no file "gone.svg" in the catalog's folder: add it, or correct the name"#],
        );
    }

    #[test]
    fn unreadable_json_is_a_fault_where_it_breaks() {
        check_json("{\n  \"version\": 1,,\n}", &["2:16: the catalog is no JSON: string expected"]);
    }
}
