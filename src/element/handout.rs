//! What readers keep to print or to read later: in memory alone, for as long as the page is open, and of all its widgets together.

use crate::navigation::Stop;
use std::cell::RefCell;

thread_local! {
    static KEPT: RefCell<Vec<Stop>> = const { RefCell::new(Vec::new()) };
}

/// In the order in which they were kept.
pub fn kept() -> Vec<Stop> {
    KEPT.with_borrow(Clone::clone)
}

/// Keeps a topic, once.
pub fn keep(stop: &Stop) {
    forget(&stop.name());
    KEPT.with_borrow_mut(|kept| kept.push(stop.clone()));
}

/// `id` is that of a topic's entry.
pub fn forget(id: &str) {
    KEPT.with_borrow_mut(|kept| kept.retain(|stop| *stop.name() != *id));
}
