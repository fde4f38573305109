//! Catalogs that mean harm or are broken, made of the cases of `corpora`.

use serde_json::{Map, Value, json};

/// A catalog, and what is wrong with it.
pub struct Case {
    pub name: String,
    pub json: String,
}

/// Where links and recordings lead that are of no interest.
const ELSEWHERE: &str = "https://elsewhere.example/";

/// The entry that shows all others.
pub const ALL: &str = "all";

/// Each of these texts wherever a text may stand: in the body of the home entry and on its cards, and as the entry `case-N` of its own. What
/// concerns the catalog as a whole has the first.
pub fn saying(texts: &[String]) -> Value {
    let first = &texts[0];
    let mut body = Vec::new();
    let mut entries = vec![Value::Null];
    for (at, text) in texts.iter().enumerate() {
        let own = case(at);
        let run = |more: Value| {
            let mut run = json!({ "text": text });
            run.as_object_mut().expect("an object").extend(more.as_object().cloned().expect("an object"));
            run
        };
        body.extend([
            json!({ "type": "paragraph", "text": text }),
            json!({ "type": "paragraph", "text": [text, run(json!({ "strong": true, "em": true })), run(json!({ "href": ELSEWHERE })), run(json!({ "entry": own }))] }),
            json!({ "type": "heading", "level": 3, "text": text }),
            json!({ "type": "list", "items": [text, [run(json!({ "em": true }))]] }),
            json!({ "type": "quote", "style": "pull", "text": text, "cite": text, "url": ELSEWHERE }),
            json!({ "type": "quote", "paraphrase": true, "text": text, "cite": text }),
            json!({ "type": "section", "title": text, "text": text, "entries": [own] }),
            json!({ "type": "featured", "entry": own }),
            json!({ "type": "image", "src": "https://elsewhere.example/a.png", "alt": text, "credit": { "text": text, "url": ELSEWHERE } }),
            json!({ "type": "media", "media": "audio", "src": "https://elsewhere.example/a.mp3", "title": text, "transcript": ELSEWHERE }),
            json!({ "type": text, "text": text }),
        ]);
        let mut entry = json!({
            "id": own, "kind": "topic", "title": text, "label": text, "summary": text, "lang": text,
            "provider": { "name": text, "url": ELSEWHERE },
            "image": { "src": "https://elsewhere.example/a.png", "alt": text, "credit": { "text": text } },
            "related": [case((at + 1) % texts.len()), text], "condition": text, "aliases": [text], "reviewed": text,
        });
        // Half of them are somebody else's works, which have other cards.
        if at % 2 == 0 {
            entry["body"] = json!([{ "type": "paragraph", "text": text }]);
        } else {
            entry["url"] = ELSEWHERE.into();
        }
        entries.push(entry);
    }
    entries[0] = json!({ "id": ALL, "kind": "collection", "title": first, "label": first, "body": body });
    json!({
        "version": 1, "title": first, "lang": "en", "home": ALL, "updated": first, "publisher": { "name": first }, "license": { "name": first },
        "entries": entries,
    })
}

/// Each of these addresses wherever an address may stand, likewise.
pub fn leading(addresses: &[String]) -> Value {
    let first = &addresses[0];
    let mut body = Vec::new();
    let mut entries = vec![Value::Null];
    for (at, address) in addresses.iter().enumerate() {
        body.extend([
            json!({ "type": "paragraph", "text": ["To ", { "text": "there", "href": address }] }),
            json!({ "type": "quote", "text": "Said", "cite": "Somebody", "url": address }),
            json!({ "type": "quote", "paraphrase": true, "text": "Said", "cite": "Somebody", "url": address }),
            json!({ "type": "image", "src": address, "alt": "A picture", "credit": { "text": "Somebody", "url": address } }),
            json!({ "type": "media", "media": "video", "src": address, "title": "A recording", "transcript": address }),
            json!({ "type": "section", "entries": [case(at)] }),
        ]);
        entries.push(json!({
            "id": case(at), "kind": "story", "title": format!("Case {at}"), "url": address, "provider": { "name": "Somebody", "url": address },
            "image": { "src": address, "alt": "", "credit": { "text": "Somebody", "url": address } },
            "body": if at % 2 == 0 { json!([{ "type": "paragraph", "text": "Text" }]) } else { Value::Null },
            "related": [case((at + 1) % addresses.len())],
        }));
    }
    entries[0] = json!({ "id": ALL, "kind": "topic", "title": "Addresses", "body": body });
    json!({
        "version": 1, "title": "Addresses", "lang": "en", "home": ALL, "pages": first, "publisher": { "name": "Us", "url": first },
        "license": { "name": "Free", "url": first }, "translations": { "es": first }, "entries": entries,
    })
}

/// The id of a case's own entry.
pub fn case(at: usize) -> String {
    format!("case-{at}")
}

/// A partner's overlay that says or leads to the same as a catalog of [`saying`] or [`leading`].
pub fn overlay(catalog: &Value) -> Value {
    let mut topics = Map::new();
    let body = &catalog["entries"][0]["body"];
    topics.insert(
        "good".to_owned(),
        json!({ "title": catalog["title"], "label": catalog["title"], "summary": catalog["title"], "body": body }),
    );
    json!({ "version": 1, "entries": catalog["entries"], "topics": topics, "pin": [case(0)], "hide": ["gone"] })
}

/// A sound catalog in which every member of the format is.
pub fn whole() -> Value {
    json!({
        "version": 1, "title": "Whole", "lang": "en", "home": "good", "updated": "2026-11-22", "pages": "topics/",
        "publisher": { "name": "Us", "url": "https://us.example/" }, "license": { "name": "CC BY", "url": "https://licence.example/" },
        "translations": { "es": "catalog.es.json" },
        "entries": [
            { "id": "good", "kind": "topic", "title": "Good", "related": ["other"], "body": [{ "type": "paragraph", "text": "All is well." }] },
            {
                "id": "other", "aliases": ["former"], "kind": "story", "label": "Audio", "title": "Other", "summary": "About it.", "lang": "en",
                "condition": "good", "url": "https://elsewhere.example/", "provider": { "name": "Radio", "url": "https://elsewhere.example/" },
                "image": { "src": "art.svg", "alt": "A picture", "width": 4, "height": 3, "credit": { "text": "Somebody", "url": "https://elsewhere.example/" } },
                "body": [
                    { "type": "paragraph", "text": ["See ", { "text": "this", "strong": true, "em": true, "href": "https://elsewhere.example/" }, { "text": "it", "entry": "good" }] },
                    { "type": "heading", "level": 2, "text": "A heading" },
                    { "type": "list", "ordered": true, "items": ["One", ["two"]] },
                    { "type": "quote", "style": "pull", "paraphrase": true, "text": "Said", "cite": "Somebody", "url": "https://elsewhere.example/" },
                    { "type": "section", "title": "A section", "text": "Text", "entries": ["good"] },
                    { "type": "featured", "entry": "good" },
                    { "type": "image", "src": "art.svg", "alt": "A picture", "width": 4, "height": 3 },
                    { "type": "media", "media": "audio", "src": "https://elsewhere.example/a.mp3", "title": "A talk", "transcript": "https://elsewhere.example/" },
                ],
                "related": ["good"], "more": false, "reviewed": "2026-05-01", "expires": "2999-01-01",
            },
        ],
    })
}

/// [`whole`] with one value after the other replaced by something of each type. The entry "good" itself stays as it is.
pub fn retyped() -> Vec<Case> {
    let whole = whole();
    let huge = "huge".repeat(20_000);
    // In the place of the strings stands what serde_json has no value for.
    let (number, depth) = ("@number@", "@depth@");
    let values = [
        Value::Null,
        true.into(),
        Value::from(-1),
        1.5.into(),
        number.into(),
        "".into(),
        "text".into(),
        huge.into(),
        json!([]),
        json!([null, [], {}, "text", 7]),
        json!({}),
        json!({ "text": [], "name": {}, "id": 7, "type": "list", "items": {} }),
        depth.into(),
    ];
    let mut cases = Vec::new();
    for place in places(&whole) {
        if place.starts_with("/entries/0") {
            continue;
        }
        for (at, value) in values.iter().enumerate() {
            let mut catalog = whole.clone();
            *catalog.pointer_mut(&place).expect("a place") = value.clone();
            let json = catalog.to_string();
            let json = json.replace(&format!("\"{number}\""), "-1e99999").replace(&format!("\"{depth}\""), &nested(40));
            cases.push(Case { name: format!("{place} replaced by the value {at}"), json });
        }
    }
    cases
}

/// The places of all values, as JSON Pointers (RFC 6901).
fn places(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut add = |name: &str, value: &Value| found.extend(places(value).into_iter().map(|place| format!("/{name}{place}")));
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| add(name, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| add(&at.to_string(), value)),
        _ => {}
    }
    found
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

/// [`whole`] with the names by which JavaScript's objects are got at in every object, with a value that would show.
pub fn polluting() -> Vec<Case> {
    let whole = whole().to_string();
    let mut cases = Vec::new();
    for name in ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__", "then", "toJSON", "length"] {
        for value in [r#"{"polluted":true,"text":"polluted","prototype":{"polluted":true}}"#, r#""polluted""#, r#"["polluted"]"#, "null"] {
            let json = whole.replace('{', &format!("{{\"{name}\":{value},")).replace(",}", "}");
            cases.push(Case { name: format!("{name}: {value}"), json });
        }
        let id = name.to_ascii_lowercase().replace('_', "-");
        let renamed = whole
            .replace("\"other\"", &format!("\"{id}\""))
            .replace("\"es\"", &format!("\"{name}\""))
            .replace("\"en\"", &format!("\"{name}\""));
        cases.push(Case { name: format!("an id, languages and a translation called {name}"), json: renamed });
    }
    cases
}

/// Relations that lead nowhere, round in circles, or everywhere. Their home entry is "good", and can be read.
pub fn graphs() -> Vec<Case> {
    let entry = |id: &str, related: Value| json!({ "id": id, "kind": "topic", "title": id, "related": related, "condition": id, "body": [{ "type": "section", "entries": [id, "good", id] }, { "type": "featured", "entry": id }] });
    let good = |related: Value| json!({ "id": "good", "kind": "topic", "title": "Good", "related": related, "body": [{ "type": "paragraph", "text": "All is well." }] });
    let catalog = |entries: Vec<Value>| json!({ "version": 1, "home": "good", "entries": entries }).to_string();
    let many = |count: usize| -> Vec<String> { (0..count).map(|at| format!("e{at}")).collect() };
    let named = |name: &str, json: String| Case { name: name.to_owned(), json };
    let mut conditions: Vec<Value> =
        many(3_000).iter().map(|id| json!({ "id": id, "kind": "condition", "title": id, "condition": "good" })).collect();
    conditions.insert(0, json!({ "id": "good", "kind": "collection", "title": "Good", "related": many(3_000) }));
    vec![
        named("an entry that names itself", catalog(vec![good(json!(["good", "good"])), entry("self", json!(["self"]))])),
        named(
            "a circle",
            catalog(vec![good(json!(["a"])), entry("a", json!(["b"])), entry("b", json!(["c"])), entry("c", json!(["a", "good"]))]),
        ),
        named(
            "entries that are not there",
            catalog(vec![good(json!(["b", "", " ", "good ", "GOOD", "göod", "../good"])), entry("a", json!(["x"]))]),
        ),
        named("a home that is not there", catalog(vec![good(json!([]))]).replacen("\"home\":\"good\"", "\"home\":\"gone\"", 1)),
        named("the same id again and again", catalog((0..2_000).map(|_| good(json!(["good"]))).collect())),
        named("aliases of each other", {
            let alias = |id: &str, other: &str| json!({ "id": id, "aliases": [other, id, "good"], "kind": "topic", "title": id, "related": [other] });
            catalog(vec![good(json!(["a", "b"])), alias("a", "b"), alias("b", "a")])
        }),
        named("everybody leads to everybody", {
            let ids = many(200);
            let entries = ids.iter().map(|id| entry(id, json!(ids)));
            catalog(std::iter::once(good(json!(ids))).chain(entries).collect())
        }),
        named("many relations that are not there", catalog(vec![good(json!(many(100_000)))])),
        named("three thousand conditions", catalog(conditions)),
    ]
}

/// An entry that leads to as many others as a browser takes. Drawn, it would be as many cards.
#[allow(dead_code, reason = "it is not drawn in a browser")]
pub fn related_to_all(count: usize) -> String {
    let ids: Vec<String> = (1..count).map(|at| format!("e{at}")).collect();
    let others = ids.iter().map(|id| json!({ "id": id, "kind": "topic", "title": id }));
    let all = json!({ "id": "all", "kind": "collection", "title": "All", "related": ids });
    let good = json!({ "id": "good", "kind": "topic", "title": "Good", "related": ["all"], "body": [{ "type": "paragraph", "text": "All is well." }] });
    let entries: Vec<Value> = [good, all].into_iter().chain(others).collect();
    json!({ "version": 1, "home": "good", "entries": entries }).to_string()
}

/// More than anybody would write, below what a browser refuses. Their home entry is "good", and can be read.
pub fn sizes() -> Vec<Case> {
    let good = r#"{"id":"good","kind":"topic","title":"Good","body":[{"type":"paragraph","text":"All is well."}]}"#;
    let catalog = |head: &str, entries: &str| format!(r#"{{"version":1,"home":"good",{head}"entries":[{good}{entries}]}}"#);
    let named = |name: &str, json: String| Case { name: name.to_owned(), json };
    let entries: String = (0..150_000).map(|at| format!(r#",{{"id":"e{at}","kind":"topic","title":"Entry {at}"}}"#)).collect();
    let word = "W".repeat(1_000_000);
    vec![
        named("150,000 entries", catalog("", &entries)),
        named(
            "words of a million letters",
            catalog(
                &format!(r#""title":"{word}","lang":"{word}","publisher":{{"name":"{word}"}},"#),
                &format!(
                    r#",{{"id":"a","kind":"{word}","title":"{word}","summary":"{word}","related":["{word}"]}},{{"id":"{word}","title":"x"}}"#
                ),
            ),
        ),
        named(
            "a name of a million letters",
            catalog(&format!(r#""{word}":1,"translations":{{"{word}":"{word}"}},"#), &format!(r#",{{"{word}":1}}"#)),
        ),
        named("nesting of 60", catalog(&format!(r#""more":{},"#, nested(60)), "")),
        named("a million items of the wrong type", catalog("", &",0".repeat(1_000_000))),
        named("a million empty objects", catalog("", &",{}".repeat(1_000_000))),
        named("a number of a million digits", catalog(&format!("\"more\":{},", "9".repeat(1_000_000)), "")),
        named("a million spaces", catalog(&" ".repeat(1_000_000), "")),
    ]
}

/// What no browser takes: an error, and soon.
pub fn too_much() -> Vec<Case> {
    let named = |name: &str, json: String| Case { name: name.to_owned(), json };
    vec![
        named("nesting of 100,000", format!(r#"{{"version":1,"entries":[],"more":{}}}"#, nested(100_000))),
        named("100,000 brackets that are never closed", "[".repeat(100_000)),
        named("100,000 braces that are never closed", r#"{"a":"#.repeat(100_000)),
    ]
}
