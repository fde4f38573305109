//! What readers set for themselves: larger text, wider spacing, a narrow window, less motion, colours of their own.

use super::driver::Preference;
use super::finding::Widget;
use super::stage::{Stage, WHOLE, stage};
use super::titles::{BELONGING, HOME, STORY, VOTING};
use serde_json::{Value, json};

/// Topics with all that there is to draw, and their titles.
const TOPICS: [(&str, &str); 4] = [
    ("seven-vital-conditions", HOME),
    ("belonging-and-civic-muscle", BELONGING),
    ("belonging-and-mental-health", STORY),
    ("voting", VOTING),
];

/// Elements whose text is cut off or sticks out of the widget. What screen readers alone are told is not meant to be seen.
const CUT: &str = "return [...root.querySelectorAll('.vital *')].filter(one => !one.closest('.announcement, svg') && one.getClientRects().length && ( \
    (getComputedStyle(one).overflow !== 'visible' && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) \
    || one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)) \
    .map(one => `${one.localName}.${one.getAttribute('class')}: ${one.textContent.slice(0, 40)}`)";

#[test]
fn text_may_be_spaced_wider() {
    stage(async |stage| {
        // The values of WCAG 2.2, 1.4.12, as a reader's own stylesheet brings them.
        let spacing = "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; \
            word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'); root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]";
        everywhere(stage, &[320, 1280], spacing, CUT).await;
    });
}

#[test]
fn text_may_be_twice_as_large() {
    stage(async |stage| everywhere(stage, &[640, 1280], "widget.style.fontSize = '200%'", CUT).await);
}

#[test]
fn a_window_may_be_as_narrow_as_at_four_hundred_percent() {
    // 1280 CSS pixels at 400 % are 320 (WCAG 2.2, 1.4.10), and turned, a telephone is wide and low (1.3.4).
    stage(async |stage| everywhere(stage, &[320, 568], "", CUT).await);
}

#[test]
fn whatever_is_pressed_is_large_enough() {
    stage(async |stage| {
        // WCAG 2.2, 2.5.8: 24 CSS pixels, or so much distance to the next; links in running text are excepted.
        let small = "const targets = [...root.querySelectorAll('a[href], button')].filter(one => one.getClientRects().length && !one.matches('.topic p a, .topic li:not(.card) a, figcaption a')); \
            const box = one => (one.closest('.card') || one).getBoundingClientRect(); \
            const middle = one => { const { x, y, width, height } = box(one); return [x + width / 2, y + height / 2] }; \
            const near = one => targets.some(other => other !== one && box(other).x !== box(one).x && Math.hypot(...middle(one).map((at, axis) => at - middle(other)[axis])) < 24); \
            return targets.filter(one => (box(one).width < 24 || box(one).height < 24) && near(one)).map(one => one.textContent)";
        everywhere(stage, &[320, 1280], "", small).await;
    });
}

#[test]
fn controls_can_be_told_from_what_is_behind_them() {
    stage(async |stage| {
        // WCAG 2.2, 1.4.11: 3:1 between a button's border and what it stands on.
        let faint = "const parsed = color => color.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255); \
            const light = color => { const [r, g, b] = parsed(color).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b }; \
            const base = light(getComputedStyle(root.querySelector('.vital')).backgroundColor); \
            return [...root.querySelectorAll('button')].map(one => [one.textContent, light(getComputedStyle(one).borderTopColor)]) \
              .filter(([, border]) => (Math.max(base, border) + 0.05) / (Math.min(base, border) + 0.05) < 3)";
        for scheme in [Preference::LightScheme, Preference::DarkScheme] {
            stage.browser.prefer(&[scheme]).await;
            everywhere(stage, &[1280], "", faint).await;
        }
    });
}

#[test]
fn nothing_moves_for_those_who_want_no_motion() {
    stage(async |stage| {
        stage.browser.prefer(&[Preference::ReducedMotion]).await;
        let moving = "return [...root.querySelectorAll('*')].filter(one => [null, '::before', '::after'].some(part => { const style = getComputedStyle(one, part); \
            return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none' })).map(one => one.outerHTML.slice(0, 80))";
        everywhere(stage, &[1280], "", moving).await;
    });
}

#[test]
fn a_topic_that_is_gone_to_comes_in_softly_where_motion_is_welcome() {
    for reduced in [false, true] {
        stage(async |stage| {
            stage.expect("layout-shift");
            if reduced {
                stage.browser.prefer(&[Preference::ReducedMotion]).await;
            }
            let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
            widget.is_ready().await;
            let animation = "return getComputedStyle(root.querySelector('article')).animationName !== 'none'";
            assert_eq!(widget.script(animation, Value::Null).await, false, "the first is there at once");
            for topic in ["racism", "hate"] {
                widget.goes_on_to(topic).await;
                assert_eq!(widget.script(animation, Value::Null).await, !reduced, "{topic}");
                // By fragments first, then by wasm.
                widget.runs_on_wasm().await;
            }
        });
    }
}

/// Does something to each topic with its map open, at each width, and asks for faults, of which there may be none.
async fn everywhere(stage: &Stage, widths: &[u32], doing: &str, faults: &str) {
    stage.expect("layout-shift");
    for width in widths {
        stage.browser.resize(*width, 900).await;
        for (topic, title) in TOPICS {
            let widget = stage
                .show(&format!("<style>body {{ margin: 0 }}</style><vital-conditions topic='{topic}' {WHOLE}></vital-conditions>"))
                .await;
            widget.shows(title).await;
            widget.runs_on_wasm().await;
            open_map(widget).await;
            widget.script(doing, Value::Null).await;
            stage.browser.settle().await;
            assert_eq!(widget.script(faults, Value::Null).await, json!([]), "{topic} at {width} px");
        }
    }
}

async fn open_map(widget: Widget<'_>) {
    widget.role("button", "Map").one().await.click().await;
    widget.until("it is open", "return !!root.querySelector('.panel')").await;
}
