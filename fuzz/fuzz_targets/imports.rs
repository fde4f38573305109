//! Any bytes as a source of each format that can be imported: it is carried over or refused, and nothing panics. The first byte says the format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use vital_conditions::tool::import::{self, Format, Refusal, Request};

fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let within = PathBuf::from("/dev/shm");
        let within = if within.is_dir() { within } else { std::env::temp_dir() };
        tempfile::tempdir_in(within).expect("a folder").keep()
    })
}

fuzz_target!(|data: &[u8]| {
    let Some((format, content)) = data.split_first() else { return };
    let format = Format::ALL[usize::from(*format) % Format::ALL.len()];
    let source = folder().join(if format == Format::Html { "source.html" } else { "source" });
    fs::write(&source, content).expect("a file");
    let request = Request { source, into: folder().join("catalog"), format: Some(format), dry_run: true };
    if let Err(fault) = import::import(&request) {
        assert!(fault.is::<Refusal>(), "{format}: {fault:#}");
    }
});
