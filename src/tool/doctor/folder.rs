//! The folder that the loader is in: whether what it asks for is there, and whether a page elsewhere may have it.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::finding::Finding;
use super::page::{Page, Place, Tag};
use super::policy::Policies;
use super::web::{Answer, Web};
use crate::catalog::{self, Catalog, Limits};
use crate::tool::assets::{FRAGMENTS, HASHED, integrity};
use crate::tool::check;
use crate::tool::site::LOADER;

/// Bytes of a catalog that the widget reads.
const MOST: usize = 16 << 20;

/// The widget's folder, as the loader on the page knows it.
#[derive(Debug)]
pub struct Folder {
    pub base: Url,
    /// The hashed files that the loader names, each with its integrity where the loader is pinned to a version.
    assets: Vec<(Url, Option<String>)>,
}

impl Folder {
    /// The folder of a loader that comes and is one. The loader takes its address as it is in the tag, whatever redirections follow.
    pub fn of(tag: &Tag, web: &Web) -> Option<Self> {
        let answer = web.get(&tag.src).ok().filter(|answer| answer.is_ok())?;
        let text = answer.text();
        let base = base(&tag.src).filter(|_| is_loader(&text))?;
        let sums: BTreeMap<&str, &str> = sums(&text).collect();
        let names: BTreeSet<&str> = assets(&text).collect();
        let asset = |name| Some((base.join(name).ok()?, sums.get(name).map(|sum| (*sum).to_owned())));
        let assets = names.into_iter().filter_map(asset).collect();
        Some(Self { base, assets })
    }

    /// A file of the folder.
    pub fn at(&self, path: &str) -> Url {
        self.base.join(path).unwrap_or_else(|_| self.base.clone())
    }

    /// The fragment of a topic; of the home entry where none is named.
    pub fn fragment(&self, topic: Option<&str>) -> Url {
        self.at(&format!("{FRAGMENTS}{}.json", topic.unwrap_or("_")))
    }

    /// Whether the loader runs one version alone, so that it can't import.
    pub fn is_pinned(&self) -> bool {
        self.assets.iter().any(|(_, sum)| sum.is_some())
    }

    /// The script that the loader imports.
    pub fn glue(&self) -> Option<&Url> {
        self.assets.iter().map(|(url, _)| url).find(|url| url.path().contains("/glue.") && url.path().ends_with(".js"))
    }

    /// Whether the loader's files are what they should be.
    pub fn findings(&self, page: &Page, web: &Web) -> Vec<Finding> {
        self.assets.iter().filter_map(|(url, sum)| about_asset(url, sum.as_deref(), page, web)).collect()
    }

    /// Whether what was asked for at a place is there, and may be had.
    pub fn about_place(&self, place: &Place, page: &Page, policies: &Policies, web: &Web) -> Vec<Finding> {
        let topic = place.topic.as_deref();
        let mut findings = Vec::new();
        let resolved = |address: &Option<String>| address.as_deref().and_then(|address| page.base.join(address).ok());
        if place.catalog.is_none() && place.overlay.is_none() && self.has_fragment(topic, web) {
            // It is all that the first topic takes.
            findings.extend(about_reading(&self.fragment(topic), page, policies, web));
            return findings;
        }
        let catalog = resolved(&place.catalog).unwrap_or_else(|| self.at("catalog.json"));
        let withheld = about_reading(&catalog, page, policies, web);
        if withheld.is_empty() {
            match read(&catalog, web) {
                Err(message) => findings.push(Finding::fault("catalog-fault", message)),
                Ok(read) => findings.extend(topic.and_then(|topic| missing(&read, topic, &catalog))),
            }
        }
        findings.extend(withheld);
        findings.extend(resolved(&place.overlay).into_iter().flat_map(|overlay| about_reading(&overlay, page, policies, web)));
        findings
    }

    /// Some hosts answer with a page for whatever they don't have.
    fn has_fragment(&self, topic: Option<&str>, web: &Web) -> bool {
        let answer = web.get(&self.fragment(topic)).ok().filter(|answer| answer.is_ok());
        let fragment = answer.and_then(|answer| serde_json::from_slice::<serde_json::Value>(&answer.body).ok());
        fragment.is_some_and(|fragment| fragment["nodes"].is_array())
    }
}

/// Whether a script is the loader, or begins with it.
pub fn is_loader(text: &str) -> bool {
    text.contains(crate::tool::interface::TAG) && assets(text).next().is_some()
}

pub fn withheld(url: &Url, page: &Page) -> Finding {
    let origin = page.url.origin().ascii_serialization();
    Finding::fault("cors", format!("{url} may not be read by {origin}; its server must send the header Access-Control-Allow-Origin: *"))
}

/// The names of hashed files, `assets/STEM.HASH.EXTENSION`, that stand in a script as whole strings.
fn assets(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.match_indices(HASHED).filter_map(|(at, _)| {
        let quote = text[..at].chars().next_back().filter(|quote| "\"'`".contains(*quote))?;
        text[at..].split_once(quote).map(|(name, _)| name)
    });
    quoted.filter(|name| {
        let parts: Vec<&str> = name.split('.').collect();
        matches!(parts[..], [_, hash, _] if hash.len() >= 8 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()))
    })
}

/// Pairs of such a name and an integrity, as they stand in a pinned loader.
fn sums(text: &str) -> impl Iterator<Item = (&str, &str)> {
    assets(text).filter_map(move |name| {
        // `assets` has cut the name out of the text.
        let after = &text[name.as_ptr().addr() - text.as_ptr().addr() + name.len() + 1..];
        let value = after.strip_prefix(':')?;
        let quote = value.chars().next().filter(|quote| "\"'`".contains(*quote))?;
        let (sum, _) = value[1..].split_once(quote)?;
        sum.starts_with("sha").then_some((name, sum))
    })
}

fn about_asset(url: &Url, sum: Option<&str>, page: &Page, web: &Web) -> Option<Finding> {
    let answer = match web.get(url) {
        Ok(answer) => answer,
        Err(why) => return Some(Finding::fault("file-missing", format!("{url}, which the loader needs, {why}"))),
    };
    if !answer.is_ok() {
        let message = format!(
            "{url}, which the loader needs, answered with the status {}; the folder was put up in part, or the loader is of another version: put up all of it",
            answer.status
        );
        return Some(Finding::fault("file-missing", message));
    }
    if let Some(url) = answer.withheld_from(&page.url.origin()) {
        return Some(withheld(url, page));
    }
    if sum.is_some_and(|sum| sum != integrity(&answer.body)) {
        let message = format!(
            "{url} is not the file of the version that the page is pinned to, so it is refused; publish that version's file again, or have the snippet of today pasted"
        );
        return Some(Finding::fault("integrity", message));
    }
    let sent = format!("{url} is sent as {}", answer.named());
    if url.path().ends_with(".js") && !answer.is_javascript() {
        return Some(Finding::fault("file-type", format!("{sent}, and browsers run no module that isn't sent as text/javascript")));
    }
    if url.path().ends_with(".wasm") && answer.kind() != "application/wasm" {
        return Some(Finding::hint("file-type", format!("{sent}; sent as application/wasm it is compiled while it comes")));
    }
    None
}

/// What keeps the widget from reading a file of content.
fn about_reading(url: &Url, page: &Page, policies: &Policies, web: &Web) -> Vec<Finding> {
    if policies.is_mixed(url) {
        let message = format!("the page comes by https and asks for {url} by http, which browsers refuse; write https://");
        return vec![Finding::fault("mixed-content", message)];
    }
    let mut findings = policies.about_fetch(url);
    let missing = |why: String| Finding::fault("content-missing", format!("{url} {why}; correct its address, or put it there"));
    findings.extend(match web.get(url) {
        Err(why) => Some(missing(why)),
        Ok(answer) if !answer.is_ok() => Some(missing(format!("answered with the status {}", answer.status))),
        Ok(answer) => answer.withheld_from(&page.url.origin()).map(|url| withheld(url, page)),
    });
    findings
}

/// The catalog at an address, as the widget would read it.
fn read(address: &Url, web: &Web) -> Result<Catalog, String> {
    let read = |answer: &Answer| {
        if answer.body.len() > MOST {
            return Err(format!("it is larger than {} MiB", MOST >> 20));
        }
        let today = check::today().map_err(|fault| fault.to_string())?;
        let context = catalog::Context { base: address.as_str(), today, resolve: &check::resolve, limits: Limits::BROWSER, overlay: None };
        catalog::parse(&answer.text(), &context).map(|(catalog, _)| catalog).map_err(|fault| fault.to_string())
    };
    let fault = match web.get(address) {
        Ok(answer) => read(&answer),
        Err(why) => Err(why),
    };
    fault.map_err(|fault| format!("the catalog {address} can't be read: {fault}; vital check names the line"))
}

fn missing(catalog: &Catalog, topic: &str, address: &Url) -> Option<Finding> {
    if catalog.index.is_some() || catalog.find(topic).is_some() {
        return None;
    }
    let meant = catalog.nearest(topic).map(|entry| format!("; did you mean \"{}\"?", entry.id)).unwrap_or_default();
    Some(Finding::fault("topic", format!("there is no topic \"{topic}\" in {address}{meant}")))
}

/// The folder that a loader is in. Below it are those that are pinned, in `assets/HASH/`, and scripts for one topic, in `t/` or, for another
/// language, in `t/LANG/`.
fn base(loader: &Url) -> Option<Url> {
    let path = loader.path();
    let folder = match path.strip_suffix(LOADER) {
        Some(folder) => above(folder).unwrap_or(folder),
        None => path.rsplit_once(&format!("/{FRAGMENTS}"))?.0,
    };
    let mut base = loader.clone();
    base.set_path(&format!("{}/", folder.trim_end_matches('/')));
    base.set_query(None);
    Some(base)
}

fn above(pinned: &str) -> Option<&str> {
    let (above, hash) = pinned.trim_end_matches('/').rsplit_once('/')?;
    let is_hash = hash.len() >= 8 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    above.strip_suffix(HASHED.trim_end_matches('/')).filter(|above| is_hash && above.ends_with('/'))
}
