use super::*;
use crate::catalog::{self, Date, Limits};
use crate::tool::assets::PAGES;
use crate::tool::check;
use crate::tool::content::Edition;
use crate::tool::nowhere;

const HOSTILE: &str = r#"{ "version": 1, "title": "A & B", "home": "a", "publisher": { "name": "\"P\"", "url": "mailto:p@example.org" },
    "license": { "name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/" }, "entries": [
    { "id": "a", "kind": "topic", "title": "</script><!--", "summary": "Says \"a\" & 'b'.", "reviewed": "2026-10-01", "expires": "2027-10-01",
      "image": { "src": "art/\"a\".svg", "alt": "<A>", "width": 640, "height": 360 }, "body": [{ "type": "paragraph", "text": "A." }] } ] }"#;

const SPANISH: &str = r#"{ "version": 1, "title": "Catálogo", "lang": "es", "entries": [
    { "id": "a", "kind": "topic", "title": "En español" }, { "id": "b", "kind": "topic", "title": "B", "lang": "en" } ] }"#;

const ENGLISH: &str = r#"{ "version": 1, "entries": [
    { "id": "a", "kind": "topic", "title": "A" }, { "id": "b", "kind": "topic", "title": "B" } ] }"#;

const BASE: Option<&str> = Some("https://example.org/vital/");

fn parsed(json: &str) -> Catalog {
    let today = Date::new(2026, 11, 22).unwrap();
    let context = catalog::Context { base: nowhere::CATALOG, today, resolve: &check::resolve, limits: Limits::NONE, overlay: None };
    catalog::parse(json, &context).unwrap().0
}

/// The page of an entry in the first of several editions. Their names and JSON; the others say what else there is.
fn drawn(id: &str, base: Option<&str>, editions: &[(&str, &str)]) -> String {
    let mut all: Vec<Edition> =
        editions.iter().map(|(name, json)| Edition { name: (*name).to_owned(), ..Edition::found(name, (*json).to_owned()) }).collect();
    let (catalog, folder) = (parsed(editions[0].1), all[0].folder(PAGES));
    // The original comes first wherever pages are found.
    all.sort_by_key(|edition| edition.folder(PAGES));
    let addresses = Addresses::new(base.map(|base| base.parse().unwrap()), all.iter(), Date::new(2026, 11, 22).unwrap());
    let up = "../".repeat(folder.matches('/').count());
    let frame = Frame { folder: &folder, up: &up, styles: "assets/s.css", addresses: &addresses, oembed: None };
    page(&catalog, catalog.find(id).unwrap(), "<article></article>", &frame)
}

/// A page: what every one says, and what this one says in its head.
fn whole(lang: &str, head: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{head}</head>
<body>
<main><article></article></main>
</body>
</html>
"#
    )
}

/// The lines of a page's head that begin with one of these.
fn check_lines(page: &str, beginnings: &[&str], expected: &[&str]) {
    let lines: Vec<&str> = page.lines().filter(|line| beginnings.iter().any(|beginning| line.starts_with(beginning))).collect();
    assert_eq!(lines, expected, "{page}");
}

const ABOUT_ADDRESSES: [&str; 3] = ["<link rel=\"canonical\"", "<link rel=\"alternate\"", "<meta property=\"og:url\""];

#[test]
fn a_page_says_all_that_is_known_and_nothing_in_it_is_taken_for_markup() {
    assert_eq!(
        drawn("a", BASE, &[("catalog.json", HOSTILE)]),
        whole(
            "en",
            r#"<title>&lt;/script&gt;&lt;!-- · A &amp; B</title>
<meta name="description" content="Says &quot;a&quot; &amp; 'b'.">
<link rel="canonical" href="https://example.org/vital/topics/a.html">
<meta property="og:type" content="article">
<meta property="og:title" content="&lt;/script&gt;&lt;!--">
<meta property="og:description" content="Says &quot;a&quot; &amp; 'b'.">
<meta property="og:url" content="https://example.org/vital/topics/a.html">
<meta property="og:locale" content="en_US">
<meta property="og:site_name" content="A &amp; B">
<meta property="og:image" content="https://example.org/vital/art/%22a%22.svg">
<meta property="og:image:alt" content="&lt;A&gt;">
<meta property="og:image:width" content="640">
<meta property="og:image:height" content="360">
<link rel="stylesheet" href="../assets/s.css">
<script async crossorigin src="../vital-conditions.js"></script>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","headline":"\u003c/script>\u003c!--","description":"Says \"a\" & 'b'.","url":"https://example.org/vital/topics/a.html","inLanguage":"en","image":"https://example.org/vital/art/%22a%22.svg","dateModified":"2026-10-01","expires":"2027-10-01","publisher":{"@type":"Organization","name":"\"P\""},"license":{"@type":"CreativeWork","name":"CC BY 4.0","url":"https://creativecommons.org/licenses/by/4.0/"},"isPartOf":{"@type":"Collection","name":"A & B","url":"https://example.org/vital/topics/a.html"}}</script>
"#
        )
    );
}

#[test]
fn a_page_of_which_little_is_known_says_little() {
    assert_eq!(
        drawn(
            "a",
            None,
            &[(
                "catalog.json",
                r#"{ "version": 1, "lang": "de", "entries": [{ "id": "a", "kind": "topic", "title": "A", "image": { "src": "a.svg", "alt": "" } }] }"#
            )]
        ),
        whole(
            "de",
            r#"<title>A</title>
<meta property="og:type" content="article">
<meta property="og:title" content="A">
<link rel="stylesheet" href="../assets/s.css">
<script async crossorigin src="../vital-conditions.js"></script>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"WebPage","name":"A","inLanguage":"de"}</script>
"#
        )
    );
}

#[test]
fn an_entry_in_several_languages_names_them_all() {
    let alternates = [
        r#"<link rel="alternate" hreflang="en" href="https://example.org/vital/topics/a.html">"#,
        r#"<link rel="alternate" hreflang="es" href="https://example.org/vital/topics/es/a.html">"#,
        r#"<link rel="alternate" hreflang="x-default" href="https://example.org/vital/topics/a.html">"#,
    ];
    let own = [
        r#"<link rel="canonical" href="https://example.org/vital/topics/a.html">"#,
        r#"<meta property="og:url" content="https://example.org/vital/topics/a.html">"#,
    ];
    let page = drawn("a", BASE, &[("catalog.json", ENGLISH), ("catalog.es.json", SPANISH)]);
    check_lines(&page, &ABOUT_ADDRESSES, &[own[0], alternates[0], alternates[1], alternates[2], own[1]]);
    let own = own.map(|own| own.replace("topics/", "topics/es/"));
    let page = drawn("a", BASE, &[("catalog.es.json", SPANISH), ("catalog.json", ENGLISH)]);
    check_lines(&page, &ABOUT_ADDRESSES, &[&own[0], alternates[0], alternates[1], alternates[2], &own[1]]);
    check_lines(
        &page,
        &["<html", "<meta property=\"og:locale\""],
        &["<html lang=\"es\">", r#"<meta property="og:locale" content="es_ES">"#],
    );
}

#[test]
fn what_is_not_translated_belongs_to_the_original() {
    let page = drawn("b", BASE, &[("catalog.es.json", SPANISH), ("catalog.json", ENGLISH)]);
    let expected = [
        r#"<link rel="canonical" href="https://example.org/vital/topics/b.html">"#,
        r#"<meta property="og:url" content="https://example.org/vital/topics/b.html">"#,
    ];
    check_lines(&page, &ABOUT_ADDRESSES, &expected);
    assert!(
        page.contains(
            r#""inLanguage":"en","isPartOf":{"@type":"Collection","name":"Catálogo","url":"https://example.org/vital/topics/es/a.html"}"#
        ),
        "{page}"
    );
}

#[test]
fn without_a_base_url_nothing_is_said_of_addresses() {
    let page = drawn("a", None, &[("catalog.json", ENGLISH), ("catalog.es.json", SPANISH)]);
    check_lines(&page, &ABOUT_ADDRESSES, &[]);
    assert!(!page.contains("://example.org"), "{page}");
}

/// The JSON-LD of an entry with these members beside its id and title.
fn check_json_ld(entry: &str, expected: &str) {
    let json = format!(r#"{{ "version": 1, "entries": [{{ "id": "a", "title": "A", {entry} }}] }}"#);
    let page = drawn("a", None, &[("catalog.json", &json)]);
    let said = page.lines().find_map(|line| line.strip_prefix("<script type=\"application/ld+json\">")?.strip_suffix("</script>"));
    assert_eq!(said, Some(format!(r#"{{"@context":"https://schema.org",{expected}}}"#).as_str()), "{page}");
    serde_json::from_str::<serde_json::Value>(said.unwrap_or_default()).unwrap();
}

const BODY: &str = r#""body": [{ "type": "paragraph", "text": "Text." }]"#;
const WORK: &str = r#""url": "https://b.example/", "provider": { "name": "B", "url": "https://b.example/us" }"#;

#[test]
fn each_kind_has_its_type() {
    let check = |kind: &str, expected: &str| check_json_ld(&format!(r#""kind": "{kind}", {BODY}"#), expected);
    check("condition", r#""@type":"Article","headline":"A","inLanguage":"en""#);
    check("topic", r#""@type":"Article","headline":"A","inLanguage":"en""#);
    check("story", r#""@type":"Article","headline":"A","inLanguage":"en""#);
    check("resource", r#""@type":"WebPage","name":"A","inLanguage":"en""#);
    check("collection", r#""@type":"CollectionPage","name":"A","inLanguage":"en""#);
    check_json_ld(r#""kind": "story""#, r#""@type":"WebPage","name":"A","inLanguage":"en""#);
}

#[test]
fn a_work_of_somebody_elses_is_theirs() {
    let work = r#"{"@type":"CreativeWork","name":"A","url":"https://b.example/","provider":{"@type":"Organization","name":"B","url":"https://b.example/us"}}"#;
    let about = format!(r#""@type":"WebPage","name":"A","inLanguage":"en","mainEntity":{work}"#);
    check_json_ld(&format!(r#""kind": "resource", {WORK}"#), &about);
    check_json_ld(&format!(r#""kind": "resource", {WORK}, {BODY}"#), &about);
    check_json_ld(&format!(r#""kind": "story", {WORK}"#), &about);
    let based = format!(r#""@type":"Article","headline":"A","inLanguage":"en","isBasedOn":{work}"#);
    check_json_ld(&format!(r#""kind": "story", {WORK}, {BODY}"#), &based);
    check_json_ld(
        &format!(r#""kind": "topic", "provider": {{ "name": "B" }}, {BODY}"#),
        r#""@type":"Article","headline":"A","inLanguage":"en","provider":{"@type":"Organization","name":"B"}"#,
    );
}

#[test]
fn a_language_is_written_with_its_territory() {
    let check = |lang: &str, expected: Option<&str>| assert_eq!(locale(lang).as_deref(), expected, "{lang}");
    check("en", Some("en_US"));
    check("ES-mx", Some("es_MX"));
    check("zh-Hant-TW", Some("zh_TW"));
    check("zh-Hant", None);
    check("es-419", None);
    check("en-x-us", None);
    check("de", None);
}

#[test]
fn a_former_id_leads_on() {
    let catalog = parsed(HOSTILE);
    assert_eq!(
        moved(&catalog, catalog.find("a").unwrap()),
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>&lt;/script&gt;&lt;!--</title>
<meta http-equiv="refresh" content="0; url=a.html">
<link rel="canonical" href="a.html">
</head>
<body>
<p><a href="a.html">&lt;/script&gt;&lt;!--</a></p>
</body>
</html>
"#
    );
}

#[test]
fn what_is_shown_in_the_place_of_a_link_to_a_page_is_named() {
    let (catalog, addresses) = (parsed(HOSTILE), Addresses::default());
    let oembed = Some("https://host.example/oembed/a.json");
    let frame = Frame { folder: "topics/", up: "../", styles: "assets/s.css", addresses: &addresses, oembed };
    let page = page(&catalog, catalog.find("a").unwrap(), "<article></article>", &frame);
    let expected =
        r#"<link rel="alternate" type="application/json+oembed" href="https://host.example/oembed/a.json" title="&lt;/script&gt;&lt;!--">"#;
    check_lines(&page, &["<link rel=\"alternate\""], &[expected]);
}

#[test]
fn a_page_is_read_the_way_of_its_language() {
    let arabic = r#"{ "version": 1, "lang": "ar", "entries": [
        { "id": "a", "kind": "topic", "title": "A" }, { "id": "b", "kind": "topic", "title": "B", "lang": "en" } ] }"#;
    let check = |id: &str, expected: &str| {
        let page = drawn(id, None, &[("catalog.json", arabic)]);
        assert!(page.contains(expected), "{page}");
    };
    check("a", "<html lang=\"ar\" dir=\"rtl\">");
    check("b", "<html lang=\"en\">");
}
