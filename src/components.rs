//! What the reader sees, drawn with Yew: the model in, markup out. Nothing here reaches for the browser, so that
//! the same code draws natively, for prerendered pages and for tests.
//!
//! What a click means stands in the markup, as attributes of the link or button, and the loader reads it there: a topic that was
//! drawn natively and one that was drawn in the browser are acted on in one way. `data-entry` is the id of the entry that a link
//! leads to inline, `data-from` the entry whose card leads elsewhere, `data-stop` a stop of the trail, counted from 0, and
//! `data-act` what a button does.
//!
//! They are functions that give [`yew::Html`] and not Yew components, for none keeps a state of its own and each component
//! would cost every reader about 5 kB of wasm.

mod body;
mod card;
mod drawing;
mod hue;
mod language;
mod lettering;
mod map;
mod media;
mod notice;
mod panel;
mod parts;
mod picture;
mod prose;
mod related;
mod skeleton;
mod tools;
mod topic;
mod trail;
mod wheel;
mod widget;

pub use widget::{Kept, View, article, frame, widget};

use crate::catalog::{Catalog, EntryId};
use crate::settings::Settings;
use crate::words::Words;
use language::Language;
use std::cell::Cell;
use std::rc::Rc;

/// What every part of a topic needs beside its own piece of it.
#[derive(Clone)]
pub struct Scene {
    pub catalog: Rc<Catalog>,
    /// The entry that is shown.
    pub entry: EntryId,
    pub settings: Rc<Settings>,
    pub words: Rc<Words>,
    /// How many cards with a picture have been drawn, for those of the first ones load at once.
    pub cards: Cell<u32>,
    /// For how many parts more there is room. Below zero when there was none for the last.
    pub room: Cell<i32>,
}

/// So many blocks, items of lists and cards the body of a topic has at most where it is read inline, so that a huge one doesn't make the
/// page slow. The rest is on the entry's own page.
pub const ROOM: i32 = 500;

/// So many related topics are shown at most beside that.
const RELATED: i32 = 100;

/// The styles that a first topic needs, in the order in which they may override each other.
#[cfg(not(target_arch = "wasm32"))]
pub fn stylesheet() -> String {
    [
        include_str!("components/tokens.css"),
        include_str!("components/widget.css"),
        include_str!("components/skeleton.css"),
        include_str!("components/notice.css"),
        include_str!("components/topic.css"),
        include_str!("components/body.css"),
        include_str!("components/prose.css"),
        include_str!("components/picture.css"),
        include_str!("components/card.css"),
        include_str!("components/related.css"),
        include_str!("components/media.css"),
        include_str!("components/wheel.css"),
        include_str!("components/tools.css"),
    ]
    .concat()
}

/// The styles of what comes only after that, which are loaded with the widget's code.
#[cfg(not(target_arch = "wasm32"))]
pub fn later_stylesheet() -> String {
    [include_str!("components/trail.css"), include_str!("components/panel.css"), include_str!("components/map.css")].concat()
}

impl Scene {
    /// How many of so many parts there is room for.
    fn fit(&self, parts: usize) -> usize {
        let room = self.room.get();
        self.room.set(room.saturating_sub(parts as i32));
        room.clamp(0, parts as i32) as usize
    }

    /// The language of the interface's words within text in another.
    fn own_within(&self, around: &str) -> Language {
        Language::within(around, self.words.lang)
    }
}
