//! Running text: plain and marked runs, and links to entries and elsewhere.

use super::Scene;
use super::parts::{inline_link, link};
use crate::catalog::{Run, Target, Text};
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
        Some(Target::Link(url)) => link(url, html),
        Some(Target::Entry(id)) => inline_link(&scene.catalog, id, html),
    }
}
