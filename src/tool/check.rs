//! `vital check`: every fault of a catalog, at the place where an editor can mend it.
//!
//! The catalog's own parser finds what is wrong with the content; here its problems get their places, and what only the
//! files can tell is added. Leaves out the faults of Markdown, which are found while it is read.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use serde_json::Value;
use url::Url;

use super::author::Authored;
use super::fault::{Fault, Place, Places};
use super::source::{self, Source};
use crate::catalog::{self, Context, Date, Limits, ParseError, Problem};

/// Which faults count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rigor {
    /// What costs a reader something.
    Faults,
    /// Hints too: relations that are not returned.
    Hints,
}

/// Every fault of `content`, which was loaded from `source`, sorted by file and line.
///
/// # Errors
/// When the machine's clock is outside of the calendar.
pub fn check(source: &Source, content: &Authored, rigor: Rigor) -> Result<Vec<Fault>> {
    let mut faults = content.faults.clone();
    faults.extend(problems(content, "https://catalog.invalid/catalog.json", today()?));
    faults.extend(missing_pictures(source, content));
    if rigor == Rigor::Hints {
        faults.extend(one_way_relations(content));
    }
    faults.sort();
    faults.dedup();
    Ok(faults)
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
fn problems(content: &Authored, base: &str, today: Date) -> Vec<Fault> {
    let context = Context { base, today, resolve: &resolve, limits: Limits::NONE };
    match catalog::parse(&content.json, &context) {
        Ok((_, problems)) => problems.into_iter().map(|problem| placed(&content.places, &problem.path, sentence(&problem))).collect(),
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
            let mut placed = placed(&content.places, path, message);
            if let ParseError::Syntax { line, column, .. } = fault {
                (placed.place.line, placed.place.column) = (line, column);
            }
            vec![placed]
        }
    }
}

/// The problem as a sentence that stands without its path: what is missing is named, since no place shows it.
fn sentence(problem: &Problem) -> String {
    match problem.fault {
        catalog::Fault::Missing => format!("{} {problem}", problem.path.rsplit('.').next().unwrap_or_default()),
        _ => problem.to_string(),
    }
}

fn missing_pictures(source: &Source, content: &Authored) -> Vec<Fault> {
    source::named_pictures(&content.json)
        .into_iter()
        .filter(|named| source::local(&named.src).is_some_and(|path| !source.folder().join(path).is_file()))
        .map(|named| {
            let message = format!("there is no file \"{}\" in the catalog's folder: add it, or correct the name", named.src);
            placed(&content.places, &named.path, message)
        })
        .collect()
}

/// Relations of one entry to another that doesn't relate back, so that readers find one way only.
fn one_way_relations(content: &Authored) -> Vec<Fault> {
    let catalog: Value = serde_json::from_str(&content.json).unwrap_or_default();
    let entries: Vec<&Value> = catalog["entries"].as_array().into_iter().flatten().collect();
    let related = |entry: &Value| -> BTreeSet<String> {
        entry["related"].as_array().into_iter().flatten().filter_map(|id| id.as_str().map(ToOwned::to_owned)).collect()
    };
    let by_id: BTreeMap<&str, BTreeSet<String>> =
        entries.iter().filter_map(|entry| Some((entry["id"].as_str()?, related(entry)))).collect();
    let mut hints = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Some(from) = entry["id"].as_str() else { continue };
        for (place, to) in entry["related"].as_array().into_iter().flatten().enumerate() {
            let Some(to) = to.as_str() else { continue };
            if by_id.get(to).is_some_and(|back| !back.contains(from)) {
                let message =
                    format!("\"{to}\" is not related back to \"{from}\": relate it there too, if readers should find the way back");
                hints.push(placed(&content.places, &format!("entries[{index}].related[{place}]"), message));
            }
        }
    }
    hints
}

fn placed(places: &Places, path: &str, message: String) -> Fault {
    let place = places.find(path).cloned().unwrap_or_else(|| Place::start(""));
    Fault { place, path: path.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Checks a catalog of two files, `catalog.json` beside `here.svg`, and compares each fault without its file.
    fn check_json(json: &str, rigor: Rigor, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.json");
        fs::write(&path, json).unwrap();
        fs::write(folder.path().join("here.svg"), "<svg/>").unwrap();
        let source = Source::open(Some(&path)).unwrap();
        let faults = check(&source, &source.load().unwrap(), rigor).unwrap();
        let file = format!("{}:", path.display());
        let lines: Vec<String> = faults.iter().map(|fault| fault.to_string().replace(&file, "")).collect();
        assert_eq!(lines, expected);
    }

    const TWO: &str = r#"{ "version": 1, "title": "T", "entries": [
  { "id": "a", "kind": "topic", "title": "A", "related": ["b"] },
  { "id": "b", "kind": "topic", "title": "B", "image": { "src": "here.svg", "alt": "" } } ] }"#;

    #[test]
    fn a_sound_catalog_has_no_faults() {
        check_json(TWO, Rigor::Faults, &[]);
    }

    #[test]
    fn hints_count_only_when_asked_for() {
        check_json(
            TWO,
            Rigor::Hints,
            &[r#"2:59: "b" is not related back to "a": relate it there too, if readers should find the way back"#],
        );
    }

    #[test]
    fn a_problem_stands_where_the_value_does() {
        check_json(&TWO.replace(r#"["b"]"#, r#"["b", "bb"]"#), Rigor::Faults, &[r#"2:64: no entry has the id "bb" (did you mean "b"?)"#]);
    }

    #[test]
    fn what_is_missing_is_named() {
        check_json(&TWO.replace(r#", "title": "A""#, ""), Rigor::Faults, &["2:3: title is missing or empty, and must be given"]);
    }

    #[test]
    fn a_missing_picture_is_a_fault() {
        check_json(
            &TWO.replace("here.svg", "gone.svg"),
            Rigor::Faults,
            &[r#"3:65: there is no file "gone.svg" in the catalog's folder: add it, or correct the name"#],
        );
    }

    #[test]
    fn unreadable_json_is_a_fault_where_it_breaks() {
        check_json("{\n  \"version\": 1,,\n}", Rigor::Faults, &["2:16: the catalog is no JSON: string expected"]);
    }
}
