//! The host's own colours by `--vital-*`: kept where they can be read on each other, mended where they can't.

use super::anyone_can_read_it::finds_nothing;
use super::driver::Preference;
use super::host::HostPage;
use super::stage::{LOADER, Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

#[test]
fn colors_that_can_be_read_stay() {
    stage(async |stage| {
        let chosen = "--vital-color: #1b1b1b; --vital-background: #fff8e7; --vital-link-color: #00457c";
        show(stage, chosen).await;
        assert_eq!(colors(stage).await, json!(["rgb(27, 27, 27)", "rgb(255, 248, 231)", "rgb(0, 69, 124)"]));
        finds_nothing(stage, "a page with colours that can be read").await;
    });
}

#[test]
fn colors_that_cannot_be_read_are_mended() {
    stage(async |stage| {
        for (chosen, scheme) in [
            ("--vital-color: #aaa; --vital-background: #fff", Preference::LightScheme),
            ("--vital-background: #003366", Preference::LightScheme),
            ("--vital-color: white; --vital-background: #003366; --vital-link-color: #224466", Preference::LightScheme),
            ("--vital-background: oklch(0.97 0.02 90)", Preference::DarkScheme),
            ("--vital-link-color: hotpink", Preference::LightScheme),
        ] {
            stage.browser.prefer(&[scheme]).await;
            show(stage, chosen).await;
            finds_nothing(stage, chosen).await;
            stage.widget().goes_on_to("belonging-and-civic-muscle").await;
            stage.widget().shows(BELONGING).await;
            finds_nothing(stage, &format!("a step on, with {chosen}")).await;
        }
    });
}

#[test]
fn nothing_is_loaded_for_it_where_a_page_chooses_none() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        widget.runs_on_wasm().await;
        assert_eq!(stage.host.count("contrast."), 0);
    });
}

async fn show(stage: &Stage, chosen: &str) {
    stage.expect("layout-shift");
    let body = format!("<main><h1>A host page</h1><vital-conditions topic='voting' style='{chosen}'></vital-conditions></main>");
    let page = HostPage {
        head: LOADER.to_owned(),
        body,
        root: "style='color-scheme: light dark; color: CanvasText; background: Canvas'",
        ..HostPage::default()
    };
    let widget = stage.show_page(page).await;
    widget.shows(VOTING).await;
    widget.runs_on_wasm().await;
    widget.until("it has been looked at", "return root.adoptedStyleSheets.length >= 3").await;
    stage.browser.settle().await;
}

async fn colors(stage: &Stage) -> Value {
    let script = "const style = getComputedStyle(root.querySelector('.vital')); \
                  return [style.color, style.backgroundColor, getComputedStyle(root.querySelector('.topic p:not([class]) a')).color]";
    stage.widget().script(script, Value::Null).await
}
