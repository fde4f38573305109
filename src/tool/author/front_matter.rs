//! Reads the facts of an entry and of `catalog.toml`: known keys in the catalog's order, unknown ones as faults.
//!
//! TOML and YAML say the same with other signs; each has its reader, and what both come to is here. Leaves out whether the values
//! are of the right shape; the catalog's own checks find that, at the places kept here.

mod toml;
mod yaml;

use std::ops::Range;

use super::node::{Node, Value};
use super::page::Page;
use crate::catalog::nearest;
use crate::tool::fault::Rule;

/// The language that the facts are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Toml,
    Yaml,
}

/// The keys that a table may have, in the order in which they are written out.
pub struct Shape(&'static [(&'static str, Holds)]);

/// What a key holds.
#[derive(Clone, Copy)]
enum Holds {
    /// Text, or a list of texts. YAML's `2026`, `yes` and `2026-11-22` are texts there too.
    Text,
    /// A number, or true or false.
    Typed,
    Table(&'static Shape),
    /// A table of texts with keys of any name.
    Texts,
}

use Holds::{Table, Text, Texts, Typed};

const PARTY: Shape = Shape(&[("name", Text), ("url", Text)]);
const CREDIT: Shape = Shape(&[("text", Text), ("url", Text)]);
const IMAGE: Shape = Shape(&[("src", Text), ("alt", Text), ("width", Typed), ("height", Typed), ("credit", Table(&CREDIT))]);
const CHECK: Shape = Shape(&[("reading-grade", Typed), ("expires-soon-days", Typed), ("image-kilobytes", Typed)]);

/// What an entry's front matter may say.
pub const ENTRY: Shape = Shape(&[
    ("aliases", Text),
    ("kind", Text),
    ("label", Text),
    ("title", Text),
    ("summary", Text),
    ("lang", Text),
    ("condition", Text),
    ("image", Table(&IMAGE)),
    ("provider", Table(&PARTY)),
    ("url", Text),
    ("related", Text),
    ("reviewed", Text),
    ("expires", Text),
    ("draft", Typed),
]);

/// What `catalog.toml` may say.
pub const CATALOG: Shape = Shape(&[
    ("title", Text),
    ("lang", Text),
    ("home", Text),
    ("updated", Text),
    ("publisher", Table(&PARTY)),
    ("license", Table(&PARTY)),
    ("translations", Texts),
    ("check", Table(&CHECK)),
    ("partial", Typed),
]);

/// A value as its syntax has it, with the bytes where it stands.
struct Raw {
    range: Range<usize>,
    value: RawValue,
}

enum RawValue {
    Scalar(serde_json::Value),
    /// A scalar without quotation marks in YAML, which can be read as a text or as what it looks like.
    Plain(String),
    List(Vec<Raw>),
    Table(Vec<(String, Range<usize>, Raw)>),
}

/// Why a text is not valid, and the bytes that make it so.
struct Invalid {
    range: Range<usize>,
    message: String,
}

/// The members of the table `text`, which begins at byte `offset` of the page. `None` when it is not valid.
pub fn read(page: &mut Page, syntax: Syntax, text: &str, offset: usize, shape: &'static Shape) -> Option<Vec<(String, Node)>> {
    let (name, table) = match syntax {
        Syntax::Toml => ("TOML", toml::read(text)),
        Syntax::Yaml => ("YAML", yaml::read(text)),
    };
    let mut moved = Moved { page, offset };
    match table {
        Ok(table) => Some(moved.members(table, Table(shape))),
        Err(Invalid { range, message }) => {
            let advice = advice(&message, &text[text.floor_char_boundary(range.start)..]);
            moved.fault(Rule::Unreadable, &range, format!("this is not valid {name}: {message}{advice}"));
            None
        }
    }
}

/// What to do about the slips that are made most.
fn advice(message: &str, rest: &str) -> &'static str {
    if rest.starts_with(['“', '”', '„', '‘', '’']) {
        "; write straight quotation marks, as \"this\""
    } else if message.starts_with("mapping values are not allowed") {
        "; put a text that has a colon in quotation marks"
    } else if message.contains("tab") {
        "; indent with spaces"
    } else {
        ""
    }
}

/// A page on which the facts begin at an offset.
struct Moved<'p, 'a> {
    page: &'p mut Page<'a>,
    offset: usize,
}

impl Moved<'_, '_> {
    fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.offset + range.start..self.offset + range.end
    }

    fn fault(&mut self, rule: Rule, range: &Range<usize>, message: String) {
        let range = self.range(range);
        self.page.fault(rule, range, message);
    }

    fn members(&mut self, table: Vec<(String, Range<usize>, Raw)>, holds: Holds) -> Vec<(String, Node)> {
        let mut members: Vec<(usize, String, Node)> = Vec::new();
        let given: Vec<String> = table.iter().map(|(name, ..)| name.clone()).collect();
        for (name, key, raw) in table {
            let (order, name, holds) = match holds {
                Table(Shape(keys)) => {
                    let position = |wanted: &str| keys.iter().position(|(known, _)| *known == wanted);
                    let known = position(&name).or_else(|| {
                        let meant = nearest(&name, keys.iter().map(|(known, _)| *known));
                        let hint = meant.map_or_else(|| "; take it out".to_owned(), |meant| format!(" (did you mean \"{meant}\"?)"));
                        self.fault(Rule::UnknownKey, &key, format!("no key is called \"{name}\"{hint}"));
                        // Reading it as what was meant keeps one slip from being two faults, the other a missing value.
                        let order = position(meant?)?;
                        let is_free =
                            !given.iter().any(|given| given == keys[order].0) && !members.iter().any(|(taken, ..)| *taken == order);
                        is_free.then_some(order)
                    });
                    let Some(order) = known else { continue };
                    (order, keys[order].0.to_owned(), keys[order].1)
                }
                _ => (members.len(), name, Text),
            };
            members.push((order, name, self.node(raw, holds)));
        }
        members.sort_by_key(|(order, ..)| *order);
        members.into_iter().map(|(_, name, node)| (name, node)).collect()
    }

    fn node(&mut self, Raw { range, value }: Raw, holds: Holds) -> Node {
        let place = self.page.place(self.range(&range));
        let value = match value {
            RawValue::Scalar(scalar) => Value::Scalar(scalar),
            RawValue::Plain(text) if matches!(holds, Typed) => Value::Scalar(yaml::typed(&text)),
            RawValue::Plain(text) => Value::Scalar(text.into()),
            RawValue::List(items) => Value::List(items.into_iter().map(|item| self.node(item, holds)).collect()),
            RawValue::Table(table) => Value::Object(self.members(table, holds)),
        };
        Node { place: Some(place), value }
    }
}
