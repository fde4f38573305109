//! Every entry as a page of its own: what a card's link points to, readable without any script.
//!
//! Drawn by the widget's own components, and styled by the widget's own sheet.

use std::fmt::Write;
use std::rc::Rc;

use anyhow::{Context as _, Result};
use yew::{AttrValue, Callback, Component, Context, Html, LocalServerRenderer, NodeRef, Properties};

use super::check;
use crate::catalog::{self, Catalog, Entry, Limits};
use crate::components::{View, widget};
use crate::navigation::{Action, State, apply};
use crate::settings::{HeadingLevel, Images, Settings};
use crate::words::{ENGLISH, Words};

/// Where the folder is taken to be while it is drawn. No host has such a name (RFC 2606), and so it can be told from every
/// other address when the links are made relative.
const NOWHERE: &str = "https://folder.invalid/";

/// The pages of all entries that are shown: their paths in the published folder, and their HTML. `styles` is the sheet's
/// path there.
///
/// # Errors
/// When the catalog can't be parsed.
pub fn pages(json: &str, styles: &str) -> Result<Vec<(String, String)>> {
    let base = format!("{NOWHERE}catalog.json");
    let context = catalog::Context { base: &base, today: check::today()?, resolve: &check::resolve, limits: Limits::NONE, overlay: None };
    let (catalog, _) = catalog::parse(json, &context)?;
    let catalog = Rc::new(catalog);
    let runtime = tokio::runtime::Builder::new_current_thread().build().context("no runtime to draw pages in")?;
    let pages = catalog.entries().iter().map(|entry| {
        let article = runtime.block_on(draw(reading(&catalog, entry)));
        (format!("topics/{}.html", entry.id), page(&catalog, entry, &article.replace(NOWHERE, "../"), styles))
    });
    Ok(pages.collect())
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

fn page(catalog: &Catalog, entry: &Entry, article: &str, styles: &str) -> String {
    let lang = escaped(entry.lang.as_ref().unwrap_or(&catalog.lang));
    let title = escaped(&entry.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}"
    );
    if !catalog.title.is_empty() && catalog.title != entry.title {
        let _ = write!(page, " · {}", escaped(&catalog.title));
    }
    page += "</title>\n";
    if let Some(summary) = &entry.summary {
        let _ = writeln!(page, "<meta name=\"description\" content=\"{}\">", escaped(summary));
    }
    let _ = write!(page, "<link rel=\"stylesheet\" href=\"../{styles}\">\n</head>\n<body>\n<main>{article}</main>\n</body>\n</html>\n");
    page
}

/// Text as it stands in HTML, in an element or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &str = r#"{ "version": 1, "title": "A & B", "entries": [
        { "id": "a", "kind": "topic", "title": "<A>", "summary": "Says \"a\".", "related": ["b"] },
        { "id": "b", "kind": "story", "title": "B", "url": "https://b.example/", "summary": "B." } ] }"#;

    #[test]
    fn each_entry_is_a_page_that_links_to_the_others() {
        let pages = pages(CATALOG, "assets/styles.0.css").unwrap();
        assert_eq!(pages.iter().map(|(path, _)| &**path).collect::<Vec<_>>(), ["topics/a.html", "topics/b.html"]);
        let a = &pages[0].1;
        assert!(a.contains("<title>&lt;A&gt; · A &amp; B</title>"), "{a}");
        assert!(a.contains(r#"<meta name="description" content="Says &quot;a&quot;.">"#), "{a}");
        assert!(a.contains(r#"href="../assets/styles.0.css""#), "{a}");
        assert!(a.contains(r#"href="https://b.example/""#), "{a}");
        assert!(!a.contains("folder.invalid"), "{a}");
    }
}
