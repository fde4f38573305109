//! The way that a reader has gone by fragments before the widget came: where they were, and where they are.
//!
//! Leaves out what the widget makes of it.

use super::loading::Topic;
use super::scroll::Positions;
use crate::catalog::Catalog;
use crate::navigation::Action;
use std::rc::Rc;

pub struct Way {
    /// Each stop, and how far the page was scrolled when the reader left it, in CSS pixels.
    stops: Vec<(Topic, u32)>,
    /// The number of the one where the reader is.
    at: usize,
}

impl Way {
    /// From `ID FILE TOP` for each stop, all parted by spaces.
    pub fn read(text: &str, at: usize) -> Way {
        let mut parts = text.split(' ');
        let mut stops = Vec::new();
        while let (Some(id), Some(file), Some(top)) = (parts.next(), parts.next(), parts.next()) {
            stops.push(((id.into(), Some(file.into())), top.parse().unwrap_or_default()));
        }
        Way { stops, at }
    }

    /// The id of the entry that is shown.
    pub fn here(&self) -> Option<Rc<str>> {
        self.stops.get(self.at).map(|((id, _), _)| id.clone())
    }

    /// What has to be loaded to go on with it.
    pub fn topics(&self) -> Vec<Topic> {
        self.stops.iter().map(|(topic, _)| topic.clone()).collect()
    }

    /// The files that were known are of yesterday.
    pub fn forget_files(&mut self) {
        for ((_, file), _) in &mut self.stops {
            *file = None;
        }
    }

    /// What makes it part of the state. There is a catalog for each stop.
    pub fn resume(&self, catalogs: Vec<Rc<Catalog>>) -> Action {
        let ids = self.stops.iter().map(|((id, _), _)| id.clone());
        Action::Resume { stops: catalogs.into_iter().zip(ids).collect(), at: self.at }
    }

    /// How far the page was scrolled at each stop.
    pub fn restore(&self, positions: &mut Positions) {
        for (stop, (_, top)) in self.stops.iter().enumerate() {
            positions.left(stop, *top);
        }
    }
}
