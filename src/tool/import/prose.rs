//! Running text: words with marks, and links around words. White space is in its one canonical form here.
//!
//! Leaves out where text comes from and how it is written.

use std::mem;

/// A part of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Words(Words),
    Link(Link),
}

/// Words with the same marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub strong: bool,
    pub em: bool,
}

/// A link around words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub target: Target,
    pub words: Vec<Words>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An absolute address.
    Address(String),
    /// The id of an entry.
    Entry(String),
}

/// The marks on a piece of text, and the number of the link around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    pub strong: bool,
    pub em: bool,
    pub link: Option<usize>,
}

/// Text as it is gathered, with the white space of its source.
#[derive(Debug, Default)]
pub struct Gathered(Vec<(String, Marks)>);

impl Gathered {
    pub fn push(&mut self, text: &str, marks: Marks) {
        self.0.push((text.to_owned(), marks));
    }

    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|(text, _)| text.chars().all(is_space))
    }

    /// Takes what was gathered as running text: white space and control characters become one space between words, and
    /// none at the edges of the text, of links and of marks. `links` has the addresses that marks number.
    pub fn take(&mut self, links: &[String]) -> Vec<Inline> {
        let mut runs: Vec<(String, Marks)> = Vec::new();
        let mut space: Option<char> = None;
        for (text, marks) in mem::take(&mut self.0) {
            for character in text.chars() {
                if is_space(character) {
                    // A space that doesn't break lines is kept where it stands alone.
                    let keeps = character.is_whitespace() && !character.is_ascii() && !character.is_control();
                    let found = if keeps && !matches!(character, '\u{2028}' | '\u{2029}') { character } else { ' ' };
                    space = Some(space.map_or(found, |before| if before == found { before } else { ' ' }));
                    continue;
                }
                if let Some(space) = space.take()
                    && let Some(before) = runs.last().map(|(_, before)| *before)
                {
                    append(&mut runs, space, before.shared_with(marks));
                }
                append(&mut runs, character, marks);
            }
        }
        let mut inlines: Vec<Inline> = Vec::new();
        let mut open: Option<usize> = None;
        for (text, Marks { strong, em, link }) in runs {
            let words = Words { text, strong, em };
            match (link, inlines.last_mut()) {
                (Some(_), Some(Inline::Link(last))) if open == link => last.words.push(words),
                (Some(number), _) => {
                    let target = Target::Address(links.get(number).cloned().unwrap_or_default());
                    inlines.push(Inline::Link(Link { target, words: vec![words] }));
                }
                (None, _) => inlines.push(Inline::Words(words)),
            }
            open = link;
        }
        inlines
    }
}

impl Marks {
    /// The marks of a space between two pieces of text.
    fn shared_with(self, next: Self) -> Self {
        if self == next {
            return self;
        }
        Self { link: self.link.filter(|_| self.link == next.link), ..Self::default() }
    }
}

fn append(runs: &mut Vec<(String, Marks)>, character: char, marks: Marks) {
    match runs.last_mut() {
        Some((text, last)) if *last == marks => text.push(character),
        _ => runs.push((character.to_string(), marks)),
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Text without marks, in canonical form.
#[must_use]
pub fn plain(text: &str) -> Vec<Inline> {
    let mut gathered = Gathered::default();
    gathered.push(text, Marks::default());
    gathered.take(&[])
}

/// Texts one after the other, with `between` between them.
#[must_use]
pub fn joined(texts: Vec<Vec<Inline>>, between: &str) -> Vec<Inline> {
    let mut all: Vec<Inline> = Vec::new();
    for text in texts {
        let between =
            (!all.is_empty() && !between.is_empty()).then(|| Inline::Words(Words { text: between.to_owned(), ..Words::default() }));
        for inline in between.into_iter().chain(text) {
            match (all.last_mut(), inline) {
                (Some(Inline::Words(last)), Inline::Words(words)) if (last.strong, last.em) == (words.strong, words.em) => {
                    last.text += &words.text;
                }
                (_, inline) => all.push(inline),
            }
        }
    }
    all
}

/// The text without those of its links that `is_dead` tells by their addresses; their words stay. The dead addresses too.
pub fn without_dead_links(text: &mut Vec<Inline>, is_dead: impl Fn(&str) -> bool) -> Vec<String> {
    let mut dead = Vec::new();
    let mut parts = Vec::new();
    for inline in mem::take(text) {
        match inline {
            Inline::Link(Link { target: Target::Address(address), words }) if is_dead(&address) => {
                dead.push(address);
                parts.extend(words.into_iter().map(|words| vec![Inline::Words(words)]));
            }
            other => parts.push(vec![other]),
        }
    }
    *text = joined(parts, "");
    dead
}

/// A link to an entry.
#[must_use]
pub fn entry_link(id: &str, text: &str) -> Vec<Inline> {
    let words = Words { text: text.to_owned(), ..Words::default() };
    vec![Inline::Link(Link { target: Target::Entry(id.to_owned()), words: vec![words] })]
}

/// A link to an address.
#[must_use]
pub fn address_link(address: &str, text: &str) -> Inline {
    let words = Words { text: tidy(text), ..Words::default() };
    Inline::Link(Link { target: Target::Address(address.to_owned()), words: vec![words] })
}

/// One line of text, with single spaces between its words.
#[must_use]
pub fn tidy(text: &str) -> String {
    words_of(&plain(text))
}

/// The words without their marks.
#[must_use]
pub fn words_of(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Words(words) => text += &words.text,
            Inline::Link(link) => text.extend(link.words.iter().map(|words| words.text.as_str())),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_stand_outside_of_marks_and_links() {
        let mut gathered = Gathered::default();
        let strong = Marks { strong: true, ..Marks::default() };
        let link = Marks { link: Some(0), ..Marks::default() };
        for (text, marks) in [(" a\n", Marks::default()), (" b ", strong), ("c ", strong), (" d", link), (" \u{7}e ", link)] {
            gathered.push(text, marks);
        }
        let words = |text: &str, strong| Words { text: text.to_owned(), strong, em: false };
        let link = Link { target: Target::Address("x".to_owned()), words: vec![words("d e", false)] };
        assert_eq!(
            gathered.take(&["x".to_owned()]),
            [Inline::Words(words("a ", false)), Inline::Words(words("b c", true)), Inline::Words(words(" ", false)), Inline::Link(link)]
        );
    }

    #[test]
    fn a_space_that_keeps_lines_together_stays() {
        assert_eq!(tidy("\u{a0}10\u{a0}km \u{a0} away\u{2028}"), "10\u{a0}km away");
    }
}
