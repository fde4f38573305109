use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::*;
use crate::tool::loader;
use crate::tool::source::Source;

const ENTRY: &str = "+++\ntitle = \"Home\"\nkind = \"topic\"\nsummary = \"S.\"\n+++\n\nText.\n";

/// A server of a catalog with one entry and one picture, one asset of the widget, and one page.
struct Server {
    folder: tempfile::TempDir,
    live: Arc<Live>,
    address: SocketAddr,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, content: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        };
        write("site/assets/widget.0.wasm", "as it is");
        write("site/assets/widget.0.wasm.br", "brotli");
        write("pages/index.html", "<p>Demo</p>");
        write("content/catalog.toml", "title = \"T\"\nhome = \"home\"\n");
        write("content/home.md", ENTRY);
        write("content/art/a.svg", "<svg/>");
        write("content/.git/a.svg", "<svg/>");
        let source = Source::open(Some(&folder.path().join("content"))).unwrap();
        let beside = Beside {
            site: folder.path().join("site"),
            pages: folder.path().join("pages"),
            first: "/index.html",
            styles: Sheet { name: "assets/styles.0.css".to_owned(), content: "a{}".to_owned() },
            loader: loader::tests::loader(),
        };
        let live = Live::new(Reader::new(source, false, None), &beside).unwrap();
        let listener = listen(0).await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = router(live.clone(), &beside);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { folder, live, address }
    }

    /// The answer as it comes over the wire.
    async fn ask(&self, path: &str) -> String {
        let (address, path) = (self.address, path.to_owned());
        let asked = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n").unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            // What follows the headers may be no text.
            String::from_utf8_lossy(&answer).into_owned()
        });
        asked.await.unwrap()
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.folder.path().join("content").join(name), content).unwrap();
    }

    async fn check(&self, path: &str, expected: &[&str]) {
        let answer = self.ask(path).await;
        for line in expected {
            assert!(answer.lines().any(|answered| answered.contains(*line)), "{line} is not in\n{answer}");
        }
    }

    /// What is told once there is more than `after`, by whoever watches the catalog.
    async fn news(&self, after: u64) -> serde_json::Value {
        let answer = self.ask(&format!("/vital-live?after={after}")).await;
        serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap_or_default()).unwrap_or_else(|fault| panic!("{fault} in {answer}"))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_sent_compressed_and_kept_for_good() {
    Server::start()
        .await
        .check(
            "/assets/widget.0.wasm",
            &[
                "HTTP/1.1 200 OK",
                "content-type: application/wasm",
                "content-encoding: br",
                "cache-control: public, max-age=31536000, immutable",
                "access-control-allow-origin: *",
                "brotli",
            ],
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalog_its_pages_and_its_pictures_are_served_as_they_are() {
    let server = Server::start().await;
    let found = "HTTP/1.1 200 OK";
    server.check("/catalog.json", &[found, "content-type: application/json", "cache-control: no-cache", r#""title":"Home""#]).await;
    server.check("/topics/home.html", &[found, "content-type: text/html; charset=utf-8", "Text."]).await;
    server.check("/vital-conditions.js", &[found, "content-type: text/javascript", "let e=Object.assign({},0);", "`en`"]).await;
    let version = loader::tests::loader().pinned(&["en"], &[]).unwrap().version;
    server.check("/versions.json", &[found, "cache-control: no-cache", &version.loader]).await;
    server.check(&format!("/{}", version.loader), &[found, "immutable", "../../vital-conditions.js"]).await;
    server.check("/index.json", &[found, "cache-control: no-cache", r#""file":"entries/home.json""#]).await;
    server.check("/entries/home.json", &[found, "cache-control: no-cache", "Text."]).await;
    server.check("/search/root.bin", &[found, "content-type: application/octet-stream", "cache-control: no-cache"]).await;
    for path in ["/t/home.json", "/t/_.json", "/t/home.js"] {
        server.check(path, &[found, "cache-control: no-cache", r#""file":"entries/home.json""#, "Text."]).await;
    }
    server.check("/art/a.svg", &[found, "content-type: image/svg+xml"]).await;
    server.check("/", &[found, "content-type: text/html; charset=utf-8", "<p>Demo</p>", "vital-live.js?version=1"]).await;
    let missing = "HTTP/1.1 404 Not Found";
    server.check("/topics/gone.html", &[missing]).await;
    // The folder may hold anything, and pages of every origin may read what is served.
    for path in ["/catalog.toml", "/home.md", "/.git/a.svg", "/%2egit/a.svg", "/../content/home.md"] {
        server.check(path, &[missing]).await;
    }
    server.check("/assets/glue.0.js", &[missing, "cache-control: no-cache", "access-control-allow-origin: *"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_with_its_faults_and_served() {
    let server = Server::start().await;
    let _watch = watch::watch(&server.live).unwrap();
    server.write("home.md", &ENTRY.replace("Text.", "Changed, and [gone](gone.md)."));
    let mut news = server.news(0).await;
    // A file that is being written may be read half written: that is told of too, and then what it came to.
    while news["faults"][0]["message"] != "no entry has the id \"gone\"" {
        news = server.news(news["number"].as_u64().unwrap()).await;
    }
    assert_eq!(news["faults"][0]["line"], 7, "{news}");
    assert!(news["version"].as_u64() > Some(1), "{news}");
    server.check("/topics/home.html", &["Changed"]).await;
    server.write("home.md", ENTRY);
    while !news["faults"].as_array().is_some_and(Vec::is_empty) {
        news = server.news(news["number"].as_u64().unwrap()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_catalog_that_cannot_be_read_any_more_stays_as_it_was() {
    let server = Server::start().await;
    let (content, away) = (server.folder.path().join("content"), server.folder.path().join("away"));
    fs::rename(&content, &away).unwrap();
    server.live.refresh();
    server.check("/topics/home.html", &["Text."]).await;
    let begun = Instant::now();
    let mut number = 0;
    loop {
        let news = server.news(number).await;
        if news["faults"][0]["message"].as_str().is_some_and(|message| message.contains("could not be read")) {
            break;
        }
        number = news["number"].as_u64().unwrap();
        assert!(begun.elapsed() < Duration::from_secs(20), "{news}");
    }
}

#[tokio::test]
async fn a_taken_port_gives_way_to_the_next_free_one() {
    let first = listen(0).await.unwrap();
    let taken = first.local_addr().unwrap();
    let second = listen(taken.port()).await.unwrap().local_addr().unwrap();
    assert!(second.port() > taken.port(), "{second} after {taken}");
    assert!(second.ip().is_loopback());
}

#[test]
fn the_pages_of_www_are_where_serve_looks_for_them() {
    for page in ["index.html", "preview.html"] {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(page).is_file(), "{page}");
    }
}
