//! Running text: plain and marked runs, and links to entries and elsewhere.

use super::Scene;
use crate::catalog::{Run, Target, Text};
use crate::navigation::Cause;
use yew::prelude::*;

pub fn prose(scene: &Scene, text: &Text) -> Html {
    text.0.iter().map(|run| marked(scene, run)).collect()
}

fn marked(scene: &Scene, run: &Run) -> Html {
    let mut html = html! { &*run.text };
    if run.em {
        html = html! { <em>{ html }</em> };
    }
    if run.strong {
        html = html! { <strong>{ html }</strong> };
    }
    match &run.target {
        None => html,
        Some(Target::Link(link)) => html! { <a href={link.as_str().to_owned()} onclick={scene.depart(&scene.entry, link)}>{ html }</a> },
        Some(Target::Entry(id)) => {
            let onclick = scene.step(id, Cause::Link);
            html! { <a href={scene.catalog.page(id)} {onclick}>{ html }</a> }
        }
    }
}
