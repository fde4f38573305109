//! A published version as its manifest describes it: which objects it consists of, and how one version is told from another.
//!
//! Leaves out where a version is, in a folder or at a target.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use object_store::path::Path;
use sha2::{Digest, Sha256};

use super::record;
use crate::tool::site::{LOADER, MANIFEST, Manifest};

/// Where files are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A folder, from which a server takes them. It picks the packed ones by itself.
    Folder,
    /// An object store, which sends what it holds.
    Store,
}

impl Place {
    /// The endings of the packed files that are put beside a file. What else a store holds packed is so under its own name.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Folder => &["br", "gz"],
            Self::Store => &["br"],
        }
    }
}

/// One object of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The integrity of the file that it is, or is the packed form of.
    pub print: String,
    /// Its size at the target in bytes, where that is known without packing it.
    pub size: Option<u64>,
}

/// The objects by their paths in the target.
pub type Objects = BTreeMap<String, Object>;

/// What is at a target: sizes in bytes, by path.
pub type Present = BTreeMap<String, u64>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 16 hexadecimal digits, the same for the same files.
    pub id: String,
    pub manifest: Manifest,
}

impl Version {
    /// The version that a `manifest.json` describes.
    ///
    /// # Errors
    /// When it is no manifest of a build.
    pub fn read(json: &[u8]) -> Result<Self> {
        let manifest: Manifest = serde_json::from_slice(json).context("it is no manifest")?;
        if !manifest.contains_key(LOADER) {
            bail!("it lists no {LOADER}");
        }
        // Anybody may have edited it, and nothing outside of the target is touched for it.
        let is_own = |path: &&String| Path::parse(path).is_ok_and(|parsed| parsed.as_ref() == **path) && !path.starts_with(record::FOLDER);
        if let Some(path) = manifest.keys().find(|path| !is_own(path) || *path == MANIFEST) {
            bail!("it lists \"{}\", which no build makes", path.escape_debug());
        }
        let digest = Sha256::digest(serde_json::to_vec(&manifest)?);
        Ok(Self { id: digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect(), manifest })
    }

    /// What the version consists of, the manifest included.
    pub fn objects(&self, place: Place) -> Objects {
        let object = |print: &str| Object { print: print.to_owned(), size: None };
        let mut objects = Objects::from([(MANIFEST.to_owned(), object(&self.id))]);
        for (path, listed) in &self.manifest {
            objects.insert(path.clone(), object(&listed.integrity));
            for ending in place.endings().iter().filter(|_| listed.brotli.is_some()) {
                objects.insert(format!("{path}.{ending}"), object(&listed.integrity));
            }
        }
        objects
    }
}

/// The path of the file that an object is the packed form of, if its name says that it is one, and the ending.
pub fn unpacked(path: &str) -> Option<(&str, &str)> {
    let (file, ending) = path.rsplit_once('.')?;
    Place::Folder.endings().contains(&ending).then_some((file, ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        assert_eq!(format!("{:#}", Version::read(json.as_bytes()).unwrap_err()), expected, "{json}");
    }

    #[test]
    fn a_version_is_its_files_and_its_manifest() {
        let json = r#"{"vital-conditions.js":{"bytes":1,"brotli":1,"integrity":"sha384-a"},"t/a.json":{"bytes":2,"integrity":"sha384-b"}}"#;
        let version = Version::read(json.as_bytes()).unwrap();
        let paths = |place| version.objects(place).into_keys().collect::<Vec<_>>();
        assert_eq!(
            paths(Place::Folder),
            ["manifest.json", "t/a.json", "vital-conditions.js", "vital-conditions.js.br", "vital-conditions.js.gz"]
        );
        assert_eq!(paths(Place::Store), ["manifest.json", "t/a.json", "vital-conditions.js", "vital-conditions.js.br"]);
        assert_eq!(Version::read(json.replace(',', " ,\n").as_bytes()).unwrap(), version, "how it is written says nothing");
        assert_ne!(Version::read(json.replace("sha384-b", "sha384-c").as_bytes()).unwrap().id, version.id);
    }

    #[test]
    fn a_manifest_that_no_build_makes_is_none() {
        check("{}", "it lists no vital-conditions.js");
        let with = |path: &str| format!(r#"{{"vital-conditions.js":{{"bytes":1,"integrity":""}},"{path}":{{"bytes":1,"integrity":""}}}}"#);
        check(&with("../a"), r#"it lists "../a", which no build makes"#);
        check(&with("/a"), r#"it lists "/a", which no build makes"#);
        check(&with(".vital/publish.json"), r#"it lists ".vital/publish.json", which no build makes"#);
        check(&with("manifest.json"), r#"it lists "manifest.json", which no build makes"#);
    }
}
