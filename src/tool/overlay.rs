//! A partner's overlay in the tool: laid over a catalog before it is checked, and worked into it before it is published.
//!
//! What an overlay does is the catalog's parser's; here its outcome becomes a catalog again. Leaves out the widget's own `overlay` attribute.

mod document;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};

use super::check;
use super::content::{Content, Edition, Piece};
use super::nowhere::{self, OVERLAY_FOLDER};
use super::source;
use crate::catalog::{self, Context, Date, Limits};

/// An overlay in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlayFile(PathBuf);

impl OverlayFile {
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self(path.to_path_buf())
    }

    /// The folder that relative addresses in the overlay start from.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.0.parent().unwrap_or(Path::new(""))
    }

    /// Lays the overlay over every edition, as it is written now.
    ///
    /// # Errors
    /// When the file can't be read. Faults in it are found by the checks.
    pub fn lay(&self, content: &mut Content) -> Result<()> {
        let file = self.0.display().to_string();
        let json = fs::read_to_string(&self.0).with_context(|| format!("the overlay {file} could not be read"))?;
        let overlay = Arc::new(Piece::found(&file, &json));
        for edition in &mut content.editions {
            edition.overlay = Some(overlay.clone());
        }
        Ok(())
    }

    /// The pictures beside the overlay that the editions show: where each is published, and the file.
    #[must_use]
    pub fn pictures(&self, editions: &[Edition]) -> Vec<(String, PathBuf)> {
        let shown = editions.iter().flat_map(|edition| &edition.entries).flat_map(|entry| &entry.facts().pictures);
        let named = shown.filter_map(|picture| {
            let file = source::local(picture.src.strip_prefix(OVERLAY_FOLDER)?)?;
            Some((format!("{OVERLAY_FOLDER}{file}"), file))
        });
        let mut pictures: Vec<_> = named.map(|(published, file)| (published, self.folder().join(file))).collect();
        pictures.retain(|(_, file)| file.is_file());
        pictures.sort();
        pictures.dedup();
        pictures
    }
}

/// The addresses of a catalog and of the overlay beside it, for parsing them in the tool.
#[must_use]
pub fn context(edition: &Edition, today: Date) -> Context<'_> {
    let overlay = edition.overlay.as_ref().map(|overlay| catalog::Overlay { json: &overlay.json, base: nowhere::OVERLAY });
    Context { base: nowhere::CATALOG, today, resolve: &check::resolve, limits: Limits::NONE, overlay }
}

/// The edition with its overlay worked in; the same where there is none, or the catalog can't be read.
#[must_use]
pub fn applied(edition: &Edition, today: Date) -> Edition {
    if edition.overlay.is_none() {
        return edition.clone();
    }
    let json = edition.json();
    let Ok((read, _)) = catalog::parse(&json, &context(edition, today)) else { return edition.clone() };
    let written = nowhere::relative(&document::write(&read, &edition.head.json), "");
    Edition { name: edition.name.clone(), partial: edition.partial, ..Edition::found(&edition.name, written) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_becomes_part_of_the_catalog() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ours.json");
        let overlay = r#"{ "version": 1, "hide": ["c"], "entries": [{ "id": "clinic", "kind": "resource", "title": "Clinic", "url": "https://clinic.example/",
            "image": { "src": "clinic.png", "alt": "Its door" } }], "topics": { "a": { "title": "Ours", "related": ["clinic"] } } }"#;
        fs::write(&path, overlay).unwrap();
        fs::write(folder.path().join("clinic.png"), "").unwrap();
        let catalog = r#"{ "version": 1, "title": "T", "lang": "en", "home": "a", "translations": { "es": "catalog.es.json" }, "entries": [
            { "id": "a", "kind": "topic", "title": "A", "related": ["b", "c"], "image": { "src": "art/a.svg", "alt": "" },
              "body": [{ "type": "paragraph", "text": ["See ", { "text": "B", "entry": "b", "strong": true }, " and ", { "text": "C", "entry": "c" }, "."] }] },
            { "id": "b", "kind": "topic", "title": "B" }, { "id": "c", "kind": "topic", "title": "C" } ] }"#;
        let mut content = Content { editions: vec![Edition::found("catalog.json", catalog.to_owned())], ..Content::default() };
        let file = OverlayFile::new(&path);
        file.lay(&mut content).unwrap();
        let applied = applied(content.original(), Date::new(2026, 11, 22).unwrap());
        let read: serde_json::Value = serde_json::from_str(&applied.json()).unwrap();
        let expected: serde_json::Value = serde_json::from_str(
            r#"{ "version": 1, "title": "T", "lang": "en", "home": "a", "translations": { "es": "catalog.es.json" }, "entries": [
            { "id": "a", "kind": "topic", "title": "Ours", "related": ["clinic", "b"], "image": { "src": "art/a.svg", "alt": "" },
              "body": [{ "type": "paragraph", "text": ["See ", { "text": "B", "entry": "b", "strong": true }, " and ", "C", "."] }] },
            { "id": "b", "kind": "topic", "title": "B" },
            { "id": "clinic", "kind": "resource", "title": "Clinic", "url": "https://clinic.example/",
              "image": { "src": "overlay/clinic.png", "alt": "Its door" } } ] }"#,
        )
        .unwrap();
        assert_eq!(read, expected);
        assert_eq!(file.pictures(&[applied]), [("overlay/clinic.png".to_owned(), folder.path().join("clinic.png"))]);
    }

    #[test]
    fn the_shipped_catalog_comes_through_as_it_was() {
        let content = crate::tool::source::Source::open(None).unwrap().load(false).unwrap();
        for mut edition in content.editions {
            let before: serde_json::Value = serde_json::from_str(&edition.json()).unwrap();
            edition.overlay = Some(Arc::new(Piece::found("overlay.json", r#"{ "version": 1 }"#)));
            let after: serde_json::Value = serde_json::from_str(&applied(&edition, Date::new(2026, 11, 22).unwrap()).json()).unwrap();
            assert_eq!(before["entries"].as_array().map(Vec::len), after["entries"].as_array().map(Vec::len));
            for (before, after) in before["entries"].as_array().unwrap().iter().zip(after["entries"].as_array().unwrap()) {
                assert_eq!(before, after);
            }
        }
    }
}
