//! What an import did, and what it could not carry over: data first, then lines for people.
//!
//! Leaves out deciding any of it.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::Format;
use super::source_text::Place;

/// The outcome of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub format: Format,
    /// The folder of the catalog.
    pub into: PathBuf,
    /// Whether nothing was written, since only a report was asked for.
    pub dry_run: bool,
    /// Every file concerned: the entries in the order of the source, then pictures.
    pub files: Vec<Outcome>,
    /// What has no place in a catalog, or only in another form.
    pub omissions: Vec<Omission>,
}

/// What became of one file of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Its name within the folder.
    pub file: String,
    /// The title of the entry; nothing for other files.
    pub title: Option<String>,
    pub change: Change,
}

/// What an import does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    New,
    Updated,
    Unchanged,
    /// An editor changed the file and the source is as it was: the editor's stays.
    Kept,
    /// An editor changed the file and the source has changed too: the editor's stays.
    KeptOverNews,
    /// An editor deleted the file: it stays deleted.
    StaysDeleted,
    /// The source doesn't have it any more: the file stays.
    Gone,
}

/// Something that was not carried over as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Omission {
    /// Where the entry stands in the source.
    #[serde(flatten)]
    pub place: Place,
    /// The entry's title, or nothing for what concerns the source as a whole.
    pub entry: Option<String>,
    pub loss: Loss,
    /// What it was.
    pub what: String,
}

/// How much was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// It isn't in the catalog.
    LeftOut,
    /// It is, in another form.
    Changed,
    /// It is, and an editor has something to add.
    Incomplete,
}

/// A loss within an entry whose place is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub loss: Loss,
    pub what: String,
}

impl Note {
    pub fn left_out(what: impl Into<String>) -> Self {
        Self { loss: Loss::LeftOut, what: what.into() }
    }

    pub fn changed(what: impl Into<String>) -> Self {
        Self { loss: Loss::Changed, what: what.into() }
    }

    pub fn incomplete(what: impl Into<String>) -> Self {
        Self { loss: Loss::Incomplete, what: what.into() }
    }
}

impl Omission {
    /// The notes about one entry; what is repeated is said once, with its number.
    #[must_use]
    pub fn of_entry(place: &Place, title: &str, notes: Vec<Note>) -> Vec<Self> {
        let mut counted: Vec<(Note, usize)> = Vec::new();
        for note in notes {
            match counted.iter_mut().find(|(known, _)| *known == note) {
                Some((_, count)) => *count += 1,
                None => counted.push((note, 1)),
            }
        }
        let omission = |(Note { loss, what }, count): (Note, usize)| Self {
            place: place.clone(),
            entry: Some(title.to_owned()),
            loss,
            what: if count > 1 { format!("{what} ({count} times)") } else { what },
        };
        counted.into_iter().map(omission).collect()
    }

    /// Something that concerns the source as a whole, or many of its entries.
    pub fn of_source(place: Place, what: impl Into<String>) -> Self {
        Self { place, entry: None, loss: Loss::LeftOut, what: what.into() }
    }
}

impl fmt::Display for Omission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, entry, loss, what } = self;
        let loss = match loss {
            Loss::LeftOut => "not carried over",
            Loss::Changed => "carried over in another form",
            Loss::Incomplete => "to be completed",
        };
        write!(formatter, "{}:{}:{}: {loss}: {what}", place.file, place.line, place.column)?;
        match entry {
            Some(title) => write!(formatter, ", in \"{title}\""),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.change {
            Change::New => "new",
            Change::Updated => "updated",
            Change::Unchanged => "unchanged",
            Change::Kept => "kept: you changed it; the source has not",
            Change::KeptOverNews => "kept: you changed it; the source has changed too, so compare them",
            Change::StaysDeleted => "stays deleted: you deleted it",
            Change::Gone => "kept: the source doesn't have it any more",
        };
        write!(formatter, "{}: {what}", self.file)
    }
}

impl fmt::Display for Report {
    /// The files that need an editor's eye, one a line, and the sum.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for outcome in self.files.iter().filter(|outcome| !matches!(outcome.change, Change::Unchanged)) {
            writeln!(formatter, "{outcome}")?;
        }
        let count = |changes: &[Change]| self.files.iter().filter(|outcome| changes.contains(&outcome.change)).count();
        let done = if self.dry_run { "Would import" } else { "Imported" };
        write!(
            formatter,
            "{done} {} into {}: {} new, {} updated, {} unchanged, {} kept as you changed them, {} stay deleted, {} gone from the source. \
             {}",
            self.format,
            self.into.display(),
            count(&[Change::New]),
            count(&[Change::Updated]),
            count(&[Change::Unchanged]),
            count(&[Change::Kept, Change::KeptOverNews]),
            count(&[Change::StaysDeleted]),
            count(&[Change::Gone]),
            match self.omissions.len() {
                0 => "Everything is as it was.".to_owned(),
                1 => "One remark on what is not as it was.".to_owned(),
                more => format!("{more} remarks on what is not as it was."),
            },
        )
    }
}
