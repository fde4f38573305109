//! The browser's side of searching: a wasm of its own, which is fetched when a reader turns to the search field. It translates between the
//! glue, which fetches and draws, and the pure core, and decides nothing.
//!
//! Answers are JSON: `{"wants":[3,9]}` where parts of the index are missing, or
//! `{"total":57,"more":false,"hits":[…],"rest":[12]}`, where the rest are the parts with further hits.

#![no_main]

use js_sys::JsString;
use std::fmt::Write;
use vital_conditions::catalog::Kind;
use vital_conditions::search::{Answer, Filter, Finder, Found, Hit, Run};
use wasm_bindgen::prelude::*;

/// The largest file of an index, unpacked, in bytes.
const LARGEST: usize = 16 << 20;

/// Something that can be searched.
#[wasm_bindgen]
pub struct Search {
    finder: Finder,
}

#[wasm_bindgen]
impl Search {
    /// From the root of an index. Nothing where this code can't read it.
    pub fn open(root: &[u8]) -> Option<Search> {
        Finder::open(root).map(|finder| Search { finder })
    }

    /// From a root that is packed, as it is published.
    pub fn unpack(root: &[u8]) -> Option<Search> {
        Search::open(&unpacked(root)?)
    }

    /// Takes a part of the index.
    pub fn take(&mut self, number: usize, part: &[u8]) {
        self.finder.take(number, part);
    }

    /// The same where it is packed. What can't be unpacked has nothing in it.
    #[wasm_bindgen(js_name = takePacked)]
    pub fn take_packed(&mut self, number: usize, part: &[u8]) {
        self.finder.take(number, &unpacked(part).unwrap_or_default());
    }

    /// What can be filtered by: `{"kinds":["topic"],"conditions":["Humane Housing"]}`.
    pub fn filters(&self) -> String {
        let mut json = String::from("{\"kinds\":");
        list(&mut json, &self.finder.kinds(), |json, kind| text(json, kind.name()));
        json.push_str(",\"conditions\":");
        list(&mut json, self.finder.conditions(), |json, (_, title)| text(json, title));
        json.push('}');
        json
    }

    /// `kind` by its name in the format, and the place of the condition among the filters, where only those are wanted.
    pub fn find(&self, query: &str, kind: Option<String>, condition: Option<usize>) -> String {
        let kind = kind.and_then(|name| Kind::ALL.into_iter().find(|kind| kind.name() == name));
        let mut json = String::new();
        match self.finder.find(query, Filter { kind, condition }, &plain) {
            Answer::Wants(parts) => {
                json.push_str("{\"wants\":");
                list(&mut json, &parts, number);
            }
            Answer::Found(Found { total, more, hits, rest }) => {
                let _ = write!(json, "{{\"total\":{total},\"more\":{more},\"hits\":");
                list(&mut json, &hits, hit);
                json.push_str(",\"rest\":");
                list(&mut json, &rest, number);
            }
        }
        json.push('}');
        json
    }
}

/// The browser unpacks by a stream alone, which on a slow device takes longer than all else.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(packed, LARGEST).ok()
}

fn plain(text: &str) -> String {
    JsString::from(text).normalize("NFKD").to_lower_case().into()
}

fn hit(json: &mut String, hit: &Hit) {
    let Hit { card, kind, title, summary, .. } = hit;
    for (name, value) in [
        ("{\"id\":", &*card.id),
        (",\"kind\":", kind.name()),
        (",\"label\":", &card.label),
        (",\"hash\":", &card.hash),
        (",\"expires\":", &card.expires),
    ] {
        json.push_str(name);
        text(json, value);
    }
    let _ = write!(json, ",\"length\":{}", card.length);
    for (name, runs) in [(",\"title\":", title), (",\"summary\":", summary)] {
        json.push_str(name);
        list(json, runs, |json, Run { text: run, marked }| {
            json.push_str(if *marked { "[" } else { "" });
            text(json, run);
            json.push_str(if *marked { "]" } else { "" });
        });
    }
    json.push('}');
}

fn list<T>(json: &mut String, items: &[T], item: impl Fn(&mut String, &T)) {
    json.push('[');
    for (value, at) in items.iter().zip(0..) {
        if at > 0 {
            json.push(',');
        }
        item(json, value);
    }
    json.push(']');
}

fn number(json: &mut String, number: &usize) {
    let _ = write!(json, "{number}");
}

/// A JSON string.
fn text(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\0'..='\u{1F}' => drop(write!(json, "\\u{:04x}", u32::from(character))),
            _ => json.push(character),
        }
    }
    json.push('"');
}
