//! One element's widget from mounting to removal: keeps the state, decides what is loaded for it, and says what is to be done of it.

use super::Shown;
use super::afterwards::{After, Afterwards};
use super::app::App;
use super::attributes::Attributes;
use super::drawn::Drawn;
use super::events::{self, Step};
use super::fetch::{Early, Loaded};
use super::loading::{Loading, Outcome, Topic, Wish};
use crate::catalog::Catalog;
use crate::components::{View, frame, widget};
use crate::navigation::{Action, Cause, Failure, Journey, Place, State, apply};
use crate::settings::Settings;
use crate::words::{ENGLISH, Words};
use std::rc::Rc;
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
    /// Where the reader has been before the widget came.
    pub way: Option<Way>,
}

/// The stops that a reader has been at, and the number of the one that they are at.
pub struct Way {
    /// And how far the page was scrolled when the reader left it, in CSS pixels.
    stops: Vec<(Topic, u32)>,
    at: usize,
}

impl Way {
    /// From `ID FILE TOP` for each stop, all parted by spaces.
    pub fn read(text: &str, at: usize) -> Way {
        let mut parts = text.split(' ');
        let mut stops = Vec::new();
        while let (Some(id), Some(file), Some(top)) = (parts.next(), parts.next(), parts.next()) {
            stops.push(((id.into(), Some(file.into())), top.parse().unwrap_or_default()));
        }
        Way { stops, at }
    }

    /// The id of the entry that is shown.
    pub fn here(&self) -> Option<Rc<str>> {
        self.stops.get(self.at).map(|((id, _), _)| id.clone())
    }
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
    ready: bool,
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
            // Whoever has gone on already has been told.
            ready: way.is_some(),
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
                self.announcement = self.words().loading.into();
                self.loading.step(ctx, wish);
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
        // The files that were known are of yesterday.
        for ((_, file), _) in self.way.iter_mut().flat_map(|way| &mut way.stops) {
            *file = None;
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
        let topics = match (self.state.journey(), &self.way) {
            (Some(journey), _) => journey.stops().iter().map(|stop| (stop.name(), None)).collect(),
            (None, Some(way)) => way.stops.iter().map(|(topic, _)| topic.clone()).collect(),
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
            Some(way) => {
                let ids = way.stops.iter().map(|((id, _), _)| id.clone());
                Action::Resume { stops: catalogs.into_iter().zip(ids).collect(), at: way.at }
            }
            None => Action::Open { catalogs, topic: self.attributes.topic.clone() },
        };
        self.show(apply(&self.state, action));
        // Stops may have gone with their entries, and the places of the others in the list have changed.
        self.after.positions.clear();
        for (stop, (_, top)) in way.into_iter().flat_map(|way| way.stops).enumerate() {
            self.after.positions.left(stop, top);
        }
        self.say_what_came();
        // What is on the page stays, if it is that entry.
        let stays = is_first && self.drawn.shows(self.current.borrow().as_deref(), &self.settings);
        if !stays {
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
            self.loading = Loading::new(now.sources.clone(), None, None);
            // The way that was gone is one in another catalog.
            self.way = None;
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

    /// Takes a step, or begins to fetch what it needs.
    pub fn act(&mut self, ctx: &Context<App>, wish: Wish) -> bool {
        let Wish { cause, ref to, .. } = wish;
        let Some(journey) = self.state.journey() else {
            self.waiting = Some(wish);
            // Nothing came of the first load, and what is on the page still leads on.
            if matches!(self.state, State::Failed(_)) && self.drawn.is_there() {
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
            self.loading.call_off();
            self.arrived(cause, next);
            return true;
        }
        // Nobody is led away to where they are.
        let target = if to.trim().is_empty() { journey.catalog().home() } else { journey.catalog().find(to) };
        let target = target.map(|entry| entry.id.shared()).unwrap_or_else(|| to.clone());
        if target == journey.here().name() && (cause != Cause::Attribute || journey.stops().len() == 1) {
            return false;
        }
        if !self.may_leave(&target, cause) {
            return false;
        }
        let had_failed = self.failed.take().is_some();
        match self.loading.at_hand(&wish) {
            Some(catalog) => self.step(wish, catalog),
            None => {
                self.loading.step(ctx, wish);
                return had_failed;
            }
        }
        true
    }

    /// What a step needs takes long to come.
    pub fn waits(&mut self, number: u32) -> bool {
        let waits = self.loading.is_on_its_way(number);
        if waits {
            self.announcement = self.words().loading.into();
        }
        waits
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
    fn step(&mut self, Wish { cause, to, .. }: Wish, catalog: Rc<Catalog>) {
        let action = match cause {
            Cause::Attribute => Action::Start { catalog, topic: Some(to) },
            _ => Action::Step { catalog, to },
        };
        let next = apply(&self.state, action);
        self.loading.call_off();
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
                self.after.positions.clear();
                self.after.keep_focus();
            }
            _ => {
                self.after.positions.leave(left, stop - journey.at(), &self.host);
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
}
