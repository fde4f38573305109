//! How the time of what is done with a catalog grows with it: reading it, a step in it, drawing a topic, building what is published.
//!
//! `cargo bench --bench catalog` measures all of it; an argument such as `parse` or `build/1000` measures what has that in its name.
//! All of it takes a quarter of an hour, half of which is for building from 100,000 entries; with `--quick` it takes two minutes.
//! What should take the same time in a catalog of any size (a step, a topic, the file of one entry) is measured in each of them too.

#[path = "shared/words.rs"]
mod words;

use std::fmt::Write;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use vital_conditions::catalog::{Catalog, Context, Date, Limits, parse};
use vital_conditions::navigation::{Action, State, apply};
use vital_conditions::settings::Settings;
use vital_conditions::tool::addresses::Addresses;
use vital_conditions::tool::check::resolve;
use vital_conditions::tool::content::Edition;
use vital_conditions::tool::prerender::{Names, Pages, draw, still};
use words::Dice;

/// The allocator of the tool, of which building is asked much.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// Where a run takes seconds, there is time for the fewest samples that criterion takes, and none for runs in vain before them.
fn sized<'a>(criterion: &'a mut Criterion, name: &str, is_slow: bool) -> BenchmarkGroup<'a, criterion::measurement::WallTime> {
    let mut group = criterion.benchmark_group(name);
    if is_slow {
        group.sample_size(10).warm_up_time(Duration::from_millis(1)).measurement_time(Duration::from_secs(10));
    }
    group
}

fn parsing(criterion: &mut Criterion) {
    for size in SIZES {
        let json = catalog(size);
        let mut group = sized(criterion, "parse/catalog", size > 1_000);
        group.throughput(Throughput::Bytes(json.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| bencher.iter(|| parse(black_box(&json), &context())));
        group.finish();

        let pages = pages(&json);
        let file = pages.excerpts().of("entry-50").expect("every sample has this entry");
        let mut group = sized(criterion, "parse/file of an entry", false);
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| bencher.iter(|| parse(black_box(&file), &context())));
        group.finish();
    }
}

/// A step from one topic to another one, as on the way between two of a widget's files.
fn stepping(criterion: &mut Criterion) {
    for size in SIZES {
        let catalog = parsed(&catalog(size));
        let state = reading(&catalog);
        let step = Action::Step { catalog, to: "entry-51".into() };
        let mut group = sized(criterion, "apply/step", false);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| bencher.iter(|| apply(black_box(&state), step.clone())));
        group.finish();
    }
}

fn drawing(criterion: &mut Criterion) {
    for size in SIZES {
        let view = still(reading(&parsed(&catalog(size))), Settings::default());
        let mut group = sized(criterion, "render/topic", false);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| bencher.iter(|| draw(black_box(&view))));
        group.finish();
    }
}

/// Everything that is published of the entries, from the text of a catalog to the texts of the files; writing them is left out.
fn building(criterion: &mut Criterion) {
    for size in SIZES {
        let json = catalog(size);
        let mut group = sized(criterion, "build", size > 1_000);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| {
                let pages = pages(black_box(&json));
                let topics = pages.all(&Addresses::default(), None).expect("the sample can be drawn");
                let files = topics.iter().map(|(name, topic)| (*name, topic.file.clone())).collect();
                (pages.index(&files).len(), topics.len())
            });
        });
        group.finish();
    }
}

fn context() -> Context<'static> {
    Context {
        base: "https://host.example/catalog.json",
        today: Date::new(2026, 11, 22).expect("a day"),
        resolve: &resolve,
        limits: Limits::BROWSER,
        overlay: None,
    }
}

fn parsed(json: &str) -> Rc<Catalog> {
    let (catalog, problems) = parse(json, &context()).expect("the sample is a catalog");
    assert!(problems.is_empty(), "{problems:?}");
    Rc::new(catalog)
}

fn reading(catalog: &Rc<Catalog>) -> State {
    apply(&State::Loading, Action::Open { catalogs: vec![catalog.clone()], topic: Some("entry-50".into()) })
}

fn pages(json: &str) -> Pages {
    let edition = Edition::found("catalog.json", json.to_owned());
    Pages::new(edition, "assets/styles.0.css", Names::Hashed).expect("the clock is right")
}

/// A catalog of so many entries, each with what a real one has: a picture, some paragraphs with links, cards, related entries.
fn catalog(entries: usize) -> String {
    let mut dice = Dice(7);
    let mut json = String::from(r#"{"version":1,"title":"Sample","lang":"en","home":"entry-0","entries":["#);
    for entry in 0..entries {
        let mut near = |count: usize| {
            let mut ids: Vec<String> = Vec::new();
            while ids.len() < count {
                let id = format!("\"entry-{}\"", dice.next(entries));
                if id != format!("\"entry-{entry}\"") && !ids.contains(&id) {
                    ids.push(id);
                }
            }
            ids
        };
        let (cards, related) = (near(4), near(8));
        let kind = if entry < 7 { "condition" } else { ["topic", "story"][entry % 2] };
        let _ = write!(
            json,
            r#"{}{{"id":"entry-{entry}","kind":"{kind}","title":"Entry {entry}","summary":"{}","condition":"entry-{}","image":{{"src":"art/p{}.svg","alt":"A circle.","width":640,"height":360}},"body":[{{"type":"paragraph","text":["{} ",{{"text":"A card","entry":{}}},". {}"]}},{{"type":"paragraph","text":["{} ",{{"text":"A site","href":"https://site{}.example/a"}},"."]}},{{"type":"section","title":"Near this","entries":[{}]}}],"related":[{}]}}"#,
            if entry == 0 { "" } else { "," },
            dice.sentences(2),
            entry % 7,
            entry % 20,
            dice.sentences(4),
            cards[0],
            dice.sentences(3),
            dice.sentences(4),
            entry % 50,
            cards.join(","),
            related.join(","),
        );
    }
    json.push_str("]}");
    json
}

criterion_group!(benches, parsing, stepping, drawing, building);
criterion_main!(benches);
