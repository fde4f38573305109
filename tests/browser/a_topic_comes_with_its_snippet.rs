//! Snippets for one topic: form C, with the topic drawn in it, and a script that brings the topic along.

use super::finding::Widget;
use super::host::{HostPage, PAUSE};
use super::site::{self, snippet};
use super::stage::{STILL, Stage, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

async fn shown<'a>(stage: &'a Stage, body: String, policy: Option<&str>) -> Widget<'a> {
    stage.show_page(HostPage { body, policy: policy.map(str::to_owned), ..HostPage::default() }).await
}

async fn is_adopted(stage: &Stage, widget: Widget<'_>) {
    widget.is_ready().await;
    assert_eq!(widget.script("return root.querySelector('article') === window.article", Value::Null).await, true, "the very same topic");
    assert!(stage.shifts().await.0 < STILL, "{:?}", stage.shifts().await);
    assert_eq!(widget.role("heading", VOTING).one().await.tag().await, "h2");
    widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
    widget.shows(BELONGING).await;
    widget.role("button", "Back to Voting").one().await.click().await;
    widget.shows(VOTING).await;
}

#[test]
fn a_pasted_topic_is_upgraded_in_place() {
    stage(async |stage| {
        let keep = "<script>window.article = document.querySelector('vital-conditions').shadowRoot.querySelector('article')</script>";
        let widget = shown(stage, snippet("voting.html") + keep, None).await;
        is_adopted(stage, widget).await;
        assert!(!stage.host.asked().iter().any(|path| path == "/t/voting.js"));
    });
}

/// The loader may be there first.
#[test]
fn a_pasted_topic_that_comes_in_two_parts_is_upgraded_once_it_is_whole() {
    for before in ["<header>", "</header>", "</article>"] {
        stage(async |stage| {
            stage.expect("layout-shift");
            let keep = "<script>window.article = document.querySelector('vital-conditions').shadowRoot.querySelector('article')</script>";
            let snippet = snippet("voting.html").replacen(before, &format!("{PAUSE}{before}"), 1);
            let widget = shown(stage, snippet + keep, None).await;
            widget.is_ready().await;
            let kept = "return [root.querySelector('article') === window.article, root.querySelectorAll('article, .skeleton').length]";
            assert_eq!(widget.script(kept, Value::Null).await, json!([true, 1]), "{before}");
            assert!(
                widget
                    .script("return root.querySelector('article').innerText", Value::Null)
                    .await
                    .as_str()
                    .is_some_and(|text| text.contains(BELONGING))
            );
        });
    }
}

#[test]
fn a_pasted_topic_is_styled_before_any_script_came() {
    stage(async |stage| {
        stage.expect("script-src");
        stage.expect("vital-conditions.js");
        stage.expect("recorder.js");
        let widget = shown(stage, snippet("voting.html"), Some("script-src 'none'")).await;
        widget.shows(VOTING).await;
        let looks = "const style = getComputedStyle(root.querySelector('.title')); return [style.fontWeight, getComputedStyle(root.querySelector('.vital')).lineHeight !== 'normal']";
        assert_eq!(widget.script(looks, Value::Null).await, json!(["750", true]));
        // Without scripts its links are links.
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        stage.browser.until("the entry's own page", "return location.pathname === '/topics/belonging-and-civic-muscle.html'", &[]).await;
        stage.browser.goto("about:blank").await;
    });
}

#[test]
fn the_styles_of_a_pasted_topic_are_allowed_by_their_published_hash() {
    stage(async |stage| {
        let manifest = std::fs::read_to_string(site::folder().join("manifest.json")).expect("the manifest");
        let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
        let (_, styles) = manifest.as_object().expect("files").iter().find(|(path, _)| path.starts_with("assets/styles.")).expect("styles");
        let policy = format!("style-src '{}'; script-src SITE 'wasm-unsafe-eval'", styles["integrity"].as_str().expect("a hash"));
        shown(stage, snippet("voting.html"), Some(&policy)).await.is_ready().await;
        assert!(stage.shifts().await.0 < STILL, "{:?}", stage.shifts().await);
        // And without a style element nothing has to be allowed.
        stage.expect("layout-shift");
        shown(stage, snippet("voting.strict.html"), Some("style-src 'none'; script-src SITE 'wasm-unsafe-eval'")).await.is_ready().await;
    });
}

#[test]
fn a_pasted_topic_that_came_as_markup_later_is_upgraded_too() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.expect("shadowrootmode");
        let body = "<main></main><script async crossorigin src='SITE/vital-conditions.js'></script>".to_owned();
        shown(stage, body, None).await;
        let markup = snippet("voting.html").replace("SITE", &stage.host.site);
        // A host's own script may do what the widget never does. The parser leaves the template as it is here.
        stage.browser.script("document.querySelector('main').innerHTML = arguments[0]", &[markup.into()]).await;
        let widget = stage.widget();
        widget.is_ready().await;
        widget.shows(VOTING).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
    });
}

#[test]
fn one_script_brings_loader_styles_and_topic() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let tag = "<div><script async crossorigin src='SITE/t/voting.js' data-topic='voting'></script></div>".to_owned();
        let widget = shown(stage, tag, None).await;
        widget.shows(VOTING).await;
        widget.is_ready().await;
        let asked: Vec<String> = stage.host.asked().into_iter().filter(|path| !path.starts_with("/art/")).collect();
        assert!(
            asked[0] == "/t/voting.js" && !asked.iter().any(|path| path.contains("styles") || path.ends_with("/t/voting.json")),
            "{asked:?}"
        );
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
    });
}

#[test]
fn scripts_for_several_topics_share_one_loader() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let tags =
            ["voting", "hate"].map(|id| format!("<div><script async crossorigin src='SITE/t/{id}.js' data-topic='{id}'></script></div>"));
        shown(stage, tags.concat(), None).await;
        stage.nth(0).shows(VOTING).await;
        stage.nth(1).shows("Hate").await;
        stage.nth(1).is_ready().await;
        assert_eq!(stage.browser.script("return __heard.infos.length", &[]).await, 0, "they are one loader");
    });
}
