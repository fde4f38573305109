//! Reads a block quote: its text, its source after an em dash, and its marks in braces.
//!
//! Leaves out the other blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body::{is_space, skip_to, space};
use super::inline::{self, Events, Inline, Target};
use super::node::Node;
use super::page::Page;
use crate::catalog::nearest;
use crate::tool::fault::Rule;

const MARKS: [&str; 2] = ["pull", "paraphrase"];

/// The quote whose beginning has been read; nothing where it has no text. Its end stays unread.
pub fn read(page: &mut Page, events: &mut Events, range: Range<usize>) -> Option<Node> {
    let mut paragraphs = paragraphs(page, events);
    let marks = paragraphs.last_mut().map(|(last, range)| take_marks(page, last, range.clone())).unwrap_or_default();
    paragraphs.retain(|(inlines, _)| !inlines.iter().all(is_space));
    let source = paragraphs.pop_if(|(inlines, _)| inline::plain(inlines).trim_start().starts_with('—'));
    if paragraphs.is_empty() {
        page.fault(Rule::Missing, range, "a quotation needs a text before its source");
        return None;
    }
    let mut text = Vec::new();
    for (inlines, _) in paragraphs {
        if !text.is_empty() {
            text.push(space());
        }
        text.extend(inlines);
    }
    let has = |mark: &str| marks.iter().any(|found| found == mark);
    let cite = source.as_ref().map(|(inlines, _)| inline::plain(inlines).trim_start().trim_start_matches('—').trim().to_owned());
    let url = source.iter().flat_map(|(inlines, _)| inlines).find_map(|inline| match inline {
        Inline::Link(link) => match &link.target {
            Target::Address(address) => Some(Node::scalar(address.as_str()).at(page.place(link.range.clone()))),
            Target::Entry(_) => None,
        },
        _ => None,
    });
    Some(Node::object([
        ("type", Some(Node::scalar("quote"))),
        ("style", Some(Node::scalar(if has("pull") { "pull" } else { "block" }))),
        ("paraphrase", has("paraphrase").then(|| Node::scalar(true))),
        ("text", Some(inline::text(page, &text))),
        ("cite", cite.map(Node::scalar)),
        ("url", url),
    ]))
}

fn paragraphs(page: &mut Page, events: &mut Events) -> Vec<(Vec<Inline>, Range<usize>)> {
    let mut paragraphs = Vec::new();
    while let Some((event, range)) = events.next_if(|(event, _)| !matches!(event, Event::End(TagEnd::BlockQuote(_)))) {
        match event {
            Event::Start(Tag::Paragraph) => {
                paragraphs.push((inline::read(page, events), range));
                skip_to(events, TagEnd::Paragraph);
            }
            Event::Start(tag) => {
                page.without_a_block(&tag, range);
                skip_to(events, tag.to_end());
            }
            Event::Rule => page.fault(Rule::NoForm, range, "a rule has no form here; take it out"),
            _ => {}
        }
    }
    paragraphs
}

/// Takes `{.pull .paraphrase}` off the end of the last paragraph, and returns the marks.
fn take_marks(page: &mut Page, paragraph: &mut [Inline], range: Range<usize>) -> Vec<String> {
    let Some(Inline::Words(words)) = paragraph.last_mut() else { return Vec::new() };
    let Some((before, braced)) = words.text.trim_end().strip_suffix('}').and_then(|text| text.rsplit_once('{')) else {
        return Vec::new();
    };
    let marks: Vec<String> = braced.split_whitespace().map(|mark| mark.trim_start_matches('.').to_owned()).collect();
    words.text = before.trim_end().to_owned();
    for mark in marks.iter().filter(|mark| !MARKS.contains(&mark.as_str())) {
        let hint = nearest(mark, MARKS).map_or_else(|| "; take it out".to_owned(), |meant| format!(" (did you mean \".{meant}\"?)"));
        page.fault(Rule::UnknownMark, range.clone(), format!("a quotation has no mark \".{mark}\"{hint}"));
    }
    marks
}
