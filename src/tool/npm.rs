//! The npm package by which apps load the widget: as a folder to look into, and as the tarball that `npm install` takes from its address.
//!
//! Leaves out the widget itself. Its code and content come from the host when they are used, and go on being updated there.

mod tarball;

use anyhow::{Context, Result};

use super::addresses::BaseUrl;
use super::interface;
use super::site::Site;
use super::template::filled;

/// The folder of the package.
pub const FOLDER: &str = "npm/";

/// The tool's own version: the package says what the widget of that version is.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is the same for every host.
const FIXED: [(&str, &str); 10] = [
    ("auto.js", include_str!("../../packages/npm/auto.js")),
    ("auto.d.ts", include_str!("../../packages/npm/auto.d.ts")),
    ("react.js", include_str!("../../packages/npm/react.js")),
    ("react.d.ts", include_str!("../../packages/npm/react.d.ts")),
    ("svelte.js", include_str!("../../packages/npm/svelte.js")),
    ("svelte.d.ts", include_str!("../../packages/npm/svelte.d.ts")),
    ("vue.js", include_str!("../../packages/npm/vue.js")),
    ("vue.d.ts", include_str!("../../packages/npm/vue.d.ts")),
    ("LICENSE-APACHE", include_str!("../../LICENSE-APACHE")),
    ("LICENSE-MIT", include_str!("../../LICENSE-MIT")),
];

const PACKAGE: &str = include_str!("../../packages/npm/package.json");
const INDEX: &str = include_str!("../../packages/npm/index.js");
/// What `index.js` has, to stand behind the element's own types.
const LOAD: &str = include_str!("../../packages/npm/load.d.ts");
const README: &str = include_str!("../../packages/npm/README.md");

/// The project's readme, and the heading under which it says how apps use the package. The package says the same.
const PROJECT: (&str, &str) = (include_str!("../../README.md"), "### In an app\n\n");

/// Where the tarball is in the published folder. Lock files keep its address with its hash, so each version has its own.
#[must_use]
pub fn tarball() -> String {
    format!("{FOLDER}vital-conditions-{VERSION}.tgz")
}

/// Whether a path is that of a tarball, of this version or another.
#[must_use]
pub fn is_tarball(path: &str) -> bool {
    path.starts_with(FOLDER) && path.ends_with(".tgz")
}

/// Puts the package for the host at `base` into `site`.
///
/// # Errors
/// When a file can't be made or written.
pub fn put(site: &Site, base: &BaseUrl) -> Result<()> {
    let files = files(base)?;
    // Apps that have installed an earlier one install it again.
    site.keep_all(is_tarball);
    let packed = tarball::pack(&files)?;
    if site.earlier(&tarball()).is_some_and(|earlier| earlier != packed) {
        eprintln!(
            "{} is another than before, under the same version: apps that have locked it refuse it; have them install it anew",
            tarball()
        );
    }
    site.put(tarball(), packed)?;
    for (name, content) in files {
        site.put(format!("{FOLDER}{name}"), content)?;
    }
    Ok(())
}

/// The files of the package, by their names.
fn files(base: &BaseUrl) -> Result<Vec<(&'static str, String)>> {
    let host = base.file("");
    let literal = serde_json::to_string(&host)?;
    let host_literal = ("\"__VITAL_HOST__\"", &*literal);
    let readme = filled("packages/npm/README.md", README, &[("__VITAL_IN_AN_APP__\n", in_an_app()?), ("__VITAL_HOST__", &host)])?;
    let mut files = vec![
        ("package.json", filled("packages/npm/package.json", PACKAGE, &[host_literal, ("__VITAL_VERSION__", VERSION)])?),
        ("README.md", readme.replace("https://HOST/", &host)),
        ("index.js", filled("packages/npm/index.js", INDEX, &[host_literal])?),
        ("index.d.ts", format!("{}\n{LOAD}", interface::declarations())),
        (interface::MANIFEST, interface::manifest("auto.js")?),
    ];
    files.extend(FIXED.map(|(name, content)| (name, content.to_owned())));
    Ok(files)
}

/// What the project's readme says under that heading, up to the next one.
fn in_an_app() -> Result<&'static str> {
    let (readme, heading) = PROJECT;
    let (_, rest) = readme.split_once(heading).with_context(|| format!("README.md: the heading {:?} is missing", heading.trim()))?;
    Ok(rest.split_once("\n### ").map_or(rest, |(section, _)| section))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read;

    use flate2::read::GzDecoder;
    use serde_json::{Value, json};

    use super::*;

    fn base() -> BaseUrl {
        "https://host.example/v".parse().unwrap()
    }

    /// The entries of the tarball, as whoever unpacks it finds them.
    fn unpacked() -> BTreeMap<String, String> {
        let packed = tarball::pack(&files(&base()).unwrap()).unwrap();
        let mut archive = tar::Archive::new(GzDecoder::new(&*packed));
        let entries = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let mut content = String::new();
            entry.read_to_string(&mut content).unwrap();
            (entry.path().unwrap().to_string_lossy().into_owned(), content)
        });
        entries.collect()
    }

    #[test]
    fn the_tarball_has_every_file_where_npm_looks_for_it() {
        let expected: BTreeMap<String, String> =
            files(&base()).unwrap().into_iter().map(|(name, content)| (format!("package/{name}"), content)).collect();
        assert_eq!(unpacked(), expected);
    }

    #[test]
    fn the_same_package_is_the_same_bytes() {
        let pack = || tarball::pack(&files(&base()).unwrap()).unwrap();
        assert!(pack() == pack());
    }

    #[test]
    fn it_is_made_for_its_host() {
        let files = unpacked();
        assert!(files["package/index.js"].contains("export const HOST = \"https://host.example/v/\";"));
        assert!(files["package/README.md"].contains("npm install https://host.example/v/npm/vital-conditions-"));
        for (name, content) in &files {
            assert!(!content.contains("__VITAL_") && !content.contains("//HOST"), "{name} has a placeholder");
        }
    }

    #[test]
    fn all_that_it_exports_is_there() {
        let files = unpacked();
        let package: Value = serde_json::from_str(&files["package/package.json"]).unwrap();
        assert_eq!(package["version"], json!(VERSION));
        let mut named = vec![&package["main"], &package["types"], &package["sideEffects"][0]];
        for export in package["exports"].as_object().unwrap().values() {
            named.extend(export.as_object().into_iter().flat_map(|conditions| conditions.values()));
            named.extend(export.is_string().then_some(export));
        }
        assert_eq!(named.len(), 15);
        for name in named {
            let name = name.as_str().unwrap().strip_prefix("./").unwrap();
            assert!(files.contains_key(&format!("package/{name}")), "{name}");
        }
    }
}
