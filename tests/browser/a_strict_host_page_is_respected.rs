//! A page with a strict policy, and a page that keeps its own house: nothing is violated. That nothing is left lying about is looked at on
//! the many pages of `tests/hosts`.

use super::host::HostPage;
use super::stage::{LOADER, WHOLE, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::Value;

const POLICY: &str = "default-src 'none'; script-src SITE 'wasm-unsafe-eval'; connect-src SITE; img-src SITE; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

#[test]
fn a_strict_policy_is_kept() {
    stage(async |stage| {
        let page = HostPage {
            head: LOADER.to_owned(),
            body: "<vital-conditions topic='voting'></vital-conditions>".to_owned(),
            policy: Some(POLICY.to_owned()),
            ..HostPage::default()
        };
        let widget = stage.show_page(page).await;
        widget.shows(VOTING).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        let styled = widget.script("return getComputedStyle(root.querySelector('li.card')).display", Value::Null).await;
        assert_ne!(styled, "list-item", "the styles apply");
        let pictures = "const seen = [...root.querySelectorAll('img')].filter(one => one.complete); return seen.length && seen.every(one => one.naturalWidth)";
        widget.until("pictures", pictures).await;
        assert_eq!(widget.script("return root.querySelectorAll('[style], style').length", Value::Null).await, 0);
    });
}

#[test]
fn a_policy_without_wasm_leaves_the_fallback_and_says_why() {
    stage(async |stage| {
        stage.expect("WebAssembly");
        stage.expect("wasm-eval");
        let page = HostPage {
            head: LOADER.to_owned(),
            body: format!("<vital-conditions topic='voting' {WHOLE}><a href='SITE/topics/voting.html'>Voting</a></vital-conditions>"),
            policy: Some("script-src SITE".to_owned()),
            ..HostPage::default()
        };
        let widget = stage.show_page(page).await;
        widget.any("alert").one().await;
        assert_eq!(widget.script("return widget.querySelector('a').checkVisibility()", Value::Null).await, true);
        let errors = stage.events("vital-error").await;
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0]["detail"]["kind"], "csp");
    });
}

#[test]
fn the_styles_of_the_page_stay_out_and_those_of_the_widget_stay_in() {
    stage(async |stage| {
        let head = format!("{LOADER}<style>* {{ color: rgb(255, 0, 0) !important; letter-spacing: 9px }} a {{ display: none }}</style>");
        let body = "<p id='host'>Host <span class='card title label'>text</span></p><vital-conditions topic='voting'></vital-conditions>"
            .to_owned();
        let widget = stage.show_page(HostPage { head, body, ..HostPage::default() }).await;
        widget.shows(VOTING).await;
        let color = "const link = root.querySelector('.related a'); return [getComputedStyle(link).display !== 'none', getComputedStyle(root.querySelector('.title')).color]";
        let inside = widget.script(color, Value::Null).await;
        assert_eq!(inside[0], true);
        assert_ne!(inside[1], "rgb(255, 0, 0)");
        let outside = stage.browser.script("return getComputedStyle(document.querySelector('#host span')).display", &[]).await;
        assert_eq!(outside, "inline");
    });
}
