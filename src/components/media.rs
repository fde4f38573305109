//! A recording. Nothing of it is fetched before the reader presses play.

use super::Scene;
use super::parts::{link, tagged};
use super::topic::lang;
use crate::catalog::{Media, MediaKind};
use yew::prelude::*;

pub fn media(scene: &Scene, media: &Media) -> Html {
    let (src, title) = (media.src.as_str().to_owned(), media.title.clone());
    let player = match media.kind {
        MediaKind::Audio => html! { <audio controls=true preload="none" {src} aria-label={title} /> },
        MediaKind::Video => html! { <video controls=true preload="none" {src} aria-label={title} /> },
    };
    let entry = scene.catalog.get(&scene.entry);
    let own = scene.own_within(&lang(&scene.catalog, entry));
    let transcript = media.transcript.as_ref().map(|transcript| {
        let text = link(transcript, scene.words.transcript().into());
        Html::from(tagged("p", &["lang", "dir"], &[own.lang, own.dir], text))
    });
    html! {
        <figure class="recording">
            <figcaption>{ &*media.title }</figcaption>
            { player }
            { for transcript }
        </figure>
    }
}
