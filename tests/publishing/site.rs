//! Folders to publish: what a build makes of a catalog, drawn by the tool itself. Only the widget's assets are made up, so that no test of
//! publishing waits for a compiler, and two versions differ in them too.

use std::fs;
use std::ops::Range;
use std::path::Path;

use serde_json::json;
use vital_conditions::tool::addresses::Addresses;
use vital_conditions::tool::assets::{Cache, hash, hashed_name};
use vital_conditions::tool::build::Sheet;
use vital_conditions::tool::check;
use vital_conditions::tool::prerender::{HOME, Names, Pages, Topic};
use vital_conditions::tool::site::{LOADER, Manifest, Site};
use vital_conditions::tool::snippets::{self, GIVEN};
use vital_conditions::tool::source::{Reader, Source};
use vital_conditions::tool::{not_found, sitemap};

/// Where the folder is said to be.
const BASE: &str = "https://site.invalid/";

/// Makes the folder `out` of a catalog with the topics of these numbers. Where `edition` differs everything does but every third topic.
pub fn build(out: &Path, topics: Range<usize>, edition: &str) -> Manifest {
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join("ours.json");
    fs::write(&catalog, self::catalog(topics, edition)).unwrap();
    let mut reader = Reader::new(Source::open(Some(&catalog)).unwrap(), false, None);
    let content = reader.read().unwrap();
    let site = Site::begin(out, &Cache::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("publishing/cache"))).unwrap();

    let asset = |stem: &str, extension: &str| {
        let content = format!("/* {stem} of {edition} */").repeat(20);
        let name = hashed_name(stem, extension, content.as_bytes());
        site.put(&name, &content).unwrap();
        Sheet { name, content }
    };
    let [glue, wasm, styles] = [("glue", "js"), ("widget", "wasm"), ("styles", "css")].map(|(stem, extension)| asset(stem, extension));
    let loader = format!(
        "(function(){{\"vital-conditions\";const g=Object.assign({{up:\"\"}},{GIVEN});import(\"{}\");fetch(\"{}\");fetch(\"{}\")}})()",
        glue.name, wasm.name, styles.name
    );

    let today = check::today().unwrap();
    let addresses = Addresses::new(Some(BASE.parse().unwrap()), content.editions.iter(), today);
    for edition in content.editions {
        let pages = Pages::new(edition, &styles.name, Names::Hashed).unwrap();
        let base = BASE.parse().unwrap();
        let files = pages.each(&addresses, Some((&base, &styles.content)), |name, topic| publish(&site, &pages, name, topic)).unwrap();
        for (path, json) in pages.index(&files) {
            site.put(path, json).unwrap();
        }
        let home = pages.home(|id| files.contains_key(id)).unwrap();
        site.put(pages.fragment(HOME), site.text(&pages.fragment(home)).unwrap()).unwrap();
        for name in files.keys() {
            let (script, fragment) = (pages.snippet(name, "js"), pages.fragment(name));
            site.put(script, snippets::script(&loader, &styles, &fragment, &site.text(&fragment).unwrap())).unwrap();
        }
        site.put(&pages.edition().name, &*pages.edition().json()).unwrap();
    }
    for (path, sitemap) in sitemap::files(&addresses) {
        site.put(path, sitemap).unwrap();
    }
    site.put(not_found::PATH, not_found::page(&addresses)).unwrap();
    site.put("art/drawing.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{edition}</title></svg>")).unwrap();
    site.put("art/photograph.png", edition).unwrap();
    site.put("configure.js", "choose()".repeat(20)).unwrap();
    site.put(LOADER, snippets::alone(&loader)).unwrap();
    // A pinned loader, and the tarball for apps: tags and lock files name them for good.
    let pinned = snippets::beneath(&loader, "../../");
    site.put(format!("assets/{}/{LOADER}", hash(pinned.as_bytes())), pinned).unwrap();
    site.put(format!("npm/vital-conditions-{edition}.tgz"), edition).unwrap();
    site.finish().unwrap().1
}

fn publish(site: &Site, pages: &Pages, name: &str, topic: Topic) -> anyhow::Result<String> {
    site.put(pages.page(name), topic.page)?;
    site.put(pages.fragment(name), topic.fragment)?;
    site.put(&topic.file, topic.shard.unwrap_or_default())?;
    if let Some(embedded) = topic.embedded {
        site.put(pages.snippet(name, "html"), embedded.form)?;
        site.put(pages.snippet(name, "strict.html"), embedded.strict)?;
        site.put(pages.oembed(name), embedded.oembed)?;
    }
    Ok(topic.file)
}

/// The id of the topic with this number.
pub fn id(number: usize) -> String {
    format!("topic-{number:04}")
}

fn catalog(topics: Range<usize>, edition: &str) -> String {
    let entries: Vec<_> = topics
        .clone()
        .map(|number| {
            // Topics lead to each other, so that new ones are named by old ones and the other way round.
            let near = |step: usize| id(topics.start + (number - topics.start + step) % topics.len());
            let said = if number % 3 == 0 { "" } else { edition };
            let text = format!("Topic {number} {said} is about what people in a place do together. ").repeat(4);
            json!({
                "id": id(number), "kind": "topic", "title": format!("Topic {number}"), "summary": format!("About number {number}"),
                "image": { "src": "art/drawing.svg", "alt": "", "width": 640, "height": 360 },
                "body": [
                    { "type": "paragraph", "text": text },
                    { "type": "section", "title": "Nearby", "text": "", "entries": [near(1), near(7)] },
                ],
                "related": [near(2), near(40), near(topics.len() - 1)],
            })
        })
        .collect();
    json!({ "version": 1, "title": "Topics", "lang": "en", "home": id(topics.start), "entries": entries }).to_string()
}
