//! What is said where there is no topic to show: a failure, an unknown topic, an empty catalog.

use super::View;
use super::parts::{element, inline_link};
use crate::catalog::{Catalog, Entry};
use crate::words::Words;
use std::rc::Rc;
use yew::prelude::*;

/// A failure, a way to try again, and what the host's page put into the element for this case.
pub fn alert(view: &View, message: String) -> Html {
    html! {
        <div class="notice" role="alert" part="error">
            <p tabindex="-1" ref={&view.title}>{ message }</p>
            <p><button type="button" part="button" data-act="retry">{ view.words.try_again() }</button></p>
            <slot />
        </div>
    }
}

/// What came to nothing, above the topic that the reader has.
pub fn told(words: &Words, message: String) -> Html {
    html! {
        <div class="notice" role="alert" part="error">
            <p>{ message }</p>
            <p><button type="button" part="button" data-act="retry">{ words.try_again() }</button></p>
        </div>
    }
}

/// There is no topic of the wanted name: says so, and offers the one that was probably meant, and the home entry.
pub fn unknown(view: &View, catalog: &Catalog, wanted: &str) -> Html {
    let words = &view.words;
    let offer = |entry: &Rc<Entry>, text: String| {
        html! { <li>{ inline_link(catalog, &entry.id, text.into()) }</li> }
    };
    let nearest = catalog.nearest(wanted);
    let home = catalog.home().filter(|home| nearest.is_none_or(|nearest| nearest.id != home.id));
    let tag = view.settings.heading_level.tag(0);
    let mut title = element(tag, &["tabindex"], vec![Some("-1".into())], words.unknown_topic(wanted).into());
    title.node_ref = view.title.clone();
    html! {
        <div class="notice" role="alert" part="error">
            { title }
            <ul>
                { for nearest.map(|entry| offer(entry, words.did_you_mean(&entry.title))) }
                { for home.map(|entry| offer(entry, words.go_to(&entry.title))) }
            </ul>
            <slot />
        </div>
    }
}

pub fn empty(words: &Words) -> Html {
    html! { <div class="notice"><p>{ words.empty() }</p><slot /></div> }
}
