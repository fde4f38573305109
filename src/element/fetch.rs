//! Files of catalogs over the network, one request for all widgets of a page: with a time limit, a limit on size, and tries
//! again where trying can help.

use super::clock;
use crate::catalog::{Catalog, Context, Limits, Overlay, Problem, parse};
use crate::navigation::{Failure, FailureKind};
use futures_util::future::{Either, FutureExt, LocalBoxFuture, Shared, join, select};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

#[wasm_bindgen]
extern "C" {
    /// `fetch` as the loader does it, which vouches for what its tag is pinned to. The module that this code is called from has it
    /// (`www/mount.js`).
    fn carry(url: &str, options: &RequestInit) -> Promise;
}

/// How long a reader waits for a catalog, all tries together, in milliseconds.
const PATIENCE: u32 = 10_000;
const TRIES: u32 = 3;
/// The pause before the second try, in milliseconds; it doubles for the third. Up to half of it is added by chance, so
/// that a page's many readers don't return in step.
const PAUSE: f64 = 400.0;
/// Decoded bytes of one file.
const MOST: usize = 16 << 20;

/// A request that the loader made before this code was there.
pub struct Early {
    pub answer: Promise,
    /// Ends the request. One that hangs would hold up the next for the same address, which waits for the browser's cache.
    pub abort: AbortController,
}

/// A file of a catalog, or a whole one: its address, what relative addresses in it resolve against, and what is laid over it.
/// Widgets that ask for the same share the answer.
#[derive(Clone, PartialEq)]
pub struct Wanted {
    pub url: Rc<str>,
    pub base: Rc<str>,
    /// The absolute URL of a partner's overlay.
    pub overlay: Option<Rc<str>>,
}

impl Wanted {
    /// Whether it is a part of a catalog, whose addresses are relative to another file.
    fn is_shard(&self) -> bool {
        self.url != self.base
    }

    /// A part of a catalog never changes, for its name says what is in it. Of another file the server is asked whether it has a newer one.
    fn cache(&self) -> RequestCache {
        if self.is_shard() { RequestCache::Default } else { RequestCache::NoCache }
    }
}

/// A file that came.
#[derive(Clone)]
pub struct Loaded {
    pub catalog: Rc<Catalog>,
    /// What failed beside it: an overlay, or a translation.
    pub failure: Option<Failure>,
}

pub type Outcome = Result<Loaded, Failure>;

type Coming = Shared<LocalBoxFuture<'static, Outcome>>;

thread_local! {
    /// What is known, and what is on its way. They are few enough for a list.
    static FILES: RefCell<Vec<(Wanted, Coming)>> = const { RefCell::new(Vec::new()) };
}

/// So many files of sharded catalogs are kept beside what widgets show: enough for what is likely to be read next.
const KEPT: usize = 48;

/// The file at hand, or a fetched one.
pub async fn load(wanted: Wanted, early: Option<Early>) -> Outcome {
    let coming = FILES.with_borrow_mut(move |files| {
        if let Some((_, coming)) = files.iter().find(|(known, _)| *known == wanted) {
            return coming.clone();
        }
        let file = wanted.clone();
        let coming = async move { fetch(&file, early).await }.boxed_local().shared();
        let shards = files.iter().filter(|(known, _)| known.is_shard());
        if wanted.is_shard() && shards.count() >= KEPT {
            let oldest = files.iter().position(|(known, _)| known.is_shard());
            oldest.map(|oldest| files.remove(oldest));
        }
        files.push((wanted, coming.clone()));
        coming
    });
    let outcome = coming.clone().await;
    if outcome.is_err() {
        // A failure is not kept: whoever tries again asks the network.
        FILES.with_borrow_mut(|files| files.retain(|(_, known)| !known.ptr_eq(&coming)));
    }
    outcome
}

/// Forgets the catalog at a URL and its shards, so that the next load fetches them again. One on its way is left alone.
pub fn forget(url: &str) {
    FILES.with_borrow_mut(|files| files.retain(|(known, coming)| *known.base != *url || coming.peek().is_none()));
}

/// Reads a file whose text is at hand.
pub async fn read(text: &str, wanted: &Wanted) -> Outcome {
    let overlay = overlay(wanted).await;
    parsed(text, wanted, overlay)
}

/// An address, absolute, as the browser's own parser reads it.
pub fn resolve(base: &str, address: &str) -> Option<String> {
    Some(web_sys::Url::new_with_base(address, base).ok()?.href())
}

/// The catalog under the overlay. Without the overlay where that one failed.
fn parsed(text: &str, wanted: &Wanted, overlay: Option<Result<String, Failure>>) -> Outcome {
    let (overlay, mut failure) = match overlay {
        Some(Ok(overlay)) => (Some(overlay), None),
        Some(Err(failure)) => (None, Some(failure)),
        None => (None, None),
    };
    let overlay = overlay.as_deref().zip(wanted.overlay.as_deref()).map(|(json, base)| Overlay { json, base });
    let context = Context { base: &wanted.base, today: clock::today(), resolve: &resolve, limits: Limits::BROWSER, overlay };
    let (catalog, problems) = parse(text, &context)?;
    if let Some(message) = problems.iter().find_map(Problem::unread_overlay) {
        failure = Some(Failure { kind: FailureKind::Parse, message });
    }
    Ok(Loaded { catalog: Rc::new(catalog), failure })
}

async fn fetch(wanted: &Wanted, early: Option<Early>) -> Outcome {
    let (text, overlay) = join(text(&wanted.url, wanted.cache(), early), overlay(wanted)).await;
    parsed(&text?, wanted, overlay)
}

async fn overlay(wanted: &Wanted) -> Option<Result<String, Failure>> {
    Some(text(wanted.overlay.as_deref()?, RequestCache::NoCache, None).await)
}

async fn text(url: &str, cache: RequestCache, early: Option<Early>) -> Result<String, Failure> {
    let (early, abort) = match early {
        Some(Early { answer, abort }) => (Some(answer), abort),
        None => (None, AbortController::new().map_err(|error| network(url, &error))?),
    };
    // Own clock, for engines disagree on what an aborted request says of itself.
    match select(pin!(attempts(url, cache, early, &abort)), TimeoutFuture::new(PATIENCE)).await {
        Either::Left((text, _)) => text,
        Either::Right(_) => {
            abort.abort();
            let message = format!("{url} had not answered after {} seconds", PATIENCE / 1000);
            Err(Failure { kind: FailureKind::Timeout, message })
        }
    }
}

async fn attempts(url: &str, mut cache: RequestCache, mut early: Option<Promise>, abort: &AbortController) -> Result<String, Failure> {
    let mut pause = PAUSE;
    let mut tries = 1;
    loop {
        let (failure, passing) = match attempt(url, cache, early.take(), abort).await {
            Ok(text) => return Ok(text),
            Err(failed) => failed,
        };
        if !passing || tries == TRIES {
            return Err(failure);
        }
        TimeoutFuture::new((pause * (1.0 + js_sys::Math::random() / 2.0)) as u32).await;
        pause *= 2.0;
        // After a failure the browser's cache is passed by, for it may hold the failure.
        cache = RequestCache::NoCache;
        tries += 1;
    }
}

/// The text, or what failed and whether it may pass.
async fn attempt(url: &str, cache: RequestCache, early: Option<Promise>, abort: &AbortController) -> Result<String, (Failure, bool)> {
    let passing = |error: JsValue| (network(url, &error), true);
    let promise = match early {
        Some(promise) => promise,
        None => {
            let options = RequestInit::new();
            options.set_signal(Some(&abort.signal()));
            options.set_cache(cache);
            carry(url, &options)
        }
    };
    let refused = |error: JsValue| match Reflect::get(&error, &"kind".into()).ok().and_then(|kind| kind.as_string()) {
        Some(kind) if kind == FailureKind::Integrity.name() => (Failure { kind: FailureKind::Integrity, message: message(&error) }, false),
        _ => passing(error),
    };
    let response: Response = JsFuture::from(promise).await.and_then(|value| value.dyn_into()).map_err(refused)?;
    let status = response.status();
    if !response.ok() {
        let failure = Failure { kind: FailureKind::Http, message: format!("{url} answered with the status {status}") };
        return Err((failure, matches!(status, 408 | 429 | 500..)));
    }
    let mut bytes = Vec::new();
    if let Some(body) = response.body() {
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        loop {
            let chunk = JsFuture::from(reader.read()).await.map_err(passing)?;
            if Reflect::get(&chunk, &"done".into()).is_ok_and(|done| done.is_truthy()) {
                break;
            }
            let chunk: Uint8Array = Reflect::get(&chunk, &"value".into()).map_err(passing)?.unchecked_into();
            if bytes.len() + chunk.length() as usize > MOST {
                abort.abort();
                let message = format!("{url} is larger than {} MiB", MOST >> 20);
                return Err((Failure { kind: FailureKind::TooLarge, message }, false));
            }
            let start = bytes.len();
            bytes.resize(start + chunk.length() as usize, 0);
            chunk.copy_to(&mut bytes[start..]);
        }
    }
    // A text that is not UTF-8 shows as the parser's error, or as marks where single letters are broken.
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

fn network(url: &str, error: &JsValue) -> Failure {
    Failure { kind: FailureKind::Network, message: format!("{url} could not be fetched: {}", message(error)) }
}

fn message(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
