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

/// The files that were read for excerpts.
#[derive(Default)]
pub struct Excerpts {
    files: BTreeMap<Arc<str>, Option<Vec<String>>>,
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
        let lines = self.files.entry(place.file.clone()).or_insert_with(|| {
            let bytes = fs::read(&*place.file).ok()?;
            Some(String::from_utf8_lossy(&bytes).lines().map(ToOwned::to_owned).collect())
        });
        let Some(line) = lines.as_ref().and_then(|lines| lines.get(place.line as usize - 1)) else { return format!("  {label}\n") };
        let byte = |column: usize| line.char_indices().nth(column - 1).map_or(line.len(), |(at, _)| at);
        let (start, end) = (place.column as usize, place.end_column as usize);
        let span = byte(start)..byte(end.min(start + MOST));
        let snippet =
            Snippet::source(line.as_str()).line_start(place.line as usize).annotation(AnnotationKind::Primary.span(span).label(label));
        Renderer::styled().render(&[Group::with_level(level).element(snippet)]) + "\n"
    }
}
