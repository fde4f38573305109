//! Reads catalogs and draws them natively, as the widget does in a browser.

use std::rc::Rc;
use vital_conditions::catalog::{Catalog, Context, Date, Limits, Overlay, ParseError, Problem, parse};
use vital_conditions::navigation::{Action, State, apply};
use vital_conditions::settings::{Images, Layout, Settings};
use vital_conditions::tool::prerender;

/// Reads a catalog under an overlay.
pub fn read_by(limits: Limits, json: &str, overlay: Option<&str>) -> Result<(Rc<Catalog>, Vec<Problem>), ParseError> {
    let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.to_string());
    let context = Context {
        base: "https://host.example/vital/catalog.json",
        today: Date::new(2026, 11, 22).unwrap(),
        resolve: &resolve,
        limits,
        overlay: overlay.map(|json| Overlay { json, base: "https://partner.example/overlay.json" }),
    };
    parse(json, &context).map(|(catalog, problems)| (Rc::new(catalog), problems))
}

/// Reads a catalog as a browser does.
pub fn read(json: &str) -> Result<Rc<Catalog>, ParseError> {
    read_by(Limits::BROWSER, json, None).map(|(catalog, _)| catalog)
}

pub fn draw(catalog: &Rc<Catalog>, topic: &str, settings: Settings) -> String {
    let state = apply(&State::Loading, Action::Open { catalogs: vec![catalog.clone()], topic: Some(topic.into()) });
    prerender::draw(&prerender::still(state, settings))
}

/// Draws a topic in the ways that differ, and expects nothing in it but what the components draw. Gives what was drawn first.
pub fn drawn(name: &str, catalog: &Rc<Catalog>, topic: &str) -> String {
    let settings = [
        Settings::default(),
        Settings { images: Images::Any, ..Settings::default() },
        Settings { layout: Layout::Cards, ..Settings::default() },
    ];
    let mut first = None;
    for settings in settings {
        let html = draw(catalog, topic, settings);
        let faults = super::markup::faults(&html);
        assert!(faults.is_empty(), "{name}, {topic}: {faults:#?}");
        first.get_or_insert(html);
    }
    first.unwrap_or_default()
}
