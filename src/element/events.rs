//! What the host's page is told, as events of the element: bubbling, composed, with a plain object as `detail`.
//!
//! Leaves out `vital-open`: the loader hears the click, and whoever drew the link, the reader leaves in the same way.

use crate::navigation::Cause;
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

#[derive(Serialize)]
pub struct Ready<'a> {
    pub topic: &'a str,
    pub title: &'a str,
}

/// A step from one entry to another. Empty where there was none, or there is none.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub cause: Cause,
}

/// The first topic can be used.
pub fn ready(host: &EventTarget, detail: Ready) {
    send(host, "vital-ready", &detail, false);
}

/// Before a step. Whether it may be taken: a listener may prevent it, unless the host's page itself asked for it by attribute.
pub fn navigate(host: &EventTarget, step: Step) -> bool {
    #[derive(Serialize)]
    struct Detail<'a> {
        from: &'a str,
        to: &'a str,
        cause: &'static str,
    }
    let Step { from, to, cause } = step;
    send(host, "vital-navigate", &Detail { from, to, cause: cause.name() }, cause != Cause::Attribute)
}

/// After a step, when the new title has the focus.
pub fn navigated(host: &EventTarget, step: Step, title: &str) {
    #[derive(Serialize)]
    struct Detail<'a> {
        from: &'a str,
        to: &'a str,
        title: &'a str,
        cause: &'static str,
    }
    let Step { from, to, cause } = step;
    send(host, "vital-navigated", &Detail { from, to, title, cause: cause.name() }, false);
}

/// Something failed. `retryable` says whether trying again could help.
pub fn error(host: &EventTarget, kind: &str, message: &str, retryable: bool) {
    #[derive(Serialize)]
    struct Detail<'a> {
        kind: &'a str,
        message: &'a str,
        retryable: bool,
    }
    send(host, "vital-error", &Detail { kind, message, retryable }, false);
}

/// Whether no listener prevented it.
fn send(host: &EventTarget, name: &str, detail: &impl Serialize, cancelable: bool) -> bool {
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_cancelable(cancelable);
    options.set_detail(&serde_wasm_bindgen::to_value(detail).unwrap_or(JsValue::NULL));
    match CustomEvent::new_with_event_init_dict(name, &options) {
        Ok(event) => host.dispatch_event(&event).unwrap_or(true),
        Err(_) => true,
    }
}
