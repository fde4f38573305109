//! What is said where there is no topic to show: a failure, an unknown topic, an empty catalog.

use super::inline;
use crate::catalog::{Catalog, Entry};
use crate::navigation::{Action, Cause};
use crate::settings::HeadingLevel;
use crate::words::Words;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AlertProps {
    /// What happened, in the reader's words.
    pub message: AttrValue,
    pub words: &'static Words,
    pub retry: Callback<()>,
}

/// A failure, a way to try again, and what the host's page put into the element for this case.
#[component]
pub fn Alert(props: &AlertProps) -> Html {
    let retry = props.retry.reform(|_: MouseEvent| ());
    html! {
        <div class="notice" role="alert" part="error">
            <p>{ &props.message }</p>
            <p><button type="button" part="button" onclick={retry}>{ props.words.try_again }</button></p>
            <slot />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct UnknownProps {
    /// The topic that was asked for.
    pub wanted: Rc<str>,
    pub catalog: Rc<Catalog>,
    pub level: HeadingLevel,
    pub words: &'static Words,
    pub title: NodeRef,
    pub act: Callback<Action>,
}

/// There is no such topic: says so, and offers the one that was probably meant, and the home entry.
#[component]
pub fn Unknown(props: &UnknownProps) -> Html {
    let words = props.words;
    let offer = |entry: &Rc<Entry>, text: String| {
        let onclick = inline(&props.act, Action::Step { to: entry.id.clone(), cause: Cause::Link });
        html! { <li><a href={props.catalog.page(&entry.id)} {onclick}>{ text }</a></li> }
    };
    let nearest = props.catalog.nearest(&props.wanted);
    let home = props.catalog.home().filter(|home| Some(*home) != nearest);
    html! {
        <div class="notice" role="alert">
            <@{props.level.tag(0)} ref={&props.title} tabindex="-1">{ words.unknown_topic(&props.wanted) }</@>
            <ul>
                { for nearest.map(|entry| offer(entry, words.did_you_mean(&entry.title))) }
                { for home.map(|entry| offer(entry, words.go_to(&entry.title))) }
            </ul>
            <slot />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    pub words: &'static Words,
}

#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! { <div class="notice"><p>{ props.words.empty }</p><slot /></div> }
}
