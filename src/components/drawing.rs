//! What drawings have in common: the frame, which is navigation, and the links in it.

use super::Scene;
use super::hue::hue;
use super::parts::{element, several};
use crate::catalog::{Entry, Opens};
use yew::prelude::*;

/// A drawing whose parts are links. `view_box` are the coordinates that it extends over, as SVG writes them.
pub fn drawing(class: &'static str, name: String, view_box: String, content: Vec<Html>) -> Html {
    let drawn = element("svg", &["viewBox"], vec![Some(view_box.into())], several(content));
    let values = vec![Some(class.into()), Some(name.into()), Some(class.into())];
    element("nav", &["part", "aria-label", "class"], values, drawn.into()).into()
}

/// A link to an entry in a drawing or beside one, inline or elsewhere: then its name says where. It has its name as an attribute, since
/// WebKit takes none from the text of a link in a drawing.
pub fn drawn_link(scene: &Scene, entry: &Entry, mark: Option<&'static str>, content: Vec<Html>) -> Html {
    let id = Some(entry.id.shared().into());
    let (href, inline, elsewhere, name) = match entry.opens() {
        Opens::Here => (scene.catalog.page(&entry.id), id, None, entry.title.to_string()),
        Opens::Elsewhere(url) => {
            let site = url.site().map(|site| scene.words.site(site)).unwrap_or_default();
            (url.as_str().to_owned(), None, id, format!("{} {site}", entry.title))
        }
    };
    let current = (mark == Some("here")).then(|| "true".into());
    let values = vec![
        Some(href.into()),
        inline,
        elsewhere,
        Some("map".into()),
        Some(name.into()),
        current,
        hue(&scene.catalog, entry).map(AttrValue::from),
        mark.map(AttrValue::from),
    ];
    let names = &["href", "data-entry", "data-from", "data-cause", "aria-label", "aria-current", "data-hue", "data-mark"];
    element("a", names, values, several(content)).into()
}
