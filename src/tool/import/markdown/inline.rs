//! Writes running text so that CommonMark reads back the same words and marks.
//!
//! Leaves out blocks. The rules for marks are those of <https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis>.

use crate::tool::import::imported::Picture;
use crate::tool::import::prose::{Inline, Link, Target, Words};

/// Running text that begins a line.
#[must_use]
pub fn line(inlines: &[Inline]) -> String {
    write(inlines, Place::Start)
}

/// Running text of a heading, behind its marks.
#[must_use]
pub fn heading(inlines: &[Inline]) -> String {
    write(inlines, Place::Heading)
}

/// Plain text within a line.
#[must_use]
pub fn escaped(text: &str) -> String {
    written(&[Words { text: text.to_owned(), ..Words::default() }], Place::Within)
}

/// A link with plain words.
#[must_use]
pub fn link_to(text: &str, address: &str) -> String {
    format!("[{}]({})", escaped(text), destination(address))
}

/// A link with a title that says what it is.
#[must_use]
pub fn titled_link(text: &str, address: &str, title: &str) -> String {
    format!("[{}]({} \"{title}\")", escaped(text), destination(address))
}

/// A picture that is a paragraph.
#[must_use]
pub fn image(picture: &Picture) -> String {
    format!("![{}]({})", escaped(&picture.alt), destination(&picture.src))
}

/// Where text stands, which decides what has a meaning there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Heading,
    Within,
}

fn write(inlines: &[Inline], place: Place) -> String {
    let mut text = String::new();
    let mut place = place;
    let mut rest = inlines;
    while let Some(first) = rest.first() {
        let words = rest.iter().take_while(|inline| matches!(inline, Inline::Words(_))).count();
        if let Inline::Link(Link { target, words }) = first {
            let destination = match target {
                Target::Address(address) => destination(address),
                Target::Entry(id) => format!("{id}.md"),
            };
            let inner = if place == Place::Heading { Place::Heading } else { Place::Within };
            text += &format!("[{}]({destination})", written(words, inner));
            rest = &rest[1..];
        } else {
            let run = |inline: &Inline| match inline {
                Inline::Words(words) => Some(words.clone()),
                Inline::Link(_) => None,
            };
            let run: Vec<Words> = rest[..words].iter().filter_map(run).collect();
            text += &written(&run, place);
            rest = &rest[words..];
        }
        if place == Place::Start {
            place = Place::Within;
        }
    }
    text
}

/// A character as it is written, or a delimiter of marks.
#[derive(Debug)]
enum Piece {
    Text { character: char, source: String },
    Opening(&'static str),
    Closing(&'static str),
}

fn written(words: &[Words], place: Place) -> String {
    let mut pieces = Vec::new();
    let mut strong = false;
    for (index, run) in words.iter().enumerate() {
        if run.strong && !strong {
            pieces.push(Piece::Opening("**"));
        } else if strong && !run.strong {
            pieces.push(Piece::Closing("**"));
        }
        strong = run.strong;
        let beside = [index.checked_sub(1), Some(index + 1)];
        let touches = beside.into_iter().flatten().filter_map(|beside| words.get(beside)).any(|beside| beside.strong);
        // An underscore is told from the asterisks beside it, an asterisk may stand within a word.
        let mark = if run.strong || touches { "_" } else { "*" };
        if run.em {
            pieces.push(Piece::Opening(mark));
        }
        let at = if index > 0 && place == Place::Start { Place::Within } else { place };
        pieces.extend(characters(&run.text, at));
        if run.em {
            pieces.push(Piece::Closing(mark));
        }
    }
    if strong {
        pieces.push(Piece::Closing("**"));
    }
    while let Some(index) = hidden_delimiter(&pieces) {
        if let Piece::Text { character, source } = &mut pieces[index] {
            *source = format!("&#{};", u32::from(*character));
        }
    }
    let source = |piece: &Piece| match piece {
        Piece::Text { source, .. } => source.clone(),
        Piece::Opening(mark) | Piece::Closing(mark) => (*mark).to_owned(),
    };
    pieces.iter().map(source).collect()
}

/// The character beside a delimiter that would keep it from being one. Written as a reference, it counts as punctuation
/// and does so no more.
fn hidden_delimiter(pieces: &[Piece]) -> Option<usize> {
    (0..pieces.len()).find_map(|index| {
        let (mark, outside, inside) = match &pieces[index] {
            Piece::Text { .. } => return None,
            Piece::Opening(mark) => (mark, index.checked_sub(1)?, index + 1),
            Piece::Closing(mark) => (mark, index + 1, index.checked_sub(1)?),
        };
        let plain = |piece: &Piece| match piece {
            Piece::Text { character, source } if source.len() == character.len_utf8() => Some(*character),
            _ => None,
        };
        let is_wordlike = |piece| plain(piece).is_some_and(|character| !character.is_whitespace() && !character.is_ascii_punctuation());
        let is_plain_letter = |piece| plain(piece).is_some_and(char::is_alphanumeric);
        let hides = is_wordlike(pieces.get(outside)?) && (*mark == "_" || !pieces.get(inside).is_some_and(is_plain_letter));
        hides.then_some(outside)
    })
}

fn characters(text: &str, place: Place) -> Vec<Piece> {
    let all: Vec<char> = text.chars().collect();
    let digits = all.iter().take_while(|character| character.is_ascii_digit()).count();
    let piece = |(index, character): (usize, &char)| {
        let next = all.get(index + 1);
        let begins = place == Place::Start && index == 0;
        let numbers = place == Place::Start && index == digits && (1..=9).contains(&digits);
        let has_meaning = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' => true,
            '&' => begins_reference(all[index + 1..].iter().copied()),
            '!' => next.is_none_or(|next| *next == '['),
            '#' => begins || place == Place::Heading,
            '{' | '}' => place == Place::Heading,
            '>' | '+' | '-' | '=' | '~' | '|' | ':' => begins,
            '.' | ')' => numbers,
            _ => false,
        };
        let source = if has_meaning { format!("\\{character}") } else { character.to_string() };
        Piece::Text { character: *character, source }
    };
    all.iter().enumerate().map(piece).collect()
}

/// Whether what follows an ampersand makes it a reference to a character, such as `&amp;`.
fn begins_reference(mut after: impl Iterator<Item = char>) -> bool {
    after.find(|character| !character.is_ascii_alphanumeric() && *character != '#') == Some(';')
}

/// An address between the parentheses of a link.
fn destination(address: &str) -> String {
    let mut destination = String::new();
    let mut characters = address.chars();
    while let Some(character) = characters.next() {
        let has_meaning = match character {
            '\\' | '(' | ')' | '<' | '>' | '`' => true,
            '&' => begins_reference(characters.clone()),
            _ => false,
        };
        if has_meaning {
            destination.push('\\');
        }
        destination.push(character);
    }
    destination
}
