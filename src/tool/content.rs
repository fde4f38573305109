//! A catalog as it was written: the JSON of its parts, and where each value of it stands in which file.
//!
//! It is kept in pieces, one an entry, so that one changed file costs no more than itself. Leaves out how it was read, which
//! `source` and `author` know, and whether it makes sense, which `check` finds out.

mod facts;
mod json;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::fault::{Fault, Place};
pub use facts::{Facts, Heading, Link, Named, Picture, Quote, Shown};

/// A catalog in all its languages, and what could not become part of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// The original first.
    pub editions: Vec<Edition>,
    /// What could not be turned into JSON.
    pub faults: Vec<Fault>,
    /// The ids of entries that are left out since they are drafts.
    pub drafts: BTreeSet<String>,
    /// The ids of entries whose files can't be read, and what each of those mentions. Their faults are said where the files break, so that
    /// nothing more need be said where they are missing.
    pub unread: BTreeMap<String, Mentions>,
    /// Translations that are there and not used: their languages and ids.
    pub unused_translations: BTreeSet<(String, String)>,
    /// Width and height of the pictures that were looked into while the content was read, by their paths.
    pub picture_sizes: BTreeMap<String, (u64, u64)>,
    /// Whether what concerns the catalog as a whole could not be read.
    pub is_headless: bool,
    pub asked: Asked,
}

/// The words of a file that can't be read as an entry. Some of them may be the ids of entries that it leads to.
pub type Mentions = BTreeSet<String>;

/// What a catalog asks of its checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The highest school grade that a text may need, where one is set.
    pub reading_grade: Option<u64>,
    /// How many days before its last one an entry is said to expire soon.
    pub expires_soon_days: u64,
    /// The largest picture file, in kilobytes of 1,000 bytes.
    pub image_kilobytes: u64,
}

impl Default for Asked {
    fn default() -> Self {
        Self { reading_grade: None, expires_soon_days: 30, image_kilobytes: 500 }
    }
}

/// A catalog in one language: one JSON file.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The file's name where it is published, such as `catalog.es.json`.
    pub name: String,
    /// A BCP 47 tag.
    pub lang: Arc<str>,
    /// All but the entries.
    pub head: Arc<Piece>,
    pub entries: Vec<Arc<Piece>>,
    /// The text as it was found, where the catalog is a JSON file: it may be anything.
    pub found: Option<Arc<str>>,
    /// Whether entries that are not translated are meant to be so.
    pub partial: bool,
    /// What a partner changes of it.
    pub overlay: Option<Arc<Piece>>,
}

/// A part of a catalog: an object in JSON, and the places of its values.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    pub json: Box<str>,
    pub places: Places,
    facts: OnceLock<Facts>,
}

/// Where the values of a piece stand: a place for each path, such as `related[0]`. The piece itself has the empty path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(Vec<(Box<str>, Place)>);

/// What was found out of it is no part of what it is.
impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json && self.places == other.places
    }
}

impl Piece {
    #[must_use]
    pub fn new(json: impl Into<Box<str>>, places: Places) -> Self {
        Self { json: json.into(), places, facts: OnceLock::new() }
    }

    /// What an entry names and shows. Found out once.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Facts::of(&self.json))
    }
}

impl Content {
    /// The catalog as its first author wrote it.
    #[must_use]
    pub fn original(&self) -> &Edition {
        &self.editions[0]
    }
}

impl Edition {
    /// The whole catalog, format version 1.
    #[must_use]
    pub fn json(&self) -> Cow<'_, str> {
        match &self.found {
            Some(found) => Cow::Borrowed(found),
            None => Cow::Owned(self.with_entries(self.entries.iter().map(|entry| &*entry.json))),
        }
    }

    /// The same catalog with these entries alone.
    #[must_use]
    pub fn with_entries<'a>(&self, entries: impl Iterator<Item = &'a str> + Clone) -> String {
        self.with_list("entries", entries)
    }

    /// The same catalog with a list in place of its entries.
    #[must_use]
    pub fn with_list<'a>(&self, name: &str, entries: impl Iterator<Item = &'a str> + Clone) -> String {
        let head = self.head.json.trim_end().strip_suffix('}').unwrap_or("{").trim_end();
        let length = head.len() + entries.clone().map(|entry| entry.len() + 1).sum::<usize>() + 16;
        let mut json = String::with_capacity(length);
        json.push_str(head);
        json.push_str(if head.ends_with('{') { "\"" } else { ",\"" });
        json.push_str(name);
        json.push_str("\":[");
        for (at, entry) in entries.enumerate() {
            if at > 0 {
                json.push(',');
            }
            json.push_str(entry);
        }
        json.push_str("]}");
        json
    }

    /// The id or alias of the home entry, as the catalog names it.
    #[must_use]
    pub fn home(&self) -> Option<String> {
        let home = self.head.members().into_iter().find(|(name, _)| name == "home");
        home.and_then(|(_, json)| serde_json::from_str(&json).ok())
    }

    /// The folder for this edition's files in one of the published folders, such as `topics/es/` in `topics/`.
    #[must_use]
    pub fn folder(&self, published: &str) -> String {
        self.language().map_or_else(|| published.to_owned(), |lang| format!("{published}{lang}/"))
    }

    /// The part of a translation's names that says its language: `es` of `catalog.es.json`.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.name.strip_prefix("catalog.").and_then(|rest| rest.strip_suffix(".json"))
    }

    /// The language by which the loader knows the edition, a BCP 47 tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.language().unwrap_or(&self.lang)
    }

    /// Where the value at `path` stands, such as `entries[3].related[0]`, or else the nearest value around it.
    #[must_use]
    pub fn place(&self, path: &str) -> Place {
        if let Some((overlay, rest)) = self.overlay.as_ref().zip(path.strip_prefix("overlay")) {
            let found = overlay.places.find(rest.strip_prefix('.').unwrap_or(rest));
            return found.cloned().unwrap_or_else(|| Place::start("overlay"));
        }
        let entry = path.strip_prefix("entries[").and_then(|rest| rest.split_once(']'));
        let found = entry.and_then(|(index, rest)| {
            let entry = self.entries.get(index.parse::<usize>().ok()?)?;
            entry.places.find(rest.strip_prefix('.').unwrap_or(rest))
        });
        found.or_else(|| self.head.places.find(path)).cloned().unwrap_or_else(|| Place::start(self.name.as_str()))
    }
}

impl Places {
    pub const NONE: Places = Places(Vec::new());

    #[must_use]
    pub fn new(mut places: Vec<(Box<str>, Place)>) -> Self {
        places.sort_by(|(a, _), (b, _)| a.cmp(b));
        places.shrink_to_fit();
        Self(places)
    }

    /// The place of the value at `path`, or of the nearest value around it that has one.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Place> {
        let mut path = path;
        loop {
            if let Ok(at) = self.0.binary_search_by(|(known, _)| (**known).cmp(path)) {
                return Some(&self.0[at].1);
            }
            if path.is_empty() {
                return None;
            }
            path = &path[..path.rfind(['.', '[']).unwrap_or(0)];
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &(Box<str>, Place)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(json: &str, places: &[(&str, &str)]) -> Arc<Piece> {
        let places = places.iter().map(|(path, file)| ((*path).into(), Place::start(*file))).collect();
        Arc::new(Piece::new(json, Places::new(places)))
    }

    fn edition(head: &str) -> Edition {
        let entries = vec![piece(r#"{"id":"a"}"#, &[]), piece(r#"{"id":"b"}"#, &[("", "b.md"), ("related[0]", "b")])];
        let head = piece(head, &[("", "catalog.toml"), ("home", "home")]);
        Edition { name: "catalog.json".into(), lang: "en".into(), head, entries, found: None, partial: false, overlay: None }
    }

    #[test]
    fn the_pieces_make_one_json() {
        assert_eq!(edition(r#"{"version":1}"#).json(), r#"{"version":1,"entries":[{"id":"a"},{"id":"b"}]}"#);
        assert_eq!(edition("{}").json(), r#"{"entries":[{"id":"a"},{"id":"b"}]}"#);
    }

    #[test]
    fn a_path_without_a_place_has_that_of_what_is_around_it() {
        let edition = edition("{}");
        let check = |path: &str, file: &str| assert_eq!(&*edition.place(path).file, file, "{path}");
        check("entries[1].related[0]", "b");
        check("entries[1].related[1]", "b.md");
        check("entries[0].id", "catalog.toml");
        check("entries[7]", "catalog.toml");
        check("home", "home");
        check("title", "catalog.toml");
    }
}
