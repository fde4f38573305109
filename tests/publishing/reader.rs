//! What a reader meets where a folder is published: whether what a file names is there, and every file is of one version.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use vital_conditions::tool::assets;
use vital_conditions::tool::site::{LOADER, Manifest};

/// Numbers by chance, the same for the same seed. Source: Marsaglia, Xorshift RNGs, 2003.
#[derive(Debug, Clone)]
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }

    /// One of several.
    pub fn of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        let at = self.below(several.len() as u64);
        &several[usize::try_from(at).expect("a small number")]
    }
}

/// A version as its folder has it.
pub struct Version {
    files: BTreeMap<String, Vec<u8>>,
}

impl Version {
    pub fn of(folder: &Path, manifest: &Manifest) -> Self {
        let read = |path: &str| std::fs::read(folder.join(path)).expect("a file of the folder");
        let mut files: BTreeMap<String, Vec<u8>> = manifest.keys().map(|path| (path.clone(), read(path))).collect();
        files.insert("manifest.json".to_owned(), read("manifest.json"));
        Self { files }
    }

    pub fn file(&self, path: &str) -> Option<&Vec<u8>> {
        self.files.get(path)
    }

    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }
}

/// Asks for a path of the site, and gives the status and what is there.
pub type Ask<'a> = &'a dyn Fn(&str) -> (u16, Vec<u8>);

/// Reads in all ways, again and again, and notes what it should not have met.
pub struct Reader<'a> {
    /// The versions that there may be.
    versions: &'a [Version; 2],
    chance: Chance,
    /// How often everything was looked at, and how many files were asked for.
    pub polls: usize,
    pub reads: usize,
    pub faults: Vec<String>,
}

impl<'a> Reader<'a> {
    pub fn of(versions: &'a [Version; 2], chance: Chance) -> Self {
        Self { versions, chance, polls: 0, reads: 0, faults: Vec::new() }
    }

    /// One look by every way: the loader, a topic's own script, the index, a topic's fragment and its page.
    pub fn poll(&mut self, ask: Ask) {
        self.polls += 1;
        self.poll_scripts(ask);
        self.poll_index(ask);
        self.poll_fragment(ask);
        self.poll_page(ask);
    }

    fn poll_scripts(&mut self, ask: Ask) {
        let script = self.any_path("t/", ".js");
        for path in [LOADER.to_owned(), script] {
            let Some(answer) = self.get(ask, &path) else { continue };
            if !self.versions.iter().any(|version| version.file(&path) == Some(&answer)) {
                self.faults.push(format!("{path} is of no version"));
            }
            let text = String::from_utf8_lossy(&answer).into_owned();
            let assets: Vec<&str> = text.split('"').filter(|name| name.starts_with("assets/") && name.len() < 100).collect();
            if assets.len() < 3 {
                self.faults.push(format!("{path} names {assets:?}"));
            }
            for asset in assets {
                self.get_hashed(ask, asset, &path);
            }
        }
    }

    fn poll_index(&mut self, ask: Ask) {
        let mut path = "index.json".to_owned();
        for _ in 0..4 {
            let Some(answer) = self.get(ask, &path) else { return };
            let Ok(index) = serde_json::from_slice::<Value>(&answer) else {
                self.faults.push(format!("{path} is no JSON"));
                return;
            };
            let items = index["index"].as_array().cloned().unwrap_or_default();
            if items.is_empty() {
                self.faults.push(format!("{path} lists nothing"));
                return;
            }
            // Every part of an index, and some of the entries of one of them.
            let is_root = items[0]["from"].is_string();
            for item in if is_root { items.clone() } else { (0..5).map(|_| self.chance.of(&items).clone()).collect() } {
                self.get_hashed(ask, item["file"].as_str().unwrap_or_default(), &path);
            }
            if !is_root {
                return;
            }
            path = self.chance.of(&items)["file"].as_str().unwrap_or_default().to_owned();
        }
    }

    /// A topic, and one that it leads to. What only one version has is met by way of what leads there, and by nobody before.
    fn poll_fragment(&mut self, ask: Ask) {
        let path = self.common_path("t/", ".json");
        let Some(answer) = self.get(ask, &path) else { return };
        let ids = self.check_fragment(ask, &path, &answer);
        if ids.is_empty() {
            return;
        }
        let next = format!("t/{}.json", self.chance.of(&ids));
        if let Some(answer) = self.must_get(ask, &next, &path) {
            self.check_fragment(ask, &next, &answer);
        }
    }

    /// What a fragment leads to has to be there. Gives the ids of it.
    fn check_fragment(&mut self, ask: Ask, path: &str, answer: &[u8]) -> Vec<String> {
        let fragment: Value = serde_json::from_slice(answer).unwrap_or_default();
        self.get_hashed(ask, fragment["file"].as_str().unwrap_or_default(), path);
        let mut ids = Vec::new();
        leads(&fragment["nodes"], &mut ids);
        let hashes = fragment["leads"].as_array().cloned().unwrap_or_default();
        if ids.is_empty() || ids.len() != hashes.len() {
            self.faults.push(format!("{path} leads to {ids:?} by {hashes:?}"));
        }
        for (id, hash) in ids.iter().zip(&hashes) {
            self.get_hashed(ask, &format!("entries/{id}.{}.json", hash.as_str().unwrap_or_default()), path);
            // The next step asks for the fragment of where it leads.
            self.must_get(ask, &format!("t/{id}.json"), path);
        }
        ids
    }

    fn poll_page(&mut self, ask: Ask) {
        let path = self.common_path("topics/", ".html");
        let Some(answer) = self.get(ask, &path) else { return };
        let text = String::from_utf8_lossy(&answer).into_owned();
        for address in text.split('"').filter_map(|part| part.strip_prefix("../")) {
            if address.starts_with("assets/") {
                self.get_hashed(ask, address, &path);
            } else if address.starts_with("art/") {
                self.must_get(ask, address, &path);
            }
        }
        for id in text.split("href=\"topic-").skip(1).filter_map(|rest| rest.split('"').next()) {
            self.must_get(ask, &format!("topics/topic-{id}"), &path);
        }
    }

    /// A path that either version has.
    fn any_path(&mut self, start: &str, end: &str) -> String {
        let version = self.chance.of(self.versions);
        let paths: Vec<&String> = version.paths().filter(|path| path.starts_with(start) && path.ends_with(end)).collect();
        (*self.chance.of(&paths)).clone()
    }

    /// A path that both versions have.
    fn common_path(&mut self, start: &str, end: &str) -> String {
        loop {
            let path = self.any_path(start, end);
            if self.versions.iter().all(|version| version.file(&path).is_some()) {
                return path;
            }
        }
    }

    /// A file that is there. It has to be, if both versions have it.
    fn get(&mut self, ask: Ask, path: &str) -> Option<Vec<u8>> {
        self.reads += 1;
        let (status, content) = ask(path);
        if status == 200 {
            return Some(content);
        }
        if status != 404 || self.versions.iter().all(|version| version.file(path).is_some()) {
            self.faults.push(format!("{path} answered with the status {status}"));
        }
        None
    }

    fn must_get(&mut self, ask: Ask, path: &str, by: &str) -> Option<Vec<u8>> {
        self.reads += 1;
        let (status, content) = ask(path);
        if status != 200 {
            self.faults.push(format!("{path}, which {by} names, answered with the status {status}"));
        }
        (status == 200).then_some(content)
    }

    /// A file with a hash in its name, which has to be its own.
    fn get_hashed(&mut self, ask: Ask, path: &str, by: &str) {
        let Some(content) = self.must_get(ask, path, by) else { return };
        if path.rsplit('.').nth(1) != Some(&assets::hash(&content)) {
            self.faults.push(format!("{path}, which {by} names, holds something else"));
        }
    }
}

/// The entries that a tree of nodes leads to inline, in the order of the links.
fn leads(node: &Value, ids: &mut Vec<String>) {
    let Some(parts) = node.as_array() else { return };
    ids.extend(parts.get(1).and_then(|attributes| attributes["data-entry"].as_str()).map(str::to_owned));
    parts.iter().skip(2).for_each(|child| leads(child, ids));
}
