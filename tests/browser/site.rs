//! The site under test, built once for the process by the tool that hosts run, and the packages of Node that tests need.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The target folder: everything that can be made again lies in it.
pub fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder for temporary files lies in the target folder")
}

/// Where the folder is said to be. Tests put the address of their server in its place.
pub const BASE: &str = "https://site.invalid/";

/// The folder that a host would put online.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let out = target().join("browser-tests/site");
        // Nobody's page is pinned to what was built here before.
        let _ = std::fs::remove_file(out.join("versions.json"));
        // The output is not captured: the first build takes minutes, and whoever waits sees what it does.
        run(Command::new(env!("CARGO_BIN_EXE_vital")).args(["build", "--base-url", BASE]).arg("--out").arg(&out));
        out
    })
}

/// What the build made for pasting, with the address of the test's own server.
pub fn snippet(file: &str) -> String {
    std::fs::read_to_string(folder().join("t").join(file)).expect("a snippet").replace(BASE, "SITE/")
}

/// The pages that the tool serves beside the site: the demo.
pub fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www")
}

/// The source text of axe-core.
pub fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| std::fs::read_to_string(node().join("node_modules/axe-core/axe.min.js")).expect("axe-core is installed"))
}

/// The folder of Node's packages, installed as the lock file beside the tests says.
pub fn node() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        super::driver::install(&[("npm", "npm")]);
        let folder = target().join("browser-tests/node");
        std::fs::create_dir_all(&folder).expect("a folder for Node's packages");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
        let lists = ["package.json", "package-lock.json"];
        let same = |name: &&str| std::fs::read(folder.join(name)).ok() == std::fs::read(source.join(name)).ok();
        if !lists.iter().all(same) || !folder.join("node_modules/axe-core/axe.min.js").is_file() {
            for name in lists {
                std::fs::copy(source.join(name), folder.join(name)).expect("the lists of packages are copied");
            }
            run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder));
        }
        folder
    })
}

/// Runs a step of the tests' own set-up, saying what it is.
pub fn run(command: &mut Command) {
    eprintln!("{command:?}");
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}
