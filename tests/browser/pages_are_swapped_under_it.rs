//! Turbo and htmx swap pages, or parts of them, while the document stays: widgets come with what is swapped in, and go with what is
//! swapped out.

use super::host::HostPage;
use super::site::{self, snippet};
use super::stage::{LOADER, Stage, stage, stage_in_chromium};
use super::titles::{BELONGING, VOTING};
use super::usage::Life;
use serde_json::{Value, json};

const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";
const AT_HATE: &str = "<vital-conditions topic='hate'></vital-conditions>";

const TURBO: &str = "@hotwired/turbo/dist/turbo.es2017-umd.js";
const HTMX: [&str; 2] = ["htmx.org/dist/htmx.js", "htmx-2/dist/htmx.js"];

#[test]
fn turbo_visits_another_page_and_comes_back() {
    stage(async |stage| {
        stage.expect("layout-shift");
        with_script(stage, TURBO).await;
        two_pages(stage, AT_VOTING, AT_HATE).await;
        for _ in 0..2 {
            visit(stage, "/two.html").await;
            stage.widget().shows("Hate").await;
            go_back(stage, "/page.html").await;
            let widget = stage.widget();
            widget.shows(VOTING).await;
            widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
            widget.shows(BELONGING).await;
        }
        assert_eq!(
            stage.browser.script("return [window.isSame, document.querySelectorAll('vital-conditions').length]", &[]).await,
            json!([true, 1])
        );
        assert_eq!(stage.host.count("vital-conditions.js"), 1);
    });
}

/// Turbo keeps a copy of the page that it leaves, with the shadow root that came with the page.
#[test]
fn turbo_brings_form_c_back_from_its_copy() {
    stage(async |stage| {
        stage.expect("layout-shift");
        with_script(stage, TURBO).await;
        let (_, element) = snippet("voting.html").split_once('\n').map(|(tag, rest)| (tag.to_owned(), rest.to_owned())).expect("a tag");
        two_pages(stage, &element, AT_HATE).await;
        stage.widget().runs_on_wasm().await;
        visit(stage, "/two.html").await;
        stage.widget().shows("Hate").await;
        go_back(stage, "/page.html").await;
        let widget = stage.widget();
        widget.shows(VOTING).await;
        widget.runs_on_wasm().await;
        widget.goes_on_to("belonging-and-civic-muscle").await;
        widget.shows(BELONGING).await;
        let parts = "return ['article', '[role=status]', '[part=base]'].map(part => root.querySelectorAll(part).length)";
        assert_eq!(widget.script(parts, Value::Null).await, json!([1, 1, 1]), "one topic, one announcement, one frame");
    });
}

/// What is permanent is taken from one page and put into the next.
#[test]
fn the_reader_stays_where_they_are_in_what_turbo_keeps() {
    stage(async |stage| {
        stage.expect("layout-shift");
        with_script(stage, TURBO).await;
        let permanent = "<vital-conditions id='kept' data-turbo-permanent topic='voting'></vital-conditions>";
        two_pages(stage, permanent, permanent).await;
        for (on_wasm, to, title, page) in [(false, "hate", "Hate", "/two.html"), (true, "racism", "Racism", "/page.html")] {
            let widget = stage.widget();
            if on_wasm {
                widget.runs_on_wasm().await;
            }
            widget.goes_on_to(to).await;
            widget.script("window.article = root.querySelector('article')", Value::Null).await;
            visit(stage, page).await;
            widget.shows(title).await;
            let is_kept = widget.script("return root.querySelector('article') === window.article", Value::Null).await;
            assert_eq!(is_kept, true, "the very same topic");
        }
        stage.widget().role("button", "Back to Hate").one().await.click().await;
        stage.widget().shows("Hate").await;
    });
}

#[test]
fn htmx_swaps_a_widget_in() {
    for htmx in HTMX {
        stage(async |stage| {
            stage.expect("layout-shift");
            with_htmx(stage, htmx).await;
            stage.press("come").await;
            let widget = stage.widget();
            widget.shows(VOTING).await;
            widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
            widget.shows(BELONGING).await;
            stage.press("come").await;
            widget.shows(VOTING).await;
            assert_eq!(stage.browser.script("return document.querySelectorAll('vital-conditions').length", &[]).await, 1);
        });
    }
}

#[test]
fn nothing_stays_of_what_htmx_swaps_out() {
    let swap = |button: &str, is_there: &str| {
        format!(
            "document.getElementById('{button}').click(); while ({is_there}document.querySelector('vital-conditions')) await new Promise(done => setTimeout(done));"
        )
    };
    let come = swap("come", "!") + "return document.querySelector('vital-conditions')";
    let go = swap("go", "");
    stage_in_chromium(async |stage| {
        stage.expect("layout-shift");
        with_htmx(stage, HTMX[0]).await;
        Life { come: &come, go: &go, on_wasm: true }.leaves_nothing(stage).await;
    });
}

/// Puts up a script of Node's packages as `/swaps.js`.
async fn with_script(stage: &Stage, path: &str) {
    let script = std::fs::read_to_string(site::node().join("node_modules").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    stage.host.put_text("/swaps.js", "text/javascript", &script);
}

/// Shows a page with this in it about voting, and puts up another one.
async fn two_pages(stage: &Stage, element: &str, other: &str) {
    let page = |to: &str, element: &str| HostPage {
        head: format!("<script src=/swaps.js></script>{LOADER}"),
        body: format!("<main><a id='link' href='{to}'>On</a>{element}</main>"),
        ..HostPage::default()
    };
    stage.host.put("/two.html", page("/page.html", other));
    stage.show_page(page("/two.html", element)).await.shows(VOTING).await;
    stage.browser.script("window.isSame = true", &[]).await;
}

async fn visit(stage: &Stage, path: &str) {
    stage.press("link").await;
    is_at(stage, path).await;
}

async fn go_back(stage: &Stage, path: &str) {
    stage.browser.script("history.back()", &[]).await;
    is_at(stage, path).await;
}

/// Waits until a page is shown that leads elsewhere.
async fn is_at(stage: &Stage, path: &str) {
    let script = "const link = document.getElementById('link'); \
                  return location.pathname === arguments[0] && !!link && link.pathname !== arguments[0] && window.isSame === true";
    stage.browser.until(path, script, &[path.into()]).await;
}

async fn with_htmx(stage: &Stage, path: &str) {
    with_script(stage, path).await;
    stage.host.put_text("/topic.html", "text/html", "<p>Read:</p><vital-conditions topic='voting' loading='eager'></vital-conditions>");
    stage.host.put_text("/nothing.html", "text/html", "<p>Nothing</p>");
    let head = format!("<script src=/swaps.js></script>{LOADER}");
    let button =
        |id: &str, page: &str| format!("<button id='{id}' hx-get='/{page}.html' hx-target='#place' hx-swap='innerHTML'>{id}</button>");
    let body = format!("<main>{}{}<div id='place'></div></main>", button("come", "topic"), button("go", "nothing"));
    stage.show_page(HostPage { head, body, ..HostPage::default() }).await;
    stage.browser.until("htmx is there", "return typeof htmx === 'object' && document.readyState === 'complete'", &[]).await;
}
