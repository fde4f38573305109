//! The Yew component at the root of a widget. It lives longer than the widget: when an element leaves the page its
//! component rests, and the next element to come takes it over.
//!
//! Yew never removes the listeners at the root of an app ("the registry is never dropped in production"), nor what they
//! hold. An app for every mount would leave a root element, a listener and about 1.6 kB of memory behind each time.

use super::attributes::Attributes;
use super::loading::{Outcome, Wish};
use super::session::{Session, Start};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

pub enum Message {
    Begin(Start),
    /// The element has left the page.
    Rest,
    Attributes(Attributes),
    Act(Wish),
    /// A button that takes no step, by its name, and what it is done to where that is not the topic.
    Press(String, Rc<str>),
    /// The reader will perhaps go to this entry. Its file, where it is known.
    Prefetch(Rc<str>, Option<Rc<str>>),
    /// A load that began as the `number`th has ended. An older one's end is of no interest any more.
    Loaded {
        number: u32,
        outcome: Outcome,
    },
    /// The load that began as the `number`th takes long, if it is still on its way.
    Long(u32),
    Reload,
}

pub struct App {
    /// None while it rests.
    session: Option<Session>,
}

thread_local! {
    /// How many loads have begun, in all widgets together.
    static LOADS: Cell<u32> = const { Cell::new(0) };
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> App {
        App { session: None }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Begin(start) => {
                self.session = Some(Session::new(ctx, start));
                return true;
            }
            Message::Rest => {
                self.session = None;
                return true;
            }
            _ => {}
        }
        let Some(session) = &mut self.session else { return false };
        match message {
            Message::Begin(_) | Message::Rest => true,
            Message::Attributes(attributes) => session.change(ctx, attributes),
            Message::Act(wish) => session.act(ctx, wish),
            Message::Press(name, of) => session.press(ctx, &name, &of),
            Message::Prefetch(id, file) => {
                session.prefetch(id, file);
                false
            }
            Message::Loaded { number, outcome } => session.loaded(ctx, number, outcome),
            Message::Long(number) => session.waits(number),
            Message::Reload => {
                session.reload(ctx);
                false
            }
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        self.session.as_ref().map(Session::draw).unwrap_or_default()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(session) = &mut self.session {
            session.drawn();
        }
    }
}

/// A number for a load, and where its end is to be told.
pub fn next_load(ctx: &Context<App>) -> (u32, Callback<Outcome>) {
    let number = LOADS.get().wrapping_add(1);
    LOADS.set(number);
    (number, ctx.link().callback(move |outcome| Message::Loaded { number, outcome }))
}
