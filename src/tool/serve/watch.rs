//! Notices that files of the catalog change.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::live::Live;

/// An editor writes a file in several steps. This long after the last one the file is read.
const SETTLED: Duration = Duration::from_millis(20);

/// Refreshes `live` after each change. Dropping what is returned ends that.
///
/// # Errors
/// When this machine can't watch the folder.
pub fn watch(live: &Arc<Live>) -> Result<RecommendedWatcher> {
    let (changed, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // An error means that events were lost: the files are looked at all the same.
        if event.map_or(true, |event| matters(&event)) {
            let _ = changed.send(());
        }
    })
    .context("this machine can't watch files for changes")?;
    for path in live.watched() {
        // An empty path is this folder.
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { &path };
        watcher.watch(path, RecursiveMode::Recursive).with_context(|| format!("{} can't be watched for changes", path.display()))?;
    }
    let live = live.clone();
    thread::spawn(move || {
        while changes.recv().is_ok() {
            while !matches!(changes.recv_timeout(SETTLED), Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)) {}
            live.refresh();
        }
    });
    Ok(watcher)
}

/// Reading changes nothing, and neither do the files that editors keep beside the one that is open.
fn matters(event: &notify::Event) -> bool {
    let is_hidden = |path: &Path| {
        path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().ends_with(b"~"))
    };
    !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(|path| is_hidden(path))
}
