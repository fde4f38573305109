//! What a target holds: the last whole version, what has begun and not ended, and every file.
//!
//! Leaves out what is to be there.

use anyhow::{Error, Result, anyhow, bail};

use super::record::{Record, Unfinished, kept};
use super::target::Target;
use super::version::{Present, Version};
use crate::tool::site::MANIFEST;

#[derive(Debug)]
pub struct Known {
    pub record: Record,
    /// The last whole version.
    pub base: Option<Version>,
    pub present: Present,
    /// Whether the present files were put by this tool, and none by anybody else since.
    pub is_own: bool,
}

impl Known {
    /// # Errors
    /// When the target can't be read.
    pub async fn read(target: &Target) -> Result<Self> {
        let record = Record::read(target).await?;
        let present = target.list().await?;
        let unfinished = record.as_ref().and_then(|record| record.unfinished.as_ref());
        let id = match (&record, unfinished) {
            (_, Some(unfinished)) => unfinished.base.clone(),
            (Some(record), None) => record.current.clone(),
            (None, None) => None,
        };
        let base = match (unfinished, &id) {
            // What is there of a manifest is that of a first version on its way.
            (Some(_), None) => None,
            // The manifest there may be another version's already.
            (Some(unfinished), Some(id)) if unfinished.has_touched(MANIFEST) => target.read(&kept(id, MANIFEST)).await?,
            _ => target.read(MANIFEST).await?,
        };
        let base = base.and_then(|json| Version::read(&json).ok());
        let is_own = match record {
            Some(_) => id.as_deref() == base.as_ref().map(|base| &*base.id),
            // Files in a folder have no headers that could be wrong.
            None => target.folder.is_some(),
        };
        Ok(Self { record: record.filter(|_| is_own).unwrap_or_default(), base, present, is_own })
    }

    /// The id of the last whole version.
    pub fn base_id(&self) -> Option<&str> {
        self.base.as_ref().map(|base| &*base.id)
    }

    /// The id of the version before, once `goal` is the current one.
    pub fn previous_after(&self, goal: &str) -> Option<&str> {
        match self.base_id() {
            Some(base) if base != goal => Some(base),
            _ => self.record.previous.as_deref(),
        }
    }

    /// The version to go back to.
    ///
    /// # Errors
    /// When there is none.
    pub async fn before(&self, target: &Target) -> Result<Version> {
        if !self.is_own && self.base.is_some() {
            bail!("{target} is not as this tool has left it, so it can't be put back; publish the folder of the version that is wanted");
        }
        let id = match &self.record.unfinished {
            Some(Unfinished { base: None, .. }) => {
                bail!("the first publication to {target} has not ended, so there is nothing to go back to; publish again to complete it")
            }
            Some(Unfinished { back: true, goals, .. }) => goals.last(),
            Some(Unfinished { base, .. }) => base.as_ref(),
            None => self.record.previous.as_ref(),
        };
        let Some(id) = id else { bail!("there is no version of {target} to go back to; one is kept from the second publication on") };
        if let Some(base) = self.base.as_ref().filter(|base| base.id == *id) {
            return Ok(base.clone());
        }
        self.kept_version(target, id).await
    }

    /// A version of which what differs is kept.
    ///
    /// # Errors
    /// When its manifest isn't there.
    pub async fn kept_version(&self, target: &Target, id: &str) -> Result<Version> {
        let path = kept(id, MANIFEST);
        let version = target.read(&path).await?.and_then(|json| Version::read(&json).ok());
        match version.filter(|version| version.id == id) {
            Some(version) => Ok(version),
            None => bail!("{} is missing or damaged; publish the folder of the version that is wanted", target.named(&path)),
        }
    }
}

pub fn nothing_before(target: &Target) -> Error {
    anyhow!("there is no version of {target} to go back to; one is kept from the second publication on")
}
