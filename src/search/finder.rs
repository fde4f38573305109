//! Answers a query from the root of an index and as few of its parts as it takes.

use super::card::Card;
use super::code::Reader;
use super::correct::{Correction, corrections};
use super::dictionary::{self, Word, is_listed, reversed};
use super::mark::{Marks, Run};
use super::rank::{BEGINS, EXACT, MISTYPED, Match, Sought, ranked};
use super::root::{CARDS, Root};
use super::terms::{self, ALL, Names, Term};
use super::tokens::{Token, tokens};
use super::{Index, Plain};
use crate::catalog::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// What a mistyped word was meant to be is looked for among those with so many of its first letters, whichever number has the fewest of them. If
/// the mistake is just there, it left what is behind as it is, and those with that end are looked through too.
const KEPT: [usize; 3] = [2, 3, 4];

/// So many results are seen at once. Further ones may come after them.
pub const FIRST: usize = 4;

/// An index, as much of it as is there.
#[derive(Debug)]
pub struct Finder {
    root: Root,
    terms: BTreeMap<usize, Vec<Term>>,
    words: BTreeMap<usize, Vec<Word>>,
    cards: BTreeMap<usize, Vec<Card>>,
    names: Names,
}

/// Which entries are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<Kind>,
    /// The place of a condition in [`Finder::conditions`].
    pub condition: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The query can't be answered without these parts, by their numbers.
    Wants(Vec<usize>),
    Found(Found),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many entries were found, those included that are not shown.
    pub total: usize,
    /// Whether there are even more.
    pub more: bool,
    /// The best, in their order. The first ones at least.
    pub hits: Vec<Hit>,
    /// The parts with what is not there yet: summaries, and others of the best.
    pub rest: Vec<usize>,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub card: Card,
    pub kind: Kind,
    /// The place of its condition in [`Finder::conditions`].
    pub condition: Option<usize>,
    /// Its title, and its summary from where it matched on.
    pub title: Vec<Run>,
    pub summary: Vec<Run>,
}

/// What the query is about: the words of it, and what they mark.
struct Read<'a> {
    sought: Vec<Sought<'a>>,
    marks: Marks,
    cut: bool,
}

impl Finder {
    /// Nothing where the root is broken, or of a later version.
    pub fn open(root: &[u8]) -> Option<Finder> {
        Some(Finder {
            root: Root::read(root)?,
            terms: BTreeMap::new(),
            words: BTreeMap::new(),
            cards: BTreeMap::new(),
            names: Names::new(),
        })
    }

    /// With all of an index that is at hand.
    pub fn whole(index: &Index) -> Option<Finder> {
        let mut finder = Finder::open(&index.root)?;
        index.parts.iter().zip(0..).for_each(|(part, number)| finder.take(number, part));
        Some(finder)
    }

    /// Takes a part that was wanted. A broken one has nothing in it.
    pub fn take(&mut self, number: usize, bytes: &[u8]) {
        let terms = self.root.terms.len();
        let words = terms + self.root.forward.len() + self.root.backward.len();
        if number < terms {
            let (terms, names) = terms::read(bytes).unwrap_or_default();
            self.terms.insert(number, terms);
            self.names.extend(names);
        } else if number < words {
            self.words.insert(number, dictionary::read(bytes).unwrap_or_default());
        } else {
            let mut reader = Reader::new(bytes);
            let cards = std::iter::from_fn(|| Card::read(&mut reader)).take(CARDS);
            self.cards.insert(number, cards.collect());
        }
    }

    /// The ids and titles of the conditions.
    pub fn conditions(&self) -> &[(String, String)] {
        &self.root.conditions
    }

    /// The kinds of which there are entries.
    pub fn kinds(&self) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| self.root.groups.iter().any(|group| group.kind == *kind)).collect()
    }

    pub fn find(&self, query: &str, filter: Filter, plain: Plain) -> Answer {
        let typed = tokens(query, plain);
        let mut wants = BTreeSet::new();
        let read = self.read(&typed, &mut wants);
        if !wants.is_empty() {
            return Answer::Wants(wants.into_iter().collect());
        }
        let (total, best) = ranked(&self.root, &read.sought, filter);
        let missing = |entries: &[usize]| -> Vec<usize> {
            let parts: BTreeSet<usize> = entries.iter().map(|entry| self.root.card_of(*entry).0).collect();
            parts.into_iter().filter(|part| !self.cards.contains_key(part)).collect()
        };
        let is_known = |entry: &&usize| self.names.contains_key(entry) || self.cards.contains_key(&self.root.card_of(**entry).0);
        let there = best.iter().take_while(is_known).count();
        let first = FIRST.min(best.len());
        if there < first {
            return Answer::Wants(missing(&best[..first]));
        }
        let hits = best[..there].iter().filter_map(|entry| self.hit(*entry, &read.marks, plain)).collect();
        Answer::Found(Found { total, more: read.cut, hits, rest: missing(&best) })
    }

    /// Finds the terms for the words of a query, and adds the parts that are missing for it.
    fn read(&self, typed: &[Token], wants: &mut BTreeSet<usize>) -> Read<'_> {
        let mut read = Read { sought: Vec::new(), marks: Marks::default(), cut: false };
        for (token, at) in typed.iter().zip(1..) {
            let is_last = at == typed.len();
            // One letter alone says too little, unless it is a word.
            let is_letter = !token.unspaced && token.text.chars().nth(1).is_none();
            let missing = wants.len();
            let (mut matches, cut) = self.matching(token, is_last, is_letter, wants, &mut read.marks);
            if matches.is_empty() && missing == wants.len() && is_listed(&token.text) {
                matches = self.corrected(&token.text, is_last, wants, &mut read.marks);
            }
            read.cut |= cut;
            read.sought.push(Sought { matches, optional: typed.len() > 1 && (cut || is_letter) });
        }
        read
    }

    /// What is, or begins with, what was typed; and whether not all of that is known.
    fn matching(
        &self,
        token: &Token,
        begins: bool,
        is_letter: bool,
        wants: &mut BTreeSet<usize>,
        marks: &mut Marks,
    ) -> (Vec<Match<'_>>, bool) {
        let text = &token.text;
        let own = self.root.part_of(text);
        let mut parts = self.root.parts_from(text);
        let gathered = format!("{text}{ALL}");
        // Too many to be read: there is one term that stands for all of them.
        let is_gathered = parts.len() > 2;
        if is_letter {
            parts = own..own + 1;
        } else if is_gathered {
            parts = own..self.root.part_of(&gathered) + 1;
        }
        wants.extend(parts.clone().filter(|part| !self.terms.contains_key(part)));
        let mut matches = Vec::new();
        let mut beginnings = Vec::new();
        let mut cut = false;
        for term in parts.filter_map(|part| self.terms.get(&part)).flatten() {
            if term.text == *text {
                cut |= term.cut;
                matches.push(Match { postings: &term.postings, quality: EXACT });
            } else if term.text.starts_with(&**text) && term.text.ends_with(ALL) == is_gathered && (!is_gathered || term.text == gathered) {
                beginnings.push(term);
            }
        }
        marks.words.push(text.clone());
        if !is_letter && (begins || matches.is_empty()) {
            if !beginnings.is_empty() {
                marks.beginnings.push(text.clone());
            }
            for term in beginnings {
                cut |= term.cut;
                matches.push(Match { postings: &term.postings, quality: BEGINS });
            }
        }
        (matches, cut)
    }

    /// The words that a mistyped one was perhaps meant to be.
    fn corrected(&self, typed: &str, unfinished: bool, wants: &mut BTreeSet<usize>, marks: &mut Marks) -> Vec<Match<'_>> {
        let (backward, length) = (reversed(typed), typed.chars().count());
        let first = |text: &str, count: usize| text.chars().take(count).collect::<String>();
        let ways = KEPT.map(|kept| {
            // A letter that changed places with the one behind takes that along.
            let behind = length.saturating_sub(kept + 1).max(1);
            (self.root.forward_from(&first(typed, kept)), self.root.backward_from(&first(&backward, behind)))
        });
        let fewest = ways.into_iter().min_by_key(|(forward, backward)| forward.len() + backward.len());
        let (forward_parts, backward_parts) = fewest.unwrap_or_default();
        let missing = wants.len();
        wants.extend(forward_parts.clone().chain(backward_parts.clone()).filter(|part| !self.words.contains_key(part)));
        if missing != wants.len() {
            return Vec::new();
        }
        let of = |parts: std::ops::Range<usize>| parts.filter_map(|part| self.words.get(&part)).flatten();
        let turned: Vec<Word> = of(backward_parts).map(|word| Word { text: reversed(&word.text), place: word.place }).collect();
        let mut matches = Vec::new();
        for Correction { text, edits } in corrections(typed, unfinished, of(forward_parts).chain(&turned)) {
            let part = self.root.part_of(&text);
            let Some(terms) = self.terms.get(&part) else {
                wants.insert(part);
                continue;
            };
            if let Ok(at) = terms.binary_search_by(|term| term.text.cmp(&text)) {
                matches.push(Match { postings: &terms[at].postings, quality: MISTYPED[edits.min(2)] });
                marks.words.push(text);
            }
        }
        matches
    }

    /// What is known of an entry: its card, or else its name.
    fn card(&self, entry: usize) -> Option<&Card> {
        let (part, place) = self.root.card_of(entry);
        self.cards.get(&part).and_then(|cards| cards.get(place)).or_else(|| self.names.get(&entry))
    }

    fn hit(&self, entry: usize, marks: &Marks, plain: Plain) -> Option<Hit> {
        let card = self.card(entry)?.clone();
        let group = self.root.group(entry)?;
        let (title, summary) = (marks.runs(&card.title, plain), marks.excerpt(&card.summary, plain));
        Some(Hit { card, kind: group.kind, condition: group.condition, title, summary })
    }
}
