//! Every entry as a page of its own: what a card's link points to, readable without any script.
//!
//! Drawn by the widget's own components, and styled by the widget's own sheet. Leaves out the document around what is drawn.

use std::rc::Rc;

use anyhow::{Result, anyhow};
use rayon::prelude::*;
use tokio::runtime::Runtime;
use yew::{AttrValue, Callback, Component, Context, Html, LocalServerRenderer, NodeRef, Properties};

use super::addresses::Addresses;
use super::check;
use super::content::Edition;
use super::excerpt::Excerpts;
use super::nowhere;
use super::page::{self, Frame};
use crate::catalog::{self, Catalog, Date, Entry, Limits};
use crate::components::{View, widget};
use crate::navigation::{Action, State, apply};
use crate::settings::{HeadingLevel, Images, Settings};
use crate::words::{ENGLISH, Words};

/// Draws the pages of an edition.
#[derive(Debug)]
pub struct Pages {
    excerpts: Excerpts,
    /// The folder of the pages in the published one, such as `topics/` or `topics/es/`.
    folder: String,
    /// The sheet's path there.
    styles: String,
    today: Date,
}

impl Pages {
    /// # Errors
    /// When the machine's clock is outside of the calendar.
    pub fn new(edition: Edition, styles: &str) -> Result<Self> {
        Ok(Self { folder: edition.pages(), excerpts: Excerpts::new(edition), styles: styles.to_owned(), today: check::today()? })
    }

    #[must_use]
    pub fn edition(&self) -> &Edition {
        self.excerpts.edition()
    }

    /// All pages: their paths in the published folder, and their HTML. An entry that is not shown has none.
    ///
    /// # Errors
    /// When the catalog can't be parsed.
    pub fn all(&self, addresses: &Addresses) -> Result<Vec<(String, String)>> {
        let ids: Vec<&str> = self.excerpts.names().collect();
        let drawn = ids.par_iter().map_init(runtime, |runtime, id| {
            let runtime = runtime.as_ref().map_err(|fault| anyhow!("no runtime to draw pages in: {fault}"))?;
            Ok(self.draw(runtime, id, addresses)?.map(|page| (format!("{}{id}.html", self.folder), page)))
        });
        drawn.filter_map(Result::transpose).collect()
    }

    /// The page of the entry `id`, if it is shown, as it is on this machine alone.
    ///
    /// # Errors
    /// When the catalog can't be parsed.
    pub fn one(&self, id: &str) -> Result<Option<String>> {
        self.draw(&runtime()?, id, &Addresses::default())
    }

    fn draw(&self, runtime: &Runtime, id: &str, addresses: &Addresses) -> Result<Option<String>> {
        let Some(json) = self.excerpts.of(id) else { return Ok(None) };
        let limits = Limits { suggestions: false, ..Limits::NONE };
        let context = catalog::Context { base: nowhere::CATALOG, today: self.today, resolve: &check::resolve, limits, overlay: None };
        let (catalog, _) = catalog::parse(&json, &context)?;
        let Some(entry) = catalog.find(id).cloned() else { return Ok(None) };
        if entry.id.as_str() != id {
            return Ok(Some(page::moved(&catalog, &entry)));
        }
        let catalog = Rc::new(catalog);
        let article = runtime.block_on(draw(reading(&catalog, &entry)));
        let up = "../".repeat(self.folder.matches('/').count());
        let frame = Frame { folder: &self.folder, up: &up, styles: &self.styles, addresses };
        Ok(Some(page::page(&catalog, &entry, &nowhere::relative(&article, &up), &frame)))
    }
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().build()
}

fn reading(catalog: &Rc<Catalog>, entry: &Entry) -> View {
    let open = Action::Open { catalog: catalog.clone(), topic: Some(entry.id.as_str().into()) };
    let settings = Settings { heading_level: HeadingLevel::parse(Some("1")), images: Images::Any, ..Settings::default() };
    still(apply(&State::Loading, open), settings)
}

/// A view for drawing alone: nobody acts on it.
#[must_use]
pub fn still(state: State, settings: Settings) -> View {
    View {
        settings: Rc::new(settings),
        words: state.journey().map_or(&ENGLISH, |journey| Words::of(&journey.catalog().lang)),
        state,
        announcement: AttrValue::default(),
        title: NodeRef::default(),
        act: Callback::noop(),
        leave: Callback::from(|_| true),
        retry: Callback::noop(),
    }
}

/// The widget's HTML.
pub async fn draw(view: View) -> String {
    LocalServerRenderer::<Drawn>::with_props(DrawnProps { view: Rc::new(view) }).hydratable(false).render().await
}

#[derive(Properties)]
struct DrawnProps {
    view: Rc<View>,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &DrawnProps) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
    }
}

/// Yew renders components, and the widget's parts are functions.
struct Drawn;

impl Component for Drawn {
    type Message = ();
    type Properties = DrawnProps;

    fn create(_: &Context<Self>) -> Drawn {
        Drawn
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        widget(&ctx.props().view)
    }
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
        let pages = Pages::new(edition, "assets/styles.0.css").unwrap().all(&Addresses::default()).unwrap();
        assert_eq!(pages.iter().map(|(path, _)| &**path).collect::<Vec<_>>(), ["topics/a.html", "topics/b.html", "topics/old-a.html"]);
        assert!(pages[1].1.contains(r#"href="https://b.example/""#), "an id goes before an alias");
        assert!(pages[2].1.contains(r#"<meta http-equiv="refresh" content="0; url=a.html">"#), "{}", pages[2].1);
        let a = &pages[0].1;
        assert!(a.contains("<title>&lt;A&gt; · A &amp; B</title>"), "{a}");
        assert!(a.contains(r#"<meta name="description" content="Says &quot;a&quot;.">"#), "{a}");
        assert!(a.contains(r#"href="../assets/styles.0.css""#), "{a}");
        assert!(a.contains(r#"href="https://b.example/""#), "{a}");
        assert!(!a.contains(".invalid"), "{a}");
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
            let pages = Pages::new(edition.clone(), "s.css").unwrap().all(&Addresses::default()).unwrap();
            assert_eq!(pages.len(), catalog.names().count());
            let pages: std::collections::BTreeMap<String, String> = pages.into_iter().collect();
            for entry in catalog.entries() {
                let path = format!("{}{}.html", edition.pages(), entry.id);
                let page = &pages[&path];
                let whole = runtime().unwrap().block_on(draw(reading(&catalog, entry)));
                let up = "../".repeat(path.matches('/').count());
                assert!(page.contains(&nowhere::relative(&whole, &up)), "{path}");
            }
        }
    }
}
