//! What is on screen and how it got there: a state, the actions that change it, and the one transition between them.
//! Pure. Fetching, focus, scrolling and events are the shell's part.

mod failure;
mod journey;

pub use failure::{Failure, FailureKind};
pub use journey::{Journey, Place};

use crate::catalog::{Catalog, EntryId};
use std::rc::Rc;

#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// The catalog is on its way.
    Loading,
    /// There is no catalog to show.
    Failed(Failure),
    Reading(Journey),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A catalog was asked for: the first, another one, or the same again after a failure.
    Load,
    /// A catalog arrived. Reading starts at the topic (an id or alias; nothing is the home entry), or goes on where
    /// the reader was.
    Open {
        catalog: Rc<Catalog>,
        topic: Option<Rc<str>>,
    },
    Fail(Failure),
    /// Reading starts anew at a topic, as the element's attribute says.
    Start {
        topic: Option<Rc<str>>,
    },
    /// The reader goes on to an entry.
    Step {
        to: EntryId,
        cause: Cause,
    },
    /// A step from outside, by an id or alias that may not exist.
    Navigate {
        to: Rc<str>,
    },
    Back,
    Forward,
    /// Back to a stop of the trail, counted from 0.
    Trail {
        stop: usize,
    },
}

/// Why a step was taken, as the events tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Card,
    Related,
    Link,
    Trail,
    Back,
    Forward,
    Api,
    Attribute,
}

impl Cause {
    pub fn name(self) -> &'static str {
        match self {
            Cause::Card => "card",
            Cause::Related => "related",
            Cause::Link => "link",
            Cause::Trail => "trail",
            Cause::Back => "back",
            Cause::Forward => "forward",
            Cause::Api => "api",
            Cause::Attribute => "attribute",
        }
    }
}

impl Action {
    /// Why the step is taken, where the action is a step.
    pub fn cause(&self) -> Option<Cause> {
        match self {
            Action::Load | Action::Open { .. } | Action::Fail(_) => None,
            Action::Start { .. } => Some(Cause::Attribute),
            Action::Step { cause, .. } => Some(*cause),
            Action::Navigate { .. } => Some(Cause::Api),
            Action::Back => Some(Cause::Back),
            Action::Forward => Some(Cause::Forward),
            Action::Trail { .. } => Some(Cause::Trail),
        }
    }
}

impl State {
    pub fn journey(&self) -> Option<&Journey> {
        match self {
            State::Reading(journey) => Some(journey),
            State::Loading | State::Failed(_) => None,
        }
    }
}

/// The one transition. An action that leads nowhere (back at the start of the trail, a step to where the reader is)
/// gives the state as it was.
pub fn apply(state: &State, action: Action) -> State {
    match (action, state) {
        (Action::Load, _) => State::Loading,
        (Action::Fail(failure), _) => State::Failed(failure),
        (Action::Open { catalog, .. }, State::Reading(journey)) => State::Reading(journey.in_catalog(catalog)),
        (Action::Open { catalog, topic }, _) => State::Reading(Journey::start(catalog, topic.as_deref())),
        (_, State::Loading | State::Failed(_)) => state.clone(),
        (Action::Start { topic }, State::Reading(journey)) => State::Reading(journey.restart(topic.as_deref())),
        (Action::Step { to, .. }, State::Reading(journey)) => State::Reading(journey.step(Place::Entry(to))),
        (Action::Navigate { to }, State::Reading(journey)) => State::Reading(journey.step(journey.place_of(Some(&to)))),
        (Action::Back, State::Reading(journey)) => State::Reading(journey.go(journey.at().checked_sub(1))),
        (Action::Forward, State::Reading(journey)) => State::Reading(journey.go(Some(journey.at() + 1))),
        (Action::Trail { stop }, State::Reading(journey)) => State::Reading(journey.go(Some(stop).filter(|stop| *stop < journey.at()))),
    }
}
