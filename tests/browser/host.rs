//! Two web servers on loopback for one test: a host page's origin and the widget's. They count what is asked of them and fail as
//! a test says.

use super::site;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

pub struct Host {
    /// Where the host pages are: `http://127.0.0.1:PORT`.
    pub origin: String,
    /// Where the widget is: another port, and so another origin.
    pub site: String,
    shared: Arc<Shared>,
}

/// How the site answers in place of what was asked for.
#[derive(Clone, Debug)]
pub enum Fault {
    Status(u16),
    /// The connection is accepted, and that is all.
    Hang,
    /// The first half of the file, as a whole answer.
    Truncated,
    /// The connection ends in the middle of the file.
    CutOff,
    /// A web page with status 200, as many servers send for whatever they don't have.
    WebPage,
    ContentType(&'static str),
    /// Another text in place of the file.
    Text(String),
    /// The file, and these bytes behind it.
    Followed(&'static [u8]),
    Late(Duration),
    /// This status the first time, and the file from then on.
    Once(u16),
}

/// A page that a test has written, with the policy it is sent with.
#[derive(Clone, Debug, Default)]
pub struct HostPage {
    pub head: String,
    pub body: String,
    /// The attributes of the root element.
    pub root: &'static str,
    pub policy: Option<String>,
}

/// A page that is sent as it is.
#[derive(Clone)]
struct Document {
    kind: &'static str,
    headers: Vec<(&'static str, String)>,
    text: String,
}

#[derive(Default)]
struct Shared {
    pages: Mutex<HashMap<String, HostPage>>,
    texts: Mutex<HashMap<String, (&'static str, String)>>,
    documents: Mutex<HashMap<String, Document>>,
    folders: Mutex<Vec<(String, PathBuf)>>,
    faults: Mutex<Vec<(String, Fault)>>,
    asked: Mutex<Vec<String>>,
    first: Mutex<String>,
}

impl Host {
    pub async fn start() -> Host {
        let shared = Arc::new(Shared::default());
        let origin = serve(Router::new().fallback(page).with_state(shared.clone())).await;
        let site = serve(Router::new().fallback(file).with_state(shared.clone())).await;
        Host { origin, site, shared }
    }

    /// Puts a page up and gives its address. `SITE` in head and body stands for the widget's origin.
    pub fn put(&self, path: &str, page: HostPage) -> String {
        let expand = |text: String| text.replace("SITE", &self.site);
        let page = HostPage { head: expand(page.head), body: expand(page.body), policy: page.policy.map(expand), ..page };
        let page = HostPage { head: format!("{}{}", self.recorder(), page.head), ..page };
        lock(&self.shared.pages).insert(path.to_owned(), page);
        format!("{}{path}", self.origin)
    }

    /// Puts up a page that is sent with these headers, and gives its address. In them and in the text `SITE` stands for the widget's
    /// origin and `ORIGIN` for the page's own.
    pub fn put_document(&self, path: &str, kind: &'static str, headers: &[(&'static str, String)], text: &str) -> String {
        let headers = headers.iter().map(|(name, value)| (*name, self.expand(value))).collect();
        lock(&self.shared.documents).insert(path.to_owned(), Document { kind, headers, text: self.expand(text) });
        format!("{}{path}", self.origin)
    }

    pub fn expand(&self, text: &str) -> String {
        text.replace("SITE", &self.site).replace("ORIGIN", &self.origin)
    }

    /// Runs a script before anything else on every page that is shown from now on, host pages and those of the site.
    pub fn begin_with(&self, source: &str) {
        let mut first = lock(&self.shared.first);
        *first = format!("{first};\n{source}");
    }

    /// Puts up something beside the pages, and gives its address.
    pub fn put_text(&self, path: &str, kind: &'static str, text: &str) -> String {
        lock(&self.shared.texts).insert(path.to_owned(), (kind, text.to_owned()));
        format!("{}{path}", self.origin)
    }

    /// Puts up the files of a folder below `path`.
    pub fn put_folder(&self, path: &str, folder: &Path) {
        lock(&self.shared.folders).push((path.to_owned(), folder.to_owned()));
    }

    /// From now on, files of the site whose path contains `part` fail in this way.
    pub fn fail(&self, part: &str, fault: Fault) {
        lock(&self.shared.faults).insert(0, (part.to_owned(), fault));
    }

    /// All faults are mended.
    pub fn mend(&self) {
        lock(&self.shared.faults).clear();
    }

    /// The paths asked of the site so far, in order, those that belong to the tests left out.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.shared.asked).clone()
    }

    /// How many of them contain `part`.
    pub fn count(&self, part: &str) -> usize {
        self.asked().iter().filter(|path| path.contains(part)).count()
    }

    /// The tag that comes first on every page. Its nonce is for the policies that want one.
    pub fn recorder(&self) -> String {
        format!("<script crossorigin=\"anonymous\" nonce=\"n\" src=\"{}{RECORDER}\"></script>", self.site)
    }
}

/// Where this stands in a page, what follows comes a second later.
pub const PAUSE: &str = "<!--pause-->";

const RECORDER: &str = "/~tests/recorder.js";
const INVENTORY: &str = "/~tests/inventory.js";

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().expect("no server has panicked")
}

async fn serve(router: Router) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn page(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path();
    if let Some((kind, text)) = lock(&shared.texts).get(path).cloned() {
        return answer(StatusCode::OK, kind, text.into_bytes());
    }
    if let Some(document) = lock(&shared.documents).get(path).cloned() {
        let mut response = answer(StatusCode::OK, document.kind, document.text.into_bytes());
        for (name, value) in document.headers {
            response.headers_mut().append(name, HeaderValue::from_str(&value).expect("a header"));
        }
        return response;
    }
    let below = |(prefix, folder): &(String, PathBuf)| Some(folder.join(path.strip_prefix(prefix.as_str())?));
    if let Some(content) = lock(&shared.folders).iter().find_map(below).and_then(|file| std::fs::read(file).ok()) {
        return answer(StatusCode::OK, kind(path), content);
    }
    let Some(page) = lock(&shared.pages).get(path).cloned() else {
        let status = if path == "/favicon.ico" { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND };
        return answer(status, "text/plain", Vec::new());
    };
    let HostPage { head, body, root, policy } = page;
    let html = format!(
        "<!doctype html>\n<html lang=\"en\" {root}>\n<head><meta charset=\"utf-8\"><title>A host page</title>\
         <meta name=\"viewport\" content=\"width=device-width\">{head}</head>\n<body>{body}</body>\n</html>\n"
    );
    let mut response = answer(StatusCode::OK, "text/html; charset=utf-8", Vec::new());
    *response.body_mut() = match html.split_once(PAUSE) {
        Some((first, rest)) => {
            let (first, rest) = (first.to_owned(), rest.to_owned());
            let rest = async move {
                tokio::time::sleep(Duration::from_secs(1)).await;
                Ok::<_, std::io::Error>(rest)
            };
            let first = futures_util::stream::iter([Ok(first)]);
            Body::from_stream(futures_util::StreamExt::chain(first, futures_util::stream::once(rest)))
        }
        None => Body::from(html),
    };
    if let Some(policy) = policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).expect("a policy"));
    }
    response
}

async fn file(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = match path.as_str() {
        RECORDER => {
            let script = format!("{}{}", include_str!("recorder.js"), lock(&shared.first));
            let mut response = answer(StatusCode::OK, "text/javascript", script.into_bytes());
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        INVENTORY => answer(StatusCode::OK, "text/javascript", include_bytes!("../hosts/inventory.js").to_vec()),
        "/favicon.ico" => answer(StatusCode::NO_CONTENT, "text/plain", Vec::new()),
        _ => {
            lock(&shared.asked).push(path.clone());
            let fault = {
                let mut faults = lock(&shared.faults);
                let at = faults.iter().position(|(part, _)| path.contains(part));
                at.map(|at| if matches!(faults[at].1, Fault::Once(_)) { faults.remove(at).1 } else { faults[at].1.clone() })
            };
            faulty(&path, fault).await
        }
    };
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

async fn faulty(path: &str, fault: Option<Fault>) -> Response {
    let (status, kind, content) = read(path);
    match fault {
        None => answer(status, kind, content),
        Some(Fault::Status(code) | Fault::Once(code)) => answer(StatusCode::from_u16(code).expect("a status"), "text/plain", Vec::new()),
        Some(Fault::Hang) => std::future::pending().await,
        Some(Fault::Truncated) => answer(status, kind, content[..content.len() / 2].to_vec()),
        Some(Fault::CutOff) => {
            let half = content[..content.len() / 2].to_vec();
            let end = std::io::Error::other("cut off as the test wants it");
            let mut response = Response::new(Body::from_stream(futures_util::stream::iter([Ok(half), Err(end)])));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            response
        }
        Some(Fault::WebPage) => answer(StatusCode::OK, "text/html", b"<!doctype html><title>Sign in</title><p>Sign in".to_vec()),
        Some(Fault::ContentType(kind)) => answer(status, kind, content),
        Some(Fault::Text(text)) => answer(StatusCode::OK, kind, text.into_bytes()),
        Some(Fault::Followed(more)) => answer(status, kind, [&content, more].concat()),
        Some(Fault::Late(by)) => {
            tokio::time::sleep(by).await;
            answer(status, kind, content)
        }
    }
}

/// A file of the site, or of the pages that the tool serves beside it.
pub fn read(path: &str) -> (StatusCode, &'static str, Vec<u8>) {
    let name = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let found = [site::folder().to_owned(), site::pages()].iter().find_map(|folder| std::fs::read(folder.join(&name[1..])).ok());
    let kind = kind(&name);
    match found {
        Some(content) if kind.starts_with("text/html") => (StatusCode::OK, kind, recorded(content)),
        Some(content) => (StatusCode::OK, kind, content),
        None => (StatusCode::NOT_FOUND, "text/plain", b"not found".to_vec()),
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// The recorder comes first on the site's own pages too.
fn recorded(html: Vec<u8>) -> Vec<u8> {
    let html = String::from_utf8(html).expect("pages are UTF-8");
    html.replacen("<head>", &format!("<head><script src=\"{RECORDER}\"></script>"), 1).into_bytes()
}

fn answer(status: StatusCode, kind: &'static str, content: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(content));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
