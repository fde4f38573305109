//! What is on screen and how it got there: a state, the actions that change it, and the one transition between them.
//! Pure. Fetching, focus, scrolling and events are the shell's part.

mod failure;
mod journey;
mod panel;

pub use failure::{Failure, FailureKind};
pub use journey::{Journey, Place, Stop};
pub use panel::Panel;

use crate::catalog::Catalog;
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
    /// What was asked for arrived. Reading starts at the topic (an id or alias; nothing is the home entry), or goes on where
    /// the reader was: then there is a catalog for each stop, or one for all.
    Open {
        catalogs: Vec<Rc<Catalog>>,
        topic: Option<Rc<str>>,
    },
    /// What was asked for arrived, and reading goes on where it was before anybody kept a state of it: at one of these topics, each with
    /// the catalog that it is in.
    Resume {
        stops: Vec<(Rc<Catalog>, Rc<str>)>,
        at: usize,
    },
    Fail(Failure),
    /// Reading starts anew at a topic, as the element's attribute says.
    Start {
        catalog: Rc<Catalog>,
        topic: Option<Rc<str>>,
    },
    /// On to an entry, by an id or alias that may not exist, in a catalog that has all that it is shown with.
    Step {
        catalog: Rc<Catalog>,
        to: Rc<str>,
    },
    Back,
    Forward,
    /// To a stop of the way, counted from 0.
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
    Search,
    Map,
    Api,
    History,
    Attribute,
}

impl Cause {
    pub const ALL: [Cause; 11] = [
        Cause::Card,
        Cause::Related,
        Cause::Link,
        Cause::Trail,
        Cause::Back,
        Cause::Forward,
        Cause::Search,
        Cause::Map,
        Cause::Api,
        Cause::History,
        Cause::Attribute,
    ];

    pub fn parse(name: &str) -> Option<Cause> {
        Cause::ALL.into_iter().find(|cause| cause.name() == name)
    }

    /// Whether the host's page may keep the reader from it. What it or the browser did itself is done.
    pub fn is_cancelable(self) -> bool {
        !matches!(self, Cause::History | Cause::Attribute)
    }

    pub fn name(self) -> &'static str {
        match self {
            Cause::Card => "card",
            Cause::Related => "related",
            Cause::Link => "link",
            Cause::Trail => "trail",
            Cause::Back => "back",
            Cause::Forward => "forward",
            Cause::Search => "search",
            Cause::Map => "map",
            Cause::Api => "api",
            Cause::History => "history",
            Cause::Attribute => "attribute",
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
        (Action::Open { catalogs, .. }, State::Reading(journey)) => State::Reading(journey.in_catalogs(&catalogs)),
        (Action::Open { catalogs, topic }, _) => match catalogs.into_iter().next() {
            Some(catalog) => State::Reading(Journey::start(catalog, topic.as_deref())),
            None => state.clone(),
        },
        (Action::Resume { stops, at }, _) => Journey::resume(stops, at).map_or_else(|| state.clone(), State::Reading),
        (_, State::Loading | State::Failed(_)) => state.clone(),
        (Action::Start { catalog, topic }, State::Reading(_)) => State::Reading(Journey::start(catalog, topic.as_deref())),
        (Action::Step { catalog, to }, State::Reading(journey)) => State::Reading(journey.step(Stop::new(catalog, Some(&to)))),
        (Action::Back, State::Reading(journey)) => State::Reading(journey.go(journey.at().checked_sub(1))),
        (Action::Forward, State::Reading(journey)) => State::Reading(journey.go(Some(journey.at() + 1))),
        (Action::Trail { stop }, State::Reading(journey)) => State::Reading(journey.go(Some(stop))),
    }
}
