//! What stands in the place of a topic that is on its way.

use crate::words::Words;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SkeletonProps {
    pub words: &'static Words,
}

/// Its shapes are drawn by the stylesheet; assistive technology hears the word.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    html! { <div class="skeleton"><span>{ props.words.loading }</span></div> }
}
