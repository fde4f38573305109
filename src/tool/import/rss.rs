//! Reads RSS 2.0 with the extensions that feeds use: full content, media, Dublin Core.
//! Source: <https://www.rssboard.org/rss-specification>.
//!
//! Leaves out WordPress exports, which build on RSS and have a reader of their own.

use roxmltree::Node;
use url::Url;

use super::gathering::{Gathering, single_paragraph, summary};
use super::html::{self, Reading};
use super::imported::{Block, Channel, Collection, Imported, Medium, Party, Picture};
use super::report::Note;
use super::source_text::{Refusal, SourceText};
use super::xml;

pub const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
pub const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const ATOM: &str = "http://www.w3.org/2005/Atom";
const MEDIA: &str = "http://search.yahoo.com/mrss/";
const ITUNES: &str = "http://www.itunes.com/dtds/podcast-1.0.dtd";

/// The entries of a feed.
///
/// # Errors
/// When it is no RSS, or malformed.
pub fn read(source: &SourceText) -> Result<Collection, Refusal> {
    let document = xml::parse(source)?;
    let root = document.root_element();
    let Some(channel) = xml::children(root, None, "channel").next() else {
        return Err(source.refuse(root.range().start, "this is no RSS 2.0 feed, as it has no <channel>: name another format with --as"));
    };
    let about = about(channel, source);
    let base = about.url.as_deref().and_then(|url| Url::parse(url).ok());
    let mut gathering = Gathering::new(source, about);
    for item in xml::children(channel, None, "item") {
        entry(item, base.as_ref(), &mut gathering)?;
    }
    Ok(gathering.finish())
}

/// What a channel says about itself.
pub fn about(channel: Node, source: &SourceText) -> Channel {
    let url = xml::text(channel, None, "link");
    let own = xml::children(channel, Some(ATOM), "link").find(|link| link.attribute("rel") == Some("self"));
    let own = own.and_then(|link| link.attribute("href")).map(ToOwned::to_owned);
    Channel {
        identity: own.or_else(|| url.clone()).unwrap_or_else(|| html::file_name(source.file())).trim().to_owned(),
        title: xml::text(channel, None, "title").map(|title| html::words(&title)),
        lang: xml::text(channel, None, "language"),
        url,
        summary: xml::text(channel, None, "description").map(|text| html::words(&text)),
    }
}

fn entry(item: Node, base: Option<&Url>, gathering: &mut Gathering) -> Result<(), Refusal> {
    let offset = item.range().start;
    let mut notes = Vec::new();
    let link = xml::text(item, None, "link").map(|link| link.trim().to_owned());
    let guid = xml::children(item, None, "guid").next();
    let is_address = guid.is_some_and(|guid| guid.attribute("isPermaLink") != Some("false"));
    let guid = guid.map(xml::content).map(|guid| guid.trim().to_owned()).filter(|guid| !guid.is_empty());
    let url = link.or_else(|| guid.clone().filter(|_| is_address)).map(|link| absolute(&link, base));

    let mut entry = Imported::new(guid.or_else(|| url.clone()).unwrap_or_default(), "story", gathering.source.place(offset));
    entry.title = xml::text(item, None, "title").map(|title| html::words(&title)).unwrap_or_default();
    entry.url = url;
    entry.label = xml::text(item, None, "category");
    entry.provider = xml::children(item, None, "source").next().map(|source| Party {
        name: xml::content(source),
        // The address is that of the other feed, which is no page for readers.
        url: None,
    });
    let reading = Reading { base, wordpress: false };
    let content = xml::text(item, Some(CONTENT), "encoded");
    let description = xml::text(item, None, "description");
    let described = gathering.html(offset, description.as_deref().unwrap_or_default(), reading, &mut Vec::new())?;
    match content {
        Some(content) => {
            entry.summary = summary(&described, &mut notes);
            entry.body = gathering.html(offset, &content, reading, &mut notes)?;
        }
        // A plain description of a page elsewhere is what a card shows; the entry then leads there.
        None if entry.url.is_some() && single_paragraph(&described).is_some() => {
            entry.summary = single_paragraph(&described);
            gathering.html(offset, description.as_deref().unwrap_or_default(), reading, &mut notes)?;
        }
        None => entry.body = gathering.html(offset, description.as_deref().unwrap_or_default(), reading, &mut notes)?,
    }
    for node in item.descendants().filter(Node::is_element) {
        attached(node, &mut entry, &mut notes);
    }
    let mut categories = 0;
    for child in item.children().filter(Node::is_element) {
        let name = child.tag_name();
        let known = match name.namespace() {
            None if name.name() == "category" => {
                categories += 1;
                categories == 1
            }
            None => matches!(name.name(), "title" | "link" | "description" | "guid" | "enclosure" | "source"),
            Some(CONTENT) => name.name() == "encoded",
            Some(MEDIA) => matches!(name.name(), "content" | "thumbnail" | "group"),
            Some(ITUNES) => name.name() == "image",
            Some(_) => false,
        };
        if !known {
            gathering.unused(&prefixed(child), child.range().start);
        }
    }
    gathering.add(entry, notes);
    Ok(())
}

/// A recording or a picture that belongs to an item.
fn attached(node: Node, entry: &mut Imported, notes: &mut Vec<Note>) {
    let name = node.tag_name();
    let address = node.attribute("url").or_else(|| node.attribute("href")).map(str::trim);
    let Some(address) = address.filter(|address| html::followed(address).is_some()) else { return };
    let medium = node.attribute("type").and_then(|kind| kind.split('/').next()).or_else(|| node.attribute("medium"));
    let medium = match (name.namespace(), name.name()) {
        (None, "enclosure") | (Some(MEDIA), "content") => medium.unwrap_or_default(),
        (Some(MEDIA), "thumbnail") | (Some(ITUNES), "image") => "image",
        _ => return,
    };
    let said = |name| xml::text(node, Some(MEDIA), name).map(|text| html::words(&text));
    match medium {
        "image" => {
            if entry.picture.as_ref().is_some_and(|picture| picture.src == address) {
            } else if entry.picture.is_some() {
                notes.push(Note::left_out(format!("one more picture, {address}")));
            } else {
                let alt = said("description").or_else(|| said("title"));
                notes.extend(html::missing_alt(alt.as_deref(), address));
                let credit = said("credit");
                entry.picture = Some(Picture { src: address.to_owned(), alt: alt.unwrap_or_default(), credit });
            }
        }
        "audio" | "video" => {
            let is_known = |block: &Block| matches!(block, Block::Media { src, .. } if src == address);
            if !entry.body.iter().any(is_known) {
                let media = if medium == "audio" { Medium::Audio } else { Medium::Video };
                let title = said("title").or_else(|| Some(entry.title.clone()).filter(|title| !title.is_empty()));
                let title = title.unwrap_or_else(|| html::file_name(address));
                entry.body.push(Block::Media { media, src: address.to_owned(), title, transcript: None });
            }
        }
        _ => notes.push(Note::left_out(format!("an attached file, {address}"))),
    }
}

/// The name of an element with its prefix, as it stands in the file.
pub fn prefixed(node: Node) -> String {
    let name = node.tag_name();
    match name.namespace().and_then(|namespace| node.lookup_prefix(namespace)) {
        Some(prefix) => format!("{prefix}:{}", name.name()),
        None => name.name().to_owned(),
    }
}

fn absolute(address: &str, base: Option<&Url>) -> String {
    html::resolve(base, address, html::Addresses::Followed).unwrap_or_else(|_| address.to_owned())
}
