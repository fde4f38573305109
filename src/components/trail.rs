//! The way back: the stops before this one, and the one ahead after a step back.

use super::View;
use crate::navigation::{Journey, Stop};
use yew::prelude::*;

pub fn trail(view: &View, journey: &Journey) -> Html {
    let words = &view.words;
    let (stops, at) = (journey.stops(), journey.at());
    let back = at.checked_sub(1).map(|stop| {
        html! { <button type="button" part="button" data-act="back" class="back">{ words.back_to(&stops[stop].title()) }</button> }
    });
    let forward = stops.get(at + 1).map(|stop| {
        html! { <button type="button" part="button" data-act="forward" class="forward">{ words.forward_to(&stop.title()) }</button> }
    });
    let here = journey.here().title();
    html! {
        <nav class="trail" part="trail" aria-label={words.trail(&here)}>
            { back }
            <ol role="list">
                { for stops[..at].iter().enumerate().map(|(number, stop)| html! { <li>{ past(number, stop) }</li> }) }
                <li aria-current="page">{ &*here }</li>
            </ol>
            { forward }
        </nav>
    }
}

fn past(number: usize, stop: &Stop) -> Html {
    let title = stop.title();
    match stop.entry() {
        Some(entry) => html! { <a href={stop.catalog.page(&entry.id)} data-stop={number.to_string()}>{ &*title }</a> },
        // A topic that doesn't exist is nothing to go back to.
        None => html! { &*title },
    }
}
