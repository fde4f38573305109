//! Reads the export of a WordPress site: WXR, which is RSS 2.0 with the site's own fields.
//!
//! Posts become stories and pages topics; drafts stay drafts. Leaves out comments, menus, themes, and what plugins add.

mod shortcode;

use std::collections::BTreeMap;

use roxmltree::Node;
use url::Url;

use super::gathering::{Gathering, summary};
use super::html::{self, Reading};
use super::imported::{Collection, Imported, Picture};
use super::report::Note;
use super::rss::{self, CONTENT, prefixed};
use super::source_text::{Refusal, SourceText};
use super::xml;

const EXCERPT: &str = "http://wordpress.org/export/1.2/excerpt/";

/// What WordPress keeps for itself: how the site looks and works.
const OF_THE_SITE: [&str; 12] = [
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
    "wp_font_face",
];

/// The name that a post without a category has.
const UNCATEGORIZED: &str = "Uncategorized";

/// A file of the media library.
struct Attachment {
    url: String,
    alt: Option<String>,
    caption: Option<String>,
}

/// The entries of an export.
///
/// # Errors
/// When it is no export, or malformed.
pub fn read(source: &SourceText) -> Result<Collection, Refusal> {
    let document = xml::parse(source)?;
    let root = document.root_element();
    let channel = xml::children(root, None, "channel").next();
    let Some((channel, wp)) = channel.zip(namespace(root)) else {
        let message = "this is no WordPress export (Tools, Export, All content): name another format with --as";
        return Err(source.refuse(root.range().start, message));
    };
    let mut about = rss::about(channel, source);
    about.identity = wp_text(channel, wp, "base_blog_url").or(about.url.clone()).unwrap_or(about.identity).trim().to_owned();
    let base = about.url.as_deref().and_then(|url| Url::parse(url.trim()).ok());
    let mut library = BTreeMap::new();
    for item in xml::children(channel, None, "item").filter(|item| post_type(*item, wp) == "attachment") {
        let url = wp_text(item, wp, "attachment_url").or_else(|| xml::text(item, None, "guid"));
        if let Some((id, url)) = wp_text(item, wp, "post_id").zip(url) {
            let caption = xml::text(item, Some(EXCERPT), "encoded").map(|text| html::words(&text));
            library.insert(id, Attachment { url: url.trim().to_owned(), alt: meta(item, wp, "_wp_attachment_image_alt"), caption });
        }
    }
    let mut export = Export { wp, base, library, gathering: Gathering::new(source, about) };
    for item in xml::children(channel, None, "item") {
        export.item(item)?;
    }
    Ok(export.gathering.finish())
}

/// The namespace of the fields, whatever its version.
fn namespace<'a>(root: Node<'a, '_>) -> Option<&'a str> {
    let mut spaces = root.namespaces().map(|namespace| namespace.uri());
    spaces.find(|uri| uri.starts_with("http://wordpress.org/export/") && uri.trim_end_matches('/').matches('/').count() == 4)
}

struct Export<'a> {
    wp: &'a str,
    base: Option<Url>,
    library: BTreeMap<String, Attachment>,
    gathering: Gathering<'a>,
}

impl Export<'_> {
    fn item(&mut self, item: Node) -> Result<(), Refusal> {
        let offset = item.range().start;
        let kind = post_type(item, self.wp);
        let status = wp_text(item, self.wp, "status").unwrap_or_default();
        let title = xml::text(item, None, "title").map(|title| html::words(&title)).unwrap_or_default();
        match (kind.as_str(), status.as_str()) {
            ("attachment", _) => return Ok(()),
            ("post" | "page", "trash" | "auto-draft" | "inherit") => {
                self.gathering.leave_out(offset, format!("\"{title}\", which is in the trash or was never saved"));
                return Ok(());
            }
            ("post" | "page", _) => {}
            (kind, _) if OF_THE_SITE.contains(&kind) => {
                self.gathering.unused(&format!("post type {kind}"), offset);
                return Ok(());
            }
            (kind, _) => {
                self.gathering
                    .leave_out(offset, format!("\"{title}\", which is of the post type \"{kind}\": copy it into a page, and export again"));
                return Ok(());
            }
        }
        self.post(item, &title, if kind == "page" { "topic" } else { "story" }, &status)
    }

    fn post(&mut self, item: Node, title: &str, kind: &'static str, status: &str) -> Result<(), Refusal> {
        let (wp, offset) = (self.wp, item.range().start);
        let mut notes = Vec::new();
        let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
        let link = trimmed(xml::text(item, None, "link"));
        let guid = trimmed(xml::text(item, None, "guid"));
        let number = wp_text(item, wp, "post_id").unwrap_or_default();
        let key = guid.clone().unwrap_or_else(|| number.clone());
        let mut entry = Imported::new(key, kind, self.gathering.source.place(offset));
        title.clone_into(&mut entry.title);
        entry.slug = wp_text(item, wp, "post_name").filter(|name| !html::words(name).contains('%'));
        entry.draft = status != "publish";
        // A draft's address shows nothing to readers.
        entry.url = link.filter(|_| !entry.draft);
        if let Some(base) = &self.base {
            entry.addresses =
                ["p", "page_id"].iter().filter_map(|name| base.join(&format!("?{name}={number}")).ok()).map(Into::into).collect();
            entry
                .addresses
                .extend(["p", "page_id"].iter().filter_map(|name| base.join(&format!("/?{name}={number}")).ok()).map(String::from));
        }
        if wp_text(item, wp, "post_password").is_some() {
            entry.draft = true;
            notes.push(Note::changed("a page with a password, now a draft"));
        } else if !matches!(status, "publish" | "draft") {
            notes.push(Note::changed(format!("a page with the status \"{status}\", now a draft")));
        }
        let mut categories = xml::children(item, None, "category").filter(|category| category.attribute("domain") == Some("category"));
        entry.label = categories.next().map(xml::content).map(|name| html::words(&name)).filter(|name| name != UNCATEGORIZED);
        for other in categories {
            self.gathering.unused("category, beyond the first of a post", other.range().start);
        }
        let excerpt = xml::text(item, Some(EXCERPT), "encoded").unwrap_or_default();
        let reading = Reading { base: self.base.as_ref(), wordpress: true };
        let excerpt = self.gathering.html(offset, &excerpt, reading, &mut notes)?;
        entry.summary = summary(&excerpt, &mut notes);
        let content = xml::text(item, Some(CONTENT), "encoded").unwrap_or_default();
        let content = shortcode::expand(&content, &mut notes);
        entry.body = self.gathering.html(offset, &content, reading, &mut notes)?;
        self.picture(item, &mut entry, &mut notes);
        self.count_unused(item);
        self.gathering.add(entry, notes);
        Ok(())
    }

    /// The featured image.
    fn picture(&self, item: Node, entry: &mut Imported, notes: &mut Vec<Note>) {
        let Some(id) = meta(item, self.wp, "_thumbnail_id") else { return };
        match self.library.get(&id) {
            Some(Attachment { url, alt, caption }) => {
                notes.extend(html::missing_alt(alt.as_deref(), url));
                entry.picture = Some(Picture { src: url.clone(), alt: alt.clone().unwrap_or_default(), credit: caption.clone() });
            }
            None => notes.push(Note::left_out("its featured image, which is not in the export: export all content")),
        }
    }

    fn count_unused(&mut self, item: Node) {
        for child in item.children().filter(Node::is_element) {
            let name = child.tag_name();
            let offset = child.range().start;
            match (name.namespace(), name.name()) {
                (None, "category") if child.attribute("domain") != Some("category") => {
                    self.gathering.unused(&format!("category of the domain {}", child.attribute("domain").unwrap_or("none")), offset);
                }
                (Some(namespace), "comment") if namespace == self.wp => self.gathering.unused("wp:comment", offset),
                (Some(namespace), "postmeta") if namespace == self.wp => {
                    let key = wp_text(child, self.wp, "meta_key").unwrap_or_default();
                    // Keys that begin so are WordPress's and its plugins' own notes.
                    if !key.starts_with('_') {
                        self.gathering.unused(&format!("custom field {key}"), offset);
                    }
                }
                (None, "pubDate") | (Some(rss::DUBLIN_CORE), _) => self.gathering.unused(&prefixed(child), offset),
                _ => {}
            }
        }
    }
}

fn post_type(item: Node, wp: &str) -> String {
    wp_text(item, wp, "post_type").unwrap_or_default()
}

/// A field of WordPress's own.
fn wp_text(node: Node, wp: &str, name: &str) -> Option<String> {
    let field = node.children().find(|child| child.tag_name().name() == name && child.tag_name().namespace() == Some(wp))?;
    Some(xml::content(field).trim().to_owned()).filter(|text| !text.is_empty())
}

fn meta(item: Node, wp: &str, key: &str) -> Option<String> {
    let mut metas = item.children().filter(|child| child.tag_name().name() == "postmeta");
    wp_text(metas.find(|meta| wp_text(*meta, wp, "meta_key").as_deref() == Some(key))?, wp, "meta_value")
}
