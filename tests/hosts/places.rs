//! Places on a page that are not like others: frames, dialogs, forms, links, tabs behind others, and fifty at once.

use super::check::{check, holds, shows};
use super::description::Page;
use crate::driver::PATIENCE;
use crate::engine::Engine;
use crate::host::HostPage;
use crate::stage::{Stage, stage, stage_in};
use crate::titles::{BELONGING, VOTING};
use crate::{keys, site};
use serde_json::{Value, json};
use std::fs;
use std::time::{Duration, Instant};

/// Shows a page that frames another, and goes into the frame.
async fn framed(stage: &Stage, attributes: &str, page: &Page) {
    stage.expect("layout-shift");
    page.troubles.iter().for_each(|trouble| stage.expect(trouble));
    let inner = stage.host.put_document("/inner.html", page.kind, &page.headers, &page.text(&stage.host.recorder()));
    let body = format!("<iframe style='width: 900px; height: 700px; border: 0' src='{inner}' {attributes}></iframe>");
    stage.browser.goto(&stage.host.put("/page.html", HostPage { body, ..HostPage::default() })).await;
    stage.browser.enter_frame().await;
}

fn check_framed(attributes: &str, page: &Page) {
    stage(async |stage| {
        framed(stage, attributes, page).await;
        holds(stage, page).await;
    });
}

#[test]
fn a_frame() {
    check_framed("", &Page::default());
}

#[test]
fn a_sandboxed_frame_with_its_origin() {
    let page = Page::default().troubled_by(&["its sandboxing"]);
    check_framed("sandbox='allow-scripts allow-same-origin' referrerpolicy='no-referrer'", &page);
}

/// Of an origin of its own, which Chromium's driver asks for no roles. So this one looks at the elements.
#[test]
fn a_sandboxed_frame() {
    stage(async |stage| {
        framed(stage, "sandbox='allow-scripts'", &Page::default()).await;
        let widget = stage.widget();
        let shows = |title: &str| format!("return !!root && root.querySelector('article h2')?.textContent === {title:?}");
        widget.until("the topic", &shows(VOTING)).await;
        widget.is_ready().await;
        widget.script("root.querySelector('.related [data-entry=belonging-and-civic-muscle]').click()", Value::Null).await;
        widget.until("the next topic", &shows(BELONGING)).await;
        widget.runs_on_wasm().await;
        widget.script("root.querySelector('.back').click()", Value::Null).await;
        widget.until("the topic again", &shows(VOTING)).await;
        assert_eq!(stage.browser.script("return [__inventory.changes(), self.origin]", &[]).await, json!([[], "null"]));
        stage.nothing_went_wrong().await;
    });
}

#[test]
fn a_file_on_a_disk() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let page = Page::default();
        let file = site::target().join(format!("browser-tests/host-page-{}.html", stage.browser.engine.name()));
        fs::write(&file, stage.host.expand(&page.text(&stage.host.recorder()))).expect("a page is written");
        stage.browser.goto(&format!("file://{}", file.display())).await;
        holds(stage, &page).await;
    });
}

#[test]
fn a_modal_dialog() {
    let dialog = "<dialog id=\"dialog\" style=\"width: 700px\"><button autofocus=\"autofocus\">Close</button>WIDGET</dialog>";
    check(&Page::round(&format!("{dialog}<script>document.getElementById('dialog').showModal()</script>")));
}

/// It opens when the widget has been on the page for a while.
#[test]
fn a_dialog_that_opens_later() {
    stage(async |stage| {
        let page = Page::round("<dialog id=\"dialog\" style=\"width: 700px\">WIDGET</dialog>");
        shows(stage, &page).await;
        stage.browser.until("the element", "return !!customElements.get('vital-conditions')", &[]).await;
        stage.browser.script("document.getElementById('dialog').showModal()", &[]).await;
        let widget = stage.widget();
        widget.shows(VOTING).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        assert_eq!(stage.browser.script("return document.getElementById('dialog').open", &[]).await, true);
    });
}

/// Nothing that is pressed in it sends the form, or is part of it.
#[test]
fn a_form() {
    let page = Page::round(
        "<form id=\"form\" action=\"/sent\" onsubmit=\"window.sent = true; return false\" oninput=\"window.sent = true\">WIDGET<button>Send</button></form>",
    );
    stage(async |stage| {
        shows(stage, &page).await;
        let widget = stage.widget();
        widget.shows(VOTING).await;
        widget.runs_on_wasm().await;
        for tool in ["Map", "Share", "Save for later"] {
            widget.role("button", tool).one().await.click().await;
            widget.until("it is open", "return !!root.querySelector('.panel')").await;
        }
        let link = widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await;
        link.script("element.focus()").await;
        stage.browser.press(&[keys::RETURN]).await;
        widget.shows(BELONGING).await;
        widget.role("button", "Back to Voting").one().await.script("element.focus()").await;
        stage.browser.press(&[keys::RETURN]).await;
        widget.shows(VOTING).await;
        let form =
            "const form = document.getElementById('form'); return [window.sent, [...new FormData(form)].length, form.elements.length]";
        assert_eq!(stage.browser.script(form, &[]).await, json!([null, 0, 1]));
        stage.nothing_went_wrong().await;
        shows(stage, &page).await;
        holds(stage, &page).await;
    });
}

/// What is pressed in it does what it does on other pages, and doesn't follow the link round it. (The parser takes links in links apart;
/// those in a shadow root it doesn't see.)
#[test]
fn a_link_round_it() {
    let round =
        "<a id=\"round\" href=\"#elsewhere\" style=\"display: block\"><vital-conditions topic=\"voting\">Voting</vital-conditions></a>";
    check(&Page::round(round));
}

#[test]
fn fifty_on_a_page() {
    stage(async |stage| {
        let page = Page::round(&"WIDGET".repeat(50));
        shows(stage, &page).await;
        every_one_shows(stage, 50).await;
        holds(stage, &page).await;
    });
}

async fn every_one_shows(stage: &Stage, number: u64) {
    for nth in (0..number).step_by(7) {
        // A lazy one waits until it is nearly seen.
        let nth = usize::try_from(nth).expect("a number");
        stage.nth(nth).script("widget.scrollIntoView()", Value::Null).await;
        stage.nth(nth).shows(VOTING).await;
    }
    stage.browser.script("scrollTo(0, 0)", &[]).await;
    stage.browser.settle().await;
    stage.browser.script("__inventory.scrolls.length = 0", &[]).await;
    let all = "return [...document.querySelectorAll('vital-conditions')].filter(one => one.shadowRoot && one.shadowRoot.querySelector('article')).length >= 8";
    stage.browser.until("they show", all, &[]).await;
}

/// A tab that is behind another draws nothing until the reader comes back to it. (The browser that WebKit's driver starts shows all its tabs.)
#[test]
fn a_hidden_tab() {
    stage_in(&[Engine::Chromium, Engine::Firefox], async |stage| {
        stage.expect("layout-shift");
        let page = Page::with_scripts(&["window.first = document.visibilityState"]);
        let url = stage.host.put_document("/host.html", page.kind, &page.headers, &page.text(&stage.host.recorder()));
        stage.browser.script("setTimeout(() => { location.href = arguments[0] }, 1500, arguments[0])", &[url.into()]).await;
        let front = stage.browser.open_in_front().await;
        let deadline = Instant::now() + PATIENCE;
        while stage.host.count("/vital-conditions.js") == 0 {
            assert!(Instant::now() < deadline, "the page loads in the hidden tab too");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        stage.browser.close_front(front).await;
        assert_eq!(stage.browser.script("return window.first", &[]).await, "hidden");
        holds(stage, &page).await;
    });
}
