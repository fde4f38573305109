//! The files that the loader asks for: whether they are there, and whether a page elsewhere may have them.

use std::rc::Rc;

use url::Url;

use super::finding::Finding;
use super::page::{Page, Place, Tag};
use super::web::{Answer, Web};
use crate::catalog::{self, Catalog, Limits};
use crate::tool::assets::{FRAGMENTS, HASHED, integrity};
use crate::tool::check;
use crate::tool::site::LOADER;

/// The widget's folder, as the loader on the page knows it.
#[derive(Debug)]
pub struct Files {
    base: Url,
    page: Url,
    /// The hashed files that the loader names.
    assets: Vec<Url>,
    /// Those of them that are scripts.
    pub glue: Vec<Url>,
}

impl Files {
    /// What the loader names, if it is one and comes.
    pub fn of(tag: &Tag, page: &Page, web: &Web) -> Result<Self, Finding> {
        let src = &tag.src;
        let answer = web.get(src).map_err(|fault| {
            Finding::fault("loader-missing", format!("the loader {src} {fault}; correct its address, or wait until its server is back"))
        })?;
        if !answer.is_ok() {
            return Err(Finding::fault(
                "loader-missing",
                format!("the loader {src} answered with the status {}; correct the address in src", answer.status),
            ));
        }
        let text = answer.text();
        let base = base(&answer.url);
        let (Some(base), true) = (base, text.contains("vital-conditions") && text.contains(HASHED)) else {
            return Err(Finding::fault(
                "not-the-loader",
                format!("{src} is there and is not the loader (it says it is {}); correct the address in src", named(&answer)),
            ));
        };
        if !is_javascript(&answer) {
            return Err(Finding::fault(
                "loader-type",
                format!("{src} is sent as {}; its server must send text/javascript", named(&answer)),
            ));
        }
        if !tag.integrity.is_empty() && !tag.integrity.split_whitespace().any(|wanted| *wanted == integrity(&answer.body)) {
            return Err(Finding::fault(
                "integrity",
                format!(
                    "{src} has changed since the snippet was pasted, so browsers refuse it; its integrity is now \"{}\"",
                    integrity(&answer.body)
                ),
            ));
        }
        if !answer.may_be_read_by(&page.url) {
            return Err(not_allowed(src, &page.url));
        }
        let mut assets: Vec<Url> = Vec::new();
        for rest in text.split(HASHED).skip(1) {
            let name = rest.split(|end: char| !end.is_ascii_alphanumeric() && end != '.').next().unwrap_or_default();
            assets.extend(base.join(&format!("{HASHED}{name}")).ok().filter(|url| !assets.contains(url) && name.contains('.')));
        }
        let glue = assets.iter().filter(|url| url.path().ends_with(".js")).cloned().collect();
        Ok(Self { base, page: page.url.clone(), assets, glue })
    }

    /// A file of the folder.
    pub fn at(&self, path: &str) -> Url {
        self.base.join(path).unwrap_or_else(|_| self.base.clone())
    }

    /// The fragment of a topic; of the home entry where none is named.
    pub fn fragment(&self, topic: Option<&str>) -> Url {
        self.at(&format!("{FRAGMENTS}{}.json", topic.filter(|topic| !topic.is_empty()).unwrap_or("_")))
    }

    /// Whether the loader's files are what they should be.
    pub fn findings(&self, web: &Web) -> Vec<Finding> {
        self.assets.iter().filter_map(|url| self.about(url, web)).collect()
    }

    fn about(&self, url: &Url, web: &Web) -> Option<Finding> {
        let answer = match web.get(url) {
            Ok(answer) => answer,
            Err(fault) => return Some(Finding::fault("file-missing", format!("{url} {fault}"))),
        };
        if !answer.is_ok() {
            let message = format!(
                "{url}, which the loader needs, answered with the status {}; the folder was put up in part, or the loader is of another version: put up all of it",
                answer.status
            );
            return Some(Finding::fault("file-missing", message));
        }
        if !answer.may_be_read_by(&self.page) {
            return Some(not_allowed(url, &self.page));
        }
        let path = url.path();
        if path.ends_with(".js") && !is_javascript(&answer) {
            return Some(Finding::fault(
                "file-type",
                format!("{url} is sent as {}, and browsers run no module that isn't sent as text/javascript", named(&answer)),
            ));
        }
        if path.ends_with(".wasm") && answer.kind() != "application/wasm" {
            return Some(Finding::hint(
                "file-type",
                format!("{url} is sent as {}; sent as application/wasm it is compiled while it comes", named(&answer)),
            ));
        }
        None
    }

    /// Whether what was asked for at a place is there.
    pub fn about_place(&self, place: &Place, page: &Page, web: &Web) -> Vec<Finding> {
        let topic = place.topic.as_deref().map(str::trim).filter(|topic| !topic.is_empty());
        let mut findings = Vec::new();
        let address = match &place.catalog {
            // The fragment is all that the first topic takes; where it is missing the catalog says why.
            None => {
                let fragment = self.fragment(topic);
                if web.get(&fragment).is_ok_and(|answer| answer.is_ok()) {
                    findings.extend(self.about(&fragment, web));
                    return findings;
                }
                Some(self.at("catalog.json"))
            }
            Some(catalog) => page.url.join(catalog).ok(),
        };
        let Some(address) = address else { return findings };
        if page.url.scheme() == "https" && address.scheme() == "http" {
            findings.push(Finding::fault(
                "mixed-content",
                format!("the page comes by https and asks for {address} by http, which browsers refuse; write https://"),
            ));
            return findings;
        }
        match self.catalog(&address, web) {
            Err(found) => findings.push(found),
            Ok(catalog) => findings.extend(topic.and_then(|topic| missing(&catalog, topic, &address))),
        }
        if let Some(overlay) = place.overlay.as_deref().and_then(|overlay| page.url.join(overlay).ok()) {
            findings.extend(self.about(&overlay, web));
        }
        findings
    }

    fn catalog(&self, address: &Url, web: &Web) -> Result<Catalog, Finding> {
        let answer = web.get(address).map_err(|fault| Finding::fault("catalog-missing", format!("the catalog {address} {fault}")))?;
        if !answer.is_ok() {
            return Err(Finding::fault(
                "catalog-missing",
                format!("the catalog {address} answered with the status {}; correct its address, or put it there", answer.status),
            ));
        }
        if !answer.may_be_read_by(&self.page) {
            return Err(not_allowed(address, &self.page));
        }
        let unreadable = |fault: String| {
            Finding::fault("catalog-fault", format!("the catalog {address} can't be read: {fault}; vital check names the line"))
        };
        let today = check::today().map_err(|fault| unreadable(fault.to_string()))?;
        let context = catalog::Context { base: address.as_str(), today, resolve: &check::resolve, limits: Limits::BROWSER, overlay: None };
        catalog::parse(&answer.text(), &context).map(|(catalog, _)| catalog).map_err(|fault| unreadable(fault.to_string()))
    }
}

fn missing(catalog: &Catalog, topic: &str, address: &Url) -> Option<Finding> {
    if catalog.index.is_some() || catalog.find(topic).is_some() {
        return None;
    }
    let meant = catalog.nearest(topic).map(|entry| format!("; did you mean \"{}\"?", entry.id)).unwrap_or_default();
    Some(Finding::fault("topic", format!("there is no topic \"{topic}\" in {address}{meant}")))
}

fn not_allowed(url: &Url, page: &Url) -> Finding {
    Finding::fault(
        "cors",
        format!(
            "{url} may not be read by {}; its server must send the header Access-Control-Allow-Origin: *",
            page.origin().ascii_serialization()
        ),
    )
}

/// The folder that a loader is in. A script for one topic is below it, in `t/` or, for another language, in `t/LANG/`.
fn base(loader: &Url) -> Option<Url> {
    let path = loader.path();
    let folder = match path.strip_suffix(LOADER) {
        Some(folder) => folder,
        None => path.rsplit_once(&format!("/{FRAGMENTS}"))?.0,
    };
    let mut base = loader.clone();
    base.set_path(&format!("{}/", folder.trim_end_matches('/')));
    base.set_query(None);
    Some(base)
}

/// Source: <https://mimesniff.spec.whatwg.org/#javascript-mime-type>, of which these are in use.
fn is_javascript(answer: &Rc<Answer>) -> bool {
    matches!(
        &*answer.kind(),
        "text/javascript" | "application/javascript" | "application/x-javascript" | "text/ecmascript" | "application/ecmascript"
    )
}

fn named(answer: &Rc<Answer>) -> String {
    let kind = answer.kind();
    if kind.is_empty() { "something without a type".to_owned() } else { kind }
}
