//! Reads XML: no entities of the document's own making, no bottomless nesting, every fault with its place.
//!
//! Leaves out what the elements mean.

use std::fmt::Write;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::source_text::{Refusal, SourceText};
use crate::tool::markup::escaped;

/// How deep elements may stand in each other. No format here needs a tenth of it.
const NESTING: usize = 256;

/// The document in `source`.
///
/// # Errors
/// When it is not well-formed, declares entities, or is nested beyond reason.
pub fn parse(source: &SourceText) -> Result<Document<'_>, Refusal> {
    let text = source.text();
    let document = match Document::parse(text) {
        Err(Error::DtdDetected) => {
            let start = text.find("<!DOCTYPE").unwrap_or(0);
            let doctype = &text[start..];
            if let Some(subset) = doctype.find(['[', '>']).filter(|end| doctype[*end..].starts_with('[')) {
                let message = "this document type declares entities, which can grow without end: take everything from \"[\" to \"]\" out";
                return Err(source.refuse(start + subset, message));
            }
            // A document type without declarations only names its grammar, and nothing is fetched.
            Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
        }
        parsed => parsed,
    };
    let document = document.map_err(|fault| malformed(source, &fault))?;
    let mut depths = vec![0_usize];
    for node in document.root().descendants().skip(1) {
        let depth = 1 + node.parent().map_or(0, |parent| depths[parent.id().get_usize()]);
        if depth > NESTING {
            return Err(
                source.refuse(node.range().start, format!("elements stand in each other more than {NESTING} deep: export it again"))
            );
        }
        depths.push(depth);
    }
    Ok(document)
}

fn malformed(source: &SourceText, fault: &Error) -> Refusal {
    let unfinished = matches!(fault, Error::UnclosedRootNode | Error::UnexpectedEndOfStream | Error::NoRootNode);
    if unfinished {
        let message = "the XML ends before it is complete: download or export it again";
        return source.refuse(source.text().trim_end().len(), message);
    }
    let position = fault.pos();
    if matches!(fault, Error::UnexpectedDeclaration(_)) {
        let offset = source.offset(position.row as usize, position.col as usize);
        return source.refuse(offset, "the XML declaration must be the first thing in the file: delete what stands before it");
    }
    let message = fault.to_string();
    // The place stands in front already.
    let message = message.split(" at ").next().unwrap_or_default();
    let offset = source.offset(position.row as usize, position.col as usize);
    source.refuse(offset, format!("this is not well-formed XML: {message}; correct it there, or export it again"))
}

/// The child elements with this name. `None` as a namespace means those without one.
pub fn children<'a, 'i: 'a>(node: Node<'a, 'i>, namespace: Option<&'static str>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name && child.tag_name().namespace() == namespace)
}

/// The text of the first child element with this name, where it has one.
#[must_use]
pub fn text(node: Node, namespace: Option<&'static str>, name: &'static str) -> Option<String> {
    children(node, namespace, name).next().map(content).filter(|text| !text.trim().is_empty())
}

/// All text within an element: its texts and CDATA sections joined.
#[must_use]
pub fn content(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// The content of an element of XHTML as HTML, so that one reader serves both.
#[must_use]
pub fn html(node: Node) -> String {
    let mut html = String::new();
    for child in node.children() {
        write_html(child, &mut html);
    }
    html
}

/// Elements that HTML has no end tag for.
const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

fn write_html(node: Node, html: &mut String) {
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        html.push_str(&escaped(text));
    }
    if !node.is_element() {
        return;
    }
    let name = node.tag_name().name();
    let _ = write!(html, "<{name}");
    for attribute in node.attributes() {
        let _ = write!(html, " {}=\"{}\"", attribute.name(), escaped(attribute.value()));
    }
    html.push('>');
    if VOID.contains(&name) {
        return;
    }
    for child in node.children() {
        write_html(child, html);
    }
    let _ = write!(html, "</{name}>");
}
