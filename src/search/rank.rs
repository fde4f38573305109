//! Which of the entries that have the words come first.

use super::root::{Group, Root};
use super::terms::Posting;
use super::{Filter, SHOWN};
use crate::catalog::Kind;

/// What a place is worth, from a body to the whole of a title.
const WORTH: [usize; 8] = [2, 3, 8, 12, 24, 30, 36, 44];

/// How well a term is what was typed, of 16.
pub const EXACT: usize = 16;
pub const BEGINS: usize = 11;
pub const MISTYPED: [usize; 3] = [EXACT, 9, 5];

/// The entries of one term, and how well it is what was typed.
pub struct Match<'a> {
    pub postings: &'a [Posting],
    pub quality: usize,
}

/// What was found for one word of the query.
pub struct Sought<'a> {
    pub matches: Vec<Match<'a>>,
    /// Whether an entry without it is found as well.
    pub optional: bool,
}

/// Those that have the most of the words: how many they are, and the numbers of the best.
pub fn ranked(root: &Root, sought: &[Sought], filter: Filter) -> (usize, Vec<usize>) {
    let mut scores = vec![0; root.count];
    let mut had = vec![0_u8; root.count];
    let mut best = vec![0; root.count];
    let mut touched = Vec::new();
    for Sought { matches, optional } in sought {
        for Match { postings, quality } in matches {
            let rarity = rarity(root.count, postings.len());
            for Posting { entry, place } in *postings {
                let Some(best) = best.get_mut(*entry) else { continue };
                if *best == 0 {
                    touched.push(*entry);
                }
                *best = (*best).max(WORTH[usize::from(*place)] * quality * rarity);
            }
        }
        for entry in touched.drain(..) {
            scores[entry] += std::mem::take(&mut best[entry]);
            had[entry] += u8::from(!optional);
        }
    }
    let mut most = 0;
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for group in &root.groups {
        for entry in start..group.end.min(root.count) {
            if scores[entry] == 0 || had[entry] < most || !filter.takes(group) {
                continue;
            }
            if had[entry] > most {
                most = had[entry];
                found.clear();
            }
            found.push((usize::MAX - scores[entry] * favour(group) / 4, entry));
        }
        start = group.end;
    }
    let total = found.len();
    found.sort_unstable();
    (total, found.into_iter().take(SHOWN).map(|(_, entry)| entry).collect())
}

impl Filter {
    fn takes(self, group: &Group) -> bool {
        self.kind.is_none_or(|kind| kind == group.kind) && self.condition.is_none_or(|condition| group.condition == Some(condition))
    }
}

/// The fewer entries have a term, the more it says: once more each time that they are half as many.
fn rarity(count: usize, having: usize) -> usize {
    (count / having.max(1)).checked_ilog2().unwrap_or_default() as usize + 1
}

/// The conditions are what everything else is about, and collections lead to much. In quarters.
fn favour(group: &Group) -> usize {
    match group.kind {
        Kind::Condition => 6,
        Kind::Collection => 5,
        Kind::Topic | Kind::Story | Kind::Resource => 4,
    }
}
