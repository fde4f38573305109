//! The whole of one widget, for any state.

use super::Scene;
use super::notice::{alert, empty, told, unknown};
use super::panel::panel;
use super::parts::tagged;
use super::skeleton::skeleton;
use super::topic::topic;
use super::trail::trail;
use crate::catalog::{Catalog, Date, EntryId};
use crate::navigation::{FailureKind, Journey, Panel, Place, State, Stop};
use crate::settings::Settings;
use crate::words::{Direction, Words};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// What a widget is drawn from.
#[derive(Clone)]
pub struct View {
    pub state: State,
    pub settings: Rc<Settings>,
    pub words: Rc<Words>,
    /// What a screen reader is to say of the last step; empty before the first.
    pub announcement: AttrValue,
    /// The heading that gets the focus after a step.
    pub title: NodeRef,
    /// Why the last step came to nothing, where it did.
    pub failed: Option<FailureKind>,
    /// The day that what is shown is of, where a newer one couldn't be had.
    pub of: Option<Date>,
    /// What is open below the topic.
    pub panel: Option<Panel>,
    /// The heading of that.
    pub panel_title: NodeRef,
    /// What the reader has kept.
    pub kept: Vec<Kept>,
    /// Whether the browser has a way of its own to pass on an address.
    pub can_send: bool,
    /// For how many parts of a topic there is room.
    pub room: i32,
}

/// A topic that the reader has kept, and the words of its language.
#[derive(Clone)]
pub struct Kept {
    pub stop: Stop,
    pub words: Rc<Words>,
}

pub fn widget(view: &View) -> Html {
    let content = match &view.state {
        State::Loading => skeleton(&view.words),
        State::Failed(failure) => alert(view, view.words.failure(failure.kind)),
        State::Reading(journey) => reading(view, journey),
    };
    base(view, "vital", content)
}

/// The widget without a topic, beside one that is on the page already: it can speak, and takes no place.
pub fn frame(view: &View) -> Html {
    base(view, "vital beside", html! { <>{ for opened(view) }</> })
}

/// The topic alone, or nothing where there is none.
pub fn article(view: &View) -> Html {
    match &view.state {
        State::Reading(journey) => placed(view, journey),
        State::Loading | State::Failed(_) => html! {},
    }
}

fn base(view: &View, class: &'static str, content: Html) -> Html {
    let busy = matches!(view.state, State::Loading).then_some("true");
    let settings = &view.settings;
    // It is read the way of the content, whatever words there are.
    let lang = view.state.journey().map_or(view.words.lang, |journey| &journey.catalog().lang);
    let dir = Direction::of(lang).name();
    let [part, lang, theme, layout] = ["base", view.words.lang, settings.theme.name(), settings.layout.name()].map(Some);
    tagged(
        "div",
        &["part", "lang", "dir", "data-theme", "data-layout", "aria-busy", "class"],
        &[part, lang, Some(dir), theme, layout, busy, Some(class)],
        html! {
            <>
                // It stands here before it says anything, or screen readers would miss the first text.
                <div class="announcement" role="status">{ &view.announcement }</div>
                { content }
            </>
        },
    )
    .into()
}

fn reading(view: &View, journey: &Journey) -> Html {
    let trail = (journey.stops().len() > 1).then(|| trail(view, journey));
    // A step that came to nothing is the newer news.
    let news = view.failed.map(|kind| view.words.failure(kind)).or(view.of.map(|date| view.words.outdated(date)));
    html! { <>{ for news.map(|news| told(&view.words, news)) }{ for trail }{ placed(view, journey) }{ for opened(view) }</> }
}

fn opened(view: &View) -> Option<Html> {
    let journey = view.state.journey()?;
    let entry = journey.entry()?;
    Some(panel(view, &scene(view, journey.catalog(), &entry.id), entry, view.panel?))
}

fn scene(view: &View, catalog: &Rc<Catalog>, entry: &EntryId) -> Scene {
    let (catalog, settings) = (catalog.clone(), view.settings.clone());
    Scene { catalog, entry: entry.clone(), settings, words: view.words.clone(), cards: Cell::default(), room: Cell::new(view.room) }
}

fn placed(view: &View, journey: &Journey) -> Html {
    match journey.place() {
        Place::Entry(id) => topic(&scene(view, journey.catalog(), id), Some(&view.title)),
        Place::Unknown(wanted) => unknown(view, journey.catalog(), wanted),
        Place::Nowhere => empty(&view.words),
    }
}
