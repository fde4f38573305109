//! One element's widget from mounting to removal: keeps the state, carries out what an action asks of the browser, and
//! tells the host's page.

use super::app::{App, Message, next_load};
use super::attributes::Attributes;
use super::events::{self, Ready, Step};
use super::fetch::{self, Early, Loaded, Outcome, Wanted};
use super::scroll::Position;
use super::{Shown, focus};
use crate::components::{Departure, View, widget};
use crate::navigation::{Action, Cause, Journey, Place, State, apply};
use crate::settings::Settings;
use crate::words::{ENGLISH, Words};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What a widget begins with.
pub struct Start {
    pub host: HtmlElement,
    pub attributes: Attributes,
    /// The answer to a request for the catalog that the loader made already.
    pub early: Option<Early>,
    pub current: Shown,
    /// The reader asked for this by a "Try again" that the loader drew, and their focus was on it.
    pub again: bool,
}

pub struct Session {
    host: HtmlElement,
    current: Shown,
    attributes: Attributes,
    settings: Rc<Settings>,
    state: State,
    announcement: AttrValue,
    title: NodeRef,
    act: Callback<Action>,
    leave: Callback<Departure, bool>,
    retry: Callback<()>,
    /// How far the page was scrolled when the reader left each stop of the journey.
    positions: Vec<Position>,
    /// A step that was asked for while there was no catalog yet.
    waiting: Option<Action>,
    /// The URL of the translation that is shown in the catalog's place, and the catalog.
    translated: Option<(Rc<str>, Loaded)>,
    /// The number of the latest load.
    load: u32,
    ready: bool,
    /// What is to be done once the new state is drawn.
    after: Vec<After>,
}

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
        let Start { host, attributes, early, current, again } = start;
        let leaver = host.clone();
        let mut session = Session {
            leave: Callback::from(move |departure: Departure| events::open(&leaver, departure.from.as_str(), departure.to.as_str())),
            act: ctx.link().callback(Message::Act),
            retry: ctx.link().callback(|()| Message::Retry),
            settings: Rc::new(attributes.settings()),
            host,
            current,
            attributes,
            state: State::Loading,
            announcement: AttrValue::default(),
            title: NodeRef::default(),
            positions: Vec::new(),
            waiting: None,
            translated: None,
            load: 0,
            ready: false,
            after: Vec::new(),
        };
        if again {
            session.wait_for_another_try();
        }
        session.load(ctx, early);
        session
    }

    pub fn draw(&self) -> Html {
        widget(&View {
            state: self.state.clone(),
            settings: self.settings.clone(),
            words: self.words(),
            announcement: self.announcement.clone(),
            title: self.title.clone(),
            act: self.act.clone(),
            leave: self.leave.clone(),
            retry: self.retry.clone(),
        })
    }

    /// The state is on the page now.
    pub fn drawn(&mut self) {
        // After a try again the focus waits for what comes of it.
        if self.state == State::Loading {
            return;
        }
        for after in std::mem::take(&mut self.after) {
            self.carry_out(after);
        }
    }

    pub fn retry(&mut self, ctx: &Context<App>) {
        self.wait_for_another_try();
        self.state = apply(&self.state, Action::Load);
        self.load(ctx, None);
    }

    pub fn reload(&mut self, ctx: &Context<App>) {
        fetch::forget(&self.attributes.catalog);
        if let Some((url, _)) = &self.translated {
            fetch::forget(url);
        }
        self.load(ctx, None);
    }

    fn wait_for_another_try(&mut self) {
        self.after.push(After::Focus);
        self.announcement = self.words().loading.into();
    }

    /// In the language of what is shown; before that, in the one that was asked for.
    fn words(&self) -> &'static Words {
        match self.state.journey() {
            Some(journey) => Words::of(&journey.catalog().lang),
            None => self.attributes.lang.as_deref().map_or(&ENGLISH, Words::of),
        }
    }

    fn wanted(&self, catalog: &Rc<str>) -> Wanted {
        Wanted { catalog: catalog.clone(), overlay: self.attributes.overlay.clone() }
    }

    fn load(&mut self, ctx: &Context<App>, early: Option<Early>) {
        let (number, done) = next_load(ctx);
        self.load = number;
        self.translated = None;
        let wanted = self.wanted(&self.attributes.catalog);
        match &self.attributes.catalog_data {
            Some(data) => fetch::read(data, wanted, done),
            None => fetch::load(wanted, early, done),
        }
    }

    /// A load has ended; only the latest one counts.
    pub fn loaded(&mut self, ctx: &Context<App>, number: u32, outcome: Outcome) -> bool {
        if number != self.load {
            return false;
        }
        let (loaded, failure) = match (outcome, &self.translated) {
            (Ok(loaded), _) => {
                let translation = self.attributes.lang.as_deref().and_then(|lang| loaded.catalog.translation(lang));
                // A translation is shown as it is: one that names another in its turn could go round in circles.
                if let Some(url) = translation.filter(|_| self.translated.is_none()) {
                    let url: Rc<str> = url.as_str().into();
                    let wanted = self.wanted(&url);
                    self.translated = Some((url, loaded));
                    let (number, done) = next_load(ctx);
                    self.load = number;
                    fetch::load(wanted, None, done);
                    return false;
                }
                let failure = loaded.without_overlay.clone();
                (Some(loaded), failure)
            }
            // A translation that fails takes nothing from the reader: the original is at hand.
            (Err(failure), Some((_, original))) => (Some(original.clone()), Some(failure)),
            (Err(failure), None) => (None, Some(failure)),
        };
        let error =
            failure.as_ref().map(|failure| After::Error { kind: failure.kind.name(), message: failure.message.clone(), retryable: true });
        match (loaded, failure) {
            (Some(Loaded { catalog, .. }), _) => {
                let opened = Action::Open { catalog, topic: self.attributes.topic.clone() };
                self.show(apply(&self.state, opened));
                // Stops may have gone with their entries, and the places of the others in the list have changed.
                self.positions.clear();
                self.say_what_came();
                self.arrive();
                if let Some(action) = self.waiting.take() {
                    self.act(action);
                }
            }
            // A reload that fails takes nothing from the reader.
            (None, Some(failure)) if self.state.journey().is_none() => {
                self.show(apply(&self.state, Action::Fail(failure)));
                self.say_what_came();
            }
            _ => {}
        }
        // After the news of a topic that came: whoever waits for that one is not to hear of a failure first.
        self.after.extend(error);
        true
    }

    /// Several attributes may have changed; each costs only what it must.
    pub fn change(&mut self, ctx: &Context<App>, attributes: Attributes) -> bool {
        let before = std::mem::replace(&mut self.attributes, attributes);
        let now = &self.attributes;
        if *now == before {
            return false;
        }
        self.settings = Rc::new(now.settings());
        if now.catalog != before.catalog
            || now.catalog_data != before.catalog_data
            || now.overlay != before.overlay
            || now.lang != before.lang
        {
            self.after.clear();
            if focus::is_within(&self.host) {
                self.after.push(After::Focus);
            }
            self.show(apply(&self.state, Action::Load));
            self.positions.clear();
            self.load(ctx, None);
        } else if now.topic != before.topic {
            self.act(Action::Start { topic: now.topic.clone() });
        }
        true
    }

    pub fn act(&mut self, action: Action) -> bool {
        let Some(cause) = action.cause() else { return false };
        if self.state == State::Loading {
            self.waiting = Some(action);
            return false;
        }
        let next = apply(&self.state, action);
        let (Some(journey), Some(here)) = (next.journey(), self.state.journey()) else { return false };
        if next == self.state {
            return false;
        }
        let (from, to) = (named(here), named(journey));
        if !events::navigate(&self.host, Step { from: &from, to: &to, cause }) {
            return false;
        }
        let (left, stop) = (here.at(), journey.at());
        match cause {
            Cause::Attribute => {
                self.positions.clear();
                // The host's page changed the topic: that is no reason to take the focus from elsewhere on it.
                if focus::is_within(&self.host) {
                    self.after.push(After::Focus);
                }
            }
            _ => {
                self.positions.resize_with(self.positions.len().max(left + 1), Position::default);
                self.positions[left] = Position::of(&self.host);
                let returns = matches!(cause, Cause::Back | Cause::Forward | Cause::Trail);
                self.after.push(if returns { After::FocusWhere { stop } } else { After::Focus });
            }
        }
        self.after.push(After::Navigated { from, cause });
        self.announcement = self.shown(journey);
        self.show(next);
        self.arrive();
        true
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
        *self.current.borrow_mut() = state.journey().and_then(|journey| journey.entry().map(|entry| entry.id.as_str().into()));
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
                match self.positions.get(stop) {
                    Some(position) => position.restore(),
                    None => focus::bring_into_view(&self.title),
                }
            }
            After::Ready => {
                if let Some(entry) = self.state.journey().and_then(Journey::entry) {
                    events::ready(&self.host, Ready { topic: entry.id.as_str(), title: &entry.title });
                }
            }
            After::Navigated { from, cause } => {
                if let Some(journey) = self.state.journey() {
                    events::navigated(&self.host, Step { from: &from, to: &named(journey), cause }, &titled(journey));
                }
            }
            After::Error { kind, message, retryable } => events::error(&self.host, kind, &message, retryable),
        }
    }
}

/// The id that is shown or, of a topic that doesn't exist, the one that was asked for.
fn named(journey: &Journey) -> Rc<str> {
    match journey.place() {
        Place::Entry(id) => id.as_str().into(),
        Place::Unknown(wanted) => wanted.clone(),
        Place::Nowhere => "".into(),
    }
}

fn titled(journey: &Journey) -> Rc<str> {
    match journey.entry() {
        Some(entry) => entry.title.clone(),
        None => named(journey),
    }
}
