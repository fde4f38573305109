//! Where the reader can go on from a topic.

use super::Scene;
use super::card::{CardSize, card};
use super::topic::lang;
use crate::catalog::Entry;
use yew::prelude::*;

pub fn related(scene: &Scene, entry: &Entry) -> Html {
    html! {
        <nav class="related" part="related" aria-label={scene.words.related_to(&entry.title)}>
            <@{scene.settings.heading_level.tag(1)} lang={scene.lang_within(&lang(&scene.catalog, entry))}>{ scene.words.related }</@>
            <ul class="cards" role="list">
                { for entry.related.iter().map(|id| card(scene, id, CardSize::Small)) }
            </ul>
        </nav>
    }
}
