//! The WordPress plugin, packed as WordPress installs it: a zip with one folder, which knows the address that it is published under.
//!
//! Leaves out the plugin itself, which is in `packages/wordpress/`, and needs nothing made of it but this.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::addresses::BaseUrl;

/// Its path in the published folder.
pub const PATH: &str = "wordpress/vital-conditions.zip";

/// The plugin's name, and its folder's both here and in WordPress.
const NAME: &str = "vital-conditions";

/// The file that gives the publisher's address: PHP that returns a string.
const PRESET: &str = "preset.php";

/// The zip, of the plugin in the package's folder. The same files give the same bytes.
///
/// # Errors
/// When a file can't be read.
pub fn pack(package: &Path, base: Option<&BaseUrl>) -> Result<Vec<u8>> {
    let folder = package.join("packages/wordpress").join(NAME);
    let mut files = Vec::new();
    gather(&folder, &mut files)?;
    files.sort();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a time of its own a file has the format's first day.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(0o644);
    let mut put = |name: &str, content: &[u8]| -> Result<()> {
        zip.start_file(format!("{NAME}/{name}"), options)?;
        Ok(zip.write_all(content)?)
    };
    for path in &files {
        let name = path.strip_prefix(&folder)?.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let content = read(path)?;
        match base {
            Some(base) if name == PRESET => put(&name, preset(&content, base)?.as_bytes())?,
            _ => put(&name, content.as_bytes())?,
        }
    }
    put("license.txt", read(&package.join("LICENSE-MIT"))?.as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

/// The file with the publisher's address, with that in it.
fn preset(content: &str, base: &BaseUrl) -> Result<String> {
    const NONE: &str = "return '';";
    if content.matches(NONE).count() != 1 {
        bail!("packages/wordpress/{NAME}/{PRESET}: `{NONE}` must stand there once; the build puts the publisher's address in its place");
    }
    // In single quotes PHP knows two signs that mean something else: https://www.php.net/manual/language.types.string.php
    let address = base.file("").replace('\\', "\\\\").replace('\'', "\\'");
    Ok(content.replace(NONE, &format!("return '{address}';")))
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = || format!("{} could not be read", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;

    use super::*;

    fn package() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn unpacked(base: Option<&str>) -> Vec<(String, String)> {
        let base = base.map(|base| base.parse().unwrap());
        let mut zip = ZipArchive::new(Cursor::new(pack(package(), base.as_ref()).unwrap())).unwrap();
        let count = zip.len();
        let unpack = |at| {
            let mut file = zip.by_index(at).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        };
        (0..count).map(unpack).collect()
    }

    fn check_preset(base: Option<&str>, expected: &str) {
        let files = unpacked(base);
        let (_, content) = files.iter().find(|(name, _)| name == "vital-conditions/preset.php").unwrap();
        assert!(content.ends_with(&format!("\n{expected}\n")), "{content}");
    }

    #[test]
    fn the_plugin_knows_the_address_that_it_is_published_under() {
        check_preset(None, "return '';");
        check_preset(Some("https://host.example/v"), "return 'https://host.example/v/';");
        check_preset(Some("https://host.example/it's/"), "return 'https://host.example/it\\'s/';");
    }

    #[test]
    fn everything_is_in_one_folder_with_the_licence() {
        let files = unpacked(None);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.strip_prefix("vital-conditions/").unwrap()).collect();
        for name in ["vital-conditions.php", "readme.txt", "uninstall.php", "block/block.json", "includes/topic.php", "license.txt"] {
            assert!(names.contains(&name), "{names:?}");
        }
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        assert_eq!(pack(package(), None).unwrap(), pack(package(), None).unwrap());
    }

    #[test]
    fn its_version_is_the_packages_everywhere() {
        let version = env!("CARGO_PKG_VERSION");
        for (name, line) in [
            ("vital-conditions.php", format!(" * Version:           {version}\n")),
            // It is not in WordPress's own directory: what has its name there is another's, and no update of it.
            ("vital-conditions.php", " * Update URI:        false\n".to_owned()),
            ("readme.txt", format!("\nStable tag: {version}\n")),
            ("block/block.json", format!("\"version\": \"{version}\",")),
            ("block/catalog.asset.php", format!("'version'      => '{version}',")),
            ("block/editor.asset.php", format!("'version'      => '{version}',")),
        ] {
            let content = read(&package().join("packages/wordpress").join(NAME).join(name)).unwrap();
            assert!(content.contains(&line), "{name} doesn't say {line:?}");
        }
    }
}
