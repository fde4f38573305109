//! Steps: from the wish for one to the state in which it is taken.
//!
//! Leaves out how a state gets onto the page.

use super::Session;
use crate::catalog::Catalog;
use crate::element::afterwards::After;
use crate::element::app::App;
use crate::element::events::{self, Step};
use crate::element::loading::Wish;
use crate::navigation::{Action, Cause, State, apply};
use std::rc::Rc;
use yew::{AttrValue, Context};

impl Session {
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
            Cause::History => journey.nearest(to).map(|stop| Action::Trail { stop }),
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
        if target == journey.here().name() {
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
            self.announcement = self.words().loading().to_owned().into();
        }
        waits
    }

    fn may_leave(&self, to: &str, cause: Cause) -> bool {
        let from = self.state.journey().map(|journey| journey.here().name()).unwrap_or_default();
        events::navigate(&self.host, Step { from: &from, to, cause })
    }

    /// What the step needs is at hand.
    pub(super) fn step(&mut self, Wish { cause, to, .. }: Wish, catalog: Rc<Catalog>) {
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
                let returns = matches!(cause, Cause::Back | Cause::Forward | Cause::Trail | Cause::History);
                self.after.push(if returns { After::FocusWhere { stop } } else { After::Focus });
            }
        }
        self.after.push(After::Navigated { from, cause });
        self.announcement = self.shown(journey);
        self.failed = None;
        self.panel = None;
        self.replace_drawn();
        self.show(next);
        self.arrive();
    }
}
