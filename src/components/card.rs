//! An entry as a card: a link to it, inline or elsewhere, with what tells it apart.

use super::Scene;
use super::hue::hue;
use super::language::other_direction;
use super::parts::line;
use super::picture::{Place, picture};
use super::topic::{is_summary_of_another, label, lang};
use crate::catalog::{Entry, EntryId, Opens};
use yew::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardSize {
    /// Large, with the summary.
    Featured,
    Full,
    /// Label and title, for the related topics.
    Small,
}

/// Cards of one size.
pub fn cards(scene: &Scene, ids: &[EntryId], size: CardSize) -> Html {
    html! { <ul class="cards" role="list">{ for ids[..scene.fit(ids.len())].iter().map(|id| card(scene, id, size)) }</ul> }
}

/// A list item. Only the title is the link, so that its name is short; the stylesheet spreads it over the card.
pub fn card(scene: &Scene, id: &EntryId, size: CardSize) -> Html {
    let words = &scene.words;
    let entry = scene.catalog.get(id);
    let place = if size == CardSize::Small { Place::Related } else { Place::Card };
    let shown = entry.image.as_ref().map(|image| picture(scene, image, place));
    let own = scene.own_within(&lang(&scene.catalog, entry));
    let link = match entry.opens() {
        Opens::Here => {
            html! { <a part="card-link" href={scene.catalog.page(&entry.id)} data-entry={entry.id.shared()}>{ &*entry.title }</a> }
        }
        Opens::Elsewhere(url) => html! {
            <a part="card-link" href={url.as_str().to_owned()} data-from={entry.id.shared()}>
                { &*entry.title }
                { for url.site().map(|site| line("span", "site", own, format!(" {}", words.site(site)).into())) }
            </a>
        },
    };
    let size_name = match size {
        CardSize::Featured => "featured",
        CardSize::Full => "full",
        CardSize::Small => "small",
    };
    let another = is_summary_of_another(entry);
    let summary = entry.summary.as_ref().filter(|_| size == CardSize::Featured || size == CardSize::Full && another);
    let publisher = scene.catalog.publisher.as_ref().filter(|_| summary.is_some() && another);
    let provider = entry.provider.as_ref().filter(|_| size != CardSize::Small);
    let (lang, dir) = other_language(scene, entry);
    html! {
        <li class="card" data-size={size_name} part="card" data-hue={hue(&scene.catalog, entry)} {lang} {dir}>
            <div class="words">
                { line("p", "label", own, label(scene, entry)) }
                <p class="name">{ link }</p>
                { for summary.map(|summary| html! { <p class="summary">{ &**summary }</p> }) }
                { for provider.map(|provider| line("p", "provider", own, words.provider(&provider.name).into())) }
                { for publisher.map(|publisher| line("p", "provider", own, words.summary_by(&publisher.name).into())) }
            </div>
            { for shown }
        </li>
    }
}

/// The entry's language, where it is another than that of the topic round its card, and its direction likewise.
fn other_language(scene: &Scene, entry: &Entry) -> (Option<AttrValue>, Option<&'static str>) {
    let (around, own) = (lang(&scene.catalog, scene.catalog.get(&scene.entry)), lang(&scene.catalog, entry));
    let dir = other_direction(&around, &own);
    (Some(own).filter(|own| *own != around), dir)
}
