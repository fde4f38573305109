//! How far everything round the element is scrolled, so that a step back can put it where it was.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, ScrollBehavior, ScrollToOptions, ShadowRoot};

/// How far the page was scrolled when the reader left a stop of the journey, by the stop's number.
#[derive(Default)]
pub struct Positions(Vec<(usize, Position)>);

/// The scrolled ancestors of an element, and how far each was.
struct Position(Vec<(Element, f64, f64)>);

impl Positions {
    /// The reader leaves a stop. None before `first` is kept any more.
    pub fn leave(&mut self, stop: usize, first: usize, host: &HtmlElement) {
        self.0.retain(|(number, _)| *number != stop && *number >= first);
        self.0.push((stop, Position::of(host)));
    }

    /// The reader left a stop before anybody kept its position: so far was the page scrolled, in CSS pixels.
    pub fn left(&mut self, stop: usize, top: u32) {
        let page = web_sys::window().and_then(|window| window.document()).and_then(|document| document.scrolling_element());
        let position = page.map(|page| (page, 0.0, f64::from(top))).into_iter().collect();
        self.0.push((stop, Position(position)));
    }

    /// Whether it is known how far the page was scrolled there.
    pub fn restore(&self, stop: usize) -> bool {
        let position = self.0.iter().find(|(number, _)| *number == stop);
        position.map(|(_, position)| position.restore()).is_some()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Position {
    fn of(host: &HtmlElement) -> Position {
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
    fn restore(&self) {
        for (element, left, top) in &self.0 {
            let options = ScrollToOptions::new();
            options.set_left(*left);
            options.set_top(*top);
            options.set_behavior(ScrollBehavior::Instant);
            element.scroll_to_with_scroll_to_options(&options);
        }
    }
}
