//! From the document's shape to what it means: ids resolved, links made safe, every fault noted with its place.

mod body;
mod overlay;

use super::date::Date;
use super::document::{CatalogDocument, CreditDocument, EntryDocument, Field, ImageDocument, PartyDocument, Read, Str};
use super::entry::{Catalog, Credit, Entry, EntryId, Image, Kind, Link, Party};
use super::nearest::nearest;
use super::problem::{Fault, ParseError, Problem};
use super::{Context, VERSION};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

/// The schemes that a reader may follow, and those that a picture or a recording may come from.
const FOLLOWED: &[&str] = &["http:", "https:", "mailto:", "tel:"];
const LOADED: &[&str] = &["http:", "https:"];

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
        None => return Err(ParseError::Member { name: "entries", message: "is missing".to_owned() }),
    };

    let mut checker = Checker {
        context,
        base: context.base,
        path: String::new(),
        problems: Vec::new(),
        ids: Vec::new(),
        places: BTreeMap::new(),
        pins: Vec::new(),
        seen: Vec::new(),
    };
    let most = context.limits.entries;
    if entries.len() > most {
        checker.at("entries", |checker| checker.note(Fault::TooManyEntries { most }, &entries.len().to_string()));
        entries.truncate(most);
    }
    let mut overlay = checker.overlay();
    let own = entries.len();
    if let Some(overlay) = &mut overlay {
        entries.extend(checker.at("overlay.entries", |checker| checker.value(overlay.entries.take())).unwrap_or_default());
    }
    let mut found = checker.collect(entries, own);
    let mut changes = Vec::new();
    let mut other_home = None;
    if let Some(overlay) = overlay {
        found = checker.hide(overlay.hide, found);
        checker.pins = checker.at("overlay.pin", |checker| checker.references(overlay.pin, None));
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

    let home = other_home.or_else(|| checker.home("home", document.home));
    let pages = checker.at("pages", |checker| checker.link(document.pages, LOADED).map(|Link(pages)| pages));
    let pages = pages.or_else(|| (context.resolve)(context.base, "topics/").map(Rc::from)).unwrap_or_default();
    let catalog = Catalog {
        title: checker.at("title", |checker| checker.text(document.title)).unwrap_or_default(),
        lang: checker.at("lang", |checker| checker.text(document.lang)).unwrap_or_else(|| "en".into()),
        updated: checker.at("updated", |checker| checker.date(document.updated)),
        publisher: checker.at("publisher", |checker| checker.party(document.publisher)),
        license: checker.at("license", |checker| checker.party(document.license)),
        translations: checker.at("translations", |checker| checker.translations(document.translations)),
        pages: if pages.ends_with('/') { pages } else { format!("{pages}/").into() },
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
    /// Entries that come first in every list.
    pins: Vec<EntryId>,
    /// For each of `ids` the number of the list that named it last, to find what a list names twice.
    seen: Vec<u32>,
}

impl Checker<'_> {
    /// Walks into a member.
    fn at<R>(&mut self, name: &str, walk: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.enter(name, None);
        let result = walk(self);
        self.path.truncate(length);
        result
    }

    /// Walks into an entry, of the catalog or of the overlay.
    fn found_in<R>(&mut self, list: &'static str, at: usize, walk: impl FnOnce(&mut Self) -> R) -> R {
        let base = if list == ENTRIES { self.base } else { self.enter_overlay() };
        let result = self.item(list, at, walk);
        self.base = base;
        result
    }

    /// Walks into an item of an array that is a member; of the array at hand where the name is empty.
    fn item<R>(&mut self, name: &str, index: usize, walk: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.enter(name, Some(index));
        let result = walk(self);
        self.path.truncate(length);
        result
    }

    /// The length of the path before. Never inlined: there are some fifty walks.
    #[inline(never)]
    fn enter(&mut self, name: &str, index: Option<usize>) -> usize {
        let length = self.path.len();
        if length > 0 && !name.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
        if let Some(index) = index {
            let _ = write!(self.path, "[{index}]");
        }
        length
    }

    #[inline(never)]
    fn note(&mut self, fault: Fault, offender: &str) {
        self.problems.push(Problem { path: self.path.clone(), fault, offender: offender.to_owned() });
    }

    /// The member's value, where it has one of the right shape.
    fn value<'d, T: Read<'d>>(&mut self, field: Field<'d, T>) -> Option<T> {
        match field.read()? {
            Ok(value) => Some(value),
            Err(message) => {
                self.note(Fault::Shape(message), "");
                None
            }
        }
    }

    /// The items of an array that have the right shape, with their places.
    fn items<'d, T: Read<'d>, R>(&mut self, field: Field<'d, Vec<Field<'d, T>>>, walk: impl FnMut(&mut Self, T) -> Option<R>) -> Vec<R> {
        let fields = self.value(field).unwrap_or_default();
        self.each(fields, walk)
    }

    fn each<'d, T: Read<'d>, R>(&mut self, fields: Vec<Field<'d, T>>, mut walk: impl FnMut(&mut Self, T) -> Option<R>) -> Vec<R> {
        let mut kept = Vec::new();
        for (index, field) in fields.into_iter().enumerate() {
            kept.extend(self.item("", index, |checker| checker.value(field).and_then(|value| walk(checker, value))));
        }
        kept
    }

    fn required<T>(&mut self, value: Option<T>, problems: usize) -> Option<T> {
        // A misfit has been noted already.
        if value.is_none() && self.problems.len() == problems {
            self.note(Fault::Missing, "");
        }
        value
    }

    #[inline(never)]
    fn text(&mut self, field: Field<'_, Str>) -> Option<Rc<str>> {
        let text = self.value(field)?;
        self.limited(text)
    }

    fn limited(&mut self, Str(text): Str) -> Option<Rc<str>> {
        let most = self.context.limits.run;
        let text = match text.char_indices().nth(most) {
            Some((end, _)) => {
                self.note(Fault::TextTooLong { most }, &text.chars().count().to_string());
                &text[..end]
            }
            None => &*text,
        };
        (!text.trim().is_empty()).then(|| text.into())
    }

    fn required_text(&mut self, field: Field<'_, Str>) -> Option<Rc<str>> {
        let problems = self.problems.len();
        let text = self.text(field);
        self.required(text, problems)
    }

    fn date(&mut self, field: Field<'_, Str>) -> Option<Date> {
        let Str(text) = self.value(field)?;
        let date = Date::parse(&text);
        if date.is_none() {
            self.note(Fault::Date, &text);
        }
        date
    }

    #[inline(never)]
    fn link(&mut self, field: Field<'_, Str>, schemes: &[&str]) -> Option<Link> {
        let Str(address) = self.value(field)?;
        let Some(url) = (self.context.resolve)(self.base, &address) else {
            self.note(Fault::Url, &address);
            return None;
        };
        if !schemes.iter().any(|scheme| url.starts_with(scheme)) {
            let allowed = if schemes.len() == LOADED.len() { "https: or http:" } else { "https:, http:, mailto: or tel:" };
            self.note(Fault::Scheme { allowed }, &address);
            return None;
        }
        Some(Link(url.into()))
    }

    fn required_link(&mut self, field: Field<'_, Str>, schemes: &[&str]) -> Option<Link> {
        let problems = self.problems.len();
        let link = self.link(field, schemes);
        self.required(link, problems)
    }

    /// An entry named by id or alias. Nothing, and no problem, where it is hidden: what links to it reads as text.
    fn place(&mut self, name: &str) -> Option<usize> {
        if let Some(place) = self.places.get(name) {
            return Some(*place).filter(|place| *place != HIDDEN);
        }
        let ids = self.places.keys().map(|id| &**id);
        let suggestion = if self.context.limits.suggestions { nearest(name, ids).map(str::to_owned) } else { None };
        self.note(Fault::UnknownEntry { suggestion }, name);
        None
    }

    fn reference(&mut self, field: Field<'_, Str>) -> Option<EntryId> {
        let Str(name) = self.value(field)?;
        self.place(&name).map(|place| self.ids[place].clone())
    }

    /// A list of entries. `own` is the entry whose relations they are.
    fn references<'d>(&mut self, field: Field<'d, Vec<Field<'d, Str<'d>>>>, own: Option<&EntryId>) -> Vec<EntryId> {
        let list = self.seen.pop().unwrap_or_default() + 1;
        let mut references = self.items(field, |checker, Str(name)| {
            let place = checker.place(&name)?;
            let fault = if Some(&checker.ids[place]) == own {
                Fault::OwnRelation
            } else if std::mem::replace(&mut checker.seen[place], list) == list {
                Fault::RepeatedRelation
            } else {
                return Some(checker.ids[place].clone());
            };
            checker.note(fault, &name);
            None
        });
        self.seen.push(list);
        self.pinned_first(&mut references);
        references
    }

    fn pinned_first(&self, references: &mut [EntryId]) {
        let mut first = 0;
        for pin in &self.pins {
            if let Some(at) = references.iter().position(|id| id == pin) {
                references[first..=at].rotate_right(1);
                first += 1;
            }
        }
    }

    fn home(&mut self, path: &str, field: Field<'_, Str>) -> Option<usize> {
        self.at(path, |checker| checker.value(field).and_then(|Str(name)| checker.place(&name)))
    }

    /// Learns all ids and aliases before any relation is followed; gives the entries that are to be shown.
    /// From `own` on they are the overlay's.
    fn collect<'d>(&mut self, documents: Vec<Field<'d, EntryDocument<'d>>>, own: usize) -> Vec<Found<'d>> {
        let mut found = Vec::new();
        for (at, field) in documents.into_iter().enumerate() {
            let (list, at) = if at < own { (ENTRIES, at) } else { (LOCAL, at - own) };
            self.item(list, at, |checker| {
                let Some(mut document) = checker.value(field) else { return };
                let Some(id) = checker.at("id", |checker| checker.id(document.id.take())) else { return };
                let title = checker.at("title", |checker| checker.required_text(document.title.take()));
                let expires = checker.at("expires", |checker| checker.date(document.expires.take()));
                let current = expires.is_none_or(|last| last >= checker.context.today);
                let Some(title) = title.filter(|_| current) else {
                    checker.places.insert(id, HIDDEN);
                    return;
                };
                checker.places.insert(id.clone(), found.len());
                let id = EntryId(id);
                checker.ids.push(id.clone());
                found.push(Found { list, at, id, title, expires, document });
            });
        }
        // Every id goes before any alias, wherever they stand.
        for (place, entry) in found.iter_mut().enumerate() {
            let aliases = entry.document.aliases.take();
            self.item(entry.list, entry.at, |checker| {
                let names = checker.at("aliases", |checker| checker.items(aliases, Self::new_id));
                checker.places.extend(names.into_iter().map(|name| (name, place)));
            });
        }
        // The last one counts the lists.
        self.seen = vec![0; self.ids.len() + 1];
        found
    }

    fn id(&mut self, field: Field<'_, Str>) -> Option<Rc<str>> {
        let problems = self.problems.len();
        let name = self.value(field);
        let name = self.required(name, problems)?;
        self.new_id(name)
    }

    fn new_id(&mut self, Str(name): Str) -> Option<Rc<str>> {
        let formed = (1..=80).contains(&name.len()) && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if !formed {
            self.note(Fault::Id, &name);
            return None;
        }
        if self.places.contains_key(&*name) {
            self.note(Fault::RepeatedId, &name);
            return None;
        }
        Some((*name).into())
    }

    fn entry(&mut self, found: Found) -> Entry {
        let Found { id, title, expires, document, .. } = found;
        Entry {
            kind: self.at("kind", |checker| checker.kind(document.kind)),
            label: self.at("label", |checker| checker.text(document.label)),
            title,
            summary: self.at("summary", |checker| checker.text(document.summary)),
            lang: self.at("lang", |checker| checker.text(document.lang)),
            condition: self.at("condition", |checker| checker.reference(document.condition)),
            image: self.at("image", |checker| checker.value(document.image).and_then(|image| checker.image(image))),
            provider: self.at("provider", |checker| checker.party(document.provider)),
            url: self.at("url", |checker| checker.link(document.url, FOLLOWED)),
            body: self.at("body", |checker| checker.items(document.body, Self::block)),
            related: self.at("related", |checker| checker.references(document.related, Some(&id))),
            reviewed: self.at("reviewed", |checker| checker.date(document.reviewed)),
            expires,
            id,
        }
    }

    fn kind(&mut self, field: Field<'_, Str>) -> Kind {
        let problems = self.problems.len();
        let name = self.value(field);
        let Some(Str(name)) = self.required(name, problems) else { return Kind::Topic };
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == name) {
            return kind;
        }
        let suggestion = nearest(&name, Kind::ALL.map(Kind::name)).map(str::to_owned);
        self.note(Fault::UnknownKind { suggestion }, &name);
        Kind::Topic
    }

    fn party(&mut self, field: Field<'_, PartyDocument>) -> Option<Party> {
        let document = self.value(field)?;
        let name = self.at("name", |checker| checker.required_text(document.name))?;
        Some(Party { name, url: self.at("url", |checker| checker.link(document.url, FOLLOWED)) })
    }

    fn image(&mut self, document: ImageDocument) -> Option<Image> {
        let src = self.at("src", |checker| checker.required_link(document.src, LOADED))?;
        let alt = self.at("alt", |checker| {
            // An empty text is an answer (the picture is decoration); none at all is not.
            if document.alt.is_absent() {
                checker.note(Fault::Missing, "");
            }
            checker.text(document.alt).unwrap_or_default()
        });
        let width = self.at("width", |checker| checker.value(document.width));
        let height = self.at("height", |checker| checker.value(document.height));
        let credit = self.at("credit", |checker| checker.credit(document.credit));
        Some(Image { src, alt, size: width.zip(height).filter(|(width, height)| *width > 0 && *height > 0), credit })
    }

    fn credit(&mut self, field: Field<'_, CreditDocument>) -> Option<Credit> {
        let document = self.value(field)?;
        let text = self.at("text", |checker| checker.required_text(document.text))?;
        Some(Credit { text, url: self.at("url", |checker| checker.link(document.url, FOLLOWED)) })
    }

    fn translations<'d>(&mut self, field: Field<'d, Vec<(Cow<'d, str>, Field<'d, Str<'d>>)>>) -> Vec<(Rc<str>, Link)> {
        let mut links = Vec::new();
        for (lang, url) in self.value(field).unwrap_or_default() {
            if let Some(link) = self.at(&lang, |checker| checker.link(url, LOADED)) {
                links.push(((*lang).into(), link));
            }
        }
        links
    }
}
