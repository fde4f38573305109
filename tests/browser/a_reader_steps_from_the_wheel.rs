//! The seven conditions as a picture whose parts are links: by keyboard, before and without the wasm, at every width.

use super::finding::{Found, Widget};
use super::host::HostPage;
use super::keys::{DOWN, ENTER, LEFT, RIGHT};
use super::stage::{LOADER, WHOLE, stage};
use super::titles::{BELONGING, HOME};
use serde_json::Value;

const WHEEL: &str = "The vital conditions";

/// Clockwise from the top, and the one in the centre.
const CONDITIONS: [&str; 7] = [
    "Basic Needs for Health and Safety",
    "Lifelong Learning",
    "Meaningful Work and Wealth",
    "Humane Housing",
    "Reliable Transportation",
    "Thriving Natural World",
    BELONGING,
];

#[test]
fn arrow_keys_reach_every_condition() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions></vital-conditions>").await;
        widget.shows(HOME).await;
        widget.is_ready().await;
        part(widget, CONDITIONS[0]).await.script("element.focus()").await;
        for name in CONDITIONS.iter().cycle().skip(1).take(7) {
            stage.browser.press(&[RIGHT]).await;
            assert_eq!(focused(widget).await, *name);
        }
        stage.browser.press(&[LEFT]).await;
        assert_eq!(focused(widget).await, BELONGING);
        stage.browser.press(&[DOWN, DOWN]).await;
        assert_eq!(focused(widget).await, CONDITIONS[1]);
        stage.browser.press(&[ENTER]).await;
        widget.shows(CONDITIONS[1]).await;
        let event = &stage.events("vital-navigated").await[0]["detail"];
        assert_eq!((event["to"].as_str(), event["cause"].as_str()), (Some("lifelong-learning"), Some("map")), "{event}");
        let title = widget.focused().await.expect("the new title has the focus");
        assert_eq!(title.name, CONDITIONS[1]);
    });
}

#[test]
fn each_part_is_named_as_its_condition_and_leads_to_its_page() {
    stage(async |stage| {
        // Drawn by the loader, and by the wasm alone.
        for attributes in ["", WHOLE] {
            let widget = stage.show(&format!("<vital-conditions {attributes}></vital-conditions>")).await;
            widget.shows(HOME).await;
            let links = widget.any("link").within("navigation", WHEEL).all().await;
            assert_eq!(links.iter().map(|link| &*link.name).collect::<Vec<_>>(), CONDITIONS, "{attributes}");
            for link in &links {
                let href = link.attribute("href").await.unwrap_or_default();
                let id = link.attribute("data-entry").await.unwrap_or_default();
                assert_eq!(href, format!("{}/topics/{id}.html", stage.host.site));
                let text = link.text().await;
                assert_eq!(text, link.name, "what is seen is what it is called");
            }
        }
    });
}

#[test]
fn a_click_on_a_part_is_a_step_without_the_wasm_too() {
    stage(async |stage| {
        stage.expect("Content Security Policy");
        stage.expect("WebAssembly");
        stage.expect("wasm-eval");
        stage.expect("layout-shift");
        let policy = Some("script-src 'self' SITE 'unsafe-inline'".to_owned());
        let body = "<vital-conditions></vital-conditions>".to_owned();
        let widget = stage.show_page(HostPage { head: LOADER.to_owned(), body, policy, ..HostPage::default() }).await;
        widget.shows(HOME).await;
        widget.is_ready().await;
        part(widget, "Humane Housing").await.click().await;
        widget.shows("Humane Housing").await;
        assert!(!widget.role("button", "Map").is_there().await, "what nobody answers to is not offered");
    });
}

#[test]
fn it_fits_where_it_stands() {
    stage(async |stage| {
        stage.expect("layout-shift");
        for width in [280, 320, 768, 1280] {
            stage.browser.resize(width, 900).await;
            let widget = stage.show(&format!("<style>body {{ margin: 0 }}</style><vital-conditions {WHOLE}></vital-conditions>")).await;
            widget.shows(HOME).await;
            // Every part is a target of 24 px at the least (WCAG 2.2, 2.5.8), no text sticks out of its part, and none is small.
            let faults = "return [...root.querySelectorAll('.wheel a')].flatMap(link => { \
                const shape = link.querySelector('path, circle').getBoundingClientRect(); \
                const text = link.querySelector('text'); const box = text.getBoundingClientRect(); \
                const size = parseFloat(text.getAttribute('font-size')) * text.getScreenCTM().a; \
                return [shape.width < 24 || shape.height < 24 ? 'target' : '', \
                  box.left < shape.left - 1 || box.right > shape.right + 1 || box.top < shape.top - 1 || box.bottom > shape.bottom + 1 ? 'out' : '', \
                  size < 8 ? `small: ${size}` : '', \
                  shape.left < 0 || shape.right > innerWidth ? 'wide' : ''].filter(Boolean).map(fault => `${link.textContent}: ${fault}`) })";
            assert_eq!(widget.script(faults, Value::Null).await, serde_json::json!([]), "at {width} px");
        }
    });
}

async fn part<'a>(widget: Widget<'a>, name: &str) -> Found<'a> {
    widget.role("link", name).within("navigation", WHEEL).one().await
}

async fn focused(widget: Widget<'_>) -> String {
    widget.focused().await.map(|found| found.name).unwrap_or_default()
}
