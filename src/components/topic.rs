//! One entry as a page: what it is, its picture, its body, what is related.

use super::Scene;
use super::body::body;
use super::card::{CardSize, card};
use super::hue::hue;
use super::picture::{Place, picture};
use super::related::related;
use crate::catalog::{Block, Catalog, Entry, EntryId, Opens};
use crate::settings::Layout;
use crate::words::autonym;
use std::rc::Rc;
use yew::prelude::*;

/// `title` becomes the heading, which gets the focus after a step.
pub fn topic(scene: &Scene, title: &NodeRef) -> Html {
    let (words, settings) = (scene.words, &scene.settings);
    let entry = scene.catalog.get(&scene.entry);
    let cards_only = settings.layout == Layout::Cards;
    let shown = entry.image.as_ref().filter(|_| !cards_only).map(|image| picture(scene, image, Place::Top));
    // What the body says, its summary needn't; cards beside it say it elsewhere.
    let summary = entry.summary.as_ref().filter(|_| entry.body.is_empty() && !cards_only);
    let language = lang(&scene.catalog, entry);
    let own = scene.lang_within(&language);
    let content = if cards_only { cards(scene, entry) } else { body(scene, entry) };
    html! {
        // The key makes another topic another element: nothing of the one before, such as a playing recording, stays.
        <article key={entry.id.as_str()} class="topic" part="topic" aria-labelledby="vital-title" data-hue={hue(&scene.catalog, entry)} lang={language.clone()}>
            <header>
                <p class="label" part="label" lang={own.clone()}>{ words.label(entry) }{ for language_name(scene, entry) }</p>
                <@{settings.heading_level.tag(0)} class="title" part="title" id="vital-title" tabindex="-1" ref={title}>
                    { &*entry.title }
                </@>
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
    let line = scene.words.provider(&provider.name);
    Some(html! { <p class="byline" lang={own}>{ line }</p> })
}

/// The way to the work that the entry was written from.
fn original(scene: &Scene, entry: &Rc<Entry>, own: Option<AttrValue>) -> Option<Html> {
    let url = entry.url.as_ref()?;
    let text = scene.words.original(url.site()?);
    Some(html! { <p class="original" lang={own}><a href={url.as_str().to_owned()}>{ text }</a></p> })
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

/// What the entry's language calls itself, where readers of this catalog don't expect it.
pub(super) fn language_name(scene: &Scene, entry: &Entry) -> Option<Html> {
    let lang = entry.lang.as_ref().filter(|lang| ***lang != *scene.catalog.lang)?;
    Some(html! { <>{ " " }<span class="language" lang={lang.clone()}>{ autonym(lang) }</span></> })
}

/// Whether the entry is a work of somebody else's that is summarized here.
pub(super) fn is_summary_of_another(entry: &Entry) -> bool {
    entry.provider.is_some() && entry.summary.is_some() && matches!(entry.opens(), Opens::Elsewhere(_))
}
