//! What a page has of the widget: the loader's tags, and the places where a topic is to appear.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::finding::Finding;
use super::web::Answer;
use crate::tool::interface::TAG;
use crate::tool::site::LOADER;

#[derive(Debug)]
pub struct Page {
    pub url: Url,
    pub tags: Vec<Tag>,
    pub places: Vec<Place>,
    /// The policies that the page itself names.
    pub policies: Vec<String>,
    /// The contents of the widget's own style elements, of form C.
    pub styles: Vec<String>,
    /// Whether the code of a snippet can be read on the page as text.
    shows_code: bool,
}

/// A script element of the loader.
#[derive(Debug)]
pub struct Tag {
    pub src: Url,
    pub integrity: String,
    pub nonce: String,
    /// Which form of embedding it is: with a topic of its own it is form A.
    topic: Option<String>,
    has_crossorigin: bool,
    is_in_head: bool,
}

/// Where a topic is to appear, and what was asked for there. `None` where an attribute is absent.
#[derive(Debug)]
pub struct Place {
    pub topic: Option<String>,
    pub catalog: Option<String>,
    pub overlay: Option<String>,
}

impl Page {
    pub fn read(answer: &Answer) -> Self {
        let text = answer.text();
        let document = Html::parse_document(&text);
        let select = |name: &str| -> Vec<ElementRef> {
            Selector::parse(name).map(|selector| document.select(&selector).collect()).unwrap_or_default()
        };
        let base = select("base[href]").first().and_then(|base| answer.url.join(base.attr("href")?).ok());
        let base = base.unwrap_or_else(|| answer.url.clone());
        let head = select("head").first().map(|head| head.id());
        let tags = select("script[src]").into_iter().filter_map(|script| {
            let src = base.join(script.attr("src")?).ok().filter(is_loader)?;
            Some(Tag {
                src,
                integrity: script.attr("integrity").unwrap_or_default().to_owned(),
                nonce: script.attr("nonce").unwrap_or_default().to_owned(),
                topic: script.attr("data-topic").map(str::to_owned),
                has_crossorigin: script.attr("crossorigin").is_some(),
                is_in_head: script.ancestors().any(|node| Some(node.id()) == head),
            })
        });
        let tags: Vec<Tag> = tags.collect();
        let place = |element: &ElementRef, prefix: &str| {
            let value = |name: &str| element.attr(&format!("{prefix}{name}")).map(str::to_owned);
            Place { topic: value("topic"), catalog: value("catalog"), overlay: value("overlay") }
        };
        let mut places: Vec<Place> = select(TAG).iter().map(|element| place(element, "")).collect();
        places.extend(select(&format!("a.{TAG}[data-topic]")).iter().map(|link| place(link, "data-")));
        places.extend(
            select("script[src][data-topic]")
                .iter()
                .filter(|script| script.attr("src").is_some_and(|src| src.contains(LOADER)))
                .map(|script| place(script, "data-")),
        );
        let policies = select("meta[http-equiv][content]")
            .into_iter()
            .filter(|meta| meta.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy")));
        let policies = policies.filter_map(|meta| meta.attr("content").map(str::to_owned)).collect();
        // A template's content is not in the tree of the page, so its style is found in the text.
        let styles = text.split("<template shadowrootmode=").skip(1).filter_map(|rest| {
            let (_, style) = rest.split("</template>").next()?.split_once("<style>")?;
            Some(style.split_once("</style>")?.0.to_owned())
        });
        let styles = styles.collect();
        let visible: String = select("body").iter().flat_map(|body| body.text()).collect();
        let shows_code = visible.contains(&format!("<{TAG}")) || (visible.contains("<script") && visible.contains(LOADER));
        Self { url: answer.url.clone(), tags, places, policies, styles, shows_code }
    }

    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.shows_code {
            findings.push(Finding::fault(
                "code-shown",
                "the snippet is on the page as text, so the editor has taken it for words; paste it as HTML (in WordPress: a Custom HTML block), or use form D, a plain link".to_owned(),
            ));
        }
        match (self.tags.is_empty(), self.places.is_empty()) {
            (true, true) if !self.shows_code => findings.push(Finding::fault(
                "nothing-there",
                format!("there is neither the loader's tag nor a <{TAG}> element on the page; paste a snippet, and look whether the editor keeps it when it saves"),
            )),
            (true, false) => findings.push(Finding::fault(
                "no-loader",
                format!("there is a place for a topic, but no loader: many editors strip scripts; put <script async crossorigin src=\"https://HOST/{LOADER}\"></script> into the site's template, once"),
            )),
            (false, true) => findings.push(Finding::fault(
                "no-place",
                format!("the loader is there, but no place for a topic; add <{TAG} topic=\"…\"></{TAG}> where it is to appear, or data-topic to the loader's tag"),
            )),
            _ => {}
        }
        for tag in &self.tags {
            if tag.topic.is_some() && tag.is_in_head {
                findings.push(Finding::fault("in-head", format!("the tag of {} has data-topic and stands in <head>, where nothing is seen; move it into <body>, to where the topic is to appear", tag.src)));
            }
            if self.url.scheme() == "https" && tag.src.scheme() == "http" && !is_this_machine(&tag.src) {
                findings.push(Finding::fault(
                    "mixed-content",
                    format!("the page comes by https and asks for {} by http, which browsers refuse; write https://", tag.src),
                ));
            } else if !tag.has_crossorigin && self.url.origin() != tag.src.origin() {
                let what = if tag.integrity.is_empty() {
                    Finding::hint(
                        "no-crossorigin",
                        format!("the tag of {} has no crossorigin attribute; with it the browser needs one connection less", tag.src),
                    )
                } else {
                    Finding::fault(
                        "no-crossorigin",
                        format!(
                            "the tag of {} has integrity and no crossorigin attribute, so browsers refuse it; add crossorigin",
                            tag.src
                        ),
                    )
                };
                findings.push(what);
            }
        }
        findings
    }
}

/// `vital-conditions.js`, or a script for one topic, `t/ID.js`.
fn is_loader(src: &Url) -> bool {
    let path = src.path();
    path.ends_with(&format!("/{LOADER}")) || (path.contains("/t/") && path.ends_with(".js"))
}

/// Browsers trust the machine that they run on.
fn is_this_machine(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}
