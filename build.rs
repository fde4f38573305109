//! Lists the interface's languages: each is a file of `src/words`, and nothing else has to name it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"));
    let folder = package.join("src/words");
    println!("cargo::rerun-if-changed={}", folder.display());
    let listed = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.expect("an entry of a folder").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();

    let mut languages = String::from("en English");
    let mut texts = String::new();
    for path in &files {
        let (tag, name) = (stem(path), autonym(path));
        let _ = write!(languages, "\n{tag} {name}");
        let _ = write!(texts, "({tag:?}, include_str!({path:?})),");
    }
    let code = format!(
        "/// The languages that there are words in, a line each: the BCP 47 tag, and what the language calls itself.\n\
         const LANGUAGES: &str = {languages:?};\n\
         /// The files of all languages but English, by their tags.\n\
         #[cfg(feature = \"tool\")]\n\
         pub const FILES: &[(&str, &str)] = &[{texts}];\n"
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder")).join("languages.rs");
    fs::write(&out, code).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_else(|| panic!("{}: its name is no language's tag", path.display()))
}

/// What the language calls itself, as its file says.
fn autonym(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let words: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = words["language"].as_str();
    name.unwrap_or_else(|| panic!("{}: \"language\" is missing, what the language calls itself", path.display())).to_owned()
}
