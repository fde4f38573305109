//! The stage on which hostile catalogs are read, and the deliberately unsafe renderer that proves whoever looks on.

#[path = "../hostile/catalogs.rs"]
pub mod catalogs;
#[path = "../hostile/corpora.rs"]
pub mod corpora;

use super::host::HostPage;
use super::stage::{LOADER, Stage};
use axum::Router;
use axum::extract::{Request, State};
use catalogs::{ALL, Case};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use vital_conditions::tool::nodes::{ATTRIBUTES, TAGS};

/// So many cases stand in one catalog.
pub const AT_ONCE: usize = 40;

/// A page with a widget, what looks on, and a server of somebody else's that nothing should ask for anything.
pub struct Hostile<'a> {
    stage: &'a Stage,
    stranger: String,
    asked: Arc<Mutex<Vec<String>>>,
    files: usize,
}

impl<'a> Hostile<'a> {
    /// Shows a page whose widget has a sound catalog.
    pub async fn begin(stage: &'a Stage) -> Hostile<'a> {
        // Pictures are asked for where the catalog is, and are not there; and what is drawn a thousand times a minute moves.
        for expected in ["resource", "layout-shift"] {
            stage.expect(expected);
        }
        for (path, text) in [
            ("/oracle.js", include_str!("hostile/oracle.js")),
            ("/reader.js", include_str!("hostile/reader.js")),
            ("/unsafe.js", include_str!("hostile/unsafe.js")),
        ] {
            stage.host.put_text(path, "text/javascript", text);
        }
        stage.host.put_text("/whole.json", "application/json", &catalogs::whole().to_string());
        let head = format!("<script src='/oracle.js'></script><script src='/reader.js'></script>{LOADER}");
        let body = "<vital-conditions loading='eager' catalog='/whole.json'></vital-conditions>".to_owned();
        let widget = stage.show_page(HostPage { head, body, ..HostPage::default() }).await;
        widget.runs_on_wasm().await;
        stage.browser.script("__oracle.begin()", &[]).await;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let router = Router::new().fallback(note).with_state(asked.clone());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let stranger = listener.local_addr().expect("an address").to_string();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Hostile { stage, stranger, asked, files: 0 }
    }

    /// What the components draw, and where pictures may come from.
    fn known(&self) -> Value {
        let tags: Vec<&str> = TAGS.into_iter().chain(["slot"]).collect();
        let attributes: Vec<&str> = ATTRIBUTES.into_iter().chain(["aria-labelledby"]).collect();
        json!({ "tags": tags, "attributes": attributes, "origins": [self.stage.host.origin, self.stage.host.site] })
    }

    /// A text or an address in which the stranger's server stands in the place of those that are named, so that a request is seen.
    pub fn calling(&self, text: &str) -> String {
        let mut calling = String::new();
        for (at, part) in text.split("//").enumerate() {
            let name = part.find(|letter: char| !letter.is_ascii_alphanumeric() && !".-:".contains(letter)).unwrap_or(part.len());
            let is_named = at > 0 && part[..name].contains('.') && !part[..name].ends_with(':');
            let before = calling.strip_suffix("https:").map(|before| format!("{before}http:"));
            if let Some(before) = before.filter(|_| is_named) {
                calling = before;
            }
            if at > 0 {
                calling.push_str("//");
            }
            if is_named {
                calling.push_str(&self.stranger);
                calling.push('/');
            }
            calling.push_str(part);
        }
        calling
    }

    /// Has the widget read a catalog, or its overlay, and step through its cases: all of few, and each `every`th of many.
    pub async fn read(&mut self, attribute: &str, mut catalog: Value, (cases, every): (usize, usize), texts: Option<&[String]>) {
        // The home entry has a name of its own, to be told from the one before.
        let home = format!("{ALL}-{}", self.files);
        catalog["entries"][0]["id"] = home.clone().into();
        catalog["home"] = home.clone().into();
        let path = format!("/hostile-{}.json", self.files);
        self.files += 1;
        let url = self.stage.host.put_text(&path, "application/json", &catalog.to_string());
        let wanted = json!({ "attribute": attribute, "url": url, "home": home, "cases": cases, "every": every, "texts": texts, "known": self.known() });
        let found = self.stage.browser.script("return __read(arguments[0])", &[wanted]).await;
        assert_eq!(found, json!([]), "{found:#}");
    }

    /// Has a widget for each of these catalogs, one after the other.
    pub async fn read_each(&self, cases: &[Case]) {
        for cases in cases.chunks(25) {
            let cases: Vec<Value> = cases.iter().map(|case| json!({ "name": case.name, "json": case.json })).collect();
            let wanted = json!({ "cases": cases, "known": self.known() });
            let found = self.stage.browser.script("return __readEach(arguments[0])", &[wanted]).await;
            assert_eq!(found, json!([]), "{found:#}");
        }
    }

    /// Nothing has come of all that.
    pub async fn did_no_harm(&self) {
        self.stage.browser.settle().await;
        let origins = json!([self.stage.host.origin, self.stage.host.site, format!("blob:{}", self.stage.host.origin)]);
        let script = "return [...__oracle.ran, ...__oracle.errors, ...__oracle.changed(), ...__oracle.asked(arguments[0])].slice(0, 20)";
        let found = self.stage.browser.script(script, &[origins]).await;
        assert_eq!(found, json!([]), "{found:#}");
        assert_eq!(self.asked.lock().expect("no server has panicked").as_slice(), [""; 0], "the stranger was asked");
        assert_eq!(self.stage.browser.windows().await, 1, "a window was opened");
        assert!(self.stage.host.asked().iter().all(|path| !path.contains("..")), "{:?}", self.stage.host.asked());
    }

    /// Shows these cases by the unsafe renderer, and says what was caught of how many.
    pub async fn prove(&self, cases: &[(String, Option<String>)]) -> BTreeMap<String, u64> {
        self.stage.expect("");
        let frame = "<!doctype html><script src='/oracle.js'></script><script src='/unsafe.js'></script><main></main>";
        let frame = self.stage.host.put_text("/frame.html", "text/html; charset=utf-8", frame);
        let page = HostPage { head: "<script src='/unsafe.js'></script>".to_owned(), ..HostPage::default() };
        let url = self.stage.host.put("/control.html", page);
        self.stage.browser.goto(&url).await;
        let mut caught: BTreeMap<String, u64> = BTreeMap::new();
        let before = self.asked.lock().expect("no server has panicked").len();
        for cases in cases.chunks(100) {
            let listed: Vec<Value> = cases.iter().map(|(json, text)| json!({ "json": json, "text": text })).collect();
            let mut known = self.known();
            // The pictures that every case has are no fault of the case.
            known["origins"].as_array_mut().expect("a list").push("https://elsewhere.example".into());
            let wanted = json!({ "cases": listed, "known": known, "frame": frame });
            let found = self.stage.browser.script("return __prove(arguments[0])", &[wanted]).await;
            for (signal, count) in found.as_object().into_iter().flatten() {
                *caught.entry(signal.clone()).or_default() += count.as_u64().unwrap_or_default();
            }
        }
        let after = self.asked.lock().expect("no server has panicked").len();
        caught.insert("requests that the stranger's server saw".to_owned(), (after - before) as u64);
        caught.retain(|_, count| *count > 0);
        caught
    }
}

async fn note(State(asked): State<Arc<Mutex<Vec<String>>>>, request: Request) -> &'static str {
    asked.lock().expect("no server has panicked").push(request.uri().to_string());
    ""
}
