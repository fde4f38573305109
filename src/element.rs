//! The browser's side: mounts a widget into an element's shadow root, updates and removes it. It translates
//! between the browser and the pure core and decides nothing. The custom element itself is the loader's, in `www/`.

mod afterwards;
mod app;
mod attributes;
mod clock;
mod drawn;
mod events;
mod fetch;
mod focus;
mod handout;
mod language;
mod library;
mod loading;
mod scroll;
mod session;
mod sharing;
mod way;

use crate::navigation::Cause;
use app::{App, Message};
use attributes::Attributes;
use loading::Wish;
use session::Start;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use way::Way;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Renderer};

/// One mounted widget. The loader keeps it beside its element and destroys it when the element leaves the page.
#[wasm_bindgen]
pub struct Widget {
    mount: Mount,
    current: Shown,
}

/// The id that is shown, readable at any time: also by a listener of an event that the widget is just sending.
type Shown = Rc<RefCell<Option<Rc<str>>>>;

/// A component and the element that it draws into.
struct Mount {
    root: Element,
    app: AppHandle<App>,
}

thread_local! {
    /// Those whose element has left the page, for the next to come. Never more than were in use at once.
    static RESTING: RefCell<Vec<Mount>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen]
impl Widget {
    /// Draws in the place of `root`, an element of `host`'s shadow root. `attributes` are those that [`Attributes`] lists.
    /// `drawn` is the topic that is on the page beside `root`, and `first` the file of that entry. `early` is
    /// the request for the catalog that the loader made before this code was there, with its answer and what ends it. `again` says that the reader asked for this by the loader's own "Try again". `way` is the way that the reader has
    /// gone by fragments, as [`Way::read`] reads it, and `at` the number of the stop that is drawn.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments, reason = "an object would be read member by member, which costs more bytes")]
    pub fn new(
        host: HtmlElement,
        root: Element,
        attributes: JsValue,
        drawn: Option<Element>,
        first: Option<String>,
        early: JsValue,
        again: bool,
        way: Option<String>,
        at: Option<usize>,
    ) -> Widget {
        let way = way.zip(at).map(|(way, at)| Way::read(&way, at));
        let current = Shown::new(RefCell::new(way.as_ref().and_then(Way::here)));
        let start = Start { host, attributes: Attributes::read(&attributes), early, first, drawn, current: current.clone(), again, way };
        let mount = match RESTING.with_borrow_mut(Vec::pop) {
            Some(mount) => {
                let _ = root.replace_with_with_node_1(&mount.root);
                mount
            }
            None => Mount { app: Renderer::<App>::with_root(root.clone()).render(), root },
        };
        mount.app.send_message(Message::Begin(start));
        Widget { mount, current }
    }

    /// Attributes have changed.
    pub fn update(&self, attributes: JsValue) {
        self.mount.app.send_message(Message::Attributes(Attributes::read(&attributes)));
    }

    /// Takes a step for one of the reasons that [`Cause`] names, or does what a button is for. `to` is an id or
    /// alias or, for the trail, the number of a stop, or what the button is pressed for; `file` is that of the entry, where it is known without the index.
    pub fn act(&self, name: &str, to: &str, file: Option<String>) {
        self.mount.app.send_message(match Cause::parse(name) {
            Some(cause) => Message::Act(Wish { cause, to: to.into(), file: file.map(Rc::from) }),
            None => Message::Press(name.to_owned(), to.into()),
        });
    }

    /// Fetches what an entry is shown with, for a reader who will perhaps go there.
    pub fn prefetch(&self, id: &str, file: Option<String>) {
        self.mount.app.send_message(Message::Prefetch(id.into(), file.map(Rc::from)));
    }

    /// Fetches the catalog again. The reader stays where they are if it still has the entry.
    pub fn reload(&self) {
        self.mount.app.send_message(Message::Reload);
    }

    /// The id of the entry that is shown.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> Option<String> {
        self.current.borrow().as_deref().map(str::to_owned)
    }

    /// Takes the widget off the page.
    pub fn destroy(self) {
        self.mount.root.remove();
        self.mount.app.send_message(Message::Rest);
        RESTING.with_borrow_mut(|resting| resting.push(self.mount));
    }
}
