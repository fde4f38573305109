//! Reads HTML pages: one, or all in a folder. A page is an entry, links between pages become links between entries, and
//! pictures beside the pages come along.
//!
//! Leaves out what pages share around their content, where they mark that with `<main>`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::encoding::{Declared, decode};
use super::html::{self, Reading, attribute};
use super::imported::{Block, Channel, Collection, Imported, Picture};
use super::links::Directory;
use super::prose::{self, tidy, words_of};
use super::report::{Note, Omission};
use super::source_text::SourceText;
use crate::tool::assets;
use crate::tool::source::files_below;

/// What the pages' own addresses start with while they are read. No real address does: the name is reserved by RFC 2606.
const ROOT: &str = "https://folder.invalid/";

/// The entries of a page, or of a folder of pages.
///
/// # Errors
/// When there are none, or one can't be read.
pub fn read(path: &Path) -> Result<Collection> {
    let (root, pages) = if path.is_dir() {
        let mut pages = files_below(path, &|_| true, &|path, kind| kind.is_file() && is_page(path))?;
        pages.sort();
        (path.to_path_buf(), pages)
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (path.parent().unwrap_or(Path::new("")).to_path_buf(), vec![name])
    };
    if pages.is_empty() {
        bail!("{} holds no page (a file that ends in .html or .htm): name the folder they are in", path.display());
    }
    let name = fs::canonicalize(path).ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    let identity = name.unwrap_or_else(|| path.display().to_string());
    let mut site = Site { root, collection: Collection::default() };
    site.collection.channel = Channel { identity, ..Channel::default() };
    for page in &pages {
        site.page(page)?;
    }
    let Site { mut collection, .. } = site;
    unlink_files(&mut collection);
    collection.channel.title = collection.entries.iter().find(|entry| entry.home).map(|home| home.title.clone());
    Ok(collection)
}

/// Takes the links to files of the folder that are no pages off their words.
fn unlink_files(collection: &mut Collection) {
    let mut pages = Directory::default();
    for entry in &collection.entries {
        pages.enter(entry, &entry.key);
    }
    for entry in &mut collection.entries {
        let mut notes = Vec::new();
        for text in entry.body.iter_mut().flat_map(Block::texts_mut) {
            let dead = prose::without_dead_links(text, |address| address.starts_with(ROOT) && pages.find(address).is_none());
            notes.extend(dead.iter().map(|address| {
                Note::left_out(format!(
                    "a link to \"{}\", which is no page of the folder; its words stay",
                    html::shortened(&address[ROOT.len()..])
                ))
            }));
        }
        collection.omissions.extend(Omission::of_entry(&entry.place, &entry.title, notes));
    }
}

struct Site {
    root: PathBuf,
    collection: Collection,
}

impl Site {
    fn page(&mut self, name: &str) -> Result<()> {
        let path = self.root.join(name);
        let bytes = fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?;
        let source = decode(&path.display().to_string(), &bytes, Declared::Html)?;
        let document = html::parse_page(source.text()).map_err(|fault| source.refuse(0, fault.to_string()))?;
        let base = Url::parse(ROOT)?.join(&name.replace('%', "%25").replace('?', "%3F").replace('#', "%23"))?;
        self.entry(name, &source, &document, &base);
        Ok(())
    }

    fn entry(&mut self, name: &str, source: &SourceText, document: &Html, base: &Url) {
        let mut notes = Vec::new();
        let mut entry = Imported::new(name, "topic", source.place(0));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        entry.home = stem == "index";
        // The page of a folder is named by the folder.
        entry.slug = Some(stem.strip_suffix("/index").unwrap_or(stem).to_owned()).filter(|_| !entry.home);
        entry.addresses = vec![base.to_string()];
        entry.addresses.extend(base.as_str().rsplit_once("/index.").map(|(folder, _)| folder.to_owned()));
        let meta = |name: &str| {
            all(document, "meta")
                .into_iter()
                .find(|meta| attribute(*meta, "name").or(attribute(*meta, "property")) == Some(name))
                .and_then(|meta| attribute(meta, "content"))
        };
        entry.lang = attribute(document.root_element(), "lang").map(ToOwned::to_owned);
        entry.summary = meta("description").map(ToOwned::to_owned);
        let canonical = all(document, "link").into_iter().find(|link| attribute(*link, "rel") == Some("canonical"));
        entry.url = canonical.and_then(|link| html::followed(attribute(link, "href")?));
        if self.collection.channel.lang.is_none() {
            self.collection.channel.lang.clone_from(&entry.lang);
        }

        let mains = all(document, "main");
        let bodies = all(document, "body");
        let content = match (&mains[..], &bodies[..]) {
            ([main], [body, ..]) => {
                let (inside, outside) = (words(*main), words(*body));
                if outside > inside {
                    notes.push(Note::left_out(format!("{} words around the <main> of the page", outside - inside)));
                }
                *main
            }
            (_, [body, ..]) => *body,
            _ => document.root_element(),
        };
        let converted = html::convert(content, Reading { base: Some(base), wordpress: false });
        notes.extend(converted.notes);
        entry.body = converted.blocks;
        entry.title = self.title(&mut entry.body, document);
        if let Some(src) = meta("og:image") {
            entry.picture = self.picture(src, base, &mut notes).map(|src| {
                let alt = meta("og:image:alt");
                notes.extend(html::missing_alt(alt, &src));
                Picture { src, alt: alt.unwrap_or_default().to_owned(), credit: None }
            });
        }
        let blocks = std::mem::take(&mut entry.body);
        for block in blocks {
            match block {
                Block::Image(picture) => {
                    let src = self.picture(&picture.src, base, &mut notes);
                    entry.body.extend(src.map(|src| Block::Image(Picture { src, ..picture })));
                }
                Block::Media { ref src, .. } if src.starts_with(ROOT) => {
                    notes.push(Note::left_out(format!("the recording {}: put it at an address of its own", &src[ROOT.len()..])));
                }
                block => entry.body.push(block),
            }
        }
        self.collection.omissions.extend(Omission::of_entry(&entry.place, &entry.title, notes));
        self.collection.entries.push(entry);
    }

    /// The page's title: its first heading where that begins the page, else what stands in its head.
    fn title(&self, body: &mut Vec<Block>, document: &Html) -> String {
        let first = body.iter().position(|block| matches!(block, Block::Heading(1, _)));
        if let Some(first) = first
            && let Block::Heading(_, text) = &body[first]
        {
            let title = words_of(text);
            body.remove(first);
            return title;
        }
        all(document, "title").first().map(|title| tidy(&html::all_text(*title))).unwrap_or_default()
    }

    /// The address of a picture elsewhere, or that of a file beside the pages, which comes along.
    fn picture(&mut self, src: &str, base: &Url, notes: &mut Vec<Note>) -> Option<String> {
        let address = html::resolve(Some(base), src, html::Addresses::Loaded).ok()?;
        let Some(path) = address.strip_prefix(ROOT) else { return Some(address) };
        let path = decoded(path.split(['?', '#']).next().unwrap_or_default());
        let file = self.root.join(&path);
        // A link of the file system may lead out of the folder, and then shows what was not meant to be published.
        let is_inside = fs::canonicalize(&file).is_ok_and(|file| fs::canonicalize(&self.root).is_ok_and(|root| file.starts_with(root)));
        if !is_inside || !file.is_file() || !assets::is_picture(&path) {
            notes.push(Note::left_out(format!("the picture \"{path}\", as there is no such picture in the folder")));
            return None;
        }
        if !self.collection.files.iter().any(|(known, _)| *known == path) {
            self.collection.files.push((path.clone(), file));
        }
        Some(path)
    }
}

fn all<'a>(document: &'a Html, name: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(name).map(|selector| document.select(&selector).collect()).unwrap_or_default()
}

fn words(element: ElementRef) -> usize {
    html::all_text(element).split_whitespace().count()
}

/// A path without its percent-encoding.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hexadecimal = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match hexadecimal.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a file is a page, by its ending.
#[must_use]
pub fn is_page(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".html") || name.ends_with(".htm")
}
