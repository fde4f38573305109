//! The line of a file that a fault is in, with what is at fault underlined.
//!
//! Leaves out the other lines: an entry's facts and paragraphs are a line each.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use annotate_snippets::renderer::Style;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};

use crate::tool::fault::{self, Fault};

/// The most characters that are underlined: of a paragraph its beginning says enough.
const MOST: usize = 60;

/// How many characters before and after are taken along. No terminal is as wide, and a line may be a whole catalog.
const AROUND: usize = 400;

/// The files that were read for excerpts.
#[derive(Default)]
pub struct Excerpts {
    files: BTreeMap<Arc<str>, Option<File>>,
}

struct File {
    lines: Vec<String>,
    /// The line, the characters before, and the bytes before the excerpt that was made last. The next one begins there or later where
    /// faults come in order, and so a long line is gone through once.
    last: (usize, usize, usize),
}

impl File {
    fn read(path: &str) -> Option<Self> {
        let bytes = fs::read(path).ok()?;
        Some(Self { lines: String::from_utf8_lossy(&bytes).lines().map(ToOwned::to_owned).collect(), last: (0, 0, 0) })
    }

    /// What stands in a line, counted from 0, behind so many characters.
    fn behind(&mut self, line: usize, characters: usize) -> Option<&str> {
        let text = self.lines.get(line)?;
        let (last_line, passed, bytes) = self.last;
        let (passed, bytes) = if last_line == line && passed <= characters { (passed, bytes) } else { (0, 0) };
        let rest = after(&text[bytes..], characters - passed);
        self.last = (line, characters, text.len() - rest.len());
        Some(rest)
    }
}

impl Excerpts {
    /// `file:line:column: message`, and nothing in it that a terminal would take for an order.
    pub fn headline(&self, fault: &Fault) -> String {
        let bold = Style::new().bold();
        let line = normalize_untrusted_str(&fault.to_string()).replace(['\n', '\r'], " ");
        format!("{bold}{line}{bold:#}\n")
    }

    /// The line at fault with its number, what is at fault underlined and the rule named. Only the rule where there is no such line.
    pub fn of(&mut self, fault: &Fault) -> String {
        let place = &fault.place;
        let level = match fault.level {
            fault::Level::Error => Level::ERROR,
            fault::Level::Warning => Level::WARNING,
            fault::Level::Hint => Level::NOTE.with_name("hint"),
        };
        let label = format!("{}[{}]", fault.level.name(), fault.rule.name());
        let file = self.files.entry(place.file.clone()).or_insert_with(|| File::read(&place.file));
        let before = (place.column as usize - 1).min(AROUND);
        let rest = file.as_mut().and_then(|file| file.behind(place.line as usize - 1, place.column as usize - 1 - before));
        let Some(rest) = rest else { return format!("  {label}\n") };
        let line = &rest[..rest.len() - after(rest, 2 * AROUND).len()];
        let length = (place.end_column - place.column) as usize;
        let byte = |characters: usize| line.len() - after(line, characters).len();
        let span = byte(before)..byte(before + length.min(MOST));
        let snippet = Snippet::source(line).line_start(place.line as usize).annotation(AnnotationKind::Primary.span(span).label(label));
        Renderer::styled().render(&[Group::with_level(level).element(snippet)]) + "\n"
    }
}

/// What is left of a text after so many characters.
fn after(text: &str, characters: usize) -> &str {
    let mut rest = text.chars();
    if characters > 0 {
        rest.nth(characters - 1);
    }
    rest.as_str()
}
