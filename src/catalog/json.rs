//! JSON text as a tree that borrows from it. Its grammar and its limit on nesting are here; what it should hold is not.
//!
//! The reader is hifijson: it leaves numbers as text. A reader that turns them into floats brings tables for it that made up
//! a tenth of the wasm, and a catalog has no use for one.

use super::problem::ParseError;
use hifijson::{SliceLexer, token::Lex, value};
use std::borrow::Cow;

pub type Json<'a> = value::Value<&'a str, Cow<'a, str>>;

/// Arrays and objects within each other, at the most.
const DEPTH: usize = 64;

pub fn read(text: &str) -> Result<Json<'_>, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('<') {
        return Err(ParseError::Html);
    }
    let mut lexer = SliceLexer::new(text.as_bytes());
    let tree = lexer.exactly_one(Lex::ws_peek, |next, lexer| value::parse_bounded(DEPTH, next, lexer));
    tree.map_err(|error| {
        let read = text.len() - lexer.as_slice().len();
        let before = &text.as_bytes()[..read];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        // A column counts characters: all bytes but those that go on with one.
        let column = before[start..].iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
        let message = match error {
            hifijson::Error::Depth => format!("arrays and objects are nested deeper than {DEPTH}"),
            _ if lexer.as_slice().is_empty() => "it ends too early".to_owned(),
            error => error.to_string(),
        };
        ParseError::Syntax { line, column, message }
    })
}

/// What a value is, for messages.
pub fn shape(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}
