//! Pages whose scripts change the world before the widget comes into it.

use super::check::{check, holds, shows};
use super::description::Page;
use crate::stage::{stage, stage_in_chromium};
use serde_json::Value;

#[test]
fn prototype_js() {
    check(&Page { own: "document.loaded", ..Page::with_scripts(&["/debian/prototype/prototype.js"]) });
}

#[test]
fn mootools() {
    let scripts = ["/debian/mootools/mootools-core-nc.js", "/debian/mootools/mootools-more-nc.js"];
    check(&Page { own: "IframeShim.ready", ..Page::with_scripts(&scripts) });
}

#[test]
fn sugar() {
    check(&Page::with_scripts(&["/npm/sugar/dist/sugar.js", "Sugar.extend()"]));
}

#[test]
fn zone_js() {
    // It keeps books of what is listened to.
    check(&Page { own: "__zone_symbol__", ..Page::with_scripts(&["/npm/zone.js/bundles/zone.umd.js"]) });
}

#[test]
fn require_js() {
    check(&Page::with_scripts(&["/npm/requirejs/require.js", "define('own', [], () => ({ is: 'defined' }))"]));
}

#[test]
fn what_is_built_in_is_frozen() {
    let freeze = "for (const name of Object.getOwnPropertyNames(window)) { \
        const value = Object.getOwnPropertyDescriptor(window, name).value; \
        if (typeof value === 'function' && value.prototype) { Object.freeze(value); Object.freeze(value.prototype) } } \
        [Math, JSON, Reflect, Intl, Object.getPrototypeOf(function* () {}), Object.getPrototypeOf([][Symbol.iterator]())].forEach(Object.freeze)";
    check(&Page::with_scripts(&[freeze]));
}

/// As old scripts do, with members that every loop meets.
#[test]
fn what_is_built_in_has_more_members() {
    let more = "Object.prototype.extend = 'more'; Object.prototype.kind = 'pollution'; \
        Array.prototype.remove = function () {}; Array.prototype.last = 'last'; String.prototype.strip = function () { return this }; \
        Function.prototype.method = function () {}";
    check(&Page::with_scripts(&[more]));
}

/// As Prototype's versions before 1.7 write them. Of the drivers Chromium's alone gets its answers through that.
#[test]
fn lists_are_written_as_texts() {
    stage_in_chromium(async |stage| {
        let page = Page::with_scripts(&["Array.prototype.toJSON = function () { return 'a list of ' + this.length }"]);
        shows(stage, &page).await;
        holds(stage, &page).await;
    });
}

#[test]
fn what_is_built_in_is_wrapped() {
    let wrap = "const own = { fetch, then: Promise.prototype.then, parse: JSON.parse, add: EventTarget.prototype.addEventListener, create: document.createElement, define: customElements.define }; \
        window.fetch = function (...given) { return own.fetch.apply(this === undefined ? window : this, given) }; \
        Promise.prototype.then = function (...given) { return own.then.apply(this, given) }; \
        JSON.parse = function (text, reviver) { return own.parse(text, reviver) }; \
        EventTarget.prototype.addEventListener = function (type, listener, options) { return own.add.call(this, type, typeof listener === 'function' ? function (...given) { return listener.apply(this, given) } : listener, options) }; \
        document.createElement = function (...given) { return own.create.apply(document, given) }; \
        customElements.define = function (...given) { return own.define.apply(customElements, given) }";
    check(&Page::with_scripts(&[wrap]));
}

/// Names that pages use for themselves, some of them the browser's.
#[test]
fn names_are_taken() {
    let taken = "var name = 'host', status = 'host', origin = 'host', top_ = 1, base = 'host', state = 'host', states = 1, loader = 'host', \
        widget = 'host', wasm = 'host', topic = 'host', ask = 1, load = 1, begin = 1, process = { env: {} }, global = {}, module = { exports: {} }, \
        exports = module.exports, define = undefined, require = () => { throw new Error('not here') }, $ = 1, _ = 1";
    check(&Page::with_scripts(&[taken]));
}

#[test]
fn newer_features_are_taken_away() {
    check(&Page::with_scripts(&[
        "window.requestIdleCallback = undefined; window.scheduler = undefined; window.structuredClone = undefined; window.trustedTypes = undefined; window.ReportingObserver = undefined; navigator.sendBeacon = undefined",
    ]));
}

/// Whoever has defined the element first keeps it.
#[test]
fn the_tag_name_is_taken() {
    let define =
        "customElements.define('vital-conditions', class extends HTMLElement { connectedCallback() { this.dataset.is = 'anothers' } })";
    stage(async |stage| {
        shows(stage, &Page::with_scripts(&[define])).await;
        stage.browser.until("the loader says so", "return __heard.infos.length === 1", &[]).await;
        let kept =
            "return widget.dataset.is === 'anothers' && !widget.shadowRoot && widget.querySelector('a').getClientRects().length === 1";
        assert_eq!(stage.widget().script(kept, Value::Null).await, true);
        let changes = stage.browser.script("return __inventory.changes()", &[]).await;
        assert_eq!(changes, serde_json::json!([]));
        stage.nothing_went_wrong().await;
    });
}

#[test]
fn the_element_was_made_before_its_class() {
    stage(async |stage| {
        let make = "document.addEventListener('DOMContentLoaded', () => {}); \
                    const early = document.createElement('vital-conditions'); early.topic = 'voting'; early.setAttribute('lang', 'en')";
        let page = Page::with_scripts(&[make]);
        shows(stage, &page).await;
        holds(stage, &page).await;
    });
}
