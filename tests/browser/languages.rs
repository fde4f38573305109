//! Catalogs in languages that the shipped one is not in. They stand at the host page's own address, so the wasm draws all of them.

use super::stage::Stage;
use serde_json::json;

/// The attribute for a catalog in Arabic, with an entry in English.
pub fn arabic(stage: &Stage) -> String {
    let catalog = include_str!("arabic.json").replace("SITE", &stage.host.site);
    stage.host.put_text("/arabic.json", "application/json", &catalog);
    "catalog='/arabic.json'".to_owned()
}

/// The attribute for a catalog in any language: the entries A, which was reviewed on a 1 May, and B.
pub fn plain(stage: &Stage, lang: &str) -> String {
    let entry = |id: &str, other: &str| {
        let body = [json!({ "type": "paragraph", "text": "…" })];
        json!({ "id": id, "kind": "topic", "title": id.to_uppercase(), "reviewed": "2026-05-01", "related": [other], "body": body })
    };
    let catalog = json!({ "version": 1, "lang": lang, "entries": [entry("a", "b"), entry("b", "a")] });
    let path = format!("/{lang}.json");
    stage.host.put_text(&path, "application/json", &catalog.to_string());
    format!("catalog='{path}'")
}
