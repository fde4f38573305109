//! Content from JSON: where each value of a text stands in it.

use std::sync::Arc;

use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, ast, parse_to_ast};

use super::{Edition, Piece, Places};
use crate::tool::fault::{Lines, Place};

impl Edition {
    /// The catalog in a JSON text. What can't be parsed has no entries, and says why when it is checked.
    #[must_use]
    pub fn found(file: &str, text: String) -> Self {
        let lines = Lines::new(file, &text);
        let mut head = vec![("".into(), Place::start(file))];
        let mut entries = Vec::new();
        let mut members = Vec::new();
        let mut lang = "en".into();
        let parsed = parse_to_ast(&text, &CollectOptions::default(), &ParseOptions::default());
        if let Some(ast::Value::Object(root)) = parsed.ok().and_then(|parsed| parsed.value) {
            for property in &root.properties {
                match (property.name.as_str(), &property.value) {
                    ("entries", ast::Value::Array(found)) => {
                        head.push(("entries".into(), lines.place(property.value.start()..property.value.end())));
                        entries = found.elements.iter().map(|value| Arc::new(piece(&lines, value))).collect();
                    }
                    (name, value) => {
                        if let ("lang", ast::Value::StringLit(tag)) = (name, value) {
                            lang = tag.value.as_ref().into();
                        }
                        walk(&lines, value, name, &mut head);
                        members.push(&text[property.start()..property.end()]);
                    }
                }
            }
        }
        let head = Arc::new(Piece::new(format!("{{{}}}", members.join(",")), Places::new(head)));
        Edition { name: "catalog.json".to_owned(), lang, head, entries, found: Some(text.into()), partial: false, overlay: None }
    }
}

impl Piece {
    /// Any value in a JSON text, with the places of all its parts.
    #[must_use]
    pub fn found(file: &str, text: &str) -> Self {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        let read = parsed.ok().and_then(|parsed| parsed.value).map(|value| piece(&Lines::new(file, text), &value));
        let places = || Places::new(vec![("".into(), Place::start(file))]);
        Self::new(text, read.map_or_else(places, |read| read.places))
    }
}

impl Piece {
    /// The members of the object, each with its JSON.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Box<str>)> {
        let parsed = parse_to_ast(&self.json, &CollectOptions::default(), &ParseOptions::default());
        let Some(ast::Value::Object(object)) = parsed.ok().and_then(|parsed| parsed.value) else { return Vec::new() };
        let json = |value: &ast::Value| self.json[value.start()..value.end()].into();
        object.properties.iter().map(|property| (property.name.as_str().to_owned(), json(&property.value))).collect()
    }
}

fn piece(lines: &Lines, value: &ast::Value) -> Piece {
    let mut places = Vec::new();
    walk(lines, value, "", &mut places);
    Piece::new(&lines.text[value.start()..value.end()], Places::new(places))
}

fn walk(lines: &Lines, value: &ast::Value, path: &str, places: &mut Vec<(Box<str>, Place)>) {
    places.push((path.into(), lines.place(value.start()..value.end())));
    match value {
        ast::Value::Object(object) => {
            for property in &object.properties {
                let name = property.name.as_str();
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                walk(lines, &property.value, &path, places);
            }
        }
        ast::Value::Array(array) => {
            for (index, element) in array.elements.iter().enumerate() {
                walk(lines, element, &format!("{path}[{index}]"), places);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_file_has_its_place() {
        let text = "{\n  \"version\": 1,\n  \"entries\": [ { \"id\": \"é\", \"related\": [\"a\", \"b\"] } ]\n}\n";
        let edition = Edition::found("catalog.json", text.to_owned());
        let check = |path: &str, line, column, end_column| {
            assert_eq!(edition.place(path), Place { file: "catalog.json".into(), line, column, end_column }, "{path}");
        };
        check("", 1, 1, 1);
        check("version", 2, 14, 15);
        check("entries[0].related[1]", 3, 46, 49);
        check("entries[0].title", 3, 16, 52);
        assert_eq!(edition.json(), text);
    }
}
