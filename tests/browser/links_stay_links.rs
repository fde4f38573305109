//! A link to an entry is a real one: it can be copied, opened in a tab, and answers.

use super::driver::PATIENCE;
use super::engine::Engine;
use super::finding::{Found, Widget};
use super::keys::CONTROL;
use super::stage::{Stage, stage, stage_in};
use super::titles::{BELONGING, VOTING};
use serde_json::Value;
use std::time::{Duration, Instant};

const MIDDLE: u64 = 1;
const LEFT: u64 = 0;

/// Not in WebKit: its driver releases another button than it presses.
#[test]
fn a_middle_click_opens_a_tab() {
    stage_in(&[Engine::Chromium, Engine::Firefox], async |stage| {
        let (widget, link) = shown(stage).await;
        link.click_with(MIDDLE, None).await;
        opens_a_tab(stage, widget).await;
    });
}

#[test]
fn a_click_with_control_opens_a_tab() {
    stage(async |stage| {
        let (widget, link) = shown(stage).await;
        link.click_with(LEFT, Some(CONTROL)).await;
        opens_a_tab(stage, widget).await;
    });
}

#[test]
fn the_address_of_a_link_is_a_page_of_the_entry() {
    stage(async |stage| {
        let (_, link) = shown(stage).await;
        let address = link.script("return element.href").await;
        assert_eq!(address, format!("{}/topics/belonging-and-civic-muscle.html", stage.host.site));
        let status = stage.browser.script("return fetch(arguments[0]).then(answer => answer.status)", &[address]).await;
        assert_eq!(status, 200);
    });
}

async fn shown(stage: &Stage) -> (Widget<'_>, Found<'_>) {
    let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
    widget.shows(VOTING).await;
    (widget, widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await)
}

async fn opens_a_tab(stage: &Stage, widget: Widget<'_>) {
    let deadline = Instant::now() + PATIENCE;
    // The browser that WebKit's driver starts keeps no tabs, and follows the link. It is a link all the same.
    let has_tabs = stage.browser.engine != Engine::WebKit;
    while has_tabs && stage.browser.windows().await < 2 {
        assert!(Instant::now() < deadline, "no tab was opened");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    if has_tabs {
        assert_eq!(widget.script("return widget.current", Value::Null).await, "voting");
        assert_eq!(stage.events("vital-navigate").await.len(), 0);
    }
    let page = "/topics/belonging-and-civic-muscle.html";
    while stage.host.count(page) == 0 {
        assert!(Instant::now() < deadline, "the tab doesn't ask for the entry's own page");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}
