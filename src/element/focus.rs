//! Where the keyboard is: moved to the title of what was stepped to, without scrolling by the browser's taste.

use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::NodeRef;

/// Focuses without scrolling.
pub fn set(target: &NodeRef) {
    if let Some(element) = target.cast::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Scrolls by the least distance that brings it into the viewport; not at all if it is there already.
pub fn bring_into_view(target: &NodeRef) {
    if let Some(element) = target.cast::<HtmlElement>() {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        options.set_behavior(ScrollBehavior::Instant);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Focuses the tool of this name, below the topic that is on the page.
pub fn set_on_tool(host: &HtmlElement, name: &str) {
    let root = host.shadow_root();
    if let Some(tool) = root.and_then(|root| root.query_selector(&format!(".tools [data-act={name}]")).ok().flatten()) {
        let _ = tool.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Whether the focus is inside the element's shadow root.
pub fn is_within(host: &HtmlElement) -> bool {
    host.shadow_root().is_some_and(|root| root.unchecked_ref::<web_sys::ShadowRoot>().active_element().is_some())
}
