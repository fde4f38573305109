//! Puts files into a folder all at once: they are written elsewhere first and then moved, and moved back when one can't
//! be. A folder that is new appears complete or not at all.
//!
//! Leaves out which files, and what they hold.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Where files wait within the folder, so that moving them is no copying.
const STAGE: &str = ".vital-import";

/// A file to be written: its name within the folder, and its content.
pub type File = (String, Vec<u8>);

/// Makes `folder`, which doesn't exist or is empty, with these files.
///
/// # Errors
/// When it can't be written; nothing is left behind then.
pub fn create(folder: &Path, files: &[File]) -> Result<()> {
    let folder = std::path::absolute(folder).with_context(|| format!("{} is no path", folder.display()))?;
    let parent = folder.parent().map_or_else(|| folder.clone(), Path::to_path_buf);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stage = parent.join(format!(".{name}{STAGE}"));
    fs::create_dir_all(&parent).with_context(|| unwritable(&parent))?;
    begin(&stage)?;
    let made = write_all(&stage, files).and_then(|()| {
        if folder.exists() {
            fs::remove_dir(&folder)?;
        }
        fs::rename(&stage, &folder)
    });
    made.inspect_err(|_| discard(&stage)).with_context(|| unwritable(&folder))
}

/// Writes these files into `folder`, over those of the same names.
///
/// # Errors
/// When one can't be written; the folder is as before then.
pub fn replace(folder: &Path, files: &[File]) -> Result<()> {
    let stage = folder.join(STAGE);
    begin(&stage)?;
    let (new, old) = (stage.join("new"), stage.join("old"));
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut made_folders: Vec<PathBuf> = Vec::new();
    let written = write_all(&new, files).and_then(|()| {
        for (name, _) in files {
            let target = folder.join(name);
            let parent = target.parent().unwrap_or(folder).to_path_buf();
            if !parent.exists() {
                fs::create_dir_all(&parent)?;
                made_folders.push(parent);
            }
            if target.exists() {
                let backup = old.join(name);
                fs::create_dir_all(backup.parent().unwrap_or(&old))?;
                fs::rename(&target, &backup)?;
                moved.push((target.clone(), backup));
            }
            fs::rename(new.join(name), &target)?;
            moved.push((new.join(name), target));
        }
        Ok(())
    });
    if let Err(fault) = written {
        // The last move is undone first, so that every name is free again when its file returns.
        for (from, to) in moved.iter().rev() {
            fs::rename(to, from).with_context(|| format!("{} could not be put back; the file is {}", from.display(), to.display()))?;
        }
        for made in made_folders.iter().rev() {
            let _ = fs::remove_dir(made);
        }
        discard(&stage);
        return Err(fault).with_context(|| unwritable(folder));
    }
    discard(&stage);
    Ok(())
}

fn begin(stage: &Path) -> Result<()> {
    if stage.exists() {
        bail!("{} is left from an import that was interrupted: move the files in its folder \"old\" back, and delete it", stage.display());
    }
    fs::create_dir(stage).with_context(|| unwritable(stage))
}

fn write_all(folder: &Path, files: &[File]) -> io::Result<()> {
    for (name, content) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, content)?;
    }
    Ok(())
}

/// What waits there is of no more use, and staying behind it would stop the next import; that says so then.
fn discard(stage: &Path) {
    let _ = fs::remove_dir_all(stage);
}

fn unwritable(path: &Path) -> String {
    format!("{} could not be written; it is as it was", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_folder_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.md"), "old").unwrap();
        fs::write(root.join("file"), "in the way").unwrap();
        let files = [("a.md", "new"), ("art/b.png", "new"), ("file/c.md", "new")].map(|(name, text)| (name.to_owned(), text.into()));
        replace(root, &files).unwrap_err();
        let mut names: Vec<String> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["a.md", "file"]);
        assert_eq!(fs::read_to_string(root.join("a.md")).unwrap(), "old");
    }
}
