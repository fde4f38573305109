//! Tells the format of a source by its content.
//!
//! Leaves out reading it: what looks like a format and isn't is refused by its reader.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::encoding::{Declared, decode};
use super::source_text::SourceText;
use super::{Format, pages, rows};

/// The format of the file or folder at `path`.
///
/// # Errors
/// When it can't be read, or looks like none.
pub fn detect(path: &Path) -> Result<Format> {
    let unreadable = || format!("{} could not be read", path.display());
    if path.is_dir() {
        return Ok(Format::Html);
    }
    let bytes = fs::read(path).with_context(unreadable)?;
    let file = path.display().to_string();
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let head: String = bytes.iter().take(4096).map(|byte| char::from(*byte)).collect();
    let head = head.trim_start_matches("ï»¿").trim_start();
    let found = match () {
        () if name.ends_with(".csv") || name.ends_with(".tsv") => Some(Format::Csv),
        () if pages::is_page(&name) || head.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html")) => {
            let page = decode(&file, &bytes, Declared::Html)?;
            Some(if page.text().contains("application/ld+json") { Format::JsonLd } else { Format::Html })
        }
        () if head.starts_with('<') || head.starts_with("ÿþ") || head.starts_with("þÿ") => xml(&decode(&file, &bytes, Declared::Xml)?),
        () if head.starts_with(['{', '[']) => {
            let text = decode(&file, &bytes, Declared::Nowhere)?;
            let is_feed = text.text().contains("jsonfeed.org/version/");
            Some(if is_feed { Format::JsonFeed } else { Format::JsonLd })
        }
        () => Some(Format::Csv).filter(|_| rows::looks_like(&String::from_utf8_lossy(&bytes))),
    };
    found.ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
        let message = format!("no format that can be imported looks like this: name it with --as ({})", names.join(", "));
        SourceText::refuse_file(file, message).into()
    })
}

/// The format of XML, by its root element and the namespaces it declares.
fn xml(source: &SourceText) -> Option<Format> {
    let mut rest = source.text();
    // What may stand before the root: a declaration, comments, a document type.
    let root = loop {
        rest = &rest[rest.find('<')? + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")?..];
        } else if !rest.starts_with(['?', '!']) {
            break &rest[..rest.find('>').unwrap_or(rest.len())];
        }
    };
    let name = root.split(|character: char| character.is_whitespace() || character == '/').next().unwrap_or_default();
    match name.rsplit(':').next().unwrap_or_default() {
        "rss" if root.contains("http://wordpress.org/export/") => Some(Format::Wordpress),
        "rss" => Some(Format::Rss),
        "feed" => Some(Format::Atom),
        "health-topics" => Some(Format::Medlineplus),
        "html" => Some(Format::Html),
        _ => None,
    }
}
