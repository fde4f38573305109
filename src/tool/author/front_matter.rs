//! Reads the TOML of front matter and of `catalog.toml`: known keys in the catalog's order, unknown ones as faults.
//!
//! Leaves out whether the values are of the right shape; the catalog's own checks find that, at the places kept here.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Page;
use super::node::{Node, Value};
use crate::catalog::nearest;

/// The keys that a table may have, in the order in which they are written out, and the shapes of those that are tables.
pub struct Shape(&'static [(&'static str, Option<&'static Shape>)]);

const PARTY: Shape = Shape(&[("name", None), ("url", None)]);
const CREDIT: Shape = Shape(&[("text", None), ("url", None)]);
const IMAGE: Shape = Shape(&[("src", None), ("alt", None), ("width", None), ("height", None), ("credit", Some(&CREDIT))]);

/// What an entry's front matter may say.
pub const ENTRY: Shape = Shape(&[
    ("aliases", None),
    ("kind", None),
    ("label", None),
    ("title", None),
    ("summary", None),
    ("lang", None),
    ("condition", None),
    ("image", Some(&IMAGE)),
    ("provider", Some(&PARTY)),
    ("url", None),
    ("related", None),
    ("reviewed", None),
    ("expires", None),
    ("draft", None),
]);

/// What `catalog.toml` may say.
pub const CATALOG: Shape = Shape(&[
    ("title", None),
    ("lang", None),
    ("home", None),
    ("updated", None),
    ("publisher", Some(&PARTY)),
    ("license", Some(&PARTY)),
    // Any language tag is a key there.
    ("translations", None),
]);

/// The members of the table `toml`, which begins at byte `offset` of the page. `None` when it is not valid TOML.
pub fn read(page: &mut Page, toml: &str, offset: usize, shape: &Shape) -> Option<Vec<(String, Node)>> {
    match DeTable::parse(toml) {
        Ok(table) => Some(members(page, table.get_ref(), offset, Some(shape))),
        Err(fault) => {
            let start = fault.span().map_or(0, |span| span.start);
            page.fault(offset + start, format!("this is not valid TOML: {}", fault.message().replace('\n', ", ")));
            None
        }
    }
}

fn members(page: &mut Page, table: &DeTable, offset: usize, shape: Option<&Shape>) -> Vec<(String, Node)> {
    let mut members: Vec<(usize, String, Node)> = Vec::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let known = shape.map(|Shape(keys)| keys.iter().position(|(known, _)| *known == name));
        match known {
            Some(None) => {
                let keys = shape.into_iter().flat_map(|Shape(keys)| keys.iter().map(|(known, _)| *known));
                let hint = nearest(name, keys).map_or_else(|| "; take it out".to_owned(), |meant| format!(" (did you mean \"{meant}\"?)"));
                page.fault(offset + key.span().start, format!("no key is called \"{name}\"{hint}"));
            }
            Some(Some(order)) => {
                let inner = shape.and_then(|Shape(keys)| keys[order].1);
                members.push((order, name.to_owned(), node(page, value, offset, inner)));
            }
            None => members.push((members.len(), name.to_owned(), node(page, value, offset, None))),
        }
    }
    members.sort_by_key(|(order, ..)| *order);
    members.into_iter().map(|(_, name, node)| (name, node)).collect()
}

fn node(page: &mut Page, value: &Spanned<DeValue>, offset: usize, shape: Option<&Shape>) -> Node {
    let place = page.place(offset + value.span().start);
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Scalar(text.as_ref().into()),
        DeValue::Integer(number) => Value::Scalar(i64::from_str_radix(number.as_str(), number.radix()).ok().into()),
        DeValue::Float(number) => Value::Scalar(number.as_str().parse::<f64>().ok().into()),
        DeValue::Boolean(truth) => Value::Scalar((*truth).into()),
        // A day may be written with or without quotation marks.
        DeValue::Datetime(day) => Value::Scalar(day.to_string().into()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(page, item, offset, shape)).collect()),
        DeValue::Table(table) => Value::Object(members(page, table, offset, shape)),
    };
    Node { place: Some(place), value }
}
