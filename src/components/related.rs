//! Where the reader can go on from a topic.

use super::Scene;
use super::card::{Card, CardSize};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RelatedProps {
    pub scene: Scene,
}

#[component]
pub fn Related(props: &RelatedProps) -> Html {
    let scene = &props.scene;
    let entry = scene.catalog.get(&scene.entry);
    html! {
        <nav class="related" part="related" aria-label={scene.words.related_to(&entry.title)} lang={scene.words.lang}>
            <@{scene.settings.heading_level.tag(1)}>{ scene.words.related }</@>
            <ul class="cards" role="list">
                { for entry.related.iter().map(|id| html! { <Card scene={scene.clone()} id={id.clone()} size={CardSize::Small} /> }) }
            </ul>
        </nav>
    }
}
