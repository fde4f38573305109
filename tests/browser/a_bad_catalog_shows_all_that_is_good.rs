//! Faults of the content cost what they touch and nothing else.

use super::host::Fault;
use super::stage::{WHOLE, stage};
use serde_json::{Value, json};

#[test]
fn broken_relations_unknown_blocks_and_dangerous_links_cost_only_themselves() {
    stage(async |stage| {
        let catalog = json!({ "version": 1, "home": "good", "more": { "not": "known" }, "entries": [
            { "id": "good", "kind": "topic", "title": "Good", "related": ["missing", "odd", "linked"], "body": [
                { "type": "paragraph", "text": ["Safe ", { "text": "here", "entry": "odd" }, { "text": "danger", "href": "javascript:window.harmed=1" }, "."] },
                { "type": "hologram", "text": "unseen" },
                { "type": "paragraph", "text": "<b onclick=\"window.harmed=1\">as it is written</b>" },
                { "type": "section", "title": "A section", "entries": ["missing", "odd"] },
                { "type": "quote", "style": "block", "text": "Said", "cite": "Somebody", "url": "data:text/html,<script>window.harmed=1</script>" },
                "no block at all",
                { "type": "paragraph", "text": "the last" } ] },
            { "id": "odd", "kind": "gizmo", "title": "Odd", "body": [{ "type": "paragraph", "text": "Text" }], "image": { "src": "javascript:1", "alt": "?" } },
            { "id": "linked", "kind": "resource", "title": "Linked", "url": "JaVaScRiPt:window.harmed=1" },
            { "id": "Not An Id", "kind": "topic", "title": "Unusable" },
            { "id": "good", "kind": "topic", "title": "Second of its id" },
            17,
        ] });
        stage.host.fail("catalog.json", Fault::Text(catalog.to_string()));
        let widget = stage.show(&format!("<vital-conditions {WHOLE}></vital-conditions>")).await;
        widget.shows("Good").await;
        let text = widget.script("return root.textContent", Value::Null).await.as_str().unwrap_or_default().to_owned();
        for part in ["Safe here", "danger", "A section", "Said", "the last", "<b onclick=\"window.harmed=1\">as it is written</b>"] {
            assert!(text.contains(part), "{part} is missing from {text}");
        }
        assert!(!text.contains("unseen") && !text.contains("Unusable"), "{text}");
        let schemes = "return [...root.querySelectorAll('[href], [src]')].map(one => new URL(one.href || one.src).protocol)";
        let schemes = widget.script(schemes, Value::Null).await;
        let schemes = schemes.as_array().expect("a list");
        assert!(!schemes.is_empty() && schemes.iter().all(|scheme| scheme == "http:" || scheme == "https:"), "{schemes:?}");
        widget.role("link", "Odd").within("navigation", "Related topics: Good").one().await.click().await;
        widget.shows("Odd").await;
        assert_eq!(stage.browser.script("return window.harmed", &[]).await, Value::Null);
    });
}

/// As a program leaves it that counts characters by halves.
#[test]
fn half_a_character_costs_that_character() {
    stage(async |stage| {
        let catalog = r#"{"version":1,"entries":[{"id":"good","kind":"topic","title":"Half \ud83d","body":[
            {"type":"paragraph","text":"Whole \ud83d\ude00, half \uDE00, none \\ud83d, both\ud83d\ud83d\ude00."}]}]}"#;
        stage.host.fail("catalog.json", Fault::Text(catalog.to_owned()));
        let widget = stage.show(&format!("<vital-conditions {WHOLE}></vital-conditions>")).await;
        widget.shows("Half \u{fffd}").await;
        let text = widget.script("return root.querySelector('article > p').textContent", Value::Null).await;
        assert_eq!(text, "Whole 😀, half \u{fffd}, none \\ud83d, both\u{fffd}😀.");
        let given =
            "const entries = [{ id: 'given', kind: 'topic', title: 'Given \\ud83d' }]; widget.catalogData = { version: 1, entries }";
        widget.script(given, Value::Null).await;
        widget.shows("Given \u{fffd}").await;
    });
}

#[test]
fn an_empty_catalog_says_so() {
    stage(async |stage| {
        stage.host.fail("catalog.json", Fault::Text(r#"{"version":1,"entries":[]}"#.to_owned()));
        let widget = stage.show(&format!("<vital-conditions topic='voting' {WHOLE}></vital-conditions>")).await;
        widget.until("the words", "return root && root.textContent.includes('There are no topics here yet.')").await;
    });
}
