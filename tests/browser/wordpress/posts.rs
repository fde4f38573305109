//! What posts hold, and what readers' browsers get of them.

use super::WordPress;
use crate::driver::Browser;
use crate::stage::Stage;
use serde_json::Value;

/// A link to a topic's own page.
pub fn link(site: &WordPress, page: &str, title: &str) -> String {
    format!("<a href=\"{}topics/{page}.html\">{title}</a>", site.publisher)
}

/// A block as the editor saves it.
pub fn block(attributes: &str, link: &str) -> String {
    format!(
        "<!-- wp:vital-conditions/topic {attributes} -->\n<p class=\"wp-block-vital-conditions-topic\">{link}</p>\n<!-- /wp:vital-conditions/topic -->"
    )
}

/// The elements on a page as they are sent, before scripts have seen them.
pub async fn sent(browser: &Browser, address: &str) -> Vec<String> {
    let fetch = "return fetch(arguments[0]).then(answer => answer.text()).then(text => text.match(/<vital-conditions[^]*?<\\/vital-conditions>/g) || [])";
    serde_json::from_value(browser.script(fetch, &[address.into()]).await).expect("texts")
}

/// The loader's tags on the page, with the attributes that they need.
pub async fn loaders(browser: &Browser) -> Value {
    let tags =
        "return [...document.querySelectorAll('script[src$=\"vital-conditions.js\"]')].map(tag => [tag.src, tag.async, tag.crossOrigin])";
    browser.script(tags, &[]).await
}

/// Shows a page as wide as a telephone and as wide as a desk's screen, with a picture of each, and nothing sticks out sideways.
pub async fn pictured(stage: &Stage, address: &str, name: &str) {
    for width in [390, 1280] {
        stage.browser.resize(width, 900).await;
        stage.browser.goto(address).await;
        stage.widget().any("article").one().await;
        stage
            .widget()
            .until("every picture in view", "return [...root.querySelectorAll('img')].slice(0, 1).every(one => one.complete)")
            .await;
        assert_eq!(stage.browser.script("return document.documentElement.scrollWidth > innerWidth", &[]).await, false, "{width}");
        stage.browser.settle().await;
        stage.browser.screenshot(&format!("{name}-{width}")).await;
    }
}
