//! The part of a catalog that one entry's page is drawn from: the entry, and those that it names. So a page costs the same in a catalog
//! of any size.
//!
//! Leaves out drawing.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::content::Edition;

/// The conditions give their colours to what belongs to them, by their order. So many go into every excerpt.
const CONDITIONS: usize = 64;

/// An edition, and which of its entries has which name.
#[derive(Debug)]
pub struct Excerpts {
    edition: Edition,
    by_name: HashMap<String, usize>,
    conditions: Vec<usize>,
    /// Where a reader who asked for what isn't there is led.
    home: Option<usize>,
}

impl Excerpts {
    #[must_use]
    pub fn new(edition: Edition) -> Self {
        // On all cores: this is where the entries are read.
        edition.entries.par_iter().for_each(|entry| {
            entry.facts();
        });
        let mut by_name = HashMap::with_capacity(edition.entries.len());
        for (at, entry) in edition.entries.iter().enumerate() {
            // Of two entries with one name the first counts, and every id goes before any alias, as in the parser.
            by_name.entry(entry.facts().id.clone()).or_insert(at);
        }
        for (at, entry) in edition.entries.iter().enumerate() {
            for alias in &entry.facts().aliases {
                by_name.entry(alias.clone()).or_insert(at);
            }
        }
        let is_condition = |at: &usize| edition.entries[*at].facts().is_condition;
        let conditions = (0..edition.entries.len()).filter(is_condition).take(CONDITIONS).collect();
        let home = edition.home().and_then(|home| by_name.get(&home).copied());
        Self { edition, by_name, conditions, home }
    }

    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The ids and aliases of all entries, in their alphabet's order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// The id of the entry with this name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|at| &*self.edition.entries[*at].facts().id)
    }

    /// The id of the home entry that the catalog names.
    #[must_use]
    pub fn home(&self) -> Option<&str> {
        self.home.map(|at| &*self.edition.entries[at].facts().id)
    }

    /// What an index says of the entry with this id; nothing of a former id.
    #[must_use]
    pub fn listing(&self, name: &str) -> &str {
        let entry = self.by_name.get(name).map(|at| self.edition.entries[*at].facts());
        entry.filter(|facts| facts.id == name).map_or("", |facts| &*facts.listing)
    }

    /// The catalog with as much of it as the entry `name` is shown with. `None` where there is no such entry.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<String> {
        let at = *self.by_name.get(name)?;
        let mut needed: BTreeSet<usize> = self.conditions.iter().copied().chain(self.home).collect();
        needed.insert(at);
        for named in &self.edition.entries[at].facts().named {
            let Some(named) = self.by_name.get(&named.id) else { continue };
            needed.insert(*named);
            let condition = self.edition.entries[*named].facts().condition();
            needed.extend(condition.and_then(|condition| self.by_name.get(condition)));
        }
        let entries = needed.iter().map(|needed| {
            let entry = &self.edition.entries[*needed];
            if *needed == at { &*entry.json } else { &*entry.facts().card }
        });
        Some(self.edition.with_entries(entries))
    }
}
