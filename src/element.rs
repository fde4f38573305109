//! The browser's side: mounts a widget into an element's shadow root, updates and removes it. It translates
//! between the browser and the pure core and decides nothing. The custom element itself is the loader's, in `www/`.

mod app;
mod attributes;
mod clock;
mod events;
mod fetch;
mod focus;
mod scroll;

use crate::navigation::Action;
use app::{App, AppProps, Message};
use attributes::Attributes;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Renderer};

/// One mounted widget. The loader keeps it beside its element and destroys it when the element leaves the page.
#[wasm_bindgen]
pub struct Widget {
    app: AppHandle<App>,
    current: Shown,
}

/// The id that is shown, readable at any time: also by a listener of an event that the widget is just sending.
type Shown = Rc<RefCell<Option<Rc<str>>>>;

#[wasm_bindgen]
impl Widget {
    /// Draws into `root`, an element of `host`'s shadow root. `attributes` are those that [`Attributes`] lists. `early` is
    /// the answer to a request for the catalog that the loader made before this code was there.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement, root: Element, attributes: JsValue, early: Option<js_sys::Promise>) -> Widget {
        let current = Shown::default();
        let props = AppProps { host, attributes: Attributes::read(&attributes), early, current: current.clone() };
        Widget { app: Renderer::<App>::with_root_and_props(root, props).render(), current }
    }

    /// Attributes have changed.
    pub fn update(&self, attributes: JsValue) {
        self.app.send_message(Message::Attributes(Attributes::read(&attributes)));
    }

    pub fn navigate(&self, to: &str) {
        self.app.send_message(Message::Act(Action::Navigate { to: to.into() }));
    }

    pub fn back(&self) {
        self.app.send_message(Message::Act(Action::Back));
    }

    pub fn forward(&self) {
        self.app.send_message(Message::Act(Action::Forward));
    }

    /// Fetches the catalog again. The reader stays where they are if it still has the entry.
    pub fn reload(&self) {
        self.app.send_message(Message::Reload);
    }

    /// The id of the entry that is shown.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> Option<String> {
        self.current.borrow().as_deref().map(str::to_owned)
    }

    /// Takes the widget off the page, with its listeners.
    pub fn destroy(self) {
        self.app.destroy();
    }
}
