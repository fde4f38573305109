//! Each file that a widget asks for fails in each way in which files fail on the wire: soon there is a topic, the page's own fallback or an
//! alert, the host's page goes on and is told once, nobody is asked more than three times, and once the fault is mended reading goes on
//! without the page being loaded anew.

use super::host::HostPage;
use super::stage::{Stage, stage};
use super::wire::{Fault, Wire};
use futures_util::future::join_all;
use serde_json::{Value, json};

/// The files, the parts of their paths that say which they are, and the attributes by which a widget asks for them.
const FILES: [(&str, &str, &str); 11] = [
    ("loader", "/vital-conditions.js", ""),
    ("glue", "/assets/glue", "catalog='WIRE/catalog.json?'"),
    ("wasm", ".wasm", "catalog='WIRE/catalog.json?'"),
    ("styles", "/assets/styles", ""),
    ("catalog", "/catalog.json", "catalog='WIRE/catalog.json?'"),
    ("index", "/index.json", "catalog='WIRE/index.json'"),
    ("entry", "/entries/voting.", "catalog='WIRE/index.json'"),
    ("fragment", "/t/voting.json", ""),
    ("picture", "/art/", ""),
    ("overlay", "/overlay.json", "overlay='WIRE/overlay.json'"),
    ("words", "/assets/words-es", "lang='es'"),
];

/// A reader sees something after so many milliseconds at the latest.
const SEEN: u64 = 15_000;

/// What a busy machine may add to that, in milliseconds.
const BUSY: u64 = 3_000;

struct Cell {
    file: &'static str,
    part: &'static str,
    fault: Fault,
    wire: Wire,
    url: String,
}

impl Cell {
    async fn new(
        stage: &Stage,
        elsewhere: &Wire,
        (file, part, attributes): (&'static str, &'static str, &'static str),
        fault: Fault,
    ) -> Cell {
        let wire = Wire::start(Some(elsewhere)).await;
        wire.fail(part, fault);
        let body = format!(
            "<button id='own' onclick='this.dataset.clicks = 1'>The page's own</button>\
             <vital-conditions topic='voting' {attributes}><a href='WIRE/topics/voting.html'>Voting</a></vital-conditions>"
        );
        let head = format!("<script async crossorigin src='{}/vital-conditions.js'></script>", wire.origin);
        let page = HostPage { head, body: body.replace("WIRE", &wire.origin), ..HostPage::default() };
        let url = stage.host.put(&format!("/{file}-{fault:?}.html").replace(['(', ')'], "-"), page);
        Cell { file, part, fault, wire, url }
    }
}

/// Each of these files under each of these faults, a few at a time.
fn each(files: &[&str], faults: &[Fault]) {
    stage(async |stage| {
        // What fails is written to the console by the browser.
        stage.expect("");
        stage.host.put_text("/cell.js", "text/javascript", include_str!("cell.js"));
        let page = stage.host.put("/cells.html", HostPage { head: "<script src='/cell.js'></script>".to_owned(), ..HostPage::default() });
        stage.browser.goto(&page).await;
        let elsewhere = Wire::start(None).await;
        let wanted = FILES.into_iter().filter(|(name, ..)| files.contains(name));
        let cells: Vec<_> = wanted.flat_map(|file| faults.iter().map(move |fault| (file, *fault))).collect();
        let mut failed = Vec::new();
        println!("| file | fault | to be seen | told | tries | recovered by |\n|---|---|---|---|---|---|");
        for cells in cells.chunks(6) {
            let cells = join_all(cells.iter().map(|(file, fault)| Cell::new(stage, &elsewhere, *file, *fault))).await;
            let urls: Value = cells.iter().map(|cell| Value::from(cell.url.clone())).collect();
            // A driver waits for a script only so long, so it is asked for what came of it.
            let show =
                "window.__seen = null; Promise.all(arguments[0].map(url => __show(url, arguments[1]))).then(seen => window.__seen = seen)";
            stage.browser.script(&format!("{{{show}}}"), &[urls, (SEEN + BUSY).into()]).await;
            let seen = stage.browser.until("what came of the faults", "return window.__seen", &[]).await;
            let tries: Vec<usize> = cells.iter().map(|cell| cell.wire.count(cell.part)).collect();
            cells.iter().for_each(|cell| cell.wire.mend());
            let pairs: Value =
                cells.iter().map(|cell| json!([cell.url, format!("{}/vital-conditions.js?again", cell.wire.origin)])).collect();
            let recover = "window.__back = null; Promise.all(arguments[0].map(([url, loader]) => __recover(url, loader))).then(back => window.__back = back)";
            stage.browser.script(&format!("{{{recover}}}"), &[pairs]).await;
            let back = stage.browser.until("what became of them", "return window.__back", &[]).await;
            for (at, cell) in cells.iter().enumerate() {
                let (seen, back) = (&seen[at], back[at].as_str());
                println!(
                    "| {} | {:?} | {} after {:.1} s | {} | {} | {} |",
                    cell.file,
                    cell.fault,
                    seen["last"].as_str().unwrap_or_default(),
                    seen["after"].as_f64().unwrap_or_default() / 1000.0,
                    seen["errors"],
                    tries[at],
                    back.unwrap_or("nothing")
                );
                failed.extend(faults_of(cell, seen, tries[at], back));
            }
        }
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    });
}

/// What is not as it should be.
fn faults_of(cell: &Cell, seen: &Value, tries: usize, back: Option<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut demand = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{} {:?}: {what}: {seen}, {tries} tries, recovered by {back:?}", cell.file, cell.fault));
        }
    };
    demand(seen["last"] != "", "nothing is to be seen");
    demand(seen["after"].as_u64().is_some_and(|after| after < SEEN + BUSY), "nothing was to be seen in time");
    let told = seen["errors"].as_array().map_or(0, Vec::len);
    let is_whole = seen["last"] == "topic" && seen["wasm"] == true;
    demand(told <= 1, "more than one error was told");
    demand(told == 1 || is_whole || seen["last"] == "fallback", "what is missing was not told");
    // A redirect that leads round is followed by the browser itself, some twenty times a try; pictures are several files.
    demand(tries <= 3 || cell.fault == Fault::RedirectLoop || cell.file == "picture", "it was asked for too often");
    demand(seen["works"] == true, "the page's own button doesn't work");
    // What comes in the place of the loader is run as a script, and its syntax is the browser's business.
    let troubles: Vec<&str> = seen["troubles"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let is_not_ours = |trouble: &&str| cell.file == "loader" && trouble.contains("SyntaxError");
    demand(troubles.iter().all(is_not_ours), "the page had trouble");
    demand(back.is_some(), "it did not recover");
    faults
}

const QUICK: usize = 18;

#[test]
fn loader_and_glue() {
    each(&["loader", "glue"], &Fault::ALL[..QUICK]);
}

#[test]
fn wasm_and_styles() {
    each(&["wasm", "styles"], &Fault::ALL[..QUICK]);
}

#[test]
fn catalogs() {
    each(&["catalog", "index", "entry"], &Fault::ALL[..QUICK]);
}

#[test]
fn what_comes_beside_a_topic() {
    each(&["fragment", "picture", "overlay", "words"], &Fault::ALL[..QUICK]);
}

#[test]
fn files_that_never_come() {
    each(&["loader", "glue", "wasm", "styles", "catalog"], &Fault::ALL[QUICK..]);
}

#[test]
fn parts_that_never_come() {
    each(&["index", "entry", "fragment", "picture", "overlay", "words"], &Fault::ALL[QUICK..]);
}
