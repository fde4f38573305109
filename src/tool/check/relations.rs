//! How entries hang together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Facts, Scope, entry_path};
use crate::tool::fault::{Fault, Rule};

/// Relations of one entry to another that doesn't relate back, so that readers find one way only.
pub(super) fn one_way(scope: &Scope, entries: &[Facts]) -> Vec<Fault> {
    let related: BTreeMap<&str, BTreeSet<&str>> =
        entries.iter().map(|entry| (&*entry.id, entry.related.iter().map(|named| &*named.id).collect())).collect();
    let mut hints = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        for named in &entry.related {
            if related.get(&*named.id).is_some_and(|back| !back.contains(&*entry.id)) {
                let message = format!(
                    "\"{}\" is not related back to \"{}\": relate it there too, if readers should find the way back",
                    named.id, entry.id
                );
                hints.push(scope.placed(&entry_path(index, &named.path), Rule::OneWayRelation, message));
            }
        }
    }
    hints
}
