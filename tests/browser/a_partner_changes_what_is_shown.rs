//! A partner's overlay beside somebody else's catalog.

use super::host::Fault;
use super::stage::{Stage, stage};
use super::titles::{BELONGING, HOME, VOTING};
use serde_json::{Value, json};

const OVERLAY: &str = r#"{ "version": 1, "pin": ["voting"], "hide": ["hate"],
    "entries": [{ "id": "clinic", "kind": "resource", "title": "River Clinic", "summary": "Open late.", "url": "/clinic.html" }],
    "topics": { "belonging-and-civic-muscle": { "label": "Here", "body": [{ "type": "section", "title": "Near you", "entries": ["clinic"] }] } } }"#;

/// A widget at a topic, under an overlay at this address.
async fn under<'a>(stage: &'a Stage, overlay: &str) -> super::finding::Widget<'a> {
    stage.show(&format!("<vital-conditions topic='belonging-and-civic-muscle' overlay='{overlay}'></vital-conditions>")).await
}

#[test]
fn what_is_pinned_hidden_relabelled_and_added_is_so() {
    stage(async |stage| {
        stage.host.put_text("/ours.json", "application/json", OVERLAY);
        let widget = under(stage, "ours.json").await;
        widget.shows(BELONGING).await;
        let related = format!("Related topics: {BELONGING}");
        let names: Vec<String> = widget.any("link").within("navigation", &related).all().await.into_iter().map(|link| link.name).collect();
        assert_eq!(names[0], VOTING);
        assert!(!names.iter().any(|name| name == "Hate") && names.iter().any(|name| name == "Racism"), "{names:?}");
        assert!(!widget.role("link", "Hate").is_there().await);
        let clinic = widget.role_starting("link", "River Clinic").one().await;
        assert_eq!(clinic.script("return element.href").await, format!("{}/clinic.html", stage.host.origin));
        assert!(widget.any("article").one().await.text().await.contains("Vital condition - Here"));
    });
}

#[test]
fn it_can_come_and_go() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.put_text("/ours.json", "application/json", OVERLAY);
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        widget.shows(BELONGING).await;
        assert!(widget.role("link", "Hate").is_there().await);
        widget.script("widget.overlay = 'ours.json'", Value::Null).await;
        widget.until("the hidden entry is gone", "return root.querySelector('article') && !root.textContent.includes('Hate')").await;
        widget.script("widget.overlay = null", Value::Null).await;
        widget.until("it is back", "return root.textContent.includes('Hate')").await;
        assert_eq!(stage.host.count("catalog.json"), 1, "an overlay is laid over the whole catalog, and without one nobody needs it");
    });
}

#[test]
fn an_overlay_that_fails_costs_itself_alone() {
    for (text, kind) in [(None, "http"), (Some("{"), "parse"), (Some(r#"{ "version": 2 }"#), "parse")] {
        stage(async |stage| {
            stage.expect("Failed to load resource");
            if let Some(text) = text {
                stage.host.put_text("/ours.json", "application/json", text);
            }
            let widget = under(stage, "ours.json").await;
            widget.shows(BELONGING).await;
            assert!(widget.role("link", "Hate").is_there().await);
            let errors = stage.events("vital-error").await;
            assert_eq!(
                (errors.len(), &errors[0]["detail"]["kind"], &errors[0]["detail"]["retryable"]),
                (1, &json!(kind), &json!(true)),
                "{errors:?}"
            );
            assert_eq!(stage.events("vital-ready").await.len(), 1);
        });
    }
}

#[test]
fn one_tag_names_it_too() {
    stage(async |stage| {
        stage.host.put_text("/ours.json", "application/json", r#"{ "version": 1, "home": "voting" }"#);
        let tag = "<div class='vital-space'><script async crossorigin src='SITE/vital-conditions.js' data-topic='' data-overlay='ours.json'></script></div>";
        let page = super::host::HostPage { body: tag.to_owned(), ..Default::default() };
        let widget = stage.show_page(page).await;
        stage.expect("layout-shift");
        widget.shows(VOTING).await;
    });
}

#[test]
fn a_catalog_that_fails_is_the_failure_that_is_told() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        stage.expect("layout-shift");
        stage.host.put_text("/ours.json", "application/json", OVERLAY);
        stage.host.fail("catalog.json", Fault::Status(404));
        let widget = under(stage, "ours.json").await;
        widget.any("alert").one().await;
        stage.host.mend();
        widget.role("button", "Try again").one().await.click().await;
        widget.shows(BELONGING).await;
        assert!(!widget.role("link", HOME).all().await.is_empty());
        assert!(!widget.role("link", "Hate").is_there().await);
    });
}
