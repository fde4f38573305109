//! A page in Spanish shows the catalog in Spanish: its own words and the interface's. What is not translated is shown as it is, and says so.

use super::host::{Fault, HostPage};
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{HOME, VOTING};
use serde_json::{Value, json};

const INICIO: &str = "Las siete condiciones vitales para la salud y el bienestar";
const PERTENENCIA: &str = "Pertenencia y fuerza cívica";

async fn spanish<'a>(stage: &'a Stage, topic: &str) -> super::finding::Widget<'a> {
    let body = format!("<vital-conditions lang='es-MX' topic='{topic}'></vital-conditions>");
    stage.show_page(HostPage { head: LOADER.to_owned(), body, ..HostPage::default() }).await
}

#[test]
fn a_spanish_page_gets_spanish_content_and_words() {
    stage(async |stage| {
        let widget = spanish(stage, "").await;
        widget.script("widget.removeAttribute('topic')", Value::Null).await;
        widget.shows(INICIO).await;
        widget.role("link", PERTENENCIA).within("article", INICIO).all().await.remove(0).click().await;
        widget.shows(PERTENENCIA).await;
        assert_eq!(widget.status().await, format!("Ahora se muestra: {PERTENENCIA}"));
        widget.role("navigation", &format!("Temas relacionados: {PERTENENCIA}")).one().await;
        widget.role("button", &format!("Volver a {INICIO}")).one().await.click().await;
        widget.shows(INICIO).await;
        assert_eq!(widget.any("article").one().await.attribute("lang").await.as_deref(), Some("es"));
        stage.browser.screenshot("in-spanish").await;
        stage.browser.resize(360, 800).await;
        stage.browser.screenshot("in-spanish-360").await;
    });
}

#[test]
fn an_entry_without_a_translation_says_which_language_it_is_in() {
    stage(async |stage| {
        let widget = spanish(stage, "voting").await;
        widget.shows(VOTING).await;
        let article = widget.any("article").one().await;
        assert_eq!(article.attribute("lang").await.as_deref(), Some("en"));
        let label = article.script("const label = element.querySelector('.label'); return [label.lang, label.textContent]").await;
        assert_eq!(label, json!(["es", "Tema English"]));
        // Its related topics are translated where they can be.
        widget.role("link", PERTENENCIA).within("navigation", "Temas relacionados: Voting").one().await;
        let named = "return [...root.querySelectorAll('.related .card')].map(card => [card.lang, card.querySelector('.language')?.textContent ?? ''])";
        let cards = widget.script(named, Value::Null).await;
        assert_eq!((&cards[0], &cards[2]), (&json!(["es", ""]), &json!(["", "English"])), "{cards}");
        stage.browser.screenshot("in-spanish-untranslated").await;
    });
}

#[test]
fn another_language_is_shown_at_once_and_the_reader_stays_at_the_topic() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = spanish(stage, "belonging-and-civic-muscle").await;
        widget.shows(PERTENENCIA).await;
        widget.script("widget.lang = 'en'", Value::Null).await;
        widget.shows("Belonging and Civic Muscle").await;
        widget.script("widget.lang = 'es'", Value::Null).await;
        widget.shows(PERTENENCIA).await;
    });
}

#[test]
fn a_translation_that_fails_leaves_the_original() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        stage.host.fail("catalog.es.json", Fault::Status(404));
        let widget = stage.show(&format!("<vital-conditions lang='es-MX' {WHOLE}></vital-conditions>")).await;
        widget.shows(HOME).await;
        let errors = stage.events("vital-error").await;
        assert_eq!((errors.len(), &errors[0]["detail"]["kind"]), (1, &json!("http")));
        assert!(!widget.any("alert").is_there().await);
    });
}

#[test]
fn a_translated_entry_has_a_page_of_its_own() {
    stage(async |stage| {
        let widget = spanish(stage, "belonging-and-civic-muscle").await;
        widget.shows(PERTENENCIA).await;
        let card = widget.role("link", INICIO).within("navigation", &format!("Temas relacionados: {PERTENENCIA}")).one().await;
        let address = card.script("return element.href").await.as_str().unwrap_or_default().to_owned();
        assert_eq!(address, format!("{}/topics/es/seven-vital-conditions.html", stage.host.site));
        stage.browser.goto(&address).await;
        stage.widget().is_ready().await;
        let page = "const root = document.querySelector('vital-conditions').shadowRoot; \
                    return [document.documentElement.lang, root.querySelector('h1').textContent, \
                    [...root.querySelectorAll('img')].every(image => image.complete && image.naturalWidth > 0 || image.loading === 'lazy')]";
        assert_eq!(stage.browser.script(page, &[]).await, json!(["es", INICIO, true]));
    });
}
