//! Elements that stand in many places. `html!` writes out an element's code wherever it stands, and several times where its tag
//! is only known when it is drawn: what comes often is drawn here, once.

use super::Scene;
use super::hue::hue;
use super::language::Language;
use crate::catalog::{Catalog, Entry, EntryId, Link, Opens};
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

/// An element with one class and nothing else that is only known when it is drawn.
pub fn classed(tag: &'static str, class: &'static str, content: Vec<Html>) -> Html {
    let class = (!class.is_empty()).then(|| class.into());
    element(tag, &["class"], vec![class], several(content)).into()
}

/// The same, where all values are known beforehand.
pub fn tagged(tag: &'static str, names: &'static [&'static str], values: &[Option<&'static str>], content: Html) -> VTag {
    element(tag, names, self::values(values), content)
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

/// A link to an entry in a drawing or beside one, inline or elsewhere: then its name says where.
pub fn drawn_link(scene: &Scene, entry: &Entry, mark: Option<&'static str>, content: Vec<Html>) -> Html {
    let id = Some(entry.id.shared().into());
    let (href, inline, elsewhere, name) = match entry.opens() {
        Opens::Here => (scene.catalog.page(&entry.id), id, None, None),
        Opens::Elsewhere(url) => {
            let site = url.site().map(|site| scene.words.site(site)).unwrap_or_default();
            (url.as_str().to_owned(), None, id, Some(format!("{} {site}", entry.title).into()))
        }
    };
    let current = (mark == Some("here")).then(|| "true".into());
    let values = vec![
        Some(href.into()),
        inline,
        elsewhere,
        Some("map".into()),
        name,
        current,
        hue(&scene.catalog, entry).map(AttrValue::from),
        mark.map(AttrValue::from),
    ];
    let names = &["href", "data-entry", "data-from", "data-cause", "aria-label", "aria-current", "data-hue", "data-mark"];
    element("a", names, values, several(content)).into()
}
