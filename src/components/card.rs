//! An entry as a card: a link to it, inline or elsewhere, with what tells it apart.

use super::Scene;
use super::hue::hue;
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
    html! { <ul class="cards" role="list">{ for ids.iter().map(|id| card(scene, id, size)) }</ul> }
}

/// A list item. Only the title is the link, so that its name is short; the stylesheet spreads it over the card.
pub fn card(scene: &Scene, id: &EntryId, size: CardSize) -> Html {
    let words = scene.words;
    let entry = scene.catalog.get(id);
    let place = if size == CardSize::Small { Place::Related } else { Place::Card };
    let shown = entry.image.as_ref().map(|image| picture(scene, image, place));
    let own = scene.lang_within(&lang(&scene.catalog, entry));
    let link = match entry.opens() {
        Opens::Here => {
            html! { <a part="card-link" href={scene.catalog.page(&entry.id)} data-entry={entry.id.shared()}>{ &*entry.title }</a> }
        }
        Opens::Elsewhere(url) => html! {
            <a part="card-link" href={url.as_str().to_owned()} data-from={entry.id.shared()}>
                { &*entry.title }
                { for url.site().map(|site| html! { <span class="site" lang={own.clone()}>{ format!(" {}", words.site(site)) }</span> }) }
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
    html! {
        <li class="card" data-size={size_name} part="card" data-hue={hue(&scene.catalog, entry)} lang={other_lang(scene, entry)}>
            <div class="words">
                { line("label", own.clone(), label(scene, entry)) }
                <p class="name">{ link }</p>
                { for summary.map(|summary| html! { <p class="summary">{ &**summary }</p> }) }
                { for provider.map(|provider| line("provider", own.clone(), words.provider(&provider.name).into())) }
                { for publisher.map(|publisher| line("provider", own.clone(), words.summary_by(&publisher.name).into())) }
            </div>
            { for shown }
        </li>
    }
}

/// The entry's language, where it is another than that of the topic round its card.
fn other_lang(scene: &Scene, entry: &Entry) -> Option<AttrValue> {
    let around = lang(&scene.catalog, scene.catalog.get(&scene.entry));
    Some(lang(&scene.catalog, entry)).filter(|own| *own != around)
}
