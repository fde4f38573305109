//! The part of a catalog that one entry's page is drawn from: the entry, and those that it names. So a page costs the same in a catalog
//! of any size.
//!
//! Leaves out drawing.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::content::{Edition, Named};

/// The conditions give their colours to what belongs to them, by their order. So many go into every excerpt.
const CONDITIONS: usize = 64;

/// How much of an entry is shown in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Name,
    Small,
    Card,
    Whole,
}

impl Part {
    /// By where the entry is named.
    fn of(path: &str) -> Self {
        if path.starts_with("related") {
            Self::Small
        } else if path == "condition" || path.contains(".text") || path.contains(".items") {
            Self::Name
        } else {
            Self::Card
        }
    }
}

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
        let named = |id: &str| self.by_name.get(id).copied();
        // How much is shown of each; the catalog's order stays.
        let mut shown: BTreeMap<usize, Part> = self.conditions.iter().copied().chain(self.home).map(|at| (at, Part::Name)).collect();
        let mut show = |at: usize, part: Part| {
            let known = shown.entry(at).or_insert(part);
            *known = part.max(*known);
        };
        for Named { path, id } in &self.edition.entries[at].facts().named {
            let Some(named_at) = named(id) else { continue };
            show(named_at, Part::of(path));
            let condition = self.edition.entries[named_at].facts().condition();
            condition.and_then(named).into_iter().for_each(|condition| show(condition, Part::Name));
        }
        show(at, Part::Whole);
        let entries = shown.iter().map(|(at, part)| {
            let entry = &self.edition.entries[*at];
            let shown = &entry.facts().shown;
            match part {
                Part::Name => &*shown.name,
                Part::Small => &*shown.small,
                Part::Card => &*shown.card,
                Part::Whole => &*entry.json,
            }
        });
        Some(self.edition.with_entries(entries))
    }
}
