//! The first topic can be read before any wasm is there, and becomes the widget without being touched: its nodes, the focus, a
//! selection and the scroll position stay, and what the reader did until then is done once.

use super::host::{Fault, HostPage};
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};
use std::time::Duration;

const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";

/// What brings the widget comes this late.
const LATE: Duration = Duration::from_millis(1500);

#[test]
fn three_files_are_all_it_takes_to_read() {
    stage(async |stage| {
        stage.host.fail("glue", Fault::Late(LATE));
        stage.show(AT_VOTING).await.shows(VOTING).await;
        let before: Vec<String> = stage.host.asked().into_iter().filter(|path| !path.contains("/art/")).collect();
        let parts = ["/vital-conditions.js", "/assets/styles.", "/t/voting.json"];
        for part in parts {
            assert!(before.iter().any(|path| path.starts_with(part)), "{part} is not in {before:?}");
        }
        assert!(!before.iter().any(|path| path.contains("catalog") || path.contains("index")), "{before:?}");
        let marks = "return ['vital-first-card', 'vital-interactive'].map(name => performance.getEntriesByName(name).length)";
        assert_eq!(stage.browser.script(marks, &[]).await, json!([1, 0]));
        stage.widget().is_ready().await;
        assert_eq!(stage.browser.script(marks, &[]).await, json!([1, 1]));
    });
}

#[test]
fn nothing_on_the_page_is_touched_when_the_widget_comes() {
    stage(async |stage| {
        stage.host.fail(".wasm", Fault::Late(LATE));
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        widget
            .script(
                "window.nodes = []; const walk = node => { nodes.push(node); node.childNodes.forEach(walk) }; walk(root.querySelector('article')); \
                 const link = root.querySelectorAll('.related a')[1]; link.focus(); window.focused = link; \
                 const text = root.querySelector('article > p').firstChild; window.selected = text; \
                 getSelection().setBaseAndExtent(text, 3, text, 12); window.top = scrollY",
                Value::Null,
            )
            .await;
        widget.runs_on_wasm().await;
        stage.browser.settle().await;
        let kept = "const now = []; const walk = node => { now.push(node); node.childNodes.forEach(walk) }; walk(root.querySelector('article')); \
             const selection = root.getSelection ? root.getSelection() : getSelection(); \
             return [now.length === nodes.length && now.every((node, at) => node === nodes[at]), now.length > 50, root.activeElement === focused, \
                 selection.toString(), (selection.getComposedRanges ? selection.getComposedRanges({ shadowRoots: [root] })[0].startContainer : selection.anchorNode) === selected]";
        let words = widget.script("return selected.data.slice(3, 12)", Value::Null).await;
        assert_eq!(widget.script(kept, Value::Null).await, json!([true, true, true, words, true]));
        assert!(stage.shifts().await.0 < super::stage::STILL);
        assert_eq!(widget.any("status").all().await.len(), 1);
    });
}

#[test]
fn a_click_made_too_early_is_carried_out_once() {
    stage(async |stage| {
        // By then the browser doesn't count it as the reader's doing.
        stage.expect("layout-shift");
        stage.host.fail("glue", Fault::Late(LATE));
        let widget = stage.show(AT_VOTING).await;
        let link = widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await;
        link.click().await;
        link.click().await;
        assert_eq!(stage.events("vital-navigate").await.len(), 0);
        widget.shows(BELONGING).await;
        stage.browser.settle().await;
        let steps: Vec<Value> = stage.events("vital-navigated").await.into_iter().map(|step| step["detail"]["to"].clone()).collect();
        assert_eq!(steps, ["belonging-and-civic-muscle"]);
        assert_eq!(stage.events("vital-navigate").await[0]["detail"]["cause"], "related");
        let title = widget.role("heading", BELONGING).one().await;
        assert_eq!(widget.focused().await.map(|focused| focused.id), Some(title.id));
        assert_eq!(stage.events("vital-ready").await[0]["detail"]["topic"], "voting");
        widget.role("button", "Back to Voting").one().await.click().await;
        widget.shows(VOTING).await;
    });
}

#[test]
fn a_change_of_attributes_made_too_early_counts() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.fail("glue", Fault::Late(LATE));
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        widget.script("widget.theme = 'dark'; widget.headingLevel = 4", Value::Null).await;
        stage.browser.settle().await;
        assert_eq!(widget.script("return root.querySelector('.vital').dataset.theme", Value::Null).await, "dark");
        widget.is_ready().await;
        assert_eq!(widget.role("heading", VOTING).one().await.tag().await, "h4");
    });
}

#[test]
fn a_step_loads_no_more_than_it_shows() {
    stage(async |stage| {
        let widget = stage.show(AT_VOTING).await;
        widget.runs_on_wasm().await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        let asked = stage.host.asked();
        assert!(!asked.iter().any(|path| path.contains("catalog.json")), "{asked:?}");
        assert!(asked.iter().any(|path| path.starts_with("/entries/belonging-and-civic-muscle.")), "{asked:?}");
    });
}

#[test]
fn related_topics_in_view_are_there_before_they_are_asked_for() {
    stage(async |stage| {
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        widget.script("root.querySelector('.related a').scrollIntoView()", Value::Null).await;
        while stage.host.count("/entries/") < 3 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(stage.events("vital-navigate").await.len(), 0);
    });
}

#[test]
fn attributes_that_change_the_markup_are_applied_to_a_fragment() {
    stage(async |stage| {
        for attributes in
            ["heading-level='4'", "layout='cards'", "layout='cards' heading-level='1'", "layout='compact' theme='dark'", "lang='es'"]
        {
            let markup = async |extra: &str| {
                let body = format!("<vital-conditions topic='belonging-and-civic-muscle' {attributes} {extra}></vital-conditions>");
                let page = HostPage { head: LOADER.to_owned(), body, ..HostPage::default() };
                let widget = stage.show_page(page).await;
                widget.is_ready().await;
                // The order of attributes means nothing, nor into how many nodes a text is cut.
                let base = "const frame = root.querySelector('.vital:has(article)'); const { theme, layout } = frame.dataset; \
                            const article = frame.querySelector('article').cloneNode(true); article.normalize(); \
                            const told = node => node.nodeType === 3 ? node.data \
                              : [node.localName, [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort(), ...[...node.childNodes].map(told)]; \
                            return [theme, layout, frame.lang, told(article)]";
                widget.script(base, Value::Null).await
            };
            let (fragment, wasm) = (markup("").await, markup(WHOLE).await);
            assert_eq!(fragment, wasm, "{attributes}");
        }
    });
}

#[test]
fn a_fragment_that_is_missing_costs_nothing_but_time() {
    stage(async |stage| {
        stage.expect("404");
        stage.host.fail("/t/", Fault::Status(404));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        widget.shows(VOTING).await;
    });
}

#[test]
fn a_fragment_of_an_earlier_build_leads_to_the_entry_as_it_is_now() {
    stage(async |stage| {
        stage.expect("404");
        // The file that the fragment names is not there any more.
        stage.host.fail("/t/voting.json", Fault::Text(stale(stage)));
        let widget = stage.show(AT_VOTING).await;
        widget.is_ready().await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
    });
}

fn stale(_: &Stage) -> String {
    let fragment = std::fs::read_to_string(super::site::folder().join("t/voting.json")).expect("a fragment");
    let mut fragment: Value = serde_json::from_str(&fragment).expect("JSON");
    fragment["file"] = "entries/voting.00000000.json".into();
    fragment.to_string()
}
