//! What a run that was ended leaves of the files that it was writing to a folder: files beside those that they were to be.
//!
//! Leaves out stores, which keep nothing that has not come whole.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Removes such files below `root` where `is_known` says yes to the path of the file that was being written.
///
/// # Errors
/// When a folder can't be read, or such a file can't be removed.
pub fn sweep(root: &Path, is_known: impl Fn(&str) -> bool) -> Result<()> {
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let unreadable = || format!("{} could not be read", folder.display());
        for entry in fs::read_dir(&folder).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else if unfinished(&path, root).is_some_and(|file| is_known(&file)) {
                fs::remove_file(&path).with_context(|| format!("{} could not be removed", path.display()))?;
            }
        }
    }
    Ok(())
}

/// The file that was being written, if the name says that it was: `object_store` writes beside it, with a number sign and digits behind
/// the name.
fn unfinished(path: &Path, root: &Path) -> Option<String> {
    let (file, number) = path.strip_prefix(root).ok()?.to_str()?.rsplit_once('#')?;
    (!number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())).then(|| file.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_being_written_is_swept_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("t")).unwrap();
        for path in ["t/a.json", "t/a.json#1", "t/a.json#2", "t/theirs#1", "t/a.json#x"] {
            fs::write(root.join(path), "").unwrap();
        }
        sweep(root, |path| path == "t/a.json").unwrap();
        let names = fs::read_dir(root.join("t")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut left: Vec<String> = names.collect();
        left.sort();
        assert_eq!(left, ["a.json", "a.json#x", "theirs#1"]);
    }
}
