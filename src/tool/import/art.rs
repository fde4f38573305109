//! Names for the pictures that come along with a source: files in `art/`, each name only once.
//!
//! Leaves out pictures at addresses elsewhere, which stay where they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::ids;
use super::imported::{Block, Imported};

/// The name in the catalog's folder for every picture: the one it had before, or a new one.
#[must_use]
pub fn names(folder: &Folder, source: &str, files: &[(String, PathBuf)]) -> BTreeMap<String, String> {
    let mut taken: BTreeSet<String> = folder.lock.records().map(|record| record.file.clone()).collect();
    let mut names = BTreeMap::new();
    for (address, path) in files {
        let known = folder.lock.find(source, address).map(|record| record.file.clone());
        let name = known.unwrap_or_else(|| {
            let part = |part: Option<&std::ffi::OsStr>| ids::slug(&part.unwrap_or_default().to_string_lossy());
            let stem = Some(part(path.file_stem())).filter(|stem| !stem.is_empty()).unwrap_or_else(|| "picture".to_owned());
            let ending = part(path.extension());
            let numbered = (2..).map(|number| format!("art/{stem}-{number}.{ending}"));
            let is_free = |name: &String| !taken.contains(name) && !Path::new(&folder.path).join(name).exists();
            std::iter::once(format!("art/{stem}.{ending}")).chain(numbered).find(is_free).unwrap_or_default()
        });
        taken.insert(name.clone());
        names.insert(address.clone(), name);
    }
    names
}

/// Gives the entry's pictures their names.
pub fn rename(entry: &mut Imported, names: &BTreeMap<String, String>) {
    let in_body = entry.body.iter_mut().filter_map(|block| match block {
        Block::Image(picture) => Some(picture),
        _ => None,
    });
    for picture in in_body.chain(&mut entry.picture) {
        if let Some(name) = names.get(&picture.src) {
            picture.src.clone_from(name);
        }
    }
}
