//! Apps of React, Svelte and Vue bind the element's attributes, properties and events to their own state, both ways.

use super::apps::FRAMEWORKS;
use super::finding::Widget;
use super::stage::{Stage, stage_in_chromium};
use super::titles::{BELONGING, HOME, VOTING};
use super::usage::Life;
use serde_json::{Value, json};

#[test]
fn what_the_app_says_is_shown() {
    check(async |stage, widget| {
        stage.press("hate").await;
        widget.shows("Hate").await;
        stage.press("home").await;
        widget.shows(HOME).await;
        let level = widget.role("heading", HOME).one().await.tag().await;
        assert_eq!(level, "h3");
    });
}

#[test]
fn the_app_hears_where_the_reader_is_and_the_trail_stays() {
    check(async |stage, widget| {
        for on_wasm in [false, true] {
            if on_wasm {
                widget.runs_on_wasm().await;
            }
            widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
            widget.shows(BELONGING).await;
            says(stage, "topic", "belonging-and-civic-muscle").await;
            assert_eq!(widget.script("return widget.getAttribute('topic')", Value::Null).await, "belonging-and-civic-muscle");
            widget.role("button", "Back to Voting").one().await.click().await;
            widget.shows(VOTING).await;
            says(stage, "topic", "voting").await;
        }
        let causes: Vec<Value> = stage.events("vital-navigated").await.iter().map(|event| event["detail"]["cause"].clone()).collect();
        assert_eq!(causes, ["related", "back", "related", "back"], "what the app repeats is no step");
    });
}

#[test]
fn a_catalog_is_given_as_a_property() {
    check(async |stage, widget| {
        stage.press("given").await;
        widget.shows("Our own").await;
        assert_eq!(widget.script("return widget.hasAttribute('catalogdata')", Value::Null).await, false);
        stage.press("given").await;
        widget.shows(VOTING).await;
    });
}

#[test]
fn the_app_may_say_no() {
    check(async |stage, widget| {
        stage.press("hold").await;
        stage.browser.settle().await;
        let link = widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await;
        link.click().await;
        stage.browser.settle().await;
        assert_eq!(stage.events("vital-navigated").await, [json!(null); 0]);
        stage.press("hold").await;
        stage.browser.settle().await;
        link.click().await;
        widget.shows(BELONGING).await;
    });
}

#[test]
fn the_app_has_the_element_itself() {
    check(async |stage, widget| {
        stage.press("ready").await;
        says(stage, "first", VOTING).await;
        stage.press("navigate").await;
        widget.shows("Racism").await;
        says(stage, "topic", "racism").await;
        stage.press("back").await;
        widget.shows(VOTING).await;
        says(stage, "topic", "voting").await;
    });
}

#[test]
fn nothing_stays_of_two_hundred_in_react() {
    check_rounds("react");
}

#[test]
fn nothing_stays_of_two_hundred_in_svelte() {
    check_rounds("svelte");
}

#[test]
fn nothing_stays_of_two_hundred_in_vue() {
    check_rounds("vue");
}

/// The same in each framework, with the app at Voting.
fn check(behaviour: impl AsyncFn(&Stage, Widget<'_>)) {
    stage_in_chromium(async |stage| {
        stage.expect("layout-shift");
        for framework in FRAMEWORKS {
            println!("{framework}");
            let widget = stage.show_app(framework).await;
            widget.shows(VOTING).await;
            widget.is_ready().await;
            behaviour(stage, widget).await;
        }
    });
}

fn check_rounds(framework: &str) {
    let press = "document.getElementById('toggle').click(); \
                 const is = () => !!document.querySelector('vital-conditions'); const was = is(); \
                 while (is() === was) await new Promise(done => setTimeout(done));";
    let come = format!("{press} return document.querySelector('vital-conditions')");
    stage_in_chromium(async |stage| {
        stage.expect("layout-shift");
        stage.show_app(framework).await.shows(VOTING).await;
        stage.press("toggle").await;
        stage.browser.until("an empty page", "return !document.querySelector('vital-conditions')", &[]).await;
        Life { come: &come, go: press, on_wasm: true }.leaves_nothing(stage).await;
    });
}

/// Waits until the app says this of its own state.
async fn says(stage: &Stage, output: &str, text: &str) {
    let script = "return document.getElementById(arguments[0]).textContent === arguments[1]";
    stage.browser.until(&format!("{output}: {text}"), script, &[output.into(), text.into()]).await;
}
