//! `vital new`: a small catalog to start from, sound from the first minute.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The files of a new catalog. The schemas are those of the format, for editors that complete and check with them.
const FILES: [(&str, &str); 10] = [
    ("catalog.toml", include_str!("new/catalog.toml")),
    ("home.md", include_str!("new/home.md")),
    ("belonging-and-civic-muscle.md", include_str!("new/belonging-and-civic-muscle.md")),
    ("walking-groups.md", include_str!("new/walking-groups.md")),
    ("walking-guide.md", include_str!("new/walking-guide.md")),
    ("README.md", include_str!("new/README.md")),
    ("art/home.svg", include_str!("new/art/home.svg")),
    ("art/walking.svg", include_str!("new/art/walking.svg")),
    (".schema/catalog-toml.schema.json", include_str!("../../catalog/catalog-toml.schema.json")),
    (".schema/front-matter.schema.json", include_str!("../../catalog/front-matter.schema.json")),
];

/// Writes a new catalog into `folder`, which is made where it isn't there.
///
/// # Errors
/// When there is something in the folder already, or it can't be written.
pub fn create(folder: &Path) -> Result<()> {
    let unwritable = || format!("{} could not be written", folder.display());
    match fs::read_dir(folder).map(Iterator::count) {
        Ok(1..) => {
            bail!("{} is not empty, and nothing in it is to be lost; name a new folder", folder.display())
        }
        Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(fault).with_context(unwritable),
        _ => {}
    }
    for (name, content) in FILES {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder)).with_context(unwritable)?;
        fs::write(&path, content).with_context(|| format!("{} could not be written", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::check;
    use crate::tool::source::Source;

    #[test]
    fn a_new_catalog_is_sound() {
        let folder = tempfile::tempdir().unwrap();
        let catalog = folder.path().join("ours");
        create(&catalog).unwrap();
        let source = Source::open(Some(&catalog)).unwrap();
        let content = source.load(false).unwrap();
        let faults = check::check(&source, &content, check::today().unwrap());
        let counting: Vec<String> = faults.iter().filter(|fault| fault.counts()).map(ToString::to_string).collect();
        assert_eq!(counting, [""; 0]);
        assert_eq!(content.original().entries.len(), 4);
    }

    #[test]
    fn a_folder_with_something_in_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let message = create(folder.path()).unwrap_err().to_string();
        assert_eq!(message, format!("{} is not empty, and nothing in it is to be lost; name a new folder", folder.path().display()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
