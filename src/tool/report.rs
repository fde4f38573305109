//! Faults as text for people.

use super::fault::Fault;

/// A line a fault.
#[must_use]
pub fn text(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}
