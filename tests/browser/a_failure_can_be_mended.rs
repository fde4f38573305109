//! Whatever goes wrong on the way ends in an alert that says so, with another try and the page's own fallback.

use super::engine::Engine;
use super::finding::Widget;
use super::host::Fault;
use super::stage::{Stage, stage, stage_in};
use super::titles::VOTING;
use serde_json::Value;
use std::time::{Duration, Instant};

const BODY: &str = "<vital-conditions topic='voting' catalog='SITE/catalog.json?'><a href='SITE/topics/voting.html'>Voting, to read there</a></vital-conditions>";

#[test]
fn half_a_catalog() {
    stage(async |stage| fails_and_is_mended(stage, "catalog.json", Fault::Truncated, "parse").await);
}

#[test]
fn a_web_page_in_place_of_the_catalog() {
    stage(async |stage| fails_and_is_mended(stage, "catalog.json", Fault::WebPage, "parse").await);
}

#[test]
fn a_catalog_that_is_not_there() {
    stage(async |stage| fails_and_is_mended(stage, "catalog.json", Fault::Status(404), "http").await);
}

#[test]
fn a_server_that_breaks_down_on_every_try() {
    stage(async |stage| {
        fails_and_is_mended(stage, "catalog.json", Fault::Status(503), "http").await;
        assert!(stage.host.count("catalog.json") > 2, "what may pass is tried again before the reader is told");
    });
}

#[test]
fn a_connection_that_ends_in_the_middle() {
    stage(async |stage| fails_and_is_mended(stage, "catalog.json", Fault::CutOff, "network").await);
}

#[test]
fn a_catalog_of_a_later_version() {
    stage(async |stage| {
        let later = Fault::Text(r#"{"version":2,"entries":[]}"#.to_owned());
        fails_and_is_mended(stage, "catalog.json", later, "version").await;
    });
}

#[test]
fn a_server_that_hangs() {
    stage(async |stage| {
        stage.host.fail("catalog.json", Fault::Hang);
        let widget = stage.show(BODY).await;
        widget.until("the skeleton", "return root && root.querySelector('.skeleton')").await;
        let began = Instant::now();
        says_so(stage, widget, "timeout").await;
        let waited = began.elapsed();
        assert!((Duration::from_secs(8)..Duration::from_secs(13)).contains(&waited), "the reader waited for {waited:?}");
        is_mended(stage, widget).await;
    });
}

#[test]
fn a_wasm_file_that_is_not_there() {
    stage(async |stage| fails_and_is_mended(stage, ".wasm", Fault::Status(404), "wasm").await);
}

#[test]
fn half_a_wasm_file() {
    stage(async |stage| fails_and_is_mended(stage, ".wasm", Fault::Truncated, "wasm").await);
}

#[test]
fn glue_that_is_not_there() {
    stage(async |stage| fails_and_is_mended(stage, "glue", Fault::Status(404), "wasm").await);
}

/// WebKit's driver takes such a page for one that is still loading, and answers nothing.
#[test]
fn a_glue_file_that_hangs_ends_in_the_fallback() {
    stage_in(&[Engine::Chromium, Engine::Firefox], async |stage| {
        stage.host.fail("glue", Fault::Hang);
        let widget = stage.show(BODY).await;
        widget.until("the alert", "return root && root.querySelector('[role=alert]')").await;
        says_so(stage, widget, "timeout").await;
        is_mended(stage, widget).await;
    });
}

#[test]
fn one_failed_answer_is_tried_again_without_a_word() {
    stage(async |stage| {
        stage.expect("503");
        stage.host.fail("catalog.json", Fault::Status(503));
        let widget = stage.show(BODY).await;
        while stage.host.count("catalog.json") == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stage.host.mend();
        widget.shows(VOTING).await;
        assert_eq!(stage.events("vital-error").await.len(), 0);
    });
}

#[test]
fn wrong_content_types_do_not_matter() {
    stage(async |stage| {
        stage.host.fail("catalog.json", Fault::ContentType("text/plain"));
        stage.host.fail("styles", Fault::ContentType("text/plain"));
        stage.show(BODY).await.shows(VOTING).await;
    });
}

#[test]
fn a_wasm_file_of_the_wrong_content_type_is_read_all_the_same() {
    stage(async |stage| {
        stage.expect("application/wasm");
        stage.host.fail(".wasm", Fault::ContentType("application/octet-stream"));
        stage.show(BODY).await.shows(VOTING).await;
    });
}

#[test]
fn without_styles_there_is_still_something_to_read() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        stage.expect("layout-shift");
        stage.host.fail("styles", Fault::Status(404));
        let widget = stage.show(BODY).await;
        widget.until("the topic or an alert", "return root && !!root.querySelector('article, [role=alert]')").await;
    });
}

async fn fails_and_is_mended(stage: &Stage, part: &str, fault: Fault, kind: &str) {
    stage.expect("Failed to load resource");
    stage.expect("net::ERR");
    stage.host.fail(part, fault);
    let widget = stage.show(BODY).await;
    says_so(stage, widget, kind).await;
    is_mended(stage, widget).await;
}

async fn says_so(stage: &Stage, widget: Widget<'_>, kind: &str) {
    let alert = widget.any("alert").one().await;
    assert!(alert.text().await.contains("could not be"), "{}", alert.text().await);
    stage.browser.until("the event", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
    let errors = stage.events("vital-error").await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["detail"]["kind"], kind, "{errors:?}");
    assert_eq!(errors[0]["detail"]["retryable"], true);
    let is_seen = widget.script("return widget.querySelector('a').checkVisibility()", Value::Null).await;
    assert_eq!(is_seen, true, "the page's own link");
}

async fn is_mended(stage: &Stage, widget: Widget<'_>) {
    stage.host.mend();
    widget.role("button", "Try again").one().await.click().await;
    widget.shows(VOTING).await;
    assert!(!widget.any("alert").is_there().await);
    assert_ne!(widget.status().await, "Loading", "what was being waited for has come");
    let title = widget.role("heading", VOTING).one().await;
    assert_eq!(widget.focused().await.map(|focused| focused.id), Some(title.id), "the button is gone, and the focus is on what came of it");
}
