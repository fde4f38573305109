//! `vital doctor` on pages that servers of this machine send: a sound one, and one for each thing that keeps the widget away.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::{Arc, OnceLock};

const LOADER: &str = "/vital-conditions.js";
const GLUE: &str = "/assets/glue.aaaaaaaa.js";
const WASM: &str = "/assets/widget.bbbbbbbb.wasm";
const STYLES: &str = "/assets/styles.cccccccc.css";

/// A file that a server sends: its status, its headers and its content.
#[derive(Clone)]
struct File(u16, Vec<(&'static str, String)>, String);

type Files = BTreeMap<&'static str, File>;

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap())
}

/// The origin of a server that sends these files.
fn serve(files: Files) -> String {
    async fn answer(State(files): State<Arc<Files>>, request: Request) -> Response<Body> {
        let File(status, headers, content) =
            files.get(request.uri().path()).cloned().unwrap_or(File(404, Vec::new(), "nothing".to_owned()));
        let mut response = Response::new(Body::from(content));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            response.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_str(&value).unwrap());
        }
        response
    }
    runtime().block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer).with_state(Arc::new(files))).await });
        format!("http://{address}")
    })
}

fn file(kind: &str, content: &str) -> File {
    File(200, vec![("content-type", kind.to_owned()), ("access-control-allow-origin", "*".to_owned())], content.to_owned())
}

fn loader() -> String {
    r#"(function(){"vital-conditions";import("assets/glue.aaaaaaaa.js");"assets/widget.bbbbbbbb.wasm";"assets/styles.cccccccc.css"})()"#
        .to_owned()
}

/// What a build puts up, as far as the doctor looks.
fn widget() -> Files {
    let loader = &loader();
    let catalog = r#"{"version":1,"entries":[{"id":"voting","kind":"topic","title":"Voting"}]}"#;
    BTreeMap::from([
        (LOADER, file("text/javascript; charset=utf-8", loader)),
        ("/t/voting.js", file("text/javascript", loader)),
        (GLUE, file("text/javascript", "")),
        (WASM, file("application/wasm", "")),
        (STYLES, file("text/css", "")),
        ("/t/voting.json", file("application/json", r#"{"nodes":[]}"#)),
        ("/t/_.json", file("application/json", r#"{"nodes":[]}"#)),
        ("/catalog.json", file("application/json", catalog)),
    ])
}

/// What the doctor says of a page, as name and message, and whether it counts as a fault. `HOST` in the page stands for the widget's
/// server, and what comes before `HEAD` is its head.
fn examine(files: Files, headers: &[(&'static str, &str)], page: &str) -> (Vec<(String, String)>, bool) {
    let host = serve(files);
    let (head, body) = page.split_once("HEAD").unwrap_or(("", page));
    let hash = content_security_policy::HashAlgorithm::Sha256.apply(&loader());
    let body = body.replace("sha256-LOADER", &format!("sha256-{hash}"));
    let html = format!("<!doctype html><html><head><title>A page</title>{head}</head><body>{body}</body></html>").replace("HOST", &host);
    let mut sent: Vec<(&'static str, String)> = headers.iter().map(|(name, value)| (*name, value.replace("HOST", &host))).collect();
    sent.push(("content-type", "text/html".to_owned()));
    let page = serve(BTreeMap::from([("/page", File(200, sent, html))]));
    let output = Command::new(env!("CARGO_BIN_EXE_vital")).args(["doctor", "--format", "json", &format!("{page}/page")]).output().unwrap();
    let findings: Vec<BTreeMap<String, String>> =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let known = |text: &str| text.replace(&host, "HOST").replace(&page, "PAGE");
    let said = findings.iter().map(|finding| (finding["name"].clone(), known(&finding["message"]))).collect();
    (said, output.status.code() == Some(1))
}

const TAG: &str = r#"<script async crossorigin src="HOST/vital-conditions.js"></script>"#;
const ELEMENT: &str = r#"<vital-conditions topic="voting"></vital-conditions>"#;

/// One finding of this name, whose message has these parts.
#[track_caller]
fn check(files: Files, headers: &[(&'static str, &str)], body: &str, name: &str, is_fault: bool, parts: &[&str]) {
    let (found, failed) = examine(files, headers, body);
    let [(found, message)] = &found[..] else { panic!("one finding, {name}: {found:#?}") };
    assert_eq!(found, name, "{message}");
    assert!(parts.iter().all(|part| message.contains(part)), "{message}");
    assert_eq!(failed, is_fault, "{message}");
}

fn with(path: &'static str, file: File) -> Files {
    let mut files = widget();
    files.insert(path, file);
    files
}

fn without(path: &str) -> Files {
    let mut files = widget();
    files.remove(path);
    files
}

#[test]
fn nothing_is_said_of_a_page_that_is_right() {
    for body in [
        format!("{TAG}{ELEMENT}"),
        r#"<script async crossorigin src="HOST/vital-conditions.js" data-topic="voting"></script>"#.to_owned(),
        format!(r#"{TAG}<a class="vital-conditions" data-topic="voting" href="HOST/topics/voting.html">Voting</a>"#),
        format!("{TAG}<vital-conditions></vital-conditions>"),
        format!(r#"<script async crossorigin src="HOST/t/voting.js"></script>{ELEMENT}"#),
        format!(r#"{TAG}<script async crossorigin src="HOST/t/voting.js"></script>{ELEMENT}"#),
        format!("{TAG}{ELEMENT}<script>'<script src=vital-conditions.js>'</script><template>{TAG}</template>"),
        format!("{}{ELEMENT}", TAG.replace("async", &format!("async integrity=\"{}\"", "sha256-LOADER"))),
    ] {
        assert_eq!(examine(widget(), &[], &body), (Vec::new(), false), "{body}");
    }
    let policy = "default-src 'none'; script-src HOST 'wasm-unsafe-eval'; connect-src HOST; img-src HOST";
    assert_eq!(examine(widget(), &[("content-security-policy", policy)], &format!("{TAG}{ELEMENT}")), (Vec::new(), false));
    let policy = "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'";
    let tag = TAG.replace("async", "async nonce=abc");
    for policy in [policy, "script-src 'nonce-abc' 'wasm-unsafe-eval'"] {
        assert_eq!(examine(widget(), &[("content-security-policy", policy)], &format!("{tag}{ELEMENT}")), (Vec::new(), false), "{policy}");
    }
}

#[test]
fn a_page_without_an_embedding_is_told_what_is_missing() {
    check(widget(), &[], "<p>Text</p>", "nothing-there", true, &["paste a snippet"]);
    check(widget(), &[], ELEMENT, "no-loader", true, &["editors strip scripts"]);
    check(widget(), &[], TAG, "no-place", true, &["<vital-conditions topic"]);
    check(
        widget(),
        &[],
        "<p>&lt;script async src=\"HOST/vital-conditions.js\"&gt;&lt;/script&gt;</p>",
        "code-shown",
        true,
        &["Custom HTML"],
    );
}

#[test]
fn a_tag_that_cannot_work_is_named() {
    check(widget(), &[], &format!("{}{ELEMENT}", TAG.replace(" crossorigin", "")), "no-crossorigin", false, &["one connection less"]);
    let tag = TAG.replace("async", "async data-topic=voting");
    check(widget(), &[], &format!("{tag}HEAD"), "in-head", true, &["move it into <body>"]);
    let stale = TAG.replace("async", "async integrity=\"sha384-AAAA\"");
    check(widget(), &[], &format!("{stale}{ELEMENT}"), "integrity", true, &["has changed", "sha384-"]);
    check(
        widget(),
        &[],
        &format!("{}{ELEMENT}", TAG.replace("HOST/", "HOST/v2/")),
        "loader-missing",
        true,
        &["HOST/v2/vital-conditions.js", "404"],
    );
    let held = TAG.replace("async", "async type=text/plain");
    check(widget(), &[], &format!("{held}{ELEMENT}"), "tag-type", true, &["text/plain", "consent"]);
    let mut elsewhere = widget();
    for (path, file) in widget() {
        elsewhere.insert(format!("/v2{path}").leak(), file);
    }
    let two = format!("{TAG}{}{ELEMENT}", TAG.replace("HOST/", "HOST/v2/"));
    check(elsewhere, &[], &two, "two-loaders", true, &["HOST/", "HOST/v2/"]);
}

#[test]
fn a_server_that_sends_its_files_wrongly_is_named() {
    let page = format!("{TAG}{ELEMENT}");
    let web_page = file("text/html", "<!doctype html><title>Sign in</title>");
    check(with(LOADER, web_page), &[], &page, "not-the-loader", true, &["text/html"]);
    let mut plain = widget();
    plain.get_mut(LOADER).unwrap().1[0].1 = "text/plain".to_owned();
    assert_eq!(examine(plain.clone(), &[], &page), (Vec::new(), false), "a classic script runs all the same");
    plain.get_mut(LOADER).unwrap().1.push(("x-content-type-options", "nosniff".to_owned()));
    check(plain, &[], &page, "loader-type", true, &["text/plain", "text/javascript"]);
    let mut closed = widget();
    closed.get_mut(LOADER).unwrap().1.pop();
    check(closed, &[], &page, "cors", true, &["HOST/vital-conditions.js", "PAGE", "Access-Control-Allow-Origin: *"]);
    let mut others = widget();
    others.get_mut(GLUE).unwrap().1[1].1 = "https://somebody.example".to_owned();
    check(others, &[], &page, "cors", true, &["glue.aaaaaaaa.js"]);
    check(without(WASM), &[], &page, "file-missing", true, &["widget.bbbbbbbb.wasm", "another version"]);
    check(with(GLUE, file("text/plain", "")), &[], &page, "file-type", true, &["glue.aaaaaaaa.js"]);
    check(with(WASM, file("application/octet-stream", "")), &[], &page, "file-type", false, &["application/wasm"]);
}

#[test]
fn a_topic_or_catalog_that_is_not_there_is_named() {
    let misspelt = format!("{TAG}{}", ELEMENT.replace("voting", "votign"));
    check(widget(), &[], &misspelt, "topic", true, &["no topic \"votign\"", "did you mean \"voting\"?"]);
    let own = format!("{TAG}{}", ELEMENT.replace("topic", "catalog=\"HOST/ours.json\" topic"));
    check(widget(), &[], &own, "content-missing", true, &["HOST/ours.json", "404"]);
    let overlaid = format!("<base href=\"HOST/below/\">HEAD{TAG}{}", ELEMENT.replace("topic", "overlay=\"../ours.json\" topic"));
    check(widget(), &[], &overlaid, "content-missing", true, &["HOST/ours.json", "404"]);
    let page = file("text/html", "<!doctype html><title>Welcome</title>");
    let mut welcoming = with("/t/voting.json", page.clone());
    welcoming.insert("/catalog.json", page);
    check(welcoming, &[], &format!("{TAG}{ELEMENT}"), "catalog-fault", true, &["HOST/catalog.json"]);
    check(with("/ours.json", file("application/json", "{ \"version\": 1")), &[], &own, "catalog-fault", true, &["can't be read"]);
}

#[test]
fn a_policy_that_forbids_something_is_told_directive_by_directive() {
    let page = format!("{TAG}{ELEMENT}");
    let csp = "content-security-policy";
    let check = |policy: &str, name, is_fault, parts: &[&str]| check(widget(), &[(csp, policy)], &page, name, is_fault, parts);
    check("script-src 'self' 'wasm-unsafe-eval'; connect-src HOST", "policy-loader", true, &["add HOST to its script-src"]);
    check(
        "script-src HOST 'wasm-unsafe-eval'; connect-src 'self'",
        "policy-connect",
        true,
        &["fetching from HOST", "add HOST to its connect-src"],
    );
    check("img-src 'self'", "policy-img", true, &["add HOST to its img-src"]);
    check("script-src HOST", "policy-wasm", false, &["'wasm-unsafe-eval'", "script-src"]);
    check("default-src 'self'; script-src HOST 'wasm-unsafe-eval'; img-src HOST", "policy-connect", true, &["default-src", "connect-src"]);
    check("script-src 'nonce-abc' 'wasm-unsafe-eval'", "policy-loader", true, &["script-src"]);
    let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"img-src 'none'\">";
    let (found, _) = examine(widget(), &[], &format!("{meta}HEAD{page}"));
    assert_eq!(found.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["policy-img"]);
    assert_eq!(examine(widget(), &[], &format!("{page}{meta}")), (Vec::new(), false), "a policy in the body is none");
}

#[test]
fn a_file_that_is_not_of_the_version_that_a_page_is_pinned_to_is_named() {
    let hash = content_security_policy::HashAlgorithm::Sha384.apply("glue");
    let pinned = loader().replace("import(", &format!("({{\"assets/glue.aaaaaaaa.js\":`sha384-{hash}`}},"));
    let page = TAG.replace("HOST/", "HOST/assets/dddddddd/") + ELEMENT;
    let put_up = |glue: &str| {
        let mut files = with("/assets/dddddddd/vital-conditions.js", file("text/javascript", &pinned));
        files.insert(GLUE, file("text/javascript", glue));
        files
    };
    assert_eq!(examine(put_up("glue"), &[], &page), (Vec::new(), false));
    let strict = [("content-security-policy", "require-trusted-types-for 'script'")];
    check(put_up("glue"), &strict, &page, "policy-trusted-types", true, &["type=\"module\"", "HOST/assets/glue.aaaaaaaa.js"]);
    let helped = format!("{page}<script type=module async crossorigin src=HOST/assets/glue.aaaaaaaa.js></script>");
    assert_eq!(examine(put_up("glue"), &strict, &helped), (Vec::new(), false));
    check(put_up("another"), &[], &page, "integrity", true, &["HOST/assets/glue.aaaaaaaa.js", "not the file of the version"]);
}

#[test]
fn what_is_no_page_is_refused() {
    for (address, said) in
        [("voting", "is no address"), ("mailto:a@b.example", "is no page on a server"), ("http://127.0.0.1:9/", "could not be fetched")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_vital")).args(["doctor", address]).output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(said), "{message}");
    }
}
