//! The configurations in HOSTING.md, as they stand there: each server sends what a build makes as the widget needs it.

#[path = "shared/unpacked.rs"]
mod unpacked;

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const GUIDE: &str = include_str!("../HOSTING.md");
/// The folder that the guide's configurations name.
const ROOT: &str = "/srv/vital/public";
const KEPT: &str = "public, max-age=31536000, immutable";

#[test]
fn nginx_does() {
    let around = |configuration: &str, folder: &Path| {
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {}/{name};\n", folder.display()))
            .concat();
        let modules = programs().join("usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
        format!(
            "daemon off;\nmaster_process off;\npid {0}/pid;\nerror_log {0}/errors;\nload_module {1};\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{configuration}\n}}\n",
            folder.display(),
            modules.display()
        )
    };
    let arguments = |file: &Path| vec!["-c".to_owned(), file.display().to_string()];
    check("nginx", "usr/sbin/nginx", "listen 8081;", |port| format!("listen 127.0.0.1:{port};"), around, arguments);
}

#[test]
fn caddy_does() {
    let around = |configuration: &str, _: &Path| format!("{{\nadmin off\n}}\n{configuration}");
    let arguments = |file: &Path| ["run", "--adapter", "caddyfile", "--config", &file.display().to_string()].map(str::to_owned).to_vec();
    check("caddy", "usr/bin/caddy", "http://:8082", |port| format!("http://127.0.0.1:{port}"), around, arguments);
}

/// Starts a server with the guide's block of that language, on a free port and with the site's folder, and asks it for files of every kind.
fn check(
    language: &str,
    program: &str,
    listens: &str,
    listen: impl Fn(u16) -> String,
    around: impl Fn(&str, &Path) -> String,
    arguments: impl Fn(&Path) -> Vec<String>,
) {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
    let configuration = block(language);
    assert!(configuration.contains(ROOT) && configuration.contains(listens), "the guide's configuration for {language} has changed");
    let configuration = configuration.replace(ROOT, &site().display().to_string()).replace(listens, &listen(port));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("configuration");
    fs::write(&file, around(&configuration, folder.path())).expect("the configuration is written");
    let server = Command::new(programs().join(program))
        .args(arguments(&file))
        .env("HOME", folder.path())
        .env("LD_LIBRARY_PATH", programs().join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH)))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let _server = Ended(server);

    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let errors = fs::read_to_string(folder.path().join("errors")).unwrap_or_default();
        assert!(begun.elapsed() < Duration::from_secs(20), "{language} doesn't listen: {errors}");
        std::thread::sleep(Duration::from_millis(50));
    }
    for (path, kind, cache, is_packed) in [
        ("vital-conditions.js".to_owned(), "text/javascript", "no-cache", true),
        (named("assets", "glue."), "text/javascript", KEPT, true),
        (named("assets", "styles."), "text/css", KEPT, true),
        (named("assets", "widget."), "application/wasm", KEPT, true),
        (named("entries", "voting."), "application/json", KEPT, false),
        (named("entries/es", "humane-housing."), "application/json", KEPT, false),
        (named("search", "0."), "application/octet-stream", KEPT, false),
        (named("search/es", "0."), "application/octet-stream", KEPT, false),
        ("search/root.bin".to_owned(), "application/octet-stream", "no-cache", false),
        ("index.json".to_owned(), "application/json", "no-cache", true),
        ("t/voting.json".to_owned(), "application/json", "no-cache", false),
        ("t/voting.js".to_owned(), "text/javascript", "no-cache", false),
        ("topics/voting.html".to_owned(), "text/html", "no-cache", false),
        ("art/voting.svg".to_owned(), "image/svg+xml", "no-cache", true),
    ] {
        let answer = ask(port, &path);
        assert_eq!(answer.status, 200, "{language} {path}: {answer:?}");
        let found = answer.header("content-type");
        // Bytes that no browser looks at the type of may be sent without one.
        let is_untyped = found.is_empty() && kind == "application/octet-stream";
        assert!(found == kind || found.starts_with(&format!("{kind};")) || is_untyped, "{language} {path}: {answer:?}");
        assert_eq!(answer.header("cache-control"), cache, "{language} {path}: {answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{language} {path}: {answer:?}");
        if kind == "application/octet-stream" {
            // Parts of an index are packed in themselves.
            assert_eq!(answer.header("content-encoding"), "", "{language} {path}: {answer:?}");
            continue;
        }
        assert!(answer.header("vary").contains("Accept-Encoding"), "{language} {path}: {answer:?}");
        assert_ne!(answer.header("content-encoding"), "", "{language} {path}: {answer:?}");
        if is_packed {
            assert_eq!(answer.header("content-encoding"), "br", "{language} {path}: {answer:?}");
            assert!(answer.body == fs::read(site().join(format!("{path}.br"))).expect("a packed file"), "{language} {path} is packed anew");
        }
    }
    let plugin = ask(port, "wordpress/vital-conditions.zip");
    assert_eq!((plugin.status, plugin.header("content-type")), (200, "application/zip"), "{language}: {plugin:?}");
    let pages = ["404.html", "404.html.br", "404.html.gz"].map(|name| fs::read(site().join(name)).expect("a page"));
    for path in ["topics/nothing-there.html", "assets/gone.00000000.js", "entries/gone.00000000.json"] {
        let missing = ask(port, path);
        assert_eq!((missing.status, missing.header("cache-control")), (404, "no-cache"), "{language} {path}: {missing:?}");
        assert!(pages.contains(&missing.body), "{language} {path}: {missing:?}");
        assert_eq!(missing.header("access-control-allow-origin"), "*", "{language} {path}: {missing:?}");
    }
}

/// The one code block of a language in the guide.
fn block(language: &str) -> &'static str {
    let (_, rest) = GUIDE.split_once(&format!("```{language}\n")).expect("the guide has such a block");
    rest.split_once("```").expect("the block ends").0
}

#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value).unwrap_or_default()
    }
}

fn ask(port: u16, path: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAccept-Encoding: gzip, br\r\n\r\n")
        .expect("the request is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("headers");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
    let headers =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let mut answer = Answer { status, headers, body: answer[end + 4..].to_vec() };
    if answer.header("transfer-encoding") == "chunked" {
        answer.body = joined(&answer.body);
    }
    answer
}

/// A body that came in chunks, each behind its length. Source: RFC 9112, section 7.1.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|two| two == b"\r\n").expect("the length of a chunk");
        let length = usize::from_str_radix(&String::from_utf8_lossy(&chunks[..end]), 16).expect("a length");
        if length == 0 {
            return body;
        }
        body.extend(&chunks[end + 2..][..length]);
        chunks = &chunks[end + 2 + length + 2..];
    }
}

/// The file in a folder of the site whose name begins so, and is not a packed one.
fn named(folder: &str, start: &str) -> String {
    let names = fs::read_dir(site().join(folder)).expect("a folder of the site");
    let names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let found =
        names.filter(|name| name.starts_with(start) && !name.ends_with(".br") && !name.ends_with(".gz")).min().expect("such a file");
    format!("{folder}/{found}")
}

fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// What `vital build` makes of the shipped catalog.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let out = target().join("hosted");
        let status =
            Command::new(env!("CARGO_BIN_EXE_vital")).args(["build", "--base-url", "https://site.invalid/", "--out"]).arg(&out).status();
        assert!(status.is_ok_and(|status| status.success()), "the site is built");
        out
    })
}

/// A folder with the servers in it.
fn programs() -> &'static Path {
    static PROGRAMS: OnceLock<PathBuf> = OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let folder = target().join("servers");
        if !["usr/sbin/nginx", "usr/bin/caddy"].iter().all(|program| folder.join(program).is_file()) {
            unpacked::unpack(&folder, &["nginx", "libnginx-mod-http-brotli-static", "libbrotli1", "caddy"].map(str::to_owned));
        }
        folder
    })
}

/// A server that ends with its test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // One that has ended by itself is no longer there to be ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
