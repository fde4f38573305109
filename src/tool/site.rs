//! The published folder: its files with their compressed forms and manifest, and writing them without ever leaving a
//! half-written folder in place of a good one.
//!
//! Leaves out what the files contain.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::assets::{self, Cache};

/// The loader's name, under which every snippet asks for it.
pub const LOADER: &str = "vital-conditions.js";

const MANIFEST: &str = "manifest.json";
const UNFINISHED: &str = ".vital-unfinished";

/// What the manifest says of one published file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The size as it is, in bytes.
    pub bytes: usize,
    /// The size of the `.br` file beside it, in bytes, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brotli: Option<usize>,
    /// The value for an `integrity` attribute.
    pub integrity: String,
}

/// The published files by their path, which is relative and uses `/`.
pub type Manifest = BTreeMap<String, Listed>;

/// Whether writing changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The folder now holds the new files.
    Changed,
    /// The folder held exactly these files already, and was left alone.
    Unchanged,
}

/// The files to publish.
#[derive(Debug, Clone, Default)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Adds a file, in place of an earlier one at the same path. The path is relative and uses `/`.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), content.into());
    }

    /// The text of a file that was added; empty where there is none.
    #[must_use]
    pub fn text(&self, path: &str) -> &str {
        self.files.get(path).and_then(|content| std::str::from_utf8(content).ok()).unwrap_or_default()
    }

    /// Adds all files of another.
    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// Puts the files, their compressed forms and `manifest.json` into `out`, and returns the manifest. Files of an
    /// earlier build that are no longer needed go; files of others stay.
    ///
    /// # Errors
    /// When `out` holds something that no build of this tool has put there, or can't be written.
    pub fn write(self, out: &Path, cache: &Cache) -> Result<(Written, Manifest)> {
        let earlier = earlier(out)?;
        let (files, manifest) = self.finish(cache)?;
        if is_unchanged(out, &files) {
            return Ok((Written::Unchanged, manifest));
        }
        let staged = Staged::new(out, &files)?;
        if out.exists() {
            staged.replace(out, &files)?;
            remove_stale(out, &earlier, &files)?;
        } else {
            fs::rename(&staged.folder, out).with_context(|| unwritable(out))?;
        }
        Ok((Written::Changed, manifest))
    }

    fn finish(self, cache: &Cache) -> Result<(BTreeMap<String, Vec<u8>>, Manifest)> {
        let finished = self.files.par_iter().map(|(path, content)| {
            let mut listed = Listed { bytes: content.len(), brotli: None, integrity: assets::integrity(content) };
            let compressed = if assets::is_compressible(path) { Some(assets::compress(content, cache)?) } else { None };
            listed.brotli = compressed.as_ref().map(|compressed| compressed.brotli.len());
            Ok((path.clone(), listed, compressed))
        });
        let finished: Vec<_> = finished.collect::<Result<_>>()?;
        let mut files = self.files;
        let mut manifest = Manifest::new();
        for (path, listed, compressed) in finished {
            if let Some(compressed) = compressed {
                files.insert(format!("{path}.br"), compressed.brotli);
                files.insert(format!("{path}.gz"), compressed.gzip);
            }
            manifest.insert(path, listed);
        }
        files.insert(MANIFEST.to_owned(), (serde_json::to_string_pretty(&manifest)? + "\n").into_bytes());
        Ok((files, manifest))
    }
}

/// What an earlier build left in `out`; empty when there is nothing yet.
fn earlier(out: &Path) -> Result<Manifest> {
    match fs::read(out.join(MANIFEST)) {
        Ok(text) => match serde_json::from_slice::<Manifest>(&text) {
            Ok(manifest) if manifest.contains_key(LOADER) => return Ok(manifest),
            _ => {}
        },
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => match fs::read_dir(out) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Manifest::new()),
            Err(fault) => return Err(fault).with_context(|| format!("{} could not be read", out.display())),
            Ok(mut entries) => {
                if entries.all(|entry| entry.is_ok_and(|entry| is_unfinished(&entry.file_name().to_string_lossy()))) {
                    return Ok(Manifest::new());
                }
            }
        },
        Err(fault) => return Err(fault).with_context(|| format!("{} could not be read", out.display())),
    }
    bail!("{} holds files that this tool has not put there; name an empty or a new folder", out.display())
}

fn is_unchanged(out: &Path, files: &BTreeMap<String, Vec<u8>>) -> bool {
    files.par_iter().all(|(path, content)| fs::read(out.join(path)).is_ok_and(|present| present == *content))
}

/// All files, written in full beside or inside the folder where they belong, so that each can be moved in one step.
struct Staged {
    folder: PathBuf,
}

impl Staged {
    /// Inside `out` when it exists, since it can be a file system of its own; otherwise beside it.
    fn new(out: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Self> {
        let home = if out.exists() {
            out.to_path_buf()
        } else {
            let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            fs::create_dir_all(parent).with_context(|| unwritable(parent))?;
            parent.to_path_buf()
        };
        let staged = Self { folder: home.join(format!("{UNFINISHED}-{}", process::id())) };
        let folders: BTreeSet<PathBuf> = files.keys().filter_map(|path| staged.folder.join(path).parent().map(Path::to_path_buf)).collect();
        for folder in folders {
            fs::create_dir_all(&folder).with_context(|| unwritable(&folder))?;
        }
        // One after the other: most are in one folder, and a folder takes one new file at a time.
        for (path, content) in files {
            let path = staged.folder.join(path);
            fs::write(&path, content).with_context(|| unwritable(&path))?;
        }
        Ok(staged)
    }

    /// Moves the files over those in `out`. What others refer to comes first and the manifest last, so that a reader,
    /// or an interruption, in between finds every file that the present loader names.
    fn replace(&self, out: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
        let mut order: Vec<&String> = files.keys().collect();
        order.sort_by_key(|path| match path.as_str() {
            MANIFEST => 3,
            path if path.starts_with(LOADER) => 2,
            path if path.starts_with(assets::HASHED) => 0,
            _ => 1,
        });
        for path in order {
            let target = out.join(path);
            if let Some(folder) = target.parent().filter(|folder| !folder.exists()) {
                fs::create_dir_all(folder).with_context(|| unwritable(folder))?;
            }
            fs::rename(self.folder.join(path), &target).with_context(|| unwritable(&target))?;
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a rename of the whole nothing is left to remove; after a failure the staged files are of no use.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Removes what the earlier manifest lists and the new files don't have, then folders that this leaves empty.
fn remove_stale(out: &Path, earlier: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let mut folders = BTreeSet::new();
    for path in earlier.keys().flat_map(|path| [path.clone(), format!("{path}.br"), format!("{path}.gz")]) {
        // A manifest is a file that anybody may have edited; nothing outside of the folder is touched for it.
        let is_inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
        if is_inside && !files.contains_key(&path) {
            let stale = out.join(&path);
            match fs::remove_file(&stale) {
                Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
                    return Err(fault).with_context(|| format!("{} could not be removed", stale.display()));
                }
                _ => folders.extend(Path::new(&path).parent().map(|folder| out.join(folder))),
            }
        }
    }
    for folder in folders.iter().rev().filter(|folder| *folder != out) {
        // Only an empty folder can be removed this way, which is what is wanted.
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}

fn is_unfinished(name: &str) -> bool {
    name.starts_with(UNFINISHED)
}

fn unwritable(path: &Path) -> String {
    format!("{} could not be written", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let mut site = Site::default();
        site.insert(LOADER, "loader");
        for (path, content) in files {
            site.insert(*path, *content);
        }
        site
    }

    fn check(before: &[(&str, &str)], after: &[(&str, &str)], foreign: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let (out, cache) = (folder.path().join("out"), Cache::new(folder.path().join("cache")));
        site(before).write(&out, &cache).unwrap();
        for path in foreign {
            fs::write(out.join(path), "theirs").unwrap();
        }
        assert_eq!(site(after).write(&out, &cache).unwrap().0, Written::Changed);
        assert_eq!(listing(&out), expected);
    }

    fn listing(folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        let mut waiting = vec![folder.to_path_buf()];
        while let Some(next) = waiting.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    names.push(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        names.sort();
        names
    }

    #[test]
    fn every_text_has_its_compressed_forms_beside_it() {
        check(
            &[],
            &[("art/a.svg", "<svg/>"), ("art/b.png", "png")],
            &[],
            &[
                "art/a.svg",
                "art/a.svg.br",
                "art/a.svg.gz",
                "art/b.png",
                "manifest.json",
                "vital-conditions.js",
                "vital-conditions.js.br",
                "vital-conditions.js.gz",
            ],
        );
    }

    #[test]
    fn stale_files_go_and_those_of_others_stay() {
        check(
            &[("assets/old.png", "old"), ("old/a.png", "old")],
            &[("assets/new.png", "new")],
            &["theirs.txt", "assets/theirs.txt"],
            &[
                "assets/new.png",
                "assets/theirs.txt",
                "manifest.json",
                "theirs.txt",
                "vital-conditions.js",
                "vital-conditions.js.br",
                "vital-conditions.js.gz",
            ],
        );
    }

    #[test]
    fn the_same_files_are_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let (out, cache) = (folder.path().join("out"), Cache::new(folder.path().join("cache")));
        assert_eq!(site(&[]).write(&out, &cache).unwrap().0, Written::Changed);
        assert_eq!(site(&[]).write(&out, &cache).unwrap().0, Written::Unchanged);
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "all of it").unwrap();
        let message = site(&[]).write(folder.path(), &Cache::new(folder.path().join("cache"))).unwrap_err().to_string();
        assert_eq!(
            message,
            format!("{} holds files that this tool has not put there; name an empty or a new folder", folder.path().display())
        );
        assert_eq!(listing(folder.path()), ["thesis.txt"]);
    }

    #[test]
    fn the_manifest_gives_sizes_and_integrity() {
        let folder = tempfile::tempdir().unwrap();
        let (_, manifest) = site(&[]).write(&folder.path().join("out"), &Cache::new(folder.path().join("cache"))).unwrap();
        assert_eq!(
            serde_json::to_string(&manifest).unwrap(),
            format!(r#"{{"{LOADER}":{{"bytes":6,"brotli":10,"integrity":"{}"}}}}"#, assets::integrity(b"loader"))
        );
    }
}
