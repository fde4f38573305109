//! A partner's overlay: read beside the catalog, and applied to it before any list of entries is followed.

use super::{Checker, Found, HIDDEN};
use crate::catalog::VERSION;
use crate::catalog::document::{ChangeDocument, Field, OverlayDocument, Read, Str};
use crate::catalog::entry::Entry;
use crate::catalog::json::Json;
use crate::catalog::problem::{Fault, ParseError};

/// The overlay's own path. Its parts stand below it.
pub(super) const OVERLAY: &str = "overlay";

/// What an overlay changes of an entry.
pub(super) struct Change<'d> {
    /// The entry's place.
    pub(super) place: usize,
    /// The name by which the overlay calls it.
    name: &'d str,
    document: ChangeDocument<'d>,
}

impl<'c> Checker<'c> {
    /// The overlay that came with the catalog. One that can't be read is noted, and the catalog is shown without it.
    pub(super) fn overlay<'d>(&mut self, json: &'d Result<Json<'d>, ParseError>) -> Option<OverlayDocument<'d>> {
        let read = json.as_ref().map_err(ParseError::to_string).and_then(OverlayDocument::read);
        let (fault, offender) = match read {
            Err(message) => (Fault::Overlay(message), String::new()),
            Ok(document) => match document.version.read() {
                Some(Ok(version)) if version <= VERSION => return Some(document),
                Some(Ok(version)) => (Fault::OverlayVersion, version.to_string()),
                Some(Err(message)) => (Fault::Overlay(message), String::new()),
                None => (Fault::Overlay("its version is missing".to_owned()), String::new()),
            },
        };
        self.at(OVERLAY, |checker| checker.note(fault, &offender));
        None
    }

    /// Takes out the entries that the overlay hides, and moves the places of those after them.
    pub(super) fn hide<'d>(&mut self, names: Field<'_, Vec<Field<'_, Str>>>, found: Vec<Found<'d>>) -> Vec<Found<'d>> {
        let mut moved = vec![0; found.len()];
        self.names("overlay.hide", names, &mut |checker, name| {
            if let Some(place) = checker.place(name) {
                moved[place] = HIDDEN;
            }
        });
        let mut left = 0;
        for place in &mut moved {
            if *place != HIDDEN {
                *place = left;
                left += 1;
            }
        }
        for place in self.places.values_mut() {
            *place = moved.get(*place).copied().unwrap_or(HIDDEN);
        }
        let mut places = moved.into_iter();
        let keep = |_: &Found| places.next() != Some(HIDDEN);
        let mut found = found;
        found.retain(keep);
        self.ids = found.iter().map(|found| found.id.clone()).collect();
        found
    }

    /// What changes, the last entry first.
    pub(super) fn changes<'d>(&mut self, topics: Field<'d, Vec<(&'d str, Field<'d, ChangeDocument<'d>>)>>) -> Vec<Change<'d>> {
        self.at("overlay.topics", |checker| {
            let mut changes: Vec<Change> = Vec::new();
            for (name, change) in checker.value(topics).unwrap_or_default() {
                let Some((place, document)) = checker.at(name, |checker| Some((checker.place(name)?, checker.value(change)?))) else {
                    continue;
                };
                // Kept in order as they come, which most are.
                match changes.binary_search_by(|known| place.cmp(&known.place)) {
                    Ok(_) => checker.at(name, |checker| checker.note(Fault::RepeatedRelation, name)),
                    Err(at) => changes.insert(at, Change { place, name, document }),
                }
            }
            changes
        })
    }

    /// Puts a change into effect. The walk starts anew, in the overlay.
    pub(super) fn change(&mut self, entry: &mut Entry, Change { name, document: change, .. }: Change) {
        let path = std::mem::replace(&mut self.path, format!("{OVERLAY}.topics.{name}"));
        let base = self.enter_overlay();
        if let Some(title) = self.text("title", change.title) {
            entry.title = title;
        }
        entry.label = self.text("label", change.label).or(entry.label.take());
        entry.summary = self.text("summary", change.summary).or(entry.summary.take());
        let id = entry.id.clone();
        let mut related = self.references("related", change.related, Some(&id));
        // What was named just now bears the number of that list.
        let list = self.seen.last().copied();
        entry.related.retain(|known| self.places.get(&known.0).and_then(|place| self.seen.get(*place)).copied() != list);
        related.append(&mut entry.related);
        self.pinned_first(&mut related);
        entry.related = related;
        entry.body.extend(self.at("body", |checker| checker.items(change.body, Self::block)));
        self.base = base;
        self.path = path;
    }

    /// The base of addresses is the overlay's from here on; what it was before comes back.
    pub(super) fn enter_overlay(&mut self) -> &'c str {
        let overlay = self.context.overlay.map_or(self.base, |overlay| overlay.base);
        std::mem::replace(&mut self.base, overlay)
    }
}
