//! Turns a folder of Markdown into the catalog's JSON: `catalog.toml` and one `ID.md` an entry, each with front matter in
//! TOML or YAML and a body of CommonMark; translations beside them, as `ID.es.md` and `catalog.es.toml`.
//!
//! Every value keeps the place where it was written, so that a fault found later can be shown there. Leaves out whether
//! the content makes sense: ids, relations and addresses are the catalog's own checks.

mod body;
mod edition;
mod front_matter;
mod inline;
mod node;
mod page;
pub(in crate::tool) mod picture;
mod quote;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::content::Content;
use page::Written;

/// The file with what concerns the catalog as a whole.
pub const CATALOG_FILE: &str = "catalog.toml";

/// Where the ids that were published are kept.
pub const IDS_FILE: &str = "ids.lock";

/// A folder of Markdown, with what is known of its files since they were last read: reading it again reads what has changed.
#[derive(Debug, Default)]
pub struct Folder {
    path: PathBuf,
    read: BTreeMap<String, (Stamp, Arc<Written>)>,
}

/// What tells a file from its former self. A picture's size is in the entry that shows it, so its pictures count too.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp(Vec<Option<(u64, SystemTime)>>);

impl Folder {
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_path_buf(), read: BTreeMap::new() }
    }

    /// The catalog that is written in the folder now. `drafts` are part of it where that is asked for.
    ///
    /// # Errors
    /// When the folder can't be read. Faults of the content, unreadable files among them, are no errors.
    pub fn content(&mut self, drafts: bool) -> Result<Content> {
        let path = &self.path;
        let before = std::mem::take(&mut self.read);
        let read = |name: String| {
            if let Some((stamp, written)) = before.get(&name).filter(|(stamp, written)| *stamp == Stamp::of(path, &name, written)) {
                return (name, (stamp.clone(), written.clone()));
            }
            // What is saved while it is read has another stamp than the one from before, and is read again.
            let file = Stamp::of_file(path, &name);
            let written = Arc::new(page::read(path, &name));
            let mut stamp = Stamp::of(path, &name, &written);
            stamp.0[0] = file;
            (name, (stamp, written))
        };
        self.read = names(path)?.into_par_iter().map(read).collect();
        Ok(edition::content(path, self.read.values().map(|(_, written)| written), drafts))
    }
}

impl Stamp {
    fn of(folder: &Path, name: &str, written: &Written) -> Self {
        let pictures = written.pictures.iter().map(|(path, _)| path.as_str());
        Self(std::iter::once(name).chain(pictures).map(|name| Self::of_file(folder, name)).collect())
    }

    fn of_file(folder: &Path, name: &str) -> Option<(u64, SystemTime)> {
        let about = fs::metadata(folder.join(name)).ok()?;
        Some((about.len(), about.modified().ok()?))
    }
}

/// The catalog written in `folder`.
///
/// # Errors
/// When the folder can't be read. Faults of the content are no errors.
pub fn author(folder: &Path) -> Result<Content> {
    Folder::new(folder).content(false)
}

/// The names of the folder's files that make up the catalog, in order: `catalog.toml` and its translations, and Markdown, except for the
/// folder's own description.
fn names(folder: &Path) -> Result<Vec<String>> {
    let is_ours = |name: &String| {
        // Editors keep such files beside the one that is open.
        if name.starts_with('.') {
            return false;
        }
        let lower = name.to_ascii_lowercase();
        let markdown = lower.ends_with(".md") && !lower.starts_with("readme.");
        markdown || name == CATALOG_FILE || name.strip_prefix("catalog.").is_some_and(|rest| rest.ends_with(".toml"))
    };
    let mut names = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned())).collect::<io::Result<Vec<_>>>()
        })
        .with_context(|| format!("{} could not be read", folder.display()))?;
    names.retain(is_ours);
    names.sort();
    Ok(names)
}
