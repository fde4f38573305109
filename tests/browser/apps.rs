//! Apps made with React, Svelte and Vue as their developers would: with the frameworks' own compilers, and with the npm package that
//! the build makes, installed by npm from its address.

use super::finding::Widget;
use super::host::{Host, HostPage};
use super::readme::blocks;
use super::site;
use super::stage::Stage;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The same app in each framework: see `tests/browser/apps`.
pub const FRAMEWORKS: [&str; 3] = ["react", "svelte", "vue"];

/// Where the README's example for a framework is put, as the language of its block, and what shows it.
pub const EXAMPLES: [(&str, &str, &str); 3] =
    [("jsx", "Topics.jsx", "topics-react"), ("vue", "Topics.vue", "topics-vue"), ("svelte", "Topics.svelte", "topics-svelte")];

/// What is bundled beside these: a page that calls `load()` when a test says so.
const ENTRIES: [&str; 4] = ["page.ts", "react.tsx", "svelte.ts", "vue.ts"];

impl Stage {
    /// Shows a page with a bundled app in it, and gives its first widget.
    pub async fn show_app(&self, name: &str) -> Widget<'_> {
        self.show_app_on(name, HostPage { body: "<main></main>".to_owned(), ..HostPage::default() }).await
    }

    /// The same on a page that has more than a place for the app. A nonce of its policy is `n`.
    pub async fn show_app_on(&self, name: &str, page: HostPage) -> Widget<'_> {
        let file = bundles().join(format!("{name}.js"));
        let bundle = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        // The package is made for the address that the site is said to have.
        self.host.put_text("/app.js", "text/javascript", &bundle.replace(site::BASE, &format!("{}/", self.host.site)));
        let body = page.body + "<script type=module nonce=n src=/app.js></script>";
        self.show_page(HostPage { body, ..page }).await
    }

    /// Presses one of the app's own buttons.
    pub async fn press(&self, button: &str) {
        self.browser.script("document.getElementById(arguments[0]).click()", &[button.into()]).await;
    }
}

/// The apps' folder, with the package installed in it.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        site::folder();
        // Below the folder of Node's packages, so that the apps find theirs.
        let folder = site::node().join("apps");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder for the apps");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/apps");
        for file in std::fs::read_dir(source).expect("the apps").filter_map(Result::ok) {
            std::fs::copy(file.path(), folder.join(file.file_name())).expect("an app is copied");
        }
        for (language, file, _) in EXAMPLES {
            let examples = blocks(language);
            let [example] = &examples[..] else { panic!("the README has one example in {language}") };
            std::fs::write(folder.join(file), example).expect("an example is written");
        }
        std::fs::write(folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n").expect("a package of apps");
        let into = folder.clone();
        // A test may be waiting in a runtime of its own, and the server has to answer meanwhile.
        std::thread::spawn(move || install(&into)).join().expect("the package is installed");
        folder
    })
}

/// As a developer does it: by the address that the README names.
fn install(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let host = runtime.block_on(Host::start());
    let address = format!("{}/{}", host.site, vital_conditions::tool::npm::tarball());
    site::run(Command::new("npm").args(["install", "--no-audit", "--no-fund", &address]).current_dir(folder));
}

/// The bundles of the apps and of the README's examples, each named as its entry.
fn bundles() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let examples = EXAMPLES.map(|(_, _, entry)| format!("{entry}.js"));
        let entries = ENTRIES.iter().copied().chain(examples.iter().map(String::as_str));
        site::run(Command::new("node").args(["bundle.mjs", "bundled"]).args(entries).current_dir(folder()));
        folder().join("bundled")
    })
}
