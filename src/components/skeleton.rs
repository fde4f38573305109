//! What stands in the place of a topic that is on its way.

use crate::words::Words;
use yew::prelude::*;

/// Its shapes are drawn by the stylesheet; assistive technology hears the word.
pub fn skeleton(words: &Words) -> Html {
    html! { <div class="skeleton"><span>{ words.loading() }</span></div> }
}
