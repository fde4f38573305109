//! Tables: rows of words become items of a list, and what stands in a table for its layout alone is read as if the table
//! weren't there.

use scraper::ElementRef;

use super::walk::{Flow, Form, Walker};
use crate::tool::import::imported::Block;
use crate::tool::import::prose::{self, Marks};
use crate::tool::import::report::Note;

/// What stands between the cells of a row.
const BETWEEN: &str = " | ";

/// What a cell of mere words doesn't hold.
const BLOCKS: [&str; 13] = ["table", "ul", "ol", "dl", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "form", "figure"];

pub fn walk(walker: &mut Walker, table: ElementRef, flow: &mut Flow, marks: Marks) {
    let rows = rows(table);
    let is_simple = rows.iter().flat_map(|row| cells(*row)).all(|cell| !has_blocks(cell));
    if !is_simple || flow.form != Form::Blocks {
        walker.note(Note::changed("a table with more than words in its cells, now one after the other"));
        walker.children(table, flow, marks);
        return;
    }
    for caption in table.child_elements().filter(|child| child.value().name() == "caption") {
        walker.children(caption, flow, marks);
        walker.flush(flow);
    }
    let mut items = Vec::new();
    for row in &rows {
        let mut texts = Vec::new();
        for cell in cells(*row) {
            let (prose, after) = walker.line(cell, marks);
            texts.extend(Some(prose).filter(|prose| !prose.is_empty()));
            flow.hoist(after);
        }
        items.extend(Some(prose::joined(texts, BETWEEN)).filter(|item| !item.is_empty()));
    }
    if !items.is_empty() {
        let rows = items.len();
        walker.note(Note::changed(format!("a table of {rows} rows, now a list with \"{}\" between the cells", BETWEEN.trim())));
        walker.block(flow, Block::List { ordered: false, items });
    }
}

/// The rows of this table, not those of tables within.
fn rows(table: ElementRef) -> Vec<ElementRef> {
    let mut rows = Vec::new();
    for child in table.child_elements() {
        match child.value().name() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows.extend(child.child_elements().filter(|row| row.value().name() == "tr")),
            _ => {}
        }
    }
    rows
}

fn cells(row: ElementRef) -> impl Iterator<Item = ElementRef> {
    row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th"))
}

fn has_blocks(cell: ElementRef) -> bool {
    let within = || cell.descendent_elements().skip(1);
    within().any(|element| BLOCKS.contains(&element.value().name())) || within().filter(|element| element.value().name() == "p").count() > 1
}
