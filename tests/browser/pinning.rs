//! Pages whose tags are pinned to a version, for the tests that show them.

use super::finding::Widget;
use super::host::HostPage;
use super::site;
use super::stage::Stage;
use super::titles::{BELONGING, VOTING};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub const ELEMENT: &str = "<vital-conditions topic='voting'><a href='SITE/topics/voting.html'>Voting, to read there</a></vital-conditions>";

/// The last version that is published in a folder, as its list says.
pub fn version(folder: &Path) -> Value {
    let list = fs::read(folder.join("versions.json")).expect("the list of versions");
    let list: Value = serde_json::from_slice(&list).expect("the list is JSON");
    list["versions"].as_array().and_then(|versions| versions.last()).cloned().expect("a version")
}

/// The tag for one of a version's files.
pub fn tag(version: &Value, file: &str, more: &str) -> String {
    let path = version[file].as_str().expect("a path");
    let integrity = version["files"][path].as_str().expect("its integrity");
    format!("<script {more}async crossorigin integrity=\"{integrity}\" src=\"SITE/{path}\"></script>")
}

/// The pinned tag of this build.
pub fn pinned() -> String {
    tag(&version(site::folder()), "loader", "")
}

/// Shows a page with these tags in its head and an element for Voting.
pub async fn show<'a>(stage: &'a Stage, tags: &str, policy: Option<&str>) -> Widget<'a> {
    let page = HostPage { head: tags.to_owned(), body: ELEMENT.to_owned(), policy: policy.map(str::to_owned), ..HostPage::default() };
    stage.show_page(page).await
}

/// Goes on to a related topic and back, first by fragments and then by wasm.
pub async fn goes_on_by_wasm(stage: &Stage, widget: Widget<'_>) {
    widget.shows(VOTING).await;
    widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
    widget.shows(BELONGING).await;
    widget.runs_on_wasm().await;
    widget.role("button", "Back to Voting").one().await.click().await;
    widget.shows(VOTING).await;
    assert_eq!(stage.events("vital-error").await, [] as [Value; 0]);
}

/// Copies files and folders, by their names, from one folder to another.
pub fn copy(from: &Path, to: &Path, names: &[&str]) {
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
