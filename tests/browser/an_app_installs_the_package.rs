//! The npm package that a build makes: npm installs it, tools that look at packages find nothing, and it loads the widget when asked.

use super::apps;
use super::host::{Fault, HostPage};
use super::pinning::version;
use super::site;
use super::stage::{Stage, stage_in_chromium};
use super::titles::VOTING;
use serde_json::{Value, json};
use std::process::{Command, Output};
use vital_conditions::tool::npm;

const ELEMENT: &str = "<vital-conditions topic='voting'></vital-conditions>";

#[test]
fn npm_installs_it_from_its_address_and_nothing_with_it() {
    let lock = std::fs::read_to_string(apps::folder().join("package-lock.json")).expect("a lock file");
    let lock: Value = serde_json::from_str(&lock).expect("JSON");
    let packages = lock["packages"].as_object().expect("packages");
    assert_eq!(packages.keys().collect::<Vec<_>>(), ["", "node_modules/vital-conditions"]);
    let package = &packages["node_modules/vital-conditions"];
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    assert!(package["resolved"].as_str().is_some_and(|address| address.ends_with(&npm::tarball())), "{package}");
}

#[test]
fn publint_finds_nothing() {
    let tarball = site::folder().join(npm::tarball());
    let output = of_node("publint", &["--strict", &tarball.display().to_string()]);
    assert!(output.status.success() && text(&output).contains("All good!"), "{}", text(&output));
}

#[test]
fn its_types_are_found_by_every_way_to_resolve_them() {
    let tarball = site::folder().join(npm::tarball()).display().to_string();
    // It has ES modules alone, which is what this rule is about.
    let arguments = ["--ignore-rules", "cjs-resolves-to-esm", "--format", "json", &tarball];
    let output = of_node("attw", &arguments);
    assert!(output.status.success(), "{}", text(&output));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["analysis"]["types"]["kind"], "included", "{found}");
}

#[test]
fn compilers_accept_what_apps_write_and_refuse_what_is_wrong() {
    let check = |program: &str, arguments: &[&str]| {
        let output = of_node(program, arguments);
        assert!(output.status.success(), "{program}: {}", text(&output));
    };
    check("vue-tsc", &["--project", "tsconfig.json"]);
    check("svelte-check", &["--tsconfig", "tsconfig.svelte.json", "--fail-on-warnings"]);
}

#[test]
fn importing_it_on_a_server_does_nothing() {
    let script = "import 'vital-conditions/auto'; import 'vital-conditions/react'; import 'vital-conditions/svelte'; \
                  import 'vital-conditions/vue'; import { HOST, load } from 'vital-conditions'; \
                  console.log(HOST, await load(), Object.keys(globalThis).filter(name => name.includes('vital')))";
    let output = Command::new("node").args(["--input-type=module", "--eval", script]).current_dir(apps::folder()).output().unwrap();
    assert_eq!(text(&output), format!("{} undefined []\n", site::BASE));
}

#[test]
fn a_bundler_keeps_what_loads_by_itself_and_leaves_out_what_is_not_used() {
    for (import, is_kept) in [("vital-conditions", false), ("vital-conditions/react", false), ("vital-conditions/auto", true)] {
        let entry = apps::folder().join("entry.js");
        std::fs::write(&entry, format!("import \"{import}\";\n")).unwrap();
        let output = of_node("esbuild", &["--bundle", "--format=esm", "entry.js"]);
        assert!(output.status.success(), "{}", text(&output));
        let bundle = String::from_utf8_lossy(&output.stdout);
        assert_eq!(bundle.contains("createElement"), is_kept, "{import}: {bundle}");
        assert!(is_kept || bundle.trim().is_empty(), "{import}: {bundle}");
    }
}

#[test]
fn it_loads_the_widget_once_however_often_it_is_called() {
    stage_in_chromium(async |stage| {
        let widget = shown(stage, "").await;
        assert_eq!(stage.host.asked(), [""; 0], "importing it asks for nothing");
        let calls = "return Promise.all([load(), load(), load()]).then(([one, other, third]) => \
                     one === other && other === third && one === customElements.get('vital-conditions'))";
        assert_eq!(stage.browser.script(calls, &[]).await, true);
        widget.shows(VOTING).await;
        assert_eq!(stage.browser.script("return load().then(known => known === customElements.get('vital-conditions'))", &[]).await, true);
        assert_eq!(stage.host.count("vital-conditions.js"), 1);
    });
}

#[test]
fn it_gets_along_with_a_tag_in_the_page() {
    stage_in_chromium(async |stage| {
        let widget = shown(stage, super::stage::LOADER).await;
        assert_eq!(stage.browser.script("return load().then(Boolean)", &[]).await, true);
        widget.shows(VOTING).await;
        assert_eq!(stage.browser.script("return __heard.infos", &[]).await, json!([]));
    });
}

#[test]
fn what_failed_is_tried_again() {
    stage_in_chromium(async |stage| {
        stage.expect("vital-conditions.js");
        stage.host.fail("vital-conditions.js", Fault::Status(503));
        let widget = shown(stage, "").await;
        // Nobody awaits the first one: the page has no unhandled rejection of it.
        let failed = "load(); return load().then(() => 'loaded', error => error.message)";
        let message = format!("vital-conditions: {}/vital-conditions.js could not be loaded", stage.host.site);
        assert_eq!(stage.browser.script(failed, &[]).await, message);
        assert_eq!(stage.browser.script("return document.querySelectorAll('head > script[src*=vital-conditions]').length", &[]).await, 0);
        stage.host.mend();
        assert_eq!(stage.browser.script("return load().then(Boolean)", &[]).await, true);
        widget.shows(VOTING).await;
    });
}

#[test]
fn an_old_browser_is_named() {
    stage_in_chromium(async |stage| {
        shown(stage, "<script nonce=n>delete Document.prototype.adoptedStyleSheets</script>").await;
        let message = stage.browser.script("return load().catch(error => error.message)", &[]).await;
        assert_eq!(message, "vital-conditions: this browser is too old for the widget; its elements show what is inside them");
    });
}

#[test]
fn another_folder_may_be_named() {
    stage_in_chromium(async |stage| {
        stage.host.put_folder("/widget/", site::folder());
        let widget = shown(stage, "").await;
        assert_eq!(stage.browser.script("return load({ host: 'widget' }).then(Boolean)", &[]).await, true);
        widget.shows(VOTING).await;
        assert_eq!(stage.host.asked(), [""; 0]);
    });
}

#[test]
fn a_strict_page_gives_its_nonce() {
    stage_in_chromium(async |stage| {
        let policy = "script-src 'nonce-n' SITE/~tests/ SITE/assets/ 'wasm-unsafe-eval'".to_owned();
        let page = HostPage { body: format!("<main>{ELEMENT}</main>"), policy: Some(policy), ..HostPage::default() };
        stage.expect("vital-conditions.js");
        let widget = stage.show_app_on("page", page).await;
        assert_eq!(stage.browser.script("return load().then(Boolean, () => 'refused')", &[]).await, "refused");
        assert_eq!(stage.browser.script("return load({ nonce: 'n' }).then(Boolean)", &[]).await, true);
        widget.shows(VOTING).await;
    });
}

#[test]
fn a_page_may_be_pinned_to_a_version() {
    stage_in_chromium(async |stage| {
        let version = version(site::folder());
        let (loader, other) = (&version["loader"], &version["files"][version["glue"].as_str().unwrap()]);
        let own = &version["files"][loader.as_str().unwrap()];
        stage.expect("vital-conditions.js");
        let widget = shown(stage, "").await;
        let load = "return load({ loader: arguments[0], integrity: arguments[1] }).then(Boolean, () => 'refused')";
        assert_eq!(stage.browser.script(load, &[loader.clone(), other.clone()]).await, "refused");
        assert_eq!(stage.browser.script(load, &[loader.clone(), own.clone()]).await, true);
        widget.shows(VOTING).await;
        widget.runs_on_wasm().await;
    });
}

/// A page with an element, which calls `load()` when it is told to.
async fn shown<'a>(stage: &'a Stage, head: &str) -> super::finding::Widget<'a> {
    let page = HostPage { head: head.to_owned(), body: format!("<main>{ELEMENT}</main>"), ..HostPage::default() };
    let widget = stage.show_app_on("page", page).await;
    stage.browser.until("the page's own script", "return typeof load === 'function'", &[]).await;
    widget
}

/// Runs a program of Node's packages beside the apps.
fn of_node(program: &str, arguments: &[&str]) -> Output {
    Command::new(site::node().join("node_modules/.bin").join(program)).args(arguments).current_dir(apps::folder()).output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
