//! What all readers do alike: turn HTML into a body, and note with its place what doesn't fit.
//!
//! Leaves out every one format.

use std::collections::BTreeMap;

use super::html::{self, Reading};
use super::imported::{Block, Channel, Collection, Imported};
use super::prose::{Inline, plain, words_of};
use super::report::{Note, Omission};
use super::source_text::{Place, Refusal, SourceText};

/// Entries of one file, as they are read.
#[derive(Debug)]
pub struct Gathering<'a> {
    pub source: &'a SourceText,
    collection: Collection,
    /// Fields that a catalog has no place for: where each stands first, and in how many entries.
    unused: BTreeMap<String, (Place, usize)>,
}

impl<'a> Gathering<'a> {
    #[must_use]
    pub fn new(source: &'a SourceText, channel: Channel) -> Self {
        Self { source, collection: Collection { channel, ..Collection::default() }, unused: BTreeMap::new() }
    }

    /// The blocks of HTML that stands at `offset`.
    ///
    /// # Errors
    /// When it is nested beyond reason.
    pub fn html(&self, offset: usize, html: &str, reading: Reading, notes: &mut Vec<Note>) -> Result<Vec<Block>, Refusal> {
        let converted = html::fragment(html, reading).map_err(|fault| self.source.refuse(offset, fault.to_string()))?;
        notes.extend(converted.notes);
        Ok(converted.blocks)
    }

    pub fn add(&mut self, entry: Imported, notes: Vec<Note>) {
        self.collection.omissions.extend(Omission::of_entry(&entry.place, &html::words(&entry.title), notes));
        self.collection.entries.push(entry);
    }

    /// Notes a whole piece of the source that is no entry.
    pub fn leave_out(&mut self, offset: usize, what: impl Into<String>) {
        let place = self.source.place(offset);
        self.collection.omissions.push(Omission::of_source(place, what));
    }

    /// Counts a field that has no place in a catalog.
    pub fn unused(&mut self, field: &str, offset: usize) {
        let source = self.source;
        self.unused.entry(field.to_owned()).or_insert_with(|| (source.place(offset), 0)).1 += 1;
    }

    #[must_use]
    pub fn finish(mut self) -> Collection {
        for (field, (place, count)) in self.unused {
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
            self.collection.omissions.push(Omission::of_source(place, format!("\"{field}\" ({times}), which has no place in a catalog")));
        }
        self.collection
    }
}

/// Text whose blank lines part paragraphs.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Block> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        let last = paragraphs.len() - 1;
        if line.trim().is_empty() {
            paragraphs.push(String::new());
        } else {
            paragraphs[last].push_str(line);
            paragraphs[last].push('\n');
        }
    }
    paragraphs.iter().map(|text| plain(text)).filter(|text| !text.is_empty()).map(Block::Paragraph).collect()
}

/// The words of a body that is one paragraph without links, and so would do as a summary.
#[must_use]
pub fn single_paragraph(blocks: &[Block]) -> Option<String> {
    match blocks {
        [Block::Paragraph(text)] if text.iter().all(|inline| matches!(inline, Inline::Words(_))) => Some(words_of(text)),
        _ => None,
    }
}

/// The words of a body, without its blocks' marks and links; what is lost with them is noted.
#[must_use]
pub fn summary(blocks: &[Block], notes: &mut Vec<Note>) -> Option<String> {
    let mut parts = Vec::new();
    let mut is_plain = true;
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading(_, text) => {
                is_plain &= text.iter().all(|inline| matches!(inline, Inline::Words(_)));
                parts.push(words_of(text));
            }
            Block::List { items, .. } => parts.extend(items.iter().map(|item| words_of(item))),
            Block::Quote { text, cite, .. } => parts.extend(std::iter::once(words_of(text)).chain(cite.clone())),
            Block::Image(picture) => notes.push(Note::left_out(format!("the picture {} in the summary", picture.src))),
            Block::Media { src, .. } => notes.push(Note::left_out(format!("the recording {src} in the summary"))),
        }
    }
    if !is_plain {
        notes.push(Note::left_out("links in the summary; their words stay"));
    }
    Some(parts.join(" ")).filter(|text| !text.is_empty())
}
