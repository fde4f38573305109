//! A recording, fetched and played only after the reader asks.

use super::Scene;
use crate::catalog::{Link, MediaKind};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RecordingProps {
    pub scene: Scene,
    pub kind: MediaKind,
    pub src: Link,
    pub title: AttrValue,
    pub transcript: Option<Link>,
}

#[component]
pub fn Recording(props: &RecordingProps) -> Html {
    let asked = use_state(|| false);
    let scene = &props.scene;
    let src = props.src.as_str().to_owned();
    let player = match (*asked, props.kind) {
        (false, kind) => {
            let onclick = {
                let asked = asked.clone();
                Callback::from(move |_: MouseEvent| asked.set(true))
            };
            html! { <button type="button" part="button" {onclick}>{ scene.words.play(kind, &props.title) }</button> }
        }
        (true, MediaKind::Audio) => html! { <audio controls=true autoplay=true {src} aria-label={&props.title} /> },
        (true, MediaKind::Video) => html! { <video controls=true autoplay=true {src} aria-label={&props.title} /> },
    };
    let transcript = props.transcript.as_ref().map(|link| {
        html! { <p><a href={link.as_str().to_owned()} onclick={scene.depart(&scene.entry, link)}>{ scene.words.transcript }</a></p> }
    });
    html! { <div class="recording">{ player }{ for transcript }</div> }
}
