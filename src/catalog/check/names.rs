//! Ids and aliases: who has which, and who is named where.

use super::{Checker, ENTRIES, Found, HIDDEN, LOCAL};
use crate::catalog::document::{EntryDocument, Field, Str};
use crate::catalog::entry::EntryId;
use crate::catalog::nearest::nearest;
use crate::catalog::problem::Fault;
use std::rc::Rc;

impl Checker<'_> {
    /// An entry named by id or alias. Nothing, and no problem, where it is hidden: what links to it reads as text.
    pub(super) fn place(&mut self, name: &str) -> Option<usize> {
        if let Some(place) = self.places.get(name) {
            return Some(*place).filter(|place| *place != HIDDEN);
        }
        let ids = self.places.keys().map(|id| &**id);
        let suggestion = if self.context.limits.suggestions { nearest(name, ids).map(str::to_owned) } else { None };
        self.note(Fault::UnknownEntry { suggestion }, name);
        None
    }

    #[inline(never)]
    pub(super) fn reference(&mut self, name: &str, field: Field<'_, Str>) -> Option<EntryId> {
        self.at(name, |checker| {
            let Str(name) = checker.value(field)?;
            checker.place(name).map(|place| checker.ids[place].clone())
        })
    }

    /// A list of entries. `own` is the entry whose relations they are.
    pub(super) fn references<'d>(&mut self, name: &str, field: Field<'d, Vec<Field<'d, Str<'d>>>>, own: Option<&EntryId>) -> Vec<EntryId> {
        let list = self.seen.pop().unwrap_or_default() + 1;
        let mut references = Vec::new();
        self.names(name, field, &mut |checker, name| {
            let Some(place) = checker.place(name) else { return };
            let fault = if Some(&checker.ids[place]) == own {
                Fault::OwnRelation
            } else if std::mem::replace(&mut checker.seen[place], list) == list {
                Fault::RepeatedRelation
            } else {
                references.push(checker.ids[place].clone());
                return;
            };
            checker.note(fault, name);
        });
        self.seen.push(list);
        self.pinned_first(&mut references);
        references
    }

    /// Each item of a list of names.
    pub(super) fn names<'d>(&mut self, name: &str, field: Field<'d, Vec<Field<'d, Str<'d>>>>, walk: &mut dyn FnMut(&mut Self, &str)) {
        self.at(name, |checker| {
            checker.items(field, |checker, Str(name)| {
                walk(checker, name);
                Some(())
            });
        });
    }

    pub(super) fn pinned_first(&self, references: &mut [EntryId]) {
        if !self.pins.is_empty() {
            // By hand, for another sort would be more wasm.
            let mut first = 0;
            for at in 0..references.len() {
                if let Some(rank) = self.pins.get(&references[at].0) {
                    let place = references[..first].partition_point(|EntryId(id)| self.pins.get(id).is_some_and(|before| before < rank));
                    references[place..=at].rotate_right(1);
                    first += 1;
                }
            }
        }
    }

    pub(super) fn home(&mut self, path: &str, field: Field<'_, Str>) -> Option<usize> {
        self.at(path, |checker| checker.value(field).and_then(|Str(name)| checker.place(name)))
    }

    /// Learns all ids and aliases before any relation is followed; gives the entries that are to be shown.
    /// From `own` on they are the overlay's.
    pub(super) fn collect<'d>(&mut self, documents: Vec<Field<'d, EntryDocument<'d>>>, own: usize) -> Vec<Found<'d>> {
        let mut found = Vec::new();
        for (at, field) in documents.into_iter().enumerate() {
            let (list, at) = if at < own { (ENTRIES, at) } else { (LOCAL, at - own) };
            self.item(list, at, |checker| {
                let Some(document) = checker.value(field) else { return };
                let Some(id) = checker.id(document.id) else { return };
                let title = checker.required_text("title", document.title);
                let expires = checker.date("expires", document.expires);
                let current = expires.is_none_or(|last| last >= checker.context.today);
                let Some(title) = title.filter(|_| current) else {
                    checker.places.insert(id, HIDDEN);
                    return;
                };
                checker.places.insert(id.clone(), found.len());
                let id = EntryId(id);
                checker.ids.push(id.clone());
                found.push(Found { list, at, id, title, expires, document });
            });
        }
        // Every id goes before any alias, wherever they stand.
        for (place, entry) in found.iter_mut().enumerate() {
            let aliases = entry.document.aliases;
            self.item(entry.list, entry.at, |checker| {
                let mut names = Vec::new();
                checker.names("aliases", aliases, &mut |checker, name| names.extend(checker.new_id(name)));
                checker.places.extend(names.into_iter().map(|name| (name, place)));
            });
        }
        // The last one counts the lists.
        self.seen = vec![0; self.ids.len() + 1];
        found
    }

    fn id(&mut self, field: Field<'_, Str>) -> Option<Rc<str>> {
        self.at("id", |checker| {
            let problems = checker.problems.len();
            let name = checker.value(field);
            let Str(name) = checker.required(name, problems)?;
            checker.new_id(name)
        })
    }

    fn new_id(&mut self, name: &str) -> Option<Rc<str>> {
        let formed = (1..=80).contains(&name.len()) && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if !formed {
            self.note(Fault::Id, name);
            return None;
        }
        if self.places.contains_key(name) {
            self.note(Fault::RepeatedId, name);
            return None;
        }
        Some(name.into())
    }
}
