//! With `metrics`, whoever embeds the widget learns how often what was read, and nothing of who read it.

use super::host::Fault;
use super::stage::{Stage, stage, stage_in_chromium};
use super::the_tool_serves_the_demo::Server;
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};
use std::path::Path;

/// Keeps what would be sent.
const SPY: &str = "window.sent = []; Navigator.prototype.sendBeacon = (url, body) => window.sent.push([url, JSON.parse(body)]) > 0";

const COUNTED: &str = "<vital-conditions topic='voting' metrics='/counts?of=ours' partner='Library &amp; Co.'></vital-conditions>";

#[test]
fn the_tool_shows_them_as_they_come() {
    stage_in_chromium(async |stage| {
        stage.expect("favicon.ico");
        stage.browser.begin_with(include_str!("recorder.js")).await;
        let server = Server::start(Path::new("."), &[]);
        let counts = format!("{}vital-counts.html", server.address);
        let widget =
            stage.show(&format!("<vital-conditions topic='voting' metrics='{counts}' partner='library'></vital-conditions>")).await;
        widget.is_ready().await;
        counting(stage).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        // Whoever leaves the page is counted too.
        stage.browser.goto(&counts).await;
        let rows = "const rows = [...document.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent).join('|')); \
                    return rows.length === 2 && rows.join(' ') === 'library|/page.html|navigate|belonging-and-civic-muscle|1 library|/page.html|ready|voting|1'";
        stage.browser.until("the counts", rows, &[]).await;
        stage.browser.goto("about:blank").await;
        drop(server);
    });
}

#[test]
fn what_is_sent_is_this_and_no_more() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.begin_with(SPY);
        let widget = stage.show(COUNTED).await;
        widget.is_ready().await;
        counting(stage).await;
        for topic in ["hate", "belonging-and-civic-muscle", "hate", "belonging-and-civic-muscle"] {
            widget.goes_on_to(topic).await;
        }
        widget.script("widget.addEventListener('vital-open', event => event.preventDefault())", Value::Null).await;
        widget.script("const link = root.querySelector('[data-from]'); link.click(); link.click()", Value::Null).await;
        widget.script("widget.navigate('nothing-of-that-name')", Value::Null).await;
        widget.any("alert").one().await;
        assert_eq!(sent(stage).await, json!([]), "they wait for others to go with");
        stage.browser.script("dispatchEvent(new Event('pagehide'))", &[]).await;
        let expected = json!([[format!("{}/counts?of=ours", stage.host.origin), {
            "version": 1,
            "page": "/page.html",
            "partner": "Library & Co.",
            "counts": [
                { "event": "ready", "topic": "voting", "count": 1 },
                { "event": "navigate", "topic": "hate", "count": 2 },
                { "event": "navigate", "topic": "belonging-and-civic-muscle", "count": 2 },
                { "event": "open", "topic": "visualizing-well-being-belonging", "count": 2 },
                { "event": "navigate", "topic": "nothing-of-that-name", "count": 1 },
                { "event": "error", "kind": "not-found", "count": 1 },
            ],
        }]]);
        assert_eq!(sent(stage).await, expected);
    });
}

#[test]
fn nothing_is_counted_where_the_reader_does_not_want_it() {
    for wish in ["globalPrivacyControl', { value: true", "doNotTrack', { value: '1'"] {
        stage(async |stage| {
            stage.host.begin_with(SPY);
            stage.host.begin_with(&format!("Object.defineProperty(navigator, '{wish} }})"));
            let widget = stage.show(COUNTED).await;
            widget.is_ready().await;
            counting(stage).await;
            widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
            widget.shows(BELONGING).await;
            stage.browser.script("dispatchEvent(new Event('pagehide'))", &[]).await;
            assert_eq!(sent(stage).await, json!([]));
        });
    }
}

#[test]
fn nothing_is_loaded_for_it_without_the_attribute() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='voting' partner='library'></vital-conditions>").await;
        widget.runs_on_wasm().await;
        assert_eq!(stage.host.count("metrics"), 0);
    });
}

#[test]
fn reading_goes_on_where_it_cannot_be_counted() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        stage.host.fail("metrics", Fault::Status(404));
        let widget = stage.show(COUNTED).await;
        widget.is_ready().await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        widget.role("button", "Back to Voting").one().await.click().await;
        widget.shows(VOTING).await;
        assert!(stage.events("vital-error").await.is_empty());
    });
}

/// Waits until what counts is there.
async fn counting(stage: &Stage) {
    stage
        .browser
        .until(
            "what counts",
            "return performance.getEntriesByType('resource').some(file => /metrics/.test(file.name) && file.responseEnd)",
            &[],
        )
        .await;
    stage.browser.settle().await;
}

async fn sent(stage: &Stage) -> Value {
    stage.browser.script("return sent", &[]).await
}
