//! The folder to import into, as it stands before.
//!
//! Leaves out changing it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::ids::Ids;
use super::lock::{Lock, Record};
use crate::tool::author::CATALOG_FILE;

/// A catalog, or a folder to be made into one.
#[derive(Debug)]
pub struct Folder {
    pub path: PathBuf,
    /// Whether it holds a catalog already.
    pub exists: bool,
    pub lock: Lock,
    /// The language of the catalog in it.
    pub lang: Option<String>,
    /// The names of its Markdown files without their endings.
    stems: BTreeSet<String>,
}

impl Folder {
    /// The folder at `path`.
    ///
    /// # Errors
    /// When it can't be read, or holds something else than a catalog.
    pub fn open(path: &Path) -> Result<Self> {
        let unreadable = || format!("{} could not be read", path.display());
        let path_buf = path.to_path_buf();
        let mut folder = Self { path: path_buf, exists: false, lock: Lock::default(), lang: None, stems: BTreeSet::new() };
        if !path.exists() {
            return Ok(folder);
        }
        let entries = fs::read_dir(path).with_context(unreadable)?;
        let names = entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
        let names = names.collect::<io::Result<Vec<String>>>().with_context(unreadable)?;
        if names.is_empty() {
            return Ok(folder);
        }
        let catalog = path.join(CATALOG_FILE);
        if !catalog.is_file() {
            bail!("{} holds files but no {CATALOG_FILE}: name a catalog, or a folder that is new or empty", path.display());
        }
        folder.exists = true;
        folder.lock = Lock::read(path)?;
        folder.stems = names.iter().filter_map(|name| stem(name)).map(str::to_lowercase).collect();
        let toml = fs::read_to_string(&catalog).with_context(unreadable)?;
        folder.lang = toml.parse::<toml::Table>().ok().and_then(|table| Some(table.get("lang")?.as_str()?.to_owned()));
        Ok(folder)
    }

    /// The ids that are in use, or were before an editor deleted their files.
    #[must_use]
    pub fn ids(&self) -> Ids {
        let mut ids = Ids::default();
        let locked = self.lock.records().filter_map(|record| stem(&record.file));
        self.stems.iter().map(String::as_str).chain(locked).for_each(|id| ids.take(id));
        ids
    }

    /// Whether an entry with this id is in the folder, whoever wrote it.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.stems.contains(id)
    }

    /// Whether an editor has deleted an imported file.
    #[must_use]
    pub fn has_lost(&self, record: &Record) -> bool {
        !self.path.join(&record.file).exists()
    }
}

/// The id of the entry in a file.
#[must_use]
pub fn stem(file: &str) -> Option<&str> {
    file.strip_suffix(".md")
}
