//! The way back: the stops before this one, and the one ahead after a step back.

use super::{View, inline};
use crate::navigation::{Action, Journey, Place};
use yew::prelude::*;

pub fn trail(view: &View, journey: &Journey) -> Html {
    let words = view.words;
    let at = journey.at();
    let name = |stop: usize| match (&journey.stops()[stop], journey.entry_at(stop)) {
        (_, Some(entry)) => entry.title.clone(),
        (Place::Unknown(wanted), None) => wanted.clone(),
        (_, None) => journey.catalog().title.clone(),
    };
    let button = |action: Action, class: &'static str, text: String| {
        let onclick = view.act.reform(move |_: MouseEvent| action.clone());
        html! { <button type="button" part="button" {class} {onclick}>{ text }</button> }
    };
    let back = at.checked_sub(1).map(|stop| button(Action::Back, "back", words.back_to(&name(stop))));
    let forward = (at + 1 < journey.stops().len()).then(|| button(Action::Forward, "forward", words.forward_to(&name(at + 1))));
    html! {
        <nav class="trail" part="trail" aria-label={words.trail(&name(at))}>
            { back }
            <ol role="list">
                { for (0..at).map(|stop| html! { <li>{ past(view, journey, stop, &name(stop)) }</li> }) }
                <li aria-current="page">{ &*name(at) }</li>
            </ol>
            { forward }
        </nav>
    }
}

fn past(view: &View, journey: &Journey, stop: usize, name: &str) -> Html {
    match journey.entry_at(stop) {
        Some(entry) => {
            let onclick = inline(&view.act, Action::Trail { stop });
            html! { <a href={journey.catalog().page(&entry.id)} {onclick}>{ name }</a> }
        }
        // A topic that doesn't exist is nothing to go back to.
        None => html! { name },
    }
}
