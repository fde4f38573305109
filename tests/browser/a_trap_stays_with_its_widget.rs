//! When the wasm traps, nothing of that instance is used again. The widgets go on with a fresh one, each at its topic, and the one that
//! traps again is left to its fragments. The page hears of no error.

use super::finding::Widget;
use super::host::{Fault, HostPage};
use super::pinning::pinned;
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{BELONGING, HOME, VOTING};
use serde_json::{Value, json};

/// Reading the element's parent throws `given` times where the wasm does so, as it does at each step: no error is thought of there.
const SET_A_TRAP: &str = "let times = given; const { get } = Object.getOwnPropertyDescriptor(Node.prototype, 'parentNode'); \
    const trap = () => { if (/wasm/.test(new Error().stack) && times-- > 0) throw new Error('a trap') }; \
    Object.defineProperty(widget, 'parentNode', { get() { trap(); return get.call(this) } })";

/// As often as it is looked at.
const ALWAYS: u32 = u32::MAX;

async fn three_widgets<'a>(stage: &'a Stage, head: &str) -> [Widget<'a>; 3] {
    // What is stacked and drawn anew moves what stands below it.
    stage.expect("layout-shift");
    let body = "<vital-conditions loading='eager' lang='en' topic='voting' layout='compact'></vital-conditions>".repeat(3);
    stage.show_page(HostPage { head: head.to_owned(), body, ..HostPage::default() }).await;
    let widgets = [0, 1, 2].map(|nth| stage.nth(nth));
    for widget in widgets {
        widget.runs_on_wasm().await;
        // The wasm draws it from here on.
        widget.goes_on_to("belonging-and-civic-muscle").await;
        widget.script("widget.before = root.querySelector('article')", Value::Null).await;
    }
    widgets
}

/// What fragments can't do.
async fn opens_a_map(widget: Widget<'_>) {
    widget.runs_on_wasm().await;
    widget.role("button", "Map").one().await.click().await;
    widget.until("the map", "return root.querySelector('.panel')").await;
}

async fn is_untouched(widget: Widget<'_>) {
    widget.shows(BELONGING).await;
    assert_eq!(widget.script("return widget.before === root.querySelector('article')", Value::Null).await, true, "the very same topic");
}

#[test]
fn a_failed_assertion_in_one_widget_is_none_in_the_others() {
    stage(async |stage| {
        let [first, second, third] = three_widgets(stage, LOADER).await;
        stage.expect("404");
        // Yew says on the console what fails.
        stage.expect("failed to insert node");
        stage.host.fail("housing", Fault::Status(404));
        stage.host.fail("index", Fault::Status(404));
        stage.host.fail("catalog.json", Fault::Status(404));
        // An extension takes a part away, beside which the wasm then wants to put a notice.
        third.script("root.querySelector('.trail').remove(); widget.navigate('humane-housing')", Value::Null).await;
        // It is begun anew, and the step is tried again: what can't be had can be said now.
        let again = third.role("button", "Try again").one().await;
        third.shows(BELONGING).await;
        stage.host.mend();
        again.click().await;
        third.shows("Humane Housing").await;
        third.role("button", &format!("Back to {BELONGING}")).one().await;
        for widget in [first, second] {
            is_untouched(widget).await;
            opens_a_map(widget).await;
        }
        let errors = stage.events("vital-error").await;
        assert!(errors.iter().all(|error| error["detail"]["kind"] == "http"), "{errors:?}");
    });
}

#[test]
fn a_step_that_trapped_once_is_taken() {
    stage(async |stage| {
        let [first, second, third] = three_widgets(stage, LOADER).await;
        third.script(SET_A_TRAP, json!(1)).await;
        third.role("link", VOTING).within("navigation", &format!("Related topics: {BELONGING}")).one().await.click().await;
        third.shows(VOTING).await;
        assert_eq!(third.focused().await.map(|focused| focused.name), Some(VOTING.to_owned()));
        for widget in [first, second] {
            is_untouched(widget).await;
        }
        for widget in [first, second, third] {
            opens_a_map(widget).await;
        }
        assert!(stage.events("vital-error").await.is_empty());
        let ready = stage.events("vital-ready").await;
        assert_eq!(ready.len(), 3, "nobody is told twice that a widget is ready: {ready:?}");
    });
}

#[test]
fn the_one_that_traps_again_keeps_its_fragments() {
    check_second_trap(LOADER.to_owned());
}

#[test]
fn so_does_one_of_a_pinned_version() {
    check_second_trap(pinned());
}

fn check_second_trap(loader: String) {
    stage(async |stage| {
        let [first, second, third] = three_widgets(stage, &loader).await;
        third.script(SET_A_TRAP, json!(ALWAYS)).await;
        let step = third.role("link", VOTING).within("navigation", &format!("Related topics: {BELONGING}")).one().await;
        step.click().await;
        // Taken by its fragment.
        third.shows(VOTING).await;
        third.runs_on_wasm().await;
        third.script("widget.navigate('seven-vital-conditions')", Value::Null).await;
        third.shows(HOME).await;
        stage.browser.until("the error", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
        third.goes_on_to("voting").await;
        third.role("button", &format!("Back to {HOME}")).one().await.click().await;
        third.shows(HOME).await;
        for widget in [first, second] {
            is_untouched(widget).await;
            opens_a_map(widget).await;
        }
        let errors = stage.events("vital-error").await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0]["detail"]["kind"], "wasm", "{errors:?}");
    });
}

#[test]
fn where_there_are_no_fragments_the_topic_stays() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show(&format!("<vital-conditions lang='en' topic='voting' {WHOLE}></vital-conditions>")).await;
        widget.runs_on_wasm().await;
        widget.script(SET_A_TRAP, json!(ALWAYS)).await;
        widget.script("widget.navigate('racism')", Value::Null).await;
        stage.browser.until("the error", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
        widget.shows(VOTING).await;
        assert_eq!(widget.script("return widget.current", Value::Null).await, "voting");
        // Its links lead to the entries' own pages.
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        stage.browser.until("the entry's own page", "return location.pathname === '/topics/belonging-and-civic-muscle.html'", &[]).await;
    });
}
