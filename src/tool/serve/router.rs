//! What is served under which address, with the headers that a published folder needs.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED,
};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use tower_http::services::ServeDir;

use super::Beside;
use super::counts::{self, Counts};
use super::live::{Live, News};
use crate::tool::assets::{self, FRAGMENTS, PAGES, SEARCH, SHARDS};
use crate::tool::loader::{self, Pinned};
use crate::tool::prerender::{HOME, Pages};
use crate::tool::shards;
use crate::tool::site::LOADER;
use crate::tool::snippets;
use crate::tool::source;
use crate::tool::versions::{self, Versions};

/// What an open page runs to hear of changes.
const CLIENT: &str = include_str!("client.js");
const CLIENT_PATH: &str = "/vital-live.js";
const NEWS_PATH: &str = "/vital-live";

/// How long a page's question for news stays open. Browsers and proxies end one that takes a minute.
const OPEN: Duration = Duration::from_secs(25);

/// The largest page of `www/`, in bytes.
const PAGE: usize = 16 << 20;

/// The catalog and its pages as they are now, the widget, the catalog's pictures, and the pages beside, in that order.
pub fn router(live: Arc<Live>, beside: &Beside) -> Router {
    let pages = ServeDir::new(&beside.pages).fallback(pictures(live.source().folder()));
    let site = ServeDir::new(&beside.site).precompressed_br().precompressed_gzip().fallback(pages);
    let first = beside.first;
    let local = live.overlay().map(|overlay| pictures(overlay.folder()));
    let router = match local {
        Some(local) => Router::new().nest_service("/overlay", local),
        None => Router::new(),
    };
    let counts = Arc::new(Counts::default());
    let shown = counts.clone();
    let counting = get(async move || shown.page()).post(async move |batch: String| match counts.add(&batch) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(fault) => (StatusCode::BAD_REQUEST, fault).into_response(),
    });
    router
        .route(counts::PATH, counting.layer(DefaultBodyLimit::max(counts::LARGEST)))
        .route(NEWS_PATH, get(news))
        .route(CLIENT_PATH, get(async || CLIENT))
        .fallback_service(site)
        .with_state(live.clone())
        .layer(middleware::from_fn_with_state(live.clone(), drawn))
        .layer(middleware::from_fn_with_state(live, connected))
        .layer(middleware::from_fn(add_headers))
        .layer(middleware::from_fn(async move |mut request: Request, next: Next| {
            if request.uri().path() == "/" {
                *request.uri_mut() = Uri::from_static(first);
            }
            next.run(request).await
        }))
}

/// The pictures of a folder, and nothing else of it: it may be anybody's, and pages of every origin may read what is served.
fn pictures(folder: &Path) -> Router {
    let only_pictures = async |request: Request, next: Next| {
        let path = request.uri().path().to_ascii_lowercase();
        let is_hidden = path.contains("/.") || path.contains("%2e") || path.contains("%2f");
        if is_hidden || !assets::is_picture(&path) { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await }
    };
    Router::new().fallback_service(ServeDir::new(folder)).layer(middleware::from_fn(only_pictures))
}

#[derive(Deserialize)]
struct Asked {
    /// The last news that the page has heard.
    after: u64,
}

/// Answers when there is news, or with what is known once the question has been open for long.
async fn news(State(live): State<Arc<Live>>, Query(Asked { after }): Query<Asked>) -> Json<News> {
    let mut news = live.news();
    let told = tokio::time::timeout(OPEN, news.wait_for(|news| news.number > after)).await;
    Json(match told {
        Ok(Ok(news)) => news.clone(),
        _ => live.news().borrow().clone(),
    })
}

/// Draws what belongs to the catalog, and leaves the rest to what is on disk.
async fn drawn(State(live): State<Arc<Live>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let editions = live.editions();
    let is_drawn = |pages: &Pages| path == pages.edition().name || path == shards::root(&pages.edition().name);
    if path == LOADER
        || is_pinned(&path)
        || [PAGES, FRAGMENTS, SHARDS, SEARCH].iter().any(|folder| path.starts_with(folder))
        || editions.iter().any(is_drawn)
    {
        // Drawing takes its time, and the others who ask are not to wait for it.
        let drawn = tokio::task::spawn_blocking(move || match path.starts_with(SEARCH) {
            true => searched(&editions, &path),
            false => Ok(draw(&live, &editions, &path)?.map(String::into_bytes)),
        });
        let drawn = drawn.await;
        return match drawn {
            Ok(Ok(Some(content))) => content.into_response(),
            Ok(Ok(None)) => StatusCode::NOT_FOUND.into_response(),
            Ok(Err(fault)) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
    }
    if let Some(file) = linked(&live, &path, &editions) {
        return file.into_response();
    }
    next.run(request).await
}

/// A file of the catalog's folder that an entry links to.
fn linked(live: &Live, path: &str, editions: &[Pages]) -> Option<Vec<u8>> {
    let path = source::local(path)?;
    let file = live.source().folder().join(&path);
    let is_linked =
        file.is_file() && editions.iter().any(|pages| source::linked(std::slice::from_ref(pages.edition())).any(|linked| linked == path));
    is_linked.then(|| std::fs::read(file).ok())?
}

/// Whether a file is about the version that pages may be pinned to.
fn is_pinned(path: &str) -> bool {
    path == versions::PATH || loader::is_pinned(path)
}

/// A file of the index of one of the editions.
fn searched(editions: &[Pages], path: &str) -> anyhow::Result<Option<Vec<u8>>> {
    // The translations first, for `search/es/` lies in `search/`.
    let pages = editions.iter().rev().find(|pages| path.starts_with(&pages.edition().folder(SEARCH)));
    Ok(pages.map(Pages::searched).transpose()?.and_then(|files| files.get(path).cloned()))
}

fn draw(live: &Live, editions: &[Pages], path: &str) -> anyhow::Result<Option<String>> {
    let languages: Vec<&str> = editions.iter().map(|pages| pages.edition().tag()).collect();
    let loader = || live.loader().floating(&languages);
    if path == LOADER {
        return Ok(Some(snippets::alone(&loader()?)));
    }
    if is_pinned(path) {
        let Pinned { version, alone: pinned, .. } = live.loader().pinned(&languages, &[])?;
        return Ok(if path == version.loader {
            Some(pinned)
        } else {
            (path == versions::PATH).then(|| Versions::default().followed_by(version).json())
        });
    }
    for pages in editions {
        let name = &pages.edition().name;
        if path == name {
            return Ok(Some(pages.edition().json().into_owned()));
        }
        if path == shards::root(name) || path.starts_with(&format!("{}~", pages.edition().folder(SHARDS))) {
            return Ok(pages.plain_index().into_iter().find_map(|(known, json)| (known == path).then_some(json)));
        }
    }
    // The translations first, for `topics/es/` lies in `topics/`.
    for pages in editions.iter().rev() {
        for (folder, ending) in [(PAGES, ".html"), (FRAGMENTS, ".json"), (FRAGMENTS, ".js"), (SHARDS, ".json")] {
            let name = path.strip_prefix(&pages.edition().folder(folder)).and_then(|name| name.strip_suffix(ending));
            let Some(name) = name.filter(|name| !name.contains('/')) else { continue };
            let name = if (folder, name) == (FRAGMENTS, HOME) { pages.home(|_| true).unwrap_or_default() } else { name };
            let Some(topic) = pages.one(name)? else { return Ok(None) };
            return Ok(match (folder, ending) {
                (PAGES, _) => Some(topic.page),
                (FRAGMENTS, ".js") => Some(snippets::script(&loader()?, live.styles(), &pages.fragment(name), &topic.fragment)),
                (FRAGMENTS, _) => Some(topic.fragment),
                _ => topic.shard,
            });
        }
    }
    Ok(None)
}

/// Has pages tell the client which version they show.
async fn connected(State(live): State<Arc<Live>>, mut request: Request, next: Next) -> Response {
    let is_page = request.uri().path().ends_with(".html");
    if is_page {
        // The version is not the file's, so what the browser has of the page is old even where the file is not.
        request.headers_mut().remove(IF_MODIFIED_SINCE);
        request.headers_mut().remove(IF_NONE_MATCH);
    }
    let version = live.version();
    let response = next.run(request).await;
    if !is_page || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, PAGE).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let mut page = bytes.to_vec();
    page.extend(format!("<script async src=\"{CLIENT_PATH}?version={version}\"></script>\n").bytes());
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(LAST_MODIFIED);
    parts.headers.remove(ETAG);
    Response::from_parts(parts, Body::from(page))
}

async fn add_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let mut response = next.run(request).await;
    let is_found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    // Pages of any origin embed the widget, so every origin may read what it is made of. News name files of this machine.
    if path != NEWS_PATH.trim_start_matches('/') {
        set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    }
    set(CACHE_CONTROL, if is_found { assets::cache_control(&path) } else { "no-cache" });
    if is_found && path != NEWS_PATH.trim_start_matches('/') {
        set(CONTENT_TYPE, assets::content_type(&path));
    }
    response
}
