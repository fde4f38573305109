//! Where the reader can go on from a topic.

use super::Scene;
use super::card::{CardSize, cards};
use super::parts::heading;
use super::topic::{lang, rest};
use crate::catalog::Entry;
use yew::prelude::*;

pub fn related(scene: &Scene, entry: &Entry) -> Html {
    let own = scene.own_within(&lang(&scene.catalog, entry));
    html! {
        <nav class="related" part="related" aria-label={scene.words.related_to(&entry.title)}>
            { heading(&scene.settings, 1, own, scene.words.related().into()) }
            { cards(scene, &entry.related, CardSize::Small) }
            { for (scene.room.get() < 0).then(|| rest(scene, entry, own)) }
        </nav>
    }
}
