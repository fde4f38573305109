//! Widgets come and go on long-lived pages: listeners, nodes and memory go with them, and a move is no leaving.

use super::stage::{Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

const ROUNDS: u32 = 200;
/// Bytes of a round that may stay: the engine's own books, far below what a topic's DOM takes.
const HEAP_A_ROUND: f64 = 1500.0;
/// A page of wasm memory, in bytes.
const PAGE: f64 = 65_536.0;

#[test]
fn two_hundred_widgets_come_and_go() {
    check_rounds(true);
}

#[test]
fn so_do_those_that_leave_before_their_wasm_comes() {
    check_rounds(false);
}

fn check_rounds(on_wasm: bool) {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.show("<main></main>").await;
        stage.browser.devtools("Performance.enable", json!({})).await;
        // One that had its wasm, and what is shared is there.
        rounds(stage, 1, true).await;
        rounds(stage, 30, on_wasm).await;
        let (before, memory) = (Usage::of(stage).await, wasm_memory(stage).await);
        rounds(stage, ROUNDS, on_wasm).await;
        let (after, memory_after) = (Usage::of(stage).await, wasm_memory(stage).await);
        let heap = (after.heap - before.heap) / f64::from(ROUNDS);
        println!("a round: {heap:.0} bytes of heap; wasm memory {memory} -> {memory_after}; {before:?} -> {after:?}");
        assert_eq!(after.page_listeners, before.page_listeners, "listeners on the page");
        assert!(after.listeners <= before.listeners, "listeners: {before:?} -> {after:?}");
        assert!(after.nodes <= before.nodes + 20.0, "nodes: {before:?} -> {after:?}");
        assert!(heap < HEAP_A_ROUND, "{heap:.0} bytes of heap stay of every round");
        assert_eq!(memory_after, memory, "the memory of the wasm");
    });
}

#[test]
fn a_long_way_takes_no_more_than_a_short_one() {
    stage(async |stage| {
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
    stage(async |stage| {
        stage.show("<main></main>").await;
        let before = page_listeners(stage).await;
        rounds(stage, 1, true).await;
        rounds(stage, 1, false).await;
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

/// Widgets that are added, read and removed, one after the other.
/// Widgets that come, take a step by fragments, one more by their wasm where they are `on_wasm`, and leave.
async fn rounds(stage: &Stage, rounds: u32, on_wasm: bool) {
    let script = "return (async (rounds, onWasm) => { \
          await customElements.whenDefined('vital-conditions'); \
          const step = (widget, to) => { \
            const there = new Promise(done => widget.addEventListener('vital-navigated', done, { once: true })); \
            widget.navigate(to); \
            return there; \
          }; \
          for (let round = 0; round < rounds; round++) { \
            const added = Object.assign(document.createElement('vital-conditions'), { topic: 'voting', loading: 'eager' }); \
            document.querySelector('main').append(added); \
            await added.ready; \
            await step(added, 'hate'); \
            if (onWasm) { \
              added.shadowRoot.dispatchEvent(new Event('pointerover')); \
              while (!added.shadowRoot.querySelector('.vital > [role=status]')) await new Promise(done => setTimeout(done)); \
              await step(added, 'racism'); \
            } \
            added.remove(); \
            await new Promise(done => setTimeout(done)); \
          } \
          __heard.events.length = __heard.shifts.length = 0; performance.clearMarks(); performance.clearResourceTimings(); \
          return true; })(...arguments)";
    stage.browser.script(script, &[rounds.into(), on_wasm.into()]).await;
}

/// Steps through all entries of the catalog, round and round, that end where they began.
async fn walk(stage: &Stage, steps: u32) {
    let catalog = std::fs::read_to_string(super::site::folder().join("catalog.json")).expect("the catalog");
    let catalog: Value = serde_json::from_str(&catalog).expect("JSON");
    let ids: Vec<&Value> = catalog["entries"].as_array().expect("entries").iter().map(|entry| &entry["id"]).collect();
    let script = "return (async (ids, steps) => { \
          const widget = document.querySelector('vital-conditions'); \
          for (let step = 0; step <= steps; step++) { \
            const to = step < steps ? ids[step % ids.length] : 'voting'; \
            if (to === widget.current) continue; \
            const there = new Promise(done => widget.addEventListener('vital-navigated', done, { once: true })); \
            widget.navigate(to); \
            await there; \
          } \
          __heard.events.length = __heard.shifts.length = 0; performance.clearMarks(); performance.clearResourceTimings(); \
          return true; })(...arguments)";
    stage.browser.script(script, &[json!(ids), steps.into()]).await;
}

#[derive(Debug)]
struct Usage {
    heap: f64,
    nodes: f64,
    listeners: f64,
    page_listeners: Vec<String>,
}

impl Usage {
    async fn of(stage: &Stage) -> Usage {
        stage.browser.settle().await;
        let page_listeners = page_listeners(stage).await;
        stage.browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
        stage.browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
        let metrics = stage.browser.devtools("Performance.getMetrics", json!({})).await;
        let metric = |name: &str| {
            let metrics = metrics["metrics"].as_array().into_iter().flatten();
            metrics.filter(|metric| metric["name"] == name).find_map(|metric| metric["value"].as_f64()).expect("a metric")
        };
        Usage { heap: metric("JSHeapUsedSize"), nodes: metric("Nodes"), listeners: metric("JSEventListeners"), page_listeners }
    }
}

/// What listens on the window, the document, its root and its body.
async fn page_listeners(stage: &Stage) -> Vec<String> {
    let mut found = Vec::new();
    for target in ["window", "document", "document.documentElement", "document.body"] {
        let group = json!({ "expression": target, "objectGroup": "listeners" });
        let object = stage.browser.devtools("Runtime.evaluate", group).await;
        let listeners = stage.browser.devtools("DOMDebugger.getEventListeners", json!({ "objectId": object["result"]["objectId"] })).await;
        let listeners = listeners["listeners"].as_array().into_iter().flatten();
        found.extend(listeners.map(|listener| format!("{target} {}", listener["type"])));
    }
    stage.browser.devtools("Runtime.releaseObjectGroup", json!({ "objectGroup": "listeners" })).await;
    found
}

async fn wasm_memory(stage: &Stage) -> f64 {
    let glue = stage.host.asked().into_iter().find(|path| path.contains("glue")).expect("the glue was asked for");
    let script = "return import(arguments[0]).then(glue => glue.default()).then(exports => exports.memory.buffer.byteLength)";
    let url = format!("{}{glue}", stage.host.site);
    stage.browser.script(script, &[url.into()]).await.as_f64().expect("bytes")
}
