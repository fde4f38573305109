//! `history="hash"` and `"query"`: inline steps as entries of the browser's history, one element a page, without taking anything from the
//! host's own entries.

use super::stage::{Stage, WHOLE, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

#[test]
fn back_and_forward_of_the_browser_are_steps() {
    stage(async |stage| {
        stage.expect("layout-shift");
        for (mode, mark) in [("hash", "#vital="), ("query", "?vital=")] {
            for attributes in ["", WHOLE] {
                let widget =
                    stage.show(&format!("<vital-conditions topic='voting' history='{mode}' {attributes}></vital-conditions>")).await;
                widget.shows(VOTING).await;
                widget.runs_on_wasm().await;
                follows(stage).await;
                let page = format!("{}/page.html", stage.host.origin);
                assert_eq!(stage.browser.url().await, page, "nothing is written before a step");
                stage.browser.script("history.replaceState({ ours: 1 }, '')", &[]).await;
                widget.goes_on_to("belonging-and-civic-muscle").await;
                assert_eq!(stage.browser.url().await, format!("{page}{mark}belonging-and-civic-muscle"));
                let state = stage.browser.script("return history.state", &[]).await;
                assert_eq!(state, json!({ "ours": 1, "vital": "belonging-and-civic-muscle" }), "the host's own state is kept");
                widget.goes_on_to("hate").await;
                stage.browser.script("history.back()", &[]).await;
                widget.shows(BELONGING).await;
                stage.browser.script("history.back()", &[]).await;
                widget.shows(VOTING).await;
                stage.browser.script("history.go(2)", &[]).await;
                widget.shows("Hate").await;
                let causes: Vec<Value> =
                    stage.events("vital-navigated").await.iter().map(|event| event["detail"]["cause"].clone()).collect();
                assert_eq!(causes, ["api", "api", "history", "history", "history"]);
                let trail = widget.script("return [...root.querySelectorAll('.trail li')].map(one => one.textContent)", Value::Null).await;
                assert_eq!(trail, json!([VOTING, BELONGING, "Hate"]), "they are steps on the trail");
            }
        }
    });
}

#[test]
fn a_shared_address_begins_at_its_topic() {
    stage(async |stage| {
        stage.expect("layout-shift");
        for (mode, mark) in [("hash", "#vital=hate"), ("query", "?other=1&vital=hate")] {
            let body = format!("<vital-conditions topic='voting' history='{mode}'></vital-conditions>");
            stage.show(&body).await;
            stage.browser.goto("about:blank").await;
            stage.browser.goto(&format!("{}/page.html{mark}", stage.host.origin)).await;
            let widget = stage.widget();
            widget.shows("Hate").await;
            widget.runs_on_wasm().await;
            // Other attributes don't lead away from it, and a new topic does.
            widget.script("widget.theme = 'dark'", Value::Null).await;
            stage.browser.settle().await;
            widget.shows("Hate").await;
            widget.script("widget.topic = 'belonging-and-civic-muscle'", Value::Null).await;
            widget.shows(BELONGING).await;
            follows(stage).await;
        }
    });
}

#[test]
fn one_element_of_a_page_writes() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let one = "<vital-conditions topic='voting' history='hash' loading='eager'></vital-conditions>";
        let widget = stage.show(&format!("{one}{one}")).await;
        let other = stage.nth(1);
        for widget in [widget, other] {
            widget.shows(VOTING).await;
            widget.runs_on_wasm().await;
        }
        follows(stage).await;
        other.goes_on_to("hate").await;
        let page = format!("{}/page.html", stage.host.origin);
        assert_eq!(stage.browser.url().await, page, "the second one keeps its steps to itself");
        widget.goes_on_to("belonging-and-civic-muscle").await;
        assert_eq!(stage.browser.url().await, format!("{page}#vital=belonging-and-civic-muscle"));
        stage.browser.script("history.back()", &[]).await;
        widget.shows(VOTING).await;
        other.shows("Hate").await;
    });
}

#[test]
fn it_may_be_asked_for_later_and_taken_back() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        widget.runs_on_wasm().await;
        widget.script("widget.history = 'hash'", Value::Null).await;
        follows(stage).await;
        let page = format!("{}/page.html", stage.host.origin);
        widget.goes_on_to("hate").await;
        assert_eq!(stage.browser.url().await, format!("{page}#vital=hate"));
        widget.script("widget.history = null", Value::Null).await;
        widget.goes_on_to("belonging-and-civic-muscle").await;
        assert_eq!(stage.browser.url().await, format!("{page}#vital=hate"));
    });
}

#[test]
fn without_the_attribute_nothing_is_written_or_loaded() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        widget.runs_on_wasm().await;
        let length = stage.browser.script("return history.length", &[]).await;
        widget.goes_on_to("hate").await;
        assert_eq!(stage.browser.script("return history.length", &[]).await, length);
        assert_eq!(stage.host.count("history."), 0);
    });
}

/// The file that writes the history is loaded beside the widget.
async fn follows(stage: &Stage) {
    stage
        .browser
        .until(
            "the history is written",
            "return performance.getEntriesByType('resource').some(one => one.name.includes('/history.') && one.responseEnd)",
            &[],
        )
        .await;
    stage.browser.settle().await;
}
