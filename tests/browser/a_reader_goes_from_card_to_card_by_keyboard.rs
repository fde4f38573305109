//! The whole journey on the demo page without a mouse: cards, related topics, the way back; focus, announcements, scrolling.

use super::driver::handle;
use super::finding::{Found, Widget};
use super::keys::{ENTER, SHIFT, TAB};
use super::stage::{Stage, stage};
use super::titles::{BELONGING, ENGAGEMENT, HOME, VOTING};
use serde_json::Value;

/// More presses of Tab than any topic has links.
const MANY: usize = 150;

#[test]
fn the_journey_there_and_back() {
    stage(async |stage| {
        let widget = stage.show_demo().await;
        widget.shows(HOME).await;
        let (address, length) = (stage.browser.url().await, history_length(stage).await);

        follow(stage, widget, "article", HOME, BELONGING).await;
        arrived_further_on(widget, BELONGING, &[HOME, BELONGING]).await;
        assert!(widget.role("button", &format!("Back to {HOME}")).is_there().await);

        let left_belonging = follow(stage, widget, "navigation", &format!("Related topics: {BELONGING}"), VOTING).await;
        arrived_further_on(widget, VOTING, &[HOME, BELONGING, VOTING]).await;

        let left_voting = follow(stage, widget, "navigation", &format!("Related topics: {VOTING}"), ENGAGEMENT).await;
        arrived_further_on(widget, ENGAGEMENT, &[HOME, BELONGING, VOTING, ENGAGEMENT]).await;

        back(stage, widget, VOTING).await;
        arrived(widget, VOTING, &[HOME, BELONGING, VOTING]).await;
        assert_near(scroll(stage).await, left_voting);
        assert!(widget.role("button", &format!("Forward to {ENGAGEMENT}")).is_there().await);

        back(stage, widget, BELONGING).await;
        arrived(widget, BELONGING, &[HOME, BELONGING]).await;
        assert_near(scroll(stage).await, left_belonging);

        assert_eq!(stage.browser.url().await, address);
        assert_eq!(history_length(stage).await, length);
    });
}

#[test]
fn the_tab_key_reaches_every_card_and_control_in_reading_order() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        // From the title backwards over the trail to the page, then forwards through everything.
        let controls = "[...root.querySelectorAll('a[href], button, audio, video')].filter(one => one.getClientRects().length)";
        let all = widget.script(&format!("return {controls}.length"), Value::Null).await.as_u64().expect("a number");
        widget.script("document.body.tabIndex = -1; document.body.focus(); getSelection().collapse(document.body, 0)", Value::Null).await;
        for place in 0..all {
            stage.browser.press(&[TAB]).await;
            let script = format!(
                "const one = {controls}[given]; \
                 if (root.activeElement !== one) return `${{one.textContent}} has no focus, but ${{root.activeElement?.outerHTML}}`; \
                 if (!one.matches(':focus-visible')) return `${{one.textContent}} shows no focus`; \
                 const ringed = [[one], [one, '::after'], [one, '::before'], [one.closest('li')]].filter(([node]) => node) \
                   .some(([node, pseudo]) => {{ const style = getComputedStyle(node, pseudo); \
                     return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0; }}); \
                 return ringed || `${{one.textContent}} has no outline`"
            );
            assert_eq!(widget.script(&script, place.into()).await, true, "at control {place} of {all}");
        }
        assert!(all > 20, "the topic has many links, and {all} were seen");
    });
}

#[test]
fn the_demo_is_a_page_with_the_widget_in_it() {
    stage(async |stage| {
        let widget = stage.show_demo().await;
        widget.shows(HOME).await;
        let headings = stage.browser.script("return document.querySelectorAll('h1').length", &[]).await;
        assert_eq!(headings, 1, "the page around the widget has its own heading");
    });
}

/// Tabs to a link and presses Enter. How far the page was scrolled at that moment.
async fn follow(stage: &Stage, widget: Widget<'_>, role: &str, region: &str, name: &str) -> f64 {
    let link = first(widget, role, region, name).await;
    walk(stage, widget, &link).await;
    let left = scroll(stage).await;
    stage.browser.press(&[ENTER]).await;
    left
}

/// A topic may name an entry more than once; the first is as good as any.
async fn first<'a>(widget: Widget<'a>, role: &str, region: &str, name: &str) -> Found<'a> {
    widget.role(role, region).one().await;
    let mut links = widget.role("link", name).within(role, region).all().await;
    assert!(!links.is_empty(), "{region} has no link {name}");
    links.remove(0)
}

async fn back(stage: &Stage, widget: Widget<'_>, to: &str) {
    let button = widget.role("button", &format!("Back to {to}")).one().await;
    // From the title the way back is a few steps up.
    for _ in 0..MANY {
        stage.browser.chord(SHIFT, TAB).await;
        if has_focus(widget, &button).await {
            return stage.browser.press(&[ENTER]).await;
        }
    }
    panic!("the Tab key doesn't reach the way back to {to}");
}

async fn walk(stage: &Stage, widget: Widget<'_>, to: &Found<'_>) {
    for _ in 0..MANY {
        stage.browser.press(&[TAB]).await;
        if has_focus(widget, to).await {
            return;
        }
    }
    panic!("the Tab key doesn't reach {}", to.name);
}

async fn has_focus(widget: Widget<'_>, found: &Found<'_>) -> bool {
    widget.script("return root.activeElement === given", handle(&found.id)).await == true
}

/// The topic is shown, and whoever can't see it knows as much as whoever can.
async fn arrived_further_on(widget: Widget<'_>, title: &str, trail: &[&str]) {
    arrived(widget, title, trail).await;
    assert!(widget.role("heading", title).one().await.is_in_view().await, "the title of {title} is in the viewport");
}

/// What is the same in both directions. A step back shows what the reader saw before, wherever the title is.
async fn arrived(widget: Widget<'_>, title: &str, trail: &[&str]) {
    widget.shows(title).await;
    let heading = widget.role("heading", title).one().await;
    assert_eq!(heading.tag().await, "h2");
    assert_eq!(widget.focused().await.map(|focused| focused.id), Some(heading.id.clone()), "the title of {title} has the focus");
    assert_eq!(widget.status().await, format!("Now showing: {title}"));
    let items = widget.any("listitem").within("navigation", &format!("Trail: {title}")).all().await;
    let mut stops = Vec::new();
    for item in items {
        stops.push(item.text().await);
    }
    assert_eq!(stops, trail);
}

async fn scroll(stage: &Stage) -> f64 {
    stage.browser.script("return scrollY", &[]).await.as_f64().expect("a number")
}

async fn history_length(stage: &Stage) -> Value {
    stage.browser.script("return history.length", &[]).await
}

fn assert_near(is: f64, was: f64) {
    assert!((is - was).abs() <= 2.0, "the page was scrolled to {was} and is at {is}");
}
