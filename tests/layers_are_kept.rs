//! Who may import whom, and what no file may name: the architecture of the README, held by reading the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A layer, and the crates and other layers that its files may name in a path. Its own name is always allowed.
const LAYERS: [(&str, &[&str]); 6] = [
    ("catalog", &["serde", "serde_json", "schemars", "hifijson"]),
    ("search", &["catalog"]),
    ("settings", &["catalog"]),
    ("navigation", &["catalog"]),
    ("words", &["catalog", "navigation"]),
    ("components", &["catalog", "settings", "navigation", "words", "yew"]),
];

/// The layers at the outside, which nobody imports.
const SHELLS: [&str; 2] = ["element", "tool"];

/// What turns text into markup or code.
const SINKS: [&str; 16] = [
    "innerHTML",
    "inner_html",
    "outerHTML",
    "outer_html",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "setHTMLUnsafe",
    "set_html_unsafe",
    "parseHTMLUnsafe",
    "from_html_unchecked",
    "DOMParser",
    "DomParser",
    "createContextualFragment",
    "document.write",
    "eval(",
    "new Function",
];

#[test]
fn every_layer_imports_only_what_it_may() {
    let mut faults = Vec::new();
    for (layer, allowed) in LAYERS {
        for file in files_of(layer) {
            for name in imported(&read(&file)) {
                if name != layer && !allowed.contains(&name.as_str()) {
                    faults.push(format!("{}: {layer} imports {name}", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nobody_imports_the_shells() {
    let mut faults = Vec::new();
    for file in sources("src") {
        let own = SHELLS.into_iter().find(|shell| files_of(shell).contains(&file));
        for shell in SHELLS {
            // The command line's own few lines start the tool, and do nothing else.
            let starts = shell == "tool" && file.ends_with("src/main.rs");
            if own != Some(shell) && !starts && imported(&read(&file)).contains(shell) {
                faults.push(format!("{} imports {shell}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_names_an_html_sink() {
    let mut faults = Vec::new();
    for file in ["src", "www", "packages"].map(sources).concat() {
        let text = without_comments(&read(&file));
        faults.extend(SINKS.iter().filter(|sink| text.contains(*sink)).map(|sink| format!("{} names {sink}", file.display())));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_loader_and_the_widget_leave_view_transitions_to_the_page() {
    for file in ["src", "www", "packages"].map(sources).concat() {
        let text = read(&file);
        assert!(!text.contains("startViewTransition") && !text.contains("start_view_transition"), "{}", file.display());
    }
}

#[test]
fn imports_are_found_however_they_are_written() {
    let source = "use crate::catalog::{Entry, parse};\n// use crate::ignored::A;\nuse std::rc::Rc;\npub use yew::prelude::*;\n\
                  fn f() { serde_json::from_str(x); super::g(); crate::tool::run(); \"crate::text::a\"; Vec::<u8>::new(); String::new() }\n\
                  #[cfg(test)]\nmod tests { use url::Url; }";
    let names: Vec<String> = imported(source).into_iter().collect();
    assert_eq!(names, ["catalog", "serde_json", "tool", "yew"]);
}

/// The layers and crates that a file names at the start of a path, its tests and its own modules left out.
fn imported(source: &str) -> BTreeSet<String> {
    let source = without_comments(source);
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let own: BTreeSet<&str> =
        source.lines().filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')).collect();
    let mut names = BTreeSet::new();
    for (at, _) in source.match_indices("::") {
        let start = source[..at].rfind(|character| !is_word(character)).map_or(0, |before| before + 1);
        // Only the first name of a path says where it comes from, and a method's type is no path.
        if source[..start].ends_with("::") || source[..start].ends_with('.') {
            continue;
        }
        let name = match &source[start..at] {
            "crate" => source[at + 2..].split(|character| !is_word(character)).next().unwrap_or_default(),
            name => name,
        };
        let is_module = name.starts_with(|first: char| first.is_lowercase());
        if is_module && !["std", "core", "self", "super"].contains(&name) && !PRIMITIVES.contains(&name) && !own.contains(name) {
            names.insert(name.to_owned());
        }
    }
    // Modules that a `use` brought in head paths too: `fmt::Display`.
    let brought = brought_in(source);
    names.retain(|name| !brought.contains(name));
    names
}

const PRIMITIVES: [&str; 12] = ["u8", "u16", "u32", "u64", "usize", "i32", "i64", "f32", "f64", "str", "char", "bool"];

/// What `use` brings in: every name of its paths but the first, the layers left out.
fn brought_in(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in source.match_indices("use ") {
        let path = source[at + 4..].split(';').next().unwrap_or_default();
        let parts = path.split(|character: char| !(character.is_alphanumeric() || character == '_')).filter(|name| !name.is_empty());
        let is_layer = |name: &str| SHELLS.contains(&name) || LAYERS.iter().any(|(layer, _)| *layer == name);
        names.extend(parts.skip(1).filter(|name| !is_layer(name)).map(str::to_owned));
    }
    names
}

/// The text without what follows `//` and without string literals, so that only code counts.
fn without_comments(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    for line in source.lines() {
        let mut in_string = false;
        let mut escaped = false;
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '/' if !in_string && characters.peek() == Some(&'/') => break,
                '"' if !escaped => in_string = !in_string,
                _ if !in_string => code.push(character),
                _ => {}
            }
            escaped = in_string && character == '\\' && !escaped;
        }
        code.push('\n');
    }
    code
}

/// `src/LAYER.rs` and everything in `src/LAYER/`.
fn files_of(layer: &str) -> Vec<PathBuf> {
    let root = root();
    let files: Vec<PathBuf> = sources("src")
        .into_iter()
        .filter(|file| *file == root.join(format!("src/{layer}.rs")) || file.starts_with(root.join("src").join(layer)))
        .collect();
    assert!(!files.is_empty(), "there is no layer called {layer}");
    files
}

/// Rust, JavaScript and HTML under a folder of the package.
fn sources(folder: &str) -> Vec<PathBuf> {
    fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                gather(&path, found);
            } else if path.extension().is_some_and(|extension| ["rs", "js", "html"].iter().any(|known| extension == *known)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    gather(&root().join(folder), &mut found);
    found.sort();
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
