//! Walks through parsed HTML and gathers blocks.
//!
//! Leaves out tables, quotations and figures, and what single elements such as pictures and recordings come to.

use scraper::ElementRef;

use super::{Converted, Reading, table, tag};
use crate::tool::import::imported::Block;
use crate::tool::import::prose::{Gathered, Inline, Marks};
use crate::tool::import::report::Note;

/// What text flows into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A body, where blocks follow each other.
    Blocks,
    /// An item of a list: running text, and the items of lists within.
    Item,
    /// A heading, a quotation or a cell: running text alone.
    Line,
}

/// What has been gathered of a body, an item or a line.
#[derive(Debug)]
pub struct Flow {
    pub form: Form,
    blocks: Vec<Block>,
    pub text: Gathered,
    /// Pictures and recordings that stood among the words.
    pub after: Vec<Block>,
    items: Vec<Vec<Inline>>,
}

impl Flow {
    pub fn new(form: Form) -> Self {
        Self { form, blocks: Vec::new(), text: Gathered::default(), after: Vec::new(), items: Vec::new() }
    }

    /// Puts pictures and recordings behind the words around them.
    pub fn hoist(&mut self, blocks: impl IntoIterator<Item = Block>) {
        if self.form == Form::Blocks && self.text.is_blank() {
            self.blocks.extend(blocks);
        } else {
            self.after.extend(blocks);
        }
    }
}

pub struct Walker<'a> {
    pub reading: Reading<'a>,
    pub links: Vec<String>,
    notes: Vec<Note>,
}

impl<'a> Walker<'a> {
    pub fn new(reading: Reading<'a>) -> Self {
        Self { reading, links: Vec::new(), notes: Vec::new() }
    }

    pub fn convert(mut self, root: ElementRef) -> Converted {
        let mut flow = Flow::new(Form::Blocks);
        self.children(root, &mut flow, Marks::default());
        self.flush(&mut flow);
        Converted { blocks: flow.blocks, notes: self.notes }
    }

    pub fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Ends the paragraph; where there is room for one only, its words stay apart from what follows.
    pub fn flush(&mut self, flow: &mut Flow) {
        if flow.form != Form::Blocks {
            flow.text.push(" ", Marks::default());
            return;
        }
        let prose = flow.text.take(&self.links);
        if !prose.is_empty() {
            flow.blocks.push(Block::Paragraph(prose));
        }
        flow.blocks.append(&mut flow.after);
    }

    pub fn block(&mut self, flow: &mut Flow, block: Block) {
        self.flush(flow);
        flow.blocks.push(block);
    }

    /// The content of an element as running text, with the pictures and recordings that stood in it.
    pub fn line(&mut self, element: ElementRef, marks: Marks) -> (Vec<Inline>, Vec<Block>) {
        let mut flow = Flow::new(Form::Line);
        self.children(element, &mut flow, marks);
        (flow.text.take(&self.links), flow.after)
    }

    /// Notes a link's address, and numbers it.
    pub fn link(&mut self, address: String) -> usize {
        self.links.push(address);
        self.links.len() - 1
    }

    pub fn children(&mut self, parent: ElementRef, flow: &mut Flow, marks: Marks) {
        for child in parent.children() {
            if let Some(text) = child.value().as_text() {
                self.text(text, flow, marks);
            } else if let Some(comment) = child.value().as_comment() {
                self.notes.extend(tag::block_without_html(comment));
            } else if let Some(child) = ElementRef::wrap(child) {
                self.element(child, flow, marks);
            }
        }
    }

    pub fn text(&mut self, text: &str, flow: &mut Flow, marks: Marks) {
        if !self.reading.wordpress || flow.form != Form::Blocks || marks != Marks::default() {
            flow.text.push(text, marks);
            return;
        }
        for (number, part) in split_at_blank_lines(text).into_iter().enumerate() {
            if number > 0 {
                self.flush(flow);
            }
            match super::followed(part.trim()).filter(|_| part.trim().starts_with("http") && flow.text.is_blank()) {
                Some(address) => {
                    let link = Some(self.link(address));
                    flow.text.push(&part, Marks { link, ..marks });
                }
                None => flow.text.push(&part, marks),
            }
        }
    }

    pub fn element(&mut self, found: ElementRef, flow: &mut Flow, marks: Marks) {
        self.notes.extend(tag::handlers(found));
        match found.value().name() {
            "script" | "style" | "noscript" | "template" | "iframe" | "noembed" | "noframes" => self.note(tag::without_text(found)),
            "link" | "meta" | "base" | "title" | "head" | "source" | "track" | "param" | "col" | "colgroup" => {}
            "strong" | "b" => self.children(found, flow, Marks { strong: true, ..marks }),
            "em" | "i" => self.children(found, flow, Marks { em: true, ..marks }),
            "a" => self.anchor(found, flow, marks),
            "br" | "wbr" => flow.text.push(if found.value().name() == "br" { " " } else { "" }, marks),
            "q" => {
                flow.text.push("“", marks);
                self.children(found, flow, marks);
                flow.text.push("”", marks);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(found, flow, marks),
            "ul" | "ol" | "menu" | "dir" => self.list(found, flow, marks),
            "blockquote" => self.quote(found, flow, marks),
            "table" => table::walk(self, found, flow, marks),
            "img" | "audio" | "video" => {
                let (block, notes) = tag::picture_or_recording(found, self.reading.base);
                self.notes.extend(notes);
                flow.hoist(block);
            }
            "figure" => self.figure(found, flow, marks),
            name if tag::is_inline(name) => {
                self.notes.extend(tag::lost_look(found));
                self.children(found, flow, marks);
            }
            _ => {
                self.notes.extend(tag::lost_look(found));
                self.flush(flow);
                self.children(found, flow, marks);
                self.flush(flow);
            }
        }
    }

    fn anchor(&mut self, anchor: ElementRef, flow: &mut Flow, marks: Marks) {
        let Some(href) = super::attribute(anchor, "href") else {
            self.children(anchor, flow, marks);
            return;
        };
        let link = match tag::link(href, self.reading.base) {
            Ok(address) if super::all_text(anchor).trim().is_empty() => {
                self.note(Note::left_out(format!("a link without words to {address}")));
                marks.link
            }
            Ok(address) => Some(self.link(address)),
            Err(note) => {
                self.note(note);
                marks.link
            }
        };
        self.children(anchor, flow, Marks { link, ..marks });
    }

    fn heading(&mut self, heading: ElementRef, flow: &mut Flow, marks: Marks) {
        if flow.form != Form::Blocks {
            self.note(Note::changed("a heading inside a list, a quotation or a table, now part of its text"));
            self.flush(flow);
            self.children(heading, flow, marks);
            self.flush(flow);
            return;
        }
        let level = heading.value().name().as_bytes()[1] - b'0';
        let (prose, after) = self.line(heading, marks);
        if !prose.is_empty() {
            self.block(flow, Block::Heading(level, prose));
        }
        self.flush(flow);
        flow.hoist(after);
    }

    fn list(&mut self, list: ElementRef, flow: &mut Flow, marks: Marks) {
        if flow.form == Form::Line {
            self.note(Note::changed("a list inside a heading, a quotation or a table, now part of its text"));
            self.flush(flow);
            self.children(list, flow, marks);
            self.flush(flow);
            return;
        }
        let mut within = Flow::new(Form::Item);
        for child in list.children() {
            if let Some(item) = ElementRef::wrap(child) {
                match item.value().name() {
                    "li" => self.children(item, &mut within, marks),
                    _ => self.element(item, &mut within, marks),
                }
            } else if let Some(text) = child.value().as_text() {
                within.text.push(text, marks);
            }
            self.end_item(&mut within);
        }
        let Flow { items, after, .. } = within;
        if flow.form == Form::Item {
            self.note(Note::changed("a list inside a list, its items now in the outer one"));
            self.end_item(flow);
            flow.items.extend(items);
            flow.after.extend(after);
            return;
        }
        if !items.is_empty() {
            self.block(flow, Block::List { ordered: list.value().name() == "ol", items });
        }
        self.flush(flow);
        flow.hoist(after);
    }

    fn end_item(&mut self, flow: &mut Flow) {
        let item = flow.text.take(&self.links);
        flow.items.extend(Some(item).filter(|item| !item.is_empty()));
    }
}

/// The parts of a text between blank lines.
fn split_at_blank_lines(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.split_inclusive('\n') {
        let last = parts.len() - 1;
        if line.trim().is_empty() && line.ends_with('\n') && parts[last].ends_with('\n') {
            parts.push("\n".to_owned());
        } else {
            parts[last].push_str(line);
        }
    }
    parts
}
