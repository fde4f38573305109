//! From the document's shape to what it means: ids resolved, links made safe, every fault noted with its place.

mod body;
mod entry;
mod index;
mod names;
mod overlay;
mod walk;

use super::date::Date;
use super::document::{CatalogDocument, EntryDocument};
use super::entry::{Catalog, EntryId, Index, Link};
use super::problem::{Fault, ParseError, Problem};
use super::{Context, VERSION, json};
use std::collections::BTreeMap;
use std::rc::Rc;
use walk::LOADED;

pub(super) fn check(document: CatalogDocument, context: &Context) -> Result<(Catalog, Vec<Problem>), ParseError> {
    match document.version.read() {
        Some(Ok(version)) if version > VERSION => return Err(ParseError::Version { found: version }),
        Some(Ok(_)) => {}
        Some(Err(message)) => return Err(ParseError::Member { name: "version", message }),
        None => return Err(ParseError::Member { name: "version", message: "is missing".to_owned() }),
    }
    let mut entries = match document.entries.read() {
        Some(Ok(entries)) => entries,
        Some(Err(message)) => return Err(ParseError::Member { name: "entries", message }),
        None if document.index.is_absent() => return Err(ParseError::Member { name: "entries", message: "is missing".to_owned() }),
        None => Vec::new(),
    };

    let mut checker = Checker {
        context,
        base: context.base,
        path: String::new(),
        problems: Vec::new(),
        ids: Vec::new(),
        places: BTreeMap::new(),
        pins: BTreeMap::new(),
        seen: Vec::new(),
    };
    let most = context.limits.entries;
    if entries.len() > most {
        checker.at("entries", |checker| checker.note(Fault::TooManyEntries { most }, &entries.len().to_string()));
        entries.truncate(most);
    }
    let overlay = context.overlay.map(|overlay| json::read(overlay.json));
    let overlay = overlay.as_ref().and_then(|json| checker.overlay(json));
    let own = entries.len();
    if let Some(overlay) = &overlay {
        entries.extend(checker.at("overlay.entries", |checker| checker.value(overlay.entries)).unwrap_or_default());
    }
    let mut found = checker.collect(entries, own);
    let mut changes = Vec::new();
    let mut other_home = None;
    if let Some(overlay) = overlay {
        found = checker.hide(overlay.hide, found);
        let pins = checker.references("overlay.pin", overlay.pin, None);
        checker.pins = pins.into_iter().zip(0..).map(|(EntryId(id), rank)| (id, rank)).collect();
        changes = checker.changes(overlay.topics);
        other_home = checker.home("overlay.home", overlay.home);
    }
    let mut entries = Vec::with_capacity(found.len());
    for (place, found) in found.into_iter().enumerate() {
        let mut entry = checker.found_in(found.list, found.at, |checker| checker.entry(found));
        if let Some(change) = changes.pop_if(|change| change.place == place) {
            checker.change(&mut entry, change);
        }
        entries.push(Rc::new(entry));
    }

    let index =
        (!document.index.is_absent()).then(|| Index { home: checker.text("home", document.home), items: checker.index(document.index) });
    // The home that an index names is in another file.
    let home = other_home.or_else(|| if index.is_some() { None } else { checker.home("home", document.home) });
    let pages = checker.link("pages", document.pages, LOADED).map(|Link(pages)| pages);
    let pages = pages.or_else(|| (context.resolve)(context.base, "topics/").map(Rc::from)).unwrap_or_default();
    let catalog = Catalog {
        title: checker.text("title", document.title).unwrap_or_default(),
        lang: checker.text("lang", document.lang).unwrap_or_else(|| "en".into()),
        updated: checker.date("updated", document.updated),
        publisher: checker.party("publisher", document.publisher),
        license: checker.party("license", document.license),
        translations: checker.translations(document.translations),
        pages: if pages.ends_with('/') { pages } else { format!("{pages}/").into() },
        index,
        home: home.unwrap_or(0),
        entries,
        places: checker.places,
    };
    Ok((catalog, checker.problems))
}

/// An entry that is to be shown, with what was read of it already.
struct Found<'d> {
    /// The list that it stands in, and its place there.
    list: &'static str,
    at: usize,
    id: EntryId,
    title: Rc<str>,
    expires: Option<Date>,
    document: EntryDocument<'d>,
}

/// The lists that entries stand in: the catalog's, and the overlay's.
const ENTRIES: &str = "entries";
const LOCAL: &str = "overlay.entries";

/// The place of what has an id and is not shown. No list is as long.
const HIDDEN: usize = usize::MAX;

struct Checker<'c> {
    context: &'c Context<'c>,
    /// What relative addresses resolve against, here.
    base: &'c str,
    /// Where the walk is.
    path: String,
    problems: Vec<Problem>,
    /// The ids of the entries that are shown.
    ids: Vec<EntryId>,
    /// Ids and aliases, and which of `ids` each means; [`HIDDEN`] where that entry has expired or came to nothing.
    places: BTreeMap<Rc<str>, usize>,
    /// Entries that come first in every list, and their order.
    pins: BTreeMap<Rc<str>, usize>,
    /// For each of `ids` the number of the list that named it last, to find what a list names twice.
    seen: Vec<u32>,
}
