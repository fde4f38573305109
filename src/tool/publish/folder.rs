//! The folder that a build has made: that it is one, and that every file in it is what the manifest says.
//!
//! Leaves out files that the manifest doesn't list. They are somebody else's, and are not published.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use flate2::read::GzDecoder;
use rayon::prelude::*;

use super::headers::{self, Headers};
use super::version::{Objects, Place, Version, unpacked};
use crate::tool::assets;
use crate::tool::site::{Listed, MANIFEST};

#[derive(Debug)]
pub struct Folder {
    pub path: PathBuf,
    pub version: Version,
}

/// What is put at the target for one object.
pub struct Body {
    pub content: Vec<u8>,
    pub headers: Headers,
}

impl Folder {
    /// # Errors
    /// When it is not the folder of a build, or a file in it is not what the manifest says.
    pub fn open(path: &Path) -> Result<Self> {
        let manifest = path.join(MANIFEST);
        let json = fs::read(&manifest)
            .with_context(|| format!("{} could not be read; name the folder that `vital build --out` made", manifest.display()))?;
        let version = Version::read(&json).map_err(|fault| {
            anyhow!("{} is not of a build: {fault:#}; name the folder that `vital build --out` made", manifest.display())
        })?;
        let folder = Self { path: path.to_owned(), version };
        let listed: Vec<&String> = folder.version.manifest.keys().collect();
        match listed.par_iter().find_map_first(|path| folder.examine(path).err()) {
            Some(fault) => Err(fault),
            None => Ok(folder),
        }
    }

    /// The objects that the folder is published as.
    ///
    /// # Errors
    /// When a file is gone meanwhile.
    pub fn objects(&self, place: Place) -> Result<Objects> {
        let mut objects = self.version.objects(place);
        if place == Place::Folder {
            for (path, object) in &mut objects {
                object.size = Some(self.size(path)?);
            }
        }
        Ok(objects)
    }

    /// The size of a file in bytes, as it is here.
    ///
    /// # Errors
    /// When it is gone.
    pub fn size(&self, path: &str) -> Result<u64> {
        let file = self.path.join(path);
        Ok(fs::metadata(&file).with_context(|| missing(&file))?.len())
    }

    /// What is put at the target for an object.
    ///
    /// # Errors
    /// When a file can't be read, or has changed since the folder was opened.
    pub fn body(&self, path: &str, place: Place) -> Result<Body> {
        if path == MANIFEST {
            let content = self.bytes(path)?;
            if Version::read(&content).ok().as_ref() != Some(&self.version) {
                bail!("{} has changed while it was being published; publish it again", self.path.join(path).display());
            }
            return Ok(Body { content, headers: Headers::of(path, false) });
        }
        if let Some((file, ending)) = unpacked(path).filter(|_| !self.version.manifest.contains_key(path)) {
            return Ok(Body { content: self.packed(file, ending)?, headers: Headers::of(path, false) });
        }
        let content = self.content(path)?;
        if place == Place::Store && headers::is_packed(path) {
            let is_packed = self.listed(path)?.brotli.is_some();
            let gzip = if is_packed { self.packed(path, "gz")? } else { assets::gzip(&content)? };
            if gzip.len() < content.len() {
                return Ok(Body { content: gzip, headers: Headers::of(path, true) });
            }
        }
        Ok(Body { content, headers: Headers::of(path, false) })
    }

    fn examine(&self, path: &str) -> Result<()> {
        self.content(path)?;
        if self.listed(path)?.brotli.is_some() {
            for ending in Place::Folder.endings() {
                self.packed(path, ending)?;
            }
        }
        Ok(())
    }

    /// A file that is what the manifest says.
    fn content(&self, path: &str) -> Result<Vec<u8>> {
        let content = self.bytes(path)?;
        let listed = self.listed(path)?;
        if content.len() != listed.bytes || assets::integrity(&content) != listed.integrity {
            bail!("{} is not what {MANIFEST} says; build the folder anew", self.path.join(path).display());
        }
        Ok(content)
    }

    /// The packed form of a file, which unpacks to what the manifest says.
    fn packed(&self, path: &str, ending: &str) -> Result<Vec<u8>> {
        let name = format!("{path}.{ending}");
        let content = self.bytes(&name)?;
        let listed = self.listed(path)?;
        let mut plain = Vec::with_capacity(listed.bytes);
        let unpacked = match ending {
            "br" => brotli::BrotliDecompress(&mut &*content, &mut plain).is_ok() && listed.brotli == Some(content.len()),
            // One byte more than there should be is enough to tell.
            _ => GzDecoder::new(&*content).take(listed.bytes as u64 + 1).read_to_end(&mut plain).is_ok(),
        };
        if !unpacked || assets::integrity(&plain) != listed.integrity {
            bail!("{} doesn't unpack to what {MANIFEST} says of {path}; build the folder anew", self.path.join(name).display());
        }
        Ok(content)
    }

    fn listed(&self, path: &str) -> Result<&Listed> {
        self.version.manifest.get(path).with_context(|| format!("{MANIFEST} lists no {path}"))
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let file = self.path.join(path);
        fs::read(&file).with_context(|| missing(&file))
    }
}

fn missing(file: &Path) -> String {
    format!("{} could not be read, though {MANIFEST} lists it; build the folder anew", file.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::assets::Cache;
    use crate::tool::site::{LOADER, Site};

    /// Makes a folder, changes one of its files, and opens it. `OUT` in what is expected stands for the folder.
    fn check(change: impl FnOnce(&Path), expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let site = Site::begin(&out, &Cache::new(folder.path().join("cache"))).unwrap();
        site.put(LOADER, "go()".repeat(100)).unwrap();
        site.put("t/a.json", "{}").unwrap();
        site.put("art/a.png", "picture").unwrap();
        site.finish().unwrap();
        change(&out);
        let outcome = Folder::open(&out).map_err(|fault| fault.to_string().replace(&out.display().to_string(), "OUT"));
        assert_eq!(outcome.err().as_deref().unwrap_or_default(), expected);
    }

    #[test]
    fn a_folder_that_is_as_its_manifest_says_is_taken() {
        check(|_| {}, "");
        check(|out| fs::write(out.join("theirs.txt"), "theirs").unwrap(), "");
    }

    #[test]
    fn a_file_that_is_not_is_named() {
        let write = |path: &'static str, content: &'static str| move |out: &Path| fs::write(out.join(path), content).unwrap();
        check(write("t/a.json", "[]"), "OUT/t/a.json is not what manifest.json says; build the folder anew");
        check(write("art/a.png", "pictures"), "OUT/art/a.png is not what manifest.json says; build the folder anew");
        let unpacks = "doesn't unpack to what manifest.json says of vital-conditions.js; build the folder anew";
        check(write("vital-conditions.js.br", "x"), &format!("OUT/vital-conditions.js.br {unpacks}"));
        check(write("vital-conditions.js.gz", "x"), &format!("OUT/vital-conditions.js.gz {unpacks}"));
        let gone = |path: &'static str| move |out: &Path| fs::remove_file(out.join(path)).unwrap();
        check(gone("t/a.json"), "OUT/t/a.json could not be read, though manifest.json lists it; build the folder anew");
        check(
            gone("vital-conditions.js.gz"),
            "OUT/vital-conditions.js.gz could not be read, though manifest.json lists it; build the folder anew",
        );
        let name = "name the folder that `vital build --out` made";
        check(gone("manifest.json"), &format!("OUT/manifest.json could not be read; {name}"));
        check(write("manifest.json", "{}"), &format!("OUT/manifest.json is not of a build: it lists no vital-conditions.js; {name}"));
    }

    #[test]
    fn a_store_gets_text_packed_and_a_folder_gets_files_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let site = Site::begin(&out, &Cache::new(folder.path().join("cache"))).unwrap();
        let long = "{\"a\": 1}".repeat(100);
        site.put(LOADER, "go()".repeat(100)).unwrap();
        site.put("t/a.json", &long).unwrap();
        site.put("t/b.json", "{}").unwrap();
        site.finish().unwrap();
        let folder = Folder::open(&out).unwrap();
        let encoding = |path, place| folder.body(path, place).unwrap().headers.content_encoding;
        assert_eq!(encoding("t/a.json", Place::Store), Some("gzip"));
        assert_eq!(encoding("t/b.json", Place::Store), None, "it would be longer");
        assert_eq!(encoding(LOADER, Place::Store), Some("gzip"));
        assert_eq!(encoding("vital-conditions.js.br", Place::Store), Some("br"));
        assert_eq!(encoding(MANIFEST, Place::Store), None);
        let packed = fs::read(out.join("vital-conditions.js.gz")).unwrap();
        assert_eq!(folder.body(LOADER, Place::Store).unwrap().content, packed, "what the build has packed is not packed again");
        assert_eq!(folder.body("t/a.json", Place::Folder).unwrap().content, long.as_bytes());
        assert_eq!(folder.body("vital-conditions.js.gz", Place::Folder).unwrap().content, packed);
    }
}
