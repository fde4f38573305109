//! Looks over HTML that was drawn from a catalog: whether anything is in it that the components don't draw.

use scraper::{ElementRef, Html, Node};
use vital_conditions::tool::nodes::{ATTRIBUTES, TAGS};

/// What is in a fragment of HTML that must not be. Nothing, if all is well.
pub fn faults(html: &str) -> Vec<String> {
    let document = Html::parse_fragment(html);
    document
        .tree
        .nodes()
        .filter_map(|node| ElementRef::wrap(node).filter(|element| !matches!(element.value().name(), "html" | "body")))
        .flat_map(of_element)
        .collect()
}

/// What is in a page that must not be: beside what the components draw it has its head, whose scripts are the loader and data.
pub fn faults_of_page(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut faults = Vec::new();
    for node in document.tree.nodes() {
        if let Node::ProcessingInstruction(_) = node.value() {
            faults.push("a processing instruction".to_owned());
        }
        let Some(element) = ElementRef::wrap(node) else { continue };
        let (name, attribute) = (element.value().name(), |name| element.value().attr(name));
        let is_frame = match name {
            "script" => match (attribute("src"), attribute("type")) {
                (Some(src), None) => src.ends_with("vital-conditions.js"),
                (None, Some("application/ld+json")) => {
                    serde_json::from_str::<serde_json::Value>(&element.text().collect::<String>()).is_ok()
                }
                _ => false,
            },
            "link" => matches!(attribute("rel"), Some("canonical" | "alternate" | "stylesheet")),
            // A former id leads on to the present one.
            "meta" if attribute("http-equiv").is_some() => {
                let id = attribute("content").and_then(|content| content.strip_prefix("0; url=")?.strip_suffix(".html"));
                id.is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
            }
            "meta" => true,
            "html" | "head" | "body" | "main" | "title" | "vital-conditions" | "template" | "style" => true,
            _ => {
                faults.extend(of_element(element));
                continue;
            }
        };
        let handler = element.value().attrs().find(|(name, _)| name.starts_with("on") || *name == "style");
        if !is_frame || handler.is_some() {
            faults.push(element.html().chars().take(300).collect());
        }
    }
    faults
}

/// The text of the elements that a selector finds.
pub fn texts(html: &str, selector: &str) -> Vec<String> {
    let document = Html::parse_fragment(html);
    let selector = scraper::Selector::parse(selector).expect("a selector");
    document.select(&selector).map(|element| element.text().collect()).collect()
}

fn of_element(element: ElementRef) -> Vec<String> {
    let name = element.value().name();
    let mut faults = Vec::new();
    if !TAGS.contains(&name) && name != "slot" {
        faults.push(format!("<{name}>"));
    }
    for (attribute, value) in element.value().attrs() {
        let is_known = ATTRIBUTES.contains(&attribute) || attribute.starts_with("aria-") || attribute.starts_with("data-");
        let is_address = matches!(attribute, "href" | "src" | "cite");
        let scheme = value.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
        let is_safe = scheme.is_none_or(|(scheme, _)| ["http", "https", "mailto", "tel"].contains(&scheme));
        if !is_known || is_address && !is_safe {
            faults.push(format!("<{name} {attribute}=\"{}\">", value.chars().take(200).collect::<String>()));
        }
    }
    faults
}
