//! What of a text matched.

use super::Plain;
use super::tokens::{tokens, written};

/// A part of a text, which matched or didn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub marked: bool,
}

/// What marks a text.
#[derive(Debug, Default)]
pub struct Marks {
    /// Words that are marked as a whole.
    pub words: Vec<String>,
    /// Beginnings that are marked where they begin a word.
    pub beginnings: Vec<String>,
}

/// Before what is marked first so many characters of a text are left, where it is cut.
const BEFORE: usize = 40;

/// Where it is cut only if so many characters would stand before.
const FAR: usize = 100;

impl Marks {
    /// The whole text, in runs.
    pub fn runs(&self, text: &str, plain: Plain) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut done = 0;
        for (start, end) in self.ranges(text, plain) {
            push(&mut runs, &text[done..start], false);
            push(&mut runs, &text[start..end], true);
            done = end;
        }
        push(&mut runs, &text[done..], false);
        runs
    }

    /// The text from shortly before what is marked first.
    pub fn excerpt(&self, text: &str, plain: Plain) -> Vec<Run> {
        let mut runs = self.runs(text, plain);
        if let [Run { text: before, marked: false }, Run { .. }, ..] = &mut runs[..] {
            let length = before.chars().count();
            if length > FAR {
                let cut = before.char_indices().nth(length - BEFORE).map_or(0, |(at, _)| at);
                let from = before[cut..].find(' ').map_or(cut, |space| cut + space + 1);
                *before = format!("…{}", &before[from..]);
            }
        }
        runs
    }

    /// In order, and none within another.
    fn ranges(&self, text: &str, plain: Plain) -> Vec<(usize, usize)> {
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for token in tokens(text, plain) {
            let begun =
                self.beginnings.iter().filter(|beginning| token.text.starts_with(&**beginning)).map(|beginning| beginning.chars().count());
            let end = if self.words.contains(&token.text) {
                token.end
            } else if let Some(count) = begun.max() {
                token.start + written(&text[token.start..token.end], count, plain)
            } else {
                continue;
            };
            match ranges.last_mut() {
                Some((_, last)) if *last >= token.start => *last = end.max(*last),
                _ => ranges.push((token.start, end)),
            }
        }
        ranges
    }
}

fn push(runs: &mut Vec<Run>, text: &str, marked: bool) {
    if !text.is_empty() {
        runs.push(Run { text: text.to_owned(), marked });
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::tests::plain;
    use super::*;

    fn shown(runs: Vec<Run>) -> String {
        runs.iter().map(|Run { text, marked }| if *marked { format!("[{text}]") } else { text.clone() }).collect()
    }

    fn check(text: &str, words: &[&str], beginnings: &[&str], expected: &str) {
        let [words, beginnings] = [words, beginnings].map(|texts| texts.iter().map(|text| (*text).to_owned()).collect());
        assert_eq!(shown(Marks { words, beginnings }.runs(text, &plain)), expected);
    }

    #[test]
    fn words_and_beginnings_are_marked_as_they_are_written() {
        check("Belonging and Civic Muscle", &["belonging"], &["mus"], "[Belonging] and Civic [Mus]cle");
        check("Été, été", &["ete"], &[], "[Été], [été]");
        check("Nothing", &[], &[], "Nothing");
        check("健康人民", &["健康", "康人"], &[], "[健康人]民");
        check("健康", &[], &["康"], "健[康]");
    }

    #[test]
    fn of_a_long_text_it_begins_shortly_before() {
        let marks = Marks { words: vec!["vote".to_owned()], beginnings: Vec::new() };
        let text = format!("{}vote here", "word ".repeat(30));
        assert_eq!(shown(marks.excerpt(&text, &plain)), format!("…{}[vote] here", "word ".repeat(7)));
        assert_eq!(shown(marks.excerpt("So vote", &plain)), "So [vote]");
    }
}
