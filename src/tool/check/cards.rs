//! What stands for an entry on a card: its title, which tells it from others, and its summary.
//!
//! Leaves out the picture, which has rules of its own.

use std::collections::BTreeMap;

use super::entries::Entries;
use super::{Facts, Found, Scope, entry_path};
use crate::tool::fault::{Fault, Rule};

pub(super) fn check(scope: &Scope, index: usize, facts: &Facts, found: &mut Vec<Found>) {
    // What the original lacks can't be translated.
    let is_translatable = scope.is_original() || scope.original.get(index).is_some_and(|original| original.has_summary);
    if !facts.has_summary && !facts.title.is_empty() && is_translatable {
        let message = format!("\"{}\" has no summary, which cards and search show: add one of 25 to 60 words", facts.title.trim());
        found.push(Found::new("title", Rule::Summary, message));
    }
}

/// Titles that an earlier entry has, whatever their capitals and spaces.
pub(super) fn repeated_titles(scope: &Scope, entries: &Entries) -> Vec<Fault> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (index, entry) in entries.facts.iter().enumerate().filter(|(index, _)| entries.is_shown[*index]) {
        let title = entry.title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let earlier = *known.entry(title).or_insert(index);
        if earlier != index {
            let path = entry_path(index, "title");
            let message = format!(
                "\"{}\" is the title of {} too: give one of them another, so that readers can tell them apart",
                entry.title.trim(),
                named(scope, &entry_path(earlier, "title"), &entries.facts[earlier].id)
            );
            faults.push(scope.placed(&path, Rule::RepeatedTitle, message));
        }
    }
    faults
}

/// An entry as its writer knows it: by its file, or by its line in the file of all.
fn named(scope: &Scope, path: &str, id: &str) -> String {
    let place = scope.edition.place(path);
    match scope.edition.found {
        None => place.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        Some(_) => format!("\"{id}\" in line {}", place.line),
    }
}
