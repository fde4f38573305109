//! The whole of one widget, for any state.

use super::notice::{Alert, Empty, Unknown};
use super::skeleton::Skeleton;
use super::topic::Topic;
use super::trail::Trail;
use super::{Departure, Scene};
use crate::navigation::{Action, Journey, Place, State};
use crate::settings::Settings;
use crate::words::Words;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, Clone, PartialEq)]
pub struct WidgetProps {
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

#[component]
pub fn Widget(props: &WidgetProps) -> Html {
    let busy = matches!(props.state, State::Loading).then_some("true");
    html! {
        <div
            class="vital"
            part="base"
            lang={props.words.lang}
            data-theme={props.settings.theme.name()}
            data-layout={props.settings.layout.name()}
            aria-busy={busy}
        >
            // It stands here before it says anything, or screen readers would miss the first text.
            <div class="announcement" role="status">{ &props.announcement }</div>
            { match &props.state {
                State::Loading => html! { <Skeleton words={props.words} /> },
                State::Failed(failure) => html! {
                    <Alert message={props.words.failure(failure.kind)} words={props.words} retry={&props.retry} />
                },
                State::Reading(journey) => reading(props, journey),
            } }
        </div>
    }
}

fn reading(props: &WidgetProps, journey: &Journey) -> Html {
    let trail = (journey.stops().len() > 1).then(|| {
        html! { <Trail journey={journey.clone()} words={props.words} act={&props.act} /> }
    });
    let place = match journey.place() {
        Place::Entry(id) => {
            let scene = Scene {
                catalog: journey.catalog().clone(),
                entry: id.clone(),
                settings: props.settings.clone(),
                words: props.words,
                act: props.act.clone(),
                leave: props.leave.clone(),
            };
            // The key makes another topic another element: nothing of the one before, such as a playing recording, stays.
            html! { <Topic key={id.as_str()} {scene} title={&props.title} /> }
        }
        Place::Unknown(wanted) => html! {
            <Unknown
                wanted={wanted.clone()}
                catalog={journey.catalog().clone()}
                level={props.settings.heading_level}
                words={props.words}
                title={&props.title}
                act={&props.act}
            />
        },
        Place::Nowhere => html! { <Empty words={props.words} /> },
    };
    html! { <>{ trail }{ place }</> }
}
