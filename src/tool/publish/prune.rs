//! Which of the files that are kept for good nobody needs any more, as far as that can be known.
//!
//! A page that is open, or that somebody pasted, may name hashed files of any earlier version. So nothing goes unless it is asked for, and
//! what the present version, the one before, or a list of versions names stays even then.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::order::is_hashed;
use super::version::{Present, Version, unpacked};
use crate::tool::loader;

/// What is read of `versions.json`: the files of each version that is still to be had.
#[derive(Debug, Deserialize)]
struct List {
    versions: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
struct Listed {
    files: serde_json::Map<String, Value>,
}

/// The files that a `versions.json` names.
///
/// # Errors
/// When it is no such list. Then nothing may be removed.
pub fn listed(json: &[u8]) -> Result<BTreeSet<String>> {
    let list: List =
        serde_json::from_slice(json).context("it is no list of versions, so nothing is removed; mend it, or leave out --prune")?;
    Ok(list.versions.into_iter().flat_map(|version| version.files.into_iter().map(|(path, _)| path)).collect())
}

/// A pinned loader at the target that no version and no list names, if there is one. Pages may be pinned to it all the same: a list is
/// replaced with each version, and only builds of one folder carry it on.
pub fn unlisted<'a>(present: &'a Present, versions: &[&Version], listed: &BTreeSet<String>) -> Option<&'a str> {
    let is_known = |path: &str| listed.contains(path) || versions.iter().any(|version| version.manifest.contains_key(path));
    present.keys().map(String::as_str).find(|path| loader::is_pinned(path) && !is_known(path))
}

/// The hashed files, with their packed forms, that none of these versions has and no list names.
pub fn unneeded(present: &Present, versions: &[&Version], listed: &BTreeSet<String>) -> Vec<String> {
    let is_needed = |path: &str| listed.contains(path) || versions.iter().any(|version| version.manifest.contains_key(path));
    let is_unneeded = |path: &&String| is_hashed(path) && !is_needed(path) && !unpacked(path).is_some_and(|(file, _)| is_needed(file));
    present.keys().filter(is_unneeded).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_any_version_or_list_names_stays() {
        let version = |path: &str| {
            let json =
                format!(r#"{{"vital-conditions.js":{{"bytes":1,"integrity":""}},"{path}":{{"bytes":1,"brotli":1,"integrity":""}}}}"#);
            Version::read(json.as_bytes()).unwrap()
        };
        let [this, before] = ["assets/a.00000001.js", "assets/a.00000002.js"].map(version);
        let listed = listed(br#"{"versions":[{"version":"1.0.0","files":{"assets/a.00000003.js":"sha384-a"}},{"files":{}}]}"#).unwrap();
        let paths =
            ["1.js", "1.js.br", "2.js", "2.js.gz", "3.js", "3.js.br", "4.js", "4.js.br"].map(|end| format!("assets/a.0000000{end}"));
        let others = ["assets/theirs.js", "t/a.json", "entries/a.json"].map(str::to_owned);
        let present = paths.into_iter().chain(others).map(|path| (path, 1)).collect();
        assert_eq!(unneeded(&present, &[&this, &before], &listed), ["assets/a.00000004.js", "assets/a.00000004.js.br"]);
    }

    #[test]
    fn a_pinned_loader_that_no_list_names_is_told() {
        let listed = BTreeSet::from(["assets/00000001/vital-conditions.js".to_owned()]);
        let present = |path: &str| Present::from([(path.to_owned(), 1), ("assets/00000001/vital-conditions.js".to_owned(), 1)]);
        assert_eq!(unlisted(&present("assets/a.00000002.js"), &[], &listed), None);
        assert_eq!(unlisted(&present("assets/00000002/vital-conditions.js"), &[], &listed), Some("assets/00000002/vital-conditions.js"));
    }

    #[test]
    fn a_list_that_is_none_is_not_guessed_at() {
        for json in ["{}", "[]", r#"{"versions":[{}]}"#, "not json"] {
            assert!(listed(json.as_bytes()).is_err(), "{json}");
        }
    }
}
