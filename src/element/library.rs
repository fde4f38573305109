//! Where a widget's entries come from: a whole catalog, or the files of a sharded one, of which a step loads no more than it shows.
//!
//! Leaves out how a file is fetched.

use super::fetch::{self, Loaded, Outcome, Wanted};
use crate::catalog::{Catalog, Shard};
use crate::navigation::{Failure, FailureKind};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// What one widget reads, as its attributes say.
pub struct Library {
    sources: Rc<Sources>,
    /// The answer to a request for the catalog that the loader made already.
    early: Cell<JsValue>,
    /// The file of the first entry, as the loader fetched it, and the topic that it was asked for by.
    first: RefCell<Option<(Rc<str>, String)>>,
    /// The whole catalog or the root of its index, once it is there, and its URL.
    root: RefCell<Option<(Rc<str>, Rc<Catalog>)>>,
}

/// Where a widget's catalog comes from.
#[derive(Debug, PartialEq)]
pub struct Sources {
    /// The catalog's absolute URL.
    pub catalog: Rc<str>,
    /// That of the same catalog's index, where the loader knows one.
    pub index: Option<Rc<str>>,
    /// That of a partner's overlay.
    pub overlay: Option<Rc<str>>,
    /// The catalog itself, as JSON, where the host's page gave it as an object.
    pub data: Option<Rc<str>>,
    /// The language that was asked for: the element's attribute, or else the nearest `lang` in the host's page.
    pub lang: Option<Rc<str>>,
}

/// An index has so many levels at the most. One that leads round in a circle must come to an end.
const LEVELS: usize = 8;

impl Library {
    pub fn new(sources: Rc<Sources>, early: JsValue, first: Option<(Rc<str>, String)>) -> Library {
        Library { sources, early: Cell::new(early), first: RefCell::new(first), root: RefCell::default() }
    }

    /// The catalog in which an entry is shown, with all that it is shown with. `topic` is an id or alias; an empty one is the home entry.
    /// A catalog without it where there is no such entry: it has the entry that was perhaps meant, or else the home entry.
    /// `file` is that of the entry, where it is known without the index.
    pub async fn find(&self, topic: &str, file: Option<&str>) -> Outcome {
        let first = self.first.borrow_mut().take_if(|(asked, _)| **asked == *topic);
        if let Some((_, text)) = first {
            // A file that can't be read is no reason to give up: the index may know a better one.
            if let Ok(loaded) = fetch::read(&text, &self.wanted(&self.sources.catalog, &self.sources.catalog)).await {
                return Ok(loaded);
            }
        }
        if let (Some(file), Some(index)) = (file, &self.sources.index) {
            match self.load(index, file).await {
                // What was known is of yesterday. Some hosts answer with a page for whatever they don't have.
                Err(Failure { kind: FailureKind::Http | FailureKind::Parse, .. }) => {}
                loaded => return loaded,
            }
        }
        let (base, found) = self.root().await?;
        let root = found.catalog.clone();
        let Some(index) = &root.index else { return Ok(found) };
        let home = index.home.clone().unwrap_or_default();
        let topic = if topic.trim().is_empty() { &*home } else { topic.trim() };
        let mut file = self.file(&base, &root, topic).await?;
        if let Err(Some(nearest)) = file {
            file = self.file(&base, &root, &nearest).await?;
        }
        if file.is_err() {
            file = self.file(&base, &root, &home).await?;
        }
        let Ok(file) = file else { return Ok(found) };
        let loaded = self.load(&base, &file).await?;
        Ok(Loaded { failure: found.failure.or(loaded.failure), of: found.of.or(loaded.of), ..loaded })
    }

    /// The language that was asked for.
    pub fn lang(&self) -> Option<&Rc<str>> {
        self.sources.lang.as_ref()
    }

    /// Whether a step has to fetch nothing, since all is there.
    pub fn is_whole(&self) -> bool {
        self.root.borrow().as_ref().is_some_and(|(_, root)| root.index.is_none())
    }

    /// Forgets what was fetched, so that the next load fetches it again.
    pub fn forget(&self) {
        self.first.take();
        fetch::forget(&self.sources.catalog);
        if let Some(index) = &self.sources.index {
            fetch::forget(index);
        }
        if let Some((url, _)) = self.root.take() {
            fetch::forget(&url);
        }
    }

    async fn root(&self) -> Result<(Rc<str>, Loaded), Failure> {
        if let Some((url, catalog)) = self.root.borrow().clone() {
            return Ok((url, Loaded { catalog, failure: None, of: None }));
        }
        let Sources { catalog, index, data, lang, .. } = &*self.sources;
        let (mut url, mut root) = match (data, index) {
            (Some(data), _) => (catalog, fetch::read(data, &self.wanted(catalog, catalog)).await?),
            (None, Some(index)) => match fetch::load(self.wanted(index, index), JsValue::UNDEFINED).await {
                // A host that has put up the catalog alone has all that is needed.
                Err(Failure { kind: FailureKind::Http, .. }) => {
                    (catalog, fetch::load(self.wanted(catalog, catalog), JsValue::UNDEFINED).await?)
                }
                loaded => (index, loaded?),
            },
            (None, None) => (catalog, fetch::load(self.wanted(catalog, catalog), self.early.take()).await?),
        };
        let translation = lang.as_deref().and_then(|lang| root.catalog.translation(lang)).map(|url| Rc::from(url.as_str()));
        if let Some(translation) = &translation {
            match fetch::load(self.wanted(translation, translation), JsValue::UNDEFINED).await {
                Ok(translated) => (url, root) = (translation, translated),
                // A translation that fails takes nothing from the reader: the original is at hand.
                Err(failure) => root.failure = Some(failure),
            }
        }
        self.root.replace(Some((url.clone(), root.catalog.clone())));
        Ok((url.clone(), root))
    }

    /// The file of an entry; where there is none, the name that was perhaps meant.
    async fn file(&self, base: &Rc<str>, root: &Rc<Catalog>, topic: &str) -> Result<Result<Rc<str>, Option<Rc<str>>>, Failure> {
        let mut catalog = root.clone();
        for _ in 0..LEVELS {
            let Some(index) = &catalog.index else { break };
            let part = match index.find(topic) {
                Some(Shard::Entry(file)) => return Ok(Ok(file.clone())),
                Some(Shard::Part(part)) => part.clone(),
                None => return Ok(Err(index.nearest(topic).map(Rc::from))),
            };
            catalog = self.load(base, &part).await?.catalog;
        }
        Ok(Err(None))
    }

    /// Only what a server has is fetched: an index is no more trusted than what it leads to.
    async fn load(&self, base: &Rc<str>, file: &str) -> Outcome {
        let url = fetch::resolve(base, file).filter(|url| url.starts_with("http"));
        let message = || format!("{base} names a file that can't be fetched: {file}");
        let url = url.ok_or_else(|| Failure { kind: FailureKind::Parse, message: message() })?;
        fetch::load(self.wanted(&url.into(), base), JsValue::UNDEFINED).await
    }

    fn wanted(&self, url: &Rc<str>, base: &Rc<str>) -> Wanted {
        Wanted { url: url.clone(), base: base.clone(), overlay: self.sources.overlay.clone() }
    }
}
