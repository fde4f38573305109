//! What every reader gives: entries as an organization has them, before they have ids or stand in a folder.
//!
//! Leaves out how any one format is read, and how entries are written.

use std::path::PathBuf;

use super::prose::Inline;
use super::report::Omission;
use super::source_text::Place;

/// A source, read to its end.
#[derive(Debug, Default)]
pub struct Collection {
    /// What is known about the whole.
    pub channel: Channel,
    /// The entries, in the order of the source.
    pub entries: Vec<Imported>,
    /// What the reader could not carry over.
    pub omissions: Vec<Omission>,
    /// Picture files beside the source that entries name: the address used in [`Picture::src`], and the file.
    pub files: Vec<(String, PathBuf)>,
}

/// What a source says about itself.
#[derive(Debug, Default)]
pub struct Channel {
    /// What tells this source from another that is imported into the same folder; stays the same over re-imports.
    pub identity: String,
    /// Its name.
    pub title: Option<String>,
    /// The language of its texts, as a BCP 47 tag.
    pub lang: Option<String>,
    /// Its home page.
    pub url: Option<String>,
    /// What it is about, in plain text.
    pub summary: Option<String>,
}

/// One entry.
#[derive(Debug)]
pub struct Imported {
    /// What names it in the source, the same in every later export: a guid, an address, a number or a path.
    pub key: String,
    /// Words for its id, where the source has better ones than the title.
    pub slug: Option<String>,
    /// Its title, plain text. Empty where the source has none.
    pub title: String,
    /// `topic`, `story`, `resource` or `collection`; `condition` where a table says so.
    pub kind: &'static str,
    pub label: Option<String>,
    pub summary: Option<String>,
    pub lang: Option<String>,
    /// The page where the original is.
    pub url: Option<String>,
    pub provider: Option<Party>,
    pub condition: Option<String>,
    pub picture: Option<Picture>,
    pub body: Vec<Block>,
    /// Keys or addresses of entries of the same source.
    pub related: Vec<String>,
    /// Older ids.
    pub aliases: Vec<String>,
    pub reviewed: Option<String>,
    pub expires: Option<String>,
    /// Whether it isn't published yet.
    pub draft: bool,
    /// Whether readers begin here.
    pub home: bool,
    /// Whether another entry shows it, so that the first page needn't.
    pub shown_elsewhere: bool,
    /// Addresses beside key and [`Imported::url`] under which other entries link to it.
    pub addresses: Vec<String>,
    /// Where it stands in the source.
    pub place: Place,
}

/// Somebody with a name and perhaps an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub url: Option<String>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub src: String,
    /// Empty where the source has none.
    pub alt: String,
    pub credit: Option<String>,
}

/// A part of a text, of the kinds that a catalog has.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Paragraph(Vec<Inline>),
    /// The level of the source, 1 to 6.
    Heading(u8, Vec<Inline>),
    List {
        ordered: bool,
        items: Vec<Vec<Inline>>,
    },
    Quote {
        text: Vec<Inline>,
        cite: Option<String>,
        url: Option<String>,
        pull: bool,
    },
    Image(Picture),
    Media {
        media: Medium,
        src: String,
        title: String,
        transcript: Option<String>,
    },
}

impl Block {
    /// The running texts in it.
    pub fn texts_mut(&mut self) -> Vec<&mut Vec<Inline>> {
        match self {
            Self::Paragraph(text) | Self::Heading(_, text) | Self::Quote { text, .. } => vec![text],
            Self::List { items, .. } => items.iter_mut().collect(),
            Self::Image(_) | Self::Media { .. } => Vec::new(),
        }
    }
}

/// The kinds of recordings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    Audio,
    Video,
}

impl Medium {
    /// The word that stands for it in the source format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
        }
    }

    /// The medium of a content type such as `audio/mpeg`.
    #[must_use]
    pub fn of_type(content_type: &str) -> Option<Self> {
        match content_type.trim().split('/').next() {
            Some("audio") => Some(Self::Audio),
            Some("video") => Some(Self::Video),
            _ => None,
        }
    }
}

impl Imported {
    /// An entry that has nothing yet but its key, kind and place.
    #[must_use]
    pub fn new(key: impl Into<String>, kind: &'static str, place: Place) -> Self {
        Self {
            key: key.into(),
            slug: None,
            title: String::new(),
            kind,
            label: None,
            summary: None,
            lang: None,
            url: None,
            provider: None,
            condition: None,
            picture: None,
            body: Vec::new(),
            related: Vec::new(),
            aliases: Vec::new(),
            reviewed: None,
            expires: None,
            draft: false,
            home: false,
            shown_elsewhere: false,
            addresses: Vec::new(),
            place,
        }
    }
}
