//! Layout shifts that no reader has caused: none on the demo, from the first paint until nothing more comes.

use super::host::{Fault, HostPage};
use super::stage::{LOADER, STILL, Stage, stage_in_chromium};
use super::titles::HOME;
use std::time::Duration;

#[test]
fn on_the_demo_at_the_width_of_a_desk() {
    stage_in_chromium(async |stage| stays_still(stage, 1280, 900).await);
}

#[test]
fn on_the_demo_at_the_width_of_a_telephone() {
    stage_in_chromium(async |stage| stays_still(stage, 360, 740).await);
}

#[test]
fn on_the_demo_over_a_slow_connection() {
    stage_in_chromium(async |stage| {
        for part in ["styles", ".wasm", "/t/", "/entries/"] {
            stage.host.fail(part, Fault::Late(Duration::from_millis(900)));
        }
        stays_still(stage, 1280, 900).await;
    });
}

#[test]
fn on_a_page_with_text_below_the_widget() {
    stage_in_chromium(async |stage| {
        stage.browser.resize(1280, 900).await;
        // The one line by which a page keeps the place free.
        let head = format!("{LOADER}<style>vital-conditions {{ display: block; min-height: 100vh }}</style>");
        let body = "<main><h1>Host</h1><vital-conditions></vital-conditions><p>Text of the host page</p></main>".to_owned();
        stage.show_page(HostPage { head, body, ..HostPage::default() }).await.shows(HOME).await;
        tokio::time::sleep(Duration::from_millis(600)).await;
        assert_still(stage, 1280).await;
    });
}

async fn stays_still(stage: &Stage, width: u32, height: u32) {
    stage.browser.resize(width, height).await;
    stage.show_demo().await.shows(HOME).await;
    let idle = "return [...document.images, ...document.querySelector('vital-conditions').shadowRoot.querySelectorAll('img')] \
                .filter(one => { const { top, bottom } = one.getBoundingClientRect(); return bottom > 0 && top < innerHeight }).every(one => one.complete)";
    stage.browser.until("the pictures in view", idle, &[]).await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_still(stage, width).await;
}

async fn assert_still(stage: &Stage, width: u32) {
    let (score, moved) = stage.shifts().await;
    println!("layout shift at {width} px: {score:.4}");
    assert!(score < STILL, "the layout shifted by {score:.4} at {width} px:\n{}", moved.join("\n"));
    let wide = stage.browser.script("return document.documentElement.scrollWidth <= document.documentElement.clientWidth", &[]).await;
    assert_eq!(wide, true, "nothing sticks out sideways at {width} px");
}
