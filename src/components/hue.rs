//! The colour of a condition, which its topics share.

use crate::catalog::{Catalog, Entry, Kind};

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

/// The entry's own colour if it is a condition, else that of the condition it belongs to. A catalog with other
/// conditions gets the seven colours in its own order. Nothing for entries of no condition.
pub fn hue(catalog: &Catalog, entry: &Entry) -> Option<&'static str> {
    let id = if entry.kind == Kind::Condition { &entry.id } else { entry.condition.as_ref()? };
    if let Some((_, hue)) = HUES.iter().find(|(known, _)| *known == id.as_str()) {
        return Some(hue);
    }
    let place = catalog.entries().iter().filter(|entry| entry.kind == Kind::Condition).position(|entry| entry.id == *id)?;
    Some(HUES[place % HUES.len()].1)
}
