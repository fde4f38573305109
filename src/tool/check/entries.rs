//! All entries of an edition together: which of them are shown, and which of them a name means.
//!
//! Leaves out what is found with that.

use std::collections::BTreeMap;

use super::Facts;
use crate::catalog::Catalog;

pub(super) struct Entries<'a> {
    pub facts: &'a [&'a Facts],
    /// For each entry whether a reader can come to see it: one that has expired, or came to nothing, is not shown.
    pub is_shown: Vec<bool>,
    names: BTreeMap<&'a str, usize>,
}

impl<'a> Entries<'a> {
    pub fn new(facts: &'a [&'a Facts], catalog: &Catalog) -> Self {
        let mut names = BTreeMap::new();
        for (index, entry) in facts.iter().enumerate() {
            names.entry(&*entry.id).or_insert(index);
        }
        // Every id goes before any alias, wherever they stand.
        let ids = names.clone();
        for (index, entry) in facts.iter().enumerate() {
            for alias in &entry.aliases {
                names.entry(alias).or_insert(index);
            }
        }
        let is_shown = facts.iter().enumerate().map(|(index, entry)| ids[&*entry.id] == index && catalog.find(&entry.id).is_some());
        Self { facts, is_shown: is_shown.collect(), names }
    }

    /// The entry with this id or alias.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// Every id and alias.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.names.keys().copied()
    }
}
