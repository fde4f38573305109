//! A page in Spanish shows the catalog in Spanish: its own words and the interface's. What is not translated is shown as it is, and says so.
//! Of other languages the interface has the words too, and fetches those of the catalog that is shown.

use super::engine::Engine;
use super::host::{Fault, HostPage};
use super::languages::plain;
use super::pinning::pinned;
use super::stage::{LOADER, Stage, WHOLE, stage};
use super::titles::{HOME, VOTING};
use serde_json::{Value, json};
use vital_conditions::catalog::Date;
use vital_conditions::tool::language;
use vital_conditions::words::FILES;

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
                    return [document.documentElement.lang, root.querySelector('h1').textContent]";
        assert_eq!(stage.browser.script(page, &[]).await, json!(["es", INICIO]));
        let pictures =
            "return [...root.querySelectorAll('img')].every(image => image.complete && image.naturalWidth > 0 || image.loading === 'lazy')";
        stage.widget().until("its pictures are there", pictures).await;
    });
}

/// Files with words that were asked for, without their hashes.
fn asked(stage: &Stage) -> Vec<String> {
    let words = |path: &String| path.strip_prefix("/assets/words-").and_then(|rest| rest.split('.').next()).map(str::to_owned);
    stage.host.asked().iter().filter_map(words).collect()
}

#[test]
fn words_are_fetched_once_a_page_and_only_where_they_are_needed() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let english = stage.show("<vital-conditions topic='voting' loading='eager'></vital-conditions>").await;
        english.runs_on_wasm().await;
        english.goes_on_to("hate").await;
        assert_eq!(asked(stage), [] as [&str; 0]);
        let spanish = plain(stage, "es");
        let widgets = format!("<vital-conditions loading='eager' {spanish}></vital-conditions>").repeat(2);
        stage.show(&widgets).await;
        for nth in 0..2 {
            stage.nth(nth).role("navigation", "Temas relacionados: A").one().await;
            stage.nth(nth).goes_on_to("b").await;
            stage.nth(nth).role("button", "Volver a A").one().await;
        }
        assert_eq!(asked(stage), ["es"]);
    });
}

#[test]
fn chinese_is_spoken_where_the_catalog_is_chinese() {
    stage(async |stage| {
        let widget = stage.show(&format!("<vital-conditions {}></vital-conditions>", plain(stage, "zh-CN"))).await;
        widget.role("link", "B").within("navigation", "相关主题：A").one().await.click().await;
        widget.shows("B").await;
        assert_eq!(widget.status().await, "当前显示：B");
        widget.role("button", "返回“A”").one().await;
        let frame = "const frame = root.querySelector('.vital'); return [frame.lang, frame.dir, root.querySelector('.topic').lang]";
        assert_eq!(widget.script(frame, Value::Null).await, json!(["zh", "ltr", "zh-CN"]));
        assert_eq!(asked(stage), ["zh"]);
    });
}

#[test]
fn english_stands_in_for_words_that_do_not_come() {
    for fault in [Fault::Status(404), Fault::Hang] {
        stage(async |stage| {
            stage.expect("Failed to load resource");
            stage.host.fail("words-fr", fault.clone());
            let widget = stage.show(&format!("<vital-conditions {}></vital-conditions>", plain(stage, "fr"))).await;
            widget.shows("A").await;
            widget.role("link", "B").within("navigation", "Related topics: A").one().await;
            let said = "const line = root.querySelector('time').parentNode; return [root.querySelector('.vital').lang, line.lang, line.textContent]";
            assert_eq!(widget.script(said, Value::Null).await, json!(["en", "en", "Reviewed May 1, 2026"]));
            assert_eq!(stage.events("vital-error").await, [] as [Value; 0]);
            // Once the server is well again, so is the widget.
            stage.host.mend();
            if matches!(fault, Fault::Status(_)) {
                widget.script("widget.reload()", Value::Null).await;
                widget.role("heading", "Sujets associés").one().await;
            }
        });
    }
}

#[test]
fn a_pinned_page_has_the_words_of_its_version_or_english_ones() {
    for (is_changed, expected) in [(false, "Temas relacionados: A"), (true, "Related topics: A")] {
        stage(async |stage| {
            stage.expect("integrity");
            stage.expect("Failed to load");
            if is_changed {
                stage.host.fail("words-es", Fault::Followed(b"\n"));
            }
            let body = format!("<vital-conditions {}></vital-conditions>", plain(stage, "es"));
            let widget = stage.show_page(HostPage { head: pinned(), body, ..HostPage::default() }).await;
            widget.shows("A").await;
            widget.role("navigation", expected).one().await;
            assert_eq!(stage.events("vital-error").await, [] as [Value; 0]);
        });
    }
}

#[test]
fn a_failure_is_told_in_the_language_that_was_asked_for() {
    stage(async |stage| {
        stage.expect("Failed to load resource");
        let widget =
            stage.show("<vital-conditions lang='es' catalog='SITE/nowhere.json'><a href='/there'>there</a></vital-conditions>").await;
        let alert = widget.any("alert").one().await;
        assert!(alert.text().await.starts_with("No se pudo mostrar este contenido. El servidor no pudo entregarlo."));
        widget.role("button", "Intentar de nuevo").one().await;
    });
}

#[test]
fn browser_and_tool_write_a_day_alike() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let tags: Vec<&str> = FILES.iter().map(|(tag, _)| *tag).chain(["en", "en-GB", "es-MX", "fil", "zh-Hant-TW", "en-!"]).collect();
        let widgets = tags.iter().map(|tag| format!("<vital-conditions loading='eager' {}></vital-conditions>", plain(stage, tag)));
        stage.show(&widgets.collect::<String>()).await;
        let day = Date::new(2026, 5, 1).expect("a day");
        let mut faults = Vec::new();
        for (nth, tag) in tags.iter().enumerate() {
            stage.nth(nth).shows("A").await;
            let written = stage
                .nth(nth)
                .script("const time = root.querySelector('time'); return [time.dateTime, time.textContent]", Value::Null)
                .await;
            let expected = json!(["2026-05-01", language::words(tag).reviewed(day)]);
            // WebKit takes what it knows of languages from Debian's ICU, which is years older there, and has other digits and months.
            if stage.browser.engine == Engine::WebKit && matches!(*tag, "ar" | "tl" | "fil") {
                continue;
            }
            // The versions of CLDR differ in a comma of Vietnamese.
            let [alike, as_expected] = [&written, &expected].map(|day| day[1].as_str().unwrap_or_default().replace(',', ""));
            if written[0] != expected[0] || alike != as_expected {
                faults.push(format!("{tag}: the browser writes {written}, and the tool {expected}"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}
