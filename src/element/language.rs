//! The interface's languages. Words are fetched where a catalog in their language is shown, once for all widgets of the page; dates and
//! numbers are written by the browser.

use crate::catalog::Date;
use crate::words::{Formats, Plural, Words, language};
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

// The module that this code is called from has these (`www/mount.js`).
#[wasm_bindgen]
extern "C" {
    /// The sentences of a language as the tool publishes them; nothing where they can't be had, or don't come in time.
    fn speak(lang: &str) -> Promise;
    /// A day, given as in ISO 8601, the way a language writes it.
    fn dated(tag: &str, day: &str) -> String;
    /// CLDR's name of the form that goes with a number, a space, and the number the way a language writes it.
    fn counted(tag: &str, count: u32) -> String;
}

const FORMATS: Formats = Formats { date, count };

thread_local! {
    /// By the tags of the catalogs that they were fetched for.
    static KNOWN: RefCell<Vec<(Rc<str>, Rc<Words>)>> = const { RefCell::new(Vec::new()) };
}

/// The words for a catalog in a language; the English ones where its own are not there.
pub fn words(tag: &str) -> Rc<Words> {
    let known = KNOWN.with_borrow(|known| known.iter().find(|(known, _)| **known == *tag).map(|(_, words)| words.clone()));
    known.unwrap_or_else(|| Rc::new(Words::new(tag, "", FORMATS)))
}

/// Fetches the words for a catalog in a language, where there are such words. If they can't be had nobody is troubled: English ones are at
/// hand.
pub async fn learn(tag: &Rc<str>) {
    let Some(lang) = language(tag).filter(|lang| *lang != "en") else { return };
    if KNOWN.with_borrow(|known| known.iter().any(|(known, _)| known == tag)) {
        return;
    }
    if let Some(lines) = JsFuture::from(speak(lang)).await.ok().and_then(|lines| lines.as_string()) {
        let words = Rc::new(Words::new(tag, &lines, FORMATS));
        KNOWN.with_borrow_mut(|known| known.push((tag.clone(), words)));
    }
}

fn date(tag: &str, date: Date) -> String {
    dated(tag, &date.iso())
}

fn count(tag: &str, count: usize) -> (Plural, String) {
    let counted = counted(tag, count as u32);
    let (form, number) = counted.split_once(' ').unwrap_or_default();
    (Plural::ALL.into_iter().find(|plural| plural.name() == form).unwrap_or(Plural::Other), number.to_owned())
}
