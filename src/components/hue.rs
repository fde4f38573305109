//! The colour of a condition, which its topics share.

use crate::catalog::{Catalog, Entry, EntryId, Kind};

/// The names by which the stylesheet knows the seven colours, by the ids of the seven conditions.
const HUES: [(&str, &str); 7] = [
    ("basic-needs-for-health-and-safety", "needs"),
    ("lifelong-learning", "learning"),
    ("meaningful-work-and-wealth", "work"),
    ("humane-housing", "housing"),
    ("reliable-transportation", "transport"),
    ("thriving-natural-world", "nature"),
    ("belonging-and-civic-muscle", "belonging"),
];

/// The entry's own colour if it is a condition, else that of the condition it belongs to. Nothing for entries of no condition.
pub fn hue(catalog: &Catalog, entry: &Entry) -> Option<&'static str> {
    rank(catalog, entry.own_condition()?).map(|rank| HUES[rank].1)
}

/// Which of the seven a condition is, counted from 0. A catalog with other conditions gets the seven in its own order.
pub fn rank(catalog: &Catalog, id: &EntryId) -> Option<usize> {
    if let Some(rank) = HUES.iter().position(|(known, _)| *known == id.as_str()) {
        return Some(rank);
    }
    let place = catalog.entries().iter().filter(|entry| entry.kind == Kind::Condition).position(|entry| entry.id == *id)?;
    Some(place % HUES.len())
}
