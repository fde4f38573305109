//! Elements that scripts make, copy and put into places that no parser has seen.

use super::finding::Widget;
use super::host::HostPage;
use super::site::snippet;
use super::stage::{Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";
const COPY: &str = "document.querySelector('main').append(widget.cloneNode(true))";

#[test]
fn a_copy_begins_at_its_topic_and_goes_its_own_way() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let original = stage.show(&format!("<main>{AT_VOTING}</main>")).await;
        original.runs_on_wasm().await;
        original.goes_on_to("hate").await;
        let copy = added(stage, COPY).await;
        copy.shows(VOTING).await;
        copy.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        copy.shows(BELONGING).await;
        original.shows("Hate").await;
    });
}

#[test]
fn a_template_may_hold_it() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let body = format!("<main></main><template>{AT_VOTING}</template>");
        stage.show(&body).await;
        let import = "const { content } = document.querySelector('template'); \
                      document.querySelector('main').append(document.importNode(content, true), document.importNode(content, true))";
        added(stage, import).await.shows(VOTING).await;
        stage.widget().shows(VOTING).await;
    });
}

#[test]
fn it_may_come_from_another_document() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let adopt = "const other = document.implementation.createHTMLDocument(); \
                     const made = other.createElement('vital-conditions'); made.setAttribute('topic', 'voting'); \
                     document.querySelector('main').append(made)";
        stage.show("<main></main>").await;
        stage.browser.script(adopt, &[]).await;
        stage.widget().shows(VOTING).await;
    });
}

#[test]
fn another_components_shadow_root_may_hold_it() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.show("<main></main><div id='component' lang='es'></div>").await;
        let put = "const shadow = document.getElementById('component').attachShadow({ mode: 'open' }); \
                   const made = document.createElement('vital-conditions'); made.topic = 'humane-housing'; \
                   shadow.append(made); \
                   return new Promise(done => made.addEventListener('vital-ready', event => done([event.detail.topic, \
                     made.shadowRoot.querySelector('article').lang || made.shadowRoot.querySelector('[lang]').lang])))";
        assert_eq!(stage.browser.script(put, &[]).await, json!(["humane-housing", "es"]), "the language is that of the component's place");
        let ready = stage.events("vital-ready").await;
        assert_eq!([&ready[0]["from"], &ready[0]["composed"]], [&json!("div"), &json!(true)], "the page hears of it");
        let moved = "const made = document.getElementById('component').shadowRoot.querySelector('vital-conditions'); \
                     document.querySelector('main').append(made)";
        stage.browser.script(moved, &[]).await;
        stage.widget().until("the language of its new place", "return root.querySelector('.vital').lang === 'en'").await;
        assert_eq!(stage.widget().script("return widget.current", Value::Null).await, "humane-housing");
    });
}

#[test]
fn a_copy_of_form_c_is_one_widget_at_any_time() {
    check_copies_of_form_c(async |widget| widget.shows(VOTING).await);
    check_copies_of_form_c(async |widget| widget.is_ready().await);
    check_copies_of_form_c(async |widget| widget.runs_on_wasm().await);
    check_copies_of_form_c(async |widget| {
        widget.runs_on_wasm().await;
        widget.goes_on_to("hate").await;
    });
}

/// Its shadow root is copied too, with whatever is in it by then.
fn check_copies_of_form_c(wait: impl AsyncFn(Widget<'_>)) {
    stage(async |stage| {
        stage.expect("layout-shift");
        let body = format!("<main>{}</main>", snippet("voting.html"));
        let original = stage.show_page(HostPage { body, ..HostPage::default() }).await;
        wait(original).await;
        let copy = added(stage, COPY).await;
        copy.shows(VOTING).await;
        copy.runs_on_wasm().await;
        copy.goes_on_to("belonging-and-civic-muscle").await;
        copy.shows(BELONGING).await;
        let parts = "return ['article', '[role=status]', '[part=base]'].map(part => root.querySelectorAll(part).length)";
        assert_eq!(copy.script(parts, Value::Null).await, json!([1, 1, 1]), "one topic, one announcement, one frame");
        assert_eq!(original.script(parts, Value::Null).await[0], 1, "the original is as it was");
    });
}

/// The second widget on the page, once a script has put it there. In the script `widget` is the first.
async fn added<'a>(stage: &'a Stage, script: &str) -> Widget<'a> {
    stage.widget().script(script, Value::Null).await;
    stage.nth(1)
}
