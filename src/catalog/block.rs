//! The parts of an entry's body, checked: what is here can be drawn as it is.

use super::entry::{EntryId, Image, Link};
use std::rc::Rc;

#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Text),
    Heading(Level, Text),
    List(List),
    Quote(Quote),
    Section(Section),
    /// One card, shown large.
    Featured(EntryId),
    Image(Image),
    Media(Media),
}

/// The level of a heading within a body, 2 to 6; level 2 stands one below the entry's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(pub(super) u8);

#[derive(Debug, PartialEq, Eq)]
pub struct List {
    pub ordered: bool,
    pub items: Vec<Text>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Quote {
    pub style: QuoteStyle,
    /// Reported speech in other words than the source's own, and so no quotation.
    pub paraphrase: bool,
    pub text: Text,
    pub cite: Option<Rc<str>>,
    pub url: Option<Link>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tool", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum QuoteStyle {
    Block,
    Pull,
}

/// A group of cards. It may have no cards, or no title.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    pub title: Option<Rc<str>>,
    pub text: Option<Text>,
    pub entries: Vec<EntryId>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Media {
    pub kind: MediaKind,
    /// http or https.
    pub src: Link,
    pub title: Rc<str>,
    pub transcript: Option<Link>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tool", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum MediaKind {
    Audio,
    Video,
}

/// Running text, in the order of reading.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Run>);

#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub text: Rc<str>,
    pub strong: bool,
    pub em: bool,
    pub target: Option<Target>,
}

/// Where a run of text links to.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    Entry(EntryId),
    Link(Link),
}

impl Level {
    pub fn get(self) -> u8 {
        self.0
    }
}

impl Text {
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text.is_empty())
    }
}
