//! Where the packages of host pages lie.

use crate::{site, unpacked, wordpress};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The folders that pages ask for files in, with their paths on the page's server.
pub fn folders(text: &str) -> Vec<(&'static str, PathBuf)> {
    let mut folders = Vec::new();
    if text.contains("/npm/") {
        folders.push(("/npm/", site::node().join("node_modules")));
    }
    // The stylesheets of the two health and government services name these from the server's root.
    for service in ["govuk", "nhsuk"] {
        if text.contains(&format!("/npm/{service}-frontend/")) {
            folders.push(("/assets/", site::node().join(format!("node_modules/{service}-frontend/dist/{service}/assets"))));
        }
    }
    if text.contains("/debian/") {
        folders.push(("/debian/", debian().join("usr/share/javascript")));
    }
    if text.contains("/wordpress/") {
        folders.push(("/wordpress/", wordpress::files()));
    }
    folders
}

/// Old libraries that npm hasn't got, or not for browsers.
fn debian() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("host-pages");
        if !folder.join("usr/share/javascript/prototype/prototype.js").is_file() {
            unpacked::unpack(&folder, &["libjs-mootools", "libjs-prototype"].map(str::to_owned));
        }
        folder
    })
}
