//! Where the pages of a build are found once it is published: under which address, and which of them say the same in other languages.
//!
//! Known before any page is drawn, from the facts of the entries alone. Leaves out what is on the pages.

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Error, Result, anyhow};
use serde_json::Value;
use url::Url;

use super::assets::PAGES;
use super::check::published::is_id;
use super::content::{Edition, Facts};
use super::nowhere;
use crate::catalog::{Date, Link};

/// The address of the published folder: http or https, with a slash at its end, and without a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl FromStr for BaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let mut url = url.ok_or_else(|| anyhow!("name the folder's whole address, such as https://example.org/vital/"))?;
        url.set_query(None);
        url.set_fragment(None);
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self(url))
    }
}

impl BaseUrl {
    /// The address of a file in the folder. Its path needs no encoding: the tool names its files in plain ASCII.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// What is known of where pages will be. Nothing is where they are drawn for this machine alone.
#[derive(Debug, Default)]
pub struct Addresses {
    base: Option<BaseUrl>,
    fronts: Vec<Front>,
    versions: BTreeMap<String, Vec<Version>>,
}

/// An edition as readers come to it.
#[derive(Debug, PartialEq, Eq)]
pub struct Front {
    /// The folder of its pages, such as `topics/es/`.
    pub folder: Arc<str>,
    /// A BCP 47 tag.
    pub lang: Arc<str>,
    /// The catalog's title; empty where it has none.
    pub title: String,
    /// The id and the title of the entry to begin with. None in an empty edition.
    pub home: Option<(String, String)>,
}

/// An entry in one of the languages that it is written in.
#[derive(Debug, PartialEq, Eq)]
pub struct Version {
    /// A BCP 47 tag.
    pub lang: Arc<str>,
    /// The folder of the page.
    pub folder: Arc<str>,
    pub reviewed: Option<Date>,
}

impl Addresses {
    /// Those of the pages of all `editions`, the original first.
    #[must_use]
    pub fn new<'a>(base: Option<BaseUrl>, editions: impl Iterator<Item = &'a Edition>, today: Date) -> Self {
        let mut addresses = Self { base, ..Self::default() };
        for edition in editions {
            addresses.add(edition, today);
        }
        addresses
    }

    fn add(&mut self, edition: &Edition, today: Date) {
        let mut seen = HashSet::with_capacity(edition.entries.len());
        // Of two entries with one id the first counts, as in the parser.
        let all = edition.entries.iter().map(|entry| entry.facts()).filter(|facts| seen.insert(&*facts.id));
        let shown: Vec<&Facts> = all.filter(|facts| is_shown(facts, today)).collect();
        let head: Value = serde_json::from_str(&edition.head.json).unwrap_or_default();
        let home = head["home"].as_str().unwrap_or_default();
        let of_alias = || shown.iter().find(|facts| facts.aliases.iter().any(|alias| alias == home));
        let home = shown.iter().find(|facts| facts.id == home).or_else(of_alias).or(shown.first());
        let front = Front {
            folder: edition.folder(PAGES).into(),
            lang: edition.lang.clone(),
            title: head["title"].as_str().map(str::trim).unwrap_or_default().to_owned(),
            home: home.map(|facts| (facts.id.clone(), facts.title.clone())),
        };
        for facts in shown {
            let versions = self.versions.entry(facts.id.clone()).or_default();
            let lang = facts.lang.as_deref().filter(|lang| !lang.trim().is_empty()).unwrap_or(&edition.lang);
            // What is not translated stands in every edition, and is the original each time.
            if !versions.iter().any(|version| version.lang.eq_ignore_ascii_case(lang)) {
                let lang = if *lang == *edition.lang { edition.lang.clone() } else { lang.into() };
                let reviewed = facts.reviewed.as_deref().and_then(Date::parse);
                versions.push(Version { lang, folder: front.folder.clone(), reviewed });
            }
        }
        self.fronts.push(front);
    }

    #[must_use]
    pub fn base(&self) -> Option<&BaseUrl> {
        self.base.as_ref()
    }

    /// All editions, the original first.
    #[must_use]
    pub fn fronts(&self) -> &[Front] {
        &self.fronts
    }

    /// The edition whose pages are in `folder`.
    #[must_use]
    pub fn front(&self, folder: &str) -> Option<&Front> {
        self.fronts.iter().find(|front| *front.folder == *folder)
    }

    /// The ids of all entries that are shown, in their alphabet's order, each with the languages that it is written in.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &[Version])> {
        self.versions.iter().map(|(id, versions)| (&**id, &**versions))
    }

    /// The languages that an entry is written in, in the order of the editions: the first is the original.
    #[must_use]
    pub fn versions(&self, id: &str) -> &[Version] {
        self.versions.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// An address that is good anywhere; of one that the catalog gives relative to itself only where the base URL is known, and none of
    /// mailto and tel, which lead to no page.
    #[must_use]
    pub fn absolute(&self, link: &Link) -> Option<String> {
        link.origin()?;
        let written = nowhere::relative(link.as_str(), "./");
        if written == link.as_str() {
            return Some(written);
        }
        Some(self.base.as_ref()?.0.join(&written).ok()?.into())
    }
}

/// Whether the parser shows an entry with these facts.
fn is_shown(facts: &Facts, today: Date) -> bool {
    let is_past = facts.expires.as_deref().and_then(Date::parse).is_some_and(|last| last < today);
    is_id(&facts.id) && !facts.title.trim().is_empty() && !is_past
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::check;
    use crate::tool::prerender::{Names, Pages};
    use crate::tool::source::Source;

    const TODAY: &str = "2026-11-22";

    fn addresses(editions: &[Edition], base: Option<&str>) -> Addresses {
        Addresses::new(base.map(|base| base.parse().unwrap()), editions.iter(), Date::parse(TODAY).unwrap())
    }

    fn edition(name: &str, json: &str) -> Edition {
        Edition { name: name.to_owned(), ..Edition::found(name, json.to_owned()) }
    }

    #[test]
    fn a_base_url_is_that_of_a_folder() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(text.parse::<BaseUrl>().ok().map(|base| base.file("topics/a.html")).as_deref(), expected, "{text}");
        };
        check("https://example.org", Some("https://example.org/topics/a.html"));
        check("https://example.org/vital", Some("https://example.org/vital/topics/a.html"));
        check("http://127.0.0.1:8080/vital/?a#b", Some("http://127.0.0.1:8080/vital/topics/a.html"));
        check("example.org/vital", None);
        check("localhost:8080", None);
        check("file:///vital/", None);
        assert_eq!(
            "vital/".parse::<BaseUrl>().unwrap_err().to_string(),
            "name the folder's whole address, such as https://example.org/vital/"
        );
    }

    #[test]
    fn an_entry_has_a_version_for_each_language_that_it_is_written_in() {
        let editions = [
            edition(
                "catalog.json",
                r#"{ "version": 1, "title": "T", "home": "old-b", "entries": [
                { "id": "a", "kind": "topic", "title": "A", "reviewed": "2026-10-01" },
                { "id": "a", "kind": "topic", "title": "Another A" },
                { "id": "b", "aliases": ["old-b"], "kind": "topic", "title": "B" },
                { "id": "c", "kind": "topic", "title": "C", "lang": "es" },
                { "id": "d", "kind": "topic", "title": "D", "expires": "2026-11-21" } ] }"#,
            ),
            edition(
                "catalog.es.json",
                r#"{ "version": 1, "lang": "es", "home": "d", "entries": [
                { "id": "a", "kind": "topic", "title": "A, en español", "reviewed": "2026-11-01" },
                { "id": "b", "kind": "topic", "title": "B", "lang": "EN" },
                { "id": "c", "kind": "topic", "title": "C", "lang": "es" },
                { "id": "d", "kind": "topic", "title": "D", "expires": "2026-11-21" } ] }"#,
            ),
        ];
        let addresses = addresses(&editions, None);
        let entries: Vec<String> = addresses
            .entries()
            .map(|(id, versions)| {
                let said = |Version { lang, folder, reviewed }: &Version| {
                    format!(" {lang} {folder} {}", reviewed.map_or_else(|| "-".to_owned(), |reviewed| reviewed.to_string()))
                };
                id.to_owned() + &versions.iter().map(said).collect::<String>()
            })
            .collect();
        assert_eq!(entries, ["a en topics/ 2026-10-01 es topics/es/ 2026-11-01", "b en topics/ -", "c es topics/ -"]);
        let homes: Vec<&str> = addresses.fronts().iter().filter_map(|front| Some(&*front.home.as_ref()?.0)).collect();
        assert_eq!(homes, ["b", "a"], "an alias is as good as an id, and an entry that is not shown is no beginning");
    }

    #[test]
    fn every_page_that_is_drawn_is_known_before_and_no_other() {
        for folder in ["catalog", "tests/fixtures/every-fault", "tests/fixtures/every-fault.json", "tests/fixtures/sound"] {
            let source = Source::open(Some(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).as_path())).unwrap();
            let content = source.load(true).unwrap();
            for edition in content.editions {
                let known = Addresses::new(None, std::iter::once(&edition), check::today().unwrap());
                let known: Vec<String> = known.entries().map(|(id, _)| format!("{}{id}.html", edition.folder(PAGES))).collect();
                let pages = Pages::new(edition, "s.css", Names::Hashed).unwrap();
                let drawn = pages.all(&Addresses::default(), None).unwrap().into_iter();
                let drawn: Vec<String> = drawn.filter(|(_, topic)| topic.shard.is_some()).map(|(id, _)| pages.page(id)).collect();
                assert!(!drawn.is_empty());
                assert_eq!(known, drawn, "{folder}");
            }
        }
    }

    #[test]
    fn a_relative_address_is_good_anywhere_once_the_base_is_known() {
        let check = |address: &str, without: Option<&str>, with: Option<&str>| {
            let json = serde_json::json!({ "version": 1, "entries": [], "publisher": { "name": "P", "url": address } }).to_string();
            let context = crate::catalog::Context {
                base: nowhere::CATALOG,
                today: Date::parse(TODAY).unwrap(),
                resolve: &check::resolve,
                limits: crate::catalog::Limits::NONE,
                overlay: None,
            };
            let link = crate::catalog::parse(&json, &context).unwrap().0.publisher.unwrap().url.unwrap();
            assert_eq!(addresses(&[], None).absolute(&link).as_deref(), without);
            assert_eq!(addresses(&[], Some("https://example.org/vital/")).absolute(&link).as_deref(), with);
        };
        check("art/a.svg", None, Some("https://example.org/vital/art/a.svg"));
        check("./a:b.svg", None, Some("https://example.org/vital/a:b.svg"));
        check("../a.svg", None, Some("https://example.org/a.svg"));
        check("/a.svg", None, Some("https://example.org/a.svg"));
        check("https://other.example/a.svg", Some("https://other.example/a.svg"), Some("https://other.example/a.svg"));
        check("mailto:us@example.org", None, None);
    }
}
