//! The search field in every state and place: before the wasm and without it, in other catalogs and languages, on strict and pinned pages,
//! asked for and not.

use super::a_reader_searches::{FIELD, arrived, found, options, types};
use super::finding::Widget;
use super::host::{Fault, HostPage};
use super::keys::{DOWN, ENTER};
use super::languages::{arabic, plain};
use super::pinning;
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

const ELEMENT: &str = "<vital-conditions topic='voting' search></vital-conditions>";

#[test]
fn before_the_wasm_is_there() {
    stage(async |stage| {
        stage.host.fail("assets/widget.", Fault::Hang);
        let widget = stage.show(ELEMENT).await;
        goes_to_belonging(stage, widget).await;
        let said = widget.status().await;
        assert_eq!(said, format!("Now showing: {BELONGING}"));
        // From there on too.
        types(stage, widget, " ").await;
        stage.browser.press(&"voting".chars().collect::<Vec<_>>()).await;
        widget.until("what is called so", "return !!root.querySelector('[role=option]')").await;
    });
}

#[test]
fn once_the_wasm_is_there() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        widget.runs_on_wasm().await;
        goes_to_belonging(stage, widget).await;
        // Of what is found the file is known: no index leads to it.
        assert_eq!(stage.host.count("index.json"), 0, "{:?}", stage.host.asked());
        widget.role("button", "Back to Voting").one().await.click().await;
        widget.shows(VOTING).await;
        types(stage, widget, "x").await;
    });
}

#[test]
fn nothing_of_it_is_fetched_until_a_reader_turns_to_it() {
    stage(async |stage| {
        let widget = stage.show(ELEMENT).await;
        widget.role("combobox", FIELD).one().await;
        widget.runs_on_wasm().await;
        assert_eq!(stage.host.count("search"), 0, "{:?}", stage.host.asked());
        widget.role("combobox", FIELD).one().await.click().await;
        widget.until("the filters", "return !!root.querySelector('.filters')").await;
        let parts = |host: &super::host::Host| host.asked().into_iter().filter(|path| path.starts_with("/search/")).collect::<Vec<_>>();
        assert_eq!(parts(&stage.host), ["/search/root.bin"]);
        stage.browser.press(&['v', 'o', 't']).await;
        found(widget).await;
        let asked = parts(&stage.host);
        let mut once = asked.clone();
        once.sort();
        once.dedup();
        assert_eq!(asked.len(), once.len(), "each part once: {asked:?}");
    });
}

#[test]
fn a_page_that_does_not_ask_for_it_has_none() {
    for attributes in ["", "search='false'", "search='FALSE'"] {
        stage(async |stage| {
            let widget = stage.show(&format!("<vital-conditions topic='voting' {attributes}></vital-conditions>")).await;
            widget.shows(VOTING).await;
            widget.runs_on_wasm().await;
            assert!(!widget.any("search").is_there().await);
            assert_eq!(stage.host.count("assets/field"), 0);
            let room = "return getComputedStyle(root.querySelector('.vital:not(.beside)'), '::before').content";
            assert_eq!(widget.script(room, Value::Null).await, "none", "no place is kept for it");
        });
    }
}

#[test]
fn it_comes_and_goes_with_its_attribute() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        for on in ["widget.search = true", "widget.setAttribute('search', '')"] {
            widget.script(on, Value::Null).await;
            widget.role("combobox", FIELD).one().await;
            widget.script("widget.search = false", Value::Null).await;
            widget.until("it is gone", "return !root.querySelector('.search').checkVisibility()").await;
            assert_eq!(
                widget.script("return [widget.search, widget.getAttribute('search')]", Value::Null).await,
                json!(["false", "false"])
            );
        }
        widget.runs_on_wasm().await;
        widget.script("widget.search = true", Value::Null).await;
        goes_to_belonging(stage, widget).await;
        widget.script("widget.search = null", Value::Null).await;
        widget.until("it is gone", "return !root.querySelector('.search').checkVisibility()").await;
    });
}

#[test]
fn in_the_forms_that_are_tags_and_links() {
    for (head, body) in [
        (
            "",
            "<div class='vital-space'><script async crossorigin src='SITE/vital-conditions.js' data-topic='voting' data-search></script></div>",
        ),
        (LOADER, "<a class='vital-conditions' data-topic='voting' data-search='true' href='SITE/topics/voting.html'>Voting</a>"),
    ] {
        stage(async |stage| {
            let page = HostPage { head: head.to_owned(), body: body.to_owned(), ..HostPage::default() };
            let widget = stage.show_page(page).await;
            goes_to_belonging(stage, widget).await;
        });
    }
}

#[test]
fn in_every_layout() {
    for layout in ["cards", "compact"] {
        stage(async |stage| {
            let widget = stage.show(&format!("<vital-conditions topic='voting' layout='{layout}' search></vital-conditions>")).await;
            goes_to_belonging(stage, widget).await;
        });
    }
}

#[test]
fn in_catalogs_of_others() {
    stage(async |stage| {
        for attributes in [WHOLE, "catalog='SITE/index.json?'"] {
            let widget = stage.show(&format!("<vital-conditions topic='voting' {attributes} search></vital-conditions>")).await;
            widget.shows(VOTING).await;
            goes_to_belonging(stage, widget).await;
        }
    });
}

#[test]
fn in_a_catalog_that_the_page_gives() {
    stage(async |stage| {
        let entries = json!([
            { "id": "apples", "kind": "topic", "title": "Apples", "summary": "A fruit of the orchard." },
            { "id": "pears", "kind": "story", "title": "Pears and other fruit", "body": [{ "type": "paragraph", "text": "Text" }] },
        ]);
        let data = json!({ "version": 1, "entries": entries });
        let widget = stage.show("<vital-conditions search></vital-conditions>").await;
        stage.expect("layout-shift");
        widget.script("widget.catalogData = given", data).await;
        widget.shows("Apples").await;
        types(stage, widget, "friut").await;
        widget.until("both", "return root.querySelectorAll('[role=option]').length === 2").await;
        assert_eq!(options(widget).await, ["Pears and other fruit Story", "Apples Topic A fruit of the orchard."]);
        stage.browser.press(&[ENTER]).await;
        widget.shows("Pears and other fruit").await;
    });
}

#[test]
fn what_an_overlay_hides_and_adds_is_so_in_the_results() {
    stage(async |stage| {
        let overlay =
            json!({ "version": 1, "hide": ["voting"], "entries": [{ "id": "polls", "kind": "topic", "title": "Voting in our town" }] });
        stage.host.put_text("/ours.json", "application/json", &overlay.to_string());
        let widget = stage.show("<vital-conditions topic='hate' overlay='/ours.json' search></vital-conditions>").await;
        widget.shows("Hate").await;
        types(stage, widget, "voting").await;
        widget.until("results", "return !!root.querySelector('[role=option]')").await;
        let found = options(widget).await;
        assert!(found[0].starts_with("Voting in our town"), "{found:?}");
        assert!(!found.iter().any(|name| name.starts_with("Voting Topic")), "{found:?}");
    });
}

#[test]
fn in_another_language() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='voting' lang='es' search></vital-conditions>").await;
        widget.role("combobox", "Buscar temas").one().await.click().await;
        stage.browser.press(&"vivenda".chars().collect::<Vec<_>>()).await;
        widget.until("results", "return !!root.querySelector('[role=option]')").await;
        let first = widget.any("option").within("listbox", "Buscar temas").all().await.remove(0).name;
        assert!(first.starts_with("Vivienda") && first.contains("Condición vital"), "{first}");
        assert_eq!(widget.script("return root.querySelector('.seeking').lang", Value::Null).await, "es");
        assert_eq!(stage.host.count("/search/root.bin"), 0, "{:?}", stage.host.asked());
        // And in the other one when the page changes its mind.
        stage.expect("layout-shift");
        widget.script("widget.lang = 'en'", Value::Null).await;
        let field = widget.role("combobox", FIELD).one().await;
        field.script("element.value = ''").await;
        types(stage, widget, "housng").await;
        widget.until("results", "return !!root.querySelector('[role=option]')").await;
        assert!(options(widget).await[0].starts_with("Humane Housing"));
    });
}

#[test]
fn from_right_to_left() {
    stage(async |stage| {
        let attribute = arabic(stage);
        let widget = stage.show(&format!("<vital-conditions {attribute} search></vital-conditions>")).await;
        widget.role("combobox", "البحث عن مواضيع").one().await.click().await;
        stage.browser.press(&"سكن".chars().collect::<Vec<_>>()).await;
        widget.until("results", "return !!root.querySelector('[role=option]')").await;
        let first = widget.any("option").within("listbox", "البحث عن مواضيع").all().await.remove(0).name;
        assert!(first.starts_with("السكن اللائق"), "{first}");
        assert_eq!(widget.script("return getComputedStyle(root.querySelector('.seeking')).direction", Value::Null).await, "rtl");
        assert_eq!(widget.script("return root.querySelector('mark').textContent", Value::Null).await, "السكن");
        stage.browser.press(&[DOWN, ENTER]).await;
        widget.shows("السكن اللائق").await;
    });
}

#[test]
fn in_words_of_a_language_that_counts_otherwise() {
    stage(async |stage| {
        let attribute = plain(stage, "fr");
        let widget = stage.show(&format!("<vital-conditions {attribute} search></vital-conditions>")).await;
        widget.role("combobox", "Chercher des sujets").one().await.click().await;
        stage.browser.press(&"xyz".chars().collect::<Vec<_>>()).await;
        widget.until("an answer", "return root.querySelector('.told').textContent.startsWith('Rien n’a été trouvé pour « xyz »')").await;
    });
}

#[test]
fn where_wasm_is_forbidden_there_is_no_field() {
    stage(async |stage| {
        stage.expect("WebAssembly");
        stage.expect("wasm-eval");
        let page = HostPage {
            head: LOADER.to_owned(),
            body: ELEMENT.to_owned(),
            policy: Some("script-src SITE; trusted-types 'none'; require-trusted-types-for 'script'".to_owned()),
            ..HostPage::default()
        };
        let widget = stage.show_page(page).await;
        widget.shows(VOTING).await;
        widget.is_ready().await;
        stage.browser.until("the error", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
        assert!(!widget.any("search").is_there().await);
    });
}

#[test]
fn on_a_strict_page() {
    stage(async |stage| {
        let policy = "default-src 'none'; script-src SITE 'wasm-unsafe-eval'; connect-src SITE; img-src SITE; \
                      require-trusted-types-for 'script'; trusted-types 'none'";
        let page = HostPage { head: LOADER.to_owned(), body: ELEMENT.to_owned(), policy: Some(policy.to_owned()), ..HostPage::default() };
        let widget = stage.show_page(page).await;
        goes_to_belonging(stage, widget).await;
    });
}

#[test]
fn on_a_page_that_is_pinned() {
    stage(async |stage| {
        let page = HostPage { head: pinning::pinned(), body: ELEMENT.to_owned(), ..HostPage::default() };
        let widget = stage.show_page(page).await;
        goes_to_belonging(stage, widget).await;
    });
}

#[test]
fn a_pinned_page_takes_no_other_code_for_it() {
    for file in ["assets/search.", "assets/field."] {
        stage(async |stage| {
            stage.expect("integrity");
            stage.expect(file);
            stage.host.fail(file, Fault::Followed(b" "));
            let page = HostPage { head: pinning::pinned(), body: ELEMENT.to_owned(), ..HostPage::default() };
            let widget = stage.show_page(page).await;
            widget.runs_on_wasm().await;
            if widget.any("search").is_there().await {
                widget.role("combobox", FIELD).one().await.click().await;
                stage.browser.press(&['v', 'o', 't']).await;
                widget.until("it is said", "return root.querySelector('.told').textContent.startsWith('The connection failed')").await;
            }
            assert!(!widget.any("option").is_there().await);
        });
    }
}

#[test]
fn what_fails_is_said_and_can_be_tried_again() {
    for part in ["/search/root.bin", "/search/", "assets/search"] {
        stage(async |stage| {
            stage.expect("Failed to load");
            stage.expect("404");
            stage.host.fail(part, Fault::Status(404));
            // Of a catalog without an index one is made; here neither can be had.
            stage.host.fail("catalog.json", Fault::Status(404));
            let widget = stage.show(ELEMENT).await;
            widget.role("combobox", FIELD).one().await.click().await;
            stage.browser.press(&['b', 'e', 'l']).await;
            widget
                .until(
                    "it is said",
                    "return root.querySelector('.told').textContent === 'The connection failed. Check that you are online.'",
                )
                .await;
            // Each key is another try, and the last of them may still be on its way.
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            stage.host.mend();
            stage.browser.press(&['o', 'n', 'g']).await;
            widget.until("results", "return !!root.querySelector('[role=option]')").await;
            assert!(options(widget).await[0].starts_with(BELONGING));
        });
    }
}

#[test]
fn a_host_that_has_no_index_makes_no_difference() {
    stage(async |stage| {
        stage.expect("404");
        stage.host.fail("/search/", Fault::Status(404));
        let widget = stage.show(ELEMENT).await;
        goes_to_belonging(stage, widget).await;
    });
}

async fn goes_to_belonging(stage: &Stage, widget: Widget<'_>) {
    types(stage, widget, "belongng").await;
    widget.until("results", "return !!root.querySelector('[role=option]')").await;
    assert!(options(widget).await[0].starts_with(BELONGING));
    stage.browser.press(&[ENTER]).await;
    widget.shows(BELONGING).await;
    arrived(stage, "voting").await;
}
