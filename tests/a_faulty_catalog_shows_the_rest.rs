//! What the parser says of faults, to the letter, and what of a faulty catalog is left to show.

use vital_conditions::catalog::{Block, Catalog, Context, Date, Limits, ParseError, Shard, Target, parse};

fn read(entries: &str) -> (Catalog, Vec<String>) {
    let (catalog, problems) = read_whole(&format!(r#"{{ "version": 1, "entries": [{entries}] }}"#)).unwrap();
    (catalog, problems)
}

fn read_whole(text: &str) -> Result<(Catalog, Vec<String>), ParseError> {
    let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.to_string());
    let context = Context {
        base: "https://host.example/vital/catalog.json?v=2",
        today: Date::new(2026, 11, 22).unwrap(),
        resolve: &resolve,
        limits: Limits { entries: 6, run: 40, ..Limits::NONE },
        overlay: None,
    };
    let (catalog, problems) = parse(text, &context)?;
    Ok((catalog, problems.iter().map(|problem| format!("{}: {problem}", problem.path)).collect()))
}

/// One entry with these members beside id, kind and title, and what is said of it. Another one, "voting", is there too.
fn check(members: &str, expected: &[&str]) {
    let comma = if members.is_empty() { "" } else { "," };
    let (catalog, problems) = read(&format!(
        r#"{{ "id": "a", "kind": "topic", "title": "A"{comma} {members} }}, {{ "id": "voting", "kind": "topic", "title": "Voting" }}"#
    ));
    assert_eq!(problems, expected, "{members}");
    assert_eq!(catalog.entries().len(), 2, "{members}");
}

fn check_block(block: &str, expected: &[&str]) {
    check(&format!(r#""body": [{{ "type": "paragraph", "text": "Before." }}, {block}]"#), expected);
}

#[test]
fn a_good_entry_has_no_problem() {
    check("", &[]);
    check(r#""related": ["voting"], "url": "mailto:a@b.example", "reviewed": "2026-05-01", "unknown": [[[1.5e300]]]"#, &[]);
    check(r#""image": { "src": "art/a.svg", "alt": "", "width": 640, "height": 360 }, "label": null"#, &[]);
}

#[test]
fn relations_name_entries() {
    check(r#""related": ["votng"]"#, &[r#"entries[0].related[0]: no entry has the id "votng" (did you mean "voting"?)"#]);
    check(r#""related": ["x\ny"]"#, &[r#"entries[0].related[0]: no entry has the id "x\ny""#]);
    check(r#""related": ["voting", "voting"]"#, &[r#"entries[0].related[1]: "voting" is named twice here: take one out"#]);
    check(r#""related": ["a"]"#, &[r#"entries[0].related[0]: "a" is this entry itself: take it out"#]);
    check(r#""related": [7, "voting"]"#, &["entries[0].related[0]: expected a string, found a number"]);
    check(r#""related": "voting""#, &["entries[0].related: expected an array, found a string"]);
    check(r#""condition": "belonging""#, &[r#"entries[0].condition: no entry has the id "belonging""#]);
}

#[test]
fn links_are_safe() {
    let scheme = |address: &str| {
        format!(r#"entries[0].url: the address "{address}" is not safe to open: it must begin with https:, http:, mailto: or tel:"#)
    };
    for address in
        ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:https://a.example/1"]
    {
        check(&format!(r#""url": "{address}""#), &[&scheme(address)]);
    }
    // The URL standard drops tabs, newlines and leading spaces, and so finds the scheme behind them.
    check(r#""url": " \tjava\nscript:alert(1)""#, &[&scheme(r" \tjava\nscript:alert(1)")]);
    check(r#""url": "https://""#, &[r#"entries[0].url: "https://" is no address: correct it or take it out"#]);
    check(
        r#""image": { "src": "mailto:a@b.example", "alt": "x" }"#,
        &[r#"entries[0].image.src: the address "mailto:a@b.example" is not safe to open: it must begin with https: or http:"#],
    );
}

#[test]
fn members_have_their_shape() {
    check(r#""summary": ["x"]"#, &["entries[0].summary: expected a string, found an array"]);
    check(r#""expires": "soon""#, &[r#"entries[0].expires: "soon" is no day: write it as 2026-11-22"#]);
    check(r#""image": { "alt": "x" }"#, &["entries[0].image.src: is missing or empty, and must be given"]);
    check(r#""image": { "src": "a.svg" }"#, &["entries[0].image.alt: is missing or empty, and must be given"]);
    check(r#""image": { "src": "a.svg", "alt": "x", "width": 1.5 }"#, &["entries[0].image.width: expected a whole number, found 1.5"]);
    check(r#""provider": { "url": "https://a.example/" }"#, &["entries[0].provider.name: is missing or empty, and must be given"]);
    check(
        r#""summary": "0123456789012345678901234567890123456789é""#,
        &["entries[0].summary: a run of text has at most 40 characters and this has 41: split it"],
    );
}

#[test]
fn blocks_are_checked_each_for_itself() {
    check_block(
        r#"{ "type": "paragraf", "text": "x" }"#,
        &[r#"entries[0].body[1].type: no block type is called "paragraf", so it is left out (did you mean "paragraph"?)"#],
    );
    check_block("{}", &["entries[0].body[1].type: is missing or empty, and must be given"]);
    check_block("7", &["entries[0].body[1]: expected an object, found a number"]);
    check_block(r#"{ "type": "paragraph" }"#, &["entries[0].body[1].text: is missing or empty, and must be given"]);
    check_block(
        r#"{ "type": "paragraph", "text": {} }"#,
        &["entries[0].body[1].text: expected a string or an array of runs, found an object"],
    );
    check_block(
        r#"{ "type": "paragraph", "text": ["x", true] }"#,
        &["entries[0].body[1].text[1]: expected a string or a marked run, found a boolean"],
    );
    check_block(
        r#"{ "type": "paragraph", "text": [{ "text": "x", "entry": "votin" }] }"#,
        &[r#"entries[0].body[1].text[0].entry: no entry has the id "votin" (did you mean "voting"?)"#],
    );
    check_block(
        r#"{ "type": "paragraph", "text": [{ "text": "x", "entry": "voting", "href": "https://a.example/" }] }"#,
        &[r#"entries[0].body[1].text[0]: "x" names both an entry and an address: keep one"#],
    );
    check_block(
        r#"{ "type": "heading", "level": 1, "text": "x" }"#,
        &["entries[0].body[1].level: a heading has a level from 2 to 6, not 1"],
    );
    check_block(
        r#"{ "type": "quote", "style": "pulled", "text": "x" }"#,
        &[r#"entries[0].body[1].style: "pulled" is not one of "block" and "pull""#],
    );
    check_block(r#"{ "type": "featured", "entry": "hate" }"#, &[r#"entries[0].body[1].entry: no entry has the id "hate""#]);
    check_block(
        r#"{ "type": "section", "title": "x", "entries": ["voting", "nobody"] }"#,
        &[r#"entries[0].body[1].entries[1]: no entry has the id "nobody""#],
    );
    check_block(
        r#"{ "type": "media", "media": "audio", "src": "data:audio/wav,", "title": "x" }"#,
        &[r#"entries[0].body[1].src: the address "data:audio/wav," is not safe to open: it must begin with https: or http:"#],
    );
}

#[test]
fn a_fault_that_costs_an_entry_costs_no_other() {
    let (catalog, problems) = read(
        r#"{ "id": "A", "kind": "topic", "title": "x" }, { "kind": "topic", "title": "x" }, 5, { "id": "b", "kind": "topic" },
           { "id": "c", "kind": "tpic", "title": "C", "related": ["b"] }, { "id": "c", "kind": "topic", "title": "again" }"#,
    );
    assert_eq!(
        problems,
        [
            r#"entries[0].id: "A" is no id: use 1 to 80 of the letters a to z, digits and hyphens"#,
            "entries[1].id: is missing or empty, and must be given",
            "entries[2]: expected an object, found a number",
            "entries[3].title: is missing or empty, and must be given",
            r#"entries[5].id: the id "c" is taken by an earlier entry: choose another"#,
            r#"entries[4].kind: no kind is called "tpic", so it reads as a topic (did you mean "topic"?)"#,
        ]
    );
    assert_eq!(catalog.entries().len(), 1);
    assert_eq!(&*catalog.home().unwrap().title, "C");
    assert!(catalog.home().unwrap().related.is_empty());
}

#[test]
fn more_entries_than_allowed_are_left_out() {
    let entries: Vec<String> = (0..8).map(|n| format!(r#"{{ "id": "e{n}", "kind": "topic", "title": "E" }}"#)).collect();
    let (catalog, problems) = read(&entries.join(","));
    assert_eq!(problems, ["entries: a browser shows 6 entries and there are 8: split the catalog"]);
    assert_eq!(catalog.entries().len(), 6);
}

#[test]
fn an_expired_entry_is_not_shown_and_a_link_to_it_reads_as_text() {
    let (catalog, problems) = read(
        r#"{ "id": "old", "kind": "topic", "title": "Old", "expires": "2026-11-21" }, { "id": "today", "kind": "topic", "title": "T", "expires": "2026-11-22" },
           { "id": "a", "kind": "topic", "title": "A", "related": ["old", "today"], "body": [{ "type": "paragraph", "text": [{ "text": "see", "entry": "old" }] }] }"#,
    );
    assert!(problems.is_empty(), "{problems:?}");
    assert!(catalog.find("old").is_none());
    let a = catalog.find("a").unwrap();
    assert_eq!(a.related.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["today"]);
    let Block::Paragraph(text) = &a.body[0] else { panic!("{:?}", a.body) };
    assert_eq!((&*text.0[0].text, &text.0[0].target), ("see", &None));
}

#[test]
fn aliases_mean_their_entry() {
    let (catalog, problems) = read(
        r#"{ "id": "voting", "aliases": ["elections", "hate"], "kind": "topic", "title": "V" },
           { "id": "hate", "kind": "topic", "title": "H", "related": ["elections"], "body": [{ "type": "paragraph", "text": [{ "text": "x", "entry": "elections" }] }] }"#,
    );
    assert_eq!(problems, [r#"entries[0].aliases[1]: the id "hate" is taken by an earlier entry: choose another"#]);
    assert_eq!(&*catalog.find("elections").unwrap().title, "V");
    let hate = catalog.find("hate").unwrap();
    assert_eq!(hate.related[0].as_str(), "voting");
    let Block::Paragraph(text) = &hate.body[0] else { panic!("{:?}", hate.body) };
    assert!(matches!(&text.0[0].target, Some(Target::Entry(id)) if id.as_str() == "voting"));
}

#[test]
fn addresses_resolve_against_the_catalog() {
    let (catalog, _) =
        read(r#"{ "id": "a", "kind": "topic", "title": "A", "image": { "src": "art/a.svg", "alt": "" }, "url": "//other.example/x" }"#);
    let a = catalog.home().unwrap();
    assert_eq!(a.image.as_ref().unwrap().src.as_str(), "https://host.example/vital/art/a.svg");
    assert_eq!(a.url.as_ref().unwrap().as_str(), "https://other.example/x");
    assert_eq!(a.url.as_ref().unwrap().site(), Some("other.example"));
    assert_eq!(catalog.page(&a.id), "https://host.example/vital/topics/a.html");
}

#[test]
fn nearest_and_translations_are_found() {
    let (catalog, problems) = read_whole(
        r#"{ "version": 1, "lang": "en", "translations": { "es": "es.json", "pt-BR": "pt.json", "xx": "javascript:1" },
             "entries": [{ "id": "voting", "kind": "topic", "title": "V" }] }"#,
    )
    .unwrap();
    assert_eq!(problems, [r#"translations.xx: the address "javascript:1" is not safe to open: it must begin with https: or http:"#]);
    assert_eq!(&*catalog.nearest("votnig").unwrap().title, "V");
    assert!(catalog.nearest("zebra").is_none());
    assert_eq!(catalog.translation("es-MX").unwrap().as_str(), "https://host.example/vital/es.json");
    assert_eq!(catalog.translation("pt-br").unwrap().as_str(), "https://host.example/vital/pt.json");
    assert_eq!(catalog.translation("en-GB"), None);
    assert_eq!(catalog.translation("fr"), None);
}

#[test]
fn an_index_says_where_entries_are() {
    let (catalog, problems) = read_whole(
        r#"{ "version": 1, "home": "voting", "index": [
            { "id": "voting", "kind": "topic", "title": "Voting", "file": "entries/voting.json" },
            { "id": "a" }, { "file": "entries/b.json" }, { "id": "hate", "file": "entries/hate.json" } ] }"#,
    )
    .unwrap();
    assert_eq!(
        problems,
        ["index[1].file: is missing or empty, and must be given", "index[2].from: is missing or empty, and must be given",]
    );
    let index = catalog.index.as_ref().unwrap();
    let file = |name: &str| match index.find(name) {
        Some(Shard::Entry(file)) => file.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(file("hate"), "entries/hate.json");
    assert_eq!(file("voting"), "entries/voting.json");
    assert_eq!((file("a"), file("votin"), file("zebra")), ("None".into(), "None".into(), "None".into()));
    assert_eq!((index.home.as_deref(), index.nearest("votng")), (Some("voting"), Some("voting")));
    assert!(catalog.entries().is_empty());
}

#[test]
fn what_cannot_be_read_at_all_is_an_error() {
    let check = |text: &str, expected: &str| assert_eq!(read_whole(text).unwrap_err().to_string(), expected);
    check("", "the catalog is no JSON: it ends too early (line 1, column 1)");
    check("{\"version\": 1,\n \"entries\": [", "the catalog is no JSON: it ends too early (line 2, column 14)");
    check("{\"version\": 1,\n é", "the catalog is no JSON: string expected (line 2, column 2)");
    check("<!doctype html><title>404</title>", "there is a web page where the catalog should be: check its address");
    check("[]", "the catalog has the wrong shape: expected an object, found an array");
    check(r#"{ "entries": [] }"#, r#"the catalog's "version": is missing"#);
    check(r#"{ "version": "1", "entries": [] }"#, r#"the catalog's "version": expected a whole number, found a string"#);
    check(r#"{ "version": 1, "entries": {} }"#, r#"the catalog's "entries": expected an array, found an object"#);
    check(
        r#"{ "version": 2, "entries": [] }"#,
        "the catalog has the format version 2, and this widget reads up to 1: update the widget, or publish the catalog in version 1",
    );
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check(&deep, "the catalog is no JSON: arrays and objects are nested deeper than 64 (line 1, column 65)");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let (catalog, problems) = read_whole("\u{feff}{ \"version\": 1, \"entries\": [] }").unwrap();
    assert!(problems.is_empty() && catalog.home().is_none());
}
