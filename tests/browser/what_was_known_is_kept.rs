//! What a reader has is not taken away by a newer version that can't be had: it stays, with the day that it is of, until trying again helps.

use super::host::Fault;
use super::stage::{Stage, WHOLE, stage};
use super::titles::VOTING;
use serde_json::{Value, json};

const SAID: &str = "A newer version could not be loaded. This one is of November 22, 2026.";

/// The fault keeps the newer version away, and the host's page is told once.
async fn is_kept(stage: &Stage, attributes: &str, part: &str, fault: Fault, kind: &str) {
    stage.expect("Failed to load resource");
    stage.expect("net::ERR");
    stage.expect("layout-shift");
    let widget = stage.show(&format!("<vital-conditions topic='voting' {attributes}></vital-conditions>")).await;
    widget.runs_on_wasm().await;
    widget.goes_on_to("hate").await;
    widget.goes_on_to("voting").await;
    stage.host.fail(part, fault);
    widget.script("widget.reload()", Value::Null).await;
    let alert = widget.any("alert").one().await;
    assert!(alert.text().await.starts_with(SAID), "{}", alert.text().await);
    widget.shows(VOTING).await;
    let errors = stage.events("vital-error").await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["detail"]["kind"], kind);
    // Reading goes on with what is there.
    widget.goes_on_to("hate").await;
    assert!(widget.any("alert").is_there().await, "it is still of that day");

    stage.host.mend();
    widget.role("button", "Try again").one().await.click().await;
    widget.until("the notice is gone", "return !root.querySelector('[role=alert]')").await;
    assert_eq!(widget.script("return widget.current", Value::Null).await, "hate");
    let title = widget.script("return [root.activeElement.id]", Value::Null).await;
    assert_eq!(title, json!(["vital-title"]), "the button is gone, and the focus is on what is there");
    widget.role("button", "Back to Voting").one().await;
    assert_eq!(stage.events("vital-error").await.len(), 1);
}

#[test]
fn of_a_whole_catalog() {
    stage(async |stage| is_kept(stage, WHOLE, "catalog.json", Fault::Status(404), "http").await);
}

#[test]
fn when_the_newer_version_is_broken() {
    stage(async |stage| is_kept(stage, WHOLE, "catalog.json", Fault::Truncated, "parse").await);
}

#[test]
fn of_a_sharded_catalog() {
    stage(async |stage| is_kept(stage, "catalog='SITE/index.json'", "index.json", Fault::CutOff, "network").await);
}

#[test]
fn for_a_widget_that_comes_later() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        let widget = stage.show(&format!("<vital-conditions topic='voting' {WHOLE}></vital-conditions>")).await;
        widget.runs_on_wasm().await;
        stage.host.fail("catalog.json", Fault::Status(404));
        stage.expect("layout-shift");
        widget.script("widget.reload()", Value::Null).await;
        widget.any("alert").one().await;
        widget.script("const next = widget.cloneNode(); widget.replaceWith(next)", Value::Null).await;
        widget.shows(VOTING).await;
        assert!(widget.any("alert").one().await.text().await.starts_with(SAID));
    });
}
