//! What single tags come to: links, pictures and recordings, and what is said of the rest.
//!
//! Leaves out how elements follow each other.

use scraper::ElementRef;
use url::Url;

use super::address::{Addresses, resolve};
use super::{all_text, attribute};
use crate::tool::import::imported::{Block, Medium, Picture};
use crate::tool::import::prose::tidy;
use crate::tool::import::report::Note;

/// Elements that stand among words. All others part paragraphs, as their text would otherwise run together.
const INLINE: [&str; 38] = [
    "abbr", "acronym", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "font", "input", "ins", "kbd", "label", "mark",
    "meter", "nobr", "output", "progress", "rb", "rp", "rt", "ruby", "s", "samp", "select", "small", "span", "strike", "sub", "sup",
    "time", "tt", "u", "var", "math",
];

pub fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// The address that a link leads to.
///
/// # Errors
/// What to say about a link that can't be followed.
pub fn link(href: &str, base: Option<&Url>) -> Result<String, Note> {
    if href.starts_with('#') {
        return Err(Note::left_out("a link within the page; its words stay"));
    }
    resolve(base, href, Addresses::Followed)
        .map_err(|fault| Note::left_out(format!("a link to \"{}\" ({fault}); its words stay", shortened(href))))
}

/// A picture or a recording with an address that can be loaded, and what has to be said about it.
pub fn picture_or_recording(element: ElementRef, base: Option<&Url>) -> (Option<Block>, Vec<Note>) {
    let name = element.value().name();
    let source = element.child_elements().filter(|child| child.value().name() == "source").find_map(|source| attribute(source, "src"));
    let Some(src) = attribute(element, "src").or(source) else {
        return (None, vec![Note::left_out(format!("a {} without an address", noun(name)))]);
    };
    let src = match resolve(base, src, Addresses::Loaded) {
        Ok(src) => src,
        Err(fault) => return (None, vec![Note::left_out(format!("a {} at \"{}\" ({fault})", noun(name), shortened(src)))]),
    };
    if name == "img" {
        let pixel = |side| attribute(element, side).is_some_and(|length| matches!(length, "0" | "1"));
        if pixel("width") && pixel("height") {
            return (None, vec![Note::left_out(format!("a picture of one pixel, which counts readers ({src})"))]);
        }
        let notes = missing_alt(element.attr("alt"), &src);
        let alt = tidy(element.attr("alt").unwrap_or_default());
        return (Some(Block::Image(Picture { src, alt, credit: None })), notes);
    }
    let media = if name == "audio" { Medium::Audio } else { Medium::Video };
    let title = attribute(element, "title").or_else(|| attribute(element, "aria-label")).map_or_else(|| file_name(&src), tidy);
    let has_tracks = element.child_elements().any(|child| child.value().name() == "track");
    let notes = has_tracks.then(|| Note::left_out("subtitles of a recording; write a transcript")).into_iter().collect();
    (Some(Block::Media { media, src, title, transcript: None }), notes)
}

/// What to say about a picture without alternative text. An empty text is an answer: the picture is decoration.
#[must_use]
pub fn missing_alt(alt: Option<&str>, src: &str) -> Vec<Note> {
    match alt {
        Some(_) => Vec::new(),
        None => vec![Note::incomplete(format!("the alternative text of the picture {src} is missing: say what it shows"))],
    }
}

/// The last part of an address, for a recording without a title.
#[must_use]
pub fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(address);
    tidy(name)
}

/// What to say of an element that has no text for readers.
pub fn without_text(element: ElementRef) -> Note {
    match element.value().name() {
        "script" => Note::left_out("a script"),
        "style" => Note::left_out("a style sheet"),
        "iframe" => match attribute(element, "src") {
            Some(src) => Note::left_out(format!("a frame with the page {}", shortened(src))),
            None => Note::left_out("a frame"),
        },
        name => Note::left_out(format!("what stands in <{name}>")),
    }
}

/// What to say of an element whose text stays, where something else is lost.
pub fn lost_look(element: ElementRef) -> Option<Note> {
    Some(match element.value().name() {
        "form" => Note::left_out("a form; its words stay"),
        "input" | "select" | "textarea" | "button" => {
            let in_form = element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "form");
            return (!in_form).then(|| Note::left_out("a field or button; its words stay"));
        }
        "object" | "embed" | "applet" => {
            let src = attribute(element, "data").or_else(|| attribute(element, "src")).unwrap_or("without an address");
            Note::left_out(format!("an embedded object ({})", shortened(src)))
        }
        "svg" | "canvas" | "math" => Note::left_out(format!("a drawing or formula (<{}>); its words stay", element.value().name())),
        "map" => Note::left_out("the areas of an image map"),
        "hr" => Note::left_out("a rule between paragraphs"),
        "pre" => Note::changed("text with its own line breaks, now a paragraph"),
        "dl" => Note::changed("a list of terms, now paragraphs"),
        "sup" | "sub" => Note::changed(format!("\"{}\", which stood above or below the line", shortened(&tidy(&all_text(element))))),
        "del" | "s" | "strike" => Note::changed(format!("\"{}\", which was struck out", shortened(&tidy(&all_text(element))))),
        _ => return None,
    })
}

/// Handlers of events on an element that is carried over without them.
pub fn handlers(element: ElementRef) -> Vec<Note> {
    let names = element.value().attrs().map(|(name, _)| name).filter(|name| name.len() > 2 && name.starts_with("on"));
    names.map(|name| Note::left_out(format!("a script in the attribute {}", shortened(name)))).collect()
}

/// A block of WordPress that is made when the page is asked for, and so has no HTML in an export.
pub fn block_without_html(comment: &str) -> Option<Note> {
    let block = comment.trim().strip_prefix("wp:")?.strip_suffix('/')?;
    let name = block.split_whitespace().next()?;
    Some(Note::left_out(format!("the WordPress block \"{name}\", which is made when the page is shown")))
}

/// As much of a text as a message has room for.
#[must_use]
pub fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn noun(name: &str) -> &str {
    if name == "img" { "picture" } else { name }
}
