//! Every entry drawn ahead, by the widget's own components: a page of its own, which is what a card's link points to, readable without
//! any script; a fragment for the loader; and the file that the widget goes on from.
//!
//! Leaves out the document around a page.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::OnceLock;

use anyhow::Result;
use rayon::prelude::*;
use yew::{AttrValue, NodeRef};

use super::addresses::{Addresses, BaseUrl};
use super::assets::{self, FRAGMENTS, PAGES, SHARDS};
use super::check;
use super::content::Edition;
use super::excerpt::Excerpts;
use super::language;
use super::markup::escaped;
use super::nodes::{self, Setting};
use super::nowhere;
use super::oembed;
use super::page::{self, Frame};
use super::search;
use super::shards::{self, Item};
use super::snippets::Prerendered;
use crate::catalog::{self, Block, Catalog, Date, Entry, Limits};
use crate::components::{ROOM, View, article, widget};
use crate::navigation::{Action, State, apply};
use crate::search::Document;
use crate::settings::{HeadingLevel, Images, Settings};
use crate::words::Direction;

/// Draws the topics of an edition.
#[derive(Debug)]
pub struct Pages {
    excerpts: Excerpts,
    /// The folder of the pages in the published one, such as `topics/` or `topics/es/`.
    folder: String,
    /// The sheet's path there.
    styles: String,
    names: Names,
    today: Date,
    searched: OnceLock<BTreeMap<String, Vec<u8>>>,
}

/// The name of the fragment that is shown where no topic is asked for. No id has an underscore.
pub const HOME: &str = "_";

/// What the files of entries are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// By the hash of their content, so that they may be kept for good.
    Hashed,
    /// By the id alone: they change while they are served.
    Plain,
}

/// The hashes of the entries' files, by the entries' ids.
type Hashes<'a> = HashMap<&'a str, String>;

/// A topic in every form that is published.
#[derive(Debug, Clone)]
pub struct Topic {
    /// The complete page.
    pub page: String,
    /// What the loader shows first; see [`Pages::fragment`] for its address.
    pub fragment: String,
    /// The path of the widget's file in the published folder.
    pub file: String,
    /// That file. A former id has none of its own.
    pub shard: Option<String>,
    /// What others embed it by, where it was asked for. Likewise.
    pub embedded: Option<Embedded>,
    /// What it is searched by. Likewise.
    pub document: Option<Document>,
}

/// A topic on other people's pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// Form C.
    pub form: String,
    /// The same without styles.
    pub strict: String,
    /// What is shown in the place of a link to it.
    pub oembed: String,
}

impl Pages {
    /// # Errors
    /// When the machine's clock is outside of the calendar.
    pub fn new(edition: Edition, styles: &str, names: Names) -> Result<Self> {
        let folder = edition.folder(PAGES);
        Ok(Self {
            folder,
            excerpts: Excerpts::new(edition),
            styles: styles.to_owned(),
            names,
            today: check::today()?,
            searched: OnceLock::new(),
        })
    }

    #[must_use]
    pub fn edition(&self) -> &Edition {
        self.excerpts.edition()
    }

    #[must_use]
    pub fn excerpts(&self) -> &Excerpts {
        &self.excerpts
    }

    /// All topics by their names, ids and former ids. An entry that is not shown has none. `forms` are what form C is made with: where it
    /// leads, and the styles.
    ///
    /// # Errors
    /// When the catalog can't be parsed.
    pub fn all(&self, addresses: &Addresses, forms: Option<(&BaseUrl, &str)>) -> Result<BTreeMap<&str, Topic>> {
        self.each(addresses, forms, |_, topic| Ok(topic))
    }

    /// What `take` makes of each topic, by its name. They are too many to be kept all at once.
    ///
    /// # Errors
    /// When the catalog can't be parsed, and what `take` fails with.
    pub fn each<T: Send>(
        &self,
        addresses: &Addresses,
        forms: Option<(&BaseUrl, &str)>,
        take: impl Fn(&str, Topic) -> Result<T> + Sync,
    ) -> Result<BTreeMap<&str, T>> {
        let names: Vec<&str> = self.excerpts.names().collect();
        let hashes = self.hashes(&names);
        let drawn = names.par_iter().map(|name| match self.draw(name, &hashes, addresses, forms)? {
            Some(topic) => Ok(Some((*name, take(name, topic)?))),
            None => Ok(None),
        });
        drawn.filter_map(Result::transpose).collect()
    }

    /// The topic with this name, if it is shown, as it is on this machine alone.
    ///
    /// # Errors
    /// When the catalog can't be parsed.
    pub fn one(&self, name: &str) -> Result<Option<Topic>> {
        self.draw(name, &Hashes::new(), &Addresses::default(), None)
    }

    fn draw(&self, name: &str, hashes: &Hashes, addresses: &Addresses, forms: Option<(&BaseUrl, &str)>) -> Result<Option<Topic>> {
        let Some((json, catalog, entry)) = self.read(name)? else { return Ok(None) };
        let file = self.file(entry.id.as_str(), hashes);
        let catalog = Rc::new(catalog);
        let view = reading(&catalog, &entry);
        let drawn = article(&view);
        // A huge topic is whole on its own page alone.
        let first = if parts(&entry) > FEW { &article(&View { room: ROOM, ..view.clone() }) } else { &drawn };
        // All or none: they are told apart by their order.
        let leads = nodes::values(first, "data-entry").into_iter().map(|id| hashes.get(id).map(String::as_str));
        let leads = leads.collect::<Option<Vec<_>>>().unwrap_or_default();
        let fragment = fragment(&view, &entry, &file, &leads, &nowhere::relative(&nodes::json(first), ""));
        if entry.id.as_str() != name {
            return Ok(Some(Topic { page: page::moved(&catalog, &entry), fragment, file, shard: None, embedded: None, document: None }));
        }
        let up = "../".repeat(self.folder.matches('/').count());
        let article = nowhere::relative(&nodes::html(&drawn, Setting::AS_DRAWN), &up);
        let oembed = forms.map(|(base, _)| base.file(&self.oembed(name)));
        let frame = Frame { folder: &self.folder, up: &up, styles: &self.styles, addresses, oembed: oembed.as_deref() };
        let page = page::page(&catalog, &entry, &upgraded(&view, &entry, &article), &frame);
        let embedded = forms.map(|(base, styles)| {
            let drawn = nodes::html(&drawn, Setting { level: 2, pictures: nowhere::HOST });
            let page = self.page(name);
            let form = Prerendered {
                topic: (name, &page),
                title: &entry.title,
                lang: (&catalog.lang, view.words.lang),
                article: &nowhere::relative(&drawn, &base.file("")),
            };
            Embedded {
                form: form.html(base, Some(styles)),
                strict: form.html(base, None),
                oembed: oembed::document(base, &page, &entry.title, &catalog.title),
            }
        });
        let document = Some(document(&catalog, &entry, Some(&file)));
        Ok(Some(Topic { page, fragment, file, shard: Some(json), embedded, document }))
    }

    /// The files of the index for searching, by their paths. Made when it is first asked for, without drawing the entries.
    ///
    /// # Errors
    /// When the catalog can't be parsed.
    pub fn searched(&self) -> Result<&BTreeMap<String, Vec<u8>>> {
        if let Some(files) = self.searched.get() {
            return Ok(files);
        }
        let names: Vec<&str> = self.excerpts.names().filter(|name| self.excerpts.id(name) == Some(name)).collect();
        let read = names.par_iter().map(|name| Ok(self.read(name)?.map(|(_, catalog, entry)| document(&catalog, &entry, None))));
        let documents = read.filter_map(Result::transpose).collect::<Result<_>>()?;
        let files = search::files(self.edition(), documents)?.into_iter().collect();
        Ok(self.searched.get_or_init(|| files))
    }

    /// The excerpt with the entry of this name, as JSON and read, if the entry is shown.
    fn read(&self, name: &str) -> Result<Option<(String, Catalog, Rc<Entry>)>> {
        let Some(json) = self.excerpts.of(name) else { return Ok(None) };
        let limits = Limits { suggestions: false, ..Limits::NONE };
        let context = catalog::Context { base: nowhere::CATALOG, today: self.today, resolve: &check::resolve, limits, overlay: None };
        let (catalog, _) = catalog::parse(&json, &context)?;
        let entry = catalog.find(name).cloned();
        Ok(entry.map(|entry| (json, catalog, entry)))
    }

    /// The files of the index, with their paths, the root last. `files` are the paths of the entries' files by their names.
    #[must_use]
    pub fn index(&self, files: &BTreeMap<&str, String>) -> Vec<(String, String)> {
        let items = files.iter().map(|(name, file)| Item { name, file, listing: self.excerpts.listing(name) });
        shards::index(self.edition(), self.home(|name| files.contains_key(name)), &items.collect::<Vec<_>>())
    }

    /// The index while entries change: their files have plain names, and nothing need be drawn to know them.
    #[must_use]
    pub fn plain_index(&self) -> Vec<(String, String)> {
        let files = self.excerpts.names().filter_map(|name| Some((name, self.file(self.excerpts.id(name)?, &Hashes::new()))));
        self.index(&files.collect())
    }

    /// The id of the entry that is shown where no topic is asked for: the first, if the catalog's own is not shown.
    pub fn home(&self, is_shown: impl Fn(&str) -> bool) -> Option<&str> {
        let own = self.excerpts.home();
        let mut ids = own.into_iter().chain(self.edition().entries.iter().map(|entry| &*entry.facts().id));
        ids.find(|id| is_shown(id))
    }

    /// The path of a topic's page in the published folder.
    #[must_use]
    pub fn page(&self, name: &str) -> String {
        format!("{}{name}.html", self.folder)
    }

    /// The path of a topic's fragment there.
    #[must_use]
    pub fn fragment(&self, name: &str) -> String {
        self.snippet(name, "json")
    }

    /// The path of what is shown in the place of a link to a topic.
    #[must_use]
    pub fn oembed(&self, name: &str) -> String {
        format!("{}{name}.json", self.edition().folder(oembed::FOLDER))
    }

    /// The path of what is published for a topic beside its fragment, by its ending.
    #[must_use]
    pub fn snippet(&self, name: &str, ending: &str) -> String {
        format!("{}{name}.{ending}", self.edition().folder(FRAGMENTS))
    }

    fn file(&self, id: &str, hashes: &Hashes) -> String {
        let folder = self.edition().folder(SHARDS);
        match hashes.get(id) {
            Some(hash) => format!("{folder}{id}.{hash}.json"),
            None => format!("{folder}{id}.json"),
        }
    }

    /// Those of all entries, which are needed before the first is drawn: entries lead to each other. None where names are plain. The
    /// excerpts that they are taken from are made again for drawing, which costs less than keeping those of a large catalog.
    fn hashes<'a>(&self, names: &[&'a str]) -> Hashes<'a> {
        let names = names.par_iter().filter(|_| self.names == Names::Hashed);
        let ids = names.filter(|name| self.excerpts.id(name) == Some(name));
        ids.filter_map(|id| Some((*id, assets::hash(self.excerpts.of(id)?.as_bytes())))).collect()
    }
}

/// A topic of so many parts is never cut.
const FEW: usize = 100;

/// How many blocks, items of lists and cards an entry has.
fn parts(entry: &Entry) -> usize {
    let within = |block: &Block| match block {
        Block::List(list) => list.items.len(),
        Block::Section(section) => section.entries.len(),
        _ => 0,
    };
    entry.related.len() + entry.body.iter().map(|block| 1 + within(block)).sum::<usize>()
}

fn document(catalog: &Catalog, entry: &Entry, file: Option<&str>) -> Document {
    let former: Vec<&str> =
        catalog.names().filter(|(name, known)| known.id == entry.id && *name != entry.id.as_str()).map(|(name, _)| name).collect();
    Document::new(entry, &former, file, &search::plain)
}

fn reading(catalog: &Rc<Catalog>, entry: &Entry) -> View {
    let open = Action::Open { catalogs: vec![catalog.clone()], topic: Some(entry.id.as_str().into()) };
    let settings = Settings { heading_level: HeadingLevel::parse(Some("1")), images: Images::Any, ..Settings::default() };
    still(apply(&State::Loading, open), settings)
}

/// A view for drawing alone: nobody acts on it.
#[must_use]
pub fn still(state: State, settings: Settings) -> View {
    View {
        settings: Rc::new(settings),
        words: language::words(state.journey().map_or("en", |journey| &journey.catalog().lang)),
        state,
        announcement: AttrValue::default(),
        title: NodeRef::default(),
        failed: None,
        of: None,
        panel: None,
        panel_title: NodeRef::default(),
        kept: Vec::new(),
        can_send: false,
        room: i32::MAX,
    }
}

/// The widget's HTML.
#[must_use]
pub fn draw(view: &View) -> String {
    nodes::html(&widget(view), Setting::AS_DRAWN)
}

/// What the loader shows of a topic before the widget is there, and all it needs to go on from it without the widget: headings count
/// from level 1, addresses are relative to the published folder, and `said` are the widget's words round the topic. `leads` are the
/// hashes in the names of the files that its inline links lead to, in their order, so that a step needs no index.
fn fragment(view: &View, entry: &Entry, shard: &str, leads: &[&str], nodes: &str) -> String {
    let (words, title) = (&view.words, &*entry.title);
    let said = [words.trail(title), words.back_to(title), words.showing(title), words.forward_to(title)];
    let mut described =
        serde_json::json!({ "topic": entry.id.as_str(), "title": title, "lang": words.lang, "file": shard, "leads": leads, "said": said });
    // The way in which the trail is read; from left to right goes without saying.
    if view.state.journey().is_some_and(|journey| Direction::of(&journey.catalog().lang) == Direction::RightToLeft) {
        described["dir"] = "rtl".into();
    }
    let described = described.to_string();
    format!("{},\"nodes\":{nodes}}}", described.trim_end_matches('}'))
}

/// A topic in a page, as plain elements: every engine, search engine and reader can read them, and the loader takes them into the
/// widget as they are.
fn upgraded(view: &View, entry: &Entry, article: &str) -> String {
    let lang = view.state.journey().map(|journey| escaped(&journey.catalog().lang)).unwrap_or_default();
    let (id, words) = (&entry.id, view.words.lang);
    format!(
        "<vital-conditions topic=\"{id}\" lang=\"{lang}\" heading-level=\"1\" images=\"any\" loading=\"eager\"><div data-topic=\"{id}\">\
         <div class=\"vital\" part=\"base\" lang=\"{words}\" data-theme=\"auto\" data-layout=\"page\">{article}</div></div></vital-conditions>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::source::Source;

    const CATALOG: &str = r#"{ "version": 1, "title": "A & B", "entries": [
        { "id": "a", "aliases": ["b", "old-a"], "kind": "topic", "title": "<A>", "summary": "Says \"a\".", "related": ["b"] },
        { "id": "b", "kind": "story", "title": "B", "url": "https://b.example/", "summary": "B." } ] }"#;

    #[test]
    fn each_entry_is_a_page_that_links_to_the_others() {
        let edition = Edition::found("catalog.json", CATALOG.to_owned());
        let pages = Pages::new(edition, "assets/styles.0.css", Names::Hashed).unwrap();
        let topics = pages.all(&Addresses::default(), None).unwrap();
        assert_eq!(topics.keys().copied().collect::<Vec<_>>(), ["a", "b", "old-a"]);
        assert!(topics["b"].page.contains(r#"href="https://b.example/""#), "an id goes before an alias");
        assert!(topics["old-a"].page.contains(r#"<meta http-equiv="refresh" content="0; url=a.html">"#), "{}", topics["old-a"].page);
        let a = &topics["a"].page;
        assert!(a.contains("<title>&lt;A&gt; · A &amp; B</title>"), "{a}");
        assert!(a.contains(r#"<meta name="description" content="Says &quot;a&quot;.">"#), "{a}");
        assert!(a.contains(r#"href="../assets/styles.0.css""#), "{a}");
        assert!(a.contains(r#"href="https://b.example/""#), "{a}");
        assert!(!a.contains(".invalid"), "{a}");
    }

    #[test]
    fn a_fragment_is_the_page_as_a_tree_of_nodes() {
        let pages = Pages::new(Edition::found("catalog.json", CATALOG.to_owned()), "s.css", Names::Hashed).unwrap();
        let topics = pages.all(&Addresses::default(), None).unwrap();
        let b = &topics["b"];
        assert_eq!(
            b.fragment,
            format!(
                r#"{{"file":"{}","lang":"en","leads":[],"said":["Trail: B","Back to B","Now showing: B","Forward to B"],"title":"B","topic":"b","nodes":{}}}"#,
                b.file,
                r#"["article",{"part":"topic","aria-labelledby":"vital-title","dir":"ltr","class":"topic","lang":"en"},["header",{},["p",{"part":"label","class":"label"},"Story"],["h1",{"part":"title","id":"vital-title","tabindex":"-1","class":"title"},"B"]],["p",{"class":"lead"},"B."],["p",{"class":"original"},["a",{"href":"https://b.example/"},"See the original at b.example"]],["div",{"part":"tools","role":"group","aria-label":"Tools for B","class":"tools"},["button",{"part":"button","type":"button","data-act":"around"},"Map"],["button",{"part":"button","type":"button","data-act":"share"},"Share"],["button",{"part":"button","type":"button","data-act":"print"},"Print"],["button",{"part":"button","type":"button","data-act":"save"},"Save for later"]]]"#
            )
        );
        assert_eq!(topics["old-a"].fragment, topics["a"].fragment, "a former id shows the entry");
        assert!(topics["a"].fragment.contains(r#""href":"https://b.example/","data-from":"b""#), "{}", topics["a"].fragment);
        assert!(b.file.starts_with("entries/b.") && b.file.len() == "entries/b.01234567.json".len(), "{}", b.file);
    }

    #[test]
    fn a_fragment_says_which_way_its_trail_is_read() {
        let json = CATALOG.replace("\"version\": 1,", "\"version\": 1, \"lang\": \"ar\",");
        let pages = Pages::new(Edition::found("catalog.json", json), "s.css", Names::Hashed).unwrap();
        let fragment = &pages.all(&Addresses::default(), None).unwrap()["b"].fragment;
        assert!(
            fragment.contains(r#""dir":"rtl","file""#) && fragment.contains(r#""dir":"rtl","class":"topic","lang":"ar""#),
            "{fragment}"
        );
    }

    #[test]
    fn a_fragment_knows_the_files_that_its_links_lead_to() {
        let topic = |id: &str, related: &str| {
            format!(r#"{{"id":"{id}","kind":"topic","title":"T","related":[{related}],"body":[{{"type":"paragraph","text":"Text"}}]}}"#)
        };
        let entries = [topic("a", r#""c","b""#), topic("b", r#""a""#), topic("c", r#""gone""#)].join(",");
        let json = format!(r#"{{"version":1,"entries":[{entries}]}}"#);
        let leads = |names: Names| {
            let pages = Pages::new(Edition::found("catalog.json", json.clone()), "s.css", names).unwrap();
            let topics = pages.all(&Addresses::default(), None).unwrap();
            let fragment: serde_json::Value = serde_json::from_str(&topics["a"].fragment).unwrap();
            let hash = |id: &str| topics[id].file.split('.').nth(1).unwrap().to_owned();
            (fragment["leads"].clone(), [hash("c"), hash("b")])
        };
        let (found, files) = leads(Names::Hashed);
        assert_eq!(found, serde_json::json!(files), "in the order of the links");
        assert_eq!(leads(Names::Plain).0, serde_json::json!([]), "a plain name has no hash");
    }

    #[test]
    fn a_huge_topic_is_whole_on_its_own_page_alone() {
        let ids: Vec<String> = (0..150).map(|number| format!("\"t{number}\"")).collect();
        let related = ids.iter().map(|id| format!(r#"{{"id":{id},"kind":"topic","title":"T"}}"#)).collect::<Vec<_>>().join(",");
        let json =
            format!(r#"{{"version":1,"entries":[{{"id":"a","kind":"topic","title":"A","related":[{}]}},{related}]}}"#, ids.join(","));
        let pages = Pages::new(Edition::found("catalog.json", json), "s.css", Names::Hashed).unwrap();
        let topics = pages.all(&Addresses::default(), None).unwrap();
        let Topic { page, fragment, .. } = &topics["a"];
        assert_eq!((page.matches("data-entry=").count(), page.contains("its own page")), (150, false));
        assert_eq!(fragment.matches("\"data-entry\"").count(), 100);
        assert!(fragment.contains(r#"["a",{"href":"topics/a.html"},"See all of it on its own page"]"#), "{fragment}");
        let fragment: serde_json::Value = serde_json::from_str(fragment).unwrap();
        assert_eq!(fragment["leads"].as_array().unwrap().len(), 100, "a file for each link");
    }

    #[test]
    fn a_page_drawn_from_an_excerpt_is_that_of_the_whole_catalog() {
        let source = Source::open(None).unwrap();
        let content = source.load(false).unwrap();
        for edition in &content.editions {
            let json = edition.json();
            let today = check::today().unwrap();
            let context = catalog::Context { base: nowhere::CATALOG, today, resolve: &check::resolve, limits: Limits::NONE, overlay: None };
            let catalog = Rc::new(catalog::parse(&json, &context).unwrap().0);
            let pages = Pages::new(edition.clone(), "s.css", Names::Hashed).unwrap();
            let topics = pages.all(&Addresses::default(), None).unwrap();
            assert_eq!(topics.len(), catalog.names().count());
            for entry in catalog.entries() {
                let path = pages.page(entry.id.as_str());
                let whole = nodes::html(&article(&reading(&catalog, entry)), Setting::AS_DRAWN);
                let up = "../".repeat(path.matches('/').count());
                assert!(topics[entry.id.as_str()].page.contains(&nowhere::relative(&whole, &up)), "{path}");
            }
        }
    }
}
