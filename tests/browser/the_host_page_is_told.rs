//! The events: which, when, with what detail, and that the page may say no.

use super::finding::Widget;
use super::host::Fault;
use super::stage::{Stage, WHOLE, stage};
use super::titles::{BELONGING, HOME, VOTING};
use serde_json::{Value, json};

const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";

#[test]
fn when_the_first_topic_can_be_used() {
    stage(async |stage| {
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        let expected = json!({ "name": "vital-ready", "detail": { "topic": "voting", "title": VOTING }, "from": "vital-conditions",
            "bubbles": true, "composed": true, "cancelable": false });
        assert_eq!(stage.events("vital-ready").await, [expected]);
        let marks =
            "return ['vital-first-card', 'vital-interactive'].map(name => performance.getEntriesByName(name).map(mark => mark.detail))";
        let detail = json!([{ "topic": "voting" }]);
        assert_eq!(stage.browser.script(marks, &[]).await, json!([detail, detail]));
        go_on(widget).await;
        assert_eq!(stage.events("vital-ready").await.len(), 1, "only the first");
    });
}

#[test]
fn before_and_after_every_step_with_its_cause() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions></vital-conditions>").await;
        widget.shows(HOME).await;
        let (home, belonging) = ("seven-vital-conditions", "belonging-and-civic-muscle");

        // The first link of that name is the wheel's, the second a card's.
        widget.role("link", BELONGING).within("article", HOME).all().await.remove(1).click().await;
        told(stage, home, belonging, BELONGING, "card").await;
        go_on(widget).await;
        told(stage, belonging, "voting", VOTING, "related").await;
        widget.role("link", BELONGING).within("article", VOTING).all().await.remove(0).click().await;
        told(stage, "voting", belonging, BELONGING, "link").await;
        widget.role("link", HOME).within("navigation", &format!("Trail: {BELONGING}")).one().await.click().await;
        told(stage, belonging, home, HOME, "trail").await;
        widget.role("button", &format!("Forward to {BELONGING}")).one().await.click().await;
        told(stage, home, belonging, BELONGING, "forward").await;
        widget.role("button", &format!("Back to {HOME}")).one().await.click().await;
        told(stage, belonging, home, HOME, "back").await;
        widget.script("widget.navigate('hate')", Value::Null).await;
        told(stage, home, "hate", "Hate", "api").await;
        widget.script("widget.topic = 'racism'", Value::Null).await;
        told(stage, "hate", "racism", "Racism", "attribute").await;
    });
}

#[test]
fn the_focus_is_set_when_a_step_is_told() {
    stage(async |stage| {
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        let listen = "widget.addEventListener('vital-navigated', () => { widget.focusedThen = root.activeElement && root.activeElement.textContent })";
        widget.script(listen, Value::Null).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        assert_eq!(widget.script("return widget.focusedThen", Value::Null).await, BELONGING);
    });
}

#[test]
fn a_prevented_step_is_not_taken() {
    stage(async |stage| {
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        widget.script("widget.addEventListener('vital-navigate', event => event.preventDefault(), { once: true })", Value::Null).await;
        let link = widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await;
        let address = stage.browser.url().await;
        link.click().await;
        stage.browser.settle().await;
        assert_eq!(widget.script("return widget.current", Value::Null).await, "voting");
        assert_eq!(stage.browser.url().await, address, "nor does the browser follow the link");
        assert_eq!(stage.events("vital-navigated").await.len(), 0);
        link.click().await;
        widget.shows(BELONGING).await;
    });
}

#[test]
fn a_step_by_attribute_cannot_be_prevented() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        widget
            .script("widget.addEventListener('vital-navigate', event => event.preventDefault()); widget.topic = 'hate'", Value::Null)
            .await;
        widget.shows("Hate").await;
        assert_eq!(stage.events("vital-navigate").await[0]["cancelable"], false);
    });
}

#[test]
fn before_the_reader_leaves_and_the_page_may_keep_them() {
    stage(async |stage| {
        let elsewhere = stage.host.put("/elsewhere.html", super::host::HostPage::default());
        let catalog = json!({ "version": 1, "entries": [
            { "id": "a", "kind": "topic", "title": "A", "related": ["b"], "body": [{ "type": "paragraph", "text": "Text" }] },
            { "id": "b", "kind": "resource", "title": "Elsewhere", "url": elsewhere },
        ] });
        stage.host.fail("catalog.json", Fault::Text(catalog.to_string()));
        let widget = stage.show(&format!("<vital-conditions {WHOLE}></vital-conditions>")).await;
        let link = widget.role_starting("link", "Elsewhere").one().await;
        assert!(link.name.contains("127.0.0.1"), "the card says where it leads: {}", link.name);
        let address = stage.browser.url().await;
        widget.script("widget.addEventListener('vital-open', event => event.preventDefault(), { once: true })", Value::Null).await;
        link.click().await;
        let opened = stage.events("vital-open").await;
        assert_eq!(opened.len(), 1);
        assert_eq!(opened[0]["detail"], json!({ "id": "b", "url": elsewhere }));
        assert_eq!([&opened[0]["bubbles"], &opened[0]["composed"], &opened[0]["cancelable"]], [true, true, true]);
        assert_eq!(stage.browser.url().await, address);
        link.click().await;
        stage.browser.until("the other page", "return location.pathname === '/elsewhere.html'", &[]).await;
    });
}

#[test]
fn a_failure_with_its_kind() {
    stage(async |stage| {
        stage.expect("404");
        stage.host.fail("catalog.json", Fault::Status(404));
        let widget = stage.show(&format!("<vital-conditions topic='voting' {WHOLE}></vital-conditions>")).await;
        widget.any("alert").one().await;
        let errors = stage.events("vital-error").await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        let message = format!("{}/catalog.json? answered with the status 404", stage.host.site);
        assert_eq!(errors[0]["detail"], json!({ "kind": "http", "message": message, "retryable": true }));
        assert_eq!([&errors[0]["bubbles"], &errors[0]["composed"], &errors[0]["cancelable"]], [true, true, false]);
    });
}

async fn go_on(widget: Widget<'_>) {
    let at = widget.any("article").one().await.name;
    let to = if at == VOTING { BELONGING } else { VOTING };
    widget.role("link", to).within("navigation", &format!("Related topics: {at}")).one().await.click().await;
    widget.shows(to).await;
}

/// The last step told, before and after.
async fn told(stage: &Stage, from: &str, to: &str, title: &str, cause: &str) {
    stage.widget().shows(title).await;
    stage.browser.settle().await;
    let before = stage.events("vital-navigate").await.pop().expect("an event before the step");
    assert_eq!(before["detail"], json!({ "from": from, "to": to, "cause": cause }));
    assert_eq!([&before["bubbles"], &before["composed"]], [true, true]);
    assert_eq!(before["cancelable"], cause != "attribute");
    let after = stage.events("vital-navigated").await.pop().expect("an event after the step");
    assert_eq!(after["detail"], json!({ "from": from, "to": to, "title": title, "cause": cause }));
    assert_eq!([&after["bubbles"], &after["composed"], &after["cancelable"]], [&json!(true), &json!(true), &json!(false)]);
}
