//! Reads schema.org data in JSON-LD: a file of it, or the pieces of it in an HTML page.
//! Source: <https://schema.org/docs/schemas.html>.
//!
//! Leaves out the rest of JSON-LD: contexts other than schema.org's, and addresses written in shorter forms.

mod node;

use serde_json::Value;

use super::encoding::Declared;
use super::gathering::Gathering;
use super::html;
use super::imported::{Channel, Collection, Imported};
use super::json::{self, Parsed, member, text};
use super::report::Note;
use super::source_text::{Refusal, SourceText};

/// Members in which other entries stand.
const NESTING: [&str; 8] = ["@graph", "itemListElement", "item", "hasPart", "mainEntity", "blogPost", "episode", "dataFeedElement"];

/// The entries of a file.
///
/// # Errors
/// When it holds none, or is malformed.
pub fn read(source: &SourceText, declared: Declared) -> Result<Collection, Refusal> {
    let pieces = match declared {
        Declared::Html => embedded(source)?,
        _ => vec![json::parse(source, 0..source.text().len())?],
    };
    let name = html::file_name(&source.file().replace('\\', "/"));
    let mut gathering = Gathering::new(source, about(&pieces, name));
    for piece in &pieces {
        collect(&piece.value, "", piece, &pieces, &mut gathering)?;
    }
    Ok(gathering.finish())
}

/// The pieces in the scripts of a page.
fn embedded(source: &SourceText) -> Result<Vec<Parsed>, Refusal> {
    let page = source.text();
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(at) = page[from..].find("application/ld+json").map(|at| from + at) {
        let Some(start) = page[at..].find('>').map(|end| at + end + 1) else { break };
        let end = page[start..].find("</script").map(|end| start + end);
        let Some(end) = end else { return Err(source.refuse(start, "this <script> is not closed: download or export the page again")) };
        pieces.push(json::parse(source, start..end)?);
        from = end;
    }
    if pieces.is_empty() {
        return Err(source.refuse(0, "this page holds no JSON-LD: import it with --as html"));
    }
    Ok(pieces)
}

/// What a site or an organization among the data says about the whole.
fn about(pieces: &[Parsed], name: String) -> Channel {
    let nodes = || pieces.iter().flat_map(|piece| top(&piece.value));
    let found = ["WebSite", "Blog", "CollectionPage", "Organization", "NGO"]
        .iter()
        .find_map(|kind| nodes().find(|node| node::types(node).iter().any(|found| found == kind)));
    let mut channel = Channel { identity: name.clone(), title: Some(name), ..Channel::default() };
    if let Some(site) = found {
        channel.url = text(site, "url");
        channel.identity = text(site, "@id").or_else(|| channel.url.clone()).unwrap_or(channel.identity);
        channel.title = text(site, "name").or(channel.title);
        channel.summary = text(site, "description");
    }
    channel.lang = nodes().find_map(|node| text(node, "inLanguage"));
    channel
}

fn top(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(top).collect(),
        Value::Object(members) => std::iter::once(value).chain(members.get("@graph").into_iter().flat_map(top)).collect(),
        _ => Vec::new(),
    }
}

fn collect(value: &Value, pointer: &str, piece: &Parsed, all: &[Parsed], gathering: &mut Gathering) -> Result<(), Refusal> {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{pointer}/{index}"), piece, all, gathering)?;
            }
        }
        Value::Object(members) => {
            let types = node::types(value);
            match types.iter().find_map(|name| node::kind(name)) {
                Some(kind) if !is_reference(value) => entry(value, kind, piece.offset(pointer), all, gathering)?,
                _ if node::is_around(&types) || is_reference(value) => {}
                _ => gathering.leave_out(piece.offset(pointer), format!("the piece of data of the type \"{}\"", types.join(", "))),
            }
            for name in NESTING.iter().filter(|name| members.contains_key(**name)) {
                collect(&value[*name], &member(pointer, name), piece, all, gathering)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether a node only names another one, or is an item of a list that does.
fn is_reference(node: &Value) -> bool {
    node.as_object().is_some_and(|members| members.keys().all(|name| matches!(name.as_str(), "@id" | "@type" | "url")))
}

fn entry(value: &Value, kind: &'static str, offset: usize, all: &[Parsed], gathering: &mut Gathering) -> Result<(), Refusal> {
    let mut notes: Vec<Note> = Vec::new();
    let url = text(value, "url").or_else(|| node::address(value.get("mainEntityOfPage")?));
    let id = text(value, "@id");
    let mut entry = Imported::new(id.clone().or_else(|| url.clone()).unwrap_or_default(), kind, gathering.source.place(offset));
    entry.title = text(value, "headline").or_else(|| text(value, "name")).unwrap_or_default();
    entry.summary = text(value, "description").or_else(|| text(value, "abstract")).map(|words| html::words(&words));
    entry.lang = text(value, "inLanguage");
    entry.label = text(value, "articleSection");
    entry.url = url.or_else(|| id.filter(|id| html::followed(id).is_some()));
    let resolved = |name: &str| value.get(name).map(|party| node::resolved(party, all.iter().flat_map(|piece| top(&piece.value))));
    entry.provider = ["publisher", "provider", "sourceOrganization", "author"].iter().find_map(|name| node::party(resolved(name)?));
    entry.picture = resolved("image").and_then(|image| node::picture(image, &mut notes));
    entry.reviewed = text(value, "lastReviewed");
    entry.expires = text(value, "expires");
    entry.related = ["isPartOf", "relatedLink", "significantLink", "mentions", "about", "citation"]
        .iter()
        .filter_map(|name| value.get(*name))
        .flat_map(node::addresses)
        .filter(|address| node::is_known(address, all.iter().flat_map(|piece| top(&piece.value))))
        .collect();
    entry.body = node::body(value, offset, gathering, &mut notes)?;
    for name in value.as_object().into_iter().flat_map(|members| members.keys()).filter(|name| !node::is_carried(name)) {
        gathering.unused(name, offset);
    }
    gathering.add(entry, notes);
    Ok(())
}
