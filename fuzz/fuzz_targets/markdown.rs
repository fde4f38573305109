//! Any text as the file of an entry, front matter and body: nothing panics, and what is made of it is a catalog without a fault that the
//! author is not told of.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use vital_conditions::catalog::{Context, Date, Limits, parse};
use vital_conditions::tool::author;

/// One folder for all, in memory where there is such a file system.
fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let within = PathBuf::from("/dev/shm");
        let within = if within.is_dir() { within } else { std::env::temp_dir() };
        let folder = tempfile::tempdir_in(within).expect("a folder").keep();
        fs::write(folder.join("catalog.toml"), "title = \"T\"\nlang = \"en\"\n").expect("a file");
        fs::write(folder.join("b.md"), "+++\ntitle = \"B\"\nkind = \"topic\"\n+++\nText\n").expect("a file");
        folder
    })
}

fuzz_target!(|data: &[u8]| {
    fs::write(folder().join("a.md"), data).expect("a file");
    let content = author::author(folder()).expect("the folder is read");
    content.faults.iter().for_each(|fault| drop(fault.to_string()));
    let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.to_string());
    let today = Date::new(2026, 11, 22).expect("a day");
    let context = Context { base: "https://host.example/catalog.json", today, resolve: &resolve, limits: Limits::NONE, overlay: None };
    let json = content.original().json();
    let (catalog, _) = parse(&json, &context).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert!(catalog.find("b").is_some(), "what stands beside it is untouched");
});
