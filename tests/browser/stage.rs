//! One test on its stage: a browser, two servers, and the demand that nothing went wrong on the page.

use super::driver::Browser;
use super::engine::Engine;
use super::finding::Widget;
use super::host::{Host, HostPage};
use serde_json::Value;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex};
use std::time::Instant;

pub struct Stage {
    pub browser: Browser,
    pub host: Host,
    allowed: RefCell<Vec<String>>,
}

/// The snippet that every form but A has in common.
pub const LOADER: &str = "<script async crossorigin src=\"SITE/vital-conditions.js\"></script>";

/// An attribute by which a widget takes the very catalog as somebody else's: there are no fragments of it, and the wasm draws all.
pub const WHOLE: &str = "catalog='SITE/catalog.json?'";

/// The score of a layout shift that is written as 0.00.
pub const STILL: f64 = 0.001;

/// Runs a test of what readers and host pages meet, in each engine that is asked for. At its end the page must have had no error,
/// unhandled rejection, message on the console or violation of its policy, save those that the test expects, and nothing may have
/// shifted without the reader's doing.
pub fn stage(test: impl AsyncFn(&Stage)) {
    stage_in(&Engine::ALL, test);
}

/// Runs a test in Chromium, whatever is asked for: one of the tool and what it makes for editors and partners, which no engine reads
/// differently, or one that needs Chromium's own protocol.
pub fn stage_in_chromium(test: impl AsyncFn(&Stage)) {
    run_in(&[Engine::Chromium], test);
}

/// Runs a test in those of the engines that are asked for, or in the first where none of them is. A test never runs in none.
pub fn stage_in(engines: &[Engine], test: impl AsyncFn(&Stage)) {
    let asked: Vec<Engine> = engines.iter().copied().filter(|engine| Engine::asked().contains(engine)).collect();
    run_in(if asked.is_empty() { &engines[..1] } else { &asked }, test);
}

/// One engine after the other, the next ones too where the test fails in one.
fn run_in(engines: &[Engine], test: impl AsyncFn(&Stage)) {
    super::site::folder();
    let mut failure = None;
    for engine in engines {
        let turn = Turn::take();
        let begun = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| run(*engine, &test)));
        super::tally::count(*engine, outcome.is_err(), begun.elapsed());
        drop(turn);
        if let Err(panic) = outcome {
            eprintln!("it failed in {engine:?}");
            failure.get_or_insert(panic);
        }
    }
    if let Some(panic) = failure {
        resume_unwind(panic);
    }
}

fn run(engine: Engine, test: impl AsyncFn(&Stage)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let stage =
        runtime.block_on(async { Stage { browser: Browser::start(engine).await, host: Host::start().await, allowed: RefCell::default() } });
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            test(&stage).await;
            stage.nothing_went_wrong().await;
        });
    }));
    if outcome.is_err() {
        let _ = catch_unwind(AssertUnwindSafe(|| runtime.block_on(stage.report())));
    }
    runtime.block_on(stage.browser.close(outcome.is_ok()));
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

impl Stage {
    /// Shows a host page with the loader in its head, and gives its first widget.
    pub async fn show(&self, body: &str) -> Widget<'_> {
        self.show_page(HostPage { head: LOADER.to_owned(), body: body.to_owned(), ..HostPage::default() }).await
    }

    pub async fn show_page(&self, page: HostPage) -> Widget<'_> {
        let url = self.host.put("/page.html", page);
        self.browser.goto(&url).await;
        self.widget()
    }

    /// The page that the tool shows first.
    pub async fn show_demo(&self) -> Widget<'_> {
        self.browser.goto(&format!("{}/", self.host.site)).await;
        self.widget()
    }

    pub fn widget(&self) -> Widget<'_> {
        self.nth(0)
    }

    pub fn nth(&self, nth: usize) -> Widget<'_> {
        Widget { browser: &self.browser, nth }
    }

    /// Trouble whose text contains `part` is what the test is about.
    pub fn expect(&self, part: &str) {
        self.allowed.borrow_mut().push(part.to_owned());
    }

    /// The announcements of the widgets so far, of one name.
    pub async fn events(&self, name: &str) -> Vec<Value> {
        let events = self.browser.script("return __heard.events.filter(event => event.name === arguments[0])", &[name.into()]).await;
        events.as_array().cloned().unwrap_or_default()
    }

    /// What the layout moved without the reader's doing, as the browser scores it, and what was moved. Chromium alone scores it.
    pub async fn shifts(&self) -> (f64, Vec<String>) {
        let shifts = "return window.__heard ? __heard.shifts.filter(shift => !shift.input) : []";
        let shifts = self.browser.script(shifts, &[]).await;
        let shifts = shifts.as_array().cloned().unwrap_or_default();
        let score = shifts.iter().filter_map(|shift| shift["value"].as_f64()).sum();
        (score, shifts.iter().map(Value::to_string).collect())
    }

    /// Asked at the end of every test, and before a test leaves a page that it is about.
    pub async fn nothing_went_wrong(&self) {
        self.browser.settle().await;
        let unexpected: Vec<String> = self.troubles().await.into_iter().filter(|trouble| !self.is_expected(trouble)).collect();
        assert!(unexpected.is_empty(), "trouble on the page:\n{}", unexpected.join("\n"));
        let (score, moved) = self.shifts().await;
        assert!(score < STILL || self.is_expected("layout-shift"), "the layout shifted by {score:.4}:\n{}", moved.join("\n"));
    }

    async fn troubles(&self) -> Vec<String> {
        // Where a test has left its pages there is nothing that could be heard.
        let heard =
            "return location.href === 'about:blank' && !window.__heard ? [] : __heard.troubles.map(one => `${one.kind}: ${one.text}`)";
        let heard = self.browser.script(heard, &[]).await;
        let heard = heard.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        // The console has the same again, and what no script of the page hears.
        heard.chain(self.browser.console().await).collect()
    }

    fn is_expected(&self, trouble: &str) -> bool {
        let is_said = |part: &str| trouble.contains(part);
        // Browsers ask for an icon of their own accord.
        is_said("/favicon.ico")
            || self.allowed.borrow().iter().any(|part| is_said(part) || in_firefox(part).iter().any(|part| is_said(part)))
    }

    /// What helps to understand a failure.
    async fn report(&self) {
        let name = std::thread::current().name().unwrap_or("unnamed").replace("::", "-");
        eprintln!("{name}: in {:?}", self.browser.engine);
        eprintln!("{name}: at {}, see {}", self.browser.url().await, self.browser.screenshot(&format!("failed-{name}")).await.display());
        eprintln!("{name}: the site was asked for {:?}", self.host.asked());
        let events = self.browser.try_script("return __heard.events.map(one => [one.name, one.detail])", &[]).await;
        eprintln!("{name}: the widgets announced {}", events.unwrap_or_default());
        for trouble in self.troubles().await {
            eprintln!("{name}: {trouble}");
        }
    }
}

/// What Firefox says where Chromium says this.
fn in_firefox(part: &str) -> &'static [&'static str] {
    match part {
        "Failed to load resource" => &["Script Loader: ", "MIMEMISMATCH: Loading module"],
        _ => &[],
    }
}

/// Two browsers at a time are what a small machine can drive without starving either.
struct Turn;

static RUNNING: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

impl Turn {
    fn take() -> Turn {
        let (count, freed) = &RUNNING;
        let mut count = freed.wait_while(count.lock().expect("nothing panics here"), |count| *count >= 2).expect("nothing panics here");
        *count += 1;
        Turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (count, freed) = &RUNNING;
        *count.lock().expect("nothing panics here") -= 1;
        freed.notify_one();
    }
}
