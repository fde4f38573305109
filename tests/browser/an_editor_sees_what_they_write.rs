//! The editor's guide, from nothing to a page: every step of its worked example, with the texts that it gives.

use super::finding::Widget;
use super::host::HostPage;
use super::stage::stage_in_chromium;
use super::the_tool_serves_the_demo::Server;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

const GUIDE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/catalog/README.md"));

fn vital(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vital")).args(arguments).current_dir(folder).output().expect("the tool runs")
}

/// The block of code in the guide that holds `part`, without the lines around it.
fn block(part: &str) -> &'static str {
    let found = GUIDE.split("\n```").find(|block| block.contains(part)).unwrap_or_else(|| panic!("the guide has no block with {part:?}"));
    found.split_once('\n').map_or("", |(_, text)| text)
}

/// Waits until a page that loads itself anew has a topic with this title.
async fn shows(widget: Widget<'_>, title: &str) {
    widget.until(title, &format!("return root?.querySelector('article h1')?.textContent.trim() === {title:?}")).await;
}

#[test]
fn from_nothing_to_a_page() {
    // The page goes on fetching ahead until the stage is left.
    let home = tempfile::tempdir().expect("a folder");
    stage_in_chromium(async |stage| {
        stage.expect("vital-live");
        stage.browser.begin_with(include_str!("recorder.js")).await;
        let catalog = home.path().join("our-catalog");
        let made = vital(home.path(), &["new", "our-catalog"]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));

        let server = Server::start(home.path(), &["our-catalog"]);
        stage.browser.goto(&server.address).await;
        let widget = stage.widget();
        widget.shows("Well-being in Maple County").await;
        stage.browser.screenshot("a-new-catalog").await;

        // Another title shows by itself.
        let text = fs::read_to_string(catalog.join("home.md")).expect("the home entry");
        fs::write(catalog.join("home.md"), text.replacen("Maple County", "Elm County", 1)).expect("the home entry can be written");
        shows(widget, "Well-being in Elm County").await;

        // A new entry that nothing leads to is said on the page.
        fs::write(catalog.join("night-bus.md"), block("title: The Night Bus")).expect("an entry can be written");
        let panel = "const panel = document.querySelector('vital-faults'); return panel && panel.shadowRoot.textContent";
        let said = stage.browser.until("the panel of faults", panel, &[]).await;
        let said = said.as_str().unwrap_or_default();
        assert!(
            said.starts_with("1 fault in the catalog") && said.contains("night-bus.md:2:8") && said.contains("no way leads here"),
            "{said}"
        );
        stage.browser.screenshot("a-fault-while-writing").await;
        stage.browser.resize(360, 800).await;
        stage.browser.screenshot("a-fault-while-writing-360").await;
        stage.browser.resize(1280, 900).await;

        // A card leads there, and all is well.
        let text = fs::read_to_string(catalog.join("home.md")).expect("the home entry");
        let card = block("- [The Night Bus](night-bus.md)").trim_end();
        let below = "- [Belonging and Civic Muscle](belonging-and-civic-muscle.md)";
        fs::write(catalog.join("home.md"), text.replace(below, &format!("{below}\n{card}"))).expect("the home entry can be written");
        widget.until("the new card", "return root?.querySelector('article')?.textContent.includes('The Night Bus')").await;
        widget.role("link", "The Night Bus").one().await.click().await;
        widget.shows("The Night Bus").await;
        stage.browser.until("no fault is left", "return !document.querySelector('vital-faults')", &[]).await;
        stage.browser.goto("about:blank").await;
        drop(server);

        let checked = vital(home.path(), &["check", "our-catalog"]);
        let said = String::from_utf8_lossy(&checked.stderr);
        assert!(checked.status.success() && said.contains("No faults in 5 entries"), "{said}");

        // The folder goes online, and its line onto a page.
        let base = format!("{}/vital/", stage.host.origin);
        let built = vital(home.path(), &["build", "our-catalog", "--out", "public", "--base-url", &base]);
        let said = String::from_utf8_lossy(&built.stdout);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let line = said.lines().find(|line| line.starts_with("<script")).expect("the line for a page");
        stage.host.put_folder("/vital/", &home.path().join("public"));
        let body = block("<vital-conditions></vital-conditions>").to_owned();
        let widget = stage.show_page(HostPage { head: line.to_owned(), body, ..HostPage::default() }).await;
        widget.shows("Well-being in Elm County").await;
        widget.role("link", "The Night Bus").one().await.click().await;
        widget.shows("The Night Bus").await;
        assert_eq!(stage.events("vital-error").await, Vec::<Value>::new());
    });
}

#[test]
fn faults_are_shown_as_text_and_the_panel_stays_as_the_editor_leaves_it() {
    stage_in_chromium(async |stage| {
        stage.expect("vital-live");
        let home = tempfile::tempdir().expect("a folder");
        let catalog = home.path().join("ours");
        assert!(vital(home.path(), &["new", "ours"]).status.success());
        let text = fs::read_to_string(catalog.join("home.md")).expect("the home entry");
        let hostile = "kind: <img src=x onerror=document.title=1>";
        fs::write(catalog.join("home.md"), text.replacen("kind: collection", hostile, 1)).expect("the home entry can be written");
        let server = Server::start(home.path(), &["ours"]);
        stage.browser.begin_with(include_str!("recorder.js")).await;
        stage.browser.goto(&server.address).await;
        let list = "const root = document.querySelector('vital-faults')?.shadowRoot; \
                    return root && [root.querySelector('li').textContent.includes('<img'), root.querySelectorAll('img').length, root.querySelector('details').open]";
        assert_eq!(stage.browser.until("the panel", list, &[]).await, serde_json::json!([true, 0, true]));
        stage.browser.script("document.querySelector('vital-faults').shadowRoot.querySelector('summary').click()", &[]).await;
        stage
            .browser
            .until("it is closed", &list.replace("return root &&", "return root && !root.querySelector('details').open &&"), &[])
            .await;
        fs::write(catalog.join("walking-guide.md"), "---\ntitle: [\n---\n").expect("an entry can be written");
        let more = "const root = document.querySelector('vital-faults')?.shadowRoot; \
                    return root && root.querySelectorAll('li').length > 1 && [root.querySelector('details').open]";
        assert_eq!(stage.browser.until("the panel again", more, &[]).await, serde_json::json!([false]));
        stage.browser.goto("about:blank").await;
        drop(server);
    });
}

/// Prints how long a change takes to show, for the figure in the README: `cargo test --test browser change_shows -- --nocapture`.
#[test]
fn a_change_shows_soon() {
    stage_in_chromium(async |stage| {
        stage.expect("vital-live");
        let home = tempfile::tempdir().expect("a folder");
        assert!(vital(home.path(), &["new", "ours"]).status.success());
        // The browser asks for an icon where a page names none.
        stage.expect("favicon.ico");
        let server = Server::start(home.path(), &["ours"]);
        let page = home.path().join("ours/walking-groups.md");
        let text = fs::read_to_string(&page).expect("an entry");
        stage.browser.begin_with(include_str!("recorder.js")).await;
        stage.browser.goto(&format!("{}topics/walking-groups.html", server.address)).await;
        let mut times = Vec::new();
        for round in 0..5 {
            let title = format!("Walking Groups {round}");
            let begun = Instant::now();
            fs::write(&page, text.replacen("Walking Groups", &title, 1)).expect("an entry can be written");
            let shown = format!(
                "return document.readyState === 'complete' && (document.querySelector('vital-conditions')?.shadowRoot ?? document).querySelector('h1')?.textContent === {title:?}"
            );
            stage.browser.until("the change", &shown, &[]).await;
            times.push(begun.elapsed());
        }
        times.sort();
        eprintln!("a change showed after {:?} (median of {}, {:?} to {:?})", times[2], times.len(), times[0], times[4]);
        stage.browser.goto("about:blank").await;
        drop(server);
    });
}
