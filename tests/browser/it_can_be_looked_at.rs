//! Pictures for people, in `target/screenshots/`: every state at three widths, light and dark. What a machine can say of them is
//! said here too: nothing sticks out sideways, and every picture in them was drawn.

use super::driver::Preference;
use super::host::{Fault, HostPage};
use super::keys::DOWN;
use super::languages::arabic;
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{BELONGING, CONNECTIONS, HOME, STORY, VOTING};
use serde_json::Value;

#[test]
fn the_home_entry() {
    stage(async |stage| taken(stage, "home", "", Some(HOME)).await);
}

#[test]
fn a_condition() {
    stage(async |stage| taken(stage, "belonging", "topic='belonging-and-civic-muscle'", Some(BELONGING)).await);
}

#[test]
fn a_story() {
    stage(async |stage| taken(stage, "story", "topic='belonging-and-mental-health'", Some(STORY)).await);
}

#[test]
fn a_topic_with_works_of_others() {
    stage(async |stage| taken(stage, "social-connections", "topic='social-connections'", Some(CONNECTIONS)).await);
}

#[test]
fn the_cards_layout() {
    stage(async |stage| taken(stage, "cards", "topic='belonging-and-civic-muscle' layout='cards'", Some(BELONGING)).await);
}

#[test]
fn the_compact_layout() {
    stage(async |stage| taken(stage, "compact", "topic='belonging-and-civic-muscle' layout='compact'", Some(BELONGING)).await);
}

#[test]
fn a_topic_in_arabic() {
    stage(async |stage| taken(stage, "arabic", &arabic(stage), Some("المشاركة في حياة المجتمع")).await);
}

#[test]
fn an_unknown_topic() {
    stage(async |stage| {
        stage.expect("404");
        taken(stage, "unknown", "topic='votng'", None).await;
    });
}

#[test]
fn a_failure() {
    stage(async |stage| {
        stage.expect("404");
        stage.host.fail("catalog.json", Fault::Status(404));
        taken(stage, "failure", &format!("topic='voting' {WHOLE}"), None).await;
    });
}

#[test]
fn the_map_of_a_topic() {
    stage(async |stage| opened(stage, "map", "Map").await);
}

#[test]
fn the_handout() {
    stage(async |stage| opened(stage, "handout", "Save for later").await);
}

#[test]
fn the_address_to_share() {
    stage(async |stage| opened(stage, "share", "Share").await);
}

async fn opened(stage: &Stage, name: &str, tool: &str) {
    stage.expect("layout-shift");
    for (scheme, preference) in [("light", Preference::LightScheme), ("dark", Preference::DarkScheme)] {
        stage.browser.prefer(&[preference]).await;
        for (width, attributes) in [(320, ""), (1280, WHOLE)] {
            stage.browser.resize(width, 900).await;
            show(stage, &format!("topic='voting' {attributes}"), Some(VOTING)).await;
            stage.widget().runs_on_wasm().await;
            stage.widget().role("button", tool).one().await.click().await;
            stage.widget().until("it is open", "return !!root.querySelector('.panel')").await;
            pictured(stage, &format!("{name}-{width}-{scheme}"), width).await;
        }
    }
}

#[test]
fn the_wheel_in_forced_colors() {
    stage(async |stage| {
        stage.browser.prefer(&[Preference::ForcedColors]).await;
        show(stage, "", Some(HOME)).await;
        pictured(stage, "wheel-forced-colors", 768).await;
    });
}

#[test]
fn forced_colors() {
    stage(async |stage| {
        stage.browser.prefer(&[Preference::ForcedColors, Preference::ReducedMotion]).await;
        show(stage, "topic='belonging-and-civic-muscle'", Some(BELONGING)).await;
        pictured(stage, "forced-colors", 768).await;
    });
}

async fn taken(stage: &Stage, name: &str, attributes: &str, title: Option<&str>) {
    // Sizes change under the page here; what shifts then is no fault.
    stage.expect("layout-shift");
    for (scheme, preference) in [("light", Preference::LightScheme), ("dark", Preference::DarkScheme)] {
        stage.browser.prefer(&[preference]).await;
        for width in [320, 768, 1280] {
            stage.browser.resize(width, 900).await;
            show(stage, attributes, title).await;
            pictured(stage, &format!("{name}-{width}-{scheme}"), width).await;
        }
    }
}

async fn show(stage: &Stage, attributes: &str, title: Option<&str>) {
    let body =
        format!("<main><vital-conditions {attributes}><a href='SITE/topics/voting.html'>Read it there</a></vital-conditions></main>");
    let page = HostPage { head: LOADER.to_owned(), body, root: "style='color-scheme: light dark'", ..HostPage::default() };
    let widget = stage.show_page(page).await;
    match title {
        Some(title) => widget.shows(title).await,
        None => drop(widget.any("alert").one().await),
    }
}

/// As tall as the page, so that everything is in view and every picture comes.
async fn pictured(stage: &Stage, name: &str, width: u32) {
    stage.expect("layout-shift");
    let height = stage.browser.script("return document.documentElement.scrollHeight", &[]).await.as_u64().expect("a height");
    stage.browser.resize(width, u32::try_from(height).expect("a height").clamp(300, 12_000)).await;
    let widget = stage.widget();
    widget.until("every picture", "return [...root.querySelectorAll('img')].every(one => one.complete && one.naturalWidth)").await;
    let sideways = "const wide = [...root.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.announcement')); \
                    return wide.map(one => `${one.localName}.${one.className}`)";
    assert_eq!(widget.script(sideways, Value::Null).await, serde_json::json!([]), "{name}: these stick out sideways");
    stage.browser.settle().await;
    stage.browser.screenshot(name).await;
}

#[test]
fn the_results_of_a_search() {
    stage(async |stage| {
        stage.expect("layout-shift");
        for (scheme, preference) in [("light", Preference::LightScheme), ("dark", Preference::DarkScheme)] {
            stage.browser.prefer(&[preference]).await;
            for width in [320, 390, 1280] {
                for (name, attributes, words) in [
                    ("search", "topic='voting' search".to_owned(), "civic belongng"),
                    ("search-nothing", "topic='voting' search layout='compact'".to_owned(), "xxxxxxxx"),
                    ("search-arabic", format!("{} search", arabic(stage)), "المجتمع"),
                ] {
                    stage.browser.resize(width, 900).await;
                    let body = format!("<main><vital-conditions {attributes}></vital-conditions></main>");
                    let page = HostPage { head: LOADER.to_owned(), body, root: "style='color-scheme: light dark'", ..HostPage::default() };
                    let widget = stage.show_page(page).await;
                    widget.until("the field", "return !!root?.querySelector('[role=combobox]')").await;
                    widget.any("combobox").one().await.click().await;
                    stage.browser.press(&words.chars().collect::<Vec<_>>()).await;
                    widget.until("results", "return root.querySelector('.found').hidden === false").await;
                    if name != "search-nothing" {
                        stage.browser.press(&[DOWN]).await;
                    }
                    pictured(stage, &format!("{name}-{width}-{scheme}"), width).await;
                }
            }
        }
    });
}
