//! A part with terms: which entries have which words, and where.

use super::card::Card;
use super::code::{Reader, Writer};
use super::document::LONG_TITLE;
use super::finder::FIRST;
use std::collections::{BTreeMap, BTreeSet};

/// Marks what stands for all terms with one beginning, in the place of which too many parts would have to be read. It sorts before every
/// letter, so that it is found where the beginning itself would be.
pub const ALL: char = '\u{1}';

/// An entry that has a term, and the best place where it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    pub entry: usize,
    pub place: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub text: String,
    /// In the order of the entries.
    pub postings: Vec<Posting>,
    /// Whether more entries have it than are listed.
    pub cut: bool,
}

/// The entries that have words of a part in their titles, by their numbers: they are shown by these before their cards are there.
pub type Names = BTreeMap<usize, Card>;

/// First what is read to find a term, then where the terms stand, and then what the entries are called that have them in their titles.
pub fn write<'a>(terms: &[Term], card: impl Fn(usize) -> &'a Card) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(terms.len());
    let mut before = "";
    for Term { text, postings, cut } in terms {
        writer.next(before, text);
        writer.number(postings.len() << 1 | usize::from(*cut));
        before = text;
    }
    for Term { postings, .. } in terms {
        let mut last = 0;
        for Posting { entry, place } in postings {
            writer.number((entry - last) << 3 | usize::from(*place));
            last = *entry;
        }
    }
    let own = terms.iter().flat_map(|term| term.first_in_titles());
    let named: BTreeSet<usize> = own.collect();
    writer.number(named.len());
    let mut last = 0;
    for entry in named {
        writer.number(entry - last);
        card(entry).write_name(&mut writer);
        last = entry;
    }
    writer.0
}

impl Term {
    /// Those that have it in their titles, and of many the best.
    fn first_in_titles(&self) -> impl Iterator<Item = usize> {
        let mut best: Vec<&Posting> = self.postings.iter().filter(|posting| posting.place >= LONG_TITLE).collect();
        best.sort_by_key(|posting| u8::MAX - posting.place);
        best.into_iter().map(|posting| posting.entry).take(FIRST)
    }
}

pub fn read(bytes: &[u8]) -> Option<(Vec<Term>, Names)> {
    let mut reader = Reader::new(bytes);
    let count = reader.number()?;
    let mut text = String::new();
    let mut terms = Vec::new();
    let mut sizes = Vec::new();
    for _ in 0..count {
        reader.next(&mut text)?;
        let size = reader.number()?;
        sizes.push(size >> 1);
        terms.push(Term { text: text.clone(), postings: Vec::new(), cut: size & 1 == 1 });
    }
    for (term, size) in terms.iter_mut().zip(sizes) {
        let mut entry = 0;
        for _ in 0..size {
            let number = reader.number()?;
            entry += number >> 3;
            term.postings.push(Posting { entry, place: (number & 7) as u8 });
        }
    }
    let mut names = Names::new();
    let mut entry = 0;
    for _ in 0..reader.number()? {
        entry += reader.number()?;
        names.insert(entry, Card::read_name(&mut reader)?);
    }
    Some((terms, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_they_were_written() {
        let posting = |entry, place| Posting { entry, place };
        let term = |text: &str, postings: &[Posting], cut| Term { text: text.to_owned(), postings: postings.to_vec(), cut };
        let terms = [term("be\u{1}", &[posting(0, 7)], true), term("belong", &[posting(0, 0), posting(9000, 5)], false)];
        let card = |title: &str| Card { title: title.to_owned(), ..Card::default() };
        let cards = [card("Belong"), card("Belonging")];
        let written = write(&terms, |entry| &cards[entry / 9000]);
        let names = Names::from([(0, cards[0].clone()), (9000, cards[1].clone())]);
        assert_eq!(read(&written), Some((terms.to_vec(), names)));
        assert_eq!(read(&written[..9]), None);
    }
}
