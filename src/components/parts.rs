//! Elements that stand in many places. `html!` writes out an element's code wherever it stands, and several times where its tag
//! is only known when it is drawn: what comes often is drawn here, once.

use crate::catalog::{Catalog, EntryId, Link};
use crate::settings::Settings;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag};

/// An element whose tag or class is only known when it is drawn. `names` are those of its attributes, in the order in which they are
/// written, and one without a value is left out.
pub fn element(tag: &'static str, names: &'static [&'static str], values: Vec<Option<AttrValue>>, content: Html) -> VTag {
    let mut element = VTag::new(tag);
    let values = values.into_iter().map(|value| value.map(AttributeOrProperty::Attribute)).collect();
    element.attributes = Attributes::Dynamic { keys: names, values };
    if let Some(children) = element.children_mut() {
        *children = content;
    }
    element
}

/// A heading, so many levels below the title.
pub fn heading(settings: &Settings, below: u8, lang: Option<AttrValue>, content: Html) -> Html {
    element(settings.heading_level.tag(below), &["lang"], vec![lang], content).into()
}

/// A line of the interface's own words, or of some.
pub fn line(class: &'static str, lang: Option<AttrValue>, content: Html) -> Html {
    element("p", &["lang", "class"], vec![lang, Some(class.into())], content).into()
}

/// A link that leads away from the widget.
pub fn link(href: &Link, content: Html) -> Html {
    html! { <a href={href.as_str().to_owned()}>{ content }</a> }
}

/// A link to an entry, inline.
pub fn inline_link(catalog: &Catalog, id: &EntryId, content: Html) -> Html {
    html! { <a href={catalog.page(id)} data-entry={id.shared()}>{ content }</a> }
}
