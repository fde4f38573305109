//! What a tool opens below its topic.

use super::language::Language;
use super::map::map;
use super::parts::{classed, element, line, several};
use super::tools::tool;
use super::topic::sheet;
use super::{Scene, View};
use crate::catalog::{Catalog, Entry};
use crate::navigation::Panel;
use yew::prelude::*;

pub fn panel(view: &View, scene: &Scene, entry: &Entry, panel: Panel) -> Html {
    let words = &view.words;
    let (name, mut content) = match panel {
        Panel::Map => (words.neighbours(&entry.title), map(scene, entry)),
        Panel::Share => (words.share().to_owned(), share(view, scene, entry)),
        Panel::Handout => (words.handout().to_owned(), handout(view)),
    };
    let values = vec![Some("vital-panel".into()), Some("-1".into())];
    let mut heading = element(scene.settings.heading_level.tag(1), &["id", "tabindex"], values, name.into());
    heading.node_ref = view.panel_title.clone();
    let header = classed("header", None, vec![heading.into(), tool("close", None, words.close().to_owned().into())]);
    let values = vec![Some("panel".into()), Some("vital-panel".into()), Some("panel".into())];
    content.insert(0, header);
    element("section", &["part", "aria-labelledby", "class"], values, several(content)).into()
}

/// The topic's own page, which is there without the page round the widget.
fn share(view: &View, scene: &Scene, entry: &Entry) -> Vec<Html> {
    let mut acts = vec![tool("copy", None, view.words.copy_link().to_owned().into())];
    if view.can_send {
        acts.push(tool("send", None, view.words.share().to_owned().into()));
    }
    vec![classed("p", Some("address"), vec![page(&scene.catalog, entry, None)]), classed("p", Some("acts"), acts)]
}

/// The topics that the reader has kept, and each of them in full for the printer.
fn handout(view: &View) -> Vec<Html> {
    let words = &view.words;
    let (mut titles, mut sheets) = (Vec::new(), Vec::new());
    for kept in &view.kept {
        let Some(entry) = kept.stop.entry() else { continue };
        let remove = tool("remove", Some(entry.id.shared().into()), words.remove(&entry.title).into());
        titles.push(classed("li", None, vec![page(&kept.stop.catalog, entry, Some(&entry.title)), remove]));
        sheets.push(sheet(view, kept, entry));
    }
    let mut parts = vec![line("p", "told", Language::default(), words.saved_count(titles.len()).into())];
    if !titles.is_empty() {
        let print = tool("print", Some("kept".into()), words.print().to_owned().into());
        parts.extend([classed("ul", None, titles), classed("p", Some("acts"), vec![print]), classed("div", Some("sheets"), sheets)]);
    }
    parts
}

/// A link to an entry's own page, by its title or by its address.
fn page(catalog: &Catalog, entry: &Entry, title: Option<&str>) -> Html {
    let address = catalog.page(&entry.id);
    let text = title.map_or_else(|| address.clone(), str::to_owned);
    element("a", &["href"], vec![Some(address.into())], text.into()).into()
}
