//! Text in a drawing. SVG doesn't wrap lines, so they are broken here, by an estimate of their width.
//!
//! Lengths are in tenths of a unit: whole numbers suffice, and writing out others would cost the wasm several kilobytes.

use super::parts::{element, several};
use yew::prelude::*;

/// A place for text.
#[derive(Clone, Copy)]
pub struct Box {
    /// The middle.
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    /// How large the text is where it fits.
    pub size: i32,
}

/// A letter is about so wide, in hundredths of the font's size; and so high is a line.
const LETTER: i32 = 58;
const LINE: i32 = 118;

/// Text is no smaller than this.
const SMALLEST: i32 = 60;

/// `text` in the middle of its place, as much smaller as it has to be to fit.
pub fn lettering(text: &str, place: Box) -> Html {
    let Box { x, y, width: room, height, mut size } = place;
    let mut lines = lines(text, most(room, size));
    while size > SMALLEST && (lines.len() as i32 * size * LINE / 100 > height || longest(&lines) > most(room, size)) {
        size -= 6;
        lines = self::lines(text, most(room, size));
    }
    let step = size * LINE / 100;
    // The first line's baseline; the middle of its letters is about a third of their size above it.
    let first = y - step * (lines.len() as i32 - 1) / 2 + size * 35 / 100;
    let x = x.to_string();
    let mut drawn = Vec::new();
    for (line, number) in lines.into_iter().zip(0..) {
        let values = vec![Some(x.clone().into()), Some((first + step * number).to_string().into())];
        drawn.push(element("tspan", &["x", "y"], values, line.into()).into());
    }
    element("text", &["font-size"], vec![Some(size.to_string().into())], several(drawn)).into()
}

/// So many letters have room in a line.
fn most(room: i32, size: i32) -> usize {
    (room * 100 / (LETTER * size)).max(1) as usize
}

fn longest(lines: &[String]) -> usize {
    lines.iter().map(|line| width(line.trim_end())).max().unwrap_or_default()
}

/// Lines of at most so many letters where no word is longer. The space behind a line's last word stays, for whatever reads the text as a whole.
fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_inclusive(is_break) {
        if used > 0 && used + width(word.trim_end()) > most {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
        used += width(word);
    }
    lines
}

/// Whether a line may end behind this letter: a space, or one of a script that is written without any.
fn is_break(letter: char) -> bool {
    letter == ' ' || is_wide(letter)
}

/// In letters; those of Chinese, Japanese and Korean count as two.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

/// From where on scripts are written in squares: Hangul's first letter, and all above it that is of interest here.
fn is_wide(letter: char) -> bool {
    ('\u{1100}'..'\u{1e00}').contains(&letter) || ('\u{2e80}'..'\u{fb00}').contains(&letter) || letter >= '\u{20000}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, most: usize, expected: &[&str]) {
        assert_eq!(lines(text, most), expected, "{text}");
    }

    #[test]
    fn lines_end_between_words() {
        check("Basic Needs for Health and Safety", 13, &["Basic Needs ", "for Health ", "and Safety"]);
        check("Voting", 13, &["Voting"]);
        check("", 13, &[""]);
    }

    #[test]
    fn a_long_word_stands_alone() {
        check("Reliable Transportation", 12, &["Reliable ", "Transportation"]);
    }

    #[test]
    fn chinese_is_broken_between_any_two_signs() {
        check("归属感与公民力量", 8, &["归属感与", "公民力量"]);
    }
}
