//! Catalogs over the network, one request for all widgets of a page: with a time limit, a limit on size, and tries
//! again where trying can help.

use super::clock;
use crate::catalog::{Catalog, Context, Limits, parse};
use crate::navigation::{Failure, FailureKind};
use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestInit, Response};
use yew::Callback;

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

pub type Outcome = Result<Rc<Catalog>, Failure>;

enum Slot {
    Coming(Vec<Callback<Outcome>>),
    Here(Rc<Catalog>),
}

thread_local! {
    /// A page has a handful at the most, so a list will do.
    static CATALOGS: RefCell<Vec<(Rc<str>, Slot)>> = const { RefCell::new(Vec::new()) };
}

/// Hands over the catalog at an absolute URL: the one at hand, or a fetched one.
pub fn load(url: &Rc<str>, early: Option<Early>, done: Callback<Outcome>) {
    let at_hand = CATALOGS.with_borrow_mut(|catalogs| match catalogs.iter_mut().find(|(known, _)| known == url) {
        Some((_, Slot::Here(catalog))) => Some(catalog.clone()),
        Some((_, Slot::Coming(waiting))) => {
            waiting.push(done.clone());
            None
        }
        None => {
            catalogs.push((url.clone(), Slot::Coming(vec![done.clone()])));
            let url = url.clone();
            spawn_local(async move { arrived(&url, fetch(&url, early).await) });
            None
        }
    });
    if let Some(catalog) = at_hand {
        done.emit(Ok(catalog));
    }
}

/// Forgets the catalog at a URL, so that the next load fetches it again. One on its way is left alone.
pub fn forget(url: &str) {
    CATALOGS.with_borrow_mut(|catalogs| catalogs.retain(|(known, slot)| **known != *url || matches!(slot, Slot::Coming(_))));
}

/// Reads a catalog; relative addresses in it resolve against `base`.
pub fn read(text: &str, base: &str) -> Outcome {
    let resolve = |base: &str, address: &str| Some(web_sys::Url::new_with_base(address, base).ok()?.href());
    let context = Context { base, today: clock::today(), resolve: &resolve, limits: Limits::BROWSER };
    let (catalog, _) = parse(text, &context)?;
    Ok(Rc::new(catalog))
}

fn arrived(url: &Rc<str>, outcome: Outcome) {
    let slot = CATALOGS.with_borrow_mut(|catalogs| {
        let place = catalogs.iter().position(|(known, _)| known == url)?;
        Some(match &outcome {
            Ok(catalog) => std::mem::replace(&mut catalogs[place].1, Slot::Here(catalog.clone())),
            // A failure is not kept: whoever tries again asks the network.
            Err(_) => catalogs.swap_remove(place).1,
        })
    });
    if let Some(Slot::Coming(waiting)) = slot {
        for done in waiting {
            done.emit(outcome.clone());
        }
    }
}

async fn fetch(url: &str, early: Option<Early>) -> Outcome {
    let (early, abort) = match early {
        Some(Early { answer, abort }) => (Some(answer), abort),
        None => (None, AbortController::new().map_err(|error| network(url, &error))?),
    };
    // Own clock, for engines disagree on what an aborted request says of itself.
    let text = match select(pin!(attempts(url, early, &abort)), TimeoutFuture::new(PATIENCE)).await {
        Either::Left((text, _)) => text?,
        Either::Right(_) => {
            abort.abort();
            let message = format!("{url} had not answered after {} seconds", PATIENCE / 1000);
            return Err(Failure { kind: FailureKind::Timeout, message });
        }
    };
    read(&text, url)
}

async fn attempts(url: &str, mut early: Option<Promise>, abort: &AbortController) -> Result<String, Failure> {
    let mut pause = PAUSE;
    let mut tries = 1;
    loop {
        let (failure, passing) = match attempt(url, early.take(), abort).await {
            Ok(text) => return Ok(text),
            Err(failed) => failed,
        };
        if !passing || tries == TRIES {
            return Err(failure);
        }
        TimeoutFuture::new((pause * (1.0 + js_sys::Math::random() / 2.0)) as u32).await;
        pause *= 2.0;
        tries += 1;
    }
}

/// The text, or what failed and whether it may pass.
async fn attempt(url: &str, early: Option<Promise>, abort: &AbortController) -> Result<String, (Failure, bool)> {
    let passing = |error: JsValue| (network(url, &error), true);
    let promise = match early {
        Some(promise) => promise,
        None => {
            let options = RequestInit::new();
            options.set_signal(Some(&abort.signal()));
            // After a failure the browser's cache is passed by, for it may hold the failure.
            options.set_cache(web_sys::RequestCache::NoCache);
            let window = web_sys::window().ok_or_else(|| passing(JsValue::NULL))?;
            window.fetch_with_str_and_init(url, &options)
        }
    };
    let response: Response = JsFuture::from(promise).await.and_then(|value| value.dyn_into()).map_err(passing)?;
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
    let reason = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default();
    Failure { kind: FailureKind::Network, message: format!("{url} could not be fetched: {reason}") }
}
