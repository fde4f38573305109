//! The document around a drawn article: what an entry's page says of itself to browsers, to crawlers and to whoever previews a link to it.
//!
//! Leaves out drawing, and where pages are found. What has to be an absolute address is left out where that is not known: crawlers pass
//! over a relative one.

mod json_ld;

use std::fmt::Write;

use super::addresses::{Addresses, BaseUrl, Version};
use super::markup::{escaped, language};
use super::site::LOADER;
use crate::catalog::{Catalog, Entry, Image};

/// What the pages of an edition have in common.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Their folder in the published one, such as `topics/es/`.
    pub folder: &'a str,
    /// The way up from there, such as `../../`.
    pub up: &'a str,
    /// The stylesheet's path in the published folder.
    pub styles: &'a str,
    pub addresses: &'a Addresses,
    /// The address of what is shown in the place of a link to the page, where there is such a thing.
    pub oembed: Option<&'a str>,
}

/// The territory that goes with a language where none is named, for Open Graph knows no language without one.
/// Source: <https://www.unicode.org/cldr/charts/latest/supplemental/likely_subtags.html>.
const TERRITORIES: [(&str, &str); 8] =
    [("en", "US"), ("es", "ES"), ("fr", "FR"), ("vi", "VN"), ("zh", "CN"), ("ar", "EG"), ("ht", "HT"), ("tl", "PH")];

/// The page of an entry. `article` is HTML.
#[must_use]
pub fn page(catalog: &Catalog, entry: &Entry, article: &str, frame: &Frame) -> String {
    let places = Places::of(catalog, entry, frame);
    let mut page = String::with_capacity(article.len() + 4096);
    begin(&mut page, places.lang);
    page += "<meta name=\"color-scheme\" content=\"light dark\">\n";
    let _ = write!(page, "<title>{}", escaped(&entry.title));
    if !catalog.title.is_empty() && catalog.title != entry.title {
        let _ = write!(page, " · {}", escaped(&catalog.title));
    }
    page += "</title>\n";
    if let Some(summary) = &entry.summary {
        let _ = writeln!(page, "<meta name=\"description\" content=\"{}\">", escaped(summary));
    }
    places.write(&mut page);
    if let Some(oembed) = frame.oembed {
        let (oembed, title) = (escaped(oembed), escaped(&entry.title));
        let _ = writeln!(page, "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{oembed}\" title=\"{title}\">");
    }
    open_graph(&mut page, catalog, entry, &places, frame);
    let (up, styles) = (frame.up, frame.styles);
    let _ = writeln!(page, "<link rel=\"stylesheet\" href=\"{up}{styles}\">\n<script async crossorigin src=\"{up}{LOADER}\"></script>");
    let _ = writeln!(page, "<script type=\"application/ld+json\">{}</script>", json_ld::of(catalog, entry, &places, frame));
    let _ = write!(page, "</head>\n<body>\n<main>{article}</main>\n</body>\n</html>\n");
    page
}

/// The page of a former id: it leads on to the present one.
#[must_use]
pub fn moved(catalog: &Catalog, entry: &Entry) -> String {
    let (title, id) = (escaped(&entry.title), &entry.id);
    let mut page = String::new();
    begin(&mut page, entry.lang.as_ref().unwrap_or(&catalog.lang));
    let _ = write!(
        page,
        "<title>{title}</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={id}.html\">\n<link rel=\"canonical\" href=\"{id}.html\">\n\
         </head>\n<body>\n<p><a href=\"{id}.html\">{title}</a></p>\n</body>\n</html>\n"
    );
    page
}

fn begin(page: &mut String, lang: &str) {
    let _ = write!(
        page,
        "<!doctype html>\n<html{}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        language(lang)
    );
}

/// Where a page is found, and where the same is said in other languages.
struct Places<'a> {
    /// The language of the entry, a BCP 47 tag.
    lang: &'a str,
    /// The page's own address, or where its text really belongs: what is not translated stands among translations too.
    canonical: Option<String>,
    /// Languages and addresses, this page's own among them, as crawlers ask for; the first is the original. None where there is one
    /// language, or this page only repeats another.
    alternates: Vec<(&'a str, String)>,
}

impl<'a> Places<'a> {
    fn of(catalog: &'a Catalog, entry: &'a Entry, frame: &Frame<'a>) -> Self {
        let lang = entry.lang.as_ref().unwrap_or(&catalog.lang);
        let mut places = Self { lang, canonical: None, alternates: Vec::new() };
        let Some(base) = frame.addresses.base() else { return places };
        let versions = frame.addresses.versions(entry.id.as_str());
        let own = versions.iter().find(|version| *version.folder == *frame.folder);
        let of_lang = || versions.iter().find(|version| version.lang.eq_ignore_ascii_case(lang));
        places.canonical = own.or_else(of_lang).map(|version| version.address(base, entry.id.as_str()));
        if own.is_some() && versions.len() > 1 {
            places.alternates = versions.iter().map(|version| (&*version.lang, version.address(base, entry.id.as_str()))).collect();
        }
        places
    }

    fn write(&self, page: &mut String) {
        if let Some(canonical) = &self.canonical {
            let _ = writeln!(page, "<link rel=\"canonical\" href=\"{}\">", escaped(canonical));
        }
        let original = self.alternates.first().map(|(_, address)| ("x-default", address));
        for (lang, address) in self.alternates.iter().map(|(lang, address)| (*lang, address)).chain(original) {
            let _ = writeln!(page, "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">", escaped(lang), escaped(address));
        }
    }
}

impl Version {
    /// The address of the page of the entry `id` in this language.
    #[must_use]
    pub fn address(&self, base: &BaseUrl, id: &str) -> String {
        base.file(&format!("{}{id}.html", self.folder))
    }
}

/// What a preview of a link shows. Source: <https://ogp.me/>. X makes its cards of this too and needs no `twitter:card`.
fn open_graph(page: &mut String, catalog: &Catalog, entry: &Entry, places: &Places, frame: &Frame) {
    let mut say = |property: &str, content: Option<&str>| {
        if let Some(content) = content.filter(|content| !content.is_empty()) {
            let _ = writeln!(page, "<meta property=\"og:{property}\" content=\"{}\">", escaped(content));
        }
    };
    say("type", Some("article"));
    say("title", Some(&entry.title));
    say("description", entry.summary.as_deref());
    say("url", places.canonical.as_deref());
    say("locale", locale(places.lang).as_deref());
    say("site_name", Some(&catalog.title));
    let picture = entry.image.as_ref().and_then(|image| Some((image, frame.addresses.absolute(&image.src)?)));
    if let Some((Image { alt, size, .. }, address)) = picture {
        say("image", Some(&address));
        say("image:alt", Some(alt));
        if let Some((width, height)) = size {
            say("image:width", Some(&width.to_string()));
            say("image:height", Some(&height.to_string()));
        }
    }
}

/// A language as Open Graph writes it, `es_MX`. None where no territory is named and none goes without saying.
fn locale(lang: &str) -> Option<String> {
    let mut parts = lang.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    let is_territory = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let territory = match parts.next() {
        None => TERRITORIES.into_iter().find(|(known, _)| *known == language).map(|(_, territory)| territory.to_owned()),
        Some(first) => [first].into_iter().chain(parts).take_while(|part| part.len() > 1).find(is_territory).map(str::to_ascii_uppercase),
    };
    territory.map(|territory| format!("{language}_{territory}"))
}

#[cfg(test)]
mod tests;
