//! Makes the index of a catalog.

use super::card::Card;
use super::code::Writer;
use super::dictionary::{self, Word, is_listed, reversed};
use super::document::Document;
use super::root::{CARDS, Group, Root};
use super::terms::{self, ALL, Posting, Term};
use crate::catalog::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// A part with terms has about so many bytes before it is packed.
const PART: usize = 1600;

/// So many words are in one part of the dictionary.
const WORDS: usize = 192;

/// Of a term that more entries have, these are listed, the best ones.
const MOST: usize = 4096;

/// And of all terms with one beginning.
const MOST_OF_ALL: usize = 256;

/// A beginning of more characters has few terms.
const BEGINNING: usize = 8;

/// Everything that is published of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    pub root: Vec<u8>,
    /// By their numbers.
    pub parts: Vec<Vec<u8>>,
}

impl Index {
    pub fn new(mut documents: Vec<Document>) -> Index {
        let mut conditions: Vec<(String, String)> = documents
            .iter()
            .filter(|document| document.kind == Kind::Condition)
            .map(|document| (document.card.id.clone(), document.card.title.clone()))
            .collect();
        conditions.sort_by(|(one_id, one), (other_id, other)| (one, one_id).cmp(&(other, other_id)));
        let places: BTreeMap<&str, usize> = conditions.iter().zip(0..).map(|((id, _), place)| (&**id, place)).collect();
        let group = |document: &Document| {
            let kind = Kind::ALL.iter().position(|kind| *kind == document.kind);
            (kind, document.condition.as_deref().and_then(|condition| places.get(condition)).copied())
        };
        documents.sort_by_cached_key(|document| (group(document), document.card.title.clone(), document.card.id.clone()));
        let mut groups: Vec<Group> = Vec::new();
        for (document, number) in documents.iter().zip(1..) {
            let (kind, condition) = (document.kind, group(document).1);
            match groups.last_mut().filter(|last| (last.kind, last.condition) == (kind, condition)) {
                Some(last) => last.end = number,
                None => groups.push(Group { kind, condition, end: number }),
            }
        }
        let terms = terms(&documents);
        let words = || terms.iter().filter(|term| is_listed(&term.text));
        let word = |text: String, term: &Term| Word { text, place: best(term) };
        let forward: Vec<Word> = words().map(|term| word(term.text.clone(), term)).collect();
        let mut backward: Vec<Word> = words().map(|term| word(reversed(&term.text), term)).collect();
        backward.sort_by(|one, other| one.text.cmp(&other.text));
        let terms = parted(with_beginnings(terms));
        let (forward, backward) = ([&forward, &backward]).map(|words| words.chunks(WORDS).collect::<Vec<_>>()).into();
        let root = Root {
            count: documents.len(),
            groups,
            terms: starts(&terms, |term| &term.text),
            forward: starts(&forward, |word| &word.text),
            backward: starts(&backward, |word| &word.text),
            conditions,
        };
        let cards = documents.chunks(CARDS).map(|documents| cards(documents.iter().map(|document| &document.card)));
        let dictionaries = forward.iter().chain(&backward).map(|words| dictionary::write(words));
        let parts =
            terms.iter().map(|terms| terms::write(terms, |entry| &documents[entry].card)).chain(dictionaries).chain(cards).collect();
        Index { root: root.write(), parts }
    }
}

/// All terms in their alphabet's order.
fn terms(documents: &[Document]) -> Vec<Term> {
    let mut found: BTreeMap<&str, Vec<Posting>> = BTreeMap::new();
    for (document, entry) in documents.iter().zip(0..) {
        for (word, place) in document.words() {
            found.entry(word).or_default().push(Posting { entry, place });
        }
    }
    found.into_iter().map(|(text, postings)| listed(text.to_owned(), postings, MOST)).collect()
}

/// A term with the best of its entries.
fn listed(text: String, mut postings: Vec<Posting>, most: usize) -> Term {
    let cut = postings.len() > most;
    if cut {
        postings.sort_by_key(|posting| (u8::MAX - posting.place, posting.entry));
        postings.truncate(most);
        postings.sort_by_key(|posting| posting.entry);
    }
    Term { text, postings, cut }
}

fn best(term: &Term) -> u8 {
    term.postings.iter().map(|posting| posting.place).max().unwrap_or_default()
}

/// About so many bytes it takes.
fn size(term: &Term) -> usize {
    term.text.len() / 2 + 4 + term.postings.len() * 5 / 4
}

/// The terms, and one for each beginning whose terms more than two parts would have.
fn with_beginnings(terms: Vec<Term>) -> Vec<Term> {
    let mut beginnings: BTreeMap<&str, usize> = BTreeMap::new();
    for term in &terms {
        for (end, _) in term.text.char_indices().skip(1).take(BEGINNING).chain([(term.text.len(), ' ')]) {
            *beginnings.entry(&term.text[..end]).or_default() += size(term);
        }
    }
    let long: BTreeSet<&str> = beginnings.into_iter().filter(|(_, size)| *size > PART).map(|(beginning, _)| beginning).collect();
    let mut gathered = Vec::new();
    for beginning in long {
        let first = terms.partition_point(|term| *term.text < *beginning);
        let all = terms[first..].iter().take_while(|term| term.text.starts_with(beginning));
        let mut entries: BTreeMap<usize, u8> = BTreeMap::new();
        for Posting { entry, place } in all.flat_map(|term| &term.postings) {
            let best = entries.entry(*entry).or_default();
            *best = (*best).max(*place);
        }
        let postings = entries.into_iter().map(|(entry, place)| Posting { entry, place }).collect();
        gathered.push(listed(format!("{beginning}{ALL}"), postings, MOST_OF_ALL));
    }
    gathered.extend(terms);
    gathered.sort_by(|one, other| one.text.cmp(&other.text));
    gathered
}

/// The terms in parts of about one size. Two parts side by side are always more than one would hold.
fn parted(terms: Vec<Term>) -> Vec<Vec<Term>> {
    let mut parts: Vec<Vec<Term>> = Vec::new();
    let mut left = 0;
    for term in terms {
        let size = size(&term);
        match parts.last_mut() {
            Some(part) if size <= left => {
                left -= size;
                part.push(term);
            }
            _ => {
                left = PART.saturating_sub(size);
                parts.push(vec![term]);
            }
        }
    }
    parts
}

/// For each part the shortest text that comes after the part before, and not after its own first.
fn starts<T, P: AsRef<[T]>>(parts: &[P], text: impl Fn(&T) -> &str) -> Vec<String> {
    let mut starts = Vec::new();
    let mut last = "";
    for part in parts {
        let items = part.as_ref();
        let (Some(first), Some(end)) = (items.first(), items.last()) else { continue };
        let first = text(first);
        let cut = first.char_indices().map(|(at, character)| at + character.len_utf8()).find(|end| first[..*end] > *last);
        starts.push(first[..cut.unwrap_or(first.len())].to_owned());
        last = text(end);
    }
    starts
}

fn cards<'a>(cards: impl Iterator<Item = &'a Card>) -> Vec<u8> {
    let mut writer = Writer::default();
    cards.for_each(|card| card.write(&mut writer));
    writer.0
}
