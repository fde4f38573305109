//! One element's widget from mounting to removal: keeps the state, carries out what a step asks of the browser, and
//! tells the host's page.

use super::app::{App, next_load};
use super::attributes::Attributes;
use super::events::{self, Step};
use super::fetch::{Early, Loaded};
use super::library::Library;
use super::scroll::Position;
use super::{Shown, focus};
use crate::catalog::Catalog;
use crate::components::{View, frame, widget};
use crate::navigation::{Action, Cause, Failure, Journey, Place, State, apply};
use crate::settings::Settings;
use crate::words::{ENGLISH, Words};
use futures_util::future::FutureExt;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What a widget begins with.
pub struct Start {
    pub host: HtmlElement,
    pub attributes: Attributes,
    /// The answer to a request for the catalog that the loader made already.
    pub early: Option<Early>,
    /// The file of the topic, as the loader fetched it.
    pub first: Option<String>,
    /// The topic, where it is on the page already: an element beside the one that the widget draws into.
    pub drawn: Option<Element>,
    pub current: Shown,
    /// The reader asked for this by a "Try again" that the loader drew, and their focus was on it.
    pub again: bool,
}

pub struct Session {
    host: HtmlElement,
    current: Shown,
    attributes: Attributes,
    settings: Rc<Settings>,
    library: Rc<Library>,
    state: State,
    announcement: AttrValue,
    title: NodeRef,
    /// The first topic as the loader put it on the page. It stays until something else is to be shown: its nodes, what is focused or
    /// selected in it and what plays are not touched.
    drawn: Option<Element>,
    /// What was on the page before, to be taken off it once its successor is there.
    over: Option<Element>,
    /// How far the page was scrolled when the reader left a stop of the journey, by the stop's number.
    positions: Vec<(usize, Position)>,
    /// A step that was asked for while there was no catalog yet.
    waiting: Option<Wish>,
    /// A step that came to nothing, and why.
    failed: Option<(Wish, Failure)>,
    /// The number of the latest load, and the step that it is for.
    load: (u32, Option<Wish>),
    ready: bool,
    /// What is to be done once the new state is drawn.
    after: Vec<After>,
}

/// A step to an entry, by its id or alias; an empty one is the home entry.
type Wish = (Cause, Rc<str>);

/// What came of a load: a catalog for each stop that was asked for, or one for all.
pub type Outcome = Result<Vec<Loaded>, Failure>;

enum After {
    Focus,
    /// Focus, and the page scrolled to where it was when the reader was last here.
    FocusWhere {
        stop: usize,
    },
    Ready,
    Navigated {
        from: Rc<str>,
        cause: Cause,
    },
    Error {
        kind: &'static str,
        message: String,
        retryable: bool,
    },
}

impl Session {
    pub fn new(ctx: &Context<App>, start: Start) -> Session {
        let Start { host, attributes, early, first, drawn, current, again } = start;
        let first = first.map(|text| (attributes.topic.clone().unwrap_or_default(), text));
        let mut session = Session {
            settings: Rc::new(attributes.settings()),
            library: Rc::new(Library::new(attributes.sources.clone(), early, first)),
            host,
            current,
            attributes,
            state: State::Loading,
            announcement: AttrValue::default(),
            title: NodeRef::default(),
            drawn,
            over: None,
            positions: Vec::new(),
            waiting: None,
            failed: None,
            load: (0, None),
            ready: false,
            after: Vec::new(),
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
            title: self.title.clone(),
            failed: self.failed.as_ref().map(|(_, failure)| failure.kind),
        };
        if self.drawn.is_some() { frame(&view) } else { widget(&view) }
    }

    /// The state is on the page now.
    pub fn drawn(&mut self) {
        if let Some(over) = self.over.take() {
            over.remove();
        }
        // After a try again the focus waits for what comes of it.
        if self.state == State::Loading {
            return;
        }
        for after in std::mem::take(&mut self.after) {
            self.carry_out(after);
        }
    }

    fn retry(&mut self, ctx: &Context<App>) {
        match self.failed.take() {
            Some((wish, _)) => {
                self.announcement = self.words().loading.into();
                self.fetch(ctx, wish);
            }
            None => {
                self.wait_for_another_try();
                self.show(apply(&self.state, Action::Load));
                self.open(ctx);
            }
        }
    }

    pub fn reload(&mut self, ctx: &Context<App>) {
        self.library.forget();
        self.open(ctx);
    }

    /// Fetches what an entry is shown with, for a reader who will perhaps go there.
    pub fn prefetch(&self, id: Rc<str>) {
        let library = self.library.clone();
        if !library.is_whole() && self.state.journey().is_some_and(|journey| journey.here().name() != id) {
            spawn_local(async move {
                let _ = library.find(&id).await;
            });
        }
    }

    fn wait_for_another_try(&mut self) {
        self.after.push(After::Focus);
        self.announcement = self.words().loading.into();
    }

    /// In the language of what is shown; before that, in the one that was asked for.
    fn words(&self) -> &'static Words {
        match self.state.journey() {
            Some(journey) => Words::of(&journey.catalog().lang),
            None => self.attributes.sources.lang.as_deref().map_or(&ENGLISH, Words::of),
        }
    }

    /// Loads the topic, or again what the reader has been at.
    fn open(&mut self, ctx: &Context<App>) {
        let topics = match self.state.journey() {
            Some(journey) => journey.stops().iter().map(|stop| stop.name()).collect(),
            None => vec![self.attributes.topic.clone().unwrap_or_default()],
        };
        self.begin(ctx, None, topics);
    }

    /// Loads what a step needs.
    fn fetch(&mut self, ctx: &Context<App>, wish: Wish) {
        let topic = wish.1.clone();
        self.begin(ctx, Some(wish), vec![topic]);
    }

    fn begin(&mut self, ctx: &Context<App>, wish: Option<Wish>, topics: Vec<Rc<str>>) {
        let (number, done) = next_load(ctx);
        self.load = (number, wish);
        let library = self.library.clone();
        spawn_local(async move {
            let mut found = Vec::new();
            for topic in topics {
                match library.find(&topic).await {
                    Ok(loaded) => found.push(loaded),
                    Err(failure) => return done.emit(Err(failure)),
                }
            }
            done.emit(Ok(found));
        });
    }

    /// A load has ended; only the latest one counts.
    pub fn loaded(&mut self, ctx: &Context<App>, number: u32, outcome: Outcome) -> bool {
        if number != self.load.0 {
            return false;
        }
        match (outcome, self.load.1.take()) {
            (Ok(found), Some((cause, to))) => {
                if let Some(Loaded { catalog, .. }) = found.into_iter().next() {
                    self.step(cause, to, catalog);
                }
            }
            (Ok(found), None) => {
                let failure = found.iter().find_map(|loaded| loaded.failure.clone());
                let catalogs = found.into_iter().map(|loaded| loaded.catalog).collect();
                self.opened(catalogs);
                // After the news of a topic that came: whoever waits for that one is not to hear of a failure first.
                self.after.extend(failure.map(After::of));
                if let Some((cause, to)) = self.waiting.take() {
                    self.act(ctx, cause, to);
                }
            }
            (Err(failure), Some(wish)) => {
                // The reader keeps what they have, and is told.
                self.announcement = AttrValue::default();
                self.after.push(After::of(failure.clone()));
                self.failed = Some((wish, failure));
                self.replace_drawn();
            }
            (Err(failure), None) => {
                self.after.push(After::of(failure.clone()));
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
        self.show(apply(&self.state, Action::Open { catalogs, topic: self.attributes.topic.clone() }));
        // Stops may have gone with their entries, and the places of the others in the list have changed.
        self.positions.clear();
        self.say_what_came();
        // What is on the page stays, if it is that entry.
        let shown = self.drawn.as_ref().and_then(|drawn| drawn.get_attribute("data-topic"));
        if shown.as_deref() != self.current.borrow().as_deref() || self.ready {
            self.replace_drawn();
        }
        self.arrive();
    }

    /// From here on the widget draws the topic itself.
    fn replace_drawn(&mut self) {
        if let Some(drawn) = self.drawn.take() {
            if focus::is_within(&self.host) && self.after.is_empty() {
                self.after.push(After::Focus);
            }
            self.over = Some(drawn);
        }
    }

    /// Several attributes may have changed; each costs only what it must.
    pub fn change(&mut self, ctx: &Context<App>, attributes: Attributes) -> bool {
        let before = std::mem::replace(&mut self.attributes, attributes);
        let now = &self.attributes;
        if *now == before {
            return false;
        }
        let settings = Rc::new(now.settings());
        let seen = std::mem::replace(&mut self.settings, settings.clone());
        if now.sources != before.sources {
            self.library = Rc::new(Library::new(now.sources.clone(), None, None));
            self.after.clear();
            if focus::is_within(&self.host) {
                self.after.push(After::Focus);
            }
            self.replace_drawn();
            self.show(apply(&self.state, Action::Load));
            self.positions.clear();
            self.open(ctx);
        } else if now.topic != before.topic {
            let to = now.topic.clone().unwrap_or_default();
            self.act(ctx, Cause::Attribute, to);
        }
        match &self.drawn {
            Some(drawn) if seen.draw_alike(&settings) => {
                let base = drawn.first_element_child();
                for (name, value) in [("data-theme", settings.theme.name()), ("data-layout", settings.layout.name())] {
                    let _ = base.as_ref().map(|base| base.set_attribute(name, value));
                }
            }
            _ => self.replace_drawn(),
        }
        true
    }

    /// Takes a step, or begins to fetch what it needs. `to` is an id or alias or, for a step to a stop of the trail, its number.
    pub fn act(&mut self, ctx: &Context<App>, cause: Cause, to: Rc<str>) -> bool {
        let Some(journey) = self.state.journey() else {
            self.waiting = Some((cause, to));
            // Nothing came of the first load, and what is on the page still leads on.
            if matches!(self.state, State::Failed(_)) && self.drawn.is_some() {
                self.show(apply(&self.state, Action::Load));
                self.open(ctx);
            }
            return false;
        };
        let back = match cause {
            Cause::Back => Some(Action::Back),
            Cause::Forward => Some(Action::Forward),
            Cause::Trail => to.parse().ok().map(|stop| Action::Trail { stop }),
            _ => None,
        };
        if let Some(action) = back {
            let next = apply(&self.state, action);
            let target = next.journey().map(|journey| journey.here().name()).unwrap_or_default();
            if next == self.state || !self.may_leave(&target, cause) {
                return false;
            }
            self.load.0 = 0;
            self.arrived(cause, next);
            return true;
        }
        // Nobody is led away to where they are.
        let target = if to.trim().is_empty() { journey.catalog().home() } else { journey.catalog().find(&to) };
        let target = target.map(|entry| entry.id.shared()).unwrap_or_else(|| to.clone());
        if target == journey.here().name() && (cause != Cause::Attribute || journey.stops().len() == 1) {
            return false;
        }
        if !self.may_leave(&target, cause) {
            return false;
        }
        self.failed = None;
        let at_hand = self.library.find(&to).now_or_never();
        match at_hand {
            Some(Ok(Loaded { catalog, .. })) => self.step(cause, to, catalog),
            _ => {
                self.announcement = self.words().loading.into();
                self.fetch(ctx, (cause, to));
            }
        }
        true
    }

    /// What a button does that is none of a step's.
    pub fn press(&mut self, ctx: &Context<App>, name: &str) -> bool {
        if name == "retry" {
            self.retry(ctx);
        }
        true
    }

    fn may_leave(&self, to: &str, cause: Cause) -> bool {
        let from = self.state.journey().map(|journey| journey.here().name()).unwrap_or_default();
        events::navigate(&self.host, Step { from: &from, to, cause })
    }

    /// What the step needs is at hand.
    fn step(&mut self, cause: Cause, to: Rc<str>, catalog: Rc<Catalog>) {
        let action = match cause {
            Cause::Attribute => Action::Start { catalog, topic: Some(to) },
            _ => Action::Step { catalog, to },
        };
        let next = apply(&self.state, action);
        self.load.0 = 0;
        if next == self.state {
            self.announcement = AttrValue::default();
            return;
        }
        self.arrived(cause, next);
    }

    fn arrived(&mut self, cause: Cause, next: State) {
        let (Some(here), Some(journey)) = (self.state.journey(), next.journey()) else { return };
        let from = here.here().name();
        let (left, stop) = (here.number(), journey.number());
        match cause {
            Cause::Attribute => {
                self.positions.clear();
                // The host's page changed the topic: that is no reason to take the focus from elsewhere on it.
                if focus::is_within(&self.host) {
                    self.after.push(After::Focus);
                }
            }
            _ => {
                let first = stop - journey.at();
                self.positions.retain(|(number, _)| *number != left && *number >= first);
                self.positions.push((left, Position::of(&self.host)));
                let returns = matches!(cause, Cause::Back | Cause::Forward | Cause::Trail);
                self.after.push(if returns { After::FocusWhere { stop } } else { After::Focus });
            }
        }
        self.after.push(After::Navigated { from, cause });
        self.announcement = self.shown(journey);
        self.failed = None;
        self.replace_drawn();
        self.show(next);
        self.arrive();
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

    fn carry_out(&self, after: After) {
        match after {
            After::Focus => {
                focus::set(&self.title);
                focus::bring_into_view(&self.title);
            }
            After::FocusWhere { stop } => {
                focus::set(&self.title);
                match self.positions.iter().find(|(number, _)| *number == stop) {
                    Some((_, position)) => position.restore(),
                    None => focus::bring_into_view(&self.title),
                }
            }
            After::Ready => {
                if let Some(entry) = self.state.journey().and_then(Journey::entry) {
                    events::ready(&self.host, entry.id.as_str(), &entry.title);
                }
            }
            After::Navigated { from, cause } => {
                if let Some(journey) = self.state.journey() {
                    let stop = journey.here();
                    let title = stop.entry().map_or_else(|| stop.name(), |entry| entry.title.clone());
                    events::navigated(&self.host, Step { from: &from, to: &stop.name(), cause }, &title);
                }
            }
            After::Error { kind, message, retryable } => events::error(&self.host, kind, &message, retryable),
        }
    }
}

impl After {
    fn of(failure: Failure) -> After {
        After::Error { kind: failure.kind.name(), message: failure.message, retryable: true }
    }
}
