//! Serves a built folder on this machine, for trying it out: the pages of `www/` beside the files of a build.
//!
//! Leaves out everything that a public server needs; it listens on the loopback address alone.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

use super::assets;

/// How many ports after the wanted one are tried when it is taken.
const FURTHER_PORTS: u16 = 100;

/// Serves `site`, and `pages` for what it doesn't have, until Ctrl-C. The address goes to standard error.
///
/// # Errors
/// When no port is free.
pub fn run(site: &Path, pages: &Path, port: u16) -> Result<()> {
    tokio::runtime::Runtime::new().context("the server could not start")?.block_on(async {
        let listener = listen(port).await?;
        eprintln!("Serving http://{}/ (Ctrl-C ends it)", listener.local_addr()?);
        axum::serve(listener, router(site, pages))
            .with_graceful_shutdown(async {
                // Without a handler for Ctrl-C the signal ends the program by itself, which is as good.
                let _ = tokio::signal::ctrl_c().await;
            })
            .await
            .context("the server failed")
    })
}

/// The files of `site`, and of `pages` for what it doesn't have, with the headers that a published folder needs.
pub fn router(site: &Path, pages: &Path) -> Router {
    let pages = ServeDir::new(pages);
    let site = ServeDir::new(site).precompressed_br().precompressed_gzip().fallback(pages);
    Router::new().fallback_service(site).layer(middleware::from_fn(add_headers))
}

async fn listen(port: u16) -> Result<TcpListener> {
    let mut fault = None;
    for port in port..=port.saturating_add(FURTHER_PORTS) {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
            Ok(listener) => return Ok(listener),
            Err(refusal) => fault = Some(refusal),
        }
    }
    Err(fault.context("no port was tried")?).with_context(|| format!("no free port from {port} on; name another with --port"))
}

async fn add_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let mut response = next.run(request).await;
    let is_found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    // Pages of any origin embed the widget, so every origin may read what it is made of.
    set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(CACHE_CONTROL, if is_found { assets::cache_control(&path) } else { "no-cache" });
    if is_found {
        let name = if path.is_empty() || path.ends_with('/') { "index.html" } else { &path };
        set(CONTENT_TYPE, assets::content_type(name));
    }
    response
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    /// Asks a server with one asset, one catalog and one page for `path`, and compares status and headers.
    async fn check(path: &'static str, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let (site, pages) = (folder.path().join("site"), folder.path().join("pages"));
        fs::create_dir_all(site.join("assets")).unwrap();
        fs::create_dir_all(&pages).unwrap();
        fs::write(site.join("assets/widget.0.wasm"), "as it is").unwrap();
        fs::write(site.join("assets/widget.0.wasm.br"), "brotli").unwrap();
        fs::write(site.join("catalog.json"), "{}").unwrap();
        fs::write(pages.join("index.html"), "<p>Demo</p>").unwrap();
        let listener = listen(0).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move { axum::serve(listener, router(&site, &pages)).await });
        let answer = tokio::task::spawn_blocking(move || ask(address, path)).await.unwrap();
        server.abort();
        for line in expected {
            assert!(answer.lines().any(|answered| answered == *line), "{line} is not in\n{answer}");
        }
    }

    fn ask(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[tokio::test]
    async fn assets_are_sent_compressed_and_kept_for_good() {
        check(
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

    #[tokio::test]
    async fn the_catalog_is_asked_for_again() {
        check("/catalog.json", &["HTTP/1.1 200 OK", "content-type: application/json", "cache-control: no-cache"]).await;
    }

    #[tokio::test]
    async fn the_demo_is_the_first_page() {
        check("/", &["HTTP/1.1 200 OK", "content-type: text/html; charset=utf-8", "<p>Demo</p>"]).await;
    }

    #[tokio::test]
    async fn a_file_that_is_missing_is_not_kept() {
        check("/assets/glue.0.js", &["HTTP/1.1 404 Not Found", "cache-control: no-cache", "access-control-allow-origin: *"]).await;
    }

    #[tokio::test]
    async fn a_taken_port_gives_way_to_the_next_free_one() {
        let first = listen(0).await.unwrap();
        let taken = first.local_addr().unwrap();
        let second = listen(taken.port()).await.unwrap().local_addr().unwrap();
        assert!(second.port() > taken.port(), "{second} after {taken}");
        assert!(second.ip().is_loopback());
    }
}
