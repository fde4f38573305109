//! The part of a catalog that one entry's page is drawn from: the entry, and those that it names. So a page costs the same in a catalog
//! of any size.
//!
//! Leaves out drawing.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;
use serde_json::Value;

use super::check::Facts;
use super::content::Edition;

/// The conditions give their colours to what belongs to them, by their order. So many go into every excerpt.
const CONDITIONS: usize = 64;

/// Which entries of an edition name which others.
#[derive(Debug)]
pub struct Excerpts<'a> {
    edition: &'a Edition,
    by_name: HashMap<String, usize>,
    entries: Vec<Node>,
    conditions: Vec<usize>,
}

#[derive(Debug)]
struct Node {
    id: String,
    condition: Option<String>,
    named: Vec<String>,
}

impl<'a> Excerpts<'a> {
    #[must_use]
    pub fn new(edition: &'a Edition) -> Self {
        let read: Vec<(Node, bool, Vec<String>)> = edition.entries.par_iter().map(|piece| read(&piece.json)).collect();
        let mut by_name = HashMap::with_capacity(read.len());
        let mut conditions = Vec::new();
        let mut entries = Vec::with_capacity(read.len());
        for (at, (node, is_condition, aliases)) in read.into_iter().enumerate() {
            // Of two entries with one name the first counts.
            by_name.entry(node.id.clone()).or_insert(at);
            for alias in aliases {
                by_name.entry(alias).or_insert(at);
            }
            if is_condition && conditions.len() < CONDITIONS {
                conditions.push(at);
            }
            entries.push(node);
        }
        Self { edition, by_name, entries, conditions }
    }

    /// The ids of all entries, in the catalog's order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|node| &*node.id)
    }

    /// The catalog with as much of it as the entry `name` is shown with. `None` where there is no such entry.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<String> {
        let at = *self.by_name.get(name)?;
        let mut needed: BTreeSet<usize> = self.conditions.iter().copied().collect();
        needed.insert(at);
        for name in &self.entries[at].named {
            let Some(named) = self.by_name.get(name) else { continue };
            needed.insert(*named);
            needed.extend(self.entries[*named].condition.as_ref().and_then(|condition| self.by_name.get(condition)));
        }
        Some(self.edition.with_entries(needed.iter().map(|at| &self.edition.entries[*at])))
    }
}

fn read(json: &str) -> (Node, bool, Vec<String>) {
    let entry: Value = serde_json::from_str(json).unwrap_or_default();
    let facts = Facts::read(&entry);
    let node = Node {
        id: facts.id,
        condition: entry["condition"].as_str().map(ToOwned::to_owned),
        named: facts.named.into_iter().map(|named| named.id).collect(),
    };
    (node, entry["kind"] == "condition", facts.aliases)
}
