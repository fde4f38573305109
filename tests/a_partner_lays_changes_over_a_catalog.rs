//! An overlay pins, hides, reorders, relabels and adds; what is wrong with it costs only itself.

use vital_conditions::catalog::{Block, Catalog, Context, Date, Limits, Overlay, parse};

const CATALOG: &str = r#"{ "version": 1, "title": "T", "home": "a", "entries": [
    { "id": "a", "kind": "topic", "title": "A", "related": ["b", "c", "d"], "body": [{ "type": "section", "entries": ["b", "d"] }] },
    { "id": "b", "aliases": ["old-b"], "kind": "topic", "title": "B", "related": ["a"] },
    { "id": "c", "kind": "topic", "title": "C" },
    { "id": "d", "kind": "story", "title": "D", "summary": "Theirs." } ] }"#;

/// The catalog under an overlay with these members, and what is said about it.
fn laid(members: &str) -> (Catalog, Vec<String>) {
    laid_over(&format!(r#"{{ "version": 1{members} }}"#))
}

fn laid_over(json: &str) -> (Catalog, Vec<String>) {
    laid_on(CATALOG, json)
}

fn laid_on(catalog: &str, json: &str) -> (Catalog, Vec<String>) {
    let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.into());
    let (catalog, problems) = parse(
        catalog,
        &Context {
            base: "https://host.example/vital/catalog.json",
            today: Date::new(2026, 11, 22).unwrap(),
            resolve: &resolve,
            limits: Limits::NONE,
            overlay: Some(Overlay { json, base: "https://partner.example/local/overlay.json" }),
        },
    )
    .unwrap();
    (catalog, problems.iter().map(|problem| format!("{}: {problem}", problem.path)).collect())
}

fn ids(entries: &[vital_conditions::catalog::EntryId]) -> Vec<&str> {
    entries.iter().map(|id| id.as_str()).collect()
}

/// Compares the related entries of `a`, and expects no problem.
fn check_related(members: &str, expected: &[&str]) {
    let (catalog, problems) = laid(members);
    assert_eq!(problems, [""; 0]);
    assert_eq!(ids(&catalog.find("a").unwrap().related), expected, "{members}");
}

/// Compares the problems; the catalog is there all the same.
fn check_problems(json: &str, expected: &[&str]) {
    let (catalog, problems) = laid_over(json);
    assert_eq!(problems, expected);
    assert_eq!(catalog.find("a").map(|entry| &*entry.title), Some("A"));
}

#[test]
fn what_is_hidden_is_in_no_list_and_found_by_no_name() {
    check_related(r#", "hide": ["old-b"]"#, &["c", "d"]);
    let (catalog, _) = laid(r#", "hide": ["b"]"#);
    assert!(catalog.find("b").is_none() && catalog.find("old-b").is_none());
    assert_eq!(catalog.find("d").map(|entry| &*entry.title), Some("D"));
    assert_eq!(catalog.entries().len(), 3);
}

#[test]
fn what_is_pinned_comes_first_wherever_it_stands() {
    check_related(r#", "pin": ["d", "c"]"#, &["d", "c", "b"]);
    check_related(r#", "pin": ["d"], "topics": { "a": { "related": ["c"] } }"#, &["d", "c", "b"]);
    let (catalog, _) = laid(r#", "pin": ["d"]"#);
    let Block::Section(section) = &catalog.find("a").unwrap().body[0] else { panic!("a section") };
    assert_eq!(ids(&section.entries), ["d", "b"]);
}

#[test]
fn a_topic_has_its_own_order_and_further_relations() {
    check_related(r#", "topics": { "a": { "related": ["d", "c"] } }"#, &["d", "c", "b"]);
    let (catalog, problems) = laid(r#", "topics": { "c": { "related": ["b"] } }"#);
    assert_eq!((problems.len(), ids(&catalog.find("c").unwrap().related)), (0, vec!["b"]));
}

#[test]
fn a_topic_has_another_title_label_and_summary() {
    let (catalog, problems) =
        laid(r#", "topics": { "old-b": { "title": "Ours", "label": "Local", "summary": "S." }, "d": { "label": "L" } }"#);
    assert_eq!(problems, [""; 0]);
    let entry = catalog.find("b").unwrap();
    assert_eq!((&*entry.title, entry.label.as_deref(), entry.summary.as_deref()), ("Ours", Some("Local"), Some("S.")));
    assert_eq!(catalog.find("d").unwrap().summary.as_deref(), Some("Theirs."));
}

#[test]
fn local_resources_join_a_topic_with_addresses_of_the_overlays_own() {
    let (catalog, problems) = laid(
        r#", "home": "clinic", "entries": [{ "id": "clinic", "kind": "resource", "title": "Clinic", "url": "clinic.html" }],
           "topics": { "a": { "body": [{ "type": "section", "title": "Near you", "entries": ["clinic"] }] } }"#,
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!(catalog.home().unwrap().id.as_str(), "clinic");
    assert_eq!(catalog.find("clinic").unwrap().url.as_ref().unwrap().as_str(), "https://partner.example/local/clinic.html");
    let a = catalog.find("a").unwrap();
    let Block::Section(section) = &a.body[1] else { panic!("a section") };
    assert_eq!((section.title.as_deref(), ids(&section.entries)), (Some("Near you"), vec!["clinic"]));
    assert_eq!(catalog.page(&a.id), "https://host.example/vital/topics/a.html");
}

#[test]
fn faults_are_named_with_their_place_in_the_overlay() {
    check_problems(
        r#"{ "version": 1, "home": "x", "hide": ["cc"], "pin": [7], "entries": [{ "id": "c", "kind": "topic", "title": "C" }],
             "topics": { "e": {}, "b": { "related": ["b"], "body": [{ "type": "image", "src": "javascript:1", "alt": "" }] } } }"#,
        &[
            r#"overlay.entries[0].id: the id "c" is taken by an earlier entry: choose another"#,
            r#"overlay.hide[0]: no entry has the id "cc" (did you mean "c"?)"#,
            r#"overlay.pin[0]: expected a string, found a number"#,
            r#"overlay.topics.e: no entry has the id "e" (did you mean "a"?)"#,
            r#"overlay.home: no entry has the id "x" (did you mean "a"?)"#,
            r#"overlay.topics.b.related[0]: "b" is this entry itself: take it out"#,
            r#"overlay.topics.b.body[0].src: the address "javascript:1" is not safe to open: it must begin with https: or http:"#,
        ],
    );
}

#[test]
fn a_home_that_is_not_there_leaves_the_catalogs_own() {
    let catalog = CATALOG.replace(r#""home": "a""#, r#""home": "b""#);
    for home in ["x", "d"] {
        let (read, problems) = laid_on(&catalog, &format!(r#"{{ "version": 1, "hide": ["d"], "home": "{home}" }}"#));
        assert_eq!((read.home().unwrap().id.as_str(), problems.len()), ("b", usize::from(home == "x")), "{home}");
    }
}

#[test]
fn a_topic_is_changed_once() {
    let (catalog, problems) = laid(r#", "topics": { "b": { "title": "One" }, "a": { "label": "L" }, "old-b": { "title": "Two" } }"#);
    assert_eq!(problems, [r#"overlay.topics.old-b: "old-b" is named twice here: take one out"#]);
    assert_eq!((&*catalog.find("b").unwrap().title, catalog.find("a").unwrap().label.as_deref()), ("One", Some("L")));
}

#[test]
fn an_overlay_that_cannot_be_read_costs_itself_alone() {
    check_problems(
        "{",
        &[
            "overlay: the overlay can't be read, so the catalog is shown without it: the catalog is no JSON: it ends too early (line 1, column 2)",
        ],
    );
    check_problems("[]", &["overlay: the overlay can't be read, so the catalog is shown without it: expected an object, found an array"]);
    check_problems("{}", &["overlay: the overlay can't be read, so the catalog is shown without it: its version is missing"]);
    check_problems(
        r#"{ "version": 2 }"#,
        &["overlay: the overlay has the format version 2, and this widget reads up to 1: write it in version 1"],
    );
}
