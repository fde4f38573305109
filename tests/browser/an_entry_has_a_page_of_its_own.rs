//! The page to which a copied link leads: an entry as plain HTML, which reads without any script and becomes the widget with one.

use super::anyone_can_read_it::finds_nothing;
use super::driver::Preference;
use super::stage::{Stage, stage};
use super::titles::{BELONGING, VOTING};

#[test]
fn that_reads_and_links_without_a_script() {
    stage(async |stage| {
        stage.expect("script-src");
        stage.expect("vital-conditions.js");
        for folder in ["assets", "art"] {
            stage.host.put_folder(&format!("/{folder}/"), &super::site::folder().join(folder));
        }
        for id in ["voting", "belonging-and-civic-muscle"] {
            let page = std::fs::read_to_string(super::site::folder().join(format!("topics/{id}.html"))).expect("a page");
            let policy = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">";
            stage.host.put_text(&format!("/topics/{id}.html"), "text/html; charset=utf-8", &page.replacen("<head>", policy, 1));
        }
        stage.browser.goto(&format!("{}/topics/voting.html", stage.host.origin)).await;
        assert_eq!(stage.browser.script("return customElements.get('vital-conditions') === undefined", &[]).await, true);
        assert_eq!(heading(stage).await, VOTING);
        let link = stage
            .browser
            .script("return [...document.querySelectorAll('nav a')].filter(link => link.textContent === arguments[0])", &[BELONGING.into()])
            .await;
        let link = super::driver::elements(&link).pop().expect("a link to a related topic");
        stage.browser.click(&link).await;
        stage.browser.until("the other page", "return location.pathname === '/topics/belonging-and-civic-muscle.html'", &[]).await;
        assert_eq!(heading(stage).await, BELONGING);
        stage.browser.goto("about:blank").await;
    });
}

#[test]
fn that_becomes_the_widget_where_it_stands() {
    stage(async |stage| {
        open(stage, "voting").await;
        let widget = stage.widget();
        widget.is_ready().await;
        assert_eq!(widget.role("heading", VOTING).one().await.tag().await, "h1");
        assert!(stage.shifts().await.0 < super::stage::STILL, "{:?}", stage.shifts().await);
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        widget.role("button", "Back to Voting").one().await.click().await;
        widget.shows(VOTING).await;
        assert_eq!(widget.role("heading", VOTING).one().await.tag().await, "h1");
    });
}

#[test]
fn that_anyone_can_read() {
    stage(async |stage| {
        for scheme in [Preference::LightScheme, Preference::DarkScheme] {
            stage.browser.prefer(&[scheme]).await;
            for id in ["voting", "belonging-and-civic-muscle", "belonging-and-mental-health"] {
                open(stage, id).await;
                finds_nothing(stage, &format!("topics/{id}.html, {scheme:?}")).await;
            }
        }
    });
}

#[test]
fn and_where_there_is_none_anyone_can_read_that() {
    stage(async |stage| {
        for scheme in [Preference::LightScheme, Preference::DarkScheme] {
            stage.browser.prefer(&[scheme]).await;
            stage.browser.goto(&format!("{}/404.html", stage.host.site)).await;
            assert_eq!(heading(stage).await, "There is no page at this address.");
            finds_nothing(stage, &format!("404.html, {scheme:?}")).await;
        }
    });
}

#[test]
fn that_fits_a_telephone() {
    stage(async |stage| {
        stage.browser.resize(320, 700).await;
        open(stage, "belonging-and-civic-muscle").await;
        let fits = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
        assert_eq!(stage.browser.script(fits, &[]).await, true);
        stage.browser.screenshot("entry-page-320").await;
    });
}

async fn open(stage: &Stage, id: &str) {
    stage.browser.goto(&format!("{}/topics/{id}.html", stage.host.site)).await;
}

async fn heading(stage: &Stage) -> String {
    let heading = stage
        .browser
        .script("return (document.querySelector('vital-conditions')?.shadowRoot ?? document).querySelector('h1').textContent", &[])
        .await;
    heading.as_str().unwrap_or_default().to_owned()
}
