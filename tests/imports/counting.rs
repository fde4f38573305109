//! What a sample holds, found by plain scanning of its text and by none of the importer's own code; and what a catalog
//! holds, taken from its JSON.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vital_conditions::catalog::{self, Context, Date, Limits};
use vital_conditions::tool::author;
use vital_conditions::tool::import::{self, Report, Request};

/// An entry as a sample has it.
pub struct Sample {
    pub title: String,
    pub words: Vec<String>,
    /// Where its links lead, in order. Links to other entries are `entry: TITLE`.
    pub links: Vec<String>,
}

impl Sample {
    /// An entry whose body is this HTML; `rename` tells which addresses are those of entries.
    pub fn of_html(title: &str, html: &str, rename: impl Fn(&str) -> String) -> Self {
        let links = addresses(html).iter().map(|address| rename(address)).collect();
        Self { title: title.to_owned(), words: words(&text_of_html(html)), links }
    }
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

pub fn sample(name: &str) -> String {
    fs::read_to_string(fixture(name)).unwrap()
}

pub fn request(source: &Path, into: &Path) -> Request {
    Request { source: source.to_path_buf(), into: into.to_path_buf(), format: None, dry_run: false }
}

/// Imports a sample into a new folder, reads the folder as the tool reads any catalog, and compares every entry.
pub fn check(name: &str, expected: &[Sample]) -> (Report, Value) {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("catalog");
    let report = import::import(&request(&fixture(name), &into)).unwrap();
    let catalog = read(&into);
    for sample in expected {
        let entry = entry(&catalog, &sample.title);
        assert_eq!(words(&text_of_entry(entry)), sample.words, "{}", sample.title);
        assert_eq!(links_of_entry(&catalog, entry), sample.links, "{}", sample.title);
    }
    (report, catalog)
}

/// The catalog in a folder, in which nothing may be amiss.
pub fn read(folder: &Path) -> Value {
    let authored = author::author(folder).unwrap();
    assert_eq!(authored.faults.iter().filter(|fault| fault.counts()).map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.to_string());
    let today = Date::parse("2026-11-22").unwrap();
    let context = Context { base: "https://example.org/catalog.json", today, resolve: &resolve, limits: Limits::NONE, overlay: None };
    let (_, problems) = catalog::parse(&authored.original().json(), &context).unwrap();
    assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    serde_json::from_str(&authored.original().json()).unwrap()
}

pub fn entries(catalog: &Value) -> &[Value] {
    catalog["entries"].as_array().unwrap()
}

pub fn entry<'a>(catalog: &'a Value, title: &str) -> &'a Value {
    let found = entries(catalog).iter().find(|entry| entry["title"] == title);
    found.unwrap_or_else(|| panic!("no entry has the title {title}"))
}

pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The part of `text` between two marks, and what follows it.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<(&'a str, &'a str)> {
    let from = text.find(start)? + start.len();
    let length = text[from..].find(end)?;
    Some((&text[from..from + length], &text[from + length + end.len()..]))
}

/// Every part of `text` between two marks.
pub fn all_between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((part, after)) = between(rest, start, end) {
        parts.push(part);
        rest = after;
    }
    parts
}

/// Names of elements that don't part words.
const WITHIN_WORDS: [&str; 8] = ["a", "b", "strong", "em", "i", "span", "code", "small"];

/// The text of HTML, with a space for every tag that parts words.
pub fn text_of_html(html: &str) -> String {
    let mut text = html.to_owned();
    for (start, end) in [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"), ("<iframe", "</iframe>")] {
        while let Some(from) = text.find(start) {
            let to = text[from..].find(end).map_or(text.len(), |at| from + at + end.len());
            text.replace_range(from..to, " ");
        }
    }
    let mut plain = String::new();
    for (number, part) in text.split('<').enumerate() {
        let Some((tag, words)) = part.split_once('>').filter(|_| number > 0) else {
            plain += part;
            continue;
        };
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if !WITHIN_WORDS.contains(&name.as_str()) {
            plain.push(' ');
        }
        plain += words;
    }
    unescaped(&plain)
}

/// Text without the references that the samples use.
pub fn unescaped(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&#8217;", "’"), ("&#xA;", "\n"), ("&amp;", "&")];
    known.iter().fold(text.to_owned(), |text, (reference, meant)| text.replace(reference, meant))
}

/// The addresses of the links in HTML that a reader may follow.
pub fn addresses(html: &str) -> Vec<String> {
    let tags = all_between(html, "<a ", ">");
    let hrefs = tags.iter().filter_map(|tag| Some(unescaped(between(tag, "href=\"", "\"")?.0)));
    hrefs.filter(|href| !href.starts_with("javascript:")).collect()
}

/// The words that a reader sees in an entry's body, the bars between the cells of tables left out.
pub fn text_of_entry(entry: &Value) -> String {
    let mut texts = Vec::new();
    for block in entry["body"].as_array().into_iter().flatten() {
        match block["type"].as_str() {
            Some("section") => texts.extend(block["entries"].as_array().unwrap().iter().map(|id| format!("\u{1}{}", id.as_str().unwrap()))),
            Some("list") => texts.extend(block["items"].as_array().unwrap().iter().map(plain)),
            Some("quote") => texts.extend([plain(&block["text"]), plain(&block["cite"])]),
            _ => texts.push(plain(&block["text"])),
        }
    }
    texts.join(" ").replace(" | ", " ")
}

fn plain(text: &Value) -> String {
    match text {
        Value::Array(runs) => runs.iter().map(|run| run.as_str().or(run["text"].as_str()).unwrap()).collect(),
        text => text.as_str().unwrap_or_default().to_owned(),
    }
}

/// Where the links of a body lead, in order.
pub fn links_of_entry(catalog: &Value, entry: &Value) -> Vec<String> {
    let title = |id: &Value| {
        let found = entries(catalog).iter().find(|entry| entry["id"] == *id).unwrap();
        format!("entry: {}", found["title"].as_str().unwrap())
    };
    let mut links = Vec::new();
    for block in entry["body"].as_array().into_iter().flatten() {
        let items = block["items"].as_array().map_or_else(|| vec![&block["text"]], |items| items.iter().collect());
        for run in items.into_iter().filter_map(Value::as_array).flatten() {
            links.extend(run["href"].as_str().map(str::to_owned));
            links.extend(run.get("entry").map(title));
        }
        links.extend(block["entries"].as_array().into_iter().flatten().map(title));
    }
    links
}
