//! What the page's Content Security Policy allows of what the widget asks for.
//!
//! Source: <https://www.w3.org/TR/CSP3/>, as the crate `content-security-policy` reads it.

use content_security_policy::{
    CheckResult, CspList, Destination, Element, Initiator, InlineCheckType, ParserMetadata, PolicyDisposition, PolicySource, Request,
};
use url::Url;

use super::finding::Finding;
use super::folder::Folder;
use super::page::{Page, Tag};
use super::web::Answer;
use crate::tool::assets::integrity;

pub struct Policies {
    list: CspList,
    page: Url,
}

impl Policies {
    pub fn of(answer: &Answer, page: &Page) -> Self {
        let mut list = CspList::parse(&answer.header("content-security-policy"), PolicySource::Header, PolicyDisposition::Enforce);
        for policy in &page.policies {
            list.append(CspList::parse(policy, PolicySource::Meta, PolicyDisposition::Enforce));
        }
        Self { list, page: page.url.clone() }
    }

    /// Whether the browser refuses an address because the page itself came by a safer way.
    /// Source: <https://www.w3.org/TR/mixed-content/>; browsers trust the machine that they run on.
    pub fn is_mixed(&self, url: &Url) -> bool {
        let is_this_machine = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let is_upgraded = self.list.0.iter().any(|policy| policy.contains_a_directive_whose_name_is("upgrade-insecure-requests"));
        self.page.scheme() == "https" && url.scheme() == "http" && !is_this_machine && !is_upgraded
    }

    /// Whether the loader itself may run.
    pub fn about_loader(&self, tag: &Tag) -> Vec<Finding> {
        let request = self.request(&tag.src, Destination::Script);
        let parser_metadata = ParserMetadata::ParserInserted;
        let request = Request { nonce: tag.nonce.clone(), integrity_metadata: tag.integrity.clone(), parser_metadata, ..request };
        self.blocked("policy-loader", &request)
    }

    /// Whether it may have its files, as far as that isn't said already by its not running at all.
    pub fn about_folder(&self, folder: &Folder, tag: &Tag, page: &Page, may_run: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(glue) = folder.glue().filter(|_| may_run) {
            // A module that is imported has the nonce of the script that imports it.
            let request = Request { nonce: tag.nonce.clone(), ..self.request(glue, Destination::Script) };
            findings.extend(self.blocked("policy-script", &request));
        }
        let names_no_scripts = self.list.0.iter().any(|policy| policy.contains_a_directive_whose_name_is("require-trusted-types-for"));
        if let Some(glue) = folder.glue().filter(|glue| names_no_scripts && folder.is_pinned() && !page.scripts.contains(glue)) {
            let mend = format!("add <script type=\"module\" async crossorigin src=\"{glue}\"></script> to the page");
            let message =
                format!("the page's policy has require-trusted-types-for, under which a pinned loader may bring no script; {mend}");
            findings.push(Finding::fault("policy-trusted-types", message));
        }
        findings.extend(self.about_fetch(&folder.fragment(None)));
        findings.extend(self.blocked("policy-img", &self.request(&folder.at("art/picture.svg"), Destination::Image)));
        let (wasm, violations) = self.list.is_wasm_evaluation_allowed();
        if wasm == CheckResult::Blocked {
            let directive = violations.first().map_or("script-src", |violation| &violation.directive.name);
            let mend = format!("add 'wasm-unsafe-eval' to its {directive}");
            let is_needed = page.places.iter().any(|place| place.catalog.is_some() || place.overlay.is_some());
            findings.push(if is_needed {
                Finding::fault(
                    "policy-wasm",
                    format!("the page's policy forbids wasm, without which other catalogs and overlays aren't shown; {mend}"),
                )
            } else {
                Finding::hint("policy-wasm", format!("the page's policy forbids wasm, so topics are read without the whole trail; {mend}"))
            });
        }
        for style in &page.styles {
            let element = Element { nonce: None };
            let (result, _) = self.list.should_elements_inline_type_behavior_be_blocked(&element, InlineCheckType::Style, style);
            if result == CheckResult::Blocked {
                let hash = integrity(style.as_bytes());
                findings.push(Finding::hint(
                    "policy-style",
                    format!("the page's policy forbids the <style> of the snippet, so the topic is plain until the loader comes; add '{hash}' to its style-src, or paste t/ID.strict.html"),
                ));
            }
        }
        findings
    }

    /// Whether a file may be fetched.
    pub fn about_fetch(&self, url: &Url) -> Vec<Finding> {
        self.blocked("policy-connect", &self.request(url, Destination::None))
    }

    fn request(&self, url: &Url, destination: Destination) -> Request {
        Request {
            url: url.clone(),
            current_url: url.clone(),
            origin: self.page.origin(),
            redirect_count: 0,
            destination,
            initiator: if destination == Destination::None { Initiator::Fetch } else { Initiator::None },
            nonce: String::new(),
            integrity_metadata: String::new(),
            parser_metadata: ParserMetadata::NotParserInserted,
        }
    }

    fn blocked(&self, name: &'static str, request: &Request) -> Vec<Finding> {
        let (_, violations) = self.list.should_request_be_blocked(request);
        let said = violations.iter().map(|violation| {
            // The directive that is said to be violated is the one that the request falls under. What the page wrote may be a more general one.
            let effective = &*violation.directive.name;
            let general: &[&str] = if effective.starts_with("script-src") { &["script-src", "default-src"] } else { &["default-src"] };
            let mut names = std::iter::once(effective).chain(general.iter().copied());
            let written = names.find(|name| violation.policy.contains_a_directive_whose_name_is(name)).unwrap_or(effective);
            let origin = request.url.origin().ascii_serialization();
            let mend = match written {
                "default-src" => format!("add {origin} to its default-src, or give it a {} with it", effective.trim_end_matches("-elem")),
                written => format!("add {origin} to its {written}"),
            };
            let what = match request.destination {
                Destination::Script => format!("the script {}", request.url),
                Destination::Image => format!("pictures from {origin}"),
                _ => format!("fetching from {origin}"),
            };
            Finding::fault(name, format!("the page's policy forbids {what}; {mend}"))
        });
        said.collect()
    }
}
