//! Reads Atom feeds. Source: RFC 4287, <https://www.rfc-editor.org/rfc/rfc4287>.
//!
//! Leaves out fetching: content that is only linked to stays a link.

use roxmltree::Node;
use url::Url;

use super::gathering::{Gathering, paragraphs, single_paragraph, summary};
use super::html::{self, Addresses, Reading};
use super::imported::{Block, Channel, Collection, Imported, Medium, Party, Picture};
use super::report::Note;
use super::rss::prefixed;
use super::source_text::{Refusal, SourceText};
use super::xml;

pub const ATOM: &str = "http://www.w3.org/2005/Atom";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The entries of a feed.
///
/// # Errors
/// When it is no Atom feed, or malformed.
pub fn read(source: &SourceText) -> Result<Collection, Refusal> {
    let document = xml::parse(source)?;
    let feed = document.root_element();
    if !feed.has_tag_name((ATOM, "feed")) {
        return Err(source.refuse(feed.range().start, "this is no Atom feed, as its root is no <feed>: name another format with --as"));
    }
    let base = base(feed, None);
    let id = xml::text(feed, Some(ATOM), "id");
    let url = link(feed, "alternate", base.as_ref());
    let channel = Channel {
        identity: id.or_else(|| url.clone()).unwrap_or_else(|| html::file_name(source.file())).trim().to_owned(),
        title: said(feed, "title"),
        lang: feed.attribute((XML, "lang")).map(ToOwned::to_owned),
        summary: said(feed, "subtitle"),
        url: url.clone(),
    };
    // Without a base of their own, addresses in content start from the page that the feed belongs to.
    let base = base.or_else(|| url.and_then(|url| Url::parse(&url).ok()));
    let mut gathering = Gathering::new(source, channel);
    for node in xml::children(feed, Some(ATOM), "entry") {
        entry(node, base.as_ref(), &mut gathering)?;
    }
    Ok(gathering.finish())
}

fn entry(node: Node, above: Option<&Url>, gathering: &mut Gathering) -> Result<(), Refusal> {
    let offset = node.range().start;
    let own = base(node, above);
    let mut notes = Vec::new();
    let url = link(node, "alternate", own.as_ref());
    let id = xml::text(node, Some(ATOM), "id").map(|id| id.trim().to_owned());
    let mut entry = Imported::new(id.or_else(|| url.clone()).unwrap_or_default(), "story", gathering.source.place(offset));
    entry.title = said(node, "title").unwrap_or_default();
    entry.lang = node.attribute((XML, "lang")).map(ToOwned::to_owned);
    entry.url = url;
    let mut categories = xml::children(node, Some(ATOM), "category");
    entry.label = categories.next().and_then(|category| category.attribute("label").or(category.attribute("term"))).map(ToOwned::to_owned);
    entry.provider = xml::children(node, Some(ATOM), "source")
        .next()
        .and_then(|source| Some(Party { name: said(source, "title")?, url: link(source, "alternate", own.as_ref()) }));
    let summary_blocks = blocks(node, "summary", own.as_ref(), gathering, &mut Vec::new())?;
    let content = blocks(node, "content", own.as_ref(), gathering, &mut notes)?;
    if !content.is_empty() {
        entry.summary = summary(&summary_blocks, &mut notes);
        entry.body = content;
    } else if entry.url.is_some() && single_paragraph(&summary_blocks).is_some() {
        entry.summary = single_paragraph(&summary_blocks);
    } else {
        entry.body = blocks(node, "summary", own.as_ref(), gathering, &mut notes)?;
    }
    for enclosure in xml::children(node, Some(ATOM), "link").filter(|link| link.attribute("rel") == Some("enclosure")) {
        attach(enclosure, own.as_ref(), &mut entry, &mut notes);
    }
    for child in node.children().filter(Node::is_element) {
        let name = child.tag_name();
        let is_known = name.namespace() == Some(ATOM)
            && match name.name() {
                "link" => matches!(child.attribute("rel"), None | Some("alternate" | "enclosure" | "self" | "edit")),
                "category" => entry.label.is_some() && child.prev_siblings().skip(1).all(|before| before.tag_name() != name),
                name => matches!(name, "id" | "title" | "summary" | "content" | "source"),
            };
        if !is_known {
            gathering.unused(&prefixed(child), child.range().start);
        }
    }
    gathering.add(entry, notes);
    Ok(())
}

/// The blocks of a text construct or of content, by its type. Source: RFC 4287, sections 3.1 and 4.1.3.
fn blocks(
    entry: Node,
    name: &'static str,
    above: Option<&Url>,
    gathering: &Gathering,
    notes: &mut Vec<Note>,
) -> Result<Vec<Block>, Refusal> {
    let Some(node) = xml::children(entry, Some(ATOM), name).next() else { return Ok(Vec::new()) };
    let base = base(node, above);
    let offset = entry.range().start;
    if let Some(src) = node.attribute("src") {
        notes.push(Note::left_out(format!("the content at {src}, which is not in the feed")));
        return Ok(Vec::new());
    }
    let reading = Reading { base: base.as_ref(), wordpress: false };
    match node.attribute("type").unwrap_or("text") {
        "xhtml" | "application/xhtml+xml" => gathering.html(offset, &xml::html(node), reading, notes),
        "html" | "text/html" => gathering.html(offset, &xml::content(node), reading, notes),
        "text" | "text/plain" => Ok(paragraphs(&xml::content(node))),
        other => {
            notes.push(Note::left_out(format!("content of the type \"{other}\"")));
            Ok(Vec::new())
        }
    }
}

fn attach(link: Node, base: Option<&Url>, entry: &mut Imported, notes: &mut Vec<Note>) {
    let Some(src) = link.attribute("href").and_then(|href| html::resolve(base, href, Addresses::Loaded).ok()) else { return };
    let kind = link.attribute("type").unwrap_or_default();
    let title = link.attribute("title").map(ToOwned::to_owned);
    match Medium::of_type(kind) {
        Some(media) => {
            let title = title.unwrap_or_else(|| entry.title.clone());
            entry.body.push(Block::Media { media, src, title, transcript: None });
        }
        None if kind.starts_with("image/") && entry.picture.is_none() => {
            notes.extend(html::missing_alt(title.as_deref(), &src));
            entry.picture = Some(Picture { src, alt: title.unwrap_or_default(), credit: None });
        }
        None => notes.push(Note::left_out(format!("an attached file, {src}"))),
    }
}

/// The words of a text construct.
fn said(node: Node, name: &'static str) -> Option<String> {
    let text = xml::children(node, Some(ATOM), name).next()?;
    let words = match text.attribute("type") {
        Some("html") => html::words(&xml::content(text)),
        _ => xml::content(text),
    };
    Some(words).filter(|words| !words.trim().is_empty())
}

fn link(node: Node, rel: &str, base: Option<&Url>) -> Option<String> {
    let mut links = xml::children(node, Some(ATOM), "link");
    let link = links.find(|link| link.attribute("rel").unwrap_or("alternate") == rel)?;
    html::resolve(base, link.attribute("href")?, Addresses::Followed).ok()
}

fn base(node: Node, above: Option<&Url>) -> Option<Url> {
    match (node.attribute((XML, "base")), above) {
        (Some(base), Some(above)) => above.join(base).ok(),
        (Some(base), None) => Url::parse(base).ok(),
        (None, above) => above.cloned(),
    }
}
