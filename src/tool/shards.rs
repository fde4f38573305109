//! The index of a sharded catalog: which file has which entry, itself in parts once it is long. So what leads to an entry costs about the
//! same in a catalog of any size.
//!
//! Leaves out the entries' own files, which are excerpts.

use std::fmt::Write;

use super::assets::{self, SHARDS};
use super::content::Edition;
use super::nodes::write_string;

/// So many items are in one file. Fewer would make more steps on the way to an entry, more would make each of them longer.
const ITEMS: usize = 128;

/// An entry, or a former id.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    pub name: &'a str,
    /// The path of its file in the published folder.
    pub file: &'a str,
    /// What the index says of it, as members of a JSON object.
    pub listing: &'a str,
}

/// The files of the index, with their paths in the published folder, the root last. `items` are in the order of their names, and `home` is
/// the id of the entry to begin with.
#[must_use]
pub fn index(edition: &Edition, home: Option<&str>, items: &[Item]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut level: Vec<(&str, String)> = items.iter().map(|item| (item.name, listed(item))).collect();
    while level.len() > ITEMS {
        // Parts of about one size.
        let size = level.len().div_ceil(level.len().div_ceil(ITEMS));
        let parts = level.chunks(size).map(|part| {
            let json = format!("{{\"version\":1,\"index\":[{}]}}", joined(part));
            let path = format!("{}~.{}.json", edition.folder(SHARDS), assets::hash(json.as_bytes()));
            let mut item = String::from("{\"from\":");
            write_string(part[0].0, &mut item);
            let _ = write!(item, ",\"file\":\"{path}\"}}");
            files.push((path, json));
            (part[0].0, item)
        });
        level = parts.collect();
    }
    let mut json = edition.with_list("index", level.iter().map(|(_, item)| item.as_str()));
    if let Some(home) = home.filter(|home| edition.home().as_deref() != Some(home)) {
        // Of several members with one name the last counts.
        json.truncate(json.len() - 1);
        json.push_str(",\"home\":");
        write_string(home, &mut json);
        json.push('}');
    }
    files.push((root(&edition.name), json));
    files
}

/// The name of the index of a catalog: `index.es.json` for `catalog.es.json`.
#[must_use]
pub fn root(catalog: &str) -> String {
    catalog.replacen("catalog", "index", 1)
}

fn listed(item: &Item) -> String {
    let mut json = String::from("{\"id\":");
    write_string(item.name, &mut json);
    json.push_str(item.listing);
    json.push_str(",\"file\":");
    write_string(item.file, &mut json);
    json.push('}');
    json
}

fn joined(part: &[(&str, String)]) -> String {
    let mut json = String::new();
    for (at, (_, item)) in part.iter().enumerate() {
        if at > 0 {
            json.push(',');
        }
        json.push_str(item);
    }
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Context, Date, Limits, Shard, parse};

    fn find(files: &[(String, String)], name: &str) -> Option<String> {
        let (mut path, mut steps) = ("index.json".to_owned(), 0);
        loop {
            let json = &files.iter().find(|(known, _)| *known == path).unwrap().1;
            let context = Context {
                base: "https://host.example/index.json",
                today: Date::new(2026, 11, 22).unwrap(),
                resolve: &crate::tool::check::resolve,
                limits: Limits::BROWSER,
                overlay: None,
            };
            let (catalog, problems) = parse(json, &context).unwrap();
            assert!(problems.is_empty(), "{problems:?}");
            match catalog.index.unwrap().find(name)? {
                Shard::Entry(file) => return Some(file.to_string()),
                Shard::Part(file) => path = file.to_string(),
            }
            steps += 1;
            assert!(steps < 4, "{name} is too far away");
        }
    }

    #[test]
    fn every_entry_is_found_and_nothing_else_is() {
        let edition = Edition::found("catalog.json", r#"{"version":1,"title":"T","home":"e-00001","entries":[]}"#.to_owned());
        for count in [1, ITEMS, ITEMS + 1, 20_000] {
            let names: Vec<String> = (0..count).map(|at| format!("e-{at:05}")).collect();
            let paths: Vec<String> = names.iter().map(|name| format!("entries/{name}.json")).collect();
            let items: Vec<Item> = names.iter().zip(&paths).map(|(name, file)| Item { name, file, listing: "" }).collect();
            let files = index(&edition, Some("e-00000"), &items);
            assert!(files.iter().all(|(_, json)| json.len() < ITEMS * 80), "no file grows with the catalog");
            for name in [&names[0], &names[count / 2], &names[count - 1]] {
                assert_eq!(find(&files, name), Some(format!("entries/{name}.json")), "{count}");
            }
            for name in ["a", "e-00000a", "z"] {
                assert_eq!(find(&files, name), None, "{count} {name}");
            }
        }
    }
}
