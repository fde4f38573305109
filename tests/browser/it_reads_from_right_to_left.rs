//! Content in Arabic is read from right to left wherever it stands, and content in English from left to right.

use super::host::{Fault, HostPage};
use super::languages::arabic;
use super::stage::{LOADER, Stage, stage};
use super::titles::{BELONGING, VOTING};
use super::{finding::Widget, site};
use serde_json::{Value, json};

const COMMUNITY: &str = "المشاركة في حياة المجتمع";
const HOUSING: &str = "السكن اللائق";

/// A name as it stands in an Arabic sentence: whichever way it is read, it leaves the rest alone.
fn named(sentence: &str, name: &str) -> String {
    sentence.replace("{}", &format!("\u{2068}{name}\u{2069}"))
}

async fn shown<'a>(stage: &'a Stage, root: &'static str) -> Widget<'a> {
    let body = format!("<vital-conditions {}></vital-conditions>", arabic(stage));
    let widget = stage.show_page(HostPage { head: LOADER.to_owned(), body, root, ..HostPage::default() }).await;
    widget.shows(COMMUNITY).await;
    widget
}

/// Direction as it is used, of the first element that a selector finds.
async fn direction(widget: Widget<'_>, selector: &str) -> Value {
    widget.script("return getComputedStyle(root.querySelector(given)).direction", selector.into()).await
}

#[test]
fn an_arabic_catalog_stands_right_to_left_in_an_english_page() {
    stage(async |stage| {
        let widget = shown(stage, "").await;
        assert_eq!(widget.any("article").one().await.attribute("dir").await.as_deref(), Some("rtl"));
        for selector in [".vital", ".title", ".byline", ".related", "[data-entry=housing]"] {
            assert_eq!(direction(widget, selector).await, "rtl", "{selector}");
        }
        assert_eq!(direction(widget, ".card:has([data-entry=voting])").await, "ltr", "a card of an English entry");
        let label = "return root.querySelector('.card:has([data-entry=voting]) .label').dir";
        assert_eq!(widget.script(label, Value::Null).await, "rtl", "what is said of it is in Arabic");
        // The line beside a quotation is at its start.
        let line = "const style = getComputedStyle(root.querySelector('.quote')); return [style.borderRightWidth, style.borderLeftWidth].map(parseFloat)";
        let line = widget.script(line, Value::Null).await;
        assert!(line[0].as_f64() > Some(0.0) && line[1] == 0, "{line}");
        assert_eq!(widget.script("return getComputedStyle(root.querySelector('.label')).letterSpacing", Value::Null).await, "normal");
    });
}

#[test]
fn its_words_are_arabic_and_its_arrows_point_the_other_way() {
    stage(async |stage| {
        let widget = shown(stage, "").await;
        widget.role("link", HOUSING).within("navigation", &named("مواضيع ذات صلة: {}", COMMUNITY)).one().await.click().await;
        widget.shows(HOUSING).await;
        assert_eq!(widget.status().await, named("المعروض الآن: {}", HOUSING));
        widget.role("navigation", &named("المسار: {}", HOUSING)).one().await;
        widget.role("button", &named("العودة إلى {}", COMMUNITY)).one().await;
        let arrow = "return getComputedStyle(root.querySelector('.back'), '::before').transform";
        assert_eq!(widget.script(arrow, Value::Null).await, "matrix(-1, 0, 0, 1, 0, 0)");
        let sides = "const [back, here] = ['.back', '[aria-current]'].map(one => root.querySelector(one).getBoundingClientRect()); return back.left >= here.right";
        assert_eq!(widget.script(sides, Value::Null).await, true, "the way back comes first, on the right");
        stage.browser.screenshot("in-arabic").await;
    });
}

#[test]
fn an_english_entry_in_it_stands_left_to_right() {
    stage(async |stage| {
        let widget = shown(stage, "").await;
        widget.goes_on_to("voting").await;
        widget.shows("Voting (in person)").await;
        assert_eq!(direction(widget, "article").await, "ltr");
        for selector in [".vital", ".trail", ".label", ".byline", ".related > h3"] {
            assert_eq!(direction(widget, selector).await, "rtl", "{selector}");
        }
        let label = widget
            .script("const label = root.querySelector('.topic > header > .label'); return [label.lang, label.textContent]", Value::Null);
        assert_eq!(label.await, json!(["ar", "موضوع English"]));
        let starts = "return [...root.querySelectorAll('.topic > header > *, .related > h3')].map(one => getComputedStyle(one).textAlign)";
        let starts = widget.script(starts, Value::Null).await;
        let is_left = |side: &Value| side == "left" || side == "start" || side == "-webkit-left";
        assert!(starts.as_array().is_some_and(|sides| sides.len() == 4 && sides.iter().all(is_left)), "at the side of the title: {starts}");
        stage.browser.screenshot("english-in-arabic").await;
    });
}

#[test]
fn an_english_catalog_stands_left_to_right_in_an_arabic_page() {
    stage(async |stage| {
        // The root of such a page shifts as it grows.
        stage.expect("layout-shift");
        let body = "<vital-conditions topic='voting' lang='en'></vital-conditions>".to_owned();
        let widget = stage.show_page(HostPage { head: LOADER.to_owned(), body, root: "dir='rtl'", ..HostPage::default() }).await;
        widget.shows(VOTING).await;
        assert_eq!(direction(widget, ".topic").await, "ltr");
        widget.runs_on_wasm().await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        for selector in [".topic", ".trail"] {
            assert_eq!(direction(widget, selector).await, "ltr", "{selector}");
        }
    });
}

#[test]
fn a_step_by_fragments_reads_as_its_fragment_says() {
    stage(async |stage| {
        stage.host.fail(".wasm", Fault::Hang);
        let file = site::folder().join("t/belonging-and-civic-muscle.json");
        let mut fragment: Value = serde_json::from_slice(&std::fs::read(file).expect("a fragment")).expect("JSON");
        fragment["dir"] = "rtl".into();
        fragment["nodes"][1]["dir"] = "rtl".into();
        stage.host.fail("t/belonging-and-civic-muscle.json", Fault::Text(fragment.to_string()));
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        for selector in [".topic", ".trail"] {
            assert_eq!(direction(widget, selector).await, "rtl", "{selector}");
        }
    });
}
