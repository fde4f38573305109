//! What is shown of an entry that was found.

use super::code::{Reader, Writer};
use crate::catalog::Entry;

/// A longer summary is cut for the list of results, in characters: two lines have room there.
const LONGEST: usize = 200;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub id: String,
    pub title: String,
    pub label: String,
    /// Plain text; empty where there is none.
    pub summary: String,
    /// How many characters that has. More than it has here where only the name is there yet.
    pub length: usize,
    /// The hash in the name of the entry's file, where it has one.
    pub hash: String,
    /// The last day on which the entry is shown, as `2027-05-01`; empty where it doesn't expire.
    pub expires: String,
}

impl Card {
    pub fn new(entry: &Entry, file: Option<&str>) -> Card {
        // `entries/voting.01234567.json`
        let hash = file.and_then(|file| file.rsplit('.').nth(1)).filter(|hash| hash.len() == 8).unwrap_or_default();
        let summary = entry.summary.as_deref().map(shortened).unwrap_or_default();
        Card {
            id: entry.id.as_str().to_owned(),
            title: entry.title.to_string(),
            label: entry.label.as_deref().unwrap_or_default().to_owned(),
            length: summary.chars().count(),
            summary,
            hash: hash.to_owned(),
            expires: entry.expires.map(|date| date.iso()).unwrap_or_default(),
        }
    }

    pub fn write(&self, writer: &mut Writer) {
        for text in [&self.id, &self.title, &self.label, &self.summary, &self.hash, &self.expires] {
            writer.text(text);
        }
    }

    pub fn read(reader: &mut Reader) -> Option<Card> {
        let mut text = || reader.text().map(str::to_owned);
        let mut card = Card { id: text()?, title: text()?, label: text()?, summary: text()?, hash: text()?, expires: text()?, length: 0 };
        card.length = card.summary.chars().count();
        Some(card)
    }

    /// As much of it as is known before the rest: what the entry is called, and how long its summary is.
    pub fn write_name(&self, writer: &mut Writer) {
        for text in [&self.id, &self.title, &self.label] {
            writer.text(text);
        }
        writer.number(self.length);
    }

    pub fn read_name(reader: &mut Reader) -> Option<Card> {
        let mut text = || reader.text().map(str::to_owned);
        let card = Card { id: text()?, title: text()?, label: text()?, ..Card::default() };
        Some(Card { length: reader.number()?, ..card })
    }
}

/// Cut behind a word.
fn shortened(text: &str) -> String {
    let Some((most, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let end = text[..most].rfind(' ').unwrap_or(most);
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_read_as_it_was_written() {
        let card = Card { id: "a".into(), title: "Ä".into(), summary: "S".into(), length: 1, hash: "01234567".into(), ..Card::default() };
        let mut writer = Writer::default();
        card.write(&mut writer);
        assert_eq!(Card::read(&mut Reader::new(&writer.0)).as_ref(), Some(&card));
        assert_eq!(Card::read(&mut Reader::new(&writer.0[1..])), None);
        let mut writer = Writer::default();
        card.write_name(&mut writer);
        let name = Card { summary: String::new(), hash: String::new(), ..card };
        assert_eq!(Card::read_name(&mut Reader::new(&writer.0)), Some(name));
    }

    #[test]
    fn a_long_summary_is_cut_behind_a_word() {
        let cut = shortened(&"word ".repeat(60));
        assert!(cut.ends_with("word…") && cut.chars().count() <= LONGEST, "{cut}");
        assert_eq!(shortened("short"), "short");
    }
}
