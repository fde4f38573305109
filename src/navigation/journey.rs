//! A reader's way through a catalog: the places they were at, in order, and the one they are at.

use crate::catalog::{Catalog, Entry, EntryId};
use std::rc::Rc;

/// So many stops are kept. More would be of no use to a reader, and a long way would take ever more memory.
const MOST: usize = 24;

/// At least one stop, and always at one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    stops: Vec<Stop>,
    at: usize,
    /// How many stops were forgotten before the first that is kept.
    forgotten: usize,
}

/// A place, and the catalog that it is in: the whole of it or, of a sharded one, as much as the place is shown with.
#[derive(Clone, Debug)]
pub struct Stop {
    pub catalog: Rc<Catalog>,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Entry(EntryId),
    /// A topic was asked for that the catalog doesn't have.
    Unknown(Rc<str>),
    /// The catalog has no entries.
    Nowhere,
}

impl PartialEq for Stop {
    fn eq(&self, other: &Stop) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog) && self.place == other.place
    }
}

impl Stop {
    /// `topic` is an id or alias; nothing is the home entry.
    pub fn new(catalog: Rc<Catalog>, topic: Option<&str>) -> Stop {
        Stop { place: place(&catalog, topic), catalog }
    }

    /// The entry that is shown there, where one is.
    pub fn entry(&self) -> Option<&Rc<Entry>> {
        match &self.place {
            Place::Entry(id) => Some(self.catalog.get(id)),
            Place::Unknown(_) | Place::Nowhere => None,
        }
    }

    /// The id that is shown, or the one that was asked for.
    pub fn name(&self) -> Rc<str> {
        match &self.place {
            Place::Entry(id) => id.shared(),
            Place::Unknown(wanted) => wanted.clone(),
            Place::Nowhere => "".into(),
        }
    }

    /// What a reader knows the place by.
    pub fn title(&self) -> Rc<str> {
        match (&self.place, self.entry()) {
            (_, Some(entry)) => entry.title.clone(),
            (Place::Unknown(wanted), None) => wanted.clone(),
            (_, None) => self.catalog.title.clone(),
        }
    }
}

impl Journey {
    /// `topic` is an id or alias; nothing starts at the home entry.
    pub fn start(catalog: Rc<Catalog>, topic: Option<&str>) -> Journey {
        Journey { stops: vec![Stop::new(catalog, topic)], at: 0, forgotten: 0 }
    }

    /// At one of these topics, each with the catalog that it is in. The last one where there are not so many; nothing where there are none.
    pub(super) fn resume(stops: Vec<(Rc<Catalog>, Rc<str>)>, at: usize) -> Option<Journey> {
        let stops: Vec<Stop> = stops.into_iter().map(|(catalog, topic)| Stop::new(catalog, Some(&topic))).collect();
        let at = at.min(stops.len().checked_sub(1)?);
        Some(Journey { stops, at, forgotten: 0 })
    }

    /// Where the reader is.
    pub fn here(&self) -> &Stop {
        &self.stops[self.at]
    }

    pub fn catalog(&self) -> &Rc<Catalog> {
        &self.here().catalog
    }

    pub fn place(&self) -> &Place {
        &self.here().place
    }

    /// The entry that is shown, where one is.
    pub fn entry(&self) -> Option<&Rc<Entry>> {
        self.here().entry()
    }

    /// The stops that are kept, those ahead after steps back included.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// Which of them the reader is at, counted from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The stop nearest to here that shows the entry of this id.
    pub fn nearest(&self, id: &str) -> Option<usize> {
        let shows = |stop: &usize| *self.stops[*stop].name() == *id;
        (0..self.stops.len()).filter(shows).min_by_key(|stop| stop.abs_diff(self.at))
    }

    /// The number of the stop where the reader is, counted from the first of all.
    pub fn number(&self) -> usize {
        self.forgotten + self.at
    }

    /// On to a place: what was ahead is forgotten, as in a browser.
    pub(super) fn step(&self, to: Stop) -> Journey {
        if to.place == *self.place() {
            return self.clone();
        }
        let over = (self.at + 2).saturating_sub(MOST);
        let mut stops = self.stops[over..=self.at].to_vec();
        stops.push(to);
        Journey { at: stops.len() - 1, stops, forgotten: self.forgotten + over }
    }

    pub(super) fn go(&self, stop: Option<usize>) -> Journey {
        let at = stop.filter(|stop| *stop < self.stops.len()).unwrap_or(self.at);
        Journey { at, ..self.clone() }
    }

    /// The same way in a newer state of the catalog; stops that it no longer has are left out. There is a catalog for each stop, or one
    /// for all.
    pub(super) fn in_catalogs(&self, catalogs: &[Rc<Catalog>]) -> Journey {
        let mut stops: Vec<Stop> = Vec::new();
        let mut at = 0;
        for (index, stop) in self.stops.iter().enumerate() {
            let Some(catalog) = catalogs.get(index).or(catalogs.last()) else { return self.clone() };
            let stop = match &stop.place {
                Place::Entry(id) if catalog.find(id.as_str()).is_none() => continue,
                Place::Entry(_) | Place::Unknown(_) => Stop::new(catalog.clone(), Some(&stop.name())),
                Place::Nowhere => Stop::new(catalog.clone(), None),
            };
            if stops.last().map(|last| &last.place) != Some(&stop.place) {
                stops.push(stop);
            }
            if index <= self.at {
                at = stops.len() - 1;
            }
        }
        match (stops.is_empty(), catalogs.get(self.at).or(catalogs.last())) {
            (true, Some(catalog)) => Journey::start(catalog.clone(), None),
            _ => Journey { stops, at, forgotten: 0 },
        }
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
