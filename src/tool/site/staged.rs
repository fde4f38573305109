//! The files of a folder that is put together, until they take their places.
//!
//! Leaves out which files a folder has, and which of an earlier build's go.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;

use anyhow::{Context, Result};

use super::{LOADER, MANIFEST, UNFINISHED, lock, unwritable};
use crate::tool::assets;

/// All files, written in full beside or inside the folder where they belong, so that each can be moved in one step.
#[derive(Debug)]
pub struct Staged {
    pub folder: PathBuf,
    /// The folders in it that have been made.
    made: Mutex<BTreeSet<PathBuf>>,
}

impl Staged {
    /// Inside `out` when it exists, since it can be a file system of its own; otherwise beside it.
    pub fn beside(out: &Path) -> Result<Self> {
        let home = if out.exists() { out } else { out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")) };
        let folder = home.join(format!("{UNFINISHED}-{}", process::id()));
        fs::create_dir_all(&folder).with_context(|| unwritable(&folder))?;
        Ok(Self { folder, made: Mutex::default() })
    }

    pub fn write(&self, path: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.join(path);
        if let Some(folder) = path.parent() {
            let mut made = lock(&self.made);
            if !made.contains(folder) {
                fs::create_dir_all(folder).with_context(|| unwritable(folder))?;
                made.insert(folder.to_owned());
            }
        }
        fs::write(&path, content).with_context(|| unwritable(&path))
    }

    /// Whether `out` has the same content at this path.
    pub fn is_same(&self, out: &Path, path: &str) -> bool {
        fs::read(out.join(path)).is_ok_and(|present| fs::read(self.folder.join(path)).is_ok_and(|staged| staged == present))
    }

    /// Moves the files over those in `out`. What others refer to comes first and the manifest last, so that a reader,
    /// or an interruption, in between finds every file that the present loader names.
    pub fn replace(&self, out: &Path, files: &BTreeSet<String>) -> Result<()> {
        let mut order: Vec<&String> = files.iter().collect();
        order.sort_by_key(|path| match path.as_str() {
            MANIFEST => 3,
            path if path.starts_with(LOADER) => 2,
            path if path.starts_with(assets::HASHED) => 0,
            _ => 1,
        });
        for path in order {
            let target = out.join(path);
            if let Some(folder) = target.parent().filter(|folder| !folder.exists()) {
                fs::create_dir_all(folder).with_context(|| unwritable(folder))?;
            }
            fs::rename(self.folder.join(path), &target).with_context(|| unwritable(&target))?;
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a rename of the whole nothing is left to remove; after a failure the staged files are of no use.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
