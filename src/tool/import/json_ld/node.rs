//! What the members of a schema.org node come to.
//!
//! Leaves out which nodes are entries of their own.

use serde_json::Value;

use super::NESTING;
use crate::tool::import::gathering::{Gathering, paragraphs};
use crate::tool::import::html::{self, Reading};
use crate::tool::import::imported::{Block, Medium, Party, Picture};
use crate::tool::import::json::text;
use crate::tool::import::prose::address_link;
use crate::tool::import::report::Note;
use crate::tool::import::source_text::Refusal;

/// The members that an entry has a place for.
const CARRIED: [&str; 37] = [
    "@context",
    "@id",
    "@type",
    "name",
    "headline",
    "description",
    "abstract",
    "url",
    "mainEntityOfPage",
    "inLanguage",
    "articleBody",
    "text",
    "transcript",
    "image",
    "publisher",
    "provider",
    "sourceOrganization",
    "author",
    "lastReviewed",
    "expires",
    "isPartOf",
    "relatedLink",
    "significantLink",
    "mentions",
    "about",
    "citation",
    "articleSection",
    "contentUrl",
    "encodingFormat",
    "numberOfItems",
    "itemListOrder",
    "position",
    "embedUrl",
    "thumbnailUrl",
    "associatedMedia",
    "audio",
    "video",
];

pub fn is_carried(name: &str) -> bool {
    CARRIED.contains(&name) || NESTING.contains(&name)
}

/// The types of a node, without what stands before their names.
pub fn types(node: &Value) -> Vec<String> {
    let names = match node.get("@type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(|name| name.rsplit(['/', ':']).next().unwrap_or(name).to_owned()).collect()
}

/// The kind of the entry that a node of this type becomes.
pub fn kind(name: &str) -> Option<&'static str> {
    Some(match name {
        "Article" | "BlogPosting" | "NewsArticle" | "Report" | "ScholarlyArticle" | "MedicalScholarlyArticle" | "TechArticle" => "story",
        "WebPage" | "AboutPage" | "FAQPage" | "MedicalWebPage" | "ItemPage" | "ContactPage" => "topic",
        "AudioObject" | "VideoObject" | "PodcastEpisode" | "DigitalDocument" | "Book" | "Guide" => "resource",
        "ItemList" | "CollectionPage" | "Collection" => "collection",
        _ => return None,
    })
}

/// Whether nodes of these types say something about the whole, or hold others.
pub fn is_around(types: &[String]) -> bool {
    let around = ["WebSite", "Blog", "Organization", "NGO", "ListItem", "DataFeed", "DataFeedItem"];
    types.is_empty() || types.iter().any(|name| around.contains(&name.as_str()))
}

/// The address of a node, or of one that is only named.
pub fn address(node: &Value) -> Option<String> {
    match node {
        Value::String(address) => Some(address.trim().to_owned()),
        _ => text(node, "@id").or_else(|| text(node, "url")),
    }
}

pub fn addresses(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(address).collect(),
        one => address(one).into_iter().collect(),
    }
}

/// Whether one of `nodes` has this identifier or address, and is an entry.
pub fn is_known<'a>(name: &str, mut nodes: impl Iterator<Item = &'a Value>) -> bool {
    nodes.any(|node| {
        let is_named = text(node, "@id").as_deref() == Some(name) || text(node, "url").as_deref() == Some(name);
        is_named && types(node).iter().any(|name| kind(name).is_some())
    })
}

/// The node that `value` names by its identifier, else the value itself; the first of several.
pub fn resolved<'a>(value: &'a Value, mut nodes: impl Iterator<Item = &'a Value>) -> &'a Value {
    let value = value.as_array().and_then(|items| items.first()).unwrap_or(value);
    let names_only = value.as_object().is_some_and(|members| members.len() == 1);
    match text(value, "@id").filter(|_| names_only) {
        Some(id) => nodes.find(|node| text(node, "@id").as_ref() == Some(&id)).unwrap_or(value),
        None => value,
    }
}

pub fn party(value: &Value) -> Option<Party> {
    match value {
        Value::String(name) => Some(Party { name: name.clone(), url: None }),
        _ => Some(Party { name: text(value, "name")?, url: text(value, "url") }),
    }
}

pub fn picture(value: &Value, notes: &mut Vec<Note>) -> Option<Picture> {
    let src = match value {
        Value::String(src) => src.trim().to_owned(),
        _ => text(value, "contentUrl").or_else(|| text(value, "url"))?,
    };
    let alt = text(value, "caption").or_else(|| text(value, "description"));
    notes.extend(html::missing_alt(alt.as_deref(), &src));
    Some(Picture { src, alt: alt.unwrap_or_default(), credit: text(value, "creditText") })
}

/// The text of a node, its recording, and the links of its list.
pub fn body(node: &Value, offset: usize, gathering: &Gathering, notes: &mut Vec<Note>) -> Result<Vec<Block>, Refusal> {
    let mut body = Vec::new();
    for name in ["articleBody", "text"] {
        if let Some(words) = text(node, name) {
            body.extend(if words.contains("</") { gathering.html(offset, &words, Reading::default(), notes)? } else { paragraphs(&words) });
        }
    }
    recording(node, &mut body, notes);
    for name in ["associatedMedia", "audio", "video"] {
        match node.get(name) {
            Some(Value::Array(items)) => items.iter().for_each(|item| recording(item, &mut body, notes)),
            Some(item) => recording(item, &mut body, notes),
            None => {}
        }
    }
    if let Some(words) = text(node, "transcript") {
        body.extend(paragraphs(&words));
    }
    let items = node.get("itemListElement").or_else(|| node.get("hasPart")).and_then(Value::as_array).into_iter().flatten();
    let mut links = Vec::new();
    for item in items {
        // An item of a list holds or names what it stands for, or is an address itself.
        let target = item.get("item").unwrap_or(item);
        let name = text(target, "name").or_else(|| text(target, "headline")).or_else(|| text(item, "name"));
        match address(target).or_else(|| address(item)).filter(|address| html::followed(address).is_some()) {
            Some(address) => links.push(vec![address_link(&address, name.as_deref().unwrap_or(&address))]),
            None => notes.push(Note::left_out(format!("\"{}\", an item of a list without an address", name.unwrap_or_default()))),
        }
    }
    if !links.is_empty() {
        let ordered = text(node, "itemListOrder").is_some_and(|order| order.ends_with("ItemListOrderAscending"));
        body.push(Block::List { ordered, items: links });
    }
    Ok(body)
}

fn recording(node: &Value, body: &mut Vec<Block>, notes: &mut Vec<Note>) {
    let named = types(node);
    let format = text(node, "encodingFormat").unwrap_or_default();
    let media = match () {
        () if named.iter().any(|name| name == "AudioObject") => Some(Medium::Audio),
        () if named.iter().any(|name| name == "VideoObject") => Some(Medium::Video),
        () => Medium::of_type(&format),
    };
    let Some(media) = media else { return };
    match text(node, "contentUrl").filter(|src| html::followed(src).is_some()) {
        Some(src) => {
            let title = text(node, "name").or_else(|| text(node, "headline")).unwrap_or_else(|| html::file_name(&src));
            body.push(Block::Media { media, src, title, transcript: None });
        }
        None => notes.push(Note::left_out("a recording without an address of its own (contentUrl)")),
    }
}
