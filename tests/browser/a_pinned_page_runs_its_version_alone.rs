//! A tag that names a version runs the files of that version, byte for byte, or none; what is read goes on being updated.

use super::finding::Widget;
use super::host::{Fault, Host, HostPage};
use super::site;
use super::stage::{LOADER, Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const ELEMENT: &str = "<vital-conditions topic='voting'><a href='SITE/topics/voting.html'>Voting, to read there</a></vital-conditions>";

/// The version of this build, as the published list says.
fn version() -> Value {
    let list = fs::read(site::folder().join("versions.json")).expect("the list of versions");
    let list: Value = serde_json::from_slice(&list).expect("the list is JSON");
    list["versions"].as_array().and_then(|versions| versions.last()).cloned().expect("a version")
}

/// The tag for one of a version's files.
fn tag(version: &Value, file: &str, more: &str) -> String {
    let path = version[file].as_str().expect("a path");
    let integrity = version["files"][path].as_str().expect("its integrity");
    format!("<script async crossorigin {more} integrity=\"{integrity}\" src=\"SITE/{path}\"></script>")
}

fn pinned() -> String {
    tag(&version(), "loader", "")
}

async fn show<'a>(stage: &'a Stage, tags: &str, policy: Option<&str>) -> Widget<'a> {
    let page = HostPage { head: tags.to_owned(), body: ELEMENT.to_owned(), policy: policy.map(str::to_owned), ..HostPage::default() };
    stage.show_page(page).await
}

async fn goes_on_by_wasm(stage: &Stage, widget: Widget<'_>) {
    widget.shows(VOTING).await;
    widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
    widget.shows(BELONGING).await;
    widget.runs_on_wasm().await;
    widget.role("button", "Back to Voting").one().await.click().await;
    widget.shows(VOTING).await;
    assert_eq!(stage.events("vital-error").await, [] as [Value; 0]);
}

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
            stage.browser.begin_with("window.sent = []; Navigator.prototype.sendBeacon = url => window.sent.push(url) > 0").await;
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
        stage.expect("Failed to load");
        stage.expect("resource: ");
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
fn a_file_that_did_not_come_is_no_changed_one_and_is_tried_again() {
    stage(async |stage| {
        stage.expect("Failed to load");
        stage.expect("resource: ");
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
            let glue = tag(&version(), "glue", "type=\"module\"");
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
    let now = version();
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

fn copy(from: &Path, to: &Path, names: &[&str]) {
    fs::create_dir_all(to).expect("a folder");
    let mut waiting: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
    while let Some(path) = waiting.pop() {
        if from.join(&path).is_dir() {
            fs::create_dir_all(to.join(&path)).expect("a folder");
            let entries = fs::read_dir(from.join(&path)).expect("a folder to read");
            waiting.extend(entries.map(|entry| path.join(entry.expect("an entry").file_name())));
        } else {
            fs::copy(from.join(&path), to.join(&path)).expect("a file to copy");
        }
    }
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

/// A folder that never changes, built once.
fn frozen() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let build = || {
        let out = site::target().join("browser-tests/frozen");
        let _ = fs::remove_dir_all(&out);
        site::run(Command::new(env!("CARGO_BIN_EXE_vital")).args(["build", "--frozen", "--base-url", site::BASE]).arg("--out").arg(&out));
        out
    };
    FOLDER.get_or_init(build).clone()
}

/// Shows a page that is pinned to a copy of the frozen folder, `name`, in which these files were changed.
async fn show_frozen<'a>(stage: &'a Stage, name: &str, is_changed: impl Fn(&str) -> bool) -> Widget<'a> {
    let folder = site::target().join("browser-tests").join(name);
    let _ = fs::remove_dir_all(&folder);
    copy(&frozen(), &folder, &["assets", "art", "t", "entries", "index.json", "catalog.json"]);
    for below in ["t", "entries", "."] {
        for entry in fs::read_dir(folder.join(below)).expect("a folder to read") {
            let path = entry.expect("an entry").path();
            let file = path.strip_prefix(&folder).expect("a path within").to_string_lossy().replace("./", "");
            if path.is_file() && is_changed(&file) {
                fs::write(&path, fs::read_to_string(&path).expect("a text") + "\n").expect("a file to change");
            }
        }
    }
    stage.host.put_folder("/frozen/", &folder);
    let list = fs::read(frozen().join("versions.json")).expect("the list of versions");
    let list: Value = serde_json::from_slice(&list).expect("the list is JSON");
    let loader = tag(&list["versions"][0], "loader", "").replace("SITE", &format!("{}/frozen", stage.host.origin));
    show(stage, &loader, None).await
}

#[test]
fn in_a_frozen_folder_texts_are_of_the_version_too() {
    stage(async |stage| {
        let widget = show_frozen(stage, "frozen-sound", |_| false).await;
        goes_on_by_wasm(stage, widget).await;
        widget.script("widget.navigate('votng')", Value::Null).await;
        widget.any("alert").one().await;
        let lists = "return performance.getEntriesByType('resource').filter(file => file.name.includes('assets/content.')).length";
        assert_eq!(stage.browser.script(lists, &[]).await, 2, "the list of lists, and the one list");
    });
}

#[test]
fn changed_texts_are_refused_there() {
    stage(async |stage| {
        stage.expect("integrity");
        let widget = show_frozen(stage, "frozen-changed", |file| file != "catalog.json").await;
        widget.any("alert").one().await;
        let errors = stage.events("vital-error").await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0]["detail"]["kind"], "integrity", "{errors:?}");
        assert_eq!(widget.script("return widget.querySelector('a').checkVisibility()", Value::Null).await, true);
    });
}

#[test]
fn a_changed_fragment_there_is_not_used_and_the_entry_is() {
    stage(async |stage| {
        stage.expect("integrity");
        let widget = show_frozen(stage, "frozen-fragment", |file| file == "t/voting.json").await;
        widget.shows(VOTING).await;
        widget.runs_on_wasm().await;
    });
}

#[test]
fn the_configurator_there_gives_a_tag_that_vouches_for_the_topic_it_brings() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.expect("favicon");
        stage.browser.begin_with(include_str!("recorder.js")).await;
        stage.host.put_folder("/frozen/", &frozen());
        stage.browser.goto(&format!("{}/frozen/configure.html#topic=voting&place=html&form=B&updates=pinned", stage.host.origin)).await;
        let pieces = "return document.querySelector('#pieces code') && [...document.querySelectorAll('#pieces code')].map(code => code.textContent).join('')";
        let body = stage.browser.until("what to paste", pieces, &[]).await.as_str().unwrap_or_default().to_owned();
        assert!(body.contains("integrity=\"sha384-") && body.contains("/frozen/t/voting.js\""), "{body}");
        let widget = stage.show_page(HostPage { body, ..HostPage::default() }).await;
        widget.is_ready().await;
        let asked = "return performance.getEntriesByType('resource').some(file => file.name.endsWith('t/voting.json'))";
        assert_eq!(stage.browser.script(asked, &[]).await, false, "the topic came along");
        goes_on_by_wasm(stage, widget).await;
    });
}

#[test]
fn a_frozen_folder_stays_as_it_is() {
    let out = frozen();
    let build = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vital"));
        command.args(["build", "--base-url", site::BASE]).args(more).arg("--out").arg(&out);
        let output = command.output().expect("the tool runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = build(&["--frozen"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("is up to date"), "{said}");
    let (code, said) = build(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("is frozen: pages are pinned to what is in it; build into another folder"), "{said}");
}
