//! The published folder: its files with their compressed forms and manifest, and writing them without ever leaving a
//! half-written folder in place of a good one.
//!
//! Leaves out what the files contain.

mod staged;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::assets::{self, Cache};
use staged::Staged;

/// The loader's name, under which every snippet asks for it.
pub const LOADER: &str = "vital-conditions.js";

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";
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

/// The folder to publish while it is put together. Each file is written when it is put, for there may be a hundred thousand of them, and
/// none is seen before all are there.
#[derive(Debug)]
pub struct Site {
    out: PathBuf,
    cache: Cache,
    earlier: Manifest,
    staged: Staged,
    listed: Mutex<Manifest>,
    /// The paths of an earlier build's files that stay as they are.
    kept: Mutex<BTreeSet<String>>,
    /// Whether all of them have to.
    is_frozen: AtomicBool,
}

impl Site {
    /// Begins the folder `out` anew.
    ///
    /// # Errors
    /// When `out` holds something that no build of this tool has put there, or can't be written.
    pub fn begin(out: &Path, cache: &Cache) -> Result<Self> {
        let earlier = earlier(out)?;
        let staged = Staged::beside(out)?;
        Ok(Self {
            out: out.to_owned(),
            cache: cache.clone(),
            earlier,
            staged,
            listed: Mutex::default(),
            kept: Mutex::default(),
            is_frozen: AtomicBool::new(false),
        })
    }

    /// What an earlier build has put at a path.
    #[must_use]
    pub fn earlier(&self, path: &str) -> Option<Vec<u8>> {
        self.earlier.contains_key(path).then(|| fs::read(self.out.join(path)).ok())?
    }

    /// Whether an earlier build has put a file there, and it is still this one.
    #[must_use]
    pub fn holds(&self, path: &str, integrity: &str) -> bool {
        self.earlier(path).is_some_and(|content| assets::integrity(&content) == integrity)
    }

    /// Keeps likewise what an earlier build has put at all such paths.
    pub fn keep_all(&self, is_kept: impl Fn(&str) -> bool) {
        lock(&self.kept).extend(self.earlier.keys().filter(|path| is_kept(path)).cloned());
    }

    /// What was put by now.
    #[must_use]
    pub fn listed(&self) -> Manifest {
        lock(&self.listed).clone()
    }

    /// From now on nothing may be finished that is not what an earlier build has put there.
    pub fn freeze(&self) {
        self.is_frozen.store(true, Ordering::SeqCst);
    }

    /// Keeps what an earlier build has put at a path, unless this one puts something there.
    pub fn keep(&self, path: &str) {
        lock(&self.kept).insert(path.to_owned());
    }

    /// Adds a file with its compressed forms, in place of an earlier one at the same path. The path is relative and uses `/`.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn put(&self, path: impl Into<String>, content: impl AsRef<[u8]>) -> Result<()> {
        let (path, content) = (path.into(), content.as_ref());
        let mut listed = Listed { bytes: content.len(), brotli: None, integrity: assets::integrity(content) };
        if assets::is_compressible(&path) {
            let compressed = assets::compress(content, &self.cache)?;
            listed.brotli = Some(compressed.brotli.len());
            self.staged.write(&format!("{path}.br"), &compressed.brotli)?;
            self.staged.write(&format!("{path}.gz"), &compressed.gzip)?;
        }
        self.staged.write(&path, content)?;
        lock(&self.listed).insert(path, listed);
        Ok(())
    }

    /// The text of a file that was put.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&self, path: &str) -> Result<String> {
        let path = self.staged.folder.join(path);
        fs::read_to_string(&path).with_context(|| format!("{} could not be read", path.display()))
    }

    /// Adds `manifest.json`, puts everything in its place, and returns the manifest. Files of an earlier build that are no longer needed
    /// go; files of others stay.
    ///
    /// # Errors
    /// When the folder can't be written, or is frozen and would change.
    pub fn finish(self) -> Result<(Written, Manifest)> {
        let Self { out, earlier, staged, listed, kept, is_frozen, .. } = self;
        let mut manifest = listed.into_inner().unwrap_or_else(PoisonError::into_inner);
        let made = files(&manifest);
        for path in kept.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if let Some(listed) = earlier.get(&path) {
                manifest.entry(path).or_insert_with(|| listed.clone());
            }
        }
        staged.write(MANIFEST, (serde_json::to_string_pretty(&manifest)? + "\n").as_bytes())?;
        let files = files(&manifest);
        if manifest == earlier && made.par_iter().all(|path| staged.is_same(&out, path)) {
            return Ok((Written::Unchanged, manifest));
        }
        if is_frozen.into_inner() && manifest != earlier {
            bail!("{} is frozen: pages are pinned to what is in it; build into another folder", out.display());
        }
        if out.exists() {
            staged.replace(&out, &made)?;
            remove_stale(&out, &earlier, &files)?;
        } else {
            fs::rename(&staged.folder, &out).with_context(|| unwritable(&out))?;
        }
        Ok((Written::Changed, manifest))
    }
}

/// All files of a folder with this manifest, which is one of them.
fn files(manifest: &Manifest) -> BTreeSet<String> {
    let packed = manifest.iter().filter(|(_, listed)| listed.brotli.is_some());
    let packed = packed.flat_map(|(path, _)| [format!("{path}.br"), format!("{path}.gz")]);
    manifest.keys().cloned().chain(packed).chain([MANIFEST.to_owned()]).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Removes what the earlier manifest lists and the new files don't have, then folders that this leaves empty.
fn remove_stale(out: &Path, earlier: &Manifest, files: &BTreeSet<String>) -> Result<()> {
    let mut folders = BTreeSet::new();
    for path in earlier.keys().flat_map(|path| [path.clone(), format!("{path}.br"), format!("{path}.gz")]) {
        // A manifest is a file that anybody may have edited; nothing outside of the folder is touched for it.
        let is_inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
        if is_inside && !files.contains(&path) {
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

    fn written(out: &Path, files: &[(&str, &str)]) -> Result<(Written, Manifest)> {
        let site = Site::begin(out, &Cache::new(out.with_extension("cache")))?;
        site.put(LOADER, "loader")?;
        for (path, content) in files {
            site.put(*path, content)?;
        }
        site.finish()
    }

    fn check(before: &[(&str, &str)], after: &[(&str, &str)], foreign: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        written(&out, before).unwrap();
        for path in foreign {
            fs::write(out.join(path), "theirs").unwrap();
        }
        assert_eq!(written(&out, after).unwrap().0, Written::Changed);
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
        let out = folder.path().join("out");
        assert_eq!(written(&out, &[]).unwrap().0, Written::Changed);
        assert_eq!(written(&out, &[]).unwrap().0, Written::Unchanged);
        fs::write(out.join(LOADER), "another").unwrap();
        assert_eq!(written(&out, &[]).unwrap().0, Written::Changed);
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "all of it").unwrap();
        let message = written(folder.path(), &[]).unwrap_err().to_string();
        assert_eq!(
            message,
            format!("{} holds files that this tool has not put there; name an empty or a new folder", folder.path().display())
        );
        assert_eq!(listing(folder.path()), ["thesis.txt"]);
    }

    #[test]
    fn the_manifest_gives_sizes_and_integrity() {
        let folder = tempfile::tempdir().unwrap();
        let (_, manifest) = written(&folder.path().join("out"), &[]).unwrap();
        assert_eq!(
            serde_json::to_string(&manifest).unwrap(),
            format!(r#"{{"{LOADER}":{{"bytes":6,"brotli":10,"integrity":"{}"}}}}"#, assets::integrity(b"loader"))
        );
    }
}
