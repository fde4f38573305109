//! The browser's side of making an index: a wasm of its own, which is fetched where a catalog is searched that has none beside it, or that an
//! overlay changes. It translates between the glue and the pure core, and decides nothing.

#![no_main]

use js_sys::JsString;
use vital_conditions::catalog::{Catalog, Context, Date, Limits, Overlay, parse};
use vital_conditions::search::{Document, Index};
use wasm_bindgen::prelude::*;

/// A catalog, as it was fetched or given.
#[wasm_bindgen]
pub struct Whole {
    catalog: Catalog,
}

/// Its index.
#[wasm_bindgen]
pub struct Indexed {
    index: Index,
}

#[wasm_bindgen]
impl Whole {
    /// From a catalog's JSON and its URL, and those of an overlay. Nothing where it can't be read.
    pub fn read(json: &str, base: &str, overlay: Option<String>, overlay_base: Option<String>) -> Option<Whole> {
        let overlay = overlay.as_deref().zip(overlay_base.as_deref()).map(|(json, base)| Overlay { json, base });
        let context = Context { base, today: today()?, resolve: &resolve, limits: Limits::BROWSER, overlay };
        parse(json, &context).ok().map(|(catalog, _)| Whole { catalog })
    }

    /// Where it is in the language that is wanted, if that is elsewhere.
    pub fn translation(&self, lang: &str) -> Option<String> {
        self.catalog.translation(lang).map(|link| link.as_str().to_owned())
    }

    /// Whether its entries are in other files.
    pub fn is_sharded(&self) -> bool {
        self.catalog.index.is_some()
    }

    pub fn index(self) -> Indexed {
        Indexed { index: Index::new(Document::all(&self.catalog, &plain)) }
    }
}

#[wasm_bindgen]
impl Indexed {
    pub fn root(&self) -> Vec<u8> {
        self.index.root.clone()
    }

    /// Nothing where there is no part with this number.
    pub fn part(&self, number: usize) -> Option<Vec<u8>> {
        self.index.parts.get(number).cloned()
    }
}

fn plain(text: &str) -> String {
    JsString::from(text).normalize("NFKD").to_lower_case().into()
}

fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    Date::new(now.get_full_year() as u16, now.get_month() as u8 + 1, now.get_date() as u8)
}

fn resolve(base: &str, address: &str) -> Option<String> {
    web_sys::Url::new_with_base(address, base).ok().map(|url| url.href())
}
