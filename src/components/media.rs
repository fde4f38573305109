//! A recording, fetched and played only after the reader asks.

use super::Scene;
use crate::catalog::{Media, MediaKind};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RecordingProps {
    pub kind: MediaKind,
    pub src: AttrValue,
    pub title: AttrValue,
    /// What the button says.
    pub play: AttrValue,
}

/// A button first, a player once it was pressed.
pub struct Recording {
    asked: bool,
}

pub enum Message {
    Play,
}

impl Component for Recording {
    type Message = Message;
    type Properties = RecordingProps;

    fn create(_: &Context<Self>) -> Recording {
        Recording { asked: false }
    }

    fn update(&mut self, _: &Context<Self>, Message::Play: Message) -> bool {
        !std::mem::replace(&mut self.asked, true)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let RecordingProps { kind, src, title, play } = ctx.props();
        let onclick = ctx.link().callback(|_: MouseEvent| Message::Play);
        match (self.asked, kind) {
            (false, _) => html! { <button type="button" part="button" {onclick}>{ play }</button> },
            (true, MediaKind::Audio) => html! { <audio controls=true autoplay=true {src} aria-label={title} /> },
            (true, MediaKind::Video) => html! { <video controls=true autoplay=true {src} aria-label={title} /> },
        }
    }
}

pub fn media(scene: &Scene, media: &Media) -> Html {
    let transcript = media.transcript.as_ref().map(|link| {
        html! { <p><a href={link.as_str().to_owned()} onclick={scene.depart(&scene.entry, link)}>{ scene.words.transcript }</a></p> }
    });
    html! {
        <div class="recording">
            <Recording
                kind={media.kind}
                src={media.src.as_str().to_owned()}
                title={media.title.clone()}
                play={scene.words.play(media.kind, &media.title)}
            />
            { for transcript }
        </div>
    }
}
