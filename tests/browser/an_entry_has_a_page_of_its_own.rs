//! The page to which a copied link leads: an entry as plain HTML, without any script.

use super::anyone_can_read_it::finds_nothing;
use super::driver::Preference;
use super::stage::{Stage, stage};
use super::titles::{BELONGING, VOTING};

#[test]
fn that_reads_and_links_without_a_script() {
    stage(async |stage| {
        open(stage, "voting").await;
        // What the page says of itself for machines is data, which no browser runs.
        let scripts = "return [...document.scripts].filter(script => script.type !== 'application/ld+json' && !script.src.includes('/~tests/')).length";
        assert_eq!(stage.browser.script(scripts, &[]).await, 0);
        assert_eq!(heading(stage).await, VOTING);
        let link = stage
            .browser
            .script("return [...document.querySelectorAll('nav a')].filter(link => link.textContent === arguments[0])", &[BELONGING.into()])
            .await;
        let link = super::driver::elements(&link).pop().expect("a link to a related topic");
        stage.browser.click(&link).await;
        stage.browser.until("the other page", "return location.pathname === '/topics/belonging-and-civic-muscle.html'", &[]).await;
        assert_eq!(heading(stage).await, BELONGING);
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
    let heading = stage.browser.script("return document.querySelector('h1').textContent", &[]).await;
    heading.as_str().unwrap_or_default().to_owned()
}
