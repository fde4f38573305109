//! A tag that names a version runs the files of that version, byte for byte, or none; what is read goes on being updated.

use super::host::{Fault, Host, HostPage};
use super::pinning::{ELEMENT, copy, goes_on_by_wasm, pinned, show, tag, version};
use super::site;
use super::stage::{LOADER, Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};
use std::fs;

#[test]
fn it_runs_its_version() {
    stage(async |stage| {
        let widget = show(stage, &pinned(), None).await;
        goes_on_by_wasm(stage, widget).await;
        assert_eq!(
            stage.browser.script("return document.querySelectorAll('head script').length", &[]).await,
            2,
            "nothing is left in the page"
        );
        assert_eq!(stage.host.count("vital-conditions.js"), 1);
    });
}

#[test]
fn what_is_counted_is_of_its_version_too() {
    for (is_changed, expected) in [(false, 1), (true, 0)] {
        stage(async |stage| {
            stage.expect("integrity");
            stage.expect("Failed to load");
            stage.expect("resource");
            if is_changed {
                stage.host.fail("metrics", Fault::Followed(b"\n"));
            }
            stage.host.begin_with("window.sent = []; Navigator.prototype.sendBeacon = url => window.sent.push(url) > 0");
            let widget = stage
                .show_page(HostPage {
                    head: pinned(),
                    body: "<vital-conditions topic='voting' metrics='/counts'></vital-conditions>".to_owned(),
                    ..HostPage::default()
                })
                .await;
            widget.runs_on_wasm().await;
            stage.browser.script("dispatchEvent(new Event('pagehide'))", &[]).await;
            assert_eq!(stage.browser.script("return sent.length", &[]).await, expected);
        });
    }
}

/// What a changed byte leads to. `control` is a floating tag on the same page: there it does no harm.
async fn refuses(stage: &Stage, part: &str, more: &'static [u8], is_readable: bool) {
    for (tag, is_pinned) in [(pinned(), true), (LOADER.to_owned(), false)] {
        stage.expect("integrity");
        for said in ["Failed to load", "resource: ", "MIMEMISMATCH", "Sub-resource Integrity"] {
            stage.expect(said);
        }
        stage.expect("layout-shift");
        stage.host.fail(part, Fault::Followed(more));
        let widget = show(stage, &tag, None).await;
        if !is_pinned {
            widget.shows(VOTING).await;
            widget.runs_on_wasm().await;
            continue;
        }
        stage.browser.until("the error", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
        let errors = stage.events("vital-error").await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0]["detail"]["kind"], "integrity", "{errors:?}");
        assert!(errors[0]["detail"]["message"].as_str().is_some_and(|message| message.contains(part)), "{errors:?}");
        if is_readable {
            widget.shows(VOTING).await;
            widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await;
        } else {
            widget.any("alert").one().await;
            assert_eq!(widget.script("return widget.querySelector('a').checkVisibility()", Value::Null).await, true);
        }
        stage.host.mend();
        stage.browser.goto("about:blank").await;
    }
}

#[test]
fn changed_glue_is_refused_and_links_are_links() {
    stage(async |stage| {
        refuses(stage, "assets/glue.", b"\n", true).await;
    });
}

#[test]
fn changed_wasm_is_refused_and_reading_goes_on_without() {
    // An empty section, which no engine minds.
    stage(async |stage| refuses(stage, "assets/widget.", b"\x00\x01\x00", true).await);
}

#[test]
fn changed_styles_are_refused_and_the_fallback_is_shown() {
    stage(async |stage| refuses(stage, "assets/styles.", b"\n", false).await);
}

#[test]
fn a_changed_loader_does_not_run() {
    stage(async |stage| {
        stage.expect("integrity");
        stage.expect("resource: ");
        stage.host.fail("/vital-conditions.js", Fault::Followed(b"\n"));
        let widget = show(stage, &pinned(), None).await;
        widget.until("the refusal", "return __heard.troubles.some(trouble => trouble.kind === 'resource')").await;
        let seen = "return !customElements.get('vital-conditions') && widget.querySelector('a').checkVisibility()";
        assert_eq!(widget.script(seen, Value::Null).await, true);
    });
}

#[test]
fn a_file_that_did_not_come_is_no_changed_one() {
    stage(async |stage| {
        for said in ["Failed to load", "resource: ", "MIMEMISMATCH", "Sub-resource Integrity"] {
            stage.expect(said);
        }
        stage.expect("integrity");
        stage.host.fail("assets/widget.", Fault::Status(503));
        let widget = show(stage, &pinned(), None).await;
        stage.browser.until("the error", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
        let error = stage.events("vital-error").await.remove(0);
        assert_eq!(error["detail"]["kind"], "wasm", "{error}");
        widget.shows(VOTING).await;
    });
}

#[test]
fn what_is_read_goes_on_being_updated() {
    stage(async |stage| {
        let fragment = fs::read_to_string(site::folder().join("t/voting.json")).expect("a fragment");
        stage.host.fail("t/voting.json", Fault::Text(fragment.replace("\"Voting\"", "\"Voting today\"")));
        show(stage, &pinned(), None).await.shows("Voting today").await;
    });
}

#[test]
fn what_comes_without_integrity_brings_no_script_along() {
    let fragment = fs::read_to_string(site::folder().join("t/voting.json")).expect("a fragment");
    for evil in [r#"["script",{},"window.evil = 1"]"#, r#"["p",{"onclick":"window.evil = 1"}]"#, r#"["iframe",{"srcdoc":"x"}]"#] {
        stage(async |stage| {
            stage.host.fail("t/voting.json", Fault::Text(fragment.replacen("[\"header\"", &format!("{evil},[\"header\""), 1)));
            let widget = show(stage, &pinned(), None).await;
            widget.shows(VOTING).await;
            widget.runs_on_wasm().await;
            let traces = "return !!window.evil || !!root.querySelector('script, iframe, [onclick]')";
            assert_eq!(widget.script(traces, Value::Null).await, false, "{evil}");
        });
    }
}

#[test]
fn a_module_that_was_disturbed_on_its_way_is_asked_for_again() {
    stage(async |stage| {
        for said in ["Failed to load", "resource: ", "MIMEMISMATCH", "Sub-resource Integrity"] {
            stage.expect(said);
        }
        stage.host.fail("assets/glue.", Fault::Once(503));
        let widget = show(stage, &pinned(), None).await;
        goes_on_by_wasm(stage, widget).await;
    });
}

const STRICT: &str = "default-src 'none'; script-src SITE 'wasm-unsafe-eval'; connect-src SITE; img-src SITE; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

#[test]
fn where_trusted_types_forbid_naming_scripts_the_topic_can_be_read() {
    stage(async |stage| {
        stage.expect("TrustedScriptURL");
        stage.expect("trusted-types");
        stage.expect("require-trusted-types-for");
        let widget = show(stage, &pinned(), Some(STRICT)).await;
        widget.shows(VOTING).await;
        stage.browser.until("the error", "return __heard.events.some(event => event.name === 'vital-error')", &[]).await;
        assert_eq!(stage.events("vital-error").await[0]["detail"]["kind"], "csp");
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        stage.browser.until("the entry's own page", "return location.pathname.startsWith('/topics/')", &[]).await;
    });
}

#[test]
fn there_a_tag_for_the_module_brings_all_of_it() {
    for is_first in [true, false] {
        stage(async |stage| {
            let glue = tag(&version(site::folder()), "glue", "type=\"module\" ");
            let tags = if is_first { glue + &pinned() } else { pinned() + &glue };
            let widget = show(stage, &tags, Some(STRICT)).await;
            goes_on_by_wasm(stage, widget).await;
        });
    }
}

#[test]
fn a_nonce_is_handed_on() {
    stage(async |stage| {
        let tags = pinned().replace("async", "async nonce=\"n0nce\"");
        // What a page's own header adds, the recorder, has no nonce.
        let policy = "script-src 'nonce-n0nce' SITE/~tests/ 'wasm-unsafe-eval'";
        let widget = show(stage, &tags, Some(policy)).await;
        goes_on_by_wasm(stage, widget).await;
    });
}

/// Puts up this version as an earlier one, with another glue, on the host page's own server, and gives its tag.
fn earlier(host: &Host) -> String {
    let folder = site::target().join("browser-tests/earlier");
    copy(site::folder(), &folder, &["assets", "art", "t", "entries", "index.json"]);
    let now = version(site::folder());
    let text = |file: &str| fs::read_to_string(folder.join(now[file].as_str().expect("a path"))).expect("a script");
    let glue = text("glue") + "\n// As it was.\n";
    let glue_path = "assets/glue.00000000.js";
    let known = now["files"][now["glue"].as_str().expect("a path")].as_str().expect("its integrity");
    let loader = text("loader").replace(known, &integrity(&glue)).replace(now["glue"].as_str().expect("a path"), glue_path);
    fs::write(folder.join(glue_path), glue).expect("the glue is written");
    fs::create_dir_all(folder.join("assets/00000000")).expect("a folder");
    fs::write(folder.join("assets/00000000/vital-conditions.js"), &loader).expect("the loader is written");
    host.put_folder("/earlier/", &folder);
    let origin = &host.origin;
    format!(
        "<script async crossorigin integrity=\"{}\" src=\"{origin}/earlier/assets/00000000/vital-conditions.js\"></script>",
        integrity(&loader)
    )
}

fn integrity(text: &str) -> String {
    vital_conditions::tool::assets::integrity(text.as_bytes())
}

#[test]
fn of_two_versions_on_a_page_the_first_that_comes_shows_both() {
    for floating in [true, false] {
        stage(async |stage| {
            let other = if floating { LOADER.to_owned() } else { pinned() };
            let body =
                format!("<vital-conditions topic='voting'></vital-conditions>{}<vital-conditions topic='hate'></vital-conditions>", other);
            stage.show_page(HostPage { head: earlier(&stage.host), body, ..HostPage::default() }).await;
            stage.nth(0).runs_on_wasm().await;
            stage.nth(1).shows("Hate").await;
            stage.nth(0).shows(VOTING).await;
            let infos = stage.browser.script("return __heard.infos", &[]).await;
            let infos: Vec<&str> = infos.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            assert_eq!(infos.len(), 1, "{infos:?}");
            assert!(infos[0].contains("was here first") && infos[0].contains("is not used"), "{infos:?}");
        });
    }
}

#[test]
fn a_pinned_tag_beside_a_floating_one_of_its_folder_says_who_was_first() {
    stage(async |stage| {
        stage.show_page(HostPage { head: pinned() + LOADER, body: ELEMENT.to_owned(), ..HostPage::default() }).await.runs_on_wasm().await;
        let infos = stage.browser.script("return __heard.infos.length", &[]).await;
        assert_eq!(infos, json!(1));
    });
}
