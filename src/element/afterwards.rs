//! What is to be done once a new state is on the page: where the focus and the page go, and what the host's page is told.

use super::events::{self, Step};
use super::focus;
use super::scroll::Positions;
use crate::navigation::{Cause, Failure, Journey};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::NodeRef;

pub struct Afterwards {
    host: HtmlElement,
    /// The heading that gets the focus.
    pub title: NodeRef,
    /// The heading of what a tool has opened.
    pub panel_title: NodeRef,
    pub positions: Positions,
    /// In the order in which it is done.
    waiting: Vec<After>,
}

pub enum After {
    Focus,
    /// Focus, and the page scrolled to where it was when the reader was last here.
    FocusWhere {
        stop: usize,
    },
    /// Focus on what a tool has opened.
    Panel,
    /// Focus back on the tool of this name.
    Tool(&'static str),
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

impl Afterwards {
    pub fn new(host: HtmlElement) -> Afterwards {
        Afterwards {
            host,
            title: NodeRef::default(),
            panel_title: NodeRef::default(),
            positions: Positions::default(),
            waiting: Vec::new(),
        }
    }

    pub fn push(&mut self, after: After) {
        self.waiting.push(after);
    }

    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// What the host's page changed is no reason to take the focus from elsewhere on it.
    pub fn keep_focus(&mut self) {
        if focus::is_within(&self.host) {
            self.push(After::Focus);
        }
    }

    pub fn carry_out(&mut self, journey: Option<&Journey>) {
        for after in std::mem::take(&mut self.waiting) {
            self.do_one(after, journey);
        }
    }

    fn do_one(&self, after: After, journey: Option<&Journey>) {
        match after {
            After::Focus => {
                focus::set(&self.title);
                focus::bring_into_view(&self.title);
            }
            After::FocusWhere { stop } => {
                focus::set(&self.title);
                if !self.positions.restore(stop) {
                    focus::bring_into_view(&self.title);
                }
            }
            After::Panel => {
                focus::set(&self.panel_title);
                focus::bring_into_view(&self.panel_title);
            }
            After::Tool(name) => focus::set_on_tool(&self.host, name),
            After::Ready => {
                if let Some(entry) = journey.and_then(Journey::entry) {
                    events::ready(&self.host, entry.id.as_str(), &entry.title);
                }
            }
            After::Navigated { from, cause } => {
                if let Some(journey) = journey {
                    let stop = journey.here();
                    let title = stop.entry().map_or_else(|| stop.name(), |entry| entry.title.clone());
                    events::navigated(&self.host, Step { from: &from, to: &stop.name(), cause }, &title);
                }
            }
            After::Error { kind, message, retryable } => events::error(&self.host, kind, &message, retryable),
        }
    }
}

impl From<Failure> for After {
    fn from(failure: Failure) -> After {
        After::Error { kind: failure.kind.name(), message: failure.message, retryable: true }
    }
}
