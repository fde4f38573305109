//! `vital doctor`: why the widget doesn't show on a page. It reads the page as a browser would get it, asks for what the widget would ask
//! for, and names what stands in the way, each with the line that mends it.
//!
//! Leaves out what only a running page knows: scripts that change it, extensions, the reader's network.

mod finding;
mod folder;
mod page;
mod policy;
mod web;

pub use finding::{Finding, Weight};

use anyhow::{Context, Result, anyhow, bail};
use url::Url;

use folder::Folder;
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
    let answer = Web::new(None).get(&url).map_err(|fault| anyhow!("{url} {fault}"))?;
    if !answer.is_ok() {
        bail!("{url} answered with the status {}; the page itself has to be there first", answer.status);
    }
    Ok(diagnose(&answer, &Web::new(Some(answer.url().clone()))))
}

fn diagnose(answer: &Answer, web: &Web) -> Vec<Finding> {
    let page = Page::read(answer, web);
    let policies = Policies::of(answer, &page);
    let mut findings = page.findings();
    let mut folders: Vec<Folder> = Vec::new();
    for tag in &page.tags {
        findings.extend(tag.findings(&page, &policies, web));
        let forbidden = policies.about_loader(tag);
        let may_run = forbidden.is_empty();
        findings.extend(forbidden);
        let Some(folder) = Folder::of(tag, web).filter(|folder| folders.iter().all(|known| known.base != folder.base)) else { continue };
        findings.extend(folder.findings(&page, web));
        findings.extend(policies.about_folder(&folder, tag, &page, may_run));
        for place in &page.places {
            findings.extend(folder.about_place(place, &page, &policies, web));
        }
        folders.push(folder);
    }
    if let [first, second, ..] = &folders[..] {
        let message = format!(
            "the page has loaders of two folders, {} and {}, and the one that happens to come first is used; take one of them away",
            first.base, second.base
        );
        findings.push(Finding::fault("two-loaders", message));
    }
    let mut said: Vec<Finding> = Vec::new();
    for finding in findings {
        // Several places ask for the same.
        if !said.contains(&finding) {
            said.push(finding);
        }
    }
    said
}
