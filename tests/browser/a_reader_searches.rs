//! A reader types into the search field, and goes on to what is found, by keyboard and by mouse.

use super::finding::Widget;
use super::keys::{DOWN, ENTER, ESCAPE, HOME as TO_THE_START, TAB, UP};
use super::stage::{Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

pub const FIELD: &str = "Search topics";

const ELEMENT: &str = "<vital-conditions topic='voting' search></vital-conditions>";

#[test]
fn a_mistyped_word_finds_what_was_meant() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        types(stage, widget, "belongng").await;
        assert!(options(widget).await[0].starts_with(BELONGING));
        assert_eq!(marked(widget).await[0], "Belonging");
        stage.browser.press(&[ENTER]).await;
        widget.shows(BELONGING).await;
        arrived(stage, "voting").await;
        assert_eq!(widget.focused().await.map(|focused| focused.name), Some(BELONGING.to_owned()), "as after each step");
    });
}

#[test]
fn arrow_keys_walk_the_results_and_the_field_keeps_the_focus() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        let field = widget.role("combobox", FIELD).one().await;
        assert_eq!(field.attribute("aria-expanded").await.as_deref(), Some("false"));
        types(stage, widget, "belonging").await;
        assert_eq!(field.attribute("aria-expanded").await.as_deref(), Some("true"));
        let list = widget.role("listbox", FIELD).one().await;
        assert_eq!(field.attribute("aria-controls").await, list.attribute("id").await);
        let options = widget.any("option").within("listbox", FIELD).all().await;
        assert_eq!(options.len(), 8);
        let reached = async || {
            let script = "const id = root.activeElement.getAttribute('aria-activedescendant'); \
                          const all = [...root.querySelectorAll('[role=option]')]; \
                          return [all.findIndex(one => one.id === id), all.findIndex(one => one.ariaSelected === 'true')]";
            widget.script(script, Value::Null).await
        };
        assert_eq!(reached().await, json!([-1, -1]));
        for (key, at) in [(DOWN, 0), (DOWN, 1), (UP, 0), (UP, -1), (UP, 7), (DOWN, -1), (DOWN, 0), (TO_THE_START, -1), (DOWN, 0)] {
            stage.browser.press(&[key]).await;
            assert_eq!(reached().await, json!([at, at]));
        }
        assert_eq!(widget.focused().await.map(|focused| focused.name).as_deref(), Some(FIELD));
        // Escape closes, and then clears.
        stage.browser.press(&[ESCAPE]).await;
        assert_eq!(field.attribute("aria-expanded").await.as_deref(), Some("false"));
        assert!(!widget.role("listbox", FIELD).is_there().await);
        assert_eq!(field.script("return element.value").await, "belonging");
        stage.browser.press(&[ESCAPE]).await;
        assert_eq!(field.script("return element.value").await, "");
    });
}

#[test]
fn a_click_goes_on_to_a_result() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        types(stage, widget, "belonging").await;
        widget.role_starting("option", BELONGING).within("listbox", FIELD).one().await.click().await;
        widget.shows(BELONGING).await;
        arrived(stage, "voting").await;
        assert!(!widget.any("option").is_there().await, "what was found is closed");
        widget.role("button", "Back to Voting").one().await.click().await;
        widget.shows(VOTING).await;
    });
}

#[test]
fn what_was_found_is_told_once_nothing_is_typed_any_more() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        types(stage, widget, "civic").await;
        // Each letter is answered.
        let whole = "const { textContent } = root.querySelector('.told'); return textContent.includes('best') && textContent";
        let told = widget.until("more than are shown", whole).await.as_str().expect("a text").to_owned();
        assert!(told.ends_with(" topics found. The best 8 are shown."), "{told}");
        says(widget, &told).await;
        // By the wasm as by what reads fragments.
        widget.runs_on_wasm().await;
        types(stage, widget, " technology").await;
        widget.until("another count", &format!("return root.querySelector('.told').textContent !== {told:?}")).await;
        let told = widget.script("return root.querySelector('.told').textContent", Value::Null).await;
        says(widget, told.as_str().expect("a text")).await;
        assert_eq!(widget.any("status").all().await.len(), 1);
    });
}

#[test]
fn nothing_found_says_what_to_try() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        types(stage, widget, "xxxxxxxx").await;
        assert!(!widget.any("option").is_there().await);
        let field = widget.role("combobox", FIELD).one().await;
        assert_eq!(field.attribute("aria-expanded").await.as_deref(), Some("false"), "there is no list");
        says(widget, "Nothing was found for “xxxxxxxx”. Check the spelling, or try other or fewer words.").await;
    });
}

#[test]
fn results_are_narrowed_down_by_kind_and_condition() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        types(stage, widget, "belonging").await;
        let all = options(widget).await;
        stage.browser.press(&[TAB]).await;
        assert_eq!(widget.focused().await.map(|focused| focused.name).as_deref(), Some("Kind"), "the list stays open");
        stage.browser.press(&['S', 't']).await;
        widget
            .until("stories alone", "return [...root.querySelectorAll('.found .label')].every(one => one.textContent.startsWith('Story'))")
            .await;
        assert!(!options(widget).await.is_empty());
        stage.browser.press(&[TAB]).await;
        assert_eq!(widget.focused().await.map(|focused| focused.name).as_deref(), Some("Vital condition"));
        stage.browser.press(&['H', 'u']).await;
        widget.until("other results", "return !root.querySelector('.found [role=option]')").await;
        stage.browser.press(&[ESCAPE]).await;
        assert_eq!(widget.focused().await.map(|focused| focused.name).as_deref(), Some(FIELD));
        // What is chosen stays chosen until it is changed.
        widget.script("for (const one of root.querySelectorAll('select')) { one.value = ''; one.dispatchEvent(new Event('change', { bubbles: true })) }", Value::Null).await;
        widget.until("all of them", "return root.querySelectorAll('[role=option]').length === 8").await;
        assert_eq!(options(widget).await, all);
    });
}

#[test]
fn who_leaves_the_field_closes_what_was_found() {
    stage(async |stage| {
        let widget = stage.show(&format!("<button id='other'>Elsewhere</button>{ELEMENT}")).await;
        types(stage, widget, "belonging").await;
        stage.browser.script("document.getElementById('other').focus()", &[]).await;
        widget.until("it is closed", "return root.querySelector('.found').hidden").await;
        // What was typed is there still, and so is what it finds.
        widget.role("combobox", FIELD).one().await.click().await;
        stage.browser.press(&[DOWN]).await;
        found(widget).await;
    });
}

/// Turns to the field, types, and waits until that is answered.
pub async fn types(stage: &Stage, widget: Widget<'_>, text: &str) {
    widget.role("combobox", FIELD).one().await.click().await;
    stage.browser.press(&text.chars().collect::<Vec<_>>()).await;
    found(widget).await;
}

/// Waits until what is typed is answered.
pub async fn found(widget: Widget<'_>) {
    let script =
        "const found = root.querySelector('.found'); return !!found && !found.hidden && !!found.querySelector('.told').textContent";
    widget.until("the results", script).await;
}

/// The names of what was found.
pub async fn options(widget: Widget<'_>) -> Vec<String> {
    widget.any("option").within("listbox", FIELD).all().await.into_iter().map(|option| option.name).collect()
}

/// What is marked in it.
async fn marked(widget: Widget<'_>) -> Vec<String> {
    let marked = widget.script("return [...root.querySelectorAll('mark')].map(one => one.textContent)", Value::Null).await;
    marked.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Waits until assistive technology was told this.
async fn says(widget: Widget<'_>, text: &str) {
    widget.until(text, &format!("return root.querySelector('[role=status]').textContent === {text:?}")).await;
}

/// The last step was to Belonging, by searching.
pub async fn arrived(stage: &Stage, from: &str) {
    let step = stage.events("vital-navigated").await.pop().expect("an event");
    assert_eq!(step["detail"], json!({ "from": from, "to": "belonging-and-civic-muscle", "title": BELONGING, "cause": "search" }));
    let before = stage.events("vital-navigate").await.pop().expect("an event");
    assert_eq!(before["detail"]["cause"], "search");
}
