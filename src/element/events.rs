//! What the host's page is told, as events of the element: bubbling, composed, with a plain object as `detail`.
//!
//! Leaves out `vital-open`: the loader hears the click, and whoever drew the link, the reader leaves in the same way.

use crate::navigation::Cause;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

/// A step from one entry to another. Empty where there was none, or there is none.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub cause: Cause,
}

/// A member of a `detail`.
#[derive(Serialize)]
#[serde(untagged)]
enum Member<'a> {
    Text(&'a str),
    Flag(bool),
}

/// The first topic can be used.
pub fn ready(host: &EventTarget, topic: &str, title: &str) {
    send(host, "vital-ready", &[("topic", Member::Text(topic)), ("title", Member::Text(title))], false);
}

/// Before a step. Whether it may be taken: a listener may prevent it, where its cause can be prevented.
pub fn navigate(host: &EventTarget, step: Step) -> bool {
    let Step { from, to, cause } = step;
    let detail = [("from", Member::Text(from)), ("to", Member::Text(to)), ("cause", Member::Text(cause.name()))];
    send(host, "vital-navigate", &detail, cause.is_cancelable())
}

/// After a step, when the new title has the focus.
pub fn navigated(host: &EventTarget, step: Step, title: &str) {
    let Step { from, to, cause } = step;
    let (from, to, title, cause) = (Member::Text(from), Member::Text(to), Member::Text(title), Member::Text(cause.name()));
    send(host, "vital-navigated", &[("from", from), ("to", to), ("title", title), ("cause", cause)], false);
}

/// Something failed. `retryable` says whether trying again could help.
pub fn error(host: &EventTarget, kind: &str, message: &str, retryable: bool) {
    let detail = [("kind", Member::Text(kind)), ("message", Member::Text(message)), ("retryable", Member::Flag(retryable))];
    send(host, "vital-error", &detail, false);
}

/// Whether no listener prevented it. The detail is a map, for the way out for structs keeps a table of their members' names.
fn send(host: &EventTarget, name: &str, detail: &[(&str, Member)], cancelable: bool) -> bool {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    let detail = serde::Serializer::collect_map(&serializer, detail.iter().map(|(name, member)| (name, member)));
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_cancelable(cancelable);
    options.set_detail(&detail.unwrap_or(JsValue::NULL));
    match CustomEvent::new_with_event_init_dict(name, &options) {
        Ok(event) => host.dispatch_event(&event).unwrap_or(true),
        Err(_) => true,
    }
}
