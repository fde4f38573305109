//! One entry as a page: what it is, its picture, its body, what is related.

use super::Scene;
use super::body::body;
use super::card::{CardSize, card};
use super::hue::hue;
use super::parts::{element, line, link};
use super::picture::{Place, picture};
use super::related::related;
use crate::catalog::{Block, Catalog, Entry, EntryId, Opens};
use crate::settings::Layout;
use crate::words::autonym;
use std::rc::Rc;
use yew::prelude::*;

/// `title` becomes the heading, which gets the focus after a step.
pub fn topic(scene: &Scene, title: &NodeRef) -> Html {
    let settings = &scene.settings;
    let entry = scene.catalog.get(&scene.entry);
    let cards_only = settings.layout == Layout::Cards;
    let shown = entry.image.as_ref().filter(|_| !cards_only).map(|image| picture(scene, image, Place::Top));
    // What the body says, its summary needn't; cards beside it say it elsewhere.
    let summary = entry.summary.as_ref().filter(|_| entry.body.is_empty() && !cards_only);
    let language = lang(&scene.catalog, entry);
    let own = scene.lang_within(&language);
    let content = if cards_only { cards(scene, entry) } else { body(scene, entry) };
    let mut heading = element(
        settings.heading_level.tag(0),
        &["part", "id", "tabindex", "class"],
        ["title", "vital-title", "-1", "title"].map(|value| Some(value.into())).into(),
        (&*entry.title).into(),
    );
    heading.node_ref = title.clone();
    html! {
        // The key makes another topic another element: nothing of the one before, such as a playing recording, stays.
        <article key={entry.id.as_str()} class="topic" part="topic" aria-labelledby="vital-title" data-hue={hue(&scene.catalog, entry)} lang={language.clone()}>
            <header>
                <p class="label" part="label" lang={own.clone()}>{ label(scene, entry) }</p>
                { heading }
                { for byline(scene, entry, own.clone()) }
            </header>
            { for shown }
            { for summary.map(|summary| html! { <p class="lead">{ &**summary }</p> }) }
            { content }
            { for original(scene, entry, own) }
            { (!entry.related.is_empty()).then(|| related(scene, entry)) }
        </article>
    }
}

/// Who made the work that the entry is or tells of.
fn byline(scene: &Scene, entry: &Entry, own: Option<AttrValue>) -> Option<Html> {
    let provider = entry.provider.as_ref()?;
    let words = scene.words.provider(&provider.name);
    Some(line("byline", own, words.into()))
}

/// The way to the work that the entry was written from.
fn original(scene: &Scene, entry: &Rc<Entry>, own: Option<AttrValue>) -> Option<Html> {
    let url = entry.url.as_ref()?;
    let text = scene.words.original(url.site()?);
    Some(line("original", own, link(url, text.into())))
}

/// All cards of the body in one list, for the layout that shows nothing else.
fn cards(scene: &Scene, entry: &Entry) -> Html {
    let mut shown: Vec<(&EntryId, CardSize)> = Vec::new();
    for block in &entry.body {
        let (ids, size) = match block {
            Block::Section(section) => (&section.entries[..], CardSize::Full),
            Block::Featured(id) => (std::slice::from_ref(id), CardSize::Featured),
            _ => continue,
        };
        for id in ids {
            if shown.iter().all(|(known, _)| *known != id) {
                shown.push((id, size));
            }
        }
    }
    if shown.is_empty() {
        return html! {};
    }
    html! {
        <ul class="cards" role="list">
            { for shown.into_iter().map(|(id, size)| card(scene, id, size)) }
        </ul>
    }
}

/// The entry's language, where it is said to be another than the catalog's; else the catalog's.
pub(super) fn lang(catalog: &Catalog, entry: &Entry) -> AttrValue {
    entry.lang.clone().unwrap_or_else(|| catalog.lang.clone()).into()
}

/// What the entry is, and what its language calls itself where readers of this catalog don't expect it.
pub(super) fn label(scene: &Scene, entry: &Entry) -> Html {
    let label = scene.words.label(entry);
    match entry.lang.as_ref().filter(|lang| ***lang != *scene.catalog.lang) {
        None => label.into(),
        Some(lang) => html! { <>{ label + " " }<span class="language" lang={lang.clone()}>{ autonym(lang) }</span></> },
    }
}

/// Whether the entry is a work of somebody else's that is summarized here.
pub(super) fn is_summary_of_another(entry: &Entry) -> bool {
    entry.provider.is_some() && entry.summary.is_some() && matches!(entry.opens(), Opens::Elsewhere(_))
}
