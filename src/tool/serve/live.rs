//! The catalog as it is now: read again after every change, and checked behind.
//!
//! Leaves out noticing changes, and HTTP.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;

use anyhow::Result;
use notify::RecursiveMode;
use serde::Serialize;
use tokio::sync::watch;

use super::Beside;
use crate::tool::build::Sheet;
use crate::tool::check;
use crate::tool::content::Content;
use crate::tool::fault::{Fault, Place, Rule};
use crate::tool::loader::Loader;
use crate::tool::overlay::{self, OverlayFile};
use crate::tool::prerender::{Names, Pages};
use crate::tool::report;
use crate::tool::source::{Reader, Source};

/// A catalog that changes while it is served.
#[derive(Debug)]
pub struct Live {
    reader: Mutex<Reader>,
    source: Source,
    overlay: Option<OverlayFile>,
    styles: Sheet,
    loader: Loader,
    /// What draws the pages of each edition.
    editions: RwLock<Arc<Vec<Pages>>>,
    news: watch::Sender<News>,
    /// Whether what is on disk is something else than what is served, since it can't be read.
    is_behind: AtomicBool,
    to_check: Sender<(u64, Content)>,
}

/// What whoever watches the catalog is told.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct News {
    /// Counts what is told.
    pub number: u64,
    /// Counts what was read: the version that a page is to show.
    pub version: u64,
    /// What is wrong with it, as far as is known by now.
    pub faults: Vec<Fault>,
}

impl Live {
    /// # Errors
    /// When the catalog can't be read.
    pub fn new(reader: Reader, beside: &Beside) -> Result<Arc<Self>> {
        let (to_check, checked) = mpsc::channel();
        let (source, overlay) = (reader.source().clone(), reader.overlay().cloned());
        let live = Arc::new(Self {
            reader: Mutex::new(reader),
            source,
            overlay,
            styles: beside.styles.clone(),
            loader: beside.loader.clone(),
            editions: RwLock::default(),
            news: watch::Sender::new(News::default()),
            is_behind: AtomicBool::new(false),
            to_check,
        });
        live.read()?;
        let checking = live.clone();
        thread::spawn(move || checking.check(&checked));
        Ok(live)
    }

    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    #[must_use]
    pub fn loader(&self) -> &Loader {
        &self.loader
    }

    #[must_use]
    pub fn styles(&self) -> &Sheet {
        &self.styles
    }

    /// What draws the pages of each edition, as it is now.
    #[must_use]
    pub fn editions(&self) -> Arc<Vec<Pages>> {
        self.editions.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[must_use]
    pub fn overlay(&self) -> Option<&OverlayFile> {
        self.overlay.as_ref()
    }

    /// The version that is served now.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.news.borrow().version
    }

    #[must_use]
    pub fn news(&self) -> watch::Receiver<News> {
        self.news.subscribe()
    }

    /// Reads what changed while nobody was watching, if anything did.
    pub fn catch_up(&self) {
        let entries = |pages: &Pages| pages.edition().entries.clone();
        let before: Vec<_> = self.editions().iter().map(entries).collect();
        let now = self.reader.lock().unwrap_or_else(PoisonError::into_inner).read();
        let is_same = |content: Content| {
            content.editions.len() == before.len() && content.editions.iter().zip(&before).all(|(now, before)| now.entries == *before)
        };
        if !now.is_ok_and(is_same) {
            self.refresh();
        }
    }

    /// Files have changed. A catalog that can't be read any more stays as it was, with that as its fault.
    pub fn refresh(&self) {
        if let Err(fault) = self.read() {
            self.is_behind.store(true, Ordering::SeqCst);
            let place = Place::start(self.source.folder().display().to_string());
            self.tell(None, vec![Fault::new(Rule::Unreadable, place, format!("{fault:#}"))]);
        }
    }

    fn read(&self) -> Result<()> {
        let content = self.reader.lock().unwrap_or_else(PoisonError::into_inner).read()?;
        self.is_behind.store(false, Ordering::SeqCst);
        let today = check::today()?;
        let editions: Result<Vec<Pages>> =
            content.editions.iter().map(|edition| Pages::new(overlay::applied(edition, today), &self.styles.name, Names::Plain)).collect();
        *self.editions.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(editions?);
        let version = self.version() + 1;
        self.news.send_modify(|news| {
            news.number += 1;
            news.version = version;
        });
        // The checks are at work as long as the program is.
        let _ = self.to_check.send((version, content));
        Ok(())
    }

    /// Checks versions as they come; of several that wait, the last.
    fn check(&self, versions: &Receiver<(u64, Content)>) {
        while let Ok(next) = versions.recv() {
            let (version, content) = versions.try_iter().last().unwrap_or(next);
            let Ok(today) = check::today() else { continue };
            let mut faults = check::check(&self.source, &content, today);
            faults.retain(Fault::counts);
            self.tell(Some(version), faults);
        }
    }

    /// Tells of faults, unless they belong to a version that is past, or are known.
    fn tell(&self, version: Option<u64>, faults: Vec<Fault>) {
        let told = self.news.send_if_modified(|news| {
            let changes =
                version.is_none_or(|version| version == news.version && !self.is_behind.load(Ordering::SeqCst)) && news.faults != faults;
            if changes {
                news.number += 1;
                news.faults.clone_from(&faults);
            }
            changes
        });
        if told {
            anstream::eprint!("{}", report::text(&faults));
        }
    }

    /// The folders whose changes matter, and whether those within them do too.
    #[must_use]
    pub fn watched(&self) -> Vec<(PathBuf, RecursiveMode)> {
        // An empty path is this folder.
        let named = |folder: &Path| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() };
        let overlay = self.overlay.iter().map(|overlay| (named(overlay.folder()), RecursiveMode::NonRecursive));
        std::iter::once((named(self.source.folder()), RecursiveMode::Recursive)).chain(overlay).collect()
    }
}
