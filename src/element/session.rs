//! One element's widget from mounting to removal: keeps the state, decides what is loaded for it, and says what is to be done of it.

mod steps;

use super::Shown;
use super::afterwards::{After, Afterwards};
use super::app::App;
use super::attributes::Attributes;
use super::drawn::Drawn;
use super::fetch::Loaded;
use super::handout;
use super::language;
use super::loading::{Loading, Outcome, Wish};
use super::sharing;
use super::way::Way;
use crate::catalog::{Catalog, Date};
use crate::components::{Kept, ROOM, View, frame, widget};
use crate::navigation::{Action, Cause, Failure, Journey, Panel, Place, State, apply};
use crate::settings::Settings;
use crate::words::Words;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What a widget begins with.
pub struct Start {
    pub host: HtmlElement,
    pub attributes: Attributes,
    /// The answer to a request for the catalog that the loader made already.
    pub early: JsValue,
    /// The file of the topic, as the loader fetched it.
    pub first: Option<String>,
    /// The topic, where it is on the page already: an element beside the one that the widget draws into.
    pub drawn: Option<Element>,
    pub current: Shown,
    /// The reader asked for this by a "Try again" that the loader drew, and their focus was on it.
    pub again: bool,
    /// Where the reader has been before the widget came.
    pub way: Option<Way>,
}

pub struct Session {
    host: HtmlElement,
    current: Shown,
    attributes: Attributes,
    settings: Rc<Settings>,
    loading: Loading,
    state: State,
    announcement: AttrValue,
    drawn: Drawn,
    /// A step that was asked for while there was no catalog yet.
    waiting: Option<Wish>,
    /// A step that came to nothing, and why.
    failed: Option<(Wish, Failure)>,
    /// The day that what is shown is of, where a newer one couldn't be had.
    of: Option<Date>,
    ready: bool,
    /// What is open below the topic.
    panel: Option<Panel>,
    /// Where the reader has been, until it is part of the state.
    way: Option<Way>,
    after: Afterwards,
}

impl Session {
    pub fn new(ctx: &Context<App>, start: Start) -> Session {
        let Start { host, attributes, early, first, drawn, current, again, way } = start;
        let here = way.as_ref().and_then(Way::here).or(attributes.topic.clone());
        let first = first.map(|text| (here.unwrap_or_default(), text));
        let settings = Rc::new(attributes.settings());
        let mut session = Session {
            drawn: Drawn::new(drawn, settings.clone()),
            settings,
            after: Afterwards::new(host.clone()),
            loading: Loading::new(attributes.sources.clone(), early, first),
            host,
            current,
            attributes,
            state: State::Loading,
            announcement: AttrValue::default(),
            waiting: None,
            failed: None,
            of: None,
            // Whoever has gone on already has been told.
            ready: way.is_some(),
            panel: None,
            way,
        };
        if again {
            session.wait_for_another_try();
        }
        session.open(ctx);
        session
    }

    pub fn draw(&self) -> Html {
        let view = View {
            state: self.state.clone(),
            settings: self.settings.clone(),
            words: self.words(),
            announcement: self.announcement.clone(),
            title: self.after.title.clone(),
            failed: self.failed.as_ref().map(|(_, failure)| failure.kind),
            of: self.of,
            panel: self.panel,
            panel_title: self.after.panel_title.clone(),
            kept: if self.panel == Some(Panel::Handout) { handout::kept() } else { Vec::new() },
            room: ROOM,
            can_send: self.panel == Some(Panel::Share) && sharing::has_dialog(),
        };
        if self.drawn.is_there() { frame(&view) } else { widget(&view) }
    }

    /// The state is on the page now.
    pub fn drawn(&mut self) {
        self.drawn.clear();
        // After a try again the focus waits for what comes of it.
        if self.state == State::Loading {
            return;
        }
        self.after.carry_out(self.state.journey());
    }

    fn retry(&mut self, ctx: &Context<App>) {
        match self.failed.take() {
            Some((wish, _)) => {
                self.announcement = self.words().loading().to_owned().into();
                self.loading.step(ctx, wish);
            }
            None if self.of.is_some() => {
                self.wait_for_another_try();
                self.reload(ctx);
            }
            None => {
                self.wait_for_another_try();
                self.show(apply(&self.state, Action::Load));
                self.open(ctx);
            }
        }
    }

    pub fn reload(&mut self, ctx: &Context<App>) {
        self.loading.forget();
        if let Some(way) = &mut self.way {
            way.forget_files();
        }
        self.open(ctx);
    }

    /// Fetches what an entry is shown with, for a reader who will perhaps go there.
    pub fn prefetch(&self, id: Rc<str>, file: Option<Rc<str>>) {
        if self.state.journey().is_some_and(|journey| journey.here().name() != id) {
            self.loading.prefetch(id, file);
        }
    }

    fn wait_for_another_try(&mut self) {
        self.after.push(After::Focus);
        self.announcement = self.words().loading().to_owned().into();
    }

    /// In the language of what is shown; before that, in the one that was asked for.
    fn words(&self) -> Rc<Words> {
        let shown = self.state.journey().map(|journey| &journey.catalog().lang);
        language::words(shown.or(self.attributes.sources.lang.as_ref()).map_or("en", |lang| lang))
    }

    /// Loads the topic, or again what the reader has been at.
    fn open(&mut self, ctx: &Context<App>) {
        let topics = match (self.state.journey(), &self.way) {
            (Some(journey), _) => journey.stops().iter().map(|stop| (stop.name(), None)).collect(),
            (None, Some(way)) => way.topics(),
            (None, None) => vec![(self.attributes.topic.clone().unwrap_or_default(), None)],
        };
        self.loading.open(ctx, topics);
    }

    /// A load has ended; only the latest one counts.
    pub fn loaded(&mut self, ctx: &Context<App>, number: u32, outcome: Outcome) -> bool {
        let Some(wish) = self.loading.ended(number) else { return false };
        match (outcome, wish) {
            (Ok(found), Some(wish)) => {
                if let Some(Loaded { catalog, .. }) = found.into_iter().next() {
                    self.step(wish, catalog);
                }
            }
            (Ok(found), None) => {
                let failure = found.iter().find_map(|loaded| loaded.failure.clone());
                self.of = found.iter().find_map(|loaded| loaded.of);
                let catalogs = found.into_iter().map(|loaded| loaded.catalog).collect();
                self.opened(catalogs);
                // After the news of a topic that came: whoever waits for that one is not to hear of a failure first.
                if let Some(failure) = failure {
                    self.after.push(failure.into());
                }
                if let Some(wish) = self.waiting.take() {
                    self.act(ctx, wish);
                }
            }
            (Err(failure), Some(wish)) => {
                // The reader keeps what they have, and is told.
                self.announcement = AttrValue::default();
                self.after.push(failure.clone().into());
                self.failed = Some((wish, failure));
                self.replace_drawn();
            }
            (Err(failure), None) => {
                self.after.push(failure.clone().into());
                // A reload that fails takes nothing from the reader, and neither does a first load where there is something to read.
                if self.state.journey().is_none() {
                    self.show(apply(&self.state, Action::Fail(failure)));
                    self.say_what_came();
                    if self.waiting.take().is_some() {
                        self.replace_drawn();
                    }
                }
            }
        }
        true
    }

    fn opened(&mut self, catalogs: Vec<Rc<Catalog>>) {
        let is_first = self.state.journey().is_none();
        let way = self.way.take();
        let action = match &way {
            Some(way) => way.resume(catalogs),
            None => Action::Open { catalogs, topic: self.attributes.topic.clone() },
        };
        self.show(apply(&self.state, action));
        // Stops may have gone with their entries, and the places of the others in the list have changed.
        self.after.positions.clear();
        if let Some(way) = way {
            way.restore(&mut self.after.positions);
        }
        self.say_what_came();
        // What is on the page stays, if it is that entry.
        let stays = is_first && self.drawn.shows(self.current.borrow().as_deref(), &self.settings);
        if !stays || self.of.is_some() {
            self.replace_drawn();
        }
        self.arrive();
    }

    /// From here on the widget draws the topic itself.
    fn replace_drawn(&mut self) {
        if self.drawn.replace() && self.after.is_empty() {
            self.after.keep_focus();
        }
    }

    /// Several attributes may have changed; each costs only what it must.
    pub fn change(&mut self, ctx: &Context<App>, attributes: Attributes) -> bool {
        let before = std::mem::replace(&mut self.attributes, attributes);
        let now = &self.attributes;
        if *now == before {
            return false;
        }
        self.settings = Rc::new(now.settings());
        if now.sources != before.sources {
            self.loading = Loading::new(now.sources.clone(), JsValue::UNDEFINED, None);
            // The way that was gone is one in another catalog.
            self.way = None;
            self.panel = None;
            self.after.clear();
            self.after.keep_focus();
            self.replace_drawn();
            self.show(apply(&self.state, Action::Load));
            self.after.positions.clear();
            self.open(ctx);
        } else if now.topic != before.topic {
            let to = now.topic.clone().unwrap_or_default();
            self.act(ctx, Wish { cause: Cause::Attribute, to, file: None });
        }
        self.drawn.dress(&self.settings);
        if self.state.journey().is_some() && !self.drawn.shows(self.current.borrow().as_deref(), &self.settings) {
            self.replace_drawn();
        }
        true
    }

    /// What a button does that is none of a step's.
    pub fn press(&mut self, ctx: &Context<App>, name: &str, of: &str) -> bool {
        match name {
            "retry" => self.retry(ctx),
            "close" => {
                if let Some(panel) = self.panel.take() {
                    self.after.push(After::Tool(panel.tool()));
                }
            }
            "remove" => {
                handout::forget(of);
                self.after.push(After::Panel);
            }
            // Done by others, and said here.
            "copied" => self.announcement = self.words().copied().to_owned().into(),
            "say" => self.announcement = of.to_owned().into(),
            _ => self.open_panel(name),
        }
        true
    }

    fn open_panel(&mut self, tool: &str) {
        let Some((panel, journey)) = Panel::of(tool).zip(self.state.journey()) else { return };
        if panel == Panel::Handout {
            handout::keep(Kept { stop: journey.here().clone(), words: self.words() });
            self.announcement = self.words().saved().to_owned().into();
        }
        self.panel = Some(panel);
        self.after.push(After::Panel);
    }

    /// Nothing where there is no entry to show, for that has an alert of its own.
    fn shown(&self, journey: &Journey) -> AttrValue {
        journey.entry().map(|entry| self.words().showing(&entry.title)).unwrap_or_default().into()
    }

    /// Whoever was told that something is loading is told of the topic that came. An alert speaks for itself.
    fn say_what_came(&mut self) {
        if !self.announcement.is_empty() {
            self.announcement = self.state.journey().map(|journey| self.shown(journey)).unwrap_or_default();
        }
    }

    fn show(&mut self, state: State) {
        *self.current.borrow_mut() = state.journey().and_then(|journey| journey.entry().map(|entry| entry.id.shared()));
        self.state = state;
    }

    /// Notes what the host's page is to be told of the place that is now shown.
    fn arrive(&mut self) {
        let Some(journey) = self.state.journey() else { return };
        match journey.place() {
            Place::Entry(_) if !self.ready => {
                self.ready = true;
                self.after.push(After::Ready);
            }
            Place::Entry(_) | Place::Nowhere => {}
            Place::Unknown(wanted) => {
                let message = format!("no entry has the id \"{wanted}\"");
                self.after.push(After::Error { kind: "not-found", message, retryable: false });
            }
        }
    }
}
