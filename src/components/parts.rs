//! Elements that stand in many places. `html!` writes out an element's code wherever it stands, and several times where its tag
//! is only known when it is drawn: what comes often is drawn here, once.

use super::language::Language;
use crate::catalog::{Catalog, EntryId, Link};
use crate::settings::Settings;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VList, VTag};

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

/// Nodes one after the other.
pub fn several(nodes: Vec<Html>) -> Html {
    VList::with_children(nodes, None).into()
}

/// An element whose values are all known beforehand.
pub fn tagged(tag: &'static str, names: &'static [&'static str], values: &[Option<&'static str>], content: Html) -> VTag {
    element(tag, names, self::values(values), content)
}

/// The same with a class alone, or with nothing.
pub fn classed(tag: &'static str, class: Option<&'static str>, content: Vec<Html>) -> Html {
    tagged(tag, &["class"], &[class], several(content)).into()
}

/// Values that are known beforehand.
pub fn values(known: &[Option<&'static str>]) -> Vec<Option<AttrValue>> {
    known.iter().map(|value| value.map(AttrValue::from)).collect()
}

/// What there is of these, one behind the other.
pub fn joined(parts: Vec<Option<Html>>) -> Html {
    several(parts.into_iter().flatten().collect())
}

/// A heading, so many levels below the title.
pub fn heading(settings: &Settings, below: u8, Language { lang, dir }: Language, content: Html) -> Html {
    tagged(settings.heading_level.tag(below), &["lang", "dir"], &[lang, dir], content).into()
}

/// A line of the interface's own words, or of some: a `p` or a `span`.
pub fn line(tag: &'static str, class: &'static str, Language { lang, dir }: Language, content: Html) -> Html {
    tagged(tag, &["lang", "dir", "class"], &[lang, dir, Some(class)], content).into()
}

/// A link that leads away from the widget.
pub fn link(href: &Link, content: Html) -> Html {
    html! { <a href={href.as_str().to_owned()}>{ content }</a> }
}

/// What is a link where there is an address.
pub fn linked(href: Option<&Link>, content: Html) -> Html {
    match href {
        Some(href) => link(href, content),
        None => content,
    }
}

/// A link to an entry, inline.
pub fn inline_link(catalog: &Catalog, id: &EntryId, content: Html) -> Html {
    html! { <a href={catalog.page(id)} data-entry={id.shared()}>{ content }</a> }
}
