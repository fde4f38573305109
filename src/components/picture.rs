//! A picture with its credit, if its origin is one that the embedder allows.

use super::Scene;
use crate::catalog::Image;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PictureProps {
    pub scene: Scene,
    pub image: Image,
    /// Whether the credit is shown under it.
    #[prop_or_default]
    pub credited: bool,
    /// For the picture at the top, which is in view at once.
    #[prop_or_default]
    pub eager: bool,
}

#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let Image { src, alt, size, credit } = &props.image;
    let scene = &props.scene;
    if !scene.settings.images.allow(src.origin()) {
        // Nothing is asked of a stranger's server. What the picture would have said is still there to read.
        return html! { if !alt.is_empty() { <div class="picture withheld" role="img" aria-label={alt.clone()} /> } };
    }
    let picture = html! {
        <img
            class="picture"
            part="image"
            src={src.as_str().to_owned()}
            alt={alt.clone()}
            width={size.map(|(width, _)| width.to_string())}
            height={size.map(|(_, height)| height.to_string())}
            loading={if props.eager { "eager" } else { "lazy" }}
            decoding="async"
        />
    };
    match credit.as_ref().filter(|_| props.credited) {
        None => picture,
        Some(credit) => {
            let text = scene.words.picture_by(&credit.text);
            let text = match &credit.url {
                Some(url) => html! { <a href={url.as_str().to_owned()} onclick={scene.depart(&scene.entry, url)}>{ text }</a> },
                None => html! { text },
            };
            html! { <figure class="credited">{ picture }<figcaption>{ text }</figcaption></figure> }
        }
    }
}
