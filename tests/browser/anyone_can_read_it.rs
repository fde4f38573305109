//! What axe-core finds of the rules for accessible content, in every state, light and dark. It must find nothing.

use super::a_reader_searches::types;
use super::driver::Preference;
use super::host::{Fault, HostPage};
use super::keys::DOWN;
use super::site;
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{BELONGING, CONNECTIONS, HOME, STORY, VOTING};
use serde_json::Value;

#[test]
fn the_home_entry() {
    stage(async |stage| in_both_schemes(stage, "seven-vital-conditions", HOME).await);
}

#[test]
fn a_condition() {
    stage(async |stage| in_both_schemes(stage, "belonging-and-civic-muscle", BELONGING).await);
}

#[test]
fn a_story() {
    stage(async |stage| in_both_schemes(stage, "belonging-and-mental-health", STORY).await);
}

#[test]
fn a_topic_with_works_of_others() {
    stage(async |stage| in_both_schemes(stage, "social-connections", CONNECTIONS).await);
}

#[test]
fn a_topic_that_was_stepped_to() {
    stage(async |stage| {
        show(stage, "<vital-conditions topic='voting'></vital-conditions>").await;
        let widget = stage.widget();
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        widget.role("button", "Back to Voting").one().await.click().await;
        widget.shows(VOTING).await;
        finds_nothing(stage, "a trail with a way back and one forward").await;
    });
}

#[test]
fn what_the_tools_open() {
    stage(async |stage| {
        stage.expect("layout-shift");
        for scheme in SCHEMES {
            stage.browser.prefer(&[scheme]).await;
            // Beside a topic that the loader drew, and below one that the wasm drew.
            for attributes in ["", WHOLE] {
                for tool in ["Map", "Share", "Save for later"] {
                    show(stage, &format!("<vital-conditions topic='voting' {attributes}></vital-conditions>")).await;
                    let widget = stage.widget();
                    widget.shows(VOTING).await;
                    widget.runs_on_wasm().await;
                    widget.role("button", tool).one().await.click().await;
                    widget.until("it is open", "return !!root.querySelector('.panel')").await;
                    finds_nothing(stage, &format!("{tool}, {scheme:?}")).await;
                }
            }
        }
    });
}

#[test]
fn what_a_search_finds() {
    stage(async |stage| {
        for scheme in SCHEMES {
            stage.browser.prefer(&[scheme]).await;
            for words in ["belongng", "xxxxxxxx"] {
                show(stage, "<vital-conditions topic='voting' search></vital-conditions>").await;
                let widget = stage.widget();
                types(stage, widget, words).await;
                stage.browser.press(&[DOWN]).await;
                finds_nothing(stage, &format!("{words}, {scheme:?}")).await;
            }
        }
    });
}

#[test]
fn an_unknown_topic() {
    stage(async |stage| {
        stage.expect("404");
        for scheme in SCHEMES {
            stage.browser.prefer(&[scheme]).await;
            show(stage, "<vital-conditions topic='votng'></vital-conditions>").await;
            stage.widget().any("alert").one().await;
            finds_nothing(stage, "unknown topic").await;
        }
    });
}

#[test]
fn a_failure() {
    stage(async |stage| {
        stage.expect("404");
        stage.host.fail("catalog.json", Fault::Status(404));
        for scheme in SCHEMES {
            stage.browser.prefer(&[scheme]).await;
            show(
                stage,
                &format!("<vital-conditions topic='voting' {WHOLE}><a href='SITE/topics/voting.html'>Voting</a></vital-conditions>"),
            )
            .await;
            stage.widget().any("alert").one().await;
            finds_nothing(stage, "failure").await;
        }
    });
}

#[test]
fn two_widgets_on_one_page() {
    stage(async |stage| {
        // The page keeps no place free for the first, and the second moves.
        stage.expect("layout-shift");
        show(
            stage,
            "<vital-conditions topic='voting'></vital-conditions><vital-conditions topic='hate' layout='cards'></vital-conditions>",
        )
        .await;
        stage.nth(0).shows(VOTING).await;
        stage.nth(1).shows("Hate").await;
        finds_nothing(stage, "two widgets").await;
    });
}

#[test]
fn the_demo_page() {
    stage(async |stage| {
        stage.show_demo().await.shows(HOME).await;
        finds_nothing(stage, "demo").await;
    });
}

const SCHEMES: [Preference; 2] = [Preference::LightScheme, Preference::DarkScheme];

async fn in_both_schemes(stage: &Stage, topic: &str, title: &str) {
    for scheme in SCHEMES {
        stage.browser.prefer(&[scheme]).await;
        show(stage, &format!("<vital-conditions topic='{topic}'></vital-conditions>")).await;
        stage.widget().shows(title).await;
        finds_nothing(stage, &format!("{topic}, {scheme:?}")).await;
    }
}

async fn show(stage: &Stage, widgets: &str) {
    let body = format!("<main><h1>A host page</h1>{widgets}</main>");
    let page = HostPage {
        head: LOADER.to_owned(),
        body,
        root: "style='color-scheme: light dark; color: CanvasText; background: Canvas'",
        ..HostPage::default()
    };
    stage.show_page(page).await;
}

/// Looks at the page as it is now.
pub async fn finds_nothing(stage: &Stage, what: &str) {
    // Until it has been drawn, what was shown before may still lend it its look.
    stage.browser.settle().await;
    // So may what was just gone to, which comes in softly.
    let rest = "return Promise.all([...document.querySelectorAll('vital-conditions')].flatMap(one => one.shadowRoot ? one.shadowRoot.getAnimations() : []) \
                .filter(one => one.effect.getComputedTiming().endTime < Infinity).map(one => one.finished.catch(() => {}))).then(() => true)";
    stage.browser.script(rest, &[]).await;
    stage.browser.script(site::axe(), &[]).await;
    let script = "return axe.run(document, { resultTypes: ['violations'] }).then(found => [found.passes.length, \
                  found.violations.map(rule => `${rule.id}: ${rule.help}: ` + rule.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; '))])";
    let found = stage.browser.script(script, &[]).await;
    assert!(found[0].as_u64() > Some(10), "axe-core looked at the page of {what}");
    let violations: Vec<&str> = found[1].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(violations.is_empty(), "{what}:\n{}", violations.join("\n"));
}
