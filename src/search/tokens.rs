//! Texts as words. Scripts that part no words (Chinese, Japanese, Thai and their neighbours) give pairs of characters in their place.

use super::Plain;
use super::fold::{folded, is_mark};

/// A longer word is cut: nobody types it to its end.
const LONGEST: usize = 32;

/// A word, or a pair of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As it is compared. Never empty.
    pub text: String,
    /// Where it stands in the text, in bytes.
    pub start: usize,
    pub end: usize,
    /// Whether it is of a script that parts no words.
    pub unspaced: bool,
}

pub fn tokens(text: &str, plain: Plain) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if is_unspaced(first) {
            let own = start + first.len_utf8();
            let next = characters.peek().filter(|(_, next)| is_unspaced(*next));
            let end = next.map_or(own, |(at, next)| at + next.len_utf8());
            push(&mut tokens, text, start, end, true, plain);
        } else if first.is_alphanumeric() {
            let mut end = start + first.len_utf8();
            while let Some((at, next)) = characters.next_if(|(_, next)| (next.is_alphanumeric() || is_mark(*next)) && !is_unspaced(*next)) {
                end = at + next.len_utf8();
            }
            push(&mut tokens, text, start, end, false, plain);
        }
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, text: &str, start: usize, end: usize, unspaced: bool, plain: Plain) {
    let mut word = folded(&text[start..end], plain);
    if let Some((cut, _)) = word.char_indices().nth(LONGEST) {
        word.truncate(cut);
    }
    let word = without_article(word);
    if !word.is_empty() {
        tokens.push(Token { text: word, start, end, unspaced });
    }
}

/// Arabic writes the article in one with its noun. It is left out where enough of a word stays, and so in the query too.
fn without_article(word: String) -> String {
    match word.strip_prefix("ال") {
        Some(noun) if noun.chars().count() >= 3 => noun.to_owned(),
        _ => word,
    }
}

/// Of how many bytes of `word`, as it stands in a text, the first `count` characters of its token are made.
pub fn written(word: &str, count: usize, plain: Plain) -> usize {
    let whole = folded(word, plain);
    // Characters that are not in the token since they are the article's.
    let before = whole.chars().count() - without_article(whole).chars().count();
    let mut left = before + count;
    for (at, character) in word.char_indices() {
        if left == 0 && !is_mark(character) {
            return at;
        }
        let own = folded(character.encode_utf8(&mut [0; 4]), plain).chars().count();
        left = left.saturating_sub(own);
    }
    word.len()
}

fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::super::fold::tests::plain;
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(tokens(text, &plain).iter().map(|token| &*token.text).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn words_are_parted_by_what_is_no_letter() {
        check("Belonging & Civic-Muscle, 2026!", "belonging civic muscle 2026");
        check("l’été d'un été", "l ete d un ete");
        check("", "");
        check("… — ·", "");
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        check("健康人", "健康 康人 人");
        check("Health健康 ok", "health 健康 康 ok");
        check("人", "人");
    }

    #[test]
    fn the_arabic_article_is_left_out() {
        check("البيت والبيت", "بيت والبيت");
        check("الم", "الم");
    }

    #[test]
    fn a_long_word_is_cut() {
        check(&"a".repeat(40), &"a".repeat(32));
    }

    fn check_written(word: &str, count: usize, expected: &str) {
        assert_eq!(&word[..written(word, count, &plain)], expected);
    }

    #[test]
    fn what_matched_is_found_in_the_word_as_it_is_written() {
        check_written("Belonging", 6, "Belong");
        check_written("e\u{301}te\u{301}", 1, "e\u{301}");
        check_written("Straße", 5, "Straß");
        check_written("البيت", 2, "البي");
        check_written("健康", 2, "健康");
    }
}
