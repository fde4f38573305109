//! A page with a strict policy, and a page that keeps its own house: nothing is violated, nothing is left lying about.

use super::host::HostPage;
use super::stage::{LOADER, WHOLE, stage};
use super::titles::{BELONGING, VOTING};
use serde_json::{Value, json};

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
fn no_global_is_added_and_no_prototype_changed() {
    stage(async |stage| {
        let inventory = "<script>window.inventory = () => { \
              const found = {}; \
              const holders = { window }; \
              for (const name of Object.getOwnPropertyNames(window)) { \
                const value = Object.getOwnPropertyDescriptor(window, name).value; \
                if (typeof value === 'function' && value.prototype) { holders[name] = value; holders[name + '.prototype'] = value.prototype; } \
              } \
              for (const [holder, object] of Object.entries(holders)) \
                for (const key of Reflect.ownKeys(object)) { \
                  const { value, get, set } = Object.getOwnPropertyDescriptor(object, key); \
                  found[holder + '.' + String(key)] = [value, get, set]; \
                } \
              return found; }; window.before = null; window.before = inventory();</script>";
        let page = HostPage {
            head: format!("{inventory}{LOADER}"),
            body: "<vital-conditions topic='voting'></vital-conditions>".to_owned(),
            ..HostPage::default()
        };
        let widget = stage.show_page(page).await;
        widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
        widget.shows(BELONGING).await;
        // `event` is the browser's own, RegExp's statics tell of the last match, whoever's it was, one is a new list each time, and the rest are the drivers'.
        let changed = "const after = inventory(); \
              return [...new Set([...Object.keys(before), ...Object.keys(after)])] \
                .filter(name => !(name in before) || !(name in after) || before[name].some((part, at) => !Object.is(part, after[name][at]))) \
                .filter(name => !['window.before', 'window.event', 'window.ret_nodes'].includes(name) && !/^RegExp[.]|se_exportedFunctionSymbol|automationSessionProxy|supportedEntryTypes/.test(name))";
        let changed = stage.browser.script(changed, &[]).await;
        let numbers = ["scroll", "page", "inner", "outer", "screen"];
        let changed: Vec<&str> = changed.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let changed: Vec<&&str> =
            changed.iter().filter(|name| !numbers.iter().any(|start| name.starts_with(&format!("window.{start}")))).collect();
        assert_eq!(json!(changed), json!([]));
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
