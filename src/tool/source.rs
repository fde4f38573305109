//! Where a catalog comes from: a folder of Markdown, or a JSON file. Either gives JSON, places and pictures.
//!
//! Leaves out checking, which is the same for both.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use super::assets;
use super::author::{self, Authored, CATALOG_FILE};
use super::fault::{Place, Places};

/// What a command's `CATALOG` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder with `catalog.toml` and Markdown.
    Folder(PathBuf),
    /// A file in the catalog's own format.
    File(PathBuf),
}

/// A picture that a catalog names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where in the catalog's JSON, such as `entries[3].image.src`.
    pub path: String,
    /// Its address, as the catalog has it.
    pub src: String,
}

impl Source {
    /// The source at `path`; without one, the catalog that this package ships.
    ///
    /// # Errors
    /// When there is neither a file nor a folder with `catalog.toml`.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let shipped = || Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog");
        let path = path.map_or_else(shipped, Path::to_path_buf);
        if path.is_file() {
            return Ok(Self::File(path));
        }
        if path.join(CATALOG_FILE).is_file() {
            return Ok(Self::Folder(path));
        }
        bail!("{0} is no catalog; name a folder with {CATALOG_FILE} or a JSON file (or a command: see `vital --help`)", path.display())
    }

    /// The catalog's JSON, and where its parts are.
    ///
    /// # Errors
    /// When a file can't be read. Faults of the content are no errors.
    pub fn load(&self) -> Result<Authored> {
        match self {
            Self::Folder(folder) => author::author(folder),
            Self::File(path) => {
                let json = fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))?;
                Ok(Authored { places: json_places(&path.display().to_string(), &json), json, faults: Vec::new() })
            }
        }
    }

    /// The folder that relative addresses in the catalog start from.
    #[must_use]
    pub fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::File(path) => path.parent().unwrap_or(Path::new("")),
        }
    }

    /// The pictures to publish with the catalog: those of the folder, and those that a file names. Paths are relative
    /// to [`Source::folder`] and use `/`.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn pictures(&self, json: &str) -> Result<Vec<String>> {
        let mut pictures = Vec::new();
        match self {
            Self::Folder(folder) => collect_pictures(folder, "", &mut pictures)?,
            Self::File(_) => {
                let named = named_pictures(json).into_iter().filter_map(|named| local(&named.src));
                pictures.extend(named.filter(|path| self.folder().join(path).is_file()));
            }
        }
        pictures.sort();
        pictures.dedup();
        Ok(pictures)
    }
}

/// The pictures that the catalog names, in its order.
#[must_use]
pub fn named_pictures(json: &str) -> Vec<Named> {
    let catalog: Value = serde_json::from_str(json).unwrap_or_default();
    let mut named = Vec::new();
    for (index, entry) in catalog["entries"].as_array().into_iter().flatten().enumerate() {
        let mut add = |path: String, src: &Value| named.extend(src.as_str().map(|src| Named { path, src: src.to_owned() }));
        add(format!("entries[{index}].image.src"), &entry["image"]["src"]);
        for (block, content) in entry["body"].as_array().into_iter().flatten().enumerate() {
            if content["type"] == "image" {
                add(format!("entries[{index}].body[{block}].src"), &content["src"]);
            }
        }
    }
    named
}

/// The path of a file beside the catalog that `src` names; `None` for an address elsewhere.
#[must_use]
pub fn local(src: &str) -> Option<String> {
    let path = src.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    (!path.is_empty() && is_below && !path.contains(':')).then(|| path.to_owned())
}

fn collect_pictures(root: &Path, below: &str, pictures: &mut Vec<String>) -> Result<()> {
    let folder = root.join(below);
    let unreadable = || format!("{} could not be read", folder.display());
    for entry in fs::read_dir(&folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.file_type().with_context(unreadable)?.is_dir() {
            if !name.starts_with('.') {
                collect_pictures(root, &path, pictures)?;
            }
        } else if assets::is_picture(&path) {
            pictures.push(path);
        }
    }
    Ok(())
}

/// The place of every value in a JSON text. What can't be parsed has the places up to there.
fn json_places(file: &str, text: &str) -> Places {
    let mut places = Places::default();
    places.insert("", Place::start(file));
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    if let Some(value) = parsed.ok().and_then(|parsed| parsed.value) {
        walk(&Lines::new(file, text), &value, "", &mut places);
    }
    places
}

fn walk(lines: &Lines, value: &ast::Value, path: &str, places: &mut Places) {
    places.insert(path, lines.place(value.start()));
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

/// A text with the beginnings of its lines, so that a catalog of any size is walked in one pass.
struct Lines<'a> {
    file: &'a str,
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        Self { file, text, starts }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        let before = &self.text[self.starts[line - 1]..offset];
        Place { file: self.file.to_owned(), line, column: before.chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_file_has_its_place() {
        let text = "{\n  \"version\": 1,\n  \"entries\": [ { \"id\": \"é\", \"related\": [\"a\", \"b\"] } ]\n}\n";
        let places = json_places("catalog.json", text);
        let check = |path: &str, line, column| {
            assert_eq!(places.find(path), Some(&Place { file: "catalog.json".to_owned(), line, column }), "{path}");
        };
        check("", 1, 1);
        check("version", 2, 14);
        check("entries[0].related[1]", 3, 46);
        check("entries[0].title", 3, 16);
    }

    #[test]
    fn pictures_beside_the_catalog_are_told_from_those_elsewhere() {
        assert_eq!(local("./art/a.svg"), Some("art/a.svg".to_owned()));
        assert_eq!(local("art/a.svg#part"), Some("art/a.svg".to_owned()));
        assert_eq!(local("https://example.org/a.svg"), None);
        assert_eq!(local("//example.org/a.svg"), None);
        assert_eq!(local("../a.svg"), None);
        assert_eq!(local("data:image/png;base64,"), None);
    }

    #[test]
    fn pictures_are_found_in_entries_and_bodies() {
        let json = r#"{"entries":[{"image":{"src":"a.svg"},"body":[{"type":"media","src":"b"},{"type":"image","src":"c.png"}]}]}"#;
        let named = |path: &str, src: &str| Named { path: path.to_owned(), src: src.to_owned() };
        assert_eq!(named_pictures(json), [named("entries[0].image.src", "a.svg"), named("entries[0].body[1].src", "c.png")]);
    }
}
