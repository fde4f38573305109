//! Catalogs that mean harm or are broken in every way, on the way through the parser, the components and the tool: each costs what it
//! touches, none ends the program, and nothing that isn't drawn by the components gets into what is drawn.

#[path = "hostile/catalogs.rs"]
mod catalogs;
#[path = "hostile/corpora.rs"]
mod corpora;
#[path = "hostile/drawing.rs"]
mod drawing;
#[path = "hostile/markup.rs"]
mod markup;

use catalogs::{ALL, Case, case};
use drawing::{draw, drawn, read, read_by};
use serde_json::Value;
use std::time::{Duration, Instant};
use vital_conditions::catalog::{Limits, ParseError};
use vital_conditions::settings::Settings;
use vital_conditions::tool::addresses::{Addresses, BaseUrl};
use vital_conditions::tool::content::Edition;
use vital_conditions::tool::prerender::{Names, Pages};

/// Far more than any of these should take, also in a build that isn't optimized: what takes longer grows faster than the catalog.
const SOON: Duration = Duration::from_secs(40);

/// So many cases stand in one catalog.
const AT_ONCE: usize = 40;

fn is_still_good(case: &Case) {
    let began = Instant::now();
    let catalog = read(&case.json).unwrap_or_else(|error| panic!("{}: {error}", case.name));
    assert!(drawn(&case.name, &catalog, "").contains("All is well.") || catalog.entries().len() > 1_000, "{}", case.name);
    for topic in ["good", "other", "a", "e1", "gone"] {
        drawn(&case.name, &catalog, topic);
    }
    assert!(began.elapsed() < SOON, "{}: {:?}", case.name, began.elapsed());
}

#[test]
fn documents_are_read_as_the_grammar_says() {
    let documents = corpora::documents();
    for (name, bytes) in &documents {
        let text = String::from_utf8_lossy(bytes);
        let outcome = read(&text);
        let is_json = !matches!(outcome, Err(ParseError::Syntax { .. } | ParseError::Html));
        match name.as_bytes()[0] {
            b'y' => {
                assert!(is_json, "{name}: {:?}", outcome.err());
                // What a catalog has beside the format's members is of no interest, so it may be anything that is JSON.
                let within = text.trim_start_matches('\u{feff}');
                let catalog = format!(
                    r#"{{ "version": 1, "more": {within}, "entries": [{{ "id": "good", "kind": "topic", "title": "Good", "more": {within} }}] }}"#
                );
                assert_eq!(read(&catalog).unwrap_or_else(|error| panic!("{name}: {error}")).entries().len(), 1, "{name}");
            }
            b'n' => assert!(!is_json, "{name} is no JSON"),
            _ => {}
        }
    }
    println!("{} documents", documents.len());
}

#[test]
fn a_value_of_any_type_costs_only_what_it_is_part_of() {
    let cases = catalogs::retyped();
    for case in &cases {
        let place = case.name.split(' ').next().unwrap_or_default();
        match read(&case.json) {
            Err(error) => assert!(["", "/version", "/entries"].contains(&place), "{}: {error}", case.name),
            Ok(catalog) => {
                let is_there = place != "/entries" && place.len() > 1;
                assert_eq!(catalog.find("good").is_some(), is_there, "{}", case.name);
                for topic in ["", "good", "other"] {
                    drawn(&case.name, &catalog, topic);
                }
                // The other entry is lost only with what it can't be without.
                let needed = ["/entries/1", "/entries/1/id", "/entries/1/title", "/entries/1/expires"];
                assert!(catalog.find("other").is_some() || !is_there || needed.contains(&place), "{}", case.name);
            }
        }
    }
    println!("{} catalogs", cases.len());
}

#[test]
fn names_of_the_language_of_browsers_are_names() {
    let whole = read(&catalogs::whole().to_string()).unwrap();
    for case in catalogs::polluting() {
        is_still_good(&case);
        let catalog = read(&case.json).unwrap();
        if !case.name.starts_with("an id") {
            assert_eq!(draw(&catalog, "other", Settings::default()), draw(&whole, "other", Settings::default()), "{}", case.name);
        }
    }
}

#[test]
fn relations_may_lead_anywhere() {
    catalogs::graphs().iter().for_each(is_still_good);
}

#[test]
fn an_entry_may_lead_to_all_others() {
    let began = Instant::now();
    let catalog = read(&catalogs::related_to_all(100_000)).unwrap();
    assert_eq!(catalog.find("all").map(|all| all.related.len()), Some(99_998));
    assert_eq!(catalog.find("all").map(|all| all.neighbours().len()), Some(99_998));
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn a_partner_may_pin_and_relate_everything() {
    let began = Instant::now();
    let json = catalogs::related_to_all(100_000);
    let ids: Vec<String> = (1..100_000).rev().map(|at| format!("e{at}")).collect();
    let overlay = serde_json::json!({ "version": 1, "pin": ids, "topics": { "all": { "related": ids } } }).to_string();
    let (catalog, _) = read_by(Limits::BROWSER, &json, Some(&overlay)).unwrap();
    let all = catalog.find("all").unwrap();
    assert_eq!((all.related.len(), all.related[0].as_str()), (99_998, "e99998"));
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn a_catalog_may_be_large() {
    catalogs::sizes().iter().for_each(is_still_good);
}

#[test]
fn what_is_too_deep_is_refused_at_once() {
    for Case { name, json } in catalogs::too_much() {
        let began = Instant::now();
        assert!(matches!(read(&json), Err(ParseError::Syntax { .. })), "{name}");
        assert!(began.elapsed() < Duration::from_secs(5), "{name}: {:?}", began.elapsed());
    }
}

#[test]
fn the_tool_reads_fifty_megabytes() {
    let began = Instant::now();
    let text = "Words of a text. ".repeat(50);
    let entries: Vec<String> = (0..50_000).map(|at| format!(r#"{{"id":"e{at}","kind":"topic","title":"Entry {at}","related":["e{}","e7"],"body":[{{"type":"paragraph","text":"{text}"}}]}}"#, (at * 7) % 50_000)).collect();
    let json = format!(r#"{{"version":1,"entries":[{}]}}"#, entries.join(","));
    assert!(json.len() > 45 << 20);
    let (catalog, _) = read_by(Limits::NONE, &json, None).unwrap();
    assert_eq!(catalog.entries().len(), 50_000);
    assert!(began.elapsed() < SOON * 2, "{:?}", began.elapsed());
}

#[test]
fn in_a_browser_the_faults_of_a_catalog_take_no_memory() {
    let json =
        format!(r#"{{"version":1,"entries":[{{"id":"good","kind":"topic","title":"Good","related":[0{}]}}]}}"#, ",0".repeat(1_000_000));
    let (_, problems) = read_by(Limits::BROWSER, &json, None).unwrap();
    assert!(problems.len() <= 1_000, "{} problems", problems.len());
    let (_, problems) = read_by(Limits::NONE, &json, None).unwrap();
    assert_eq!(problems.len(), 1_000_001, "the tool names each");
}

/// Texts, each wherever a text may stand, in the catalog and in an overlay.
#[test]
fn texts_stay_texts() {
    for group in corpora::texts() {
        for texts in group.cases.chunks(AT_ONCE) {
            let catalog = catalogs::saying(texts);
            let read = read(&catalog.to_string()).unwrap_or_else(|error| panic!("{}: {error}", group.name));
            let shown = drawn(group.name, &read, ALL);
            // The HTML parser itself changes these.
            let comes_through = |text: &&String| !text.contains(['\0', '\r']);
            let paragraphs = markup::texts(&shown, "article > p");
            for text in texts.iter().filter(comes_through) {
                assert!(paragraphs.contains(text), "{}: {text:?} is not shown as it is", group.name);
            }
            for (at, text) in texts.iter().enumerate() {
                let html = drawn(group.name, &read, &case(at));
                if comes_through(&text) {
                    assert_eq!(markup::texts(&html, "h2.title"), [text.as_str()], "{}", group.name);
                }
            }
            laid_over(group.name, &catalog);
        }
        println!("{}: {} texts", group.name, group.cases.len());
    }
}

#[test]
fn links_lead_where_links_may() {
    for group in corpora::addresses() {
        for addresses in group.cases.chunks(AT_ONCE) {
            let catalog = catalogs::leading(addresses);
            let read = read(&catalog.to_string()).unwrap_or_else(|error| panic!("{}: {error}", group.name));
            for topic in std::iter::once(ALL.to_owned()).chain((0..addresses.len()).map(case)) {
                drawn(group.name, &read, &topic);
            }
            laid_over(group.name, &catalog);
        }
        // What concerns the catalog as a whole can have one address at a time.
        for address in &group.cases {
            let read = read(&catalogs::leading(std::slice::from_ref(address)).to_string()).unwrap();
            drawn(group.name, &read, ALL);
        }
        println!("{}: {} addresses", group.name, group.cases.len());
    }
}

fn laid_over(name: &str, catalog: &Value) {
    let (read, _) = read_by(Limits::BROWSER, &catalogs::whole().to_string(), Some(&catalogs::overlay(catalog).to_string())).unwrap();
    for topic in ["good", ALL, "case-0", "case-1"] {
        drawn(name, &read, topic);
    }
}

/// Everything that a build writes for a topic.
#[test]
fn pages_and_snippets_have_scripts_of_their_own_alone() {
    let base: BaseUrl = "https://host.example/v/".parse().unwrap();
    let check = |name: &str, catalog: &Value| {
        let pages = Pages::new(Edition::found("catalog.json", catalog.to_string()), "assets/s.css", Names::Hashed).unwrap();
        let topics = pages.all(&Addresses::default(), Some((&base, ".a{}"))).unwrap();
        assert!(topics.len() > 1, "{name}");
        for topic in topics.values() {
            let faults = markup::faults_of_page(&topic.page);
            assert!(faults.is_empty(), "{name}: {faults:#?}");
            let _: Value = serde_json::from_str(&topic.fragment).unwrap_or_else(|error| panic!("{name}: {error}"));
            // A former id has none.
            if let Some(embedded) = &topic.embedded {
                for form in [&embedded.form, &embedded.strict] {
                    let faults = markup::faults_of_page(form);
                    assert!(faults.is_empty(), "{name}: {faults:#?}\n{form}");
                }
                let _: Value = serde_json::from_str(&embedded.oembed).unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        }
    };
    for group in corpora::texts() {
        group.cases.chunks(AT_ONCE).for_each(|texts| check(group.name, &catalogs::saying(texts)));
    }
    for group in corpora::addresses() {
        // An address of any length would be in each of these files again and again.
        let addresses: Vec<String> = group.cases.into_iter().filter(|address| address.len() < 5_000).collect();
        addresses.chunks(AT_ONCE).for_each(|addresses| check(group.name, &catalogs::leading(addresses)));
    }
}
