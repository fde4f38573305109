//! Catalogs that are broken in their syntax, their types or their relations, or are larger than anybody would make them: the widget shows
//! what is good of them, or an alert, and goes on working.

use super::hostile::catalogs::{self, Case};
use super::hostile::{Hostile, corpora};
use super::stage::{Stage, stage};

fn each(cases: Vec<Case>) {
    stage(async |stage| {
        let hostile = Hostile::begin(stage).await;
        hostile.read_each(&cases).await;
        hostile.did_no_harm().await;
        goes_on_working(stage).await;
        println!("{} catalogs", cases.len());
    });
}

/// The page has widgets still, and they can be read.
async fn goes_on_working(stage: &Stage) {
    stage.browser.script("const next = document.createElement('vital-conditions'); next.catalog = '/whole.json'; document.querySelector('vital-conditions').replaceWith(next)", &[]).await;
    let widget = stage.widget();
    widget.shows("Good").await;
    widget.goes_on_to("other").await;
    widget.shows("Other").await;
}

#[test]
fn documents_of_every_syntax() {
    let documents = corpora::documents().into_iter();
    each(documents.map(|(name, bytes)| Case { name, json: String::from_utf8_lossy(&bytes).into_owned() }).collect());
}

#[test]
fn values_of_every_type_in_every_place() {
    each(catalogs::retyped());
}

#[test]
fn relations_that_lead_anywhere() {
    each(catalogs::graphs());
}

#[test]
fn sizes() {
    each(catalogs::sizes().into_iter().chain(catalogs::too_much()).collect());
}

#[test]
fn a_file_of_fifty_megabytes_is_refused() {
    stage(async |stage| {
        let hostile = Hostile::begin(stage).await;
        let large = format!(r#"{{"version":1,"entries":[],"more":"{}"}}"#, "x".repeat(50 << 20));
        stage.host.put_text("/large.json", "application/json", &large);
        stage.browser.script("document.querySelector('vital-conditions').setAttribute('catalog', '/large.json')", &[]).await;
        let alert = stage.widget().any("alert").one().await;
        assert!(alert.text().await.contains("larger than this page can take"), "{}", alert.text().await);
        let errors = stage.events("vital-error").await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0]["detail"]["kind"], "too-large");
        hostile.did_no_harm().await;
        goes_on_working(stage).await;
    });
}
