//! Writes an entry as the Markdown that editors write: front matter between `+++`, then CommonMark. Read back, it has the
//! same words, marks and links.
//!
//! Leaves out where the file goes.

mod inline;
#[cfg(test)]
mod tests;

use super::imported::{Block, Imported, Party, Picture};
use super::prose::{Inline, Target};

/// The words that the format has for a quotation's marks.
const PULL: &str = "{.pull}";

/// The file of an entry. `related` are ids.
#[must_use]
pub fn write(entry: &Imported, related: &[String], title_of: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = front_matter(entry, related);
    for block in body(&entry.body, title_of) {
        text.push('\n');
        text += &block;
        text.push('\n');
    }
    text
}

fn front_matter(entry: &Imported, related: &[String]) -> String {
    let mut lines = vec!["+++".to_owned()];
    let mut line = |key: &str, value: Option<String>| lines.extend(value.map(|value| format!("{key} = {value}")));
    line("title", Some(quoted(&entry.title)));
    line("kind", Some(quoted(entry.kind)));
    line("label", entry.label.as_deref().map(quoted));
    line("summary", entry.summary.as_deref().map(quoted));
    line("lang", entry.lang.as_deref().map(quoted));
    line("condition", entry.condition.as_deref().map(quoted));
    line("related", list(related));
    line("aliases", list(&entry.aliases));
    line("image", entry.picture.as_ref().map(picture));
    line("provider", entry.provider.as_ref().map(party));
    line("url", entry.url.as_deref().map(quoted));
    line("reviewed", entry.reviewed.as_deref().map(quoted));
    line("expires", entry.expires.as_deref().map(quoted));
    line("draft", entry.draft.then(|| "true".to_owned()));
    lines.push("+++\n".to_owned());
    lines.join("\n")
}

/// A string of TOML. JSON's escapes are TOML's too, and what is written here has no control characters.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(values: &[String]) -> Option<String> {
    let lines: Vec<String> = values.iter().map(|value| format!("  {},\n", quoted(value))).collect();
    (!lines.is_empty()).then(|| format!("[\n{}]", lines.concat()))
}

fn picture(picture: &Picture) -> String {
    let credit = picture.credit.as_deref().map(|credit| format!(", credit = {{ text = {} }}", quoted(credit)));
    format!("{{ src = {}, alt = {}{} }}", quoted(&picture.src), quoted(&picture.alt), credit.unwrap_or_default())
}

/// A party as an inline table.
#[must_use]
pub fn party(party: &Party) -> String {
    let url = party.url.as_deref().map(|url| format!(", url = {}", quoted(url)));
    format!("{{ name = {}{} }}", quoted(&party.name), url.unwrap_or_default())
}

fn body(blocks: &[Block], title_of: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let mut levels = Levels::default();
    let mut texts = Vec::new();
    // The list that the last text ends with: whether it is ordered, and whether it has the second of two kinds of marks.
    let mut open: Option<(bool, bool)> = None;
    for block in blocks {
        let mut list = None;
        match block {
            Block::Paragraph(text) => texts.push(inline::line(text)),
            Block::Heading(level, text) => texts.push(format!("{} {}", "#".repeat(levels.squeeze(*level)), inline::heading(text))),
            // A list of nothing but links to entries shows their titles; other words stay only outside of one.
            Block::List { items, .. } if would_be_cards(items) && !are_titles(items, title_of) => {
                texts.extend(items.iter().map(|item| inline::line(item)));
            }
            Block::List { ordered, items } => {
                // Two lists with the same marks in a row would read as one.
                let second = open.is_some_and(|(before, second)| before == *ordered && !second);
                texts.push(written_list(*ordered, second, items));
                list = Some((*ordered, second));
            }
            Block::Quote { text, cite, url, pull } => texts.push(quote(text, cite.as_deref(), url.as_deref(), *pull)),
            Block::Image(picture) => texts.push(inline::image(picture)),
            Block::Media { media, src, title, transcript } => {
                let mut text = inline::titled_link(title, src, media.name());
                if let Some(transcript) = transcript {
                    text += " ";
                    text += &inline::titled_link("Transcript", transcript, "transcript");
                }
                texts.push(text);
            }
        }
        open = list;
    }
    texts
}

/// Whether the list reads as a row of cards.
fn would_be_cards(items: &[Vec<Inline>]) -> bool {
    items.iter().all(|item| matches!(&item[..], [Inline::Link(link)] if matches!(link.target, Target::Entry(_))))
}

fn are_titles(items: &[Vec<Inline>], title_of: &dyn Fn(&str) -> Option<String>) -> bool {
    items.iter().all(|item| match &item[..] {
        [Inline::Link(link)] => match &link.target {
            Target::Entry(id) => title_of(id).is_some_and(|title| title == super::prose::words_of(item)),
            Target::Address(_) => false,
        },
        _ => false,
    })
}

fn written_list(ordered: bool, second: bool, items: &[Vec<Inline>]) -> String {
    let item = |(number, item): (usize, &Vec<Inline>)| {
        let mark = match (ordered, second) {
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
            (true, false) => format!("{}. ", number + 1),
            (true, true) => format!("{}) ", number + 1),
        };
        mark + &inline::line(item)
    };
    items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

fn quote(text: &[Inline], cite: Option<&str>, url: Option<&str>, pull: bool) -> String {
    let words = super::prose::words_of(text);
    let mut paragraphs = vec![inline::line(text)];
    match (cite, url) {
        (Some(cite), Some(url)) => paragraphs.push(format!("— {}", inline::link_to(cite, url))),
        (Some(cite), None) => paragraphs.push(format!("— {}", inline::escaped(cite))),
        (None, Some(url)) => paragraphs.push(format!("— {}", inline::link_to(url, url))),
        // Without a source of its own, a last paragraph that begins with a dash would be taken for one.
        (None, None) if words.starts_with('—') => paragraphs.push("—".to_owned()),
        (None, None) => {}
    }
    let braced = match (cite, url) {
        (Some(cite), None) => cite.ends_with('}'),
        (None, None) => matches!(text.last(), Some(Inline::Words(words)) if words.text.ends_with('}')),
        _ => false,
    };
    let last = paragraphs.len() - 1;
    if pull {
        paragraphs[last] += &format!(" {PULL}");
    } else if braced {
        // Braces at the end are marks; these say that there are none.
        paragraphs[last] += " {}";
    }
    paragraphs.iter().map(|paragraph| format!("> {paragraph}")).collect::<Vec<_>>().join("\n>\n")
}

/// Squeezes the levels of headings: they begin at 2, and none is skipped on the way down.
#[derive(Debug, Default)]
struct Levels(Vec<u8>);

impl Levels {
    fn squeeze(&mut self, level: u8) -> usize {
        while self.0.last().is_some_and(|above| *above >= level) {
            self.0.pop();
        }
        self.0.push(level);
        (self.0.len() + 1).min(6)
    }
}
