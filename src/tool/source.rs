//! Where a catalog comes from: a folder of Markdown, or a JSON file. Either gives the same content, and pictures.
//!
//! Leaves out checking, which is the same for both.

use std::fs::{self, FileType};
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use anyhow::{Context, Result, bail};

use super::assets;
use super::author::{CATALOG_FILE, Folder};
use super::content::{Content, Edition};
use super::overlay::OverlayFile;
use super::site::LOADER;

/// What a command's `CATALOG` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder with `catalog.toml` and Markdown.
    Folder(PathBuf),
    /// A file in the catalog's own format.
    File(PathBuf),
}

/// What a command is to work on: a source, with its drafts or without, and perhaps under an overlay. It can be read again and again; of a
/// folder only what has changed is.
#[derive(Debug)]
pub struct Reader {
    source: Source,
    folder: Folder,
    drafts: bool,
    overlay: Option<OverlayFile>,
}

impl Reader {
    /// `drafts` are read too where that is asked for.
    #[must_use]
    pub fn new(source: Source, drafts: bool, overlay: Option<&Path>) -> Self {
        Self { folder: Folder::new(source.folder()), source, drafts, overlay: overlay.map(OverlayFile::new) }
    }

    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    #[must_use]
    pub fn overlay(&self) -> Option<&OverlayFile> {
        self.overlay.as_ref()
    }

    /// The catalog as it is written now.
    ///
    /// # Errors
    /// When a file can't be read. Faults of the content are no errors.
    pub fn read(&mut self) -> Result<Content> {
        let mut content = match &self.source {
            Source::Folder(_) => self.folder.content(self.drafts)?,
            Source::File(path) => {
                let json = fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))?;
                Content { editions: vec![Edition::found(&path.display().to_string(), json)], ..Content::default() }
            }
        };
        if let Some(overlay) = &self.overlay {
            overlay.lay(&mut content)?;
        }
        Ok(content)
    }
}

impl Source {
    /// The source at `path`; without one, the catalog that this package ships.
    ///
    /// # Errors
    /// When there is neither a file nor a folder with `catalog.toml`.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let shipped = || Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog");
        let path = path.map_or_else(shipped, Path::to_path_buf);
        if path.extension().is_some_and(|extension| extension == "md") || path.ends_with(CATALOG_FILE) {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            bail!("{} is one file of a catalog; name its folder, {}", path.display(), folder.display());
        }
        if path.is_file() {
            return Ok(Self::File(path));
        }
        if path.join(CATALOG_FILE).is_file() {
            return Ok(Self::Folder(path));
        }
        bail!("{0} is no catalog; name a folder with {CATALOG_FILE} or a JSON file (or a command: see `vital --help`)", path.display())
    }

    /// The catalog as it is written now, with its drafts where they are asked for.
    ///
    /// # Errors
    /// When a file can't be read. Faults of the content are no errors.
    pub fn load(&self, drafts: bool) -> Result<Content> {
        Reader::new(self.clone(), drafts, None).read()
    }

    /// The folder that relative addresses in the catalog start from.
    #[must_use]
    pub fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::File(path) => path.parent().unwrap_or(Path::new("")),
        }
    }

    /// The files to publish with the catalog: the pictures of the folder and what entries link to in it; of a JSON file the pictures that
    /// it names. Paths are relative to [`Source::folder`] and use `/`.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn files(&self, editions: &[Edition]) -> Result<Vec<String>> {
        let mut pictures = Vec::new();
        match self {
            Self::Folder(folder) => {
                // A build of this very catalog may lie in its own folder, and would grow by itself each time.
                let is_ours = |path: &str| !folder.join(path).join(LOADER).is_file();
                pictures = files_below(folder, &is_ours, &|path, _| assets::is_picture(path))?;
                pictures.extend(linked(editions).filter(|path| folder.join(path).is_file()));
            }
            Self::File(_) => {
                let entries = editions.iter().flat_map(|edition| &edition.entries);
                let named = entries.flat_map(|entry| &entry.facts().pictures);
                pictures.extend(named.filter_map(|picture| local(&picture.src)).filter(|path| self.folder().join(path).is_file()));
            }
        }
        pictures.sort();
        pictures.dedup();
        Ok(pictures)
    }
}

/// The files beside the catalog that its entries link to.
pub fn linked(editions: &[Edition]) -> impl Iterator<Item = String> {
    let entries = editions.iter().flat_map(|edition| &edition.entries);
    entries.flat_map(|entry| &entry.facts().links).filter_map(|link| local(&link.address))
}

/// The path of a file beside the catalog that `src` names; `None` for an address elsewhere.
#[must_use]
pub fn local(src: &str) -> Option<String> {
    let path = src.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let path = path.strip_prefix("./").unwrap_or(&path);
    let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    (!path.is_empty() && is_below && !path.contains(':')).then(|| path.to_owned())
}

/// The files below a folder, as relative paths with `/`, in no order: those that are kept, of the folders that are entered. Folders
/// whose names begin with a dot are nobody's content.
///
/// # Errors
/// When a folder can't be read.
pub fn files_below(root: &Path, enters: &dyn Fn(&str) -> bool, keeps: &dyn Fn(&str, FileType) -> bool) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let folder = root.join(&below);
        let unreadable = || format!("{} could not be read", folder.display());
        for entry in fs::read_dir(&folder).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().with_context(unreadable)?;
            let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            if kind.is_dir() {
                if !name.starts_with('.') && enters(&path) {
                    folders.push(path);
                }
            } else if keeps(&path, kind) {
                files.push(path);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_beside_the_catalog_are_told_from_those_elsewhere() {
        assert_eq!(local("./art/a.svg"), Some("art/a.svg".to_owned()));
        assert_eq!(local("art/a.svg#part"), Some("art/a.svg".to_owned()));
        assert_eq!(local("https://example.org/a.svg"), None);
        assert_eq!(local("//example.org/a.svg"), None);
        assert_eq!(local("../a.svg"), None);
        assert_eq!(local("%2e%2e/a.svg"), None);
        assert_eq!(local("cl%C3%ADnica 1.png"), Some("clínica 1.png".to_owned()));
        assert_eq!(local("data:image/png;base64,"), None);
    }
}
