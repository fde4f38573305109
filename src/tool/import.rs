//! `vital import`: a catalog in the source format, from what an organization already has. Nothing is fetched.
//!
//! One way for all formats: the source's reader gives [`imported::Imported`] entries; [`merge`] gives them ids and links,
//! compares them with the folder, and decides about every file; [`stage`] writes. Leaves out the quality of the content:
//! `vital check` tells what is missing.

mod art;
mod atom;
mod detect;
mod encoding;
mod finish;
mod folder;
mod gathering;
mod html;
mod ids;
mod imported;
mod json;
mod json_feed;
mod json_ld;
mod links;
mod lock;
mod markdown;
mod medlineplus;
mod merge;
mod pages;
mod prose;
mod report;
mod rows;
mod rss;
mod source_text;
mod stage;
mod wordpress;
mod xml;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::Serialize;

pub use report::{Change, Loss, Omission, Outcome, Report};
pub use source_text::Refusal;

use encoding::{Declared, decode};
use folder::Folder;
use imported::Collection;
use source_text::SourceText;

/// The formats that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// The export of a WordPress site (WXR 1.2).
    Wordpress,
    /// An RSS 2.0 feed.
    Rss,
    /// An Atom feed.
    Atom,
    /// A JSON Feed, version 1 or 1.1.
    JsonFeed,
    /// A table with a header row.
    Csv,
    /// A page, or a folder of pages.
    Html,
    /// Health topics of MedlinePlus.
    Medlineplus,
    /// schema.org data, in a file of its own or in a page.
    JsonLd,
}

impl Format {
    pub const ALL: [Self; 8] =
        [Self::Wordpress, Self::Rss, Self::Atom, Self::JsonFeed, Self::Csv, Self::Html, Self::Medlineplus, Self::JsonLd];

    /// The word for it on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wordpress => "wordpress",
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::JsonFeed => "json-feed",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Medlineplus => "medlineplus",
            Self::JsonLd => "json-ld",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What to import, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// A file, or a folder of pages.
    pub source: PathBuf,
    /// A catalog's folder, or one to be made.
    pub into: PathBuf,
    /// The format, where its content doesn't tell.
    pub format: Option<Format>,
    /// Whether to write nothing.
    pub dry_run: bool,
}

/// Imports, all or nothing.
///
/// # Errors
/// A [`Refusal`] when the source is malformed, others when a file can't be read or written. The folder is as it was then.
pub fn import(request: &Request) -> Result<Report> {
    let Request { source, into, format, dry_run } = request;
    let format = format.map_or_else(|| detect::detect(source), Ok)?;
    let collection = read(source, format)?;
    if collection.entries.is_empty() {
        let message = "there is no entry in this source: name another one, or another format with --as";
        return Err(SourceText::refuse_file(source.display().to_string(), message).into());
    }
    let folder = Folder::open(into)?;
    let plan = merge::plan(&folder, collection)?;
    if !dry_run && folder.exists {
        stage::replace(into, &plan.files)?;
    } else if !dry_run {
        stage::create(into, &plan.files)?;
    }
    Ok(Report { format, into: into.clone(), dry_run: *dry_run, files: plan.outcomes, omissions: plan.omissions })
}

fn read(path: &Path, format: Format) -> Result<Collection> {
    if format == Format::Html {
        return pages::read(path);
    }
    let bytes = fs::read(path).with_context(|| format!("{} could not be read", path.display()))?;
    let is_page = path.file_name().is_some_and(|name| pages::is_page(&name.to_string_lossy()));
    let declared = match format {
        Format::Wordpress | Format::Rss | Format::Atom | Format::Medlineplus => Declared::Xml,
        Format::JsonLd if is_page => Declared::Html,
        _ => Declared::Nowhere,
    };
    let source = decode(&path.display().to_string(), &bytes, declared)?;
    Ok(match format {
        Format::Wordpress => wordpress::read(&source)?,
        Format::Rss => rss::read(&source)?,
        Format::Atom => atom::read(&source)?,
        Format::JsonFeed => json_feed::read(&source)?,
        Format::Csv => rows::read(&source)?,
        Format::Medlineplus => medlineplus::read(&source)?,
        Format::JsonLd | Format::Html => json_ld::read(&source, declared)?,
    })
}
