//! Where an entry leads: the entries that it names, whether as related, in its sections or in its text.

use super::block::{Block, Target, Text};
use super::entry::{Entry, EntryId, Kind};
use std::collections::BTreeMap;
use std::rc::Rc;

impl Entry {
    /// The entries that this one leads to, each once and itself not among them: the related ones first, then those of the body in
    /// its order.
    pub fn neighbours(&self) -> Vec<&EntryId> {
        let mut found = Found { known: BTreeMap::from([(self.id.shared(), 0)]), ids: Vec::new() };
        found.all(&self.related);
        for block in &self.body {
            match block {
                Block::Paragraph(text) | Block::Heading(_, text) => found.linked(text),
                Block::List(list) => list.items.iter().for_each(|item| found.linked(item)),
                Block::Quote(quote) => found.linked(&quote.text),
                Block::Section(section) => {
                    section.text.iter().for_each(|text| found.linked(text));
                    found.all(&section.entries);
                }
                Block::Featured(id) => found.one(id),
                Block::Image(_) | Block::Media(_) => {}
            }
        }
        found.ids
    }

    /// The condition that it is or belongs to.
    pub fn own_condition(&self) -> Option<&EntryId> {
        if self.kind == Kind::Condition { Some(&self.id) } else { self.condition.as_ref() }
    }
}

/// What has been found so far. Loops, and no chains of iterators: the wasm is smaller for it.
struct Found<'a> {
    /// Itself and what was found, by id. A map of the kind that a catalog has too: another kind would be more wasm.
    known: BTreeMap<Rc<str>, usize>,
    ids: Vec<&'a EntryId>,
}

impl<'a> Found<'a> {
    fn one(&mut self, id: &'a EntryId) {
        if self.known.insert(id.shared(), 0).is_none() {
            self.ids.push(id);
        }
    }

    fn all(&mut self, ids: &'a [EntryId]) {
        ids.iter().for_each(|id| self.one(id));
    }

    fn linked(&mut self, text: &'a Text) {
        for run in &text.0 {
            if let Some(Target::Entry(id)) = &run.target {
                self.one(id);
            }
        }
    }
}
