//! The way back: the stops before this one, and the one ahead after a step back.

use super::inline;
use crate::catalog::{Catalog, Entry};
use crate::navigation::{Action, Journey, Place};
use crate::words::Words;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TrailProps {
    pub journey: Journey,
    pub words: &'static Words,
    pub act: Callback<Action>,
}

#[component]
pub fn Trail(props: &TrailProps) -> Html {
    let (journey, words) = (&props.journey, props.words);
    let at = journey.at();
    let name = |stop: usize| match (&journey.stops()[stop], journey.entry_at(stop)) {
        (_, Some(entry)) => entry.title.clone(),
        (Place::Unknown(wanted), None) => wanted.clone(),
        (_, None) => journey.catalog().title.clone(),
    };
    let button = |action: Action, class: &'static str, text: String| {
        let onclick = props.act.reform(move |_: MouseEvent| action.clone());
        html! { <button type="button" part="button" {class} {onclick}>{ text }</button> }
    };
    let back = at.checked_sub(1).map(|stop| button(Action::Back, "back", words.back_to(&name(stop))));
    let forward = (at + 1 < journey.stops().len()).then(|| button(Action::Forward, "forward", words.forward_to(&name(at + 1))));
    html! {
        <nav class="trail" part="trail" aria-label={words.trail(&name(at))}>
            { back }
            <ol role="list">
                { for (0..at).map(|stop| html! { <li>{ past(props, stop, &name(stop), journey.entry_at(stop)) }</li> }) }
                <li aria-current="page">{ &*name(at) }</li>
            </ol>
            { forward }
        </nav>
    }
}

fn past(props: &TrailProps, stop: usize, name: &str, entry: Option<&Rc<Entry>>) -> Html {
    let onclick = inline(&props.act, Action::Trail { stop });
    let catalog: &Catalog = props.journey.catalog();
    match entry {
        Some(entry) => html! { <a href={catalog.page(&entry.id)} {onclick}>{ name }</a> },
        // A topic that doesn't exist is nothing to go back to.
        None => html! { name },
    }
}
