//! What readers keep to print or to read later: in memory alone, for as long as the page is open, and of all its widgets together.

use crate::components::Kept;
use std::cell::RefCell;

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// In the order in which they were kept.
pub fn kept() -> Vec<Kept> {
    KEPT.with_borrow(Clone::clone)
}

/// Keeps a topic, once.
pub fn keep(topic: Kept) {
    forget(&topic.stop.name());
    KEPT.with_borrow_mut(|kept| kept.push(topic));
}

/// `id` is that of a topic's entry.
pub fn forget(id: &str) {
    KEPT.with_borrow_mut(|kept| kept.retain(|topic| *topic.stop.name() != *id));
}
