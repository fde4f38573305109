//! `vital check`: every fault of a catalog, at the place where an editor can mend it.
//!
//! The catalog's own parser finds what is wrong with the format; its problems get their places here. What else serves readers badly is
//! found by rules, a module for each family of them. Leaves out the faults of Markdown, which are found while it is read.

mod alternatives;
mod attribution;
mod cards;
mod dates;
mod entries;
mod files;
mod link_texts;
pub mod links;
mod outline;
mod overlays;
mod passages;
mod pictures;
mod problems;
pub mod published;
mod reading;
mod relations;
mod translations;

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};
use rayon::prelude::*;
use serde_json::Value;
use url::Url;

use super::content::{Content, Edition, Facts};
use super::fault::{Fault, Rule};
use super::source::Source;
use crate::catalog::Date;
use entries::Entries;

/// Every fault of `content`, which was loaded from `source`, hints among them, sorted by file and line.
#[must_use]
pub fn check(source: &Source, content: &Content, today: Date) -> Vec<Fault> {
    let mut faults = content.faults.clone();
    let facts: Vec<Vec<&Facts>> = content.editions.iter().map(read).collect();
    let mut original: Option<Entries> = None;
    for (edition, own) in content.editions.iter().zip(&facts) {
        let scope = Scope { source, content, edition, original: &facts[0], today };
        // The parser is a single thread's work, beside which the others look at the entries.
        let mut of_entries = Vec::new();
        let (problems, catalog) = rayon::in_place_scope(|threads| {
            threads.spawn(|_| of_entries = entry_rules(&scope, own));
            problems::check(&scope, own)
        });
        faults.extend(problems);
        // Where there is no catalog there is nothing more to say of it.
        let Some(catalog) = catalog else { continue };
        faults.extend(of_entries);
        let entries = Entries::new(own, &catalog);
        faults.extend(cards::repeated_titles(&scope, &entries));
        match &original {
            None => {
                faults.extend(relations::one_way(&scope, &entries));
                faults.extend(relations::orphans(&scope, &entries, &head(edition)));
                faults.extend(published::check(&scope, &entries));
                faults.extend(overlays::check(&scope));
                original = Some(entries);
            }
            Some(original) => faults.extend(translations::missing(&scope, original)),
        }
    }
    once(&mut faults);
    faults
}

/// Sorts faults, and leaves one of each: the editions share what is not translated, and entries share pictures.
fn once(faults: &mut Vec<Fault>) {
    faults.sort_by(|a, b| (&a.place, a.rule, &a.message).cmp(&(&b.place, b.rule, &b.message)));
    faults.dedup_by(|a, b| (&a.place, a.rule, &a.message) == (&b.place, b.rule, &b.message));
    // A file that is too large is mended once, wherever it is shown.
    let mut large = BTreeSet::new();
    faults.retain(|fault| fault.rule != Rule::PictureTooLarge || large.insert(fault.message.clone()));
}

/// What the rules look at.
struct Scope<'a> {
    source: &'a Source,
    content: &'a Content,
    edition: &'a Edition,
    /// The entries of the original edition.
    original: &'a [&'a Facts],
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

    /// Whether the entry at `index` is in this edition's own words: it is then written in a file of its own.
    fn is_translated(&self, index: usize) -> bool {
        let file = |edition: &Edition| edition.entries.get(index).and_then(|entry| entry.places.find("")).map(|place| place.file.clone());
        file(self.edition) != file(self.content.original())
    }

    fn is_original(&self) -> bool {
        std::ptr::eq(self.edition, self.content.original())
    }
}

fn entry_path(index: usize, path: &str) -> String {
    if path.is_empty() { format!("entries[{index}]") } else { format!("entries[{index}].{path}") }
}

fn read(edition: &Edition) -> Vec<&Facts> {
    edition.entries.par_iter().map(|entry| entry.facts()).collect()
}

/// All but the entries.
fn head(edition: &Edition) -> Value {
    serde_json::from_str(edition.found.as_deref().unwrap_or(&edition.head.json)).unwrap_or_default()
}

/// What the rules for one entry at a time find. In a translation they look at what is translated; the rest is the original's.
fn entry_rules(scope: &Scope, facts: &[&Facts]) -> Vec<Fault> {
    let of_entry = |(index, facts): (usize, &&Facts)| {
        let mut found = Vec::new();
        if scope.is_original() || scope.is_translated(index) {
            cards::check(scope, index, facts, &mut found);
            files::check(scope, facts, &mut found);
            pictures::check(scope, facts, &mut found);
            alternatives::check(scope, facts, &mut found);
            attribution::check(scope, facts, &mut found);
            outline::check(facts, &mut found);
            link_texts::check(facts, &mut found);
            reading::check(scope, facts, &scope.edition.entries[index].json, &mut found);
            dates::check(scope, facts, &mut found);
        }
        let placed = found.into_iter().map(|found| scope.placed(&entry_path(index, &found.path), found.rule, found.message));
        placed.collect::<Vec<Fault>>()
    };
    facts.par_iter().enumerate().flat_map_iter(of_entry).collect()
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

#[cfg(test)]
mod tests;
