//! What the components draw, written down: as HTML for pages, and as a JSON tree of nodes that the loader builds elements from.
//!
//! Yew's own server renderer is left out: it draws components in a runtime, and the widget's parts are functions.

use std::borrow::Cow;
use std::fmt::Write;

use yew::virtual_dom::VNode;

use super::markup::{escaped, escaped_text};

/// Elements without content or end tag (HTML, section 13.1.2), of those that the components draw.
const VOID: [&str; 3] = ["br", "hr", "img"];

/// The elements that the components draw, and their attributes beside those that begin with `aria-` and `data-`. Pinned loaders refuse all
/// others: a fragment may change after the page was made, and none of these runs anything.
pub const TAGS: [&str; 34] = [
    "a",
    "article",
    "audio",
    "blockquote",
    "br",
    "button",
    "circle",
    "div",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "img",
    "li",
    "nav",
    "ol",
    "p",
    "path",
    "section",
    "span",
    "strong",
    "svg",
    "text",
    "time",
    "tspan",
    "ul",
    "video",
];
pub const ATTRIBUTES: [&str; 26] = [
    "alt",
    "cite",
    "class",
    "controls",
    "d",
    "datetime",
    "decoding",
    "dir",
    "font-size",
    "height",
    "href",
    "id",
    "lang",
    "loading",
    "part",
    "preload",
    "r",
    "role",
    "src",
    "tabindex",
    "transform",
    "type",
    "viewBox",
    "width",
    "x",
    "y",
];

/// One node of the tree.
enum Node<'a> {
    Element { tag: &'a str, attributes: Vec<(&'a str, &'a str)>, children: Vec<Node<'a>> },
    Text(String),
}

/// How HTML differs from what was drawn, whose headings count from level 1 and whose pictures come from anywhere.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The level of the title, 1 to 5.
    pub level: u8,
    /// What the address of a picture has to begin with. In the place of others stands what they would have said.
    pub pictures: &'a str,
}

impl Setting<'_> {
    pub const AS_DRAWN: Self = Setting { level: 1, pictures: "" };
}

/// The HTML of what was drawn.
#[must_use]
pub fn html(drawn: &VNode, setting: Setting) -> String {
    let mut html = String::new();
    for node in flattened(drawn) {
        node.write_html(setting, &mut html);
    }
    html
}

/// The JSON of the one element that was drawn: `["p", {"class": "lead"}, "text", ["em", {}, "more"]]`.
#[must_use]
pub fn json(drawn: &VNode) -> String {
    let mut json = String::new();
    for node in flattened(drawn) {
        node.write_json(&mut json);
    }
    json
}

/// The values of an attribute in what was drawn, in their order, each once.
#[must_use]
pub fn values<'a>(drawn: &'a VNode, name: &str) -> Vec<&'a str> {
    let mut values = Vec::new();
    for node in flattened(drawn) {
        node.collect(name, &mut values);
    }
    values
}

/// The nodes of a list that may have lists in it. Texts side by side are one.
fn flattened(drawn: &VNode) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    flatten(drawn, &mut nodes);
    nodes
}

fn flatten<'a>(drawn: &'a VNode, nodes: &mut Vec<Node<'a>>) {
    match drawn {
        VNode::VTag(tag) => nodes.push(Node::Element {
            tag: tag.tag(),
            attributes: tag.attributes.iter().collect(),
            children: tag.children().map(flattened).unwrap_or_default(),
        }),
        VNode::VText(text) => match nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(&text.text),
            _ if text.text.is_empty() => {}
            _ => nodes.push(Node::Text(text.text.to_string())),
        },
        VNode::VList(list) => list.iter().for_each(|child| flatten(child, nodes)),
        // The parts of a widget are functions that give elements and texts.
        _ => unreachable!("a widget is drawn without Yew components, portals and raw HTML"),
    }
}

impl<'a> Node<'a> {
    fn write_html(&self, setting: Setting, html: &mut String) {
        match self {
            Node::Text(text) => html.push_str(&escaped_text(text)),
            Node::Element { tag: "img", attributes, .. } if !value(attributes, "src").starts_with(setting.pictures) => {
                let alt = value(attributes, "alt");
                if !alt.is_empty() {
                    let _ = write!(html, "<div class=\"picture\" role=\"img\" aria-label=\"{}\"></div>", escaped(alt));
                }
            }
            Node::Element { tag, attributes, children } => {
                let level = tag.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
                let tag = &*level.map_or(Cow::Borrowed(*tag), |level| format!("h{}", (level + setting.level - 1).min(6)).into());
                let _ = write!(html, "<{tag}");
                for (name, value) in attributes {
                    let _ = write!(html, " {name}=\"{}\"", escaped(value));
                }
                html.push('>');
                if !VOID.contains(&tag) {
                    children.iter().for_each(|child| child.write_html(setting, html));
                    let _ = write!(html, "</{tag}>");
                }
            }
        }
    }

    fn collect(&self, name: &str, values: &mut Vec<&'a str>) {
        if let Node::Element { attributes, children, .. } = self {
            let found = attributes.iter().filter(|(known, _)| *known == name).map(|(_, value)| *value);
            values.extend(found.filter(|value| !values.contains(value)).collect::<Vec<_>>());
            children.iter().for_each(|child| child.collect(name, values));
        }
    }

    fn write_json(&self, json: &mut String) {
        match self {
            Node::Text(text) => write_string(text, json),
            Node::Element { tag, attributes, children } => {
                debug_assert!(TAGS.contains(tag), "pinned loaders refuse <{tag}>: it is missing among the TAGS");
                json.push('[');
                write_string(tag, json);
                json.push_str(",{");
                for (at, (name, value)) in attributes.iter().enumerate() {
                    debug_assert!(
                        ATTRIBUTES.contains(name) || name.starts_with("aria-") || name.starts_with("data-"),
                        "pinned loaders refuse {name}: it is missing among the ATTRIBUTES"
                    );
                    if at > 0 {
                        json.push(',');
                    }
                    write_string(name, json);
                    json.push(':');
                    write_string(value, json);
                }
                json.push('}');
                for child in children {
                    json.push(',');
                    child.write_json(json);
                }
                json.push(']');
            }
        }
    }
}

/// The value of an attribute; empty where there is none.
fn value<'a>(attributes: &[(&str, &'a str)], name: &str) -> &'a str {
    attributes.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value)
}

/// A JSON string. It is never handed a text that can't be one.
pub fn write_string(text: &str, json: &mut String) {
    json.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::html;

    #[test]
    fn one_tree_is_written_in_two_ways() {
        let drawn = html! {
            <p class="a&b">{ "1 < 2 " }{ "\"yes\"" }<img alt="" /><em>{ for ["x", "y"] }</em>{ html! {} }</p>
        };
        assert_eq!(super::html(&drawn, Setting::AS_DRAWN), r#"<p class="a&amp;b">1 &lt; 2 "yes"<img alt=""><em>xy</em></p>"#);
        let drawn_again =
            html! { <><h2>{ "x" }</h2><h5>{ "y" }</h5><img src="https://far.example/a.png" alt="Far" /><img src="/near" alt="" /></> };
        assert_eq!(
            super::html(&drawn_again, Setting { level: 3, pictures: "/" }),
            r#"<h4>x</h4><h6>y</h6><div class="picture" role="img" aria-label="Far"></div><img src="/near" alt="">"#
        );
        assert_eq!(values(&html! { <p class="a"><b class="c" id="a" /><i class="a" /><i class="b" /></p> }, "class"), ["a", "c", "b"]);
        assert_eq!(json(&drawn), r#"["p",{"class":"a&b"},"1 < 2 \"yes\"",["img",{"alt":""}],["em",{},"xy"]]"#);
    }
}
