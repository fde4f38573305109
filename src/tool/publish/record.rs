//! What the tool remembers at a target, in the folder `.vital/` there: which version is current, which was before, and what has begun and
//! not ended.
//!
//! Leaves out the lock, which is about who, not what.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::headers::Headers;
use super::target::Target;

/// Everything in it is the tool's own.
pub const FOLDER: &str = ".vital/";

const PATH: &str = ".vital/publish.json";
/// What is replaced or removed is kept below, in a folder named by its version.
const VERSIONS: &str = ".vital/versions/";

/// The format of the record. A later one is left alone.
const FORMAT: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    format: u32,
    /// The id of the last whole version; none while the first is on its way.
    pub current: Option<String>,
    /// The id of the version before, of which everything that differs is kept.
    pub previous: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<Unfinished>,
}

/// A publication, or a way back, that has begun and not ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// The id of the version that was current before.
    pub base: Option<String>,
    /// The ids of the versions that were begun since, the present one last.
    pub goals: Vec<String>,
    /// Whether it is a way back.
    pub back: bool,
    /// What may hold something else than it did. What the base has there is kept.
    pub changed: BTreeSet<String>,
    /// What was not there. If it is, one of the versions begun has put it.
    pub added: BTreeSet<String>,
    /// What is about to be kept, so that it can be changed. It is as it was.
    pub saving: BTreeSet<String>,
}

impl Unfinished {
    /// All paths that a version begun may have written to.
    pub fn touched(&self) -> impl Iterator<Item = &String> {
        self.changed.iter().chain(&self.added)
    }

    pub fn has_touched(&self, path: &str) -> bool {
        self.changed.contains(path) || self.added.contains(path)
    }
}

impl Default for Record {
    fn default() -> Self {
        Self { format: FORMAT, current: None, previous: None, unfinished: None }
    }
}

impl Record {
    /// The record of a target; none where nothing was published yet.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn read(target: &Target) -> Result<Option<Self>> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let Some(json) = target.read(PATH).await? else { return Ok(None) };
        let unreadable = || format!("{} is damaged; remove it, and publish anew", target.named(PATH));
        let Format { format } = serde_json::from_slice(&json).with_context(unreadable)?;
        if format > FORMAT {
            bail!("{target} was published by a newer version of this tool; use that one");
        }
        serde_json::from_slice(&json).map(Some).with_context(unreadable)
    }

    /// # Errors
    /// When it can't be written.
    pub async fn write(&self, target: &Target) -> Result<()> {
        target.put(PATH, serde_json::to_vec(self)?, Headers::OWN).await
    }
}

/// Where what a version has at a path is kept.
pub fn kept(id: &str, path: &str) -> String {
    format!("{VERSIONS}{id}/{path}")
}

/// The version that something at a path is kept of.
pub fn keeper(path: &str) -> Option<&str> {
    path.strip_prefix(VERSIONS)?.split_once('/').map(|(id, _)| id)
}
