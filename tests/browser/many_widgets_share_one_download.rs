//! However many widgets a page has, each file is asked for once.

use super::stage::stage;
use super::titles::VOTING;
use std::time::Duration;

#[test]
fn ten_widgets_ask_for_each_file_once() {
    stage(async |stage| {
        // The page keeps no place free for so many.
        stage.expect("layout-shift");
        let widgets = "<vital-conditions topic='voting' loading='eager' layout='cards'></vital-conditions>".repeat(10);
        stage.show(&widgets).await;
        for nth in 0..10 {
            stage.nth(nth).shows(VOTING).await;
        }
        stage
            .browser
            .until("all are ready", "return __heard.events.filter(event => event.name === 'vital-ready').length === 10", &[])
            .await;
        let parts = ["vital-conditions.js", ".wasm", "glue", "styles", "t/voting.json", "entries/voting."];
        assert_eq!(parts.map(|part| stage.host.count(part)), [1; 6], "{:?}", stage.host.asked());
        let shared = "const sheets = [...document.querySelectorAll('vital-conditions')].map(one => one.shadowRoot.adoptedStyleSheets); \
                      return sheets.every(list => list.length === 2 && list.every((sheet, at) => sheet === sheets[0][at]))";
        assert_eq!(stage.browser.script(shared, &[]).await, true, "the same two sheets for all");
    });
}

#[test]
fn a_widget_added_later_asks_for_its_topic_alone() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let first = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        first.shows(VOTING).await;
        first.is_ready().await;
        let files =
            |stage: &super::stage::Stage| stage.host.asked().into_iter().filter(|path| !path.starts_with("/art/")).collect::<Vec<_>>();
        // The first one fetches ahead what it leads to, and is done once nothing has been asked for in a while.
        let mut before = Vec::new();
        while before != files(stage) {
            before = files(stage);
            tokio::time::sleep(Duration::from_millis(800)).await;
        }
        stage
            .browser
            .script(
                "document.body.append(Object.assign(document.createElement('vital-conditions'), { topic: 'hate', loading: 'eager' }))",
                &[],
            )
            .await;
        stage.nth(1).shows("Hate").await;
        let now = files(stage);
        let (shared, own) = now.split_at(before.len());
        assert_eq!(shared, before);
        assert!(own.iter().all(|path| path == "/t/hate.json" || path.starts_with("/entries/hate.")), "{own:?}");
    });
}
