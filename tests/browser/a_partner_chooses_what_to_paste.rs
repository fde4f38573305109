//! The page beside the loader on which a partner chooses a topic and how it looks, and copies what to paste: what it gives works on
//! another origin's page, and what can't work it refuses with the reason.

use super::anyone_can_read_it::finds_nothing;
use super::driver::Preference;
use super::host::{Fault, HostPage};
use super::site::{self, BASE};
use super::stage::{Stage, stage_in_chromium};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};
use std::fs;

async fn open(stage: &Stage, choices: &str) {
    stage.browser.goto("about:blank").await;
    stage.browser.goto(&format!("{}/configure.html#{choices}", stage.host.site)).await;
    let is_there = "return !!(document.querySelector('#pieces code') || document.querySelector('#refusal').textContent)";
    stage.browser.until("what to paste", is_there, &[]).await;
}

/// What is to be pasted, piece by piece.
async fn pieces(stage: &Stage) -> Vec<String> {
    let texts = stage.browser.script("return [...document.querySelectorAll('#pieces code')].map(code => code.textContent)", &[]).await;
    serde_json::from_value::<Vec<String>>(texts).expect("texts").into_iter().map(|text| text.replace(BASE, "SITE/")).collect()
}

/// Chooses a value of a field.
async fn choose(stage: &Stage, field: &str, value: &str) {
    let change = "const field = document.getElementById(arguments[0]); field.value = arguments[1]; field.dispatchEvent(new Event('change', { bubbles: true }))";
    stage.browser.script(change, &[field.into(), value.into()]).await;
}

async fn refusal(stage: &Stage) -> String {
    let text = stage.browser.script("return document.querySelector('#refusal').textContent", &[]).await;
    text.as_str().unwrap_or_default().to_owned()
}

/// The forms, each with choices that it can keep.
const FORMS: [(&str, &str); 4] = [
    ("A", "layout=compact&heading-level=3"),
    ("B", "layout=compact&heading-level=3"),
    ("C", "theme=dark&lang=en"),
    ("D", "layout=compact&heading-level=3"),
];

/// Pastes what a form and choices give on a page of another origin, where it must show the topic so and go on from it. Gives what was pasted.
async fn is_shown(stage: &Stage, form: &str, choices: &str) -> String {
    stage.expect("layout-shift");
    stage.browser.begin_with(include_str!("recorder.js")).await;
    open(stage, &format!("topic=voting&place=html&form={form}&{choices}")).await;
    let body = pieces(stage).await.join("\n");
    let widget = stage.show_page(HostPage { body: body.clone(), ..HostPage::default() }).await;
    widget.is_ready().await;
    widget.shows(VOTING).await;
    let looks = "const { theme, layout } = root.querySelector('.vital:has(article)').dataset; return [theme, layout, root.querySelector('.title').localName]";
    let expected = if form == "C" { json!(["dark", "page", "h2"]) } else { json!(["auto", "compact", "h3"]) };
    assert_eq!(widget.script(looks, Value::Null).await, expected, "{body}");
    widget.goes_on_to("belonging-and-civic-muscle").await;
    widget.runs_on_wasm().await;
    body
}

#[test]
fn every_form_works_where_it_is_pasted() {
    for (form, choices) in FORMS {
        stage_in_chromium(async |stage| {
            let body = is_shown(stage, form, choices).await;
            assert!(!body.contains("integrity"), "{body}");
        });
    }
}

#[test]
fn every_form_works_with_its_version() {
    for (form, choices) in FORMS {
        stage_in_chromium(async |stage| {
            let body = is_shown(stage, form, &format!("{choices}&updates=pinned")).await;
            assert_eq!(body.matches("integrity=\"sha384-").count(), 2, "the loader, and the second tag: {body}");
            // The preview has the floating loader.
            let asked = stage.host.asked();
            let loaders: Vec<_> = asked.iter().filter(|path| path.ends_with("/vital-conditions.js")).collect();
            assert!(
                matches!(&loaders[..], [preview, pinned] if *preview == "/vital-conditions.js" && pinned.starts_with("/assets/")),
                "{loaders:?}"
            );
        });
    }
}

#[test]
fn what_is_counted_is_pasted_and_not_tried() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "topic=voting&place=html&form=B&metrics=https://counts.example/v&partner=City Library").await;
        let element = pieces(stage).await.remove(1);
        assert!(element.contains(" metrics=\"https://counts.example/v\" partner=\"City Library\">"), "{element}");
        let tried = "const widget = document.querySelector('#preview').contentDocument.querySelector('vital-conditions'); \
                     return [widget.hasAttribute('metrics'), widget.hasAttribute('partner')]";
        assert_eq!(stage.browser.script(tried, &[]).await, json!([false, false]));
    });
}

#[test]
fn a_link_has_its_words_in_the_language_that_is_chosen() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "topic=humane-housing&place=wordpress&form=D&lang=es").await;
        let link = pieces(stage).await.remove(0);
        let title = fs::read_to_string(site::folder().join("t/es/humane-housing.json")).expect("a fragment");
        let title: Value = serde_json::from_str(&title).expect("JSON");
        assert!(link.contains(&format!(">{}</a>", title["title"].as_str().expect("a title"))), "{link}");
        assert!(!link.contains("Humane Housing"), "{link}");
    });
}

#[test]
fn without_a_version_there_is_nothing_to_pin_to() {
    stage_in_chromium(async |stage| {
        stage.expect("404");
        stage.host.fail("versions.json", Fault::Status(404));
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "topic=voting&place=html&form=A&updates=pinned").await;
        assert!(refusal(stage).await.contains("names no version"));
        choose(stage, "updates", "floating").await;
        stage.browser.until("the snippet", "return !!document.querySelector('#pieces code')", &[]).await;
    });
}

#[test]
fn a_page_in_another_language_is_led_to() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "topic=humane-housing&place=html&form=A&lang=es").await;
        let site = &stage.host.site;
        assert_eq!(
            pieces(stage).await,
            [format!(
                "<script async crossorigin src=\"{site}/vital-conditions.js\" data-topic=\"humane-housing\" data-lang=\"es\" \
                 data-fallback=\"{site}/topics/es/humane-housing.html\"></script>"
            )]
        );
    });
}

#[test]
fn what_cannot_work_is_refused_with_the_reason() {
    for (choices, reason) in [
        ("place=wordpress&form=A", "WordPress takes script tags out"),
        ("place=wordpress&form=B", "of form B the link is left"),
        ("place=wordpress&form=C", "shows its styles as text"),
        ("place=react&form=D", "Choose form B."),
        ("place=wix&form=B", "a frame of its own"),
        ("place=drupal&form=A", "take script tags out"),
        ("place=html&form=A&metrics=our counts", "Counts are sent to an address."),
        ("place=html&form=A&metrics=javascript:alert(1)", "Counts are sent to an address."),
        ("place=html&form=A&partner=library", "Say where counts are sent"),
        ("place=html&form=C", "Choose the language"),
        ("place=html&form=C&lang=en&layout=cards", "with its whole topic. Choose that, or another form."),
        ("place=html&form=C&lang=en&layout=cards&heading-level=4", "its whole topic and its title at level 2"),
    ] {
        stage_in_chromium(async |stage| {
            stage.browser.begin_with(include_str!("recorder.js")).await;
            open(stage, &format!("topic=voting&{choices}")).await;
            let said = refusal(stage).await;
            assert!(said.contains(reason), "{choices}: {said}");
            assert_eq!(pieces(stage).await, [] as [&str; 0], "{choices}");
        });
    }
}

#[test]
fn the_address_keeps_the_choices_and_the_preview_follows_them() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "").await;
        assert!(pieces(stage).await[0].contains("data-topic=\"seven-vital-conditions\""));
        let shown = "const widget = document.querySelector('#preview').contentDocument.querySelector('vital-conditions'); \
                     return [...widget.shadowRoot.querySelectorAll('article .title')].some(title => title.textContent === arguments[0])";
        let search = "const field = document.querySelector('#find'); field.value = 'belong muscle'; field.dispatchEvent(new Event('input', { bubbles: true })); \
                      const fits = [...document.querySelectorAll('#topic option')].filter(option => !option.selected); \
                      const list = document.querySelector('#topic'); list.value = fits[0].value; list.dispatchEvent(new Event('change', { bubbles: true })); \
                      return fits.map(option => option.textContent)";
        assert_eq!(stage.browser.script(search, &[]).await, json!([BELONGING, "Visualizing Well-Being: Belonging and Civic Muscle"]));
        let said = "return document.querySelector('#found').textContent === '2 of 29 topics.'";
        stage.browser.until("the number of topics", said, &[]).await;
        stage.browser.until("the preview", shown, &[BELONGING.into()]).await;
        choose(stage, "theme", "dark").await;
        stage
            .browser
            .until("the snippet", "return document.querySelector('#pieces code').textContent.includes('data-theme=\"dark\"')", &[])
            .await;
        let theme = "const widget = document.querySelector('#preview').contentDocument.querySelector('vital-conditions'); \
                     return widget.shadowRoot.querySelector('.vital:has(article)').dataset.theme === 'dark'";
        stage.browser.until("the preview's theme", theme, &[]).await;
        let address = stage.browser.url().await;
        assert!(address.ends_with("#topic=belonging-and-civic-muscle&place=html&form=A&theme=dark"), "{address}");
        let before = pieces(stage).await;
        stage.browser.goto("about:blank").await;
        stage.browser.goto(&address).await;
        stage.browser.until("what to paste", "return !!document.querySelector('#pieces code')", &[]).await;
        assert_eq!(pieces(stage).await, before);
    });
}

#[test]
fn an_earlier_name_leads_to_its_topic_and_an_unknown_one_says_so() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "topic=elections&place=html&form=A").await;
        assert!(pieces(stage).await[0].contains("data-topic=\"voting\""));
        open(stage, "topic=votng&place=html&form=A").await;
        assert!(pieces(stage).await[0].contains("data-topic=\"seven-vital-conditions\""));
        let said = "return document.querySelector('#found').textContent === 'There is no topic votng here. The first one is chosen.'";
        stage.browser.until("the reason", said, &[]).await;
    });
}

#[test]
fn a_link_elsewhere_in_the_preview_leaves_the_preview_where_it_is() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "topic=social-connections&place=html&form=A").await;
        let link = "window.open = url => { window.opened = url }; \
                    const widget = document.querySelector('#preview').contentDocument.querySelector('vital-conditions'); \
                    const link = widget.shadowRoot && widget.shadowRoot.querySelector('article [data-from]'); if (link) link.click(); return window.opened || false";
        let opened = stage.browser.until("a card of a work elsewhere", link, &[]).await;
        assert!(opened.as_str().is_some_and(|url| url.starts_with("https://")), "{opened}");
        choose(stage, "layout", "cards").await;
        stage
            .browser
            .until("the snippet", "return document.querySelector('#pieces code').textContent.includes('data-layout=\"cards\"')", &[])
            .await;
        let kept = "return document.querySelector('#preview').contentDocument.querySelector('vital-conditions').getAttribute('layout')";
        assert_eq!(stage.browser.script(kept, &[]).await, "cards");
    });
}

#[test]
fn whatever_the_index_says_the_snippet_is_what_the_page_means() {
    stage_in_chromium(async |stage| {
        stage.expect("404");
        stage.expect("layout-shift");
        let title = r#"{fetch('//evil')} [gallery] $& "><script>alert(1)</script>"#;
        let index = json!({ "version": 1, "translations": { "xx": "catalog.xx.json", "not a tag": "y" }, "home": "a", "index": [
            { "id": "a", "title": title, "file": "entries/a.00000000.json" },
            { "id": "b", "title": 7, "file": "entries/b.00000000.json" },
            { "id": "$` onload=alert(1) x", "title": "Bad", "file": "entries/c.00000000.json" },
            { "from": "z", "file": "https://evil.invalid/part.json" },
        ] });
        stage.host.fail("index.json", Fault::Text(index.to_string()));
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "place=react").await;
        let element = pieces(stage).await.remove(1);
        let text = element.split('>').nth(2).expect("the link's text").trim_end_matches("</a");
        assert!(!text.contains(['<', '{', '}', '[', ']', '"']), "{element}");
        let offered = "return [...document.querySelectorAll('#topic option')].map(option => [option.value, option.textContent])";
        assert_eq!(stage.browser.script(offered, &[]).await, json!([["a", title]]));
        let languages = "return [...document.querySelectorAll('#lang option')].map(option => option.value)";
        assert_eq!(stage.browser.script(languages, &[]).await, json!(["", "en"]));
        let parsed = "return new DOMParser().parseFromString(arguments[0], 'text/html').querySelector('a').textContent";
        assert_eq!(stage.browser.script(parsed, &[element.into()]).await, title);
        stage.browser.goto("about:blank").await;
    });
}

#[test]
fn anyone_can_use_it() {
    stage_in_chromium(async |stage| {
        stage.expect("layout-shift");
        stage.browser.begin_with(include_str!("recorder.js")).await;
        for (scheme, name) in [(Preference::LightScheme, "light"), (Preference::DarkScheme, "dark")] {
            stage.browser.prefer(&[scheme]).await;
            for width in [320, 1280] {
                stage.browser.resize(width, 900).await;
                for (choices, state) in [("topic=voting&place=wordpress", "chosen"), ("topic=voting&place=wordpress&form=A", "refused")] {
                    open(stage, choices).await;
                    finds_nothing(stage, &format!("configure.html, {state}, {width}, {name}")).await;
                    let wide = stage.browser.script("return document.documentElement.scrollWidth > innerWidth", &[]).await;
                    assert_eq!(wide, false, "{state}, {width}");
                    stage.browser.settle().await;
                    stage.browser.screenshot(&format!("configure-{state}-{width}-{name}")).await;
                }
            }
        }
    });
}

#[test]
fn what_is_copied_is_what_is_shown() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        open(stage, "topic=voting&place=html&form=A").await;
        let replace = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.copied = text } } }); \
                       document.querySelector('#pieces button').click()";
        stage.browser.script(replace, &[]).await;
        stage.browser.until("the news", "return document.querySelector('#copied').textContent === 'Copied: the tag.'", &[]).await;
        let same = "return window.copied === document.querySelector('#pieces code').textContent";
        assert_eq!(stage.browser.script(same, &[]).await, true);
    });
}
