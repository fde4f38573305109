//! Turns an entry's Markdown into the catalog's blocks. What has no block is a fault with its place, and the rest of the
//! entry is still read.
//!
//! Leaves out front matter, and whether links lead anywhere.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::inline::{self, Events, Inline, Link, Target};
use super::node::Node;
use super::page::Page;
use super::quote;
use crate::catalog::nearest;
use crate::tool::fault::Rule;

/// The class that makes a heading the title of a section.
const SECTION: &str = "section";

/// A block, or what may yet become part of one.
enum Piece {
    /// The title of a section.
    Title {
        title: String,
        range: Range<usize>,
    },
    Paragraph {
        inlines: Vec<Inline>,
        range: Range<usize>,
    },
    /// A list of nothing but links to entries: ids, with where each stands.
    Entries {
        ids: Vec<(String, Range<usize>)>,
        range: Range<usize>,
    },
    Block {
        node: Node,
        range: Range<usize>,
    },
}

/// The blocks of the events left in `events`.
pub fn read(page: &mut Page, events: &mut Events) -> Vec<Node> {
    let mut pieces = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Paragraph) => {
                let inlines = inline::read(page, events);
                skip_to(events, TagEnd::Paragraph);
                pieces.push(paragraph(page, inlines, range));
            }
            Event::Start(Tag::Heading { level, classes, .. }) => {
                let inlines = inline::read(page, events);
                skip_to(events, TagEnd::Heading(level));
                let classes: Vec<&str> = classes.iter().map(AsRef::as_ref).collect();
                pieces.extend(heading(page, level, &classes, &inlines, range));
            }
            Event::Start(Tag::List(number)) => pieces.push(list(page, events, number.is_some(), range)),
            Event::Start(Tag::BlockQuote(kind)) => {
                let node = quote::read(page, events, range.clone());
                skip_to(events, TagEnd::BlockQuote(kind));
                pieces.extend(node.map(|node| Piece::Block { node, range }));
            }
            Event::Start(tag) => {
                page.without_a_block(&tag, range);
                skip_to(events, tag.to_end());
            }
            Event::Rule => page.fault(Rule::NoForm, range, "a rule has no form here; write a heading in its place, or take it out"),
            _ => {}
        }
    }
    blocks(page, pieces)
}

impl Page<'_> {
    /// Notes Markdown that has no block in the catalog.
    pub fn without_a_block(&mut self, tag: &Tag, range: Range<usize>) {
        let (rule, message) = match tag {
            Tag::CodeBlock(_) => {
                (Rule::NoForm, "a code block has no form here; write it as a paragraph, without indenting it by four spaces")
            }
            Tag::HtmlBlock => (Rule::Html, "HTML is not shown; write it as Markdown or take it out"),
            Tag::Table(_) => (Rule::NoForm, "a table has no form here; write it as a list"),
            Tag::List(_) => (Rule::NoForm, "a list inside another block is not shown; write it as a list of its own"),
            Tag::BlockQuote(_) => (Rule::NoForm, "a quotation inside another block is not shown; write it as a quotation of its own"),
            Tag::Heading { .. } => (Rule::NoForm, "a heading inside another block is not shown; write it on a line of its own"),
            _ => (Rule::NoForm, "this has no form here; write it as a paragraph or a list"),
        };
        self.fault(rule, range, message);
    }
}

/// Reads on until `end` has been read, leaving out what comes before it.
pub fn skip_to(events: &mut Events, end: TagEnd) {
    let mut depth = 0_usize;
    for (event, _) in events.by_ref() {
        match event {
            Event::Start(tag) if tag.to_end() == end => depth += 1,
            Event::End(tag) if tag == end && depth == 0 => return,
            Event::End(tag) if tag == end => depth -= 1,
            _ => {}
        }
    }
}

fn heading(page: &mut Page, level: HeadingLevel, classes: &[&str], inlines: &[Inline], range: Range<usize>) -> Option<Piece> {
    if level == HeadingLevel::H1 {
        let message = "a heading of level 1 has no place in a body, since the title is in the front matter; begin it with ##";
        page.fault(Rule::HeadingLevel, range, message);
        return None;
    }
    let mut is_section = false;
    for class in classes {
        is_section |= *class == SECTION;
        if *class != SECTION {
            let hint = nearest(class, [SECTION]).map_or("; take it out", |_| " (did you mean \".section\"?)");
            page.fault(Rule::UnknownMark, range.clone(), format!("a heading has no class \".{class}\"{hint}"));
        }
    }
    if is_section {
        return Some(Piece::Title { title: inline::plain(inlines).trim().to_owned(), range });
    }
    let node = Node::object([
        ("type", Some(Node::scalar("heading"))),
        ("level", Some(Node::scalar(level as u64))),
        ("text", Some(inline::text(page, inlines))),
    ]);
    Some(Piece::Block { node, range })
}

/// A paragraph of nothing but a picture, or nothing but a link with a telling title, is a block of its own kind.
fn paragraph(page: &mut Page, inlines: Vec<Inline>, range: Range<usize>) -> Piece {
    let block = |node| Piece::Block { node, range: range.clone() };
    let parts: Vec<&Inline> = inlines.iter().filter(|inline| !is_space(inline)).collect();
    match parts[..] {
        [Inline::Image { src, alt, title, range }] => return block(image(page, src, alt, title, range.clone())),
        [Inline::Link(link)] if link.title == "featured" => {
            if let Target::Entry(id) = &link.target {
                let entry = Node::scalar(id.as_str()).at(page.place(link.range.clone()));
                return block(Node::object([("type", Some(Node::scalar("featured"))), ("entry", Some(entry))]));
            }
            page.fault(
                Rule::UnknownMark,
                link.range.clone(),
                "a featured link leads to an entry of this catalog, such as [Voting](voting.md \"featured\")",
            );
        }
        [Inline::Link(link)] if is_media(link) => {
            if let Some(node) = media(page, link, None) {
                return block(node);
            }
        }
        [Inline::Link(link), Inline::Link(transcript)] if is_media(link) && transcript.title == "transcript" => {
            if let Some(node) = media(page, link, Some(transcript)) {
                return block(node);
            }
        }
        _ => return Piece::Paragraph { inlines, range },
    }
    // The telling title has been dealt with; what is left is an ordinary link.
    let plain = |inline| match inline {
        Inline::Link(link) => Inline::Link(Link { title: String::new(), ..link }),
        other => other,
    };
    Piece::Paragraph { inlines: inlines.into_iter().map(plain).collect(), range }
}

/// A picture. What Markdown calls its title names whose it is.
fn image(page: &mut Page, src: &str, alt: &str, credit: &str, range: Range<usize>) -> Node {
    let (width, height) = page.picture_size(src).unzip();
    let credit = (!credit.is_empty()).then(|| Node::object([("text", Some(Node::scalar(credit)))]));
    Node::object([
        ("type", Some(Node::scalar("image"))),
        ("src", Some(Node::scalar(src).at(page.place(range.clone())))),
        ("alt", Some(Node::scalar(alt).at(page.place(range)))),
        ("width", width.map(Node::scalar)),
        ("height", height.map(Node::scalar)),
        ("credit", credit),
    ])
}

fn is_media(link: &Link) -> bool {
    matches!(link.title.as_str(), "audio" | "video")
}

fn media(page: &mut Page, link: &Link, transcript: Option<&Link>) -> Option<Node> {
    let mut address = |link: &Link| match &link.target {
        Target::Address(address) => Some(Node::scalar(address.as_str()).at(page.place(link.range.clone()))),
        Target::Entry(id) => {
            page.fault(
                Rule::UnknownMark,
                link.range.clone(),
                format!("\"{id}.md\" is an entry and no recording; link to the recording's own address"),
            );
            None
        }
    };
    let src = address(link)?;
    let transcript = transcript.and_then(address);
    Some(Node::object([
        ("type", Some(Node::scalar("media"))),
        ("media", Some(Node::scalar(link.title.as_str()))),
        ("src", Some(src)),
        ("title", Some(Node::scalar(link.label()))),
        ("transcript", transcript),
    ]))
}

fn list(page: &mut Page, events: &mut Events, ordered: bool, range: Range<usize>) -> Piece {
    let mut items: Vec<(Vec<Inline>, Range<usize>)> = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Item) => items.push((item(page, events), range)),
            Event::End(TagEnd::List(_)) => break,
            _ => {}
        }
    }
    let entry = |(inlines, _): &(Vec<Inline>, Range<usize>)| match inlines.iter().filter(|inline| !is_space(inline)).collect::<Vec<_>>()[..]
    {
        [Inline::Link(Link { target: Target::Entry(id), title, range, .. })] if title.is_empty() => Some((id.clone(), range.clone())),
        _ => None,
    };
    if let Some(ids) = items.iter().map(entry).collect::<Option<Vec<_>>>().filter(|ids| !ids.is_empty()) {
        return Piece::Entries { ids, range };
    }
    let items = items.iter().map(|(inlines, range)| inline::text(page, inlines).at(page.place(range.clone()))).collect();
    let node =
        Node::object([("type", Some(Node::scalar("list"))), ("ordered", Some(Node::scalar(ordered))), ("items", Some(Node::list(items)))]);
    Piece::Block { node, range }
}

/// The running text of one item, its paragraphs joined.
fn item(page: &mut Page, events: &mut Events) -> Vec<Inline> {
    let mut inlines = Vec::new();
    loop {
        let more = inline::read(page, events);
        if !inlines.is_empty() && !more.is_empty() {
            inlines.push(space());
        }
        inlines.extend(more);
        match events.next() {
            Some((Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph), _)) => {}
            Some((Event::Start(tag), range)) => {
                page.without_a_block(&tag, range);
                skip_to(events, tag.to_end());
            }
            Some((Event::Rule, range)) => page.fault(Rule::NoForm, range, "a rule has no form here; take it out"),
            Some((Event::End(TagEnd::Item), _)) | None => return inlines,
            Some(_) => {}
        }
    }
}

/// What joins paragraphs where the catalog has room for one only.
pub fn space() -> Inline {
    Inline::Words(inline::Words { text: " ".to_owned(), strong: false, em: false })
}

pub fn is_space(inline: &Inline) -> bool {
    matches!(inline, Inline::Words(words) if words.text.trim().is_empty())
}

/// The blocks of the body: a section's title takes the paragraph and the entries that follow it at once.
fn blocks(page: &mut Page, pieces: Vec<Piece>) -> Vec<Node> {
    let mut blocks = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        blocks.push(match piece {
            Piece::Title { title, range } => {
                let text = pieces.next_if(|next| matches!(next, Piece::Paragraph { .. }));
                let entries = pieces.next_if(|next| matches!(next, Piece::Entries { .. }));
                let text = match text {
                    Some(Piece::Paragraph { inlines, range }) => Some(inline::text(page, &inlines).at(page.place(range))),
                    _ => None,
                };
                let ids = if let Some(Piece::Entries { ids, .. }) = entries { ids } else { Vec::new() };
                section(page, Some(title), text, &ids).at(page.place(range))
            }
            Piece::Paragraph { inlines, range } => {
                let text = inline::text(page, &inlines);
                Node::object([("type", Some(Node::scalar("paragraph"))), ("text", Some(text))]).at(page.place(range))
            }
            Piece::Entries { ids, range } => section(page, None, None, &ids).at(page.place(range)),
            Piece::Block { node, range } => node.at(page.place(range)),
        });
    }
    blocks
}

fn section(page: &Page, title: Option<String>, text: Option<Node>, ids: &[(String, Range<usize>)]) -> Node {
    let entries = ids.iter().map(|(id, range)| Node::scalar(id.as_str()).at(page.place(range.clone()))).collect();
    Node::object([
        ("type", Some(Node::scalar("section"))),
        ("title", title.map(Node::scalar)),
        ("text", text),
        ("entries", Some(Node::list(entries))),
    ])
}
