//! An entry as it is searched: its card, and the words of it, each with the best place where it stands.

use super::Plain;
use super::card::Card;
use super::tokens::tokens;
use crate::catalog::{Block, Catalog, Entry, Kind, Text};
use std::collections::BTreeMap;

/// Where a word stands, the better the higher.
pub const BODY: u8 = 0;
/// In a heading of the body, or often in the body.
pub const HEADING: u8 = 1;
pub const SUMMARY: u8 = 2;
/// In the label, in a former id, or in the name of who made the work.
pub const LABEL: u8 = 3;
/// In a title of six words or more.
pub const LONG_TITLE: u8 = 4;
pub const TITLE: u8 = 5;
/// In a title of two words.
pub const SHORT_TITLE: u8 = 6;
/// It is the title.
pub const WHOLE_TITLE: u8 = 7;

/// So often a word stands in a body that is about it.
const OFTEN: u32 = 3;

#[derive(Clone, Debug)]
pub struct Document {
    pub(super) kind: Kind,
    /// The id of the condition that the entry is or belongs to.
    pub(super) condition: Option<String>,
    /// What the condition is called, where the entry is one.
    pub(super) card: Card,
    /// All words, each behind the digit of its place and before a space.
    pub(super) words: String,
}

impl Document {
    /// `file` is the path of the entry's file in the published folder, where it has one of its own.
    pub fn new(entry: &Entry, aliases: &[&str], file: Option<&str>, plain: Plain) -> Document {
        let mut words = Words { found: BTreeMap::new(), plain };
        words.title(&entry.title);
        let label = entry.label.iter().chain(entry.provider.as_ref().map(|provider| &provider.name));
        label.for_each(|text| words.add(text, LABEL));
        aliases.iter().for_each(|alias| words.add(alias, LABEL));
        entry.summary.iter().for_each(|text| words.add(text, SUMMARY));
        entry.body.iter().for_each(|block| words.block(block));
        Document {
            kind: entry.kind,
            condition: entry.own_condition().map(|id| id.as_str().to_owned()),
            card: Card::new(entry, file),
            words: words.written(),
        }
    }

    /// Those of all entries of a catalog.
    pub fn all(catalog: &Catalog, plain: Plain) -> Vec<Document> {
        let mut aliases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, entry) in catalog.names() {
            if name != entry.id.as_str() {
                aliases.entry(entry.id.as_str()).or_default().push(name);
            }
        }
        let none = Vec::new();
        let document = |entry: &std::rc::Rc<Entry>| Document::new(entry, aliases.get(entry.id.as_str()).unwrap_or(&none), None, plain);
        catalog.entries().iter().map(document).collect()
    }

    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u8)> {
        self.words.split_terminator(' ').map(|word| (&word[1..], word.as_bytes()[0] - b'0'))
    }
}

/// Words as they are found, with their best place and how often they stand in the body.
struct Words<'a> {
    found: BTreeMap<String, (u8, u32)>,
    plain: Plain<'a>,
}

impl Words<'_> {
    fn title(&mut self, title: &str) {
        let place = match tokens(title, self.plain).len() {
            1 => WHOLE_TITLE,
            2 => SHORT_TITLE,
            3..=5 => TITLE,
            _ => LONG_TITLE,
        };
        self.add(title, place);
    }

    fn add(&mut self, text: &str, place: u8) {
        for token in tokens(text, self.plain) {
            let (best, count) = self.found.entry(token.text).or_default();
            *best = place.max(*best);
            *count += u32::from(place == BODY);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.text(text, BODY),
            Block::Heading(_, text) => self.text(text, HEADING),
            Block::List(list) => list.items.iter().for_each(|item| self.text(item, BODY)),
            Block::Quote(quote) => {
                self.text(&quote.text, BODY);
                quote.cite.iter().for_each(|cite| self.add(cite, BODY));
            }
            Block::Section(section) => {
                section.title.iter().for_each(|title| self.add(title, HEADING));
                section.text.iter().for_each(|text| self.text(text, BODY));
            }
            Block::Media(media) => self.add(&media.title, HEADING),
            // Its alternative text says what is to be seen, and not what the entry is about.
            Block::Featured(_) | Block::Image(_) => {}
        }
    }

    /// Runs go on where the one before ended, also in the middle of a word.
    fn text(&mut self, text: &Text, place: u8) {
        let whole: Vec<&str> = text.0.iter().map(|run| &*run.text).collect();
        self.add(&whole.concat(), place);
    }

    fn written(self) -> String {
        let mut written = String::new();
        for (word, (place, count)) in self.found {
            let place = if place == BODY && count >= OFTEN { HEADING } else { place };
            written.push(char::from(b'0' + place));
            written.push_str(&word);
            written.push(' ');
        }
        written
    }
}
