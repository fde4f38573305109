//! Where no wasm can run, the first topic stays readable, and related topics go on working inline by their fragments.

use super::finding::Widget;
use super::host::{Fault, HostPage};
use super::stage::{LOADER, Stage, stage};
use super::titles::{BELONGING, HOME, VOTING};
use serde_json::{Value, json};

#[test]
fn where_the_policy_of_the_page_forbids_it() {
    stage(async |stage| {
        stage.expect("WebAssembly");
        stage.expect("wasm-eval");
        let page = HostPage {
            head: LOADER.to_owned(),
            body: "<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>".to_owned(),
            policy: Some("script-src SITE; trusted-types 'none'; require-trusted-types-for 'script'".to_owned()),
            ..HostPage::default()
        };
        let widget = stage.show_page(page).await;
        there_and_back(stage, widget, "csp").await;
    });
}

#[test]
fn where_it_cannot_be_fetched() {
    for fault in [Fault::Status(404), Fault::Truncated] {
        stage(async |stage| {
            stage.expect("Failed to load resource");
            stage.expect("wasm");
            stage.host.fail(".wasm", fault.clone());
            let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
            there_and_back(stage, widget, "wasm").await;
        });
    }
}

#[test]
fn where_it_never_comes() {
    stage(async |stage| {
        stage.host.fail(".wasm", Fault::Hang);
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        there_and_back(stage, widget, "timeout").await;
    });
}

#[test]
fn where_the_engine_has_none() {
    stage(async |stage| {
        stage.host.begin_with("delete window.WebAssembly");
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        there_and_back(stage, widget, "wasm").await;
    });
}

async fn there_and_back(stage: &Stage, widget: Widget<'_>, kind: &str) {
    widget.shows(BELONGING).await;
    let ready = widget.script("return widget.ready", Value::Null).await;
    assert_eq!(ready, json!({ "topic": "belonging-and-civic-muscle", "title": BELONGING }));
    stage.browser.until("the error", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
    let errors = stage.events("vital-error").await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((&errors[0]["detail"]["kind"], &errors[0]["detail"]["retryable"]), (&json!(kind), &json!(true)), "{errors:?}");
    assert!(!widget.any("alert").is_there().await, "there is something to read");

    let related = format!("Related topics: {BELONGING}");
    let link = widget.role("link", VOTING).within("navigation", &related).one().await;
    link.script("element.scrollIntoView({ block: 'center' })").await;
    let left = stage.browser.script("return scrollY", &[]).await;
    link.click().await;
    widget.shows(VOTING).await;
    assert_eq!(widget.status().await, "Now showing: Voting");
    let title = widget.role("heading", VOTING).one().await;
    assert!(title.is_in_view().await);
    assert_eq!(widget.focused().await.map(|focused| focused.id), Some(title.id));
    assert_eq!(widget.script("return widget.current", Value::Null).await, "voting");
    let step = stage.events("vital-navigated").await.pop().expect("an event");
    assert_eq!(step["detail"], json!({ "from": "belonging-and-civic-muscle", "to": "voting", "title": VOTING, "cause": "related" }));

    widget.role("navigation", "Trail: Voting").one().await;
    widget.role("button", &format!("Back to {BELONGING}")).one().await.click().await;
    widget.shows(BELONGING).await;
    assert_eq!(stage.browser.script("return scrollY", &[]).await, left);
    assert_eq!(widget.any("button").all().await.len(), 1, "there is no way further back");
    widget.role("button", "Forward to Voting").one().await.click().await;
    widget.shows(VOTING).await;
    widget.role("link", BELONGING).within("navigation", "Trail: Voting").one().await.click().await;
    widget.shows(BELONGING).await;

    widget.script("widget.navigate('seven-vital-conditions')", Value::Null).await;
    widget.shows(HOME).await;
    widget.script("widget.topic = 'voting'", Value::Null).await;
    widget.shows(VOTING).await;
    let names: Vec<Value> = stage
        .browser
        .script("return [...new Set(__heard.events.map(event => event.name))].sort()", &[])
        .await
        .as_array()
        .cloned()
        .unwrap_or_default();
    assert_eq!(names, ["vital-error", "vital-navigated", "vital-ready"]);
}

#[test]
fn where_no_script_but_the_loader_comes_links_are_links() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        stage.expect("Failed to fetch dynamically imported module");
        stage.host.fail("glue", Fault::Status(404));
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        widget.shows(BELONGING).await;
        stage.browser.until("the event", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
        widget.role("link", VOTING).within("navigation", &format!("Related topics: {BELONGING}")).one().await.click().await;
        stage.browser.until("the entry's own page", "return location.pathname === '/topics/voting.html'", &[]).await;
    });
}
