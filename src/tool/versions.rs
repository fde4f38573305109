//! The versions of the widget's code that pages may be pinned to, and what each is made of: `versions.json` in the published folder.
//!
//! Leaves out content, which goes on being updated on such pages too.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::site::Site;

/// The list's path in the published folder.
pub const PATH: &str = "versions.json";

/// The versions, the earliest first and that of this build last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    versions: Vec<Version>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The path of the loader that runs no other.
    pub loader: String,
    /// The path of the module that the loader brings. Where trusted types keep it from that, a tag of its own does.
    pub glue: String,
    /// All its files: the value for an `integrity` attribute, by path.
    pub files: BTreeMap<String, String>,
    /// Whether it is of texts too, which then never change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub frozen: bool,
}

impl Version {
    /// The integrity of its loader.
    #[must_use]
    pub fn integrity(&self) -> Option<&str> {
        self.files.get(&self.loader).map(String::as_str)
    }
}

impl Versions {
    /// The list of an earlier build as JSON.
    ///
    /// # Errors
    /// When it is no such list.
    pub fn parse(json: &[u8]) -> Result<Self> {
        serde_json::from_slice(json).with_context(|| format!("{PATH} is not the list that a build has made"))
    }

    /// Whether one of them is of texts too, so that the folder never changes.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.versions.iter().any(|version| version.frozen)
    }

    #[must_use]
    pub fn json(&self) -> String {
        // What is plain text by its type is always JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// With another version as the last.
    #[must_use]
    pub fn followed_by(mut self, version: Version) -> Self {
        self.versions.retain(|earlier| earlier.loader != version.loader);
        self.versions.push(version);
        self
    }

    /// Puts the list into `site`, with `version` as the last. The files of earlier versions stay there; of a version that is no longer whole
    /// nothing can be promised, so it goes, and is named on standard error.
    ///
    /// # Errors
    /// When the earlier list can't be read, or a file can't be written.
    pub fn publish(site: &Site, version: &Version) -> Result<()> {
        let earlier = site.earlier(PATH).map_or_else(|| Ok(Self::default()), |json| Self::parse(&json))?;
        if earlier.is_frozen() {
            site.freeze();
        }
        let (whole, broken): (Vec<Version>, Vec<Version>) =
            earlier.versions.into_iter().partition(|earlier| earlier.files.iter().all(|(path, integrity)| site.holds(path, integrity)));
        for version in broken.iter().filter(|broken| broken.loader != version.loader) {
            eprintln!("A version that pages may be pinned to is no longer whole, and was given up: {}", version.loader);
        }
        whole.iter().flat_map(|version| version.files.keys()).for_each(|path| site.keep(path));
        site.put(PATH, Self { versions: whole }.followed_by(version.clone()).json())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::tool::assets::{Cache, integrity};
    use crate::tool::site::LOADER;

    /// Builds a version of these files into `out`, and gives the loaders of the list and the paths in the manifest.
    fn built(out: &Path, loader: &str, files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let site = Site::begin(out, &Cache::new(out.with_extension("cache"))).unwrap();
        site.put(LOADER, loader).unwrap();
        for (path, content) in files {
            site.put(*path, content).unwrap();
        }
        let files = files.iter().map(|(path, content)| ((*path).to_owned(), integrity(content.as_bytes()))).collect();
        Versions::publish(&site, &Version { loader: loader.to_owned(), glue: String::new(), files, frozen: false }).unwrap();
        let (_, manifest) = site.finish().unwrap();
        let list = Versions::parse(&fs::read(out.join(PATH)).unwrap()).unwrap();
        (list.versions.into_iter().map(|version| version.loader).collect(), manifest.into_keys().collect())
    }

    #[test]
    fn what_pages_are_pinned_to_stays_when_the_code_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        built(&out, "one", &[("assets/a.1.png", "1"), ("assets/b.png", "b")]);
        let (versions, files) = built(&out, "two", &[("assets/a.2.png", "2"), ("assets/b.png", "b")]);
        assert_eq!(versions, ["one", "two"]);
        assert_eq!(files, ["assets/a.1.png", "assets/a.2.png", "assets/b.png", "versions.json", "vital-conditions.js"]);
        assert_eq!(fs::read_to_string(out.join("assets/a.1.png")).unwrap(), "1");
        // And when it goes on again, or back.
        let (versions, files) = built(&out, "one", &[("assets/a.1.png", "1"), ("assets/b.png", "b")]);
        assert_eq!(versions, ["two", "one"]);
        assert_eq!(files.len(), 5);
    }

    #[test]
    fn a_version_that_is_no_longer_whole_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        built(&out, "one", &[("assets/a.1.png", "1"), ("assets/c.1.png", "c")]);
        fs::write(out.join("assets/a.1.png"), "another").unwrap();
        let (versions, files) = built(&out, "two", &[("assets/a.2.png", "2")]);
        assert_eq!(versions, ["two"]);
        assert_eq!(files, ["assets/a.2.png", "versions.json", "vital-conditions.js"]);
        assert!(!out.join("assets/c.1.png").exists());
    }
}
