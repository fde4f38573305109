//! A sharded catalog, the loader's own or somebody else's: a step loads what it shows, and what fails costs that step alone.

use super::host::Fault;
use super::site;
use super::stage::{Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};
use std::time::Duration;

/// Somebody else's: an index in two parts, and a file an entry.
fn put(stage: &Stage) {
    let file = |path: &str, content: Value| {
        let mut content = content;
        content["version"] = 1.into();
        stage.host.put_text(&format!("/theirs/{path}"), "application/json", &content.to_string());
    };
    file(
        "root.json",
        json!({ "title": "Theirs", "home": "b", "index": [{ "from": "a", "file": "parts/1.json" }, { "from": "m", "file": "parts/2.json" }] }),
    );
    let item = |id: &str| json!({ "id": id, "file": format!("files/{id}.json") });
    file("parts/1.json", json!({ "index": [item("a"), item("b")] }));
    file("parts/2.json", json!({ "index": [item("m"), { "id": "old-z", "file": "files/z.json" }, item("z")] }));
    let whole = |id: &str, related: &[&str]| json!({ "id": id, "kind": "topic", "title": id.to_uppercase(), "related": related, "body": [{ "type": "paragraph", "text": "Text" }] });
    let card =
        |id: &str| json!({ "id": id, "kind": "topic", "title": id.to_uppercase(), "url": "https://elsewhere.example/", "more": true });
    file("files/a.json", json!({ "home": "b", "entries": [whole("a", &["b"]), card("b")] }));
    file("files/b.json", json!({ "home": "b", "entries": [whole("b", &["a", "z"]), card("a"), card("z")] }));
    let mut last = whole("z", &["b"]);
    last["aliases"] = json!(["old-z"]);
    file("files/z.json", json!({ "home": "b", "entries": [last, card("b")] }));
}

#[test]
fn somebody_elses_is_read_as_a_whole_one_would_be() {
    stage(async |stage| {
        stage.expect("layout-shift");
        put(stage);
        let widget = stage.show("<vital-conditions catalog='theirs/root.json'></vital-conditions>").await;
        widget.shows("B").await;
        widget.role("link", "Z").within("navigation", "Related topics: B").one().await.click().await;
        widget.shows("Z").await;
        widget.role("button", "Back to B").one().await.click().await;
        widget.shows("B").await;
        widget.script("widget.navigate('old-z')", Value::Null).await;
        widget.shows("Z").await;
        assert_eq!(widget.script("return widget.current", Value::Null).await, "z");
        let card = widget.role("link", "B").within("navigation", "Related topics: Z").one().await;
        assert_eq!(
            card.script("return element.href").await,
            format!("{}/theirs/topics/b.html", stage.host.origin),
            "it has more than its card"
        );
    });
}

#[test]
fn what_is_not_in_the_index_is_said() {
    stage(async |stage| {
        put(stage);
        let widget = stage.show("<vital-conditions catalog='theirs/root.json' topic='old-y'></vital-conditions>").await;
        let said = widget.any("alert").one().await.text().await;
        assert!(
            said.contains("There is no topic called “old-y” here.") && said.contains("Did you mean Z?") && said.contains("Go to B"),
            "{said}"
        );
        let errors = stage.events("vital-error").await;
        assert_eq!((errors.len(), &errors[0]["detail"]["kind"]), (1, &json!("not-found")));
        widget.role("link", "Did you mean Z?").one().await.click().await;
        widget.shows("Z").await;
    });
}

#[test]
fn a_step_to_what_a_topic_leads_to_needs_no_index() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        widget.runs_on_wasm().await;
        widget.role("link", VOTING).within("navigation", &format!("Related topics: {BELONGING}")).one().await.click().await;
        widget.shows(VOTING).await;
        // What the new topic leads to is known once its own fragment is there.
        stage.browser.settle().await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        assert_eq!(stage.host.count("index"), 0, "{:?}", stage.host.asked());
        assert_eq!(stage.host.count("/entries/voting."), 1, "{:?}", stage.host.asked());
        widget.script("widget.navigate('reliable-transportation')", Value::Null).await;
        widget.role("heading", "Reliable Transportation").one().await;
        assert_eq!(stage.host.count("index"), 1, "what nothing leads to is looked up");
    });
}

#[test]
fn what_leads_to_a_file_of_yesterday_is_looked_up() {
    stage(async |stage| {
        stage.expect("404");
        let fragment = std::fs::read_to_string(site::folder().join("t/belonging-and-civic-muscle.json")).unwrap();
        let mut fragment: Value = serde_json::from_str(&fragment).unwrap();
        for hash in fragment["leads"].as_array_mut().unwrap() {
            *hash = "00000000".into();
        }
        stage.host.fail("/t/belonging-and-civic-muscle.json", Fault::Text(fragment.to_string()));
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        widget.runs_on_wasm().await;
        widget.role("link", VOTING).within("navigation", &format!("Related topics: {BELONGING}")).one().await.click().await;
        widget.shows(VOTING).await;
        assert!(stage.host.count("/entries/voting.00000000.json") > 0 && stage.host.count("index") == 1, "{:?}", stage.host.asked());
        assert!(stage.events("vital-error").await.is_empty());
    });
}

#[test]
fn a_step_that_fails_leaves_the_topic_and_can_be_tried_again() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        stage.expect("layout-shift");
        stage.host.fail("/entries/voting.", Fault::Status(404));
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        widget.runs_on_wasm().await;
        let link = widget.role("link", VOTING).within("navigation", &format!("Related topics: {BELONGING}")).one().await;
        link.click().await;
        let alert = widget.any("alert").one().await;
        assert!(alert.text().await.contains("could not"), "{}", alert.text().await);
        widget.shows(BELONGING).await;
        assert_eq!(widget.script("return widget.current", Value::Null).await, "belonging-and-civic-muscle");
        let errors = stage.events("vital-error").await;
        assert_eq!((errors.len(), &errors[0]["detail"]["kind"]), (1, &json!("http")), "{errors:?}");
        stage.host.mend();
        widget.role("button", "Try again").one().await.click().await;
        widget.shows(VOTING).await;
        assert!(!widget.any("alert").is_there().await);
        let title = widget.role("heading", VOTING).one().await;
        assert_eq!(widget.focused().await.map(|focused| focused.id), Some(title.id));
        widget.role("button", &format!("Back to {BELONGING}")).one().await.click().await;
        widget.shows(BELONGING).await;
    });
}

#[test]
fn a_host_that_has_the_whole_catalog_alone_is_enough() {
    stage(async |stage| {
        stage.expect("404");
        for part in ["/t/", "/entries/", "index.json"] {
            stage.host.fail(part, Fault::Status(404));
        }
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
    });
}

#[test]
fn only_a_step_that_takes_long_says_that_it_is_on_its_way() {
    stage(async |stage| {
        // A step that no reader takes moves what is on the page all the same.
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.runs_on_wasm().await;
        let listen = "window.said = []; const now = () => { const text = root.querySelector('[role=status]').textContent; \
                      if (text && text !== said[said.length - 1]) said.push(text) }; \
                      new MutationObserver(now).observe(root, { childList: true, characterData: true, subtree: true })";
        widget.script(listen, Value::Null).await;
        let heads = "return said.map(text => text.split(':')[0])";
        // A busy machine can make any step a long one, but not all of them.
        let mut quick = 0;
        for topic in ["humane-housing", "reliable-transportation", "thriving-natural-world", "lifelong-learning"] {
            let step = "said.length = 0; const begun = performance.now(); widget.navigate(given); \
                        return new Promise(done => widget.addEventListener('vital-navigated', () => done(performance.now() - begun), { once: true }))";
            let took = widget.script(step, topic.into()).await.as_f64().expect("a time");
            stage.browser.settle().await;
            let said = widget.script(heads, Value::Null).await;
            if took < 250.0 {
                quick += 1;
                assert_eq!(said, json!(["Now showing"]), "{topic}: {took} ms");
            }
        }
        assert!(quick > 0);
        stage.host.fail("/entries/", Fault::Late(Duration::from_secs(1)));
        widget.script("said.length = 0; widget.navigate('hate')", Value::Null).await;
        widget.until("the next topic", "return widget.current === 'hate'").await;
        stage.browser.settle().await;
        assert_eq!(widget.script(heads, Value::Null).await, json!(["Loading", "Now showing"]));
    });
}
