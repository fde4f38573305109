//! The whole of one widget, for any state.

use super::notice::{alert, empty, unknown};
use super::skeleton::skeleton;
use super::topic::topic;
use super::trail::trail;
use super::{Departure, Scene};
use crate::navigation::{Action, Journey, Place, State};
use crate::settings::Settings;
use crate::words::Words;
use std::rc::Rc;
use yew::prelude::*;

/// What a widget is drawn from.
#[derive(Clone)]
pub struct View {
    pub state: State,
    pub settings: Rc<Settings>,
    pub words: &'static Words,
    /// What a screen reader is to say of the last step; empty before the first.
    pub announcement: AttrValue,
    /// The heading that gets the focus after a step.
    pub title: NodeRef,
    pub act: Callback<Action>,
    pub leave: Callback<Departure, bool>,
    /// The reader asks for another try after a failure.
    pub retry: Callback<()>,
}

pub fn widget(view: &View) -> Html {
    let busy = matches!(view.state, State::Loading).then_some("true");
    html! {
        <div
            class="vital"
            part="base"
            lang={view.words.lang}
            data-theme={view.settings.theme.name()}
            data-layout={view.settings.layout.name()}
            aria-busy={busy}
        >
            // It stands here before it says anything, or screen readers would miss the first text.
            <div class="announcement" role="status">{ &view.announcement }</div>
            { match &view.state {
                State::Loading => skeleton(view.words),
                State::Failed(failure) => alert(view, view.words.failure(failure.kind)),
                State::Reading(journey) => reading(view, journey),
            } }
        </div>
    }
}

fn reading(view: &View, journey: &Journey) -> Html {
    let place = match journey.place() {
        Place::Entry(id) => {
            let scene = Scene {
                catalog: journey.catalog().clone(),
                entry: id.clone(),
                settings: view.settings.clone(),
                words: view.words,
                act: view.act.clone(),
                leave: view.leave.clone(),
            };
            topic(&scene, &view.title)
        }
        Place::Unknown(wanted) => unknown(view, journey.catalog(), wanted),
        Place::Nowhere => empty(view.words),
    };
    html! { <>{ for (journey.stops().len() > 1).then(|| trail(view, journey)) }{ place }</> }
}
