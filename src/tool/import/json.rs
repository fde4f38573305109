//! Reads JSON, strictly, with the places of its parts.
//!
//! Leaves out what the members mean.

use std::collections::BTreeMap;
use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use super::source_text::{Refusal, SourceText};

/// A value, and where its objects stand, by their JSON pointers. Source: RFC 6901.
#[derive(Debug)]
pub struct Parsed {
    pub value: Value,
    offsets: BTreeMap<String, usize>,
}

impl Parsed {
    /// Where the object at `pointer` begins in the source.
    #[must_use]
    pub fn offset(&self, pointer: &str) -> usize {
        self.offsets.get(pointer).copied().unwrap_or(0)
    }
}

/// The JSON in a part of `source`.
///
/// # Errors
/// When it is malformed, or nested beyond reason.
pub fn parse(source: &SourceText, part: Range<usize>) -> Result<Parsed, Refusal> {
    let text = &source.text()[part.clone()];
    // This one refuses what is nested more than 128 deep; the other, which knows the places, would follow it to the end.
    let value: Value = serde_json::from_str(text).map_err(|fault| {
        // Columns are in bytes there.
        let line = text.split_inclusive('\n').take(fault.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let message = fault.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        source.refuse(
            part.start + line + fault.column().saturating_sub(1),
            format!("this is no valid JSON: {message}; correct it there, or export it again"),
        )
    })?;
    let mut offsets = BTreeMap::new();
    let tree = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    if let Some(tree) = tree.ok().and_then(|tree| tree.value) {
        walk(&tree, "", part.start, &mut offsets);
    }
    Ok(Parsed { value, offsets })
}

fn walk(value: &ast::Value, pointer: &str, start: usize, offsets: &mut BTreeMap<String, usize>) {
    match value {
        ast::Value::Object(object) => {
            offsets.insert(pointer.to_owned(), start + value.start());
            for property in &object.properties {
                walk(&property.value, &member(pointer, property.name.as_str()), start, offsets);
            }
        }
        ast::Value::Array(array) => {
            for (index, element) in array.elements.iter().enumerate() {
                walk(element, &format!("{pointer}/{index}"), start, offsets);
            }
        }
        _ => {}
    }
}

/// The pointer to a member of the object at `pointer`.
#[must_use]
pub fn member(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The text of a member, where it has one; numbers are taken as they are written.
#[must_use]
pub fn text(object: &Value, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
