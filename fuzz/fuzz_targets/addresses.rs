//! Any text as an address, wherever an address may stand, and as the base that others resolve against: only addresses that may be followed or
//! loaded become links.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use vital_conditions::catalog::{Block, Context, Date, Limits, Link, Target, parse};
use vital_conditions::settings::Images;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (address, base) = text.split_once('\n').unwrap_or((&text, "https://host.example/vital/catalog.json"));
    let catalog = json!({
        "version": 1, "pages": address, "publisher": { "name": "n", "url": address }, "translations": { "es": address },
        "entries": [{
            "id": "a", "kind": "topic", "title": "A", "url": address, "provider": { "name": "n", "url": address },
            "image": { "src": address, "alt": "", "credit": { "text": "t", "url": address } },
            "body": [
                { "type": "paragraph", "text": [{ "text": "t", "href": address }] },
                { "type": "media", "media": "audio", "src": address, "title": "t", "transcript": address },
                { "type": "quote", "text": "t", "url": address },
            ],
        }],
    });
    let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.to_string());
    let today = Date::new(2026, 11, 22).expect("a day");
    let context = Context { base, today, resolve: &resolve, limits: Limits::BROWSER, overlay: None };
    let (catalog, _) = parse(&catalog.to_string(), &context).expect("a catalog");
    let entry = catalog.find("a").expect("the entry");
    let images = Images::parse(None, ["https://host.example".into()]);
    if let Some(image) = &entry.image {
        loaded(&image.src);
        // What is own by its look is own by the URL standard too.
        let is_own = url::Url::parse(image.src.as_str()).is_ok_and(|url| url.origin().ascii_serialization() == "https://host.example");
        assert!(!images.allow(image.src.origin()) || is_own, "{:?}", image.src);
    }
    entry.url.iter().for_each(followed);
    for block in &entry.body {
        match block {
            Block::Paragraph(text) => text.0.iter().for_each(|run| {
                if let Some(Target::Link(link)) = &run.target {
                    followed(link);
                }
            }),
            Block::Media(media) => {
                loaded(&media.src);
                media.transcript.iter().for_each(followed);
            }
            Block::Quote(quote) => quote.url.iter().for_each(followed),
            _ => {}
        }
    }
    catalog.translations.iter().for_each(|(_, link)| loaded(link));
    let page = catalog.page(&entry.id);
    assert!(page.ends_with("a.html") || base.is_empty() || url::Url::parse(base).is_err(), "{page}");
});

fn scheme(link: &Link) -> String {
    url::Url::parse(link.as_str()).expect("an absolute address").scheme().to_owned()
}

fn followed(link: &Link) {
    assert!(["http", "https", "mailto", "tel"].contains(&&*scheme(link)), "{link:?}");
    if let (Some(origin), Ok(url)) = (link.origin(), url::Url::parse(link.as_str())) {
        assert!(url.origin().ascii_serialization() == origin || !url.username().is_empty() || url.password().is_some(), "{origin} of {url}");
    }
}

fn loaded(link: &Link) {
    assert!(["http", "https"].contains(&&*scheme(link)), "{link:?}");
}
