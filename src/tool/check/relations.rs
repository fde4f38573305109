//! How entries hang together: whether each can be reached, and can be left the way one came.
//!
//! Leaves out names that mean no entry.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use super::entries::Entries;
use super::{Scope, entry_path};
use crate::catalog::nearest;
use crate::tool::fault::{Fault, Rule};

/// Relations of one entry to another that doesn't relate back, so that readers find one way only.
pub(super) fn one_way(scope: &Scope, entries: &Entries) -> Vec<Fault> {
    let related: Vec<BTreeSet<usize>> =
        entries.facts.iter().map(|entry| entry.related.iter().filter_map(|named| entries.find(&named.id)).collect()).collect();
    let mut hints = Vec::new();
    for (index, entry) in entries.facts.iter().enumerate().filter(|(index, _)| entries.is_shown[*index]) {
        let mut seen = BTreeSet::new();
        for named in &entry.related {
            let other = entries.find(&named.id).filter(|other| *other != index && entries.is_shown[*other] && seen.insert(*other));
            if other.is_some_and(|other| !related[other].contains(&index)) {
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

/// Entries to which no way leads from the home entry, by relations, cards or links.
pub(super) fn orphans(scope: &Scope, entries: &Entries, head: &Value) -> Vec<Fault> {
    let first = entries.is_shown.iter().position(|is_shown| *is_shown).map(|index| entries.facts[index].id.as_str());
    let Some(home) = head["home"].as_str().or(first).filter(|_| !scope.content.is_headless && scope.edition.overlay.is_none()) else {
        return Vec::new();
    };
    let Some(reached) = reached(scope, entries, home) else { return Vec::new() };
    let is_orphan = |index: &usize| entries.is_shown[*index] && !reached.contains(index);
    let fault = |index| {
        let message = format!("no way leads here from \"{home}\", the home entry: relate another entry to this one, or link to it");
        scope.placed(&entry_path(index, "title"), Rule::Orphan, message)
    };
    (0..entries.facts.len()).filter(is_orphan).map(fault).collect()
}

/// Every entry that can be reached from `home`; nothing where there is no such entry, which is a fault of its own.
///
/// A name with a slip in it leads where it was meant to, and a file that can't be read to every entry that it mentions: what
/// is wrong with them is said already, and an entry behind them is no orphan once it is mended.
fn reached(scope: &Scope, entries: &Entries, home: &str) -> Option<BTreeSet<usize>> {
    let unread = &scope.content.unread;
    let mut meant: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    let mut reached = BTreeSet::new();
    let mut reached_unread = BTreeSet::new();
    let mut next: VecDeque<&str> = VecDeque::from([home]);
    if entries.find(home).is_none() && !unread.contains_key(home) {
        return None;
    }
    while let Some(name) = next.pop_front() {
        if let Some((id, mentions)) = unread.get_key_value(name) {
            if reached_unread.insert(id) {
                next.extend(mentions.iter().map(String::as_str).filter(|word| entries.find(word).is_some() || unread.contains_key(*word)));
            }
            continue;
        }
        let index = entries.find(name).or_else(|| {
            *meant.entry(name).or_insert_with(|| {
                let is_known = scope.content.drafts.contains(name);
                nearest(name, entries.names()).filter(|_| !is_known).and_then(|name| entries.find(name))
            })
        });
        if let Some(index) = index
            && reached.insert(index)
        {
            next.extend(entries.facts[index].named.iter().map(|named| &*named.id));
        }
    }
    Some(reached)
}
