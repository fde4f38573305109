//! The one check of every host page: the widget is what it is on a bare page, and the page is what it was.

use super::description::{End, Page};
use super::packages;
use crate::finding::Widget;
use crate::stage::{Stage, stage};
use crate::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

/// Shows the page in each engine, reads a topic, takes a step and goes back, and looks at everything again.
pub fn check(page: &Page) {
    stage(async |stage| {
        shows(stage, page).await;
        holds(stage, page).await;
    });
}

/// Puts the page up and opens it.
pub async fn shows(stage: &Stage, page: &Page) {
    // Few hosts keep a place free.
    stage.expect("layout-shift");
    page.troubles.iter().for_each(|trouble| stage.expect(trouble));
    stage.browser.resize(page.viewport.0, page.viewport.1).await;
    let text = page.text(&stage.host.recorder());
    for (path, folder) in packages::folders(&text) {
        stage.host.put_folder(path, &folder);
    }
    let url = stage.host.put_document("/host.html", page.kind, &page.headers, &text);
    stage.browser.goto(&url).await;
}

/// What holds of the page that is open, and of its first widget.
pub async fn holds(stage: &Stage, page: &Page) {
    let widget = stage.widget();
    let mut here = None;
    match page.end {
        End::Whole => {
            widget.shows(VOTING).await;
            widget.is_ready().await;
            is_untouched(stage).await;
            here = Some(Look::of(widget).await);
            there_and_back(widget, true).await;
            assert_eq!(stage.events("vital-error").await, [] as [Value; 0]);
        }
        End::Reading(kind) => {
            widget.shows(VOTING).await;
            there_and_back(widget, false).await;
            stage
                .browser
                .until("what is in the way is said", "return __heard.events.some(event => event.name === 'vital-error')", &[])
                .await;
            assert_eq!(kinds(stage).await, [kind]);
        }
        End::Fallback(kind) => {
            stage
                .browser
                .until("what is in the way is said", "return __heard.events.some(event => event.name === 'vital-error')", &[])
                .await;
            let fallback =
                "const link = widget.querySelector('a'); return link.getClientRects().length > 0 && getComputedStyle(link).visibility";
            assert_eq!(widget.script(fallback, Value::Null).await, "visible", "the fallback can be read");
            assert_eq!(kinds(stage).await, [kind]);
        }
    }
    let changes = stage.browser.script("return __inventory.changes(arguments[0])", &[page.own.into()]).await;
    assert_eq!(changes, json!([]), "the page is another");
    let [before, after] =
        [stage.browser.script("return __inventory.first", &[]).await, stage.browser.script("return __inventory.around()", &[]).await];
    assert_eq!(before, after, "what is round the page is another");
    stage.nothing_went_wrong().await;
    if let Some(here) = here {
        here.compare_with_a_bare_page(stage).await;
    }
}

/// Until the reader does something the page neither scrolls nor loses the focus.
async fn is_untouched(stage: &Stage) {
    let kept = stage.browser.script("return [__inventory.isFocusKept(), __inventory.scrolls]", &[]).await;
    assert_eq!(kept, json!([true, []]), "the focus is kept, and nothing scrolls");
}

async fn there_and_back(widget: Widget<'_>, by_wasm: bool) {
    widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
    widget.shows(BELONGING).await;
    if by_wasm {
        widget.runs_on_wasm().await;
    }
    widget.role("button", "Back to Voting").one().await.click().await;
    widget.shows(VOTING).await;
}

async fn kinds(stage: &Stage) -> Vec<String> {
    let kinds = stage.events("vital-error").await;
    kinds.iter().filter_map(|event| event["detail"]["kind"].as_str()).map(str::to_owned).collect()
}

/// How a topic looks in its place.
struct Look {
    parts: Value,
    place: Value,
}

impl Look {
    async fn of(widget: Widget<'_>) -> Look {
        let place = "const style = getComputedStyle(widget); \
            return { width: root.querySelector('.vital').getBoundingClientRect().width, 'font-size': style.fontSize, 'color-scheme': style.colorScheme, direction: style.direction }";
        Look { parts: widget.script(include_str!("inside.js"), Value::Null).await, place: widget.script(place, Value::Null).await }
    }

    /// On a page without any styles, in a place of the same width, size of text, colour scheme and direction, it looks the same.
    async fn compare_with_a_bare_page(self, stage: &Stage) {
        let width = self.place["width"].as_f64().expect("a width");
        let style = |name: &str| self.place[name].as_str().unwrap_or_default().to_owned();
        let [size, scheme, direction] = ["font-size", "color-scheme", "direction"].map(style);
        let widget = stage
            .show(&format!(
                "<style>body {{ margin: 0 }}</style>\
                 <div style='width: {width}px; font-size: {size}; color-scheme: {scheme}; direction: {direction}'>\
                 <vital-conditions topic='voting'></vital-conditions></div>"
            ))
            .await;
        widget.shows(VOTING).await;
        widget.is_ready().await;
        let bare = Look::of(widget).await;
        let (here, there) = (parts(&self.parts), parts(&bare.parts));
        let without = |some: &serde_json::Map<String, Value>, of: &serde_json::Map<String, Value>| {
            some.keys().filter(|part| !of.contains_key(*part)).cloned().collect::<Vec<_>>()
        };
        assert_eq!(
            [without(here, there), without(there, here)],
            [const { Vec::<String>::new() }; 2],
            "parts that are here alone, or there alone"
        );
        assert!(here.len() > 20, "a whole topic is compared: {here:?}");
        let mut others = Vec::new();
        for (part, properties) in here {
            for (property, value) in parts(properties) {
                let expected = &there[part][property];
                if expected != value {
                    others.push(format!("{part} {{ {property}: {value} }} instead of {expected}"));
                }
            }
        }
        assert!(
            others.is_empty(),
            "{} properties differ, in a place {}:\n{}",
            others.len(),
            self.place,
            others[..others.len().min(40)].join("\n")
        );
    }
}

fn parts(value: &Value) -> &serde_json::Map<String, Value> {
    value.as_object().expect("an object")
}
