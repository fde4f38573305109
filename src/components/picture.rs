//! A picture with its credit, if its origin is one that the embedder allows.

use super::Scene;
use super::parts::linked;
use crate::catalog::Image;
use yew::prelude::*;

/// The pictures of a topic's first cards load at once, for they may be in view at first, and what is lazy begins only after the page's
/// layout. The others begin when they are nearly seen.
const AT_ONCE: u32 = 3;

/// Where a picture stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the top of a topic, with its credit.
    Top,
    /// In a body, with its credit.
    Body,
    /// In a card of the body, which leads to where the credit is.
    Card,
    /// In a card below the body.
    Related,
}

pub fn picture(scene: &Scene, image: &Image, place: Place) -> Html {
    let Image { src, alt, size, credit } = image;
    if !scene.settings.images.allow(src.origin()) {
        // Nothing is asked of a stranger's server. What the picture would have said is still there to read.
        return html! { if !alt.is_empty() { <div class="picture" role="img" aria-label={alt.clone()} /> } };
    }
    let is_early = match place {
        Place::Top => true,
        Place::Body | Place::Related => false,
        Place::Card => scene.cards.replace(scene.cards.get() + 1) < AT_ONCE,
    };
    let picture = html! {
        <img
            class="picture"
            part="image"
            data-place={(place == Place::Body).then_some("body")}
            src={src.as_str().to_owned()}
            alt={alt.clone()}
            width={size.map(|(width, _)| width.to_string())}
            height={size.map(|(_, height)| height.to_string())}
            loading={if is_early { "eager" } else { "lazy" }}
            decoding="async"
        />
    };
    match credit.as_ref().filter(|_| matches!(place, Place::Top | Place::Body)) {
        None => picture,
        Some(credit) => {
            let text = linked(credit.url.as_ref(), scene.words.picture_by(&credit.text).into());
            html! { <figure class="credited">{ picture }<figcaption>{ text }</figcaption></figure> }
        }
    }
}
