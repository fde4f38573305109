//! Reads running text from Markdown: words, marks, links and pictures, in order.
//!
//! Leaves out what a paragraph as a whole means; the body's blocks decide that.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::node::Node;
use super::page::Page;
use crate::tool::fault::Rule;

/// What is left to read of an entry, with byte ranges in the page.
pub type Events<'a> = Peekable<IntoIter<(Event<'a>, Range<usize>)>>;

pub fn events<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Events<'a> {
    events.into_iter().peekable()
}

/// A part of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words with the same marks.
    Words(Words),
    /// A link around words.
    Link(Link),
    /// A picture.
    Image { src: String, alt: String, title: String, range: Range<usize> },
}

/// Words with the same marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    pub text: String,
    pub strong: bool,
    pub em: bool,
}

/// A link around words.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub target: Target,
    pub title: String,
    pub words: Vec<Words>,
    /// Where it stands, in bytes of the page.
    pub range: Range<usize>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// To the entry with this id.
    Entry(String),
    /// To an address.
    Address(String),
}

impl Target {
    /// `voting.md` and `./voting.md` are the entry `voting`, with or without a fragment; all else is an address.
    fn of(link_type: LinkType, address: &str) -> Self {
        let path = address.split('#').next().unwrap_or_default();
        match path.strip_prefix("./").unwrap_or(path).strip_suffix(".md") {
            Some(id) if !id.is_empty() && !id.contains(['/', ':']) => Self::Entry(id.to_owned()),
            _ if link_type == LinkType::Email => Self::Address(format!("mailto:{address}")),
            _ => Self::Address(address.to_owned()),
        }
    }

    fn member(&self) -> (&'static str, &str) {
        match self {
            Self::Entry(id) => ("entry", id),
            Self::Address(address) => ("href", address),
        }
    }
}

/// Reads running text up to an event that is none, which stays unread.
pub fn read(page: &mut Page, events: &mut Events) -> Vec<Inline> {
    let mut inlines: Vec<Inline> = Vec::new();
    let mut link: Option<Link> = None;
    let mut has_picture = false;
    let (mut strong, mut em) = (0_usize, 0_usize);
    while let Some((event, range)) = events.next_if(|(event, _)| is_inline(event)) {
        let text: CowStr = match event {
            Event::Start(Tag::Strong) => {
                strong += 1;
                continue;
            }
            Event::End(TagEnd::Strong) => {
                strong -= 1;
                continue;
            }
            Event::Start(Tag::Emphasis) => {
                em += 1;
                continue;
            }
            Event::End(TagEnd::Emphasis) => {
                em -= 1;
                continue;
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                link = Some(Link { target: Target::of(link_type, &dest_url), title: title.into_string(), words: Vec::new(), range });
                has_picture = false;
                continue;
            }
            Event::End(TagEnd::Link) => {
                let link = link.take().filter(|link| !link.label().trim().is_empty() || has_picture);
                if link.is_none() {
                    page.fault(Rule::LinkText, range, "this link has no words, so nobody finds it: write what is to be found there");
                }
                inlines.extend(link.map(Inline::Link));
                continue;
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let alt = read_alt(events);
                if link.is_some() {
                    has_picture = true;
                    page.fault(Rule::NoForm, range, "a picture can't stand inside a link; give it a paragraph of its own");
                } else {
                    inlines.push(Inline::Image { src: dest_url.into_string(), alt, title: title.into_string(), range });
                }
                continue;
            }
            Event::Text(text) => text,
            Event::Code(text) => {
                page.fault(Rule::NoForm, range, "code has no form of its own here; write it as plain words or with *emphasis*");
                text
            }
            Event::SoftBreak | Event::HardBreak => " ".into(),
            _ => {
                page.fault(Rule::Html, range, "HTML is not shown; write it as Markdown or take it out");
                continue;
            }
        };
        let words = Words { text: text.into_string(), strong: strong > 0, em: em > 0 };
        match &mut link {
            Some(link) => push(&mut link.words, words),
            None => match inlines.last_mut() {
                Some(Inline::Words(last)) if (last.strong, last.em) == (words.strong, words.em) => last.text += &words.text,
                _ => inlines.push(Inline::Words(words)),
            },
        }
    }
    inlines
}

/// The JSON for running text: a string where nothing is marked, else a list of strings and marked runs. Pictures are
/// faults here, since they have a block of their own.
pub fn text(page: &mut Page, inlines: &[Inline]) -> Node {
    let mut runs: Vec<(Words, Option<&Link>)> = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Words(words) => match runs.last_mut() {
                Some((last, None)) if (last.strong, last.em) == (words.strong, words.em) => last.text += &words.text,
                _ => runs.push((words.clone(), None)),
            },
            Inline::Link(link) => {
                if !link.title.is_empty() {
                    page.fault(Rule::UnknownMark, link.range.clone(), unexpected_title(&link.title));
                }
                runs.extend(link.words.iter().map(|words| (words.clone(), Some(link))));
            }
            Inline::Image { range, .. } => {
                page.fault(Rule::NoForm, range.clone(), "a picture among words is not shown; give it a paragraph of its own")
            }
        }
    }
    let is_plain = |(words, link): &(Words, Option<&Link>)| !words.strong && !words.em && link.is_none();
    if runs.iter().all(is_plain) {
        return Node::scalar(runs.into_iter().map(|(words, _)| words.text).collect::<String>());
    }
    let run = |(words, link): (Words, Option<&Link>)| {
        if is_plain(&(words.clone(), link)) {
            return Node::scalar(words.text);
        }
        let mark = |mark: bool| mark.then(|| Node::scalar(true));
        let (name, destination) = link.map_or(("href", None), |link| {
            let (name, destination) = link.target.member();
            (name, Some(Node::scalar(destination)))
        });
        let node = Node::object([
            ("text", Some(Node::scalar(words.text))),
            ("strong", mark(words.strong)),
            ("em", mark(words.em)),
            (name, destination),
        ]);
        match link {
            Some(link) => node.at(page.place(link.range.clone())),
            None => node,
        }
    };
    Node::list(runs.into_iter().map(run).collect())
}

/// The words alone, without their marks.
pub fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Words(words) => words.text.clone(),
            Inline::Link(link) => link.label(),
            Inline::Image { alt, .. } => alt.clone(),
        })
        .collect()
}

impl Link {
    /// The link's words, without their marks.
    pub fn label(&self) -> String {
        self.words.iter().map(|words| words.text.as_str()).collect()
    }
}

/// What is wrong with a title after a link's address.
pub fn unexpected_title(title: &str) -> String {
    format!(
        "the title \"{title}\" has no meaning here: \"featured\", \"audio\", \"video\" and \"transcript\" do, in a paragraph of nothing but such a link"
    )
}

fn push(words: &mut Vec<Words>, next: Words) {
    match words.last_mut() {
        Some(last) if (last.strong, last.em) == (next.strong, next.em) => last.text += &next.text,
        _ => words.push(next),
    }
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. }),
        Event::End(tag) => matches!(tag, TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link),
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    }
}

fn read_alt(events: &mut Events) -> String {
    let mut alt = String::new();
    for (event, _) in events.by_ref() {
        match event {
            Event::End(TagEnd::Image) => break,
            Event::Text(text) | Event::Code(text) => alt += &text,
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }
    alt
}
