//! Turns a folder of Markdown into the catalog's JSON: `catalog.toml` and one `ID.md` an entry, each with TOML front
//! matter between `+++` lines and a body of CommonMark.
//!
//! Every value keeps the place where it was written, so that a fault found later can be shown there. Leaves out whether
//! the content makes sense: ids, relations and addresses are the catalog's own checks.

mod body;
mod front_matter;
mod inline;
mod node;
mod picture;
mod quote;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::fault::{Fault, Place, Places};
use front_matter::{CATALOG, ENTRY};
use node::{Node, Value};

/// The file with what concerns the catalog as a whole.
pub const CATALOG_FILE: &str = "catalog.toml";

/// A catalog in JSON, with what is known about its making.
#[derive(Debug, Clone, PartialEq)]
pub struct Authored {
    /// The catalog, format version 1.
    pub json: String,
    /// Where its parts were written.
    pub places: Places,
    /// What could not be turned into JSON, in the order of the files.
    pub faults: Vec<Fault>,
}

/// The catalog written in `folder`.
///
/// # Errors
/// When the folder, `catalog.toml` or an entry can't be read. Faults of the content are no errors.
pub fn author(folder: &Path) -> Result<Authored> {
    let mut faults = Vec::new();
    let path = folder.join(CATALOG_FILE);
    let toml = read(&path)?;
    let mut page = Page::new(folder, path.display().to_string(), &toml);
    let mut members = vec![("version".to_owned(), Node::scalar(1))];
    members.extend(front_matter::read(&mut page, &toml, 0, &CATALOG).unwrap_or_default());
    faults.append(&mut page.faults);
    let start = page.place(0);
    let home = members.iter().find_map(|(name, node)| node.as_str().filter(|_| name == "home")).map(ToOwned::to_owned);

    let mut entries = Vec::new();
    for id in ids(folder)? {
        let path = folder.join(format!("{id}.md"));
        let text = read(&path)?;
        let mut page = Page::new(folder, path.display().to_string(), &text);
        if let Some(entry) = entry(&mut page, &id) {
            entries.push((home.as_deref() != Some(id.as_str()), id, entry));
        }
        faults.append(&mut page.faults);
    }
    entries.sort_by(|(a, b, _), (c, d, _)| (a, b).cmp(&(c, d)));
    members.push(("entries".to_owned(), Node::list(entries.into_iter().map(|(.., entry)| entry).collect())));

    let catalog = Node { place: Some(start), value: Value::Object(members) };
    let mut places = Places::default();
    catalog.places("", &mut places);
    Ok(Authored { json: serde_json::to_string(&catalog)?, places, faults })
}

/// A file that is being read, with the faults found so far.
pub struct Page<'a> {
    folder: &'a Path,
    file: String,
    text: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Page<'a> {
    fn new(folder: &'a Path, file: String, text: &'a str) -> Self {
        Self { folder, file, text, faults: Vec::new() }
    }

    fn place(&self, offset: usize) -> Place {
        Place::at(&self.file, self.text, offset)
    }

    fn fault(&mut self, offset: usize, message: impl Into<String>) {
        self.faults.push(Fault { place: self.place(offset), path: String::new(), message: message.into() });
    }

    /// Width and height of a picture of this folder. Pictures elsewhere, and files that
    /// don't tell, have none; a missing file is reported with the finished catalog.
    fn picture_size(&self, src: &str) -> Option<(u64, u64)> {
        picture::size(&self.folder.join(src)).ok().flatten()
    }
}

/// The ids of the folder's entries: the stems of its Markdown files, except for the folder's own description.
fn ids(folder: &Path) -> Result<Vec<String>> {
    let unreadable = || format!("{} could not be read", folder.display());
    let names = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned())).collect::<io::Result<Vec<_>>>()
        })
        .with_context(unreadable)?;
    let stem = |name: String| name.strip_suffix(".md").map(ToOwned::to_owned);
    let mut ids: Vec<String> = names.into_iter().filter_map(stem).filter(|id| !id.eq_ignore_ascii_case("readme")).collect();
    ids.sort();
    Ok(ids)
}

/// The entry on the page; `None` for a draft, and where its front matter can't be read.
fn entry(page: &mut Page, id: &str) -> Option<Node> {
    let options = Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_HEADING_ATTRIBUTES
        // Only so that a table is told from a paragraph, and reported.
        | Options::ENABLE_TABLES;
    let text = page.text;
    let mut events = Parser::new_ext(text, options).into_offset_iter().collect::<Vec<_>>().into_iter().peekable();
    if events.next_if(|(event, range)| matches!(event, Event::Start(Tag::MetadataBlock(_))) && range.start == 0).is_none() {
        page.fault(0, "front matter is missing; begin the file with a line of +++, its title and kind, and another line of +++");
        return None;
    }
    let mut toml: Option<std::ops::Range<usize>> = None;
    for (event, range) in events.by_ref() {
        match event {
            Event::End(TagEnd::MetadataBlock(_)) => break,
            _ => toml = Some(toml.map_or(range.start, |toml| toml.start)..range.end),
        }
    }
    let toml = toml.unwrap_or(0..0);
    let mut members = front_matter::read(page, &text[toml.clone()], toml.start, &ENTRY)?;
    if members
        .extract_if(.., |(name, _)| name == "draft")
        .any(|(_, draft)| draft == Node { place: draft.place.clone(), ..Node::scalar(true) })
    {
        return None;
    }
    if let Some((_, image)) = members.iter_mut().find(|(name, _)| name == "image") {
        complete(page, image);
    }
    let body = body::read(page, &mut events);
    if !body.is_empty() {
        // The body stands where the format has it: before what is said about the entry as a whole.
        let after = members.iter().position(|(name, _)| matches!(name.as_str(), "related" | "reviewed" | "expires"));
        members.insert(after.unwrap_or(members.len()), ("body".to_owned(), Node::list(body)));
    }
    members.insert(0, ("id".to_owned(), Node::scalar(id)));
    Some(Node { place: Some(page.place(0)), value: Value::Object(members) })
}

/// Adds the file's own size to a picture that has none.
fn complete(page: &Page, image: &mut Node) {
    let size = image.get("src").and_then(Node::as_str).and_then(|src| page.picture_size(src));
    if let (Some((width, height)), Value::Object(members)) = (size, &mut image.value)
        && !members.iter().any(|(name, _)| name == "width" || name == "height")
    {
        let after = members.iter().position(|(name, _)| name == "credit").unwrap_or(members.len());
        members.splice(after..after, [("width".to_owned(), Node::scalar(width)), ("height".to_owned(), Node::scalar(height))]);
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}
