//! Notices that files of the catalog change.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::{EventKind, RecommendedWatcher, Watcher};

use super::live::Live;
use crate::tool::assets;

/// An editor writes a file in several steps. This long after the last one the file is read.
const SETTLED: Duration = Duration::from_millis(20);

/// And this long after the first one, whether there were others or not.
const AT_LAST: Duration = Duration::from_millis(200);

/// Refreshes `live` after each change. Dropping what is returned ends that.
///
/// # Errors
/// When this machine can't watch the folder.
pub fn watch(live: &Arc<Live>) -> Result<RecommendedWatcher> {
    let (changed, changes) = mpsc::channel();
    let folders = live.watched();
    let roots: Vec<PathBuf> = folders.iter().filter_map(|(folder, _)| folder.canonicalize().ok()).collect();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // An error means that events were lost: the files are looked at all the same.
        if event.map_or(true, |event| matters(&event, &roots)) {
            let _ = changed.send(());
        }
    })
    .context("this machine can't watch files for changes")?;
    for (folder, mode) in folders {
        let path = folder.canonicalize().unwrap_or(folder);
        watcher.watch(&path, mode).with_context(|| format!("{} can't be watched for changes", path.display()))?;
    }
    // What changed before somebody was watching.
    live.catch_up();
    let live = live.clone();
    thread::spawn(move || {
        while changes.recv().is_ok() {
            let deadline = Instant::now() + AT_LAST;
            while Instant::now() < deadline && changes.recv_timeout(SETTLED).is_ok() {}
            live.refresh();
        }
    });
    Ok(watcher)
}

/// Reading changes nothing, and neither do files that are no part of a catalog: what version control, editors and builds keep beside it.
fn matters(event: &notify::Event, roots: &[PathBuf]) -> bool {
    let is_ours = |path: &PathBuf| {
        let below = roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(path);
        let is_hidden = below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
        let name = path.to_string_lossy();
        let is_read =
            ["md", "toml", "json", "lock"].iter().any(|extension| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension)));
        // A folder that comes or goes brings files along.
        !is_hidden && (is_read || assets::is_picture(&name) || path.extension().is_none())
    };
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(is_ours)
}
