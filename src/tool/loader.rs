//! The loader: one script put together from its parts, for two kinds of tags. Floating, it runs what is published now; pinned, what is of
//! one version.
//!
//! Leaves out what it brings along for one topic.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use super::assets::{HASHED, hash, integrity};
use super::nodes;
use super::scripts::{self, Kind};
use super::site::LOADER;
use super::snippets::{self, GIVEN};
use super::template;
use super::versions::Version;

/// The parts, in the order in which they stand in one function: its names are nobody else's.
const PARTS: [&str; 7] = ["embedding", "files", "attributes", "drawing", "acting", "beginning", "element"];

/// How files are fetched by either kind, the part after `files`.
const FLOATING: &str = "floating";
const PINNED: &str = "pinned";

/// The paths that the loader asks for by name.
#[derive(Debug, Clone)]
pub struct Named {
    pub glue: String,
    pub wasm: String,
    pub styles: String,
    pub debug: String,
}

/// The loader's sources, which name the assets already.
#[derive(Debug, Clone)]
pub struct Loader {
    floating: String,
    pinned: String,
    glue: String,
    /// The assets' integrity, by their paths.
    sums: BTreeMap<String, String>,
}

/// A pinned loader.
#[derive(Debug, Clone)]
pub struct Pinned {
    pub version: Version,
    /// The script as it stands in its own folder.
    pub alone: String,
    /// The script that something is to be put into.
    pub source: String,
}

impl Loader {
    /// Puts the parts together; `read` gives one by its name. `sums` are the integrity of all assets, by their paths.
    ///
    /// # Errors
    /// When a part can't be read, or lacks a placeholder.
    pub fn read(read: impl Fn(&str) -> Result<String>, named: Named, sums: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let sums: BTreeMap<String, String> = sums.into_iter().collect();
        let assets = [
            ("GLUE", quoted(&named.glue)),
            ("WASM", quoted(&named.wasm)),
            ("STYLES", quoted(&named.styles)),
            ("DEBUG", quoted(&named.debug)),
        ];
        let joined = |fetching: &str| -> Result<String> {
            let mut names = PARTS.to_vec();
            names.insert(2, fetching);
            let parts: Vec<String> = names.iter().map(|part| read(&format!("loader/{part}"))).collect::<Result<_>>()?;
            let source = format!("(function () {{\n\"use strict\";\n{}}})();", parts.join("\n"));
            filled(&source, &assets.each_ref().map(|(name, path)| (*name, &**path)))
        };
        Ok(Self { floating: joined(FLOATING)?, pinned: joined(PINNED)?, glue: named.glue, sums })
    }

    /// The loader as every build publishes it anew, beside a catalog in these languages, the original first. What it brings along is to be
    /// put into it still.
    ///
    /// # Errors
    /// When its source is no JavaScript.
    pub fn floating(&self, languages: &[&str]) -> Result<String> {
        minified(&self.floating, languages)
    }

    /// The loader that runs this version alone, and the version. `lists` are those of a frozen folder, the list of lists last. What it
    /// brings along is to be put into it still.
    ///
    /// # Errors
    /// When its source is no JavaScript.
    pub fn pinned(&self, languages: &[&str], lists: &[(String, String)]) -> Result<Pinned> {
        let mut files = self.sums.clone();
        files.extend(lists.last().cloned());
        let content = lists.last().map_or_else(|| "0".to_owned(), |(path, _)| quoted(path));
        let values = [
            ("CONTENT", &*content),
            ("SUMS", &serde_json::to_string(&files)?),
            ("TAGS", &serde_json::to_string(nodes::TAGS.as_slice())?),
            ("ATTRIBUTES", &serde_json::to_string(nodes::ATTRIBUTES.as_slice())?),
        ];
        let source = filled(&self.pinned, &values)?;
        let source = minified(&source, languages)?;
        let alone = snippets::beneath(&source, "../../");
        let path = format!("{HASHED}{}/{LOADER}", hash(alone.as_bytes()));
        files.insert(path.clone(), integrity(alone.as_bytes()));
        files.extend(lists.iter().cloned());
        Ok(Pinned { version: Version { loader: path, glue: self.glue.clone(), files, frozen: !lists.is_empty() }, alone, source })
    }
}

/// Whether a path is that of a pinned loader, in a folder that is named by its content.
#[must_use]
pub fn is_pinned(path: &str) -> bool {
    let folder = path.strip_prefix(HASHED).and_then(|path| path.strip_suffix(LOADER)).and_then(|path| path.strip_suffix('/'));
    folder.is_some_and(|hash| hash.len() == 8 && hash.bytes().all(|digit| digit.is_ascii_digit() || matches!(digit, b'a'..=b'f')))
}

fn minified(source: &str, languages: &[&str]) -> Result<String> {
    let source = filled(source, &[("LANGS", &quoted(&languages.join(" ")))])?;
    // The minifier writes a string in the quotation marks that it likes best.
    let loader = scripts::minify("the loader", &source, Kind::Classic)?.replace(&GIVEN.replace('"', "`"), GIVEN);
    if loader.matches(GIVEN).count() != 1 {
        bail!("the loader: the string literal {GIVEN} must stand there once; the build puts what a topic brings along in its place");
    }
    Ok(loader)
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// A script with each placeholder, a whole string literal `"__VITAL_NAME__"`, replaced by the JavaScript that stands for it.
///
/// # Errors
/// When one is missing.
pub fn filled(script: &str, values: &[(&str, &str)]) -> Result<String> {
    let literals: Vec<String> = values.iter().map(|(name, _)| format!("\"__VITAL_{name}__\"")).collect();
    let values: Vec<_> = literals.iter().zip(values).map(|(literal, (_, value))| (&**literal, *value)).collect();
    template::filled("www/", script, &values)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A loader of few words.
    pub fn loader() -> Loader {
        let read = |name: &str| {
            Ok(match name {
                "loader/embedding" => "const given = Object.assign({}, \"__VITAL_GIVEN__\");".to_owned(),
                "loader/files" => {
                    "const names = [\"__VITAL_GLUE__\", \"__VITAL_WASM__\", \"__VITAL_STYLES__\", \"__VITAL_DEBUG__\"];".to_owned()
                }
                "loader/pinned" => {
                    "const known = [\"__VITAL_TAGS__\", \"__VITAL_ATTRIBUTES__\"].length; const sums = [\"__VITAL_SUMS__\", \"__VITAL_CONTENT__\", known];"
                        .to_owned()
                }
                "loader/floating" => "const sums = 0;".to_owned(),
                "loader/attributes" => "const langs = \"__VITAL_LANGS__\";".to_owned(),
                "loader/element" => "go(given, names, sums, langs);".to_owned(),
                _ => String::new(),
            })
        };
        let named = Named { glue: "g.js".to_owned(), wasm: "w.wasm".to_owned(), styles: "s.css".to_owned(), debug: "d.js".to_owned() };
        Loader::read(read, named, [("g.js".to_owned(), "sha384-g".to_owned())]).unwrap()
    }

    #[test]
    fn a_floating_loader_names_the_files_of_this_build() {
        assert_eq!(
            snippets::alone(&loader().floating(&["en", "es"]).unwrap()),
            "(function(){\"use strict\";let e=Object.assign({},0);go(e,[`g.js`,`w.wasm`,`s.css`,`d.js`],0,`en es`)})();"
        );
    }

    #[test]
    fn a_pinned_loader_says_what_each_file_must_be_and_is_named_by_its_content() {
        let Pinned { version, alone: script, .. } = loader().pinned(&["en"], &[]).unwrap();
        assert_eq!(
            script,
            "(function(){\"use strict\";let e=Object.assign({},{\"up\":\"../../vital-conditions.js\"});go(e,[`g.js`,`w.wasm`,`s.css`,`d.js`],[{\"g.js\":`sha384-g`},0,2],`en`)})();"
        );
        assert_eq!(version.loader, format!("assets/{}/vital-conditions.js", hash(script.as_bytes())));
        assert!(is_pinned(&version.loader));
        for path in
            ["vital-conditions.js", "assets/vital-conditions.js", "assets/0/vital-conditions.js", "assets/01234567/8/vital-conditions.js"]
        {
            assert!(!is_pinned(path), "{path}");
        }
        assert_eq!(version.files.keys().collect::<Vec<_>>(), [&version.loader, "g.js"]);
        assert_eq!(version.files[&version.loader], integrity(script.as_bytes()));
    }
}
