//! Keeps HTML that is nested without end from taking the parser's time and the walk's stack.

use std::fmt;

use scraper::Html;

/// How deep elements may stand in each other once the text has been parsed.
const NESTING: usize = 256;

/// How many elements may be open at once in the text: more than pages with forgotten end tags have, and few enough for
/// the parser, whose work grows with the square of it.
const OPEN: usize = 2_000;

/// Elements that never have an end tag, or end when the next one of their kind begins; the shapes of drawings too, which
/// close themselves.
const UNNESTED: [&str; 43] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd",
    "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt", "html", "head", "body", "path", "circle",
    "rect", "line", "polygon", "polyline", "ellipse", "stop", "use", "image", "animate",
];

/// The refusal of such HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooDeep;

impl fmt::Display for TooDeep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "its HTML elements stand in each other more than {NESTING} deep: close them, or take this text out of the source")
    }
}

/// Counts the elements that are open at once, without building anything.
pub fn before_parsing(html: &str) -> Result<(), TooDeep> {
    let mut open = 0_usize;
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let (ends, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[..length].to_ascii_lowercase();
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || UNNESTED.contains(&name.as_str()) {
            continue;
        }
        open = if ends { open.saturating_sub(1) } else { open + 1 };
        if open > OPEN {
            return Err(TooDeep);
        }
    }
    Ok(())
}

/// Measures the tree, which the walk goes through by recursion.
pub fn after_parsing(document: &Html) -> Result<(), TooDeep> {
    let mut waiting = vec![(document.tree.root(), 0_usize)];
    while let Some((node, depth)) = waiting.pop() {
        if depth > NESTING {
            return Err(TooDeep);
        }
        waiting.extend(node.children().map(|child| (child, depth + 1)));
    }
    Ok(())
}
