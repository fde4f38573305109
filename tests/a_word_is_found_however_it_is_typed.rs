//! What readers find, and what it takes: queries against the shipped catalog, small ones in other scripts, and ten thousand entries.

#[path = "../benches/shared/prose.rs"]
mod prose;
#[path = "../benches/shared/words.rs"]
#[allow(dead_code, reason = "the dice alone are thrown here")]
mod words;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use prose::Prose;
use serde_json::{Value, json};
use vital_conditions::catalog::{Catalog, Context, Date, Kind, Limits, parse};
use vital_conditions::search::{Answer, Document, Filter, Finder, Found, Index};
use vital_conditions::tool::search::plain;
use vital_conditions::tool::source::Source;
use words::Dice;

fn catalog(json: &str) -> Catalog {
    let context = Context {
        base: "https://host.example/catalog.json",
        today: Date::new(2026, 11, 22).unwrap(),
        resolve: &vital_conditions::tool::check::resolve,
        limits: Limits::NONE,
        overlay: None,
    };
    parse(json, &context).unwrap().0
}

fn indexed(json: &str) -> Index {
    Index::new(Document::all(&catalog(json), &plain))
}

/// An index of the shipped catalog.
fn shipped() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let content = Source::open(None).unwrap().load(false).unwrap();
        indexed(&content.original().json())
    })
}

/// One of entries of this kind with these titles.
fn of_titles(titles: &[&str]) -> Index {
    let entries = titles.iter().zip(0..).map(|(title, at)| json!({ "id": format!("e{at}"), "kind": "topic", "title": title }));
    indexed(&json!({ "version": 1, "entries": entries.collect::<Vec<Value>>() }).to_string())
}

/// What is found with the parts that are asked for, and their numbers.
fn found(index: &Index, query: &str, filter: Filter) -> (Found, BTreeSet<usize>) {
    let mut finder = Finder::open(&index.root).expect("a root");
    let mut taken = BTreeSet::new();
    for _ in 0..7 {
        match finder.find(query, filter, &plain) {
            Answer::Found(found) if found.rest.is_empty() => return (found, taken),
            Answer::Wants(parts) | Answer::Found(Found { rest: parts, .. }) => {
                for part in parts {
                    assert!(taken.insert(part), "{query}: part {part} is wanted twice");
                    finder.take(part, &index.parts[part]);
                }
            }
        }
    }
    panic!("{query}: it takes too many steps")
}

fn titles(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| &*hit.card.title).collect()
}

/// What is found first.
fn check(index: &Index, query: &str, expected: &str) {
    let (found, _) = found(index, query, Filter::default());
    assert_eq!(titles(&found).first().copied().unwrap_or_default(), expected, "{query}: {:?}", titles(&found));
}

const BELONGING: &str = "Belonging and Civic Muscle";

#[test]
fn a_word_or_its_beginning_finds_what_is_called_so() {
    check(shipped(), "Belonging", BELONGING);
    check(shipped(), "belo", BELONGING);
    check(shipped(), "civic mus", BELONGING);
    check(shipped(), "muscle belonging", BELONGING);
    check(shipped(), "voting", "Voting");
    check(shipped(), "vo", "Voting");
    check(shipped(), "hous", "Humane Housing");
    check(shipped(), "", "");
    check(shipped(), "?!", "");
    check(shipped(), "v", "");
}

#[test]
fn typing_mistakes_are_forgiven() {
    for query in ["belongng", "belnoging", "bellonging", "eblonging", "xelonging", "elonging", "belongin", "belongnig", "belonmging"] {
        check(shipped(), query, BELONGING);
    }
    check(shipped(), "civc muscle", BELONGING);
    check(shipped(), "humane huosing", "Humane Housing");
    check(shipped(), "trasnportatoin", "Reliable Transportation");
    check(shipped(), "hat", "Hate");
    check(shipped(), "xxxxxxxx", "");
}

#[test]
fn a_title_goes_before_a_summary_and_that_before_a_body() {
    let entry = |id: &str, title: &str, summary: &str, text: &str| json!({ "id": id, "kind": "topic", "title": title, "summary": summary, "body": [{ "type": "paragraph", "text": text }] });
    let entries = [
        entry("a", "Alpha", "Nothing", "The garden is here."),
        entry("b", "Beta", "A garden", "Nothing"),
        entry("c", "Gamma of the garden and more", "Nothing", "Nothing"),
        entry("d", "Garden", "Nothing", "Nothing"),
        entry("e", "Epsilon", "Nothing", "Nothing"),
    ];
    let index = indexed(&json!({ "version": 1, "entries": entries }).to_string());
    let (found, _) = found(&index, "garden", Filter::default());
    assert_eq!(titles(&found), ["Garden", "Gamma of the garden and more", "Beta", "Alpha"]);
    assert_eq!(found.total, 4);
    check(&index, "garden nothing", "Garden");
}

#[test]
fn results_can_be_of_one_kind_and_condition() {
    let index = shipped();
    let (all, _) = found(index, "belonging", Filter::default());
    let finder = Finder::open(&index.root).unwrap();
    assert_eq!(finder.conditions().len(), 7);
    let condition = finder.conditions().iter().position(|(id, _)| id == "belonging-and-civic-muscle");
    let (stories, _) = found(index, "belonging", Filter { kind: Some(Kind::Story), condition: None });
    assert!(stories.total > 0 && stories.total < all.total && stories.hits.iter().all(|hit| hit.kind == Kind::Story));
    let (own, _) = found(index, "belonging", Filter { kind: None, condition });
    assert!(own.total > 0 && own.total < all.total && own.hits.iter().all(|hit| hit.condition == condition));
    assert_eq!(own.hits[0].card.title, BELONGING, "a condition belongs to itself");
}

#[test]
fn other_scripts_are_found_as_their_readers_type() {
    let chinese = of_titles(&["社区健康", "住房", "公共空间"]);
    check(&chinese, "健康", "社区健康");
    check(&chinese, "康", "社区健康");
    check(&chinese, "公共空间", "公共空间");
    let vietnamese = of_titles(&["Cộng đồng khỏe mạnh", "Nhà ở", "Thiên nhiên"]);
    check(&vietnamese, "cong dong", "Cộng đồng khỏe mạnh");
    check(&vietnamese, "CỘNG ĐỒNG", "Cộng đồng khỏe mạnh");
    check(&vietnamese, "thien nhein", "Thiên nhiên");
    let arabic = of_titles(&["الانتماء والعضلة المدنية", "السكن اللائق", "التصويت"]);
    check(&arabic, "انتماء", "الانتماء والعضلة المدنية");
    check(&arabic, "الإنتماء", "الانتماء والعضلة المدنية");
    check(&arabic, "سكن", "السكن اللائق");
    check(&arabic, "تصوت", "التصويت");
    let spanish = of_titles(&["Vivienda digna", "Participación cívica"]);
    check(&spanish, "participacion civica", "Participación cívica");
    check(&spanish, "VIVEINDA", "Vivienda digna");
    let french = of_titles(&["L’été à l’école", "Œuvres"]);
    check(&french, "ecole", "L’été à l’école");
    check(&french, "oeuvre", "Œuvres");
}

#[test]
fn ten_thousand_entries_are_searched_with_few_bytes_and_mistakes() {
    let mut dice = Dice(11);
    let prose = Prose::new(&mut dice, 20_000);
    let catalog = prose::catalog(&prose, &mut dice, 10_000, 11);
    let index = indexed(&catalog.to_string());
    let packed = |bytes: &[u8]| vital_conditions::tool::search::pack(bytes).unwrap().len();
    let root = packed(&index.root);
    let entries = catalog["entries"].as_array().unwrap();
    let (mut recalled, mut sizes, mut missed) = (0, Vec::new(), Vec::new());
    while sizes.len() < 200 {
        let entry = &entries[dice.next(entries.len())];
        let title = entry["title"].as_str().unwrap();
        let Some(query) = prose::mistyped(title, &mut dice) else { continue };
        let (found, parts) = found(&index, &query, Filter::default());
        sizes.push(root + parts.iter().map(|part| packed(&index.parts[*part])).sum::<usize>());
        if found.hits.iter().any(|hit| Some(&*hit.card.id) == entry["id"].as_str()) {
            recalled += 1;
        } else {
            missed.push(format!("{query:?} for {title:?}"));
        }
    }
    sizes.sort_unstable();
    let all: usize = index.parts.iter().map(|part| packed(part)).sum();
    println!("root {root} B, {} parts of {all} B; {recalled} of 200 found", index.parts.len());
    println!("bytes a query: median {}, most {}; missed: {missed:#?}", sizes[100], sizes[199]);
    assert!(recalled >= 196, "{recalled} of 200 were found, and not {missed:#?}");
    assert!(sizes[199] <= 30_000, "a query took {} bytes", sizes[199]);
}
