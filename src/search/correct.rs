//! Which words a mistyped one was perhaps meant to be.

use super::dictionary::Word;
use super::distance::distances;

/// Words from so many characters on may have two mistakes.
const LONG: usize = 8;

/// So many words are looked for in place of one.
const MOST: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub text: String,
    pub edits: usize,
}

/// Mistakes; whether the word goes on; whether it begins otherwise; and the worse its best place, the more.
type Unlikeliness = (usize, bool, bool, u8);

/// The nearest of the words, the most likely first. A word that is `unfinished` may have been meant to go on.
pub fn corrections<'a>(typed: &str, unfinished: bool, words: impl Iterator<Item = &'a Word>) -> Vec<Correction> {
    let typed: Vec<char> = typed.chars().collect();
    let most = if typed.len() < LONG { 1 } else { 2 };
    let mut found: Vec<(Unlikeliness, &str)> = Vec::new();
    for Word { text, place } in words {
        let word: Vec<char> = text.chars().collect();
        let (whole, beginning) = distances(&typed, &word, most);
        let (edits, goes_on) = if whole <= beginning || !unfinished { (whole, false) } else { (beginning, true) };
        if edits <= most {
            // The first letter is seldom wrong, and what stands in a title is asked for more often.
            found.push(((edits, goes_on, word.first() != typed.first(), u8::MAX - place), text));
        }
    }
    found.sort();
    found.dedup();
    let nearest = found.first().map(|((edits, goes_on, ..), _)| (*edits, *goes_on));
    let alike = found.iter().filter(|((edits, goes_on, ..), _)| Some((*edits, *goes_on)) == nearest).take(MOST);
    alike.map(|((edits, ..), text)| Correction { text: (*text).to_owned(), edits: *edits }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, unfinished: bool, expected: &str) {
        let words = ["belong", "belonging", "hate", "house", "housing", "mouse", "community", "communities"];
        let words: Vec<Word> = words.iter().zip(0..).map(|(text, place)| Word { text: (*text).to_owned(), place }).collect();
        let found = corrections(typed, unfinished, words.iter());
        assert_eq!(found.iter().map(|found| &*found.text).collect::<Vec<_>>().join(" "), expected, "{typed}");
    }

    #[test]
    fn the_nearest_are_meant() {
        check("belongng", false, "belonging");
        check("hosing", false, "housing");
        check("xouse", false, "mouse house");
        check("houes", false, "house");
        check("water", false, "");
    }

    #[test]
    fn long_words_may_have_two_mistakes() {
        check("belnogin", false, "belonging");
        check("huosng", false, "");
    }

    #[test]
    fn what_is_unfinished_may_go_on() {
        check("comunit", true, "communities community");
        check("comunit", false, "");
        check("hoosi", true, "housing");
    }
}
