//! Strict policies, in all their forms.

use super::check::check;
use super::description::{End, Page};

#[test]
fn nothing_inline() {
    check(&Page::under("default-src 'none'; script-src SITE 'wasm-unsafe-eval'; connect-src SITE; img-src SITE"));
}

#[test]
fn a_nonce_with_strict_dynamic() {
    let page = Page::under("script-src 'nonce-n' 'strict-dynamic' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'");
    check(&Page { tag: "nonce=\"n\"", ..page });
}

#[test]
fn styles_of_the_page_alone() {
    check(&Page::under("style-src 'self'; script-src SITE 'wasm-unsafe-eval'"));
}

#[test]
fn no_styles_at_all() {
    check(&Page::under("style-src 'none'; script-src SITE 'wasm-unsafe-eval'"));
}

#[test]
fn no_wasm() {
    // The browser says so on the console.
    check(&Page::under("script-src SITE").ends(End::Reading("csp")).troubled_by(&["WebAssembly", "wasm", "call to eval()"]));
}

#[test]
fn no_connection() {
    let page = Page::under("connect-src 'none'; script-src SITE 'wasm-unsafe-eval'");
    // What scripts are told of it is what they are told of any file that can't be fetched.
    check(&page.ends(End::Fallback("wasm")).troubled_by(&["connect-src", "Refused to connect"]));
}

#[test]
fn no_trusted_types() {
    check(&Page::under("require-trusted-types-for 'script'; trusted-types 'none'; script-src SITE 'wasm-unsafe-eval'"));
}

/// A default policy sees whatever goes into a sink as mere text. There is nothing to see.
#[test]
fn trusted_types_with_a_policy_of_the_page() {
    let watch = "if (window.trustedTypes) trustedTypes.createPolicy('default', Object.fromEntries(['createHTML', 'createScript', 'createScriptURL'] \
        .map(name => [name, (text) => { console.error('a sink was given', text); return text }])))";
    let page = Page::with_scripts(&[watch]);
    let policy = "require-trusted-types-for 'script'; trusted-types default; script-src SITE 'unsafe-inline' 'wasm-unsafe-eval'";
    check(&Page { headers: vec![("content-security-policy", policy.to_owned())], ..page });
}

#[test]
fn a_sandbox() {
    check(&Page::under("sandbox allow-scripts"));
}

#[test]
fn a_sandbox_with_its_origin() {
    let page = Page::under("sandbox allow-scripts allow-same-origin; script-src SITE 'wasm-unsafe-eval'");
    check(&page.troubled_by(&["its sandboxing"]));
}

#[test]
fn isolated_from_other_origins() {
    let headers = [("cross-origin-embedder-policy", "require-corp"), ("cross-origin-opener-policy", "same-origin")];
    check(&Page { headers: headers.map(|(name, value)| (name, value.to_owned())).to_vec(), ..Page::default() });
}

#[test]
fn no_referrer_and_no_permission() {
    let headers = [("referrer-policy", "no-referrer"), ("permissions-policy", "geolocation=(), camera=(), fullscreen=()")];
    check(&Page { headers: headers.map(|(name, value)| (name, value.to_owned())).to_vec(), ..Page::default() });
}
