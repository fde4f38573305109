//! What a page takes: memory, nodes and listeners, as the browser counts them once what is no longer needed is gone.

use super::stage::Stage;
use serde_json::{Value, json};
use std::time::Duration;

/// Bytes of a round that may stay: the engine's own books, far below what a topic's DOM takes.
pub const HEAP_A_ROUND: f64 = 1500.0;

/// So many rounds tell what stays of each from what is made once.
pub const ROUNDS: u32 = 200;

/// The longest that anything of a widget that is on no page any more waits for: its time-outs hold what they would end.
pub const SETTLED: Duration = Duration::from_secs(10);

/// A page of wasm memory, in bytes.
pub const PAGE: f64 = 65_536.0;

/// So many rounds are one script.
const AT_ONCE: u32 = 50;

#[derive(Debug)]
pub struct Usage {
    pub heap: f64,
    pub nodes: f64,
    pub listeners: f64,
    pub page_listeners: Vec<String>,
}

impl Usage {
    /// The page's usage now. `Performance.enable` comes before.
    pub async fn of(stage: &Stage) -> Usage {
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

/// A widget's whole life, again and again: how it comes onto the page and goes, as bodies of functions in the page. `come` gives the
/// element, and `go` has it as `widget`.
#[derive(Clone, Copy)]
pub struct Life<'a> {
    pub come: &'a str,
    pub go: &'a str,
    /// Whether it lives until its wasm is there, or leaves before.
    pub on_wasm: bool,
}

/// A widget that a script of the page puts there and takes away.
pub const ADDED: Life<'static> = Life {
    come: "const added = Object.assign(document.createElement('vital-conditions'), { topic: 'voting', loading: 'eager' }); \
           document.querySelector('main').append(added); \
           return added",
    go: "widget.remove()",
    on_wasm: true,
};

impl Life<'_> {
    /// Nothing of it may stay: two hundred rounds take no more than the first ones.
    pub async fn leaves_nothing(self, stage: &Stage) {
        stage.browser.devtools("Performance.enable", json!({})).await;
        // One that had its wasm, and what is shared is there.
        Life { on_wasm: true, ..self }.rounds(stage, 1).await;
        self.rounds(stage, 30).await;
        tokio::time::sleep(SETTLED).await;
        let (before, memory) = (Usage::of(stage).await, wasm_memory(stage).await);
        self.rounds(stage, ROUNDS).await;
        tokio::time::sleep(SETTLED).await;
        let (after, memory_after) = (Usage::of(stage).await, wasm_memory(stage).await);
        let heap = (after.heap - before.heap) / f64::from(ROUNDS);
        println!("a round: {heap:.0} bytes of heap; wasm memory {memory} -> {memory_after}; {before:?} -> {after:?}");
        assert_eq!(after.page_listeners, before.page_listeners, "listeners on the page");
        assert!(after.listeners <= before.listeners, "listeners: {before:?} -> {after:?}");
        assert!(after.nodes <= before.nodes + 20.0, "nodes: {before:?} -> {after:?}");
        assert!(heap < HEAP_A_ROUND, "{heap:.0} bytes of heap stay of every round");
        // One may come before another has gone, so the most that was ever needed may still rise by a page.
        assert!(memory_after <= memory + PAGE, "the memory of the wasm: {memory} -> {memory_after}");
    }

    /// Widgets that come, take a step by fragments, one more by their wasm where they live until then, and go.
    pub async fn rounds(self, stage: &Stage, rounds: u32) {
        let Life { come, go, on_wasm } = self;
        let script = format!(
            "return (async (rounds, onWasm) => {{ \
               await customElements.whenDefined('vital-conditions'); \
               const come = async () => {{ {come} }}; \
               const go = async (widget) => {{ {go} }}; \
               const step = (widget, to) => {{ \
                 const there = new Promise(done => widget.addEventListener('vital-navigated', done, {{ once: true }})); \
                 widget.navigate(to); \
                 return there; \
               }}; \
               for (let round = 0; round < rounds; round++) {{ \
                 const widget = await come(); \
                 await widget.ready; \
                 await step(widget, widget.current === 'hate' ? 'voting' : 'hate'); \
                 if (onWasm) {{ \
                   widget.shadowRoot.dispatchEvent(new Event('pointerover')); \
                   while (!widget.shadowRoot.querySelector('.vital > [role=status]')) await new Promise(done => setTimeout(done)); \
                   await step(widget, 'racism'); \
                 }} \
                 await go(widget); \
                 await new Promise(done => setTimeout(done)); \
               }} \
               __heard.events.length = __heard.shifts.length = 0; performance.clearMarks(); performance.clearResourceTimings(); \
               return true; }})(...arguments)"
        );
        // A driver waits for a script only so long.
        for begun in (0..rounds).step_by(AT_ONCE as usize) {
            let now = (rounds - begun).min(AT_ONCE);
            stage.browser.script(&script, &[now.into(), on_wasm.into()]).await;
        }
    }
}

/// What listens on the window, the document, its root and its body.
pub async fn page_listeners(stage: &Stage) -> Vec<String> {
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

/// The size of the wasm's memory, in bytes.
pub async fn wasm_memory(stage: &Stage) -> f64 {
    let glue = stage.host.asked().into_iter().find(|path| path.contains("glue")).expect("the glue was asked for");
    let script = "return import(arguments[0]).then(glue => glue.default()).then(exports => exports.memory.buffer.byteLength)";
    let url = format!("{}{glue}", stage.host.site);
    stage.browser.script(script, &[Value::from(url)]).await.as_f64().expect("bytes")
}

/// Steps through all entries of the catalog, round and round, that end where they began.
pub async fn walk(stage: &Stage, steps: u32) {
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
