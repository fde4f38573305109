//! Reads JSON Feed, versions 1 and 1.1. Source: <https://www.jsonfeed.org/version/1.1/>.
//!
//! Leaves out paging: only the items in the file are read.

use serde_json::Value;
use url::Url;

use super::gathering::{Gathering, paragraphs};
use super::html::{self, Reading};
use super::imported::{Block, Channel, Collection, Imported, Medium, Picture};
use super::json::{self, Parsed, text};
use super::prose::address_link;
use super::report::Note;
use super::source_text::{Refusal, SourceText};

/// The members of an item that an entry has a place for.
const ITEM: [&str; 12] = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "image",
    "banner_image",
    "language",
    "attachments",
    "tags",
];

/// The entries of a feed.
///
/// # Errors
/// When it is no JSON Feed, or malformed.
pub fn read(source: &SourceText) -> Result<Collection, Refusal> {
    let parsed = json::parse(source, 0..source.text().len())?;
    let feed = &parsed.value;
    let Some(items) = feed.get("items").and_then(Value::as_array) else {
        return Err(source.refuse(0, "this is no JSON Feed, as it has no \"items\": name another format with --as"));
    };
    let url = text(feed, "home_page_url");
    let channel = Channel {
        identity: text(feed, "feed_url").or_else(|| url.clone()).unwrap_or_else(|| html::file_name(source.file())),
        title: text(feed, "title"),
        lang: text(feed, "language"),
        summary: text(feed, "description"),
        url: url.clone(),
    };
    let base = url.and_then(|url| Url::parse(&url).ok());
    let mut gathering = Gathering::new(source, channel);
    for (index, item) in items.iter().enumerate() {
        entry(item, &parsed, index, base.as_ref(), &mut gathering)?;
    }
    Ok(gathering.finish())
}

fn entry(item: &Value, parsed: &Parsed, index: usize, base: Option<&Url>, gathering: &mut Gathering) -> Result<(), Refusal> {
    let pointer = format!("/items/{index}");
    let offset = parsed.offset(&pointer);
    let Some(members) = item.as_object() else {
        gathering.leave_out(offset, format!("items[{index}], which is no object"));
        return Ok(());
    };
    let mut notes = Vec::new();
    let url = text(item, "url");
    let mut entry = Imported::new(text(item, "id").or_else(|| url.clone()).unwrap_or_default(), "story", gathering.source.place(offset));
    entry.title = text(item, "title").unwrap_or_default();
    entry.summary = text(item, "summary");
    entry.lang = text(item, "language");
    entry.url = url.or_else(|| text(item, "external_url"));
    if let Some(html) = text(item, "content_html") {
        let own = entry.url.as_deref().and_then(|url| Url::parse(url).ok());
        let reading = Reading { base: own.as_ref().or(base), wordpress: false };
        entry.body = gathering.html(offset, &html, reading, &mut notes)?;
    } else if let Some(words) = text(item, "content_text") {
        entry.body = paragraphs(&words);
    }
    if let Some(external) = text(item, "external_url").filter(|external| entry.url.as_ref() != Some(external)) {
        match html::followed(&external) {
            Some(address) => entry.body.push(Block::Paragraph(vec![address_link(&address, &address)])),
            None => notes.push(Note::left_out(format!("the external_url \"{external}\", which can't be followed"))),
        }
    }
    if let Some(src) = text(item, "image").or_else(|| text(item, "banner_image")) {
        notes.extend(html::missing_alt(None, &src));
        entry.picture = Some(Picture { src, alt: String::new(), credit: None });
    }
    for attachment in item.get("attachments").and_then(Value::as_array).into_iter().flatten() {
        let src = text(attachment, "url").filter(|src| html::followed(src).is_some());
        match (Medium::of_type(&text(attachment, "mime_type").unwrap_or_default()), src) {
            (Some(media), Some(src)) => {
                let title = text(attachment, "title").unwrap_or_else(|| entry.title.clone());
                let title = if title.is_empty() { html::file_name(&src) } else { title };
                entry.body.push(Block::Media { media, src, title, transcript: None });
            }
            (_, src) => notes.push(Note::left_out(format!("an attached file, {}", src.as_deref().unwrap_or("without an address")))),
        }
    }
    let mut tags = item.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    entry.label = tags.next().map(ToOwned::to_owned);
    if tags.next().is_some() {
        gathering.unused("tags, beyond the first of an item", offset);
    }
    for name in members.keys().filter(|name| !ITEM.contains(&name.as_str())) {
        gathering.unused(name, offset);
    }
    gathering.add(entry, notes);
    Ok(())
}
