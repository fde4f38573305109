//! Passing a topic on, printing it, and keeping some for a handout.

use super::finding::Widget;
use super::stage::{Stage, WHOLE, stage};
use super::titles::{ENGAGEMENT, VOTING};
use serde_json::{Value, json};

const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";

/// Frames whose printer is a list: the pages that would have been printed.
const PRINTER: &str = "window.__printed = []; \
    const known = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow'); \
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { configurable: true, get() { const view = known.get.call(this); \
      if (view && !view.isListening) { view.isListening = true; \
        view.print = () => { __printed.push({ title: view.document.title, text: view.document.body.innerText, lang: view.document.documentElement.lang, \
          parts: [...view.document.body.querySelectorAll('nav, button, .tools, script, iframe')].map(one => one.localName), \
          articles: view.document.querySelectorAll('article').length, font: view.getComputedStyle(view.document.body).fontFamily, \
          images: [...view.document.images].map(one => one.complete && one.naturalWidth > 0) }); view.dispatchEvent(new Event('afterprint')) } } \
      return view } })";

#[test]
fn its_own_page_is_copied() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = ready(stage, AT_VOTING).await;
        stage.browser.script("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async text => { window.__copied = text } } })", &[]).await;
        widget.role("button", "Share").one().await.click().await;
        assert_eq!(widget.focused().await.expect("the focus is on what has opened").name, "Share");
        widget.role("button", "Copy link").one().await.click().await;
        widget.until("it is said", "return root.querySelector('.vital > [role=status]').textContent === 'The link was copied'").await;
        let copied = stage.browser.script("return __copied", &[]).await;
        assert_eq!(copied, format!("{}/topics/voting.html", stage.host.site));
    });
}

#[test]
fn the_address_is_selected_where_the_clipboard_is_out_of_reach() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = ready(stage, AT_VOTING).await;
        stage.browser.script("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })", &[]).await;
        widget.role("button", "Share").one().await.click().await;
        widget.role("button", "Copy link").one().await.click().await;
        let address = format!("{}/topics/voting.html", stage.host.site);
        widget
            .until(
                "the address is selected",
                &format!("return getSelection().toString() === {address:?} || root.getSelection?.().toString() === {address:?}"),
            )
            .await;
    });
}

#[test]
fn the_browsers_own_way_is_offered_where_it_has_one() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.begin_with("Object.defineProperty(navigator, 'share', { configurable: true, value: undefined, writable: true }); delete Navigator.prototype.share; delete navigator.share");
        let widget = ready(stage, AT_VOTING).await;
        widget.role("button", "Share").one().await.click().await;
        widget.role("button", "Copy link").one().await;
        assert!(!widget.role("button", "Share").within("region", "Share").is_there().await);
        stage.browser.script("navigator.share = async given => { window.__sent = given }", &[]).await;
        widget.role("button", "Close").one().await.click().await;
        widget.role("button", "Share").one().await.click().await;
        widget.role("button", "Share").within("region", "Share").one().await.click().await;
        let sent = stage.browser.until("it is sent", "return window.__sent", &[]).await;
        assert_eq!(sent, json!({ "title": VOTING, "url": format!("{}/topics/voting.html", stage.host.site) }));
    });
}

#[test]
fn the_printer_gets_the_topic_alone() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.begin_with(PRINTER);
        for attributes in ["", WHOLE] {
            let widget =
                ready(stage, &format!("<p>The host's page</p><vital-conditions topic='voting' {attributes}></vital-conditions>")).await;
            widget.role("button", "Print").one().await.click().await;
            let printed = stage.browser.until("it is printed", "return __printed[0]", &[]).await;
            assert_eq!((&printed["title"], &printed["lang"], &printed["articles"]), (&json!(VOTING), &json!("en"), &json!(1)));
            assert_eq!(printed["parts"], json!([]), "nothing leads on or can be pressed");
            assert!(printed["font"].as_str().unwrap_or_default().starts_with("Georgia"), "{printed}");
            let text = printed["text"].as_str().unwrap_or_default();
            assert!(text.contains(VOTING) && !text.contains("host's page"), "{text}");
            let source = if attributes.is_empty() {
                format!("{}/topics/voting.html", stage.host.site)
            } else {
                format!("{}/page.html", stage.host.origin)
            };
            assert!(text.contains(&source), "where it comes from: {text}");
            assert!(printed["images"].as_array().is_some_and(|images| images.iter().all(|image| *image == true)), "{printed}");
            widget.until("the sheet is thrown away", "return !root.querySelector('iframe')").await;
        }
    });
}

#[test]
fn what_is_kept_is_a_handout() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.host.begin_with(PRINTER);
        let widget = ready(stage, AT_VOTING).await;
        widget.role("button", "Save for later").one().await.click().await;
        assert_eq!(kept(widget).await, [VOTING]);
        widget.goes_on_to("community-engagement").await;
        widget.role("button", "Save for later").one().await.click().await;
        assert_eq!(kept(widget).await, [VOTING, ENGAGEMENT]);
        widget.role("button", "Print").within("region", "Your handout").one().await.click().await;
        let printed = stage.browser.until("it is printed", "return __printed[0]", &[]).await;
        assert_eq!((&printed["title"], &printed["articles"]), (&json!(format!("{VOTING}, {ENGAGEMENT}")), &json!(2)));
        let text = printed["text"].as_str().unwrap_or_default();
        for id in ["voting", "community-engagement"] {
            assert!(text.contains(&format!("{}/topics/{id}.html", stage.host.site)), "{text}");
        }
        widget.role("button", &format!("Remove {VOTING}")).one().await.click().await;
        widget.until("it is gone", "return root.querySelectorAll('.panel > ul > li').length === 1").await;
        assert_eq!(kept(widget).await, [ENGAGEMENT]);
        let told = "return root.querySelector('.told').textContent";
        assert_eq!(widget.script(told, Value::Null).await, "1 saved topic");
        widget.role("button", &format!("Remove {ENGAGEMENT}")).one().await.click().await;
        widget.until("none is left", "return root.querySelector('.told').textContent === '0 saved topics'").await;
        assert!(!widget.role("button", "Print").within("region", "Your handout").is_there().await, "there is nothing to print");
        let stored = stage.browser.script("return [localStorage.length, sessionStorage.length, document.cookie]", &[]).await;
        assert_eq!(stored, json!([0, 0, ""]), "in memory alone");
    });
}

async fn ready<'a>(stage: &'a Stage, body: &str) -> Widget<'a> {
    let widget = stage.show(body).await;
    widget.shows(VOTING).await;
    widget.runs_on_wasm().await;
    widget
}

async fn kept(widget: Widget<'_>) -> Vec<String> {
    widget.role("region", "Your handout").one().await;
    let kept = widget.script("return [...root.querySelectorAll('.panel > ul > li > a')].map(one => one.textContent)", Value::Null).await;
    kept.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
