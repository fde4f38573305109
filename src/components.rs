//! What the reader sees, drawn with Yew: the model in, callbacks out. Nothing here reaches for the browser, so that
//! the same code draws natively, for prerendered pages and for tests.
//!
//! They are functions that give [`yew::Html`] and not Yew components, for none keeps a state of its own and each component
//! would cost every reader about 5 kB of wasm.

mod body;
mod card;
mod hue;
mod media;
mod notice;
mod picture;
mod prose;
mod related;
mod skeleton;
mod topic;
mod trail;
mod widget;

pub use widget::{View, widget};

use crate::catalog::{Catalog, EntryId, Link};
use crate::navigation::{Action, Cause};
use crate::settings::Settings;
use crate::words::Words;
use std::rc::Rc;
use yew::{AttrValue, Callback, MouseEvent};

/// What every part of a topic needs beside its own piece of it.
#[derive(Clone)]
pub struct Scene {
    pub catalog: Rc<Catalog>,
    /// The entry that is shown.
    pub entry: EntryId,
    pub settings: Rc<Settings>,
    pub words: &'static Words,
    pub act: Callback<Action>,
    /// Says that the reader leaves for a page elsewhere; answers whether they may.
    pub leave: Callback<Departure, bool>,
}

/// The reader follows a link out of the catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Departure {
    /// The entry whose card or text has the link.
    pub from: EntryId,
    pub to: Link,
}

/// The styles of all components, in the order in which they may override each other.
#[cfg(not(target_arch = "wasm32"))]
pub fn stylesheet() -> String {
    [
        include_str!("components/tokens.css"),
        include_str!("components/widget.css"),
        include_str!("components/skeleton.css"),
        include_str!("components/notice.css"),
        include_str!("components/trail.css"),
        include_str!("components/topic.css"),
        include_str!("components/body.css"),
        include_str!("components/prose.css"),
        include_str!("components/picture.css"),
        include_str!("components/card.css"),
        include_str!("components/related.css"),
        include_str!("components/media.css"),
    ]
    .concat()
}

/// Whether a click on a link is for the widget. With another button or a modifier it is the browser's: a new tab,
/// a new window, a download.
fn is_plain(click: &MouseEvent) -> bool {
    click.button() == 0 && !click.ctrl_key() && !click.meta_key() && !click.shift_key() && !click.alt_key()
}

/// What a click on a link within the catalog does: the action, in place of the browser's own step.
fn inline(act: &Callback<Action>, action: Action) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |click: MouseEvent| {
        if is_plain(&click) {
            click.prevent_default();
            act.emit(action.clone());
        }
    })
}

impl Scene {
    /// The language of the interface's words, where the text around them is in another.
    fn lang_within(&self, around: &str) -> Option<AttrValue> {
        (self.words.lang != around).then(|| self.words.lang.into())
    }

    /// What a click on a link to an entry of the catalog does.
    fn step(&self, to: &EntryId, cause: Cause) -> Callback<MouseEvent> {
        inline(&self.act, Action::Step { to: to.clone(), cause })
    }

    /// What a click on a link out of the catalog does.
    fn depart(&self, from: &EntryId, to: &Link) -> Callback<MouseEvent> {
        let departure = Departure { from: from.clone(), to: to.clone() };
        let leave = self.leave.clone();
        Callback::from(move |click: MouseEvent| {
            if !leave.emit(departure.clone()) {
                click.prevent_default();
            }
        })
    }
}
