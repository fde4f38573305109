//! `vital doctor`: why the widget doesn't show on a page. It reads the page as a browser would get it, asks for what the widget would ask
//! for, and names what stands in the way, each with the line that mends it.
//!
//! Leaves out what only a running page knows: scripts that change it, extensions, the reader's network.

mod files;
mod finding;
mod page;
mod policy;
mod web;

pub use finding::{Finding, Weight};

use anyhow::{Context, Result, bail};
use url::Url;

use files::Files;
use page::Page;
use policy::Policies;
use web::{Answer, Web};

/// What is found out about the page at an address.
///
/// # Errors
/// When the page itself can't be read.
pub fn examine(address: &str) -> Result<Vec<Finding>> {
    let url: Url =
        address.parse().with_context(|| format!("{address} is no address; give that of the page, such as https://example.org/about"))?;
    if !matches!(url.scheme(), "http" | "https") {
        bail!("{address} is no page on a server; give an address with http or https");
    }
    let answer = Web::new(None).get(&url).map_err(|fault| anyhow::anyhow!("{url} {fault}"))?;
    if !answer.is_ok() {
        bail!("{url} answered with the status {}; the page itself has to be there first", answer.status);
    }
    Ok(diagnose(&answer, &Web::new(Some(answer.url.clone()))))
}

fn diagnose(answer: &Answer, web: &Web) -> Vec<Finding> {
    let page = Page::read(answer);
    let mut findings = page.findings();
    let policies = Policies::of(answer, &page);
    let mut loaders: Vec<Url> = Vec::new();
    for tag in &page.tags {
        if loaders.contains(&tag.src) {
            continue;
        }
        loaders.push(tag.src.clone());
        let forbidden = policies.about_loader(tag);
        let may_run = forbidden.is_none();
        findings.extend(forbidden);
        let files = match Files::of(tag, &page, web) {
            Ok(files) => files,
            Err(found) => {
                findings.push(found);
                continue;
            }
        };
        findings.extend(files.findings(web));
        findings.extend(policies.about_files(&files, may_run));
        for place in &page.places {
            findings.extend(files.about_place(place, &page, web));
        }
    }
    if let [first, second, ..] = &loaders[..] {
        findings.push(Finding::fault(
            "two-loaders",
            format!("the page has two loaders, {first} and {second}, and the one that comes first is used; take one of them away"),
        ));
    }
    findings
}
