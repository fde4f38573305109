//! What a page has of the widget: the loader's tags, and the places where a topic is to appear.

use content_security_policy::HashAlgorithm;
use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

use super::finding::Finding;
use super::folder;
use super::policy::Policies;
use super::web::{Answer, Web};
use crate::tool::assets::{FRAGMENTS, integrity};
use crate::tool::interface::TAG;
use crate::tool::site::LOADER;

#[derive(Debug)]
pub struct Page {
    pub url: Url,
    /// What addresses in it are relative to.
    pub base: Url,
    pub tags: Vec<Tag>,
    pub places: Vec<Place>,
    /// The policies that the page itself names.
    pub policies: Vec<String>,
    /// The contents of the widget's own style elements, of form C.
    pub styles: Vec<String>,
    /// The addresses of all scripts.
    pub scripts: Vec<Url>,
    /// Whether the code of a snippet can be read on the page as text.
    shows_code: bool,
}

/// A script element of the loader.
#[derive(Debug)]
pub struct Tag {
    pub src: Url,
    pub integrity: String,
    pub nonce: String,
    /// Absent, or the attribute's value.
    crossorigin: Option<String>,
    kind: String,
    is_in_head: bool,
    /// With a topic of its own it is form A.
    place: Option<Place>,
}

/// Where a topic is to appear, and what was asked for there. `None` where an attribute is absent or empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub topic: Option<String>,
    pub catalog: Option<String>,
    pub overlay: Option<String>,
}

impl Page {
    pub fn read(answer: &Answer, web: &Web) -> Self {
        let document = Html::parse_document(&answer.text());
        let select = |name: &str| -> Vec<ElementRef> {
            Selector::parse(name).map(|selector| document.select(&selector).collect()).unwrap_or_default()
        };
        let url = answer.url().clone();
        let base = select("base[href]").first().and_then(|base| url.join(base.attr("href")?).ok()).unwrap_or_else(|| url.clone());
        let tags = select("script[src]").into_iter().filter(|script| !is_within(script, "template"));
        let tags = tags.filter_map(|script| {
            let src = base.join(script.attr("src")?.trim()).ok().filter(|src| is_loader(src, web))?;
            let value = |name: &str| script.attr(name).unwrap_or_default().trim().to_owned();
            Some(Tag {
                src,
                integrity: value("integrity"),
                nonce: value("nonce"),
                crossorigin: script.attr("crossorigin").map(str::to_lowercase),
                kind: value("type").to_lowercase(),
                is_in_head: is_within(&script, "head"),
                place: script.attr("data-topic").map(|_| Place::of(&script, "data-")),
            })
        });
        let tags: Vec<Tag> = tags.collect();
        let scripts = select("script[src]").into_iter().filter_map(|script| base.join(script.attr("src")?.trim()).ok()).collect();
        let link = format!("a.{TAG}[data-topic]");
        let places = [(TAG, ""), (&*link, "data-")].into_iter().flat_map(|(name, prefix)| {
            let elements = select(name).into_iter().filter(|element| !is_within(element, "template") && !is_within(element, TAG));
            elements.map(|element| Place::of(&element, prefix)).collect::<Vec<_>>()
        });
        let places = places.chain(tags.iter().filter_map(|tag| tag.place.clone())).collect();
        let is_policy =
            |meta: &ElementRef| meta.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"));
        let policies = select("head > meta[http-equiv][content]").into_iter().filter(is_policy);
        let policies = policies.filter_map(|meta| meta.attr("content").map(str::to_owned)).collect();
        let styles = select(&format!("{TAG} > template[shadowrootmode] style"));
        let styles = styles.into_iter().map(|style| style.text().collect()).collect();
        let visible = visible_text(&document);
        let shows_code = visible.contains(&format!("<{TAG}")) || (visible.contains("<script") && visible.contains(LOADER));
        Self { url, base, tags, places, policies, styles, scripts, shows_code }
    }

    pub fn findings(&self) -> Vec<Finding> {
        let (name, message) = match (self.tags.is_empty(), self.places.is_empty()) {
            (true, _) if self.shows_code => (
                "code-shown",
                "the snippet is on the page as text, for the editor has taken it for words; paste it as HTML (in WordPress: a Custom HTML block), or use form D, a plain link".to_owned(),
            ),
            (true, true) => (
                "nothing-there",
                format!("there is neither the loader's tag nor a <{TAG}> element on the page; paste a snippet, and look whether the editor keeps it when it saves"),
            ),
            (true, false) => (
                "no-loader",
                format!("there is a place for a topic, but no loader, for many editors strip scripts; put <script async crossorigin src=\"https://HOST/{LOADER}\"></script> into the site's template, once"),
            ),
            (false, true) => (
                "no-place",
                format!("the loader is there, but no place for a topic; add <{TAG} topic=\"…\"></{TAG}> where it is to appear, or data-topic to the loader's tag"),
            ),
            (false, false) => return Vec::new(),
        };
        vec![Finding::fault(name, message)]
    }
}

impl Place {
    fn of(element: &ElementRef, prefix: &str) -> Self {
        let value =
            |name: &str| element.attr(&format!("{prefix}{name}")).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
        Self { topic: value("topic"), catalog: value("catalog"), overlay: value("overlay") }
    }
}

impl Tag {
    /// What is wrong with the tag, and with the script that it names.
    pub fn findings(&self, page: &Page, policies: &Policies, web: &Web) -> Vec<Finding> {
        let src = &self.src;
        let mut findings = Vec::new();
        let mut fault = |name, message| findings.push(Finding::fault(name, message));
        if self.place.is_some() && self.is_in_head {
            fault(
                "in-head",
                format!(
                    "the tag of {src} has data-topic and stands in <head>, where nothing is seen; move it into <body>, to where the topic is to appear"
                ),
            );
        }
        if !matches!(&*self.kind, "" | "module" | "text/javascript" | "application/javascript") {
            fault(
                "tag-type",
                format!(
                    "the tag of {src} has type=\"{}\", and browsers don't run it; take the attribute away, or let the consent manager that wrote it know the widget",
                    self.kind
                ),
            );
        }
        if policies.is_mixed(src) {
            fault("mixed-content", format!("the page comes by https and asks for {src} by http, which browsers refuse; write https://"));
            return findings;
        }
        let answer = match web.get(src) {
            Ok(answer) if answer.is_ok() => answer,
            Ok(answer) => {
                fault("loader-missing", format!("the loader {src} answered with the status {}; correct the address in src", answer.status));
                return findings;
            }
            Err(why) => {
                fault("loader-missing", format!("the loader {src} {why}; correct its address, or wait until its server is back"));
                return findings;
            }
        };
        if !folder::is_loader(&answer.text()) {
            fault(
                "not-the-loader",
                format!("{src} is there and is not the loader (it says it is {}); correct the address in src", answer.named()),
            );
            return findings;
        }
        // A classic script runs whatever it is called, unless the server insists or it is of these kinds.
        // Source: <https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type>.
        let insists = answer.header("x-content-type-options").eq_ignore_ascii_case("nosniff");
        let is_other = ["audio/", "image/", "video/", "text/csv"].iter().any(|kind| answer.kind().starts_with(kind));
        if !answer.is_javascript() && (insists || is_other || self.kind == "module") {
            fault(
                "loader-type",
                format!("{src} is sent as {}, and browsers don't run that; its server must send text/javascript", answer.named()),
            );
        }
        if !is_what_was_meant(&self.integrity, &answer) {
            fault(
                "integrity",
                format!(
                    "{src} has changed since the snippet was pasted, so browsers refuse it; its integrity is now \"{}\"",
                    integrity(&answer.body)
                ),
            );
        }
        let is_elsewhere = page.url.origin() != src.origin();
        match &self.crossorigin {
            Some(value) => {
                if let Some(url) = answer.withheld_from(&page.url.origin()) {
                    findings.push(folder::withheld(url, page));
                } else if value == "use-credentials" && is_elsewhere && answer.header("access-control-allow-origin") == "*" {
                    fault(
                        "cors",
                        format!(
                            "the tag of {src} has crossorigin=\"use-credentials\", which goes with no server that allows every page; write crossorigin alone"
                        ),
                    );
                }
            }
            None if is_elsewhere && !self.integrity.is_empty() => {
                fault(
                    "no-crossorigin",
                    format!("the tag of {src} has integrity and no crossorigin attribute, so browsers refuse it; add crossorigin"),
                );
            }
            None if is_elsewhere => findings.push(Finding::hint(
                "no-crossorigin",
                format!("the tag of {src} has no crossorigin attribute; with it the browser needs one connection less"),
            )),
            None => {}
        }
        findings
    }
}

/// Whether the body has one of the hashes that an integrity attribute names, of which the strongest kind counts. Without any, everything
/// is allowed. Source: <https://www.w3.org/TR/SRI/>.
fn is_what_was_meant(wanted: &str, answer: &Answer) -> bool {
    let strongest = ["sha512", "sha384", "sha256"].into_iter().find_map(|name| {
        let hashes = wanted.split_ascii_whitespace().filter_map(|hash| hash.strip_prefix(name)?.strip_prefix('-'));
        let hashes: Vec<&str> = hashes.collect();
        HashAlgorithm::from_name(name).filter(|_| !hashes.is_empty()).map(|algorithm| (algorithm, hashes))
    });
    strongest.is_none_or(|(algorithm, hashes)| hashes.contains(&&*algorithm.apply(&answer.text())))
}

/// `vital-conditions.js`, or a script for one topic, `t/ID.js`: others may be called so too, and are not meant then.
fn is_loader(src: &Url, web: &Web) -> bool {
    let path = src.path();
    let is_for_one_topic = path.contains(&format!("/{FRAGMENTS}")) && path.ends_with(".js");
    path.ends_with(&format!("/{LOADER}")) || (is_for_one_topic && web.get(src).is_ok_and(|answer| folder::is_loader(&answer.text())))
}

fn is_within(element: &ElementRef, name: &str) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| ancestor.value().name() == name)
}

/// What a reader sees of the page's text.
fn visible_text(document: &Html) -> String {
    let hidden = ["head", "script", "style", "template", "noscript", "textarea", "title"];
    let texts = document.tree.nodes().filter_map(|node| match node.value() {
        Node::Text(text) if !node.ancestors().filter_map(ElementRef::wrap).any(|element| hidden.contains(&element.value().name())) => {
            Some(&**text)
        }
        _ => None,
    });
    texts.collect()
}
