//! Ten thousand steps and two thousand widgets on one page: what all of it takes at the end is what the first tenth took. The suite has a
//! short form of this in `nothing_stays_after_a_widget_leaves`.

use super::stage::{Stage, stage};
use super::usage::{ADDED, SETTLED, Usage, walk, wasm_memory};
use serde_json::json;

/// As much of what the first tenth takes may be there at the end.
const MOST: f64 = 1.05;

/// Before anything is counted so many tenths go by: by then the engine has compiled what runs often, which takes some 200 kB once.
const WARM: usize = 3;

/// Takes the memory of the page after the first tenth and after the last.
async fn soaked(stage: &Stage, tenth: impl AsyncFn()) {
    stage.browser.devtools("Performance.enable", json!({})).await;
    for _ in 0..WARM {
        tenth().await;
    }
    let mut taken = Vec::new();
    for number in 1..=10 {
        tenth().await;
        tokio::time::sleep(SETTLED).await;
        let (usage, memory) = (Usage::of(stage).await, wasm_memory(stage).await);
        println!("after {number} of 10: heap {:.0}, wasm {memory:.0}, {} nodes, {} listeners", usage.heap, usage.nodes, usage.listeners);
        taken.push(usage.heap + memory);
    }
    let growth = taken[9] / taken[0];
    println!("at the end the page takes {growth:.3} of what it took after the first tenth");
    assert!(growth <= MOST, "{taken:?}");
}

#[test]
#[ignore = "takes some minutes: cargo test --test browser a_long_day -- --ignored"]
fn ten_thousand_steps() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.show("<vital-conditions topic='voting'></vital-conditions>").await.runs_on_wasm().await;
        soaked(stage, async || {
            for _ in 0..10 {
                walk(stage, 100).await;
            }
        })
        .await;
    });
}

#[test]
#[ignore = "takes some minutes: cargo test --test browser a_long_day -- --ignored"]
fn two_thousand_widgets() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.show("<main></main>").await;
        soaked(stage, async || ADDED.rounds(stage, 200).await).await;
    });
}
