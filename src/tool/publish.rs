//! `vital publish`: puts the folder of a build where readers find it, so that nobody ever meets half of a version, and puts the version
//! before back.
//!
//! # Why no reader meets half of a version
//! No store replaces many files at once. So they are put one by one, in an order in which every state on the way is sound: what a file
//! names is there before the file that names it. The module `order` decides that. What `assets/` and `entries/` hold has the hash of its
//! content in its name: it is added and never replaced, and nothing of it is taken away. All else is replaced file by file, each in one
//! piece. A reader in between has topics of the version before beside topics of the new one, each with all that it names. What the new
//! version no longer has goes after everything else, when nothing names it any more.
//!
//! # Why a run may end at any moment
//! The manifest is the last file that is put. Until then it describes the last whole version, the *base*, but not what a run has replaced
//! already; so a run that didn't end has to leave word. It does so in a record at the target, which is written twice before anything is
//! touched that readers see: first with the paths that will change, then, once what the base has at these paths is kept aside, with the
//! note that this is done. From there on it isn't known what is at these paths, but which they are is, and what the base had there.
//! A later run, with the same folder or another, puts each of them again or removes it, and keeps nothing aside that isn't the base's.
//! The last change of the record, one put, makes the new version current and the base the one before; what was kept for an earlier way
//! back is removed after that. Wherever a run ends, the next one finds one of these states and goes on from it. Hashed files need no
//! record: one that is there is whole, since each put is, and it is what its name says.
//!
//! # Going back
//! is the same work with another source. The goal is the version before; what it has and the base doesn't was kept aside, and is copied
//! back in the same order. What that replaces is kept aside in turn, so going back twice goes forward again. Where a run hasn't ended,
//! going back undoes it: the goal is then the base itself.
//!
//! Leaves out the settings of stores, such as who may read, and what is said of files that aren't there.

mod folder;
mod headers;
mod known;
mod lock;
mod order;
mod progress;
mod prune;
mod record;
mod steps;
mod target;
mod version;
mod work;

use std::fs;
use std::path::{self, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use tokio::runtime::Runtime;

use super::site::MANIFEST;
use super::versions::{self, Versions};
use folder::Folder;
use lock::Lock;
use record::Record;
use target::Target;
use version::Version;
use work::Work;

#[derive(Debug, Clone)]
pub struct Request {
    /// The folder with the version that is wanted. Without one that is the version before.
    pub folder: Option<PathBuf>,
    /// A folder, or the address of one or of a place in an object store.
    pub target: String,
    /// Says what would be done, and touches nothing.
    pub dry_run: bool,
    /// Removes hashed files too that nobody is known to need.
    pub prune: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was as wanted already.
    Nothing,
    /// What would be done, a line each, and in sum.
    Planned(Vec<String>, String),
    Done,
    /// A publication that had not ended is undone.
    Undone,
}

/// Does what is asked for, or says what that would be.
///
/// # Errors
/// When the folder is none of a build or not what its manifest says, the target is somebody else's, another publishes there, there is
/// nothing to go back to, or a file can't be read, put, copied or removed. The target is sound then too, and the same request again
/// completes it.
pub fn publish(request: &Request) -> Result<Outcome> {
    let folder = request.folder.as_deref().map(Folder::open).transpose()?.map(Arc::new);
    let target = Target::open(&request.target)?;
    apart(folder.as_deref(), &target)?;
    Runtime::new().context("requests can't be made")?.block_on(async {
        own(&target, folder.is_none()).await?;
        thawed(&target, folder.as_deref()).await?;
        if request.dry_run {
            return Ok(Work::prepare(&target, folder, request.prune).await?.planned());
        }
        let target = target.made()?;
        let lock = Lock::take(&target).await?;
        let outcome = tokio::select! {
            outcome = async { Work::prepare(&target, folder, request.prune).await?.carry_out().await } => outcome,
            fault = lock.lost(&target) => Err(fault),
            () = interrupted() => Err(anyhow!("interrupted; the same command again completes it")),
        };
        let released = lock.release(&target).await;
        let outcome = outcome?;
        released.map(|()| outcome)
    })
}

/// A folder is not published into itself.
fn apart(folder: Option<&Folder>, target: &Target) -> Result<()> {
    let (Some(from), Some(to)) = (folder, &target.folder) else { return Ok(()) };
    let [from, to] = [&from.path, to].map(|path| resolved(path));
    if from.starts_with(&to) || to.starts_with(&from) {
        bail!("{} and {target} are in each other; name another folder to publish to", from.display());
    }
    Ok(())
}

/// A path without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let path = path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path.ancestors().find_map(|there| Some((there, fs::canonicalize(there).ok()?)));
    there.and_then(|(there, resolved)| Some(resolved.join(path.strip_prefix(there).ok()?))).unwrap_or(path)
}

/// Sees to it that what is at the target is of this tool, before anything is written there.
async fn own(target: &Target, is_back: bool) -> Result<()> {
    if Record::read(target).await?.is_some() {
        return Ok(());
    }
    if is_back {
        return Err(known::nothing_before(target));
    }
    let is_build = target.read(MANIFEST).await?.is_some_and(|json| Version::read(&json).is_ok());
    if !is_build && !target.is_empty().await? {
        bail!("{target} holds files that this tool has not put there; name an empty or a new place");
    }
    Ok(())
}

/// Sees to it that a target that is frozen is given nothing but what it has: pages are pinned to that.
async fn thawed(target: &Target, folder: Option<&Folder>) -> Result<()> {
    let list = |json: Option<Vec<u8>>| json.and_then(|json| Versions::parse(&json).ok()).unwrap_or_default();
    let there = list(target.read(versions::PATH).await?);
    if there.is_frozen() && folder.is_none_or(|folder| list(fs::read(folder.path.join(versions::PATH)).ok()) != there) {
        bail!("{target} is frozen: pages are pinned to what is in it; publish to another place");
    }
    Ok(())
}

async fn interrupted() {
    #[cfg(unix)]
    if let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ended.recv() => {}
        }
        return;
    }
    // Without a handler the signal ends the program by itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
