//! The properties and methods of the element.

use super::host::{Fault, HostPage};
use super::stage::{LOADER, WHOLE, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";

#[test]
fn every_attribute_is_a_property() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        let script = "return ['topic', 'catalog', 'lang', 'theme', 'layout', 'headingLevel', 'loading', 'images'].filter(name => { \
              const attribute = name.replace(/[A-Z]/g, letter => '-' + letter.toLowerCase()); \
              const before = widget.getAttribute(attribute); \
              widget[name] = 'x'; const written = widget.getAttribute(attribute) === 'x' && widget[name] === 'x'; \
              widget[name] = null; const removed = !widget.hasAttribute(attribute); \
              widget[name] = 'x'; widget[name] = undefined; const again = !widget.hasAttribute(attribute); \
              if (before !== null) widget.setAttribute(attribute, before); \
              return !(written && removed && again); })";
        assert_eq!(widget.script(script, Value::Null).await, json!([]));
    });
}

#[test]
fn steps_there_and_back_again() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        widget.script("widget.navigate('belonging-and-civic-muscle')", Value::Null).await;
        widget.shows(BELONGING).await;
        widget.script("widget.back()", Value::Null).await;
        widget.shows(VOTING).await;
        widget.script("widget.forward()", Value::Null).await;
        widget.shows(BELONGING).await;
        widget.script("widget.navigate('no-such-topic')", Value::Null).await;
        let said = widget.any("alert").one().await.text().await;
        assert!(said.contains("no-such-topic"), "{said}");
        assert_eq!(stage.events("vital-error").await[0]["detail"]["kind"], "not-found");
    });
}

#[test]
fn a_step_asked_for_too_early_is_taken_when_it_can_be() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let head = format!(
            "{LOADER}<script>customElements.whenDefined('vital-conditions').then(() => document.querySelector('vital-conditions').navigate('hate'))</script>"
        );
        let widget = stage.show_page(HostPage { head, body: AT_VOTING.to_owned(), ..HostPage::default() }).await;
        widget.shows("Hate").await;
    });
}

#[test]
fn ready_is_a_promise_of_the_first_topic() {
    stage(async |stage| {
        let widget = stage.show(AT_VOTING).await;
        widget.until("the class", "return !!widget.ready").await;
        let answer = widget.script("return widget.ready", Value::Null).await;
        assert_eq!(answer, json!({ "topic": "voting", "title": VOTING }));
    });
}

#[test]
fn ready_fails_with_the_kind_and_troubles_nobody_who_does_not_ask() {
    stage(async |stage| {
        stage.expect("404");
        // The first alert is shorter than what was waiting, and the second widget moves up.
        stage.expect("layout-shift");
        stage.host.fail("catalog.json", Fault::Status(404));
        let head = format!(
            "{LOADER}<script>customElements.whenDefined('vital-conditions').then(() => \
             document.querySelector('vital-conditions').ready.catch(error => {{ window.failedWith = error.kind }}))</script>"
        );
        let body = format!(
            "<vital-conditions topic='voting' {WHOLE}></vital-conditions><vital-conditions topic='hate' {WHOLE}></vital-conditions>"
        );
        stage.show_page(HostPage { head, body, ..HostPage::default() }).await.any("alert").one().await;
        let kind = stage.browser.until("a rejection", "return window.failedWith", &[]).await;
        assert_eq!(kind, "http");
    });
}

#[test]
fn a_catalog_can_be_given_as_an_object() {
    stage(async |stage| {
        let data = json!({ "version": 1, "home": "b", "entries": [
            { "id": "a", "kind": "topic", "title": "A", "body": [{ "type": "paragraph", "text": "Text" }] },
            { "id": "b", "kind": "topic", "title": "Given", "related": ["a"], "body": [{ "type": "paragraph", "text": "Text" }] } ] });
        stage.show("<main></main>").await;
        let add = "const added = document.createElement('vital-conditions'); added.catalogData = arguments[0]; document.querySelector('main').append(added)";
        stage.browser.script(add, std::slice::from_ref(&data)).await;
        let widget = stage.widget();
        widget.shows("Given").await;
        assert_eq!(stage.host.count("catalog.json"), 0);
        assert_eq!(widget.script("return widget.catalogData", Value::Null).await, data);
        widget.role("link", "A").one().await.click().await;
        widget.shows("A").await;
    });
}

#[test]
fn an_object_given_before_the_loader_came_counts_too() {
    stage(async |stage| {
        let script = r#"<script>document.querySelector("vital-conditions").catalogData = { version: 1, entries: [{ id: "a", kind: "topic", title: "Early", body: [{ type: "paragraph", text: "Text" }] }] };</script>"#;
        let body = format!("<vital-conditions></vital-conditions>{script}{LOADER}");
        stage.show_page(HostPage { body, ..HostPage::default() }).await.shows("Early").await;
        assert_eq!(stage.host.count("catalog.json"), 0);
    });
}

#[test]
fn reloading_fetches_again_and_keeps_the_reader_in_place() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let catalog = |text: &str| {
            let topic = |id: &str, title: &str| json!({ "id": id, "kind": "topic", "title": title, "related": ["b"], "body": [{ "type": "paragraph", "text": text }] });
            Fault::Text(json!({ "version": 1, "entries": [topic("a", "A"), topic("b", "B")] }).to_string())
        };
        stage.host.fail("catalog.json", catalog("before"));
        let widget = stage.show(&format!("<vital-conditions {WHOLE}></vital-conditions>")).await;
        widget.role("link", "B").within("navigation", "Related topics: A").one().await.click().await;
        widget.shows("B").await;
        stage.host.fail("catalog.json", catalog("mended"));
        widget.script("widget.reload()", Value::Null).await;
        widget.until("the new text", "return root.textContent.includes('mended')").await;
        widget.shows("B").await;
        assert!(widget.role("button", "Back to A").is_there().await);
    });
}
