//! Texts of many different words, some of them everywhere and most of them rare, as in a language: what an index of words is measured with.

use super::words::Dice;
use serde_json::{Value, json};

const ONSETS: [&str; 24] =
    ["b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"];
const VOWELS: [&str; 12] = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ou", "io", "a", "e"];
const CODAS: [&str; 14] = ["", "", "", "", "n", "r", "s", "t", "l", "m", "nd", "nt", "st", "ck"];
const ENDINGS: [&str; 8] = ["", "", "", "ing", "ed", "er", "ity", "tion"];

pub struct Prose {
    words: Vec<String>,
    /// How often each word and those before it come, in all.
    shares: Vec<usize>,
}

impl Prose {
    /// A language of so many words. The one at place `n` comes about `n` times as seldom as the first (Zipf's law).
    pub fn new(dice: &mut Dice, count: usize) -> Prose {
        let mut known = std::collections::BTreeSet::new();
        let mut words = Vec::new();
        while words.len() < count {
            let pick = |dice: &mut Dice, parts: &[&'static str]| parts[dice.next(parts.len())];
            // The frequent ones are short.
            let syllables = if words.len() < 100 { 1 } else { 2 + dice.next(2) };
            let mut word = String::new();
            for _ in 0..syllables {
                word += pick(dice, &ONSETS);
                word += pick(dice, &VOWELS);
                word += pick(dice, &CODAS);
            }
            if syllables > 1 {
                word += pick(dice, &ENDINGS);
            }
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut all = 0;
        let shares = (0..count).map(|place| {
            all += 100_000_000 / (place + 3);
            all
        });
        Prose { shares: shares.collect(), words }
    }

    pub fn word(&self, dice: &mut Dice) -> &str {
        let all = *self.shares.last().expect("there are words");
        let share = dice.next(all);
        &self.words[self.shares.partition_point(|before| *before <= share)]
    }

    pub fn sentence(&self, dice: &mut Dice) -> String {
        let words: Vec<&str> = (0..8 + dice.next(12)).map(|_| self.word(dice)).collect();
        capital(&words.join(" ")) + "."
    }

    pub fn sentences(&self, dice: &mut Dice, count: usize) -> String {
        (0..count).map(|_| self.sentence(dice)).collect::<Vec<_>>().join(" ")
    }

    /// Two to five words, none of them among the most frequent.
    pub fn title(&self, dice: &mut Dice) -> String {
        let words: Vec<&str> = (0..2 + dice.next(4)).map(|_| &*self.words[100 + dice.next(self.words.len() - 100)]).collect();
        capital(&words.join(" "))
    }
}

fn capital(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}

/// Two words of a title with one typing mistake in one of them: a letter left out, doubled, swapped with the next or taken for another.
/// Nothing where the title has no word that is long enough.
pub fn mistyped(title: &str, dice: &mut Dice) -> Option<String> {
    let mut words: Vec<String> = title.to_lowercase().split(' ').map(str::to_owned).collect();
    while words.len() > 2 {
        words.remove(dice.next(words.len()));
    }
    let long: Vec<usize> = (0..words.len()).filter(|at| words[*at].len() >= 5).collect();
    let which = *long.get(dice.next(long.len().max(1)))?;
    let mut letters: Vec<char> = words[which].chars().collect();
    let at = dice.next(letters.len() - 1);
    match dice.next(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => letters[at] = if letters[at] == 'x' { 'y' } else { 'x' },
    }
    words[which] = letters.into_iter().collect();
    Some(words.join(" "))
}

/// A catalog with so many entries, the first seven of them conditions, whose bodies have so many sentences.
pub fn catalog(prose: &Prose, dice: &mut Dice, count: usize, sentences: usize) -> Value {
    let mut entries = Vec::with_capacity(count);
    for at in 0..count {
        let kind = if at < 7 { "condition" } else { ["topic", "story", "resource"][at % 3] };
        let paragraph = |text: String| json!({ "type": "paragraph", "text": text });
        entries.push(json!({
            "id": format!("entry-{at}"), "kind": kind, "title": prose.title(dice), "summary": prose.sentences(dice, 2),
            "condition": format!("entry-{}", at % 7),
            "body": [paragraph(prose.sentences(dice, sentences / 2)), paragraph(prose.sentences(dice, sentences - sentences / 2))],
        }));
    }
    json!({ "version": 1, "title": "Sample", "lang": "en", "home": "entry-0", "entries": entries })
}
