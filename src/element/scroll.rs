//! How far everything round the element is scrolled, so that a step back can put it where it was.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, ScrollBehavior, ScrollToOptions, ShadowRoot};

/// The scrolled ancestors of an element, and how far each was.
#[derive(Default)]
pub struct Position(Vec<(Element, f64, f64)>);

impl Position {
    pub fn of(host: &HtmlElement) -> Position {
        let mut scrolled = Vec::new();
        let mut node: Option<Node> = host.parent_node();
        while let Some(current) = node {
            if let Some(element) = current.dyn_ref::<Element>() {
                // The page itself counts even at its top, for that may be where the reader goes back to.
                let is_root = element.parent_element().is_none();
                let (left, top) = (f64::from(element.scroll_left()), f64::from(element.scroll_top()));
                if is_root || top > 0.0 || left != 0.0 || element.scroll_height() > element.client_height() {
                    scrolled.push((element.clone(), left, top));
                }
            }
            node = match current.dyn_ref::<ShadowRoot>() {
                Some(root) => Some(root.host().into()),
                None => current.parent_node(),
            };
        }
        Position(scrolled)
    }

    /// At once, whatever the host's page says of smooth scrolling.
    pub fn restore(&self) {
        for (element, left, top) in &self.0 {
            let options = ScrollToOptions::new();
            options.set_left(*left);
            options.set_top(*top);
            options.set_behavior(ScrollBehavior::Instant);
            element.scroll_to_with_scroll_to_options(&options);
        }
    }
}
