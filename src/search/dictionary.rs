//! A part of the dictionary: the words that a mistyped one may have been meant to be, in their alphabet's order.

use super::code::{Reader, Writer};

/// A shorter word is never taken for a mistyped one, in characters.
pub const SHORTEST: usize = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// The best place where it stands in any entry.
    pub place: u8,
}

pub fn write(words: &[Word]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(words.len());
    let mut before = "";
    for Word { text, place } in words {
        writer.next(before, text);
        writer.number(usize::from(*place));
        before = text;
    }
    writer.0
}

pub fn read(bytes: &[u8]) -> Option<Vec<Word>> {
    let mut reader = Reader::new(bytes);
    let mut text = String::new();
    let mut words = Vec::new();
    for _ in 0..reader.number()? {
        reader.next(&mut text)?;
        words.push(Word { text: text.clone(), place: reader.number()? as u8 });
    }
    Some(words)
}

/// Whether a word can be mistyped: one of letters, and of enough of them.
pub fn is_listed(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_some() && word.chars().all(char::is_alphabetic)
}

/// The word spelled backward.
pub fn reversed(word: &str) -> String {
    word.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_read_as_it_was_written() {
        let word = |text: &str, place| Word { text: text.to_owned(), place };
        let words = [word("belong", 2), word("belonging", 7), word("été", 0)];
        assert_eq!(read(&write(&words)).as_deref(), Some(&words[..]));
        assert_eq!(read(&write(&words)[..5]), None);
    }

    #[test]
    fn words_of_letters_can_be_mistyped() {
        let check = |word: &str, expected: bool| assert_eq!(is_listed(word), expected, "{word}");
        check("hate", true);
        check("été", false);
        check("2026", false);
        check("covid19", false);
        check("صحيح", true);
        assert_eq!(reversed("été"), "été");
    }
}
