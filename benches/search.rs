//! What it takes to search 10,000 entries, beside Pagefind's own interface on the pages of the same entries: bytes, milliseconds, and how
//! many of 200 queries with one typing mistake find what they were meant to.
//!
//! `cargo bench --bench search` makes the entries in the target folder, builds them, has Pagefind index the pages, and drives Chromium. Node
//! with npm, and Chromium, must be there; the packages are fetched as `benches/search/package-lock.json` says. `ENTRIES=1000` takes fewer.

#[path = "shared/prose.rs"]
mod prose;
#[path = "shared/words.rs"]
#[allow(dead_code, reason = "the dice alone are thrown here")]
mod words;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs};

use prose::Prose;
use serde_json::{Value, json};
use words::Dice;

const QUERIES: usize = 200;

fn main() {
    // `cargo test --benches` and the like only want to know that this compiles.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let count = env::var("ENTRIES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("search-{count}"));
    let site = folder.join("site");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let mut dice = Dice(17);
    let catalog = prose::catalog(&Prose::new(&mut dice, 20_000), &mut dice, count, 30);
    fs::write(folder.join("catalog.json"), catalog.to_string()).expect("the catalog can be written");
    fs::write(folder.join("queries.json"), queries(&catalog, &mut dice).to_string()).expect("the queries can be written");

    let begun = Instant::now();
    let mut vital = Command::new(env!("CARGO_BIN_EXE_vital"));
    // That nothing leads from one entry to the next is not what is looked at here.
    vital.stderr(Stdio::null());
    run(vital.arg("build").arg(folder.join("catalog.json")).arg("--out").arg(&site).args(["--snippets", "no"]), 1);
    println!("vital build: {:.1} s", begun.elapsed().as_secs_f64());

    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/search");
    let node = folder.join("node");
    fs::create_dir_all(&node).expect("the folder can be made");
    for name in ["package.json", "package-lock.json", "measure.mjs"] {
        fs::copy(bench.join(name), node.join(name)).expect("the bench can be copied");
    }
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--silent"]).current_dir(&node), 0);
    let begun = Instant::now();
    let mut pagefind = Command::new(node.join("node_modules/.bin/pagefind"));
    run(
        pagefind
            .arg("--site")
            .arg(&site)
            .args(["--glob", "topics/entry-*.html", "--output-path"])
            .arg(folder.join("pagefind"))
            .arg("--quiet"),
        0,
    );
    println!("pagefind: {:.1} s", begun.elapsed().as_secs_f64());
    run(Command::new("node").arg("measure.mjs").arg(&folder).current_dir(&node), 0);
}

/// Queries with one mistake, and the title of the entry that each is meant to find.
fn queries(catalog: &Value, dice: &mut Dice) -> Value {
    let entries = catalog["entries"].as_array().expect("entries");
    let mut queries = Vec::new();
    while queries.len() < QUERIES {
        let title = entries[dice.next(entries.len())]["title"].as_str().expect("a title");
        queries.extend(prose::mistyped(title, dice).map(|query| json!({ "query": query, "title": title })));
    }
    queries.into()
}

fn run(command: &mut Command, worst: i32) {
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.code().is_some_and(|code| code <= worst), "{command:?}: {status}");
}
