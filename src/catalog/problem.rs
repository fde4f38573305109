//! Every fault of a catalog as data: place, fault, offender; and the sentences that say them.

use super::VERSION;
use std::fmt;

/// Something wrong in a catalog that can be shown all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a path into the JSON: `entries[3].related[0]`.
    pub path: String,
    pub fault: Fault,
    /// The value at fault, as the catalog has it; empty where something is missing.
    pub offender: String,
}

/// What is wrong. Each costs only what its path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The value has another shape than the format's; the text says which was expected.
    Shape(String),
    /// A member that the format requires is absent or empty.
    Missing,
    /// Not 1 to 80 lower-case letters, digits and hyphens.
    Id,
    /// An id or alias that an earlier entry has; the earlier one keeps it.
    RepeatedId,
    /// No entry has this id; perhaps another was meant.
    UnknownEntry { suggestion: Option<String> },
    /// The entry names itself.
    OwnRelation,
    /// The same entry is named twice in one list.
    RepeatedRelation,
    /// A kind that the format doesn't know; the entry reads as a topic.
    UnknownKind { suggestion: Option<String> },
    /// A block type that the format doesn't know; the block is left out.
    UnknownBlock { suggestion: Option<String> },
    /// A value out of the list that the format allows there; the first of them counts.
    UnknownValue { allowed: &'static str },
    /// The URL standard calls it a failure.
    Url,
    /// A scheme other than those allowed there.
    Scheme { allowed: &'static str },
    /// Not a day of the calendar.
    Date,
    /// A heading level outside 2 to 6; the nearest counts.
    HeadingLevel,
    /// More entries than a browser takes; the rest is left out.
    TooManyEntries { most: usize },
    /// A text longer than a browser takes; the rest is left out.
    TextTooLong { most: usize },
    /// A marked run that names both an entry and an address; the entry counts.
    TwoTargets,
    /// An overlay that can't be read; the catalog is shown without it.
    Overlay(String),
    /// An overlay of a higher version; likewise.
    OverlayVersion,
}

/// Why a catalog can't be shown at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The text is no JSON. Line and column count from 1.
    Syntax { line: usize, column: usize, message: String },
    /// The text is an HTML page, as servers send for a wrong address.
    Html,
    /// The root is something else than an object.
    Root { message: String },
    /// A required member of the root is absent or of another shape.
    Member { name: &'static str, message: String },
    /// A version that this parser is too old for.
    Version { found: u32 },
}

impl Problem {
    /// Why the overlay was left out as a whole, if that is what this problem says.
    ///
    /// A browser tells of nothing else, and the sentences of all the other faults would be a part of every reader's download.
    pub fn unread_overlay(&self) -> Option<String> {
        match &self.fault {
            Fault::Overlay(message) => Some(format!("the overlay can't be read, so the catalog is shown without it: {message}")),
            Fault::OverlayVersion => Some(format!(
                "the overlay has the format version {}, and this widget reads up to {VERSION}: write it in version {VERSION}",
                self.offender
            )),
            _ => None,
        }
    }
}

impl fmt::Display for Problem {
    /// The sentence without the path: what is wrong, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let offender = Shortened(&self.offender);
        match &self.fault {
            Fault::Shape(message) => write!(f, "{message}"),
            Fault::Missing => f.write_str("is missing or empty, and must be given"),
            Fault::Id => write!(f, "\"{offender}\" is no id: use 1 to 80 of the letters a to z, digits and hyphens"),
            Fault::RepeatedId => write!(f, "the id \"{offender}\" is taken by an earlier entry: choose another"),
            Fault::UnknownEntry { suggestion } => {
                write!(f, "no entry has the id \"{offender}\"")?;
                did_you_mean(f, suggestion)
            }
            Fault::OwnRelation => write!(f, "\"{offender}\" is this entry itself: take it out"),
            Fault::RepeatedRelation => write!(f, "\"{offender}\" is named twice here: take one out"),
            Fault::UnknownKind { suggestion } => {
                write!(f, "no kind is called \"{offender}\", so it reads as a topic")?;
                did_you_mean(f, suggestion)
            }
            Fault::UnknownBlock { suggestion } => {
                write!(f, "no block type is called \"{offender}\", so it is left out")?;
                did_you_mean(f, suggestion)
            }
            Fault::UnknownValue { allowed } => write!(f, "\"{offender}\" is not one of {allowed}"),
            Fault::Url => write!(f, "\"{offender}\" is no address: correct it or take it out"),
            Fault::Scheme { allowed } => write!(f, "the address \"{offender}\" is not safe to open: it must begin with {allowed}"),
            Fault::Date => write!(f, "\"{offender}\" is no day: write it as 2026-11-22"),
            Fault::HeadingLevel => write!(f, "a heading has a level from 2 to 6, not {offender}"),
            Fault::TooManyEntries { most } => write!(f, "a browser shows {most} entries and there are {offender}: split the catalog"),
            Fault::TextTooLong { most } => write!(f, "a run of text has at most {most} characters and this has {offender}: split it"),
            Fault::TwoTargets => write!(f, "\"{offender}\" names both an entry and an address: keep one"),
            Fault::Overlay(_) | Fault::OverlayVersion => f.write_str(&self.unread_overlay().unwrap_or_default()),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ParseError::Syntax { line, column, message } => write!(f, "the catalog is no JSON: {message} (line {line}, column {column})"),
            ParseError::Html => f.write_str("there is a web page where the catalog should be: check its address"),
            ParseError::Root { message } => write!(f, "the catalog has the wrong shape: {message}"),
            ParseError::Member { name, message } => write!(f, "the catalog's \"{name}\": {message}"),
            ParseError::Version { found } => write!(
                f,
                "the catalog has the format version {found}, and this widget reads up to {VERSION}: update the widget, or publish the catalog in version {VERSION}"
            ),
        }
    }
}

impl std::error::Error for ParseError {}

fn did_you_mean(f: &mut fmt::Formatter, suggestion: &Option<String>) -> fmt::Result {
    match suggestion {
        Some(name) => write!(f, " (did you mean \"{name}\"?)"),
        None => Ok(()),
    }
}

/// A value quoted in a message: one line, and no more than its beginning.
struct Shortened<'a>(&'a str);

impl fmt::Display for Shortened<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        const MOST: usize = 80;
        for (at, character) in self.0.chars().enumerate() {
            if at == MOST {
                return f.write_str("…");
            }
            match character {
                '"' => f.write_str("\\\"")?,
                _ if character.is_control() => write!(f, "{}", character.escape_default())?,
                _ => write!(f, "{character}")?,
            }
        }
        Ok(())
    }
}
