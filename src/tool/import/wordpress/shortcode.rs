//! Shortcodes of WordPress: those that have HTML become HTML, the others leave their words and a note.
//! Source: <https://codex.wordpress.org/Shortcode_API>.
//!
//! Leaves out words in brackets that are no shortcode, such as [sic]: they stay as they are.

use std::collections::HashMap;

use crate::tool::import::html::shortened;
use crate::tool::import::report::Note;
use crate::tool::markup::escaped;

/// The names that WordPress itself knows, which need neither attributes nor an end.
const CORE: [&str; 7] = ["gallery", "playlist", "audio", "video", "embed", "caption", "wp_caption"];

/// A shortcode's opening or closing half.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
    closes: bool,
    /// The bytes after the closing bracket.
    rest: &'a str,
}

/// The content with its shortcodes replaced.
#[must_use]
pub fn expand(content: &str, notes: &mut Vec<Note>) -> String {
    let mut html = String::new();
    let mut rest = content;
    let ends = Ends::of(content);
    // Whether the text so far ends within a tag, and how much of it that was found out from. Each part is looked at once.
    let (mut in_tag, mut seen) = (false, 0);
    while let Some(start) = rest.find('[') {
        html.push_str(&rest[..start]);
        let from = &rest[start..];
        // Two brackets are how WordPress writes one that is meant literally.
        let literal = from.strip_prefix("[[").filter(|from| from.len() >= ends.literal);
        if let Some(literal) = literal.and_then(|from| Some(&from[..from.find("]]")?])) {
            html.push_str(&format!("[{literal}]"));
            rest = &from[literal.len() + 4..];
            continue;
        }
        // Brackets within a tag belong to an address, not to the text.
        in_tag = html[seen..].rfind(['<', '>']).map_or(in_tag, |at| html[seen + at..].starts_with('<'));
        seen = html.len();
        let tag = tag(from).filter(|tag| !in_tag && is_shortcode(tag, &ends));
        let Some(tag) = tag else {
            html.push('[');
            rest = &from[1..];
            continue;
        };
        rest = replace(&tag, &ends, &mut html, notes);
    }
    html + rest
}

/// Where the last end of each kind is, counted from the end of the text: what has none ahead needn't be searched for.
struct Ends<'a> {
    shortcodes: HashMap<&'a str, usize>,
    /// The last two closing brackets.
    literal: usize,
}

impl<'a> Ends<'a> {
    fn of(content: &'a str) -> Self {
        let ends = content.match_indices("[/").filter_map(|(at, _)| {
            let rest = &content[at + 2..];
            let end = rest.find(['[', ']'])?;
            rest[end..].starts_with(']').then(|| (&rest[..end], content.len() - at))
        });
        Self { shortcodes: ends.collect(), literal: content.rfind("]]").map_or(usize::MAX, |at| content.len() - at) }
    }

    /// Whether the shortcode is closed somewhere in `rest`.
    fn has(&self, name: &str, rest: &str) -> bool {
        self.shortcodes.get(name).is_some_and(|end| rest.len() >= *end)
    }
}

/// Writes what a shortcode comes to, and returns what follows it.
fn replace<'a>(tag: &Tag<'a>, ends: &Ends, html: &mut String, notes: &mut Vec<Note>) -> &'a str {
    let end = format!("[/{}]", tag.name);
    let closed = (!tag.closes && ends.has(tag.name, tag.rest)).then(|| tag.rest.find(&end)).flatten();
    let inner = closed.map(|at| (&tag.rest[..at], &tag.rest[at + end.len()..]));
    match (tag.name, inner) {
        ("caption" | "wp_caption", Some((inner, after))) => {
            // The picture comes first, with a link around it or not; the caption is what follows.
            let picture = inner.find("<img").and_then(|at| Some(at + inner[at..].find('>')? + 1)).unwrap_or(0);
            let picture = inner[picture..].strip_prefix("</a>").map_or(picture, |_| picture + "</a>".len());
            let caption = attribute(tag.attributes, "caption").unwrap_or(&inner[picture..]);
            html.push_str(&format!("<figure>{}<figcaption>{caption}</figcaption></figure>", &inner[..picture]));
            after
        }
        ("embed", Some((inner, after))) => {
            notes.push(Note::changed("an embedded player, now a link"));
            let address = inner.trim();
            html.push_str(&format!("<p><a href=\"{0}\">{0}</a></p>", escaped(address)));
            after
        }
        (name @ ("audio" | "video"), inner) => {
            let source =
                ["src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv"].iter().find_map(|name| attribute(tag.attributes, name));
            match source {
                Some(source) => html.push_str(&format!("<{name} src=\"{}\"></{name}>", source.replace('"', "&quot;"))),
                None => notes.push(left_out(tag)),
            }
            inner.map_or(tag.rest, |(_, after)| after)
        }
        _ => {
            if !tag.closes {
                notes.push(left_out(tag));
            }
            tag.rest
        }
    }
}

fn left_out(tag: &Tag) -> Note {
    let text = format!("[{}{}]", tag.name, tag.attributes.trim_end());
    Note::left_out(format!("the shortcode {}; words inside stay", shortened(&text)))
}

/// The shortcode that `text` begins with, if it looks like one.
fn tag(text: &str) -> Option<Tag<'_>> {
    let end = 1 + text[1..].find([']', '[', '<', '\n']).filter(|end| text[1 + end..].starts_with(']'))?;
    let inside = &text[1..end];
    let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let length =
        inside.find(|character: char| !(character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '_' | '-')));
    let (name, attributes) = inside.split_at(length.unwrap_or(inside.len()));
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase());
    let is_apart = attributes.is_empty() || attributes.starts_with([' ', '/']);
    (is_name && is_apart).then(|| Tag { name, attributes: attributes.trim_end_matches('/'), closes, rest: &text[end + 1..] })
}

fn is_shortcode(tag: &Tag, ends: &Ends) -> bool {
    let has_attributes = tag.attributes.contains('=');
    tag.closes || has_attributes || CORE.contains(&tag.name) || ends.has(tag.name, tag.rest)
}

/// The value of an attribute, in quotation marks of either kind or none.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let at = attributes
        .match_indices(name)
        .find(|(at, _)| attributes[..*at].ends_with(char::is_whitespace) && attributes[at + name.len()..].trim_start().starts_with('='))?;
    let value = attributes[at.0 + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, expected: &str, noted: usize) {
        let mut notes = Vec::new();
        assert_eq!(expand(content, &mut notes), expected);
        assert_eq!(notes.len(), noted, "{notes:?}");
    }

    #[test]
    fn shortcodes_with_html_become_it() {
        check(
            r#"[caption id="a" width="3"]<a href="b"><img src="c.png"></a> Some words[/caption] after"#,
            r#"<figure><a href="b"><img src="c.png"></a><figcaption> Some words</figcaption></figure> after"#,
            0,
        );
        check(r#"[audio mp3="https://example.org/a.mp3"][/audio]"#, r#"<audio src="https://example.org/a.mp3"></audio>"#, 0);
        check(
            "[embed]https://example.org/?a=1&b=2[/embed]",
            r#"<p><a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a></p>"#,
            1,
        );
    }

    #[test]
    fn others_leave_their_words() {
        check(r#"a [button link="x"]press[/button] b [contact-form-7 id="1"] c"#, "a press b  c", 2);
        check(r#"[gallery ids="1,2"]"#, "", 1);
    }

    #[test]
    fn words_in_brackets_stay() {
        check("they [sic] said [1] and [[gallery]] [see page 3]", "they [sic] said [1] and [gallery] [see page 3]", 0);
        check(r#"<a href="x[y=1]">a</a> [unfinished"#, r#"<a href="x[y=1]">a</a> [unfinished"#, 0);
    }

    #[test]
    fn brackets_without_end_stay_as_they_are() {
        // So many that looking ahead from each to the end would never come to one.
        for part in ["[", "[a]", "[[", "x[", "[<"] {
            let text = part.repeat(300_000);
            assert!(expand(&text, &mut Vec::new()) == text, "{part}");
        }
    }
}
