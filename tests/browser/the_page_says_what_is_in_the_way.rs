//! With `vital-debug` in its address, a page says itself what keeps the widget away, a line each.

use super::host::{Fault, HostPage};
use super::pinning::pinned;
use super::site;
use super::stage::{LOADER, Stage, stage};
use serde_json::Value;
use std::fs;
use std::time::Duration;

const ELEMENT: &str = "<vital-conditions topic='voting'></vital-conditions>";

/// The lines that a page shows, with the widget's address as `SITE`.
async fn said(stage: &Stage, page: HostPage) -> (String, Vec<String>) {
    let url = stage.host.put("/page.html", page);
    stage.browser.goto(&format!("{url}?page=1&vital-debug")).await;
    lines(stage).await
}

async fn lines(stage: &Stage) -> (String, Vec<String>) {
    let panel = "const region = document.body.firstElementChild && document.body.firstElementChild.shadowRoot && document.body.firstElementChild.shadowRoot.querySelector('[role=status]:has(h2)'); \
                 return region && [region.querySelector('h2').textContent, [...region.querySelectorAll('li')].map(line => line.textContent)]";
    let said = stage.browser.until("what is in the way", panel, &[]).await;
    let lines = said[1].as_array().into_iter().flatten().filter_map(Value::as_str).map(|line| line.replace(&stage.host.site, "SITE"));
    (said[0].as_str().unwrap_or_default().to_owned(), lines.collect())
}

/// One line, and it has these parts. Everything that the page's console says about it is expected.
fn check(page: HostPage, fault: Option<(&str, Fault)>, parts: &[&str]) {
    stage(async |stage| {
        stage.expect("");
        if let Some((path, fault)) = &fault {
            stage.host.fail(path, fault.clone());
        }
        let (title, lines) = said(stage, page.clone()).await;
        assert_eq!(title, "What stands in the way of the widget", "{page:?}");
        let [line] = &lines[..] else { panic!("one line of {parts:?}: {lines:#?}") };
        assert!(parts.iter().all(|part| line.contains(part)), "{parts:?}: {line}");
    });
}

fn page(body: &str) -> HostPage {
    HostPage { head: LOADER.to_owned(), body: body.to_owned(), ..HostPage::default() }
}

fn under(policy: &str) -> HostPage {
    HostPage { policy: Some(policy.to_owned()), ..page(ELEMENT) }
}

#[test]
fn nothing_is_in_the_way_of_a_sound_page() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let (title, lines) = said(stage, page(ELEMENT)).await;
        assert_eq!((title.as_str(), lines), ("Nothing stands in the way of the widget", Vec::new()));
    });
}

#[test]
fn nothing_is_looked_for_unasked() {
    stage(async |stage| {
        stage.show(ELEMENT).await.runs_on_wasm().await;
        assert_eq!(stage.host.count("debug"), 0);
    });
}

#[test]
fn a_policy_that_forbids_something() {
    check(
        under("script-src SITE 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'none'"),
        None,
        &["Content-Security-Policy", "add SITE to its connect-src"],
    );
    check(under("img-src 'none'"), None, &["add SITE to its img-src"]);
    check(under("script-src SITE"), None, &["forbids WebAssembly", "'wasm-unsafe-eval'"]);
}

#[test]
fn a_folder_that_was_put_up_in_part_or_is_sent_wrongly() {
    check(page(ELEMENT), Some(("assets/glue.", Fault::Status(404))), &["assets/glue.", "404", "in part"]);
    check(page(ELEMENT), Some(("assets/glue.", Fault::ContentType("text/plain"))), &["text/plain", "as text/javascript"]);
    check(page(ELEMENT), Some((".wasm", Fault::Status(503))), &["503", ".wasm"]);
}

#[test]
fn a_pinned_page_whose_files_are_others() {
    let pinned = || HostPage { head: pinned(), body: ELEMENT.to_owned(), ..HostPage::default() };
    check(pinned(), Some(("assets/styles.", Fault::Followed(b"\n"))), &["The widget's stylesheet is another", "assets/styles."]);
    stage(async |stage| {
        stage.expect("layout-shift");
        assert_eq!(said(stage, pinned()).await.1, [] as [&str; 0]);
    });
}

#[test]
fn a_loader_that_was_kept_from_another_version() {
    stage(async |stage| {
        stage.expect("");
        // The topic comes late, and by then the server has another loader.
        stage.host.fail("t/voting.json", Fault::Late(Duration::from_secs(2)));
        let url = stage.host.put("/page.html", page(ELEMENT));
        stage.browser.goto(&format!("{url}?vital-debug")).await;
        let loader = fs::read_to_string(site::folder().join("vital-conditions.js")).expect("the loader");
        let glue = loader.split('`').find(|text| text.starts_with("assets/glue.")).expect("the glue's name");
        stage.host.fail("/vital-conditions.js", Fault::Text(loader.replace(glue, "assets/glue.00000000.js")));
        let lines = lines(stage).await.1;
        assert!(lines.iter().any(|line| line.contains("runs an older loader")), "{lines:#?}");
    });
}

#[test]
fn what_an_element_asks_for_and_is_not_there() {
    check(page("<vital-conditions topic='votng'></vital-conditions>"), None, &["no topic \"votng\"", "SITE/configure.html"]);
    check(
        page("<vital-conditions topic='voting' catalog='/ours.json'></vital-conditions>"),
        None,
        &["The catalog of an element is missing", "404"],
    );
    check(
        page("<vital-conditions topic='voting' catalog='SITE/catalog.json?'></vital-conditions>"),
        Some(("catalog.json", Fault::Truncated)),
        &["is no JSON", "vital check"],
    );
    check(
        page("<vital-conditions topic='voting' overlay='/ours.json'></vital-conditions>"),
        None,
        &["The overlay of an element is missing"],
    );
}

#[test]
fn a_page_that_has_no_place_for_it_or_hides_it() {
    check(page("<p>Nothing</p>"), None, &["no place for a topic"]);
    check(page(&format!("<div style='display: none'>{ELEMENT}</div>")), None, &["is hidden by the page's own styles"]);
    check(page(&format!("<div style='visibility: hidden'>{ELEMENT}</div>")), None, &["visibility: hidden"]);
    let in_head = LOADER.replace("async", "async data-topic=voting");
    check(HostPage { head: in_head, body: ELEMENT.to_owned(), ..HostPage::default() }, None, &["stands in <head>"]);
}
