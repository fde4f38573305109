//! Any text as a catalog, and what follows a line of `---` as an overlay over it: nothing panics, and what is read holds together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::rc::Rc;
use vital_conditions::catalog::{Block, Catalog, Context, Date, Entry, Limits, Link, Overlay, Target, Text, parse};
use vital_conditions::navigation::{Action, State, apply};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (json, overlay) = match text.split_once("\n---\n") {
        Some((json, overlay)) => (json, Some(Overlay { json: overlay, base: "https://partner.example/overlay.json" })),
        None => (&*text, None),
    };
    for limits in [Limits::BROWSER, Limits::NONE] {
        let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.to_string());
        let today = Date::new(2026, 11, 22).expect("a day");
        let context = Context { base: "https://host.example/vital/catalog.json", today, resolve: &resolve, limits, overlay };
        let Ok((catalog, problems)) = parse(json, &context) else { continue };
        assert!(problems.len() <= limits.problems);
        problems.iter().for_each(|problem| drop(problem.to_string()));
        holds_together(&catalog);
        can_be_read(Rc::new(catalog));
    }
});

/// Every id is that of an entry, and every address may be followed or loaded.
fn holds_together(catalog: &Catalog) {
    for (name, entry) in catalog.names() {
        assert_eq!(catalog.find(name).map(|found| &found.id), Some(&entry.id));
    }
    for entry in catalog.entries() {
        assert_eq!(&catalog.get(&entry.id).id, &entry.id);
        assert!(!entry.title.trim().is_empty());
        for id in entry.neighbours() {
            assert!(*id != entry.id && catalog.get(id).id == *id);
        }
        addresses(entry).iter().for_each(|link| assert!(is_safe(link), "{link:?}"));
    }
    let parties = [&catalog.publisher, &catalog.license].into_iter().flatten();
    parties.filter_map(|party| party.url.as_ref()).chain(catalog.translations.iter().map(|(_, link)| link)).for_each(|link| assert!(is_safe(link)));
    catalog.nearest("good");
    catalog.translation("es-MX");
}

fn is_safe(link: &Link) -> bool {
    link.site();
    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| link.as_str().starts_with(scheme))
}

fn addresses(entry: &Entry) -> Vec<&Link> {
    let mut links: Vec<&Link> = entry.url.iter().chain(entry.image.iter().map(|image| &image.src)).collect();
    let mut of_text = |text: &'_ Text| text.0.iter().filter_map(|run| run.target.as_ref()).all(|target| match target {
        Target::Link(link) => is_safe(link),
        Target::Entry(_) => true,
    });
    for block in &entry.body {
        match block {
            Block::Paragraph(text) | Block::Heading(_, text) => assert!(of_text(text)),
            Block::List(list) => assert!(list.items.iter().all(&mut of_text)),
            Block::Quote(quote) => {
                assert!(of_text(&quote.text));
                links.extend(&quote.url);
            }
            Block::Section(section) => assert!(section.text.iter().all(&mut of_text)),
            Block::Image(image) => links.push(&image.src),
            Block::Media(media) => links.extend(std::iter::once(&media.src).chain(&media.transcript)),
            Block::Featured(_) => {}
        }
    }
    links
}

/// A reader goes from entry to entry, and back.
fn can_be_read(catalog: Rc<Catalog>) {
    let mut state = apply(&State::Loading, Action::Open { catalogs: vec![catalog.clone()], topic: None });
    for entry in catalog.entries().iter().take(30) {
        state = apply(&state, Action::Step { catalog: catalog.clone(), to: entry.id.shared() });
        let journey = state.journey().expect("reading goes on");
        assert_eq!(journey.entry().map(|shown| &shown.id), Some(&entry.id));
        assert!(journey.at() < journey.stops().len());
    }
    for _ in 0..3 {
        state = apply(&state, Action::Back);
    }
    assert!(state.journey().is_some());
}
