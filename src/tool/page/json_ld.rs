//! What a page says of itself in schema.org's terms, as JSON-LD.
//! Source: <https://schema.org/docs/schemas.html>.
//!
//! Leaves out what the catalog doesn't say, such as the authors of its texts.

use super::{Frame, Places};
use crate::catalog::{Catalog, Entry, Kind, Link, Party};

/// The JSON for an element `script`, which nothing in it can end.
pub(super) fn of(catalog: &Catalog, entry: &Entry, places: &Places, frame: &Frame) -> String {
    let absolute = |link: &Link| frame.addresses.absolute(link);
    let party = |is: &str, party: &Party| Thing::new(is).with("name", Some(&party.name)).with("url", party.url.as_ref().and_then(absolute));
    let is = match entry.kind {
        Kind::Collection => "CollectionPage",
        Kind::Condition | Kind::Topic | Kind::Story if !entry.body.is_empty() => "Article",
        _ => "WebPage",
    };
    let provider = entry.provider.as_ref().map(|provider| party("Organization", provider));
    // Whoever is named made the work, where the entry tells of one; else what is shown here.
    let (work, provider) = match &entry.url {
        Some(url) => {
            let work = Thing::new("CreativeWork").with("name", Some(&entry.title)).with("url", absolute(url));
            (Some(work.with_thing("provider", provider)), None)
        }
        None => (None, provider),
    };
    let has_own_text = entry.kind != Kind::Resource && !entry.body.is_empty();
    Thing(format!("{{\"@context\":\"https://schema.org\",\"@type\":\"{is}\""))
        .with(if is == "Article" { "headline" } else { "name" }, Some(&entry.title))
        .with("description", entry.summary.as_ref())
        .with("url", places.canonical.as_ref())
        .with("inLanguage", Some(places.lang))
        .with("image", entry.image.as_ref().and_then(|image| absolute(&image.src)))
        .with("dateModified", entry.reviewed.map(|reviewed| reviewed.to_string()))
        .with("expires", entry.expires.map(|last| last.to_string()))
        .with_thing(if has_own_text { "isBasedOn" } else { "mainEntity" }, work)
        .with_thing("provider", provider)
        .with_thing("publisher", catalog.publisher.as_ref().map(|publisher| party("Organization", publisher)))
        .with_thing("license", catalog.license.as_ref().map(|license| party("CreativeWork", license)))
        .with_thing("isPartOf", whole(catalog, frame))
        .json()
}

/// The catalog, found where readers begin.
fn whole(catalog: &Catalog, frame: &Frame) -> Option<Thing> {
    let title = Some(&catalog.title).filter(|title| !title.is_empty());
    let home = frame.addresses.front(frame.folder).and_then(|front| front.home.as_ref());
    let url = frame.addresses.base().zip(home).map(|(base, (id, _))| base.file(&format!("{}{id}.html", frame.folder)));
    (title.is_some() || url.is_some()).then(|| Thing::new("Collection").with("name", title).with("url", url))
}

/// An object in JSON, as far as it is written, and without the bracket at its end.
struct Thing(String);

impl Thing {
    fn new(is: &str) -> Self {
        Self(format!("{{\"@type\":\"{is}\""))
    }

    fn with(self, name: &str, value: Option<impl AsRef<str>>) -> Self {
        // `<` alone could end the element, or begin a comment that hides its end.
        let json = |value: &str| serde_json::Value::from(value).to_string().replace('<', "\\u003c");
        self.written(name, value.map(|value| json(value.as_ref())))
    }

    fn with_thing(self, name: &str, thing: Option<Thing>) -> Self {
        self.written(name, thing.map(Thing::json))
    }

    fn written(mut self, name: &str, json: Option<String>) -> Self {
        for part in json.iter().flat_map(|json| [",\"", name, "\":", json]) {
            self.0 += part;
        }
        self
    }

    fn json(self) -> String {
        self.0 + "}"
    }
}
