//! What axe-core finds in every view of the widget, in each theme and each language of the interface. It must find nothing.
//!
//! With all that an entry can hold, and the wheel, views are looked at in `anyone_can_read_it`.

use super::anyone_can_read_it::finds_nothing;
use super::engine::Engine;
use super::host::{Fault, HostPage};
use super::languages::plain;
use super::stage::{LOADER, stage_in};
use serde_json::Value;
use vital_conditions::words::FILES;

/// A view: its name, the attributes that lead to it, what a reader does there, and what tells that it is shown.
struct View(&'static str, &'static str, &'static str, &'static str);

const TOPIC: &str = "return !!root && root.querySelector('#vital-title')?.textContent === 'A'";

const VIEWS: [View; 10] = [
    View("a topic", "", "", TOPIC),
    View("cards", "layout='cards'", "", TOPIC),
    View("compact", "layout='compact'", "", TOPIC),
    View("a trail", "", "widget.navigate('b')", "return !!root.querySelector('.trail .back')"),
    View("the map", "", "root.querySelector('[data-act=around]').click()", "return !!root.querySelector('.panel')"),
    View("what is to be shared", "", "root.querySelector('[data-act=share]').click()", "return !!root.querySelector('.panel')"),
    View("the handout", "", "root.querySelector('[data-act=save]').click()", "return !!root.querySelector('.panel li')"),
    View("an unknown topic", "topic='nothing'", "", "return !!root && !!root.querySelector('[role=alert]')"),
    View("a failure", "catalog='/gone.json'", "", "return !!root && !!root.querySelector('[role=alert]')"),
    View("what is loading", "catalog='SITE/slow.json'", "", "return !!root && !!root.querySelector('.skeleton')"),
];

fn check(tag: &str) {
    stage_in(&[Engine::Chromium, Engine::Firefox], async |stage| {
        stage.expect("layout-shift");
        stage.expect("404");
        stage.host.fail("slow.json", Fault::Hang);
        let own = plain(stage, tag);
        for theme in ["light", "dark"] {
            for View(name, attributes, doing, shown) in VIEWS {
                let catalog = if attributes.contains("catalog") { "" } else { &own };
                let element = format!("<vital-conditions lang='{tag}' theme='{theme}' {catalog} {attributes}></vital-conditions>");
                let body = format!("<main><h1>A host page</h1>{element}</main>");
                let widget = stage.show_page(HostPage { head: LOADER.to_owned(), body, ..HostPage::default() }).await;
                if !doing.is_empty() {
                    widget.until("the topic", TOPIC).await;
                    widget.runs_on_wasm().await;
                    widget.script(doing, Value::Null).await;
                }
                widget.until(name, shown).await;
                finds_nothing(stage, &format!("{name}, {theme}, {tag}")).await;
            }
        }
    });
}

/// None is left out: a new language wants a line below.
#[test]
fn these_are_all_languages() {
    let tags: Vec<&str> = FILES.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(tags, ["ar", "es", "fr", "ht", "tl", "vi", "zh"]);
}

#[test]
fn in_english() {
    check("en");
}

#[test]
fn in_arabic() {
    check("ar");
}

#[test]
fn in_spanish() {
    check("es");
}

#[test]
fn in_french() {
    check("fr");
}

#[test]
fn in_haitian_creole() {
    check("ht");
}

#[test]
fn in_tagalog() {
    check("tl");
}

#[test]
fn in_vietnamese() {
    check("vi");
}

#[test]
fn in_chinese() {
    check("zh");
}
