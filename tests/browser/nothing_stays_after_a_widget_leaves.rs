//! Widgets come and go on long-lived pages: listeners, nodes and memory go with them, and a move is no leaving.

use super::stage::{stage, stage_in_chromium};
use super::titles::{BELONGING, VOTING};
use super::usage::{ADDED, HEAP_A_ROUND, Life, PAGE, ROUNDS, Usage, page_listeners, walk, wasm_memory};
use serde_json::{Value, json};

#[test]
fn two_hundred_widgets_come_and_go() {
    check_rounds(ADDED);
}

#[test]
fn so_do_those_that_leave_before_their_wasm_comes() {
    check_rounds(Life { on_wasm: false, ..ADDED });
}

fn check_rounds(life: Life<'_>) {
    stage_in_chromium(async |stage| {
        stage.expect("layout-shift");
        stage.show("<main></main>").await;
        life.leaves_nothing(stage).await;
    });
}

#[test]
fn a_long_way_takes_no_more_than_a_short_one() {
    stage_in_chromium(async |stage| {
        stage.expect("layout-shift");
        stage.show("<vital-conditions topic='voting'></vital-conditions>").await.runs_on_wasm().await;
        stage.browser.devtools("Performance.enable", json!({})).await;
        // Until as many files are kept as are kept at most.
        walk(stage, 400).await;
        let (before, memory) = (Usage::of(stage).await, wasm_memory(stage).await);
        walk(stage, ROUNDS).await;
        let (after, memory_after) = (Usage::of(stage).await, wasm_memory(stage).await);
        let heap = (after.heap - before.heap) / f64::from(ROUNDS);
        println!("a step: {heap:.0} bytes of heap; wasm memory {memory} -> {memory_after}; {before:?} -> {after:?}");
        assert!(after.nodes <= before.nodes + 20.0, "nodes: {before:?} -> {after:?}");
        assert!(heap < HEAP_A_ROUND, "{heap:.0} bytes of heap stay of every step");
        // How many files are on their way at once is chance, so the most that was ever needed may still rise by a page.
        assert!(memory_after <= memory + PAGE, "the memory of the wasm");
    });
}

#[test]
fn a_widget_leaves_no_listener_on_the_page() {
    stage_in_chromium(async |stage| {
        stage.show("<main></main>").await;
        let before = page_listeners(stage).await;
        ADDED.rounds(stage, 1).await;
        Life { on_wasm: false, ..ADDED }.rounds(stage, 1).await;
        assert_eq!(page_listeners(stage).await, before);
    });
}

#[test]
fn a_widget_that_is_moved_keeps_its_place() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<div id='one'><vital-conditions topic='voting'></vital-conditions></div><div id='other'></div>").await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        let moved = "const article = root.querySelector('article'); document.querySelector('#other').append(widget); \
                     return new Promise(done => setTimeout(() => done(root.querySelector('article') === article), 100))";
        assert_eq!(widget.script(moved, Value::Null).await, true, "the very same topic");
        widget.role("button", "Back to Voting").one().await.click().await;
        widget.shows(VOTING).await;
    });
}

#[test]
fn a_widget_that_was_away_begins_anew() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        let away = "widget.remove(); return new Promise(done => setTimeout(() => { document.body.append(widget); done(true) }, 100))";
        widget.script(away, Value::Null).await;
        widget.shows(VOTING).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
    });
}

#[test]
fn a_widget_may_leave_before_it_is_ready() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.show("<main></main>").await;
        let flee = "for (let round = 0; round < 20; round++) { \
                      const added = Object.assign(document.createElement('vital-conditions'), { topic: 'voting', loading: 'eager' }); \
                      document.body.append(added); \
                      await new Promise(done => setTimeout(done, round * 7)); \
                      added.remove(); \
                    } return true";
        stage.browser.script(&format!("return (async () => {{ {flee} }})()"), &[]).await;
        stage
            .browser
            .script("document.body.append(Object.assign(document.createElement('vital-conditions'), { topic: 'voting' }))", &[])
            .await;
        stage.widget().shows(VOTING).await;
    });
}
