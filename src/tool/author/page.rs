//! One file of the folder: its front matter and body, or the facts of the catalog.
//!
//! Leaves out what the files make together.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::edition::object;
use super::front_matter::{CATALOG, ENTRY, Syntax};
use super::node::{Node, Value};
use super::{body, front_matter, inline, picture};
use crate::tool::content::{Mentions, Piece, Places};
use crate::tool::fault::{Fault, Lines, Place, Rule};
use pulldown_cmark::{Options, Parser};

/// What became of a file.
#[derive(Debug)]
pub struct Written {
    /// The entry's id; nothing for the catalog's own facts.
    pub id: Option<String>,
    /// The language of a translation, from the file's name.
    pub lang: Option<String>,
    /// What the file says. Nothing where it is of no use.
    pub piece: Option<Arc<Piece>>,
    /// The words of a file that is of no use.
    pub mentions: Mentions,
    /// The beginning of the file.
    pub start: Place,
    pub faults: Vec<Fault>,
    /// The place of `draft = true`.
    pub draft: Option<Place>,
    /// The local pictures that were looked into, with their sizes.
    pub pictures: Vec<(String, Option<(u64, u64)>)>,
}

impl Written {
    /// The members in JSON, in the format's order, but for the id.
    pub fn members(&self) -> Option<Vec<(String, Box<str>)>> {
        let mut members = self.piece.as_ref()?.members();
        members.retain(|(name, _)| name != "id");
        Some(members)
    }

    pub fn places(&self) -> &Places {
        static NONE: Places = Places::NONE;
        self.piece.as_ref().map_or(&NONE, |piece| &piece.places)
    }
}

/// A file that is being read, with the faults found so far.
pub struct Page<'a> {
    folder: &'a Path,
    lines: Lines<'a>,
    faults: Vec<Fault>,
    pictures: Vec<(String, Option<(u64, u64)>)>,
}

/// Reads the file `name` of `folder`. One that can't be read has that as its fault.
pub fn read(folder: &Path, name: &str) -> Written {
    let path = folder.join(name);
    let file = path.display().to_string();
    // `voting.es.md` and `catalog.es.toml`: no id has a dot.
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (stem, lang) = stem.split_once('.').map_or((stem, None), |(stem, lang)| (stem, Some(lang.to_owned())));
    let is_entry = !name.ends_with(".toml");
    let start = Place::start(file.as_str());
    let mut written = Written {
        id: is_entry.then(|| stem.to_owned()),
        lang,
        piece: None,
        mentions: Mentions::new(),
        start: start.clone(),
        faults: Vec::new(),
        draft: None,
        pictures: Vec::new(),
    };
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8(bytes),
        Err(fault) => {
            written.faults.push(Fault::new(Rule::Unreadable, start, format!("the file could not be read: {fault}")));
            return written;
        }
    };
    let text = match text {
        Ok(text) => text,
        Err(fault) => {
            let sound = fault.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(&fault.as_bytes()[..sound]).into_owned();
            let place = Lines::new(file.as_str(), &text).place(sound..sound);
            written.faults.push(Fault::new(Rule::Unreadable, place, "the file is not UTF-8 from here on; save it in that encoding"));
            written.mentions = mentions(&String::from_utf8_lossy(fault.as_bytes()));
            return written;
        }
    };
    let mut page = Page { folder, lines: Lines::new(file.as_str(), &text), faults: Vec::new(), pictures: Vec::new() };
    let members = if is_entry { entry(&mut page) } else { front_matter::read(&mut page, Syntax::Toml, &text, 0, &CATALOG) };
    let Some(mut members) = members else {
        (written.faults, written.pictures) = (page.faults, page.pictures);
        written.mentions = mentions(&text);
        return written;
    };
    for name in ["draft", "partial"] {
        truth(&mut page, &members, name);
    }
    (written.faults, written.pictures) = (page.faults, page.pictures);
    let is_draft = |node: &Node| matches!(&node.value, Value::Scalar(serde_json::Value::Bool(true)));
    written.draft = members.extract_if(.., |(name, _)| name == "draft").find(|(_, node)| is_draft(node)).and_then(|(_, node)| node.place);
    let mut places = vec![("".into(), start)];
    for (name, node) in &members {
        node.places(name, &mut places);
    }
    let json = |node: &Node| serde_json::to_string(node).unwrap_or_default().into_boxed_str();
    let mut members: Vec<(String, Box<str>)> = members.iter().map(|(name, node)| (name.clone(), json(node))).collect();
    if let Some(id) = &written.id {
        members.insert(0, ("id".to_owned(), json(&Node::scalar(id.as_str()))));
    }
    written.piece = Some(Arc::new(Piece::new(object(&members), Places::new(places))));
    written
}

/// Every word of a text that may be an id.
fn mentions(text: &str) -> Mentions {
    let words = text.split(|character: char| !matches!(character, 'a'..='z' | '0'..='9' | '-'));
    words.filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

/// Notes a member that the tool itself reads, where it is neither true nor false.
fn truth(page: &mut Page, members: &[(String, Node)], name: &str) {
    let found = members.iter().find(|(known, _)| known == name).map(|(_, node)| node);
    if let Some(Node { place: Some(place), value }) = found
        && !matches!(value, Value::Scalar(serde_json::Value::Bool(_)))
    {
        page.faults.push(Fault::new(
            Rule::Shape,
            place.clone(),
            format!("{name} is neither true nor false: write {name} = true, or take it out"),
        ));
    }
}

/// The members of the entry on the page. Nothing where its front matter can't be read.
fn entry(page: &mut Page) -> Option<Vec<(String, Node)>> {
    let text = page.lines.text;
    let front = FrontMatter::split(page)?;
    let mut members = front_matter::read(page, front.syntax, &text[front.facts.clone()], front.facts.start, &ENTRY)?;
    if let Some((_, image)) = members.iter_mut().find(|(name, _)| name == "image") {
        complete(page, image);
    }
    // Tables only so that one is told from a paragraph, and reported.
    let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES;
    let events = Parser::new_ext(&text[front.body..], options).into_offset_iter();
    let moved = events.map(|(event, range)| (event, front.body + range.start..front.body + range.end));
    let body = body::read(page, &mut inline::events(moved.collect()));
    if !body.is_empty() {
        // The body stands where the format has it: before what is said about the entry as a whole.
        let after = members.iter().position(|(name, _)| matches!(name.as_str(), "related" | "reviewed" | "expires" | "draft"));
        members.insert(after.unwrap_or(members.len()), ("body".to_owned(), Node::list(body)));
    }
    Some(members)
}

/// Where the facts are, and where the body begins, in bytes.
struct FrontMatter {
    syntax: Syntax,
    facts: Range<usize>,
    body: usize,
}

impl FrontMatter {
    /// Facts stand between two lines of `+++` (TOML) or `---` (YAML), of which the first begins the file.
    fn split(page: &mut Page) -> Option<Self> {
        let text = page.lines.text;
        // A byte order mark, which some editors put there, is no part of the text.
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut lines = text[start..].split_inclusive('\n').scan(start, |at, line| {
            *at += line.len();
            Some((line.trim_end(), *at - line.len(), *at))
        });
        let first = lines.next().unwrap_or(("", start, start));
        let syntax = match first.0 {
            "+++" => Syntax::Toml,
            "---" => Syntax::Yaml,
            _ => {
                page.fault(
                    Rule::FrontMatter,
                    start..start,
                    "front matter is missing; begin the file with a line of --- (for YAML) or +++ (for TOML), its title and kind, and another such line",
                );
                return None;
            }
        };
        let Some((_, end, body)) = lines.find(|(line, ..)| *line == first.0) else {
            page.fault(
                Rule::FrontMatter,
                start..start + 3,
                format!("front matter has no end; write another line of {} after its last line", first.0),
            );
            return None;
        };
        Some(Self { syntax, facts: first.2..end, body })
    }
}

/// Adds the file's own size to a picture that has none.
fn complete(page: &mut Page, image: &mut Node) {
    let size = image.get("src").and_then(Node::as_str).and_then(|src| page.picture_size(src));
    if let (Some((width, height)), Value::Object(members)) = (size, &mut image.value)
        && !members.iter().any(|(name, _)| name == "width" || name == "height")
    {
        let after = members.iter().position(|(name, _)| name == "credit").unwrap_or(members.len());
        members.splice(after..after, [("width".to_owned(), Node::scalar(width)), ("height".to_owned(), Node::scalar(height))]);
    }
}

impl Page<'_> {
    pub fn place(&self, range: Range<usize>) -> Place {
        self.lines.place(range)
    }

    pub fn fault(&mut self, rule: Rule, range: Range<usize>, message: impl Into<String>) {
        self.faults.push(Fault::new(rule, self.place(range), message));
    }

    /// Width and height of a picture of this folder. Pictures elsewhere, and files that
    /// don't tell, have none; a missing file is reported with the finished catalog.
    pub fn picture_size(&mut self, src: &str) -> Option<(u64, u64)> {
        let path = crate::tool::source::local(src)?;
        let size = picture::size(&self.folder.join(&path)).ok().flatten();
        self.pictures.push((path, size));
        size
    }
}
