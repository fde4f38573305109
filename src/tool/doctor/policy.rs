//! What the page's Content Security Policy allows of what the widget asks for.
//!
//! Source: <https://www.w3.org/TR/CSP3/>, as the crate `content-security-policy` reads it.

use content_security_policy::{
    CheckResult, CspList, Destination, Element, Initiator, InlineCheckType, ParserMetadata, PolicyDisposition, PolicySource, Request,
    Violation,
};
use url::Url;

use super::files::Files;
use super::finding::Finding;
use super::page::{Page, Tag};
use super::web::Answer;
use crate::tool::assets::integrity;

pub struct Policies {
    list: CspList,
    page: Url,
    styles: Vec<String>,
}

impl Policies {
    pub fn of(answer: &Answer, page: &Page) -> Self {
        let mut list = CspList::parse(&answer.header("content-security-policy"), PolicySource::Header, PolicyDisposition::Enforce);
        for policy in &page.policies {
            list.append(CspList::parse(policy, PolicySource::Meta, PolicyDisposition::Enforce));
        }
        Self { list, page: page.url.clone(), styles: page.styles.clone() }
    }

    /// Whether the loader itself may run.
    pub fn about_loader(&self, tag: &Tag) -> Option<Finding> {
        let request = Request {
            nonce: tag.nonce.clone(),
            integrity_metadata: tag.integrity.clone(),
            parser_metadata: ParserMetadata::ParserInserted,
            ..self.request(&tag.src, Destination::Script)
        };
        self.blocked("policy-loader", &request)
    }

    /// Whether it may have its files, as far as that isn't said already by its not running at all.
    pub fn about_files(&self, files: &Files, may_run: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        // A module that is imported counts as a script that no parser has inserted: 'strict-dynamic' lets it pass.
        findings.extend(
            files.glue.iter().filter(|_| may_run).find_map(|glue| self.blocked("policy-script", &self.request(glue, Destination::Script))),
        );
        findings.extend(self.blocked("policy-connect", &self.request(&files.fragment(None), Destination::None)));
        findings.extend(self.blocked("policy-img", &self.request(&files.at("art/picture.svg"), Destination::Image)));
        let (wasm, violations) = self.list.is_wasm_evaluation_allowed();
        if wasm == CheckResult::Blocked {
            let directive = violations.first().map_or_else(|| "script-src".to_owned(), |violation| violation.directive.name.clone());
            findings.push(Finding::hint(
                "policy-wasm",
                format!("the page's policy forbids wasm, so topics are read without trail, overlays and other catalogs; add 'wasm-unsafe-eval' to its {directive}"),
            ));
        }
        for style in &self.styles {
            let element = Element { nonce: None };
            let (result, _) = self.list.should_elements_inline_type_behavior_be_blocked(&element, InlineCheckType::Style, style);
            if result == CheckResult::Blocked {
                let hash = integrity(style.as_bytes());
                findings.push(Finding::hint("policy-style", format!("the page's policy forbids the <style> of the snippet, so the topic is plain until the loader comes; add '{hash}' to its style-src, or paste t/ID.strict.html")));
            }
        }
        findings
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

    fn blocked(&self, name: &'static str, request: &Request) -> Option<Finding> {
        let (result, violations) = self.list.should_request_be_blocked(request);
        (result == CheckResult::Blocked).then(|| {
            let Violation { directive, policy, .. } = &violations[0];
            // The directive that is said to be violated is what the request falls under; what the page wrote may be a more general one.
            let written =
                [&*directive.name, "script-src", "default-src"].into_iter().find(|name| policy.contains_a_directive_whose_name_is(name));
            let written = written.unwrap_or(&directive.name);
            let origin = request.url.origin().ascii_serialization();
            let general = if written == "default-src" {
                format!(" (its own {} goes before default-src)", directive.name.trim_end_matches("-elem"))
            } else {
                String::new()
            };
            Finding::fault(name, format!("the page's policy forbids {}; add {origin} to its {written}{general}", request.url))
        })
    }
}
