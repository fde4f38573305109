//! A parsed catalog as JSON of the format again.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::catalog::{
    Block, Catalog, Credit, Entry, EntryId, Image, Link, List, Media, MediaKind, Party, Quote, QuoteStyle, Run, Section, Target, Text,
};

/// The catalog, with absolute addresses. `head` is the JSON from which what concerns the catalog as a whole is taken over.
pub fn write(catalog: &Catalog, head: &str) -> String {
    let mut members: Map<String, Value> = serde_json::from_str(head).unwrap_or_default();
    if let Some(home) = catalog.home() {
        members.insert("home".to_owned(), home.id.as_str().into());
    }
    let mut aliases: BTreeMap<&EntryId, Vec<&str>> = BTreeMap::new();
    for (name, entry) in catalog.names().filter(|(name, entry)| *name != entry.id.as_str()) {
        aliases.entry(&entry.id).or_default().push(name);
    }
    let entries = catalog.entries().iter().map(|entry| self::entry(entry, aliases.remove(&entry.id)));
    members.insert("entries".to_owned(), entries.collect());
    Value::Object(members).to_string()
}

fn entry(entry: &Entry, aliases: Option<Vec<&str>>) -> Value {
    let body: Vec<Value> = entry.body.iter().map(block).collect();
    without_nothing(json!({
        "id": entry.id.as_str(),
        "aliases": aliases,
        "kind": entry.kind.name(),
        "label": entry.label.as_deref(),
        "title": &*entry.title,
        "summary": entry.summary.as_deref(),
        "lang": entry.lang.as_deref(),
        "condition": entry.condition.as_ref().map(EntryId::as_str),
        "image": entry.image.as_ref().map(image),
        "provider": entry.provider.as_ref().map(party),
        "url": entry.url.as_ref().map(Link::as_str),
        "body": some(body),
        "related": some(ids(&entry.related)),
        "reviewed": entry.reviewed.map(|date| date.to_string()),
        "expires": entry.expires.map(|date| date.to_string()),
    }))
}

fn block(block: &Block) -> Value {
    without_nothing(match block {
        Block::Paragraph(text) => json!({ "type": "paragraph", "text": self::text(text) }),
        Block::Heading(level, text) => json!({ "type": "heading", "level": level.get(), "text": self::text(text) }),
        Block::List(List { ordered, items }) => {
            json!({ "type": "list", "ordered": ordered, "items": items.iter().map(text).collect::<Vec<_>>() })
        }
        Block::Quote(Quote { style, paraphrase, text, cite, url }) => json!({
            "type": "quote",
            "style": match style { QuoteStyle::Block => "block", QuoteStyle::Pull => "pull" },
            "paraphrase": paraphrase.then_some(true),
            "text": self::text(text),
            "cite": cite.as_deref(),
            "url": url.as_ref().map(Link::as_str),
        }),
        Block::Section(Section { title, text, entries }) => json!({
            "type": "section",
            "title": title.as_deref(),
            "text": text.as_ref().map(self::text),
            "entries": ids(entries),
        }),
        Block::Featured(id) => json!({ "type": "featured", "entry": id.as_str() }),
        Block::Image(image) => {
            let mut block = self::image(image);
            block["type"] = "image".into();
            block
        }
        Block::Media(Media { kind, src, title, transcript }) => json!({
            "type": "media",
            "media": match kind { MediaKind::Audio => "audio", MediaKind::Video => "video" },
            "src": src.as_str(),
            "title": &**title,
            "transcript": transcript.as_ref().map(Link::as_str),
        }),
    })
}

fn text(text: &Text) -> Value {
    match &text.0[..] {
        [] => "".into(),
        [Run { text, strong: false, em: false, target: None }] => (**text).into(),
        runs => runs.iter().map(run).collect(),
    }
}

fn run(run: &Run) -> Value {
    let Run { text, strong, em, target } = run;
    let (entry, href) = match target {
        None if !strong && !em => return (**text).into(),
        None => (None, None),
        Some(Target::Entry(id)) => (Some(id.as_str()), None),
        Some(Target::Link(link)) => (None, Some(link.as_str())),
    };
    without_nothing(json!({ "text": &**text, "strong": strong.then_some(true), "em": em.then_some(true), "entry": entry, "href": href }))
}

fn image(image: &Image) -> Value {
    let Image { src, alt, size, credit } = image;
    let credit =
        credit.as_ref().map(|Credit { text, url }| without_nothing(json!({ "text": &**text, "url": url.as_ref().map(Link::as_str) })));
    let (width, height) = size.unzip();
    without_nothing(json!({ "src": src.as_str(), "alt": &**alt, "width": width, "height": height, "credit": credit }))
}

fn party(party: &Party) -> Value {
    without_nothing(json!({ "name": &*party.name, "url": party.url.as_ref().map(Link::as_str) }))
}

fn ids(ids: &[EntryId]) -> Vec<&str> {
    ids.iter().map(EntryId::as_str).collect()
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// The object without members that are null: what is absent in the format is left out.
fn without_nothing(mut object: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    object
}
