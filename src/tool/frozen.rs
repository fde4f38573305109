//! A folder that never changes any more: pages may be pinned to its texts too, not to its code alone. For that each file of the catalog has
//! its integrity in a list, each list in the list of lists, and that one in the pinned loader.
//!
//! Leaves out pictures, for which browsers know no integrity.

use std::collections::BTreeMap;

use anyhow::Result;

use super::assets::{FRAGMENTS, SEARCH, SHARDS, hashed_name, integrity};
use super::site::{Manifest, Site};

/// So many files are in one list.
const MOST: usize = 256;

/// Puts the lists of what `site` has of the catalog by now into it. Gives the path and the integrity of each, the list of lists last.
///
/// # Errors
/// When one can't be written.
pub fn publish(site: &Site) -> Result<Vec<(String, String)>> {
    let (files, root) = lists(&site.listed());
    files
        .into_iter()
        .chain([root])
        .map(|(path, json)| {
            let sum = integrity(json.as_bytes());
            site.put(&path, json)?;
            Ok((path, sum))
        })
        .collect()
}

/// The lists by their paths, and the list of lists.
fn lists(manifest: &Manifest) -> (Vec<(String, String)>, (String, String)) {
    let sums: Vec<(&String, &String)> =
        manifest.iter().filter(|(path, _)| is_read(path)).map(|(path, listed)| (path, &listed.integrity)).collect();
    let named = |json: String| (hashed_name("content", "json", json.as_bytes()), json);
    let parts: Vec<_> = sums
        .chunks(MOST)
        .map(|part| {
            let list: BTreeMap<_, _> = part.iter().copied().collect();
            (part[0].0, named(serde_json::json!(list).to_string()))
        })
        .collect();
    let root: Vec<_> = parts.iter().map(|(first, (path, json))| (first, path, integrity(json.as_bytes()))).collect();
    let root = named(serde_json::json!(root).to_string());
    (parts.into_iter().map(|(_, list)| list).collect(), root)
}

/// Whether the loader or the widget reads a file: the catalog, its indexes, entries and fragments.
fn is_read(path: &str) -> bool {
    let is_json = path.ends_with(".json");
    path.starts_with(SEARCH)
        || is_json
            && (path.starts_with(FRAGMENTS) || path.starts_with(SHARDS) || ["index.", "catalog."].iter().any(|stem| path.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::site::Listed;

    #[test]
    fn every_file_that_is_read_is_in_the_list_that_its_path_leads_to() {
        let listed = |path: String| (path.clone(), Listed { bytes: 1, brotli: None, integrity: format!("sha384-{path}") });
        let topics = (0..600).map(|number| format!("t/{number}.json"));
        let read: Vec<String> =
            topics.chain(["index.json", "catalog.es.json", "entries/a.0.json", "search/root.bin"].map(str::to_owned)).collect();
        let others = ["vital-conditions.js", "topics/a.html", "t/a.js", "oembed/a.json", "art/a.svg", "versions.json"].map(str::to_owned);
        let (lists, (root_path, root)) = lists(&read.iter().cloned().chain(others).map(listed).collect());
        let root: Vec<(String, String, String)> = serde_json::from_str(&root).unwrap();
        assert!(root_path.starts_with("assets/content.") && root.len() == 3, "{root:?}");
        let mut found = 0;
        for path in &read {
            let (_, list, sum) = root.iter().rev().find(|(first, ..)| first <= path).unwrap();
            let json = &lists.iter().find(|(path, _)| path == list).unwrap().1;
            assert_eq!(*sum, integrity(json.as_bytes()));
            let sums: BTreeMap<String, String> = serde_json::from_str(json).unwrap();
            assert_eq!(sums[path], format!("sha384-{path}"));
            found = found.max(sums.len());
        }
        assert_eq!(found, MOST);
        let all: usize = lists.iter().map(|(_, json)| serde_json::from_str::<BTreeMap<String, String>>(json).unwrap().len()).sum();
        assert_eq!(all, read.len(), "and nothing else");
    }
}
