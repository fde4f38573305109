//! The single steps of a publication, carried out many at a time.
//!
//! Leaves out which steps there are and what has to end before what.

use std::fmt;
use std::sync::Arc;

use anyhow::{Context, Result};
use futures_util::{StreamExt, stream};

use super::folder::Folder;
use super::progress::{Progress, files, size};
use super::target::Target;

/// So many requests are under way at once.
const AT_ONCE: usize = 16;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A file of the folder.
    Upload {
        path: String,
        size: u64,
    },
    /// From one path of the target to another.
    Copy {
        from: String,
        to: String,
        size: u64,
    },
    Remove {
        path: String,
        size: u64,
    },
}

impl Step {
    fn size(&self) -> u64 {
        match self {
            Self::Upload { size, .. } | Self::Copy { size, .. } | Self::Remove { size, .. } => *size,
        }
    }

    /// # Errors
    /// When it fails, after as many tries as the store's client takes for worth while.
    async fn take(&self, target: &Target, folder: Option<&Arc<Folder>>) -> Result<()> {
        match self {
            Self::Copy { from, to, .. } => target.copy(from, to).await,
            Self::Remove { path, .. } => target.remove(path).await,
            Self::Upload { path, .. } => {
                let folder = folder.context("there is no folder to upload from")?.clone();
                let (path_there, place) = (path.clone(), target.place());
                // Reading, comparing and packing would keep the requests waiting.
                let body = tokio::task::spawn_blocking(move || folder.body(&path_there, place)).await??;
                target.put(path, body.content, body.headers).await
            }
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Upload { path, size: bytes } => write!(out, "upload {path} ({})", size(*bytes)),
            Self::Copy { from, to, size: bytes } => write!(out, "copy {from} to {to} ({})", size(*bytes)),
            Self::Remove { path, size: bytes } => write!(out, "remove {path} ({})", size(*bytes)),
        }
    }
}

/// Takes all steps in any order, and stops at the first that fails.
///
/// # Errors
/// What that one fails with.
pub async fn take_all(steps: &[Step], progress: &mut Progress, target: &Target, folder: Option<&Arc<Folder>>) -> Result<()> {
    let mut taken =
        stream::iter(steps).map(|step| async move { step.take(target, folder).await.map(|()| step.size()) }).buffer_unordered(AT_ONCE);
    while let Some(bytes) = taken.next().await {
        progress.step(bytes?);
    }
    Ok(())
}

/// The progress of what is done in several turns.
pub fn progress<'a>(done: &'static str, steps: impl Iterator<Item = &'a Step> + Clone) -> Progress {
    Progress::of(done, steps.clone().count(), steps.map(Step::size).sum())
}

/// How many of each kind there are, in words: `3 files of 1.2 kB to upload, 1 file to remove`.
pub fn counted<'a>(steps: impl Iterator<Item = &'a Step> + Clone) -> String {
    let count = |kind: fn(&Step) -> bool, verb: &str| {
        let of_kind = steps.clone().filter(|step| kind(step));
        let (count, bytes) = of_kind.fold((0, 0), |(count, bytes), step| (count + 1, bytes + step.size()));
        (count > 0).then(|| format!("{} of {} to {verb}", files(count), size(bytes)))
    };
    let said = [
        count(|step| matches!(step, Step::Upload { .. }), "upload"),
        count(|step| matches!(step, Step::Copy { .. }), "copy within it"),
        count(|step| matches!(step, Step::Remove { .. }), "remove"),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if said.is_empty() { "nothing to do".to_owned() } else { said.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_by_their_kind() {
        let upload = |path: &str| Step::Upload { path: path.to_owned(), size: 700 };
        let steps = [upload("a"), upload("b"), Step::Remove { path: "c".to_owned(), size: 5 }];
        assert_eq!(counted(steps.iter()), "2 files of 1.4 kB to upload, 1 file of 5 B to remove");
        assert_eq!(counted([].iter()), "nothing to do");
        let copy = Step::Copy { from: ".vital/versions/0/a".to_owned(), to: "a".to_owned(), size: 1 };
        assert_eq!(copy.to_string(), "copy .vital/versions/0/a to a (1 B)");
    }
}
