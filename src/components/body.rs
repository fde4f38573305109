//! The blocks of an entry's body.

use super::Scene;
use super::card::{CardSize, card, cards};
use super::language::Language;
use super::media::media;
use super::parts::{heading, linked};
use super::picture::{Place, picture};
use super::prose::prose;
use crate::catalog::{Block, Entry, Quote, QuoteStyle, Section};
use yew::prelude::*;

pub fn body(scene: &Scene, entry: &Entry) -> Html {
    entry.body[..scene.fit(entry.body.len())].iter().map(|block| drawn(scene, block)).collect()
}

fn drawn(scene: &Scene, block: &Block) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{ prose(scene, text) }</p> },
        Block::Heading(level, text) => heading(&scene.settings, level.get() - 1, Language::default(), prose(scene, text)),
        Block::List(list) => {
            let items = list.items[..scene.fit(list.items.len())].iter().map(|item| html! { <li>{ prose(scene, item) }</li> });
            if list.ordered {
                html! { <ol>{ for items }</ol> }
            } else {
                html! { <ul>{ for items }</ul> }
            }
        }
        Block::Quote(quote) => quoted(scene, quote),
        Block::Section(section) => grouped(scene, section),
        Block::Featured(id) => html! {
            <ul class="cards featured" role="list">{ card(scene, id, CardSize::Featured) }</ul>
        },
        Block::Image(image) => picture(scene, image, Place::Body),
        Block::Media(recording) => media(scene, recording),
    }
}

/// HTML's `blockquote` is for words quoted from a source; what is told in other words is a figure of plain text.
fn quoted(scene: &Scene, quote: &Quote) -> Html {
    let style = match quote.style {
        QuoteStyle::Block => "block",
        QuoteStyle::Pull => "pull",
    };
    let text = html! { <p>{ prose(scene, &quote.text) }</p> };
    let said = match (quote.paraphrase, &quote.url) {
        (true, _) => text,
        (false, url) => html! { <blockquote cite={url.as_ref().map(|url| url.as_str().to_owned())}>{ text }</blockquote> },
    };
    let source = quote.cite.as_ref().map(|cite| linked(quote.url.as_ref(), (&**cite).into()));
    html! { <figure class="quote" data-style={style} part="quote">{ said }{ for source.map(|source| html! { <figcaption>{ source }</figcaption> }) }</figure> }
}

fn grouped(scene: &Scene, section: &Section) -> Html {
    let heading = section.title.as_ref().map(|title| heading(&scene.settings, 1, Language::default(), (&**title).into()));
    let text = section.text.as_ref().map(|text| html! { <p>{ prose(scene, text) }</p> });
    let cards = (!section.entries.is_empty()).then(|| cards(scene, &section.entries, CardSize::Full));
    html! { <section part="section">{ for heading }{ for text }{ for cards }</section> }
}
