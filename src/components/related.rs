//! Where the reader can go on from a topic.

use super::Scene;
use super::card::{CardSize, cards};
use super::parts::heading;
use super::topic::lang;
use crate::catalog::Entry;
use yew::prelude::*;

pub fn related(scene: &Scene, entry: &Entry) -> Html {
    html! {
        <nav class="related" part="related" aria-label={scene.words.related_to(&entry.title)}>
            { heading(&scene.settings, 1, scene.own_within(&lang(&scene.catalog, entry)), scene.words.related().into()) }
            { cards(scene, &entry.related, CardSize::Small) }
        </nav>
    }
}
