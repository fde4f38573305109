//! Quotations with their sources, and figures with their captions.
//!
//! Leaves out the words in them, which are walked through as all others.

use std::mem;

use scraper::ElementRef;
use url::Url;

use super::address::{Addresses, resolve};
use super::walk::{Flow, Form, Walker};
use super::{all_text, attribute};
use crate::tool::import::imported::Block;
use crate::tool::import::prose::{Marks, tidy};
use crate::tool::import::report::Note;

impl Walker<'_> {
    pub fn quote(&mut self, quote: ElementRef, flow: &mut Flow, marks: Marks) {
        if flow.form != Form::Blocks {
            self.note(Note::changed("a quotation inside a list, a table or another quotation, now part of its text"));
            self.flush(flow);
            self.children(quote, flow, marks);
            self.flush(flow);
            return;
        }
        let source = source_of_quote(quote);
        let mut within = Flow::new(Form::Line);
        self.without(quote, source, &mut within, marks);
        let text = within.text.take(&self.links);
        let (cite, url) = cite(quote, source, self.reading.base);
        if text.is_empty() {
            // Words of nobody but their source are an ordinary paragraph.
            if let Some(source) = source {
                self.children(source, flow, marks);
            }
        } else {
            let pull = quote.parent().and_then(ElementRef::wrap).is_some_and(is_pull_quote);
            self.block(flow, Block::Quote { text, cite, url, pull });
        }
        self.flush(flow);
        flow.hoist(mem::take(&mut within.after));
    }

    /// The children of an element, one of its descendants left out.
    fn without(&mut self, parent: ElementRef, left_out: Option<ElementRef>, flow: &mut Flow, marks: Marks) {
        for child in parent.children() {
            if let Some(text) = child.value().as_text() {
                flow.text.push(text, marks);
            } else if let Some(child) = ElementRef::wrap(child)
                && Some(child) != left_out
            {
                if left_out.is_some_and(|left_out| left_out.parent() == Some(*child)) {
                    self.without(child, left_out, flow, marks);
                } else {
                    self.element(child, flow, marks);
                }
            }
        }
    }

    /// A figure's caption follows what it is the caption of.
    pub fn figure(&mut self, figure: ElementRef, flow: &mut Flow, marks: Marks) {
        self.flush(flow);
        if figure.value().classes().any(|class| class == "wp-block-embed") {
            self.note(Note::changed("an embedded player, now a link"));
        }
        let is_caption = |child: &ElementRef| child.value().name() == "figcaption";
        let quoted = figure.child_elements().any(|child| child.value().name() == "blockquote" && takes_caption(child));
        for child in figure.children() {
            if let Some(text) = child.value().as_text() {
                self.text(text, flow, marks);
            } else if let Some(child) = ElementRef::wrap(child).filter(|child| !is_caption(child)) {
                self.element(child, flow, marks);
            }
        }
        self.flush(flow);
        // The caption of a quotation is its source, and was read with it.
        for caption in figure.child_elements().filter(is_caption).filter(|_| !quoted) {
            self.children(caption, flow, marks);
            self.flush(flow);
        }
    }
}

/// The element that names the source of a quotation: one that stands last in it, or the figure's caption.
fn source_of_quote(quote: ElementRef) -> Option<ElementRef> {
    let is_source = |element: &ElementRef| matches!(element.value().name(), "cite" | "footer");
    let last = quote.child_elements().last()?;
    // In a paragraph of its own, too.
    let inner = last.child_elements().next().filter(|inner| tidy(&all_text(*inner)) == tidy(&all_text(last)));
    Some(last).filter(is_source).or_else(|| inner.filter(is_source))
}

/// Whether the caption of the figure around a quotation names its source.
fn takes_caption(quote: ElementRef) -> bool {
    source_of_quote(quote).is_none() && !all_text(quote).trim().is_empty()
}

/// The source of a quotation in words, and its address.
fn cite(quote: ElementRef, source: Option<ElementRef>, base: Option<&Url>) -> (Option<String>, Option<String>) {
    let caption = || {
        let figure = quote.parent().and_then(ElementRef::wrap).filter(|parent| parent.value().name() == "figure")?;
        figure.child_elements().find(|child| child.value().name() == "figcaption")
    };
    let source = source.or_else(caption);
    let words = source.map(|source| tidy(&all_text(source)));
    let words = words.map(|words| words.trim_start_matches(['—', '–', '-', ' ']).to_owned()).filter(|words| !words.is_empty());
    let linked = source.and_then(|source| source.descendent_elements().find_map(|element| attribute(element, "href")));
    let url = linked.or_else(|| attribute(quote, "cite")).and_then(|address| resolve(base, address, Addresses::Followed).ok());
    (words, url)
}

fn is_pull_quote(figure: ElementRef) -> bool {
    figure.value().classes().any(|class| class == "wp-block-pullquote")
}
