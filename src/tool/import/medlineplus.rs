//! Reads the health topics of MedlinePlus. Source: <https://medlineplus.gov/xmldescription.html>.
//!
//! A topic becomes an entry of kind topic, every site that it lists one of kind resource, once for all topics. Leaves out
//! vocabularies and translations, which a catalog has no place for.

use std::collections::BTreeMap;

use roxmltree::Node;
use url::Url;

use super::gathering::Gathering;
use super::html::Reading;
use super::imported::{Block, Channel, Collection, Imported, Party};
use super::prose::{Inline, address_link, plain, tidy};
use super::source_text::{Refusal, SourceText};
use super::xml;

const HOME: &str = "https://medlineplus.gov/";

/// The fields of a topic and of a site that an entry has a place for.
const TOPIC: [&str; 6] = ["also-called", "full-summary", "group", "related-topic", "site", "primary-institute"];
const SITE: [&str; 2] = ["information-category", "organization"];

/// The entries of a file of topics.
///
/// # Errors
/// When it holds none, or is malformed.
pub fn read(source: &SourceText) -> Result<Collection, Refusal> {
    let document = xml::parse(source)?;
    let root = document.root_element();
    if !root.has_tag_name("health-topics") {
        return Err(source.refuse(
            root.range().start,
            "this is no file of MedlinePlus, as its root is no <health-topics>: name another format with --as",
        ));
    }
    let first = xml::children(root, None, "health-topic").next();
    let channel = Channel {
        identity: "MedlinePlus health topics".to_owned(),
        title: Some("MedlinePlus health topics".to_owned()),
        lang: first.and_then(language),
        url: Some(HOME.to_owned()),
        summary: None,
    };
    let mut gathering = Gathering::new(source, channel);
    let mut sites: BTreeMap<String, Imported> = BTreeMap::new();
    for node in xml::children(root, None, "health-topic") {
        topic(node, &mut gathering, &mut sites)?;
    }
    for site in sites.into_values() {
        gathering.add(site, Vec::new());
    }
    Ok(gathering.finish())
}

fn topic(node: Node, gathering: &mut Gathering, sites: &mut BTreeMap<String, Imported>) -> Result<(), Refusal> {
    let offset = node.range().start;
    let mut notes = Vec::new();
    let said = |name: &str| node.attribute(name).map(tidy).filter(|text| !text.is_empty());
    let url = said("url");
    let mut entry = Imported::new(said("id").or_else(|| url.clone()).unwrap_or_default(), "topic", gathering.source.place(offset));
    entry.title = said("title").unwrap_or_default();
    entry.summary = said("meta-desc");
    entry.lang = language(node);
    entry.label = xml::text(node, None, "group");
    entry.provider = Some(Party { name: "MedlinePlus".to_owned(), url: Some(HOME.to_owned()) });
    let base = url.as_deref().and_then(|url| Url::parse(url).ok());
    entry.url = url;
    let names: Vec<String> = xml::children(node, None, "also-called").map(|name| tidy(&xml::content(name))).collect();
    if !names.is_empty() {
        entry.body.push(Block::Paragraph(plain(&format!("Also called: {}", names.join("; ")))));
    }
    if let Some(html) = xml::text(node, None, "full-summary") {
        entry.body.extend(gathering.html(offset, &html, Reading { base: base.as_ref(), wordpress: false }, &mut notes)?);
    }
    if let Some(institute) = xml::children(node, None, "primary-institute").next() {
        let name = xml::content(institute);
        let link = institute.attribute("url").map(|url| vec![address_link(url, &name)]);
        entry.body.push(Block::Paragraph(link.unwrap_or_else(|| plain(&name))));
    }
    entry.related = xml::children(node, None, "related-topic")
        .filter_map(|related| related.attribute("id").or_else(|| related.attribute("url")))
        .map(ToOwned::to_owned)
        .collect();
    let mut categories: Vec<(String, Vec<Vec<Inline>>)> = Vec::new();
    for node in xml::children(node, None, "site") {
        let Some((category, link)) = site(node, gathering, sites) else { continue };
        match categories.iter_mut().find(|(known, _)| *known == category) {
            Some((_, links)) => links.push(link),
            None => categories.push((category, vec![link])),
        }
    }
    for (category, items) in categories {
        if !category.is_empty() {
            entry.body.push(Block::Heading(2, plain(&category)));
        }
        entry.body.push(Block::List { ordered: false, items });
    }
    for child in node.children().filter(Node::is_element).filter(|child| !TOPIC.contains(&child.tag_name().name())) {
        gathering.unused(child.tag_name().name(), child.range().start);
    }
    if xml::children(node, None, "group").nth(1).is_some() {
        gathering.unused("group, beyond the first of a topic", offset);
    }
    gathering.add(entry, notes);
    Ok(())
}

/// A site of a topic: its first category, and a link to its entry.
fn site(node: Node, gathering: &mut Gathering, sites: &mut BTreeMap<String, Imported>) -> Option<(String, Vec<Inline>)> {
    let offset = node.range().start;
    let url = node.attribute("url").map(str::trim).filter(|url| super::html::followed(url).is_some());
    let Some(url) = url else {
        gathering
            .leave_out(offset, format!("the site \"{}\", which has no address to follow", node.attribute("title").unwrap_or_default()));
        return None;
    };
    let categories: Vec<String> = xml::children(node, None, "information-category").map(|name| tidy(&xml::content(name))).collect();
    let mut organizations = xml::children(node, None, "organization").map(|name| tidy(&xml::content(name))).collect::<Vec<_>>();
    for child in node.children().filter(Node::is_element).filter(|child| !SITE.contains(&child.tag_name().name())) {
        gathering.unused(&format!("{} of a site", child.tag_name().name()), child.range().start);
    }
    if node.attribute("language-mapped-url").is_some_and(|url| !url.is_empty()) {
        gathering.unused("language-mapped-url of a site", offset);
    }
    let category = categories.first().cloned().unwrap_or_default();
    if categories.len() > 1 {
        gathering.unused("information-category, beyond the first of a site", offset);
    }
    let place = gathering.source.place(offset);
    let entry = sites.entry(url.to_owned()).or_insert_with(|| {
        let mut entry = Imported::new(url, "resource", place);
        entry.title = tidy(node.attribute("title").unwrap_or_default());
        entry.url = Some(url.to_owned());
        entry.label = Some(category.clone()).filter(|category| !category.is_empty());
        organizations.dedup();
        entry.provider = (!organizations.is_empty()).then(|| Party { name: organizations.join(", "), url: None });
        entry.lang = node.parent_element().and_then(language);
        entry.shown_elsewhere = true;
        entry
    });
    let title = entry.title.clone();
    Some((category, vec![address_link(url, &title)]))
}

fn language(topic: Node) -> Option<String> {
    Some(match topic.attribute("language")? {
        "English" => "en".to_owned(),
        "Spanish" => "es".to_owned(),
        other => other.to_owned(),
    })
}
