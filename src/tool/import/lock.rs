//! `import.lock`: which file of the catalog came from which piece of which source, and what the file held when it was
//! written. It tells an editor's changes from the source's.
//!
//! Leaves out what follows from that.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::source_text::SourceText;

/// The name of the file, beside `catalog.toml`.
pub const LOCK_FILE: &str = "import.lock";

/// The format that is written here.
const VERSION: u32 = 1;

const HEADER: &str = "\
# Written by `vital import`; keep it with the catalog. It remembers what each imported file held, so that the next
# import updates the files nobody has changed and leaves the others alone. A file whose [[file]] is taken out of here
# counts as yours, and is never touched again.

";

/// Everything that was imported into one folder: the records by their sources and keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock(BTreeMap<(String, String), Record>);

/// The shape of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default, rename = "file")]
    records: Vec<Record>,
}

/// One imported file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its name within the folder, such as `voting.md` or `art/map.png`.
    pub file: String,
    /// The source it came from.
    pub source: String,
    /// What names it there. Empty for the page that lists the entries of the source.
    pub key: String,
    /// The SHA-256 of the file as it was written.
    pub sha256: String,
}

impl Lock {
    /// The lock of `folder`; an empty one where there is none.
    ///
    /// # Errors
    /// When it can't be read, or isn't as it was written.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(LOCK_FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path).with_context(|| format!("{} could not be read", path.display()))?;
        let text = SourceText::new(path.display().to_string(), text);
        let advice = "take it from your backup, or delete it, so that every file counts as yours";
        let document: Document = toml::from_str(text.text()).map_err(|fault| {
            let offset = fault.span().map_or(0, |span| span.start);
            text.refuse(offset, format!("this lock is damaged ({}): {advice}", fault.message().replace('\n', ", ")))
        })?;
        if document.version > VERSION {
            let message = format!("this lock is of version {}, and this tool knows {VERSION}: use a newer one", document.version);
            return Err(text.refuse(0, message).into());
        }
        if let Some(record) = document.records.iter().find(|record| !is_within(&record.file)) {
            let offset = text.text().find(&super::markdown::quoted(&record.file)).unwrap_or(0);
            return Err(text.refuse(offset, format!("\"{}\" is no file of this catalog: {advice}", record.file)).into());
        }
        let mut lock = Self::default();
        document.records.into_iter().for_each(|record| lock.enter(record));
        Ok(lock)
    }

    #[must_use]
    pub fn find(&self, source: &str, key: &str) -> Option<&Record> {
        self.0.get(&(source.to_owned(), key.to_owned()))
    }

    /// Enters a record in the place of the one about the same piece of the same source.
    pub fn enter(&mut self, record: Record) {
        self.0.insert((record.source.clone(), record.key.clone()), record);
    }

    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.0.values()
    }

    /// The file's text, sorted, so that two imports of one source give the same.
    ///
    /// # Errors
    /// Never, as its shape can be written.
    pub fn text(&self) -> Result<String> {
        let mut records: Vec<Record> = self.records().cloned().collect();
        records.sort();
        Ok(format!("{HEADER}{}", toml::to_string(&Document { version: VERSION, records })?))
    }
}

/// Whether a name is that of a file below the folder.
fn is_within(file: &str) -> bool {
    !file.is_empty() && !file.contains('\\') && Path::new(file).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The SHA-256 of a file's content, in hexadecimal digits.
#[must_use]
pub fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
