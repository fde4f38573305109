//! Steps need no wasm: until it is there they are taken by fragments, as a reader takes them anywhere else, and then the widget goes on from
//! where the reader is.

use super::host::Fault;
use super::stage::stage;
use super::titles::{BELONGING, HOME, VOTING};
use serde_json::{Value, json};
use std::time::Duration;

const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";

/// The wasm comes this late.
const LATE: Duration = Duration::from_secs(4);

#[test]
fn the_widget_goes_on_where_the_reader_is() {
    stage(async |stage| {
        stage.host.fail(".wasm", Fault::Late(LATE));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        let link = widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await;
        link.script("element.scrollIntoView({ block: 'center' })").await;
        let left = stage.browser.script("return scrollY", &[]).await;
        link.click().await;
        widget.shows(BELONGING).await;
        assert_eq!(widget.status().await, format!("Now showing: {BELONGING}"));
        widget.role("link", HOME).within("navigation", &format!("Related topics: {BELONGING}")).one().await.click().await;
        widget.shows(HOME).await;
        widget.role("button", &format!("Back to {BELONGING}")).one().await.click().await;
        widget.shows(BELONGING).await;
        assert_eq!(widget.script("return root.querySelectorAll('.vital > [role=status]').length", Value::Null).await, 0, "not yet");

        widget.script("window.article = root.querySelector('article'); window.focused = root.activeElement", Value::Null).await;
        widget.runs_on_wasm().await;
        stage.browser.settle().await;
        let kept = "return [root.querySelector('article') === article, root.activeElement === focused, focused.id, widget.current]";
        assert_eq!(widget.script(kept, Value::Null).await, json!([true, true, "vital-title", "belonging-and-civic-muscle"]));
        assert!(stage.shifts().await.0 < super::stage::STILL);

        // What is ahead, what is behind, and how far the page was scrolled there.
        widget.role("button", &format!("Forward to {HOME}")).one().await.click().await;
        widget.shows(HOME).await;
        widget.role("link", "Voting").within("navigation", &format!("Trail: {HOME}")).one().await.click().await;
        widget.shows(VOTING).await;
        assert_eq!(stage.browser.script("return scrollY", &[]).await, left);
        let steps: Vec<Value> = stage.events("vital-navigated").await.into_iter().map(|step| step["detail"]["cause"].clone()).collect();
        assert_eq!(steps, ["related", "related", "back", "forward", "trail"]);
        assert_eq!(stage.events("vital-navigate").await.len(), 5);
        assert_eq!(stage.events("vital-ready").await.len(), 1);
        assert!(stage.events("vital-error").await.is_empty());
        assert_eq!(stage.host.count("index"), 0, "fragments say where all this is: {:?}", stage.host.asked());
    });
}

/// The trail is drawn by either, and looks the same.
#[test]
fn the_trail_is_the_widgets() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let drawn = "const told = node => node.nodeType === 3 ? node.data \
                       : [node.localName, [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort(), ...[...node.childNodes].map(told)]; \
                     return told(root.querySelector('nav.trail'))";
        let mut trails = Vec::new();
        for is_late in [true, false] {
            stage.host.mend();
            if is_late {
                stage.host.fail(".wasm", Fault::Late(LATE));
            }
            let widget = stage.show(AT_VOTING).await;
            if is_late {
                widget.is_ready().await
            } else {
                widget.runs_on_wasm().await
            }
            for topic in ["belonging-and-civic-muscle", "seven-vital-conditions", "humane-housing"] {
                widget.goes_on_to(topic).await;
            }
            widget.role("button", &format!("Back to {HOME}")).one().await.click().await;
            widget.shows(HOME).await;
            trails.push(widget.script(drawn, Value::Null).await);
        }
        assert_eq!(trails[0], trails[1]);
    });
}

#[test]
fn a_page_may_keep_the_reader() {
    stage(async |stage| {
        stage.host.fail(".wasm", Fault::Late(LATE));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        let step = "widget.addEventListener('vital-navigate', event => event.preventDefault(), { once: true }); \
                    widget.navigate('belonging-and-civic-muscle')";
        widget.script(step, Value::Null).await;
        stage.browser.until("it was asked", "return __heard.events.some(event => event.name === 'vital-navigate')", &[]).await;
        stage.browser.settle().await;
        widget.shows(VOTING).await;
        assert!(stage.events("vital-navigated").await.is_empty());
    });
}

#[test]
fn attributes_count_at_once() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.fail(".wasm", Fault::Late(LATE));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        widget.script("widget.headingLevel = 4", Value::Null).await;
        widget.until("the level", "return root.querySelector('#vital-title').localName === 'h4'").await;
        widget.script("widget.lang = 'es'; widget.topic = 'humane-housing'", Value::Null).await;
        widget.until("the language", "return root.querySelector('article').lang === 'es' && widget.current === 'humane-housing'").await;
        assert_eq!(widget.script("return root.querySelectorAll('.vital > [role=status]').length", Value::Null).await, 0, "not yet");
        widget.runs_on_wasm().await;
        assert_eq!(
            widget.script("return [root.querySelector('article').lang, widget.current]", Value::Null).await,
            json!(["es", "humane-housing"])
        );
        assert!(stage.events("vital-error").await.is_empty());
    });
}

/// What doesn't exist has no fragment.
#[test]
fn what_fragments_do_not_know_waits_for_the_wasm() {
    stage(async |stage| {
        stage.expect("404");
        stage.expect("layout-shift");
        stage.host.fail(".wasm", Fault::Late(Duration::from_millis(1500)));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        widget.script("widget.navigate('nothing-of-that-name')", Value::Null).await;
        widget.any("alert").one().await;
        assert_eq!(stage.events("vital-error").await[0]["detail"]["kind"], "not-found");
    });
}

#[test]
fn another_catalog_is_another_beginning() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.fail(".wasm", Fault::Late(Duration::from_millis(1500)));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        widget.script("widget.navigate('hate')", Value::Null).await;
        widget.shows("Hate").await;
        let data = "widget.topic = null; widget.catalogData = { version: 1, entries: [{ id: 'x', kind: 'topic', title: 'X' }] }";
        widget.script(data, Value::Null).await;
        widget.shows("X").await;
        assert!(stage.events("vital-error").await.is_empty());
    });
}

#[test]
fn another_language_is_another_beginning() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.fail(".wasm", Fault::Late(LATE));
        let widget = stage.show("<vital-conditions topic='humane-housing'></vital-conditions>").await;
        widget.is_ready().await;
        widget.script("widget.navigate('lifelong-learning')", Value::Null).await;
        widget.shows("Lifelong Learning").await;
        widget.script("widget.lang = 'es'", Value::Null).await;
        widget
            .until("the topic in Spanish", "return root.querySelector('article').lang === 'es' && widget.current === 'humane-housing'")
            .await;
        assert!(!widget.any("button").is_there().await, "there is no way back into the other language");
        widget.runs_on_wasm().await;
        assert_eq!(
            widget.script("return [root.querySelector('article').lang, widget.current]", Value::Null).await,
            json!(["es", "humane-housing"])
        );
    });
}

#[test]
fn reloading_asks_what_is_new() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        assert_eq!(stage.host.count("index"), 0);
        widget.script("widget.reload()", Value::Null).await;
        widget.runs_on_wasm().await;
        while stage.host.count("index") == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        widget.shows(VOTING).await;
    });
}

/// The last one that was asked for counts, and a step doesn't get in its way.
#[test]
fn what_is_asked_for_last_is_shown() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.fail(".wasm", Fault::Late(LATE));
        stage.host.fail("/t/hate.json", Fault::Late(Duration::from_millis(500)));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        widget.script("widget.topic = 'hate'; setTimeout(() => widget.topic = 'voting', 50)", Value::Null).await;
        tokio::time::sleep(Duration::from_millis(900)).await;
        widget.shows(VOTING).await;
        assert!(stage.events("vital-navigated").await.is_empty());
        widget.script("widget.navigate('hate'); setTimeout(() => widget.headingLevel = 4, 50)", Value::Null).await;
        widget.until("the step", "return widget.current === 'hate' && root.querySelector('#vital-title').localName === 'h4'").await;
    });
}
