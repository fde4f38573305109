//! Every attribute, given at first and changed later.

use super::driver::Preference;
use super::engine::Engine;
use super::finding::Widget;
use super::host::{Fault, HostPage};
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{BELONGING, HOME, VOTING};
use serde_json::{Value, json};

#[test]
fn without_a_topic_it_starts_at_the_home_entry() {
    stage(async |stage| stage.show("<vital-conditions></vital-conditions>").await.shows(HOME).await);
}

#[test]
fn a_former_id_goes_on_working() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='elections'></vital-conditions>").await;
        widget.shows(VOTING).await;
        assert_eq!(widget.script("return widget.current", Value::Null).await, "voting");
    });
}

#[test]
fn an_unknown_topic_is_said_and_two_ways_on_are_offered() {
    for (offer, title) in [("Did you mean Voting?".to_owned(), VOTING), (format!("Go to {HOME}"), HOME)] {
        stage(async |stage| {
            // There is no fragment of what doesn't exist.
            stage.expect("404");
            let widget = stage.show("<vital-conditions topic='votng'></vital-conditions>").await;
            let said = widget.any("alert").one().await.text().await;
            assert!(said.contains("There is no topic called “votng” here."), "{said}");
            let errors = stage.events("vital-error").await;
            assert_eq!(errors.len(), 1);
            assert_eq!(errors[0]["detail"]["kind"], "not-found");
            assert_eq!(errors[0]["detail"]["retryable"], false);
            widget.role("link", &offer).one().await.click().await;
            widget.shows(title).await;
            assert!(!widget.any("alert").is_there().await);
        });
    }
}

#[test]
fn a_changed_topic_is_shown_at_once_and_begins_a_new_trail() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        widget.script("widget.setAttribute('topic', 'belonging-and-civic-muscle')", Value::Null).await;
        widget.shows(BELONGING).await;
        assert!(!widget.role("navigation", &format!("Trail: {BELONGING}")).is_there().await);
        assert_eq!(stage.browser.script("return document.activeElement === document.body", &[]).await, true, "the focus is the reader's");
        widget.script("widget.removeAttribute('topic')", Value::Null).await;
        widget.shows(HOME).await;
    });
}

#[test]
fn to_name_the_topic_that_the_reader_is_at_changes_nothing() {
    for attributes in ["", WHOLE] {
        stage(async |stage| {
            let widget = stage.show(&format!("<vital-conditions topic='voting' {attributes}></vital-conditions>")).await;
            widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
            widget.shows(BELONGING).await;
            let named = "const article = root.querySelector('article'); widget.topic = 'belonging-and-civic-muscle'; \
                         return new Promise(done => setTimeout(() => done(root.querySelector('article') === article), 100))";
            assert_eq!(widget.script(named, Value::Null).await, true, "the very same topic");
            assert_eq!(stage.events("vital-navigated").await.len(), 1);
            widget.role("button", "Back to Voting").one().await.click().await;
            widget.shows(VOTING).await;
        });
    }
}

#[test]
fn an_address_that_is_none_is_an_error() {
    for attribute in ["overlay", "catalog"] {
        stage(async |stage| {
            let widget = stage.show(&format!("<vital-conditions topic='voting' {attribute}='https://['></vital-conditions>")).await;
            widget.until("the error", "return __heard.events.some(event => event.name === 'vital-error')").await;
            let error = stage.events("vital-error").await.remove(0);
            assert!(error["detail"]["message"].as_str().is_some_and(|message| message.contains("https://[")), "{error}");
        });
    }
}

#[test]
fn reading_on_rewrites_no_attribute() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='voting' theme='dark'></vital-conditions>").await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        let attributes = widget.script("return [...widget.attributes].map(one => `${one.name}=${one.value}`)", Value::Null).await;
        assert_eq!(attributes, json!(["topic=voting", "theme=dark"]));
        assert_eq!(widget.script("return widget.current", Value::Null).await, "belonging-and-civic-muscle");
    });
}

#[test]
fn the_layout_can_be_cards_alone() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle' layout='cards'></vital-conditions>").await;
        widget.shows(BELONGING).await;
        let paragraph = "Everyone needs fulfilling relationships";
        let reads = format!("return root.textContent.includes({paragraph:?})");
        assert_eq!(widget.script(&reads, Value::Null).await, false);
        assert!(widget.role("link", "Racism").is_there().await);
        stage.expect("layout-shift");
        widget.script("widget.layout = null", Value::Null).await;
        widget.until("the whole topic", &reads).await;
    });
}

#[test]
fn the_compact_layout_is_one_column() {
    stage(async |stage| {
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle' layout='compact'></vital-conditions>").await;
        widget.shows(BELONGING).await;
        let lefts = "return [...root.querySelectorAll('li.card')].map(card => Math.round(card.getBoundingClientRect().left))";
        let lefts = widget.script(lefts, Value::Null).await;
        let lefts = lefts.as_array().expect("a list");
        assert!(lefts.len() > 10 && lefts.iter().all(|left| *left == lefts[0]), "{lefts:?}");
    });
}

#[test]
fn the_headings_follow_the_level_of_the_host_page() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        for (level, title, section) in [("1", "h1", "h2"), ("2", "h2", "h3"), ("3", "h3", "h4"), ("5", "h5", "h6"), ("9", "h2", "h3")] {
            widget.script("widget.setAttribute('heading-level', given)", level.into()).await;
            widget.until(&format!("a title {title}"), &format!("return !!root.querySelector('{title}.title')")).await;
            assert_eq!(widget.role("heading", BELONGING).one().await.tag().await, title);
            let below = widget.role("heading", "Cultivate community participation and leadership").one().await;
            assert_eq!(below.tag().await, section, "below a title of level {level}");
            let related = widget.role("heading", "Related topics").one().await;
            assert_eq!(related.tag().await, section);
        }
    });
}

#[test]
fn a_theme_stays_whatever_the_page_is() {
    stage(async |stage| {
        let light = colors_of(stage, "theme='light'", "").await;
        let dark = colors_of(stage, "theme='dark'", "").await;
        assert_ne!(light, dark);
        stage.browser.prefer(&[Preference::DarkScheme]).await;
        assert_eq!(colors_of(stage, "theme='light'", "style='color-scheme: dark'").await, light);
        stage.browser.prefer(&[Preference::LightScheme]).await;
        assert_eq!(colors_of(stage, "theme='dark'", "style='color-scheme: light'").await, dark);
        assert_eq!(colors_of(stage, "theme='sepia'", "").await, light, "an unknown value is the default");
    });
}

#[test]
fn the_theme_follows_the_page_and_the_reader_where_the_page_allows_it() {
    stage(async |stage| {
        let light = colors_of(stage, "theme='light'", "").await;
        let dark = colors_of(stage, "theme='dark'", "").await;
        stage.browser.prefer(&[Preference::DarkScheme]).await;
        assert_eq!(colors_of(stage, "", "").await, light, "a page that knows no dark scheme is light");
        assert_eq!(colors_of(stage, "", "style='color-scheme: light dark'").await, dark);
        // Live: the reader's preference, then the page.
        stage.browser.prefer(&[Preference::LightScheme]).await;
        if stage.browser.engine == Engine::WebKit {
            // It is told of the reader's preference when it starts, so there the page is shown again.
            assert_eq!(colors_of(stage, "", "style='color-scheme: light dark'").await, light);
        }
        assert_eq!(colors(stage.widget()).await, light);
        stage.browser.script("document.documentElement.style.colorScheme = 'dark'", &[]).await;
        assert_eq!(colors(stage.widget()).await, dark);
    });
}

#[test]
fn another_language_is_another_catalog() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let in_spanish = r#"{"version":1,"lang":"es","entries":[{"id":"a","kind":"topic","title":"Participación","body":[{"type":"paragraph","text":"Texto"}]}]}"#;
        let in_english = r#"{"version":1,"lang":"en","translations":{"es":"catalog.es.json"},"entries":[{"id":"a","kind":"topic","title":"Taking part","body":[{"type":"paragraph","text":"Text"}]}]}"#;
        stage.host.fail("catalog.json", Fault::Text(in_english.to_owned()));
        stage.host.fail("catalog.es.json", Fault::Text(in_spanish.to_owned()));
        let widget = stage.show(&format!("<vital-conditions {WHOLE}></vital-conditions>")).await;
        widget.shows("Taking part").await;
        widget.script("widget.lang = 'es-MX'", Value::Null).await;
        widget.shows("Participación").await;
        assert_eq!(widget.any("article").one().await.attribute("lang").await.as_deref(), Some("es"));
        widget.script("widget.removeAttribute('lang')", Value::Null).await;
        widget.shows("Taking part").await;
        stage.show(&format!("<div lang='es'><vital-conditions {WHOLE}></vital-conditions></div>")).await.shows("Participación").await;
    });
}

#[test]
fn pictures_of_strangers_are_asked_for_only_where_the_page_says_so() {
    stage(async |stage| {
        let picture =
            stage.host.put_text("/picture.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>");
        let catalog = json!({ "version": 1, "entries": [{
            "id": "a", "kind": "topic", "title": "A", "image": { "src": picture, "alt": "A stranger", "width": 4, "height": 4 },
            "body": [{ "type": "paragraph", "text": "Text" }],
        }] });
        stage.host.fail("catalog.json", Fault::Text(catalog.to_string()));
        let widget = stage.show(&format!("<vital-conditions {WHOLE}></vital-conditions>")).await;
        widget.shows("A").await;
        let asked = "return performance.getEntriesByType('resource').some(one => one.name.endsWith('/picture.svg'))";
        stage.browser.settle().await;
        assert_eq!(stage.browser.script(asked, &[]).await, false);
        assert!(widget.role("image", "A stranger").is_there().await, "what the picture shows is said all the same");
        stage.expect("layout-shift");
        widget.script("widget.images = 'any'", Value::Null).await;
        stage.browser.until("the picture", asked, &[]).await;
    });
}

#[test]
fn a_catalog_of_the_page_is_found_relative_to_it() {
    stage(async |stage| {
        let catalog = json!({ "version": 1, "entries": [{ "id": "own", "kind": "topic", "title": "Our own", "body": [{ "type": "paragraph", "text": "Text" }] }] });
        stage.host.put_text("/folder/data/own.json", "application/json", &catalog.to_string());
        let page = HostPage {
            head: LOADER.to_owned(),
            body: "<vital-conditions catalog='data/own.json'></vital-conditions>".to_owned(),
            ..HostPage::default()
        };
        let url = stage.host.put("/folder/page.html", page);
        stage.browser.goto(&url).await;
        stage.widget().shows("Our own").await;
        assert_eq!(stage.host.count("catalog.json"), 0);
    });
}

#[test]
fn several_changes_at_once_are_one_step() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='voting'></vital-conditions>").await;
        widget.shows(VOTING).await;
        let changes =
            "widget.topic = 'hate'; widget.layout = 'cards'; widget.topic = 'racism'; widget.theme = 'dark'; widget.headingLevel = 3";
        widget.script(changes, Value::Null).await;
        widget.shows("Racism").await;
        assert_eq!(widget.role("heading", "Racism").one().await.tag().await, "h3");
        let steps = stage.events("vital-navigated").await;
        assert_eq!(steps.len(), 1, "{steps:?}");
        assert_eq!(steps[0]["detail"], json!({ "from": "voting", "to": "racism", "title": "Racism", "cause": "attribute" }));
    });
}

/// The used colours of a widget's surface and text.
async fn colors(widget: Widget<'_>) -> Value {
    widget.shows(VOTING).await;
    widget.browser.settle().await;
    let script = "const style = getComputedStyle(root.querySelector('.vital')); return [style.backgroundColor, style.color]";
    widget.script(script, Value::Null).await
}

async fn colors_of(stage: &Stage, attributes: &str, root: &'static str) -> Value {
    let body = format!("<vital-conditions topic='voting' {attributes}></vital-conditions>");
    let widget = stage.show_page(HostPage { head: LOADER.to_owned(), body, root, ..HostPage::default() }).await;
    colors(widget).await
}
