//! The ways to embed, each from a page of another origin, and what a page shows when the widget can't.

use super::host::{Fault, HostPage};
use super::stage::{LOADER, stage};
use super::titles::VOTING;
use serde_json::Value;

const TAG: &str = "<script async crossorigin src='SITE/vital-conditions.js' data-topic='voting' data-theme='dark' \
                   data-heading-level='3' data-fallback='SITE/topics/voting.html'></script>";

#[test]
fn one_tag_is_enough_and_stands_where_the_widget_appears() {
    stage(async |stage| {
        // The page keeps no place free.
        stage.expect("layout-shift");
        let body = format!("<main><h1>Host</h1><p id='before'>Before</p>{TAG}<p id='after'>After</p></main>");
        let widget = stage.show_page(HostPage { body, ..HostPage::default() }).await;
        widget.shows(VOTING).await;
        let order = stage.browser.script("return [...document.querySelector('main').children].map(one => one.localName)", &[]).await;
        assert_eq!(order, serde_json::json!(["h1", "p", "script", "vital-conditions", "p"]));
        let attributes =
            widget.script("return ['topic', 'theme', 'heading-level'].map(name => widget.getAttribute(name))", Value::Null).await;
        assert_eq!(attributes, serde_json::json!(["voting", "dark", "3"]));
        let fallback = widget.script("return widget.querySelector('a').href", Value::Null).await;
        assert_eq!(fallback, format!("{}/topics/voting.html", stage.host.site));
    });
}

#[test]
fn one_tag_several_times_is_as_many_widgets() {
    stage(async |stage| {
        // The page keeps no place free.
        stage.expect("layout-shift");
        let body = format!("<main>{TAG}<p>Between</p>{}</main>", TAG.replace("voting", "hate"));
        stage.show_page(HostPage { body, ..HostPage::default() }).await.shows(VOTING).await;
        stage.nth(1).shows("Hate").await;
        let count = stage.browser.script("return document.querySelectorAll('vital-conditions').length", &[]).await;
        assert_eq!(count, 2);
        stage.nth(0).runs_on_wasm().await;
        stage.nth(1).runs_on_wasm().await;
        assert_eq!(stage.host.count(".wasm"), 1);
    });
}

#[test]
fn one_tag_in_the_head_warns_once_and_draws_nothing() {
    stage(async |stage| {
        stage.expect("data-topic");
        stage.show_page(HostPage { head: TAG.to_owned(), body: "<p>Host</p>".to_owned(), ..HostPage::default() }).await;
        let warnings = "const found = __heard.troubles.filter(one => one.kind === 'console.warn'); return found.length && found";
        let warnings = stage.browser.until("a warning", warnings, &[]).await;
        stage.browser.settle().await;
        assert_eq!(warnings.as_array().map(Vec::len), Some(1), "{warnings}");
        let drawn = stage.browser.script("return document.querySelectorAll('vital-conditions').length", &[]).await;
        assert_eq!(drawn, 0);
    });
}

#[test]
fn an_element_is_upgraded_wherever_the_loader_stands() {
    for (head, body) in [
        (LOADER, "<vital-conditions topic='voting'></vital-conditions>".to_owned()),
        ("", format!("{LOADER}<vital-conditions topic='voting'></vital-conditions>")),
        ("", format!("<vital-conditions topic='voting'></vital-conditions>{LOADER}")),
    ] {
        stage(async |stage| {
            let page = HostPage { head: head.to_owned(), body: body.clone(), ..HostPage::default() };
            stage.show_page(page).await.shows(VOTING).await;
        });
    }
}

#[test]
fn an_element_added_later_is_upgraded_too() {
    stage(async |stage| {
        stage.show("<main></main>").await;
        let add = "const added = document.createElement('vital-conditions'); added.topic = 'voting'; document.querySelector('main').append(added)";
        stage.browser.script(add, &[]).await;
        stage.widget().shows(VOTING).await;
    });
}

#[test]
fn a_plain_link_becomes_the_widget_and_stays_as_its_fallback() {
    stage(async |stage| {
        let link =
            "<p>Read: <a class='vital-conditions' data-topic='voting' data-layout='cards' href='SITE/topics/voting.html'>Voting</a></p>";
        let widget = stage.show(link).await;
        widget.shows(VOTING).await;
        let kept =
            widget.script("return [widget.getAttribute('layout'), widget.querySelector(':scope > a').textContent]", Value::Null).await;
        assert_eq!(kept, serde_json::json!(["cards", "Voting"]));
    });
}

#[test]
fn a_second_loader_leaves_the_first_in_charge_and_says_so_once() {
    stage(async |stage| {
        let head = format!("{LOADER}<script async crossorigin src='SITE/vital-conditions.js?another'></script>");
        let body = "<vital-conditions topic='voting'></vital-conditions>".to_owned();
        stage.show_page(HostPage { head, body, ..HostPage::default() }).await.shows(VOTING).await;
        let said = stage.browser.until("a line", "return __heard.infos.length && __heard.infos", &[]).await;
        assert_eq!(said.as_array().map(Vec::len), Some(1), "{said}");
        stage.widget().is_ready().await;
        assert_eq!([".wasm", "glue", "styles", "t/voting.json"].map(|part| stage.host.count(part)), [1; 4]);
    });
}

#[test]
fn the_fallback_is_hidden_once_the_topic_shows_and_shown_when_it_cannot() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        let body = "<vital-conditions topic='voting'><a href='SITE/topics/voting.html'>Voting, to read there</a></vital-conditions>";
        let is_seen = "return widget.firstElementChild.checkVisibility() && widget.firstElementChild.getClientRects().length > 0";
        let widget = stage.show(body).await;
        widget.shows(VOTING).await;
        assert_eq!(widget.script(is_seen, Value::Null).await, false);

        stage.host.fail("glue", Fault::Status(404));
        stage.host.fail("/t/", Fault::Status(404));
        let widget = stage.show(body).await;
        widget.any("alert").one().await;
        assert_eq!(widget.script(is_seen, Value::Null).await, true);
    });
}

#[test]
fn the_fallback_is_all_there_is_where_the_loader_does_not_come() {
    stage(async |stage| {
        stage.expect("vital-conditions.js");
        stage.host.fail("vital-conditions.js", Fault::Status(503));
        let widget = stage.show("<vital-conditions topic='voting'><a href='SITE/topics/voting.html'>Voting</a></vital-conditions>").await;
        let is_seen = widget.script("return widget.firstElementChild.checkVisibility()", Value::Null).await;
        assert_eq!(is_seen, true);
    });
}
