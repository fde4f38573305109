//! Files of catalogs, one request for all widgets of a page; and what was known before, where they can't be had anew.
//!
//! Leaves out how a file comes over the network, which is `www/fetching.js`: the browser's own language says that in half the bytes.

use super::clock;
use crate::catalog::{Catalog, Context, Date, Limits, Overlay, Problem, parse};
use crate::navigation::{Failure, FailureKind};
use futures_util::future::{FutureExt, LocalBoxFuture, Shared, join};
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

// The module that this code is called from has these (`www/fetching.js`).
#[wasm_bindgen]
extern "C" {
    /// A file's text, or an error with the kind of the failure.
    fn carry(url: &str, is_part: bool, early: JsValue) -> Promise;
    /// JSON without halves of characters.
    fn mend(json: &str) -> String;
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
}

/// A file that came.
#[derive(Clone)]
pub struct Loaded {
    pub catalog: Rc<Catalog>,
    /// What failed beside it: an overlay, or a translation. Or why it is not a newer one.
    pub failure: Option<Failure>,
    /// The day that it is of, where a newer one couldn't be had.
    pub of: Option<Date>,
}

pub type Outcome = Result<Loaded, Failure>;

type Coming = Shared<LocalBoxFuture<'static, Outcome>>;

thread_local! {
    /// What is known, and what is on its way. They are few enough for a list.
    static FILES: RefCell<Vec<(Wanted, Coming)>> = const { RefCell::new(Vec::new()) };
    /// What was known before it was to be fetched again: the last that was good.
    static BEFORE: RefCell<Vec<(Wanted, Coming)>> = const { RefCell::new(Vec::new()) };
}

/// So many files of sharded catalogs are kept beside what widgets show: enough for what is likely to be read next.
const KEPT: usize = 48;

/// The file at hand, or a fetched one. `early` is the loader's request for it.
pub async fn load(wanted: Wanted, early: JsValue) -> Outcome {
    let coming = FILES.with_borrow_mut(|files| {
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
        files.push((wanted.clone(), coming.clone()));
        coming
    });
    let outcome = coming.clone().await;
    let Err(failure) = outcome else { return outcome };
    // A failure is not kept: whoever tries again asks the network.
    FILES.with_borrow_mut(|files| files.retain(|(_, known)| !known.ptr_eq(&coming)));
    let before = BEFORE.with_borrow(|files| files.iter().find(|(known, _)| *known == wanted)?.1.peek().cloned());
    match before {
        Some(Ok(before)) => Ok(Loaded { failure: Some(failure), of: before.catalog.updated.or(Some(clock::today())), ..before }),
        _ => Err(failure),
    }
}

/// Has the catalog at a URL and its shards fetched again by the next load. One on its way is left alone, and what is known is kept for when
/// that fails.
pub fn forget(url: &str) {
    let is_of = |(known, coming): &(Wanted, Coming)| *known.base == *url && coming.peek().is_some();
    FILES.with_borrow_mut(|files| {
        let known: Vec<_> = files.extract_if(.., |file| is_of(file)).collect();
        if !known.is_empty() {
            BEFORE.with_borrow_mut(|before| {
                before.retain(|file| !is_of(file));
                before.extend(known);
            });
        }
    });
}

/// Reads a file whose text is at hand.
pub async fn read(text: &str, wanted: &Wanted) -> Outcome {
    let overlay = overlay(wanted).await;
    parsed(&mend(text), wanted, overlay)
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
    Ok(Loaded { catalog: Rc::new(catalog), failure, of: None })
}

async fn fetch(wanted: &Wanted, early: JsValue) -> Outcome {
    let (text, overlay) = join(text(&wanted.url, wanted.is_shard(), early), overlay(wanted)).await;
    parsed(&text?, wanted, overlay)
}

async fn overlay(wanted: &Wanted) -> Option<Result<String, Failure>> {
    Some(text(wanted.overlay.as_deref()?, false, JsValue::UNDEFINED).await)
}

async fn text(url: &str, is_part: bool, early: JsValue) -> Result<String, Failure> {
    match JsFuture::from(carry(url, is_part, early)).await {
        Ok(text) => Ok(text.as_string().unwrap_or_default()),
        Err(error) => {
            let said = |name: &str| Reflect::get(&error, &name.into()).ok().and_then(|said| said.as_string()).unwrap_or_default();
            let name = said("kind");
            let kind = FailureKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(FailureKind::Network);
            Err(Failure { kind, message: said("message") })
        }
    }
}
