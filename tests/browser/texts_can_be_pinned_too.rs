//! A folder that is built to stay as it is: tags are pinned to its texts as well as to its code.

use super::finding::Widget;
use super::host::HostPage;
use super::pinning::{copy, goes_on_by_wasm, show, tag, version};
use super::site;
use super::stage::{Stage, stage, stage_in_chromium};
use super::titles::VOTING;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

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
    copy(&frozen(), &folder, &["assets", "art", "t", "entries", "index.json", "index.es.json", "catalog.json", "catalog.es.json"]);
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
    let loader = tag(&version(&frozen()), "loader", "").replace("SITE", &format!("{}/frozen", stage.host.origin));
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
fn a_changed_catalog_there_is_refused_under_an_overlay_too() {
    stage(async |stage| {
        stage.expect("integrity");
        let overlay = stage.host.put_text("/ours.json", "application/json", r#"{"version":1}"#);
        stage.host.begin_with(&format!(
            "addEventListener('DOMContentLoaded', () => document.querySelector('vital-conditions')?.setAttribute('overlay', '{overlay}'))"
        ));
        let widget = show_frozen(stage, "frozen-catalog", |file| file == "catalog.json").await;
        widget.any("alert").one().await;
        assert_eq!(stage.events("vital-error").await[0]["detail"]["kind"], "integrity");
    });
}

#[test]
fn a_translation_there_is_of_the_version_too() {
    stage(async |stage| {
        let widget = show_frozen(stage, "frozen-translated", |_| false).await;
        widget.script("widget.lang = 'es'; widget.topic = 'humane-housing'", Value::Null).await;
        widget.until("Spanish", "return root.querySelector('article')?.lang === 'es'").await;
        widget.runs_on_wasm().await;
        assert_eq!(stage.events("vital-error").await, [] as [Value; 0]);
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
    stage_in_chromium(async |stage| {
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
    let out = site::target().join("browser-tests/frozen-again");
    let _ = fs::remove_dir_all(&out);
    let names = fs::read_dir(frozen()).expect("a folder to read").map(|entry| entry.expect("an entry").file_name());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    copy(&frozen(), &out, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let build = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vital"));
        command.args(["build", "--base-url", site::BASE]).args(more).arg("--out").arg(&out);
        let output = command.output().expect("the tool runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = build(&["--frozen"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("is up to date"), "{said}");
    fs::remove_file(out.join("t/voting.json")).expect("a file to lose");
    let (code, said) = build(&["--frozen"]);
    assert_eq!((code, out.join("t/voting.json").is_file()), (Some(0), true), "what was lost is put back: {said}");
    let (code, said) = build(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("is frozen: pages are pinned to what is in it; build into another folder"), "{said}");
}
