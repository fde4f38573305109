//! The text of a source file, the places in it, and the refusal to read on.
//!
//! The one module here that makes places. Leaves out decoding.

use std::fmt;
use std::sync::Arc;

pub use crate::tool::fault::Place;

/// A text with the beginnings of its lines, so that the places of many entries are found quickly.
#[derive(Debug)]
pub struct SourceText {
    file: Arc<str>,
    text: String,
    lines: Vec<usize>,
}

/// Why a source isn't read, and where: `file:line:column: what is wrong, and what to do`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub place: Place,
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message } = self;
        write!(formatter, "{}:{}:{}: {message}", place.file, place.line, place.column)
    }
}

impl std::error::Error for Refusal {}

impl SourceText {
    #[must_use]
    pub fn new(file: impl Into<Arc<str>>, text: String) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        Self { file: file.into(), text, lines }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The place of the byte at `offset`. An offset past the end means the end.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.lines.partition_point(|start| *start <= offset);
        let column = self.text[self.lines[line - 1]..offset].chars().count() + 1;
        let [line, column] = [line, column].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        Place { file: self.file.clone(), line, column, end_column: column }
    }

    /// The offset of a line and a column that count from 1, columns in characters.
    #[must_use]
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        start + self.text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
    }

    /// Refuses a file as a whole.
    #[must_use]
    pub fn refuse_file(file: impl Into<Arc<str>>, message: impl Into<String>) -> Refusal {
        Self::new(file, String::new()).refuse(0, message)
    }

    /// Refuses the source for what stands at `offset`.
    #[must_use]
    pub fn refuse(&self, offset: usize, message: impl Into<String>) -> Refusal {
        Refusal { place: self.place(offset), message: message.into() }
    }
}
