//! A place in an object store with two versions of a site to put there, and the tool that does it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use super::http::Answer;
use super::object_store::ObjectStore;
use super::reader::Version;
use super::site;

const KEPT: &str = "public, max-age=31536000, immutable";

/// A place in a store, under a prefix, and two versions of a site to put there.
pub struct Stage {
    pub store: ObjectStore,
    prefix: &'static str,
    folders: [PathBuf; 2],
    pub versions: [Version; 2],
    _home: tempfile::TempDir,
}

impl Stage {
    pub fn new(prefix: &'static str, topics: usize, wait: f64) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folders = ["first", "second"].map(|name| home.path().join(name));
        // The second has other assets, most topics changed, five new ones, and five of the first no longer.
        let manifests = [site::build(&folders[0], 0..topics, "first"), site::build(&folders[1], 5..topics + 5, "second")];
        let versions = [0, 1].map(|version| Version::of(&folders[version], &manifests[version]));
        Self { store: ObjectStore::start(wait), prefix, folders, versions, _home: home }
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vital"));
        command.arg("publish").args(arguments).envs(self.store.settings());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the tool starts")
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.start(arguments).wait_with_output().expect("the tool ends")
    }

    pub fn target(&self) -> String {
        self.store.target(self.prefix)
    }

    pub fn publish(&self, version: usize) -> String {
        said(&self.run(&[self.folder(version), &self.target()]), 0)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.store.get(&format!("{}/{path}", self.prefix))
    }

    /// The folder of a version.
    pub fn folder(&self, version: usize) -> &str {
        self.folders[version].to_str().expect("a path in plain letters")
    }

    /// The target has this version, whole, with the headers that browsers want, and beside it nothing but hashed files of the other.
    pub fn assert_is(&self, version: usize, when: &str) {
        let there: BTreeSet<String> =
            self.store.list(self.prefix).into_iter().filter(|path| !path.is_empty() && !path.starts_with(".vital/")).collect();
        for path in self.versions[version].paths() {
            assert!(there.contains(path), "{when}: {path} is missing");
            let answer = self.get(path);
            assert!(self.versions[version].file(path) == Some(&answer.body), "{when}: {path} is of another version");
            let expected = if is_lasting(path) && !path.ends_with(".tgz") { KEPT } else { "no-cache" };
            assert_eq!(answer.header("cache-control"), expected, "{when}: {path}");
            assert_eq!(answer.header("content-type"), kind(path), "{when}: {path}");
        }
        let plain = |path: &str| path.strip_suffix(".br").unwrap_or(path).to_owned();
        for path in &there {
            let is_of_it = self.versions[version].file(&plain(path)).is_some();
            assert!(is_of_it || is_lasting(&plain(path)), "{when}: {path} should be gone");
        }
        for path in there.iter().filter(|path| path.ends_with(".br")) {
            let answer = self.get(path);
            assert_eq!((answer.header("content-encoding"), answer.header("content-type")), ("br", kind(&plain(path))), "{when}: {path}");
        }
    }
}

/// What the tool said on standard error, and that it ended with this status.
#[track_caller]
pub fn said(output: &Output, status: i32) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{said}");
    said
}

/// Whether a file is named out there for longer than its version is published.
fn is_lasting(path: &str) -> bool {
    path.starts_with("assets/") || path.starts_with("entries/") || path.ends_with(".tgz")
}

fn kind(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "xml" => "application/xml",
        "tgz" => "application/gzip",
        other => panic!("a site has no file of the kind {other}"),
    }
}
