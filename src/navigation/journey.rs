//! A reader's way through one catalog: the places they were at, in order, and the one they are at.

use crate::catalog::{Catalog, Entry, EntryId};
use std::rc::Rc;

/// At least one stop, and always at one of them.
#[derive(Clone, Debug)]
pub struct Journey {
    catalog: Rc<Catalog>,
    stops: Vec<Place>,
    at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Entry(EntryId),
    /// A topic was asked for that the catalog doesn't have.
    Unknown(Rc<str>),
    /// The catalog has no entries.
    Nowhere,
}

impl PartialEq for Journey {
    fn eq(&self, other: &Journey) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog) && self.at == other.at && self.stops == other.stops
    }
}

impl Journey {
    /// `topic` is an id or alias; nothing starts at the home entry.
    pub fn start(catalog: Rc<Catalog>, topic: Option<&str>) -> Journey {
        let place = place(&catalog, topic);
        Journey { catalog, stops: vec![place], at: 0 }
    }

    pub fn catalog(&self) -> &Rc<Catalog> {
        &self.catalog
    }

    pub fn place(&self) -> &Place {
        &self.stops[self.at]
    }

    /// The entry that is shown, where one is.
    pub fn entry(&self) -> Option<&Rc<Entry>> {
        self.entry_at(self.at)
    }

    pub fn entry_at(&self, stop: usize) -> Option<&Rc<Entry>> {
        match self.stops.get(stop)? {
            Place::Entry(id) => Some(self.catalog.get(id)),
            Place::Unknown(_) | Place::Nowhere => None,
        }
    }

    /// All stops, those ahead after steps back included.
    pub fn stops(&self) -> &[Place] {
        &self.stops
    }

    /// Which stop the reader is at, counted from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn place_of(&self, topic: Option<&str>) -> Place {
        place(&self.catalog, topic)
    }

    /// On to a place: what was ahead is forgotten, as in a browser.
    pub(super) fn step(&self, to: Place) -> Journey {
        if to == *self.place() {
            return self.clone();
        }
        let mut stops = self.stops[..=self.at].to_vec();
        stops.push(to);
        Journey { catalog: self.catalog.clone(), at: stops.len() - 1, stops }
    }

    pub(super) fn restart(&self, topic: Option<&str>) -> Journey {
        Journey::start(self.catalog.clone(), topic)
    }

    pub(super) fn go(&self, stop: Option<usize>) -> Journey {
        let at = stop.filter(|stop| *stop < self.stops.len()).unwrap_or(self.at);
        Journey { at, ..self.clone() }
    }

    /// The same way in a newer state of the catalog; stops that it no longer has are left out.
    pub(super) fn in_catalog(&self, catalog: Rc<Catalog>) -> Journey {
        let mut stops: Vec<Place> = Vec::new();
        let mut at = 0;
        for (index, stop) in self.stops.iter().enumerate() {
            let place = match stop {
                Place::Entry(id) => match catalog.find(id.as_str()) {
                    Some(entry) => Place::Entry(entry.id.clone()),
                    None => continue,
                },
                Place::Unknown(wanted) => place(&catalog, Some(wanted)),
                Place::Nowhere => place(&catalog, None),
            };
            if stops.last() != Some(&place) {
                stops.push(place);
            }
            if index <= self.at {
                at = stops.len() - 1;
            }
        }
        if stops.is_empty() {
            return Journey::start(catalog, None);
        }
        Journey { catalog, stops, at }
    }
}

fn place(catalog: &Catalog, topic: Option<&str>) -> Place {
    let found = match topic.map(str::trim).filter(|topic| !topic.is_empty()) {
        Some(wanted) => catalog.find(wanted).ok_or_else(|| Place::Unknown(wanted.into())),
        None => catalog.home().ok_or(Place::Nowhere),
    };
    match found {
        Ok(entry) => Place::Entry(entry.id.clone()),
        // Where there is nothing at all, nothing nearer can be offered than that.
        Err(_) if catalog.entries().is_empty() => Place::Nowhere,
        Err(place) => place,
    }
}
