//! `sitemap.xml`: the addresses of all pages, for crawlers.
//! Sources: <https://www.sitemaps.org/protocol.html>, and for languages
//! <https://developers.google.com/search/docs/specialty/international/localized-versions>.
//!
//! Leaves out pages that only lead to another or repeat one: those of former ids, and of what is not translated.

use super::addresses::{Addresses, BaseUrl, Version};
use super::markup::escaped;

const PATH: &str = "sitemap.xml";

/// How much a sitemap may hold.
struct Limits {
    addresses: usize,
    bytes: usize,
}

/// What the protocol allows.
const LIMITS: Limits = Limits { addresses: 50_000, bytes: 52_428_800 };

const BEFORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const BEGIN: &str = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
const END: &str = "</urlset>\n";

/// The files by their paths in the published folder. `sitemap.xml` is the one that crawlers are told of; what is too long for it is in
/// others that it lists. None without a base URL, for addresses in sitemaps are absolute, and none of a catalog without pages.
#[must_use]
pub fn files(addresses: &Addresses) -> Vec<(String, String)> {
    addresses.base().map_or_else(Vec::new, |base| within(&LIMITS, base, addresses))
}

fn within(limits: &Limits, base: &BaseUrl, addresses: &Addresses) -> Vec<(String, String)> {
    let most = limits.bytes.saturating_sub(BEFORE.len() + BEGIN.len() + END.len());
    let mut parts: Vec<String> = Vec::new();
    let mut room = 0;
    for (id, versions) in addresses.entries() {
        for page in pages(base, id, versions) {
            match parts.last_mut().filter(|part| room > 0 && part.len() + page.len() <= most) {
                Some(part) => part.push_str(&page),
                None => {
                    parts.push(page);
                    room = limits.addresses;
                }
            }
            room -= 1;
        }
    }
    let whole = |part: &str| format!("{BEFORE}{BEGIN}{part}{END}");
    match &parts[..] {
        [] => Vec::new(),
        [part] => vec![(PATH.to_owned(), whole(part))],
        parts => {
            let names: Vec<String> = (1..=parts.len()).map(|number| format!("sitemap-{number}.xml")).collect();
            let listed = names.iter().map(|name| format!("<sitemap><loc>{}</loc></sitemap>\n", escaped(&base.file(name))));
            let listed: String = listed.collect();
            let index = format!("{BEFORE}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{listed}</sitemapindex>\n");
            let parts = names.into_iter().zip(parts.iter().map(|part| whole(part)));
            std::iter::once((PATH.to_owned(), index)).chain(parts).collect()
        }
    }
}

/// What is said of an entry: a page for each language, and each lists them all.
fn pages(base: &BaseUrl, id: &str, versions: &[Version]) -> Vec<String> {
    let addresses: Vec<String> = versions.iter().map(|version| escaped(&version.address(base, id))).collect();
    let mut alternates = String::new();
    if let [original, _, ..] = &addresses[..] {
        let original = ("x-default", original);
        for (lang, address) in versions.iter().map(|version| &*version.lang).zip(&addresses).chain([original]) {
            alternates += &format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{address}\"/>\n", escaped(lang));
        }
    }
    let page = |(version, address): (&Version, &String)| {
        let reviewed = version.reviewed.map_or_else(String::new, |reviewed| format!("<lastmod>{reviewed}</lastmod>\n"));
        format!("<url>\n<loc>{address}</loc>\n{reviewed}{alternates}</url>\n")
    };
    versions.iter().zip(&addresses).map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Date;
    use crate::tool::content::Edition;

    const ENGLISH: &str = r#"{ "version": 1, "entries": [
        { "id": "a", "aliases": ["old-a"], "kind": "topic", "title": "A", "reviewed": "2026-10-01" },
        { "id": "b", "kind": "topic", "title": "B" }, { "id": "c", "kind": "topic", "title": "C" } ] }"#;
    const SPANISH: &str = r#"{ "version": 1, "lang": "es", "entries": [
        { "id": "a", "kind": "topic", "title": "A", "reviewed": "2026-11-01" },
        { "id": "b", "kind": "topic", "title": "B", "lang": "en" }, { "id": "c", "kind": "topic", "title": "C", "lang": "en" } ] }"#;

    fn addresses(base: Option<&str>) -> Addresses {
        let edition = |name: &str, json: &str| Edition { name: name.to_owned(), ..Edition::found(name, json.to_owned()) };
        let editions = [edition("catalog.json", ENGLISH), edition("catalog.es.json", SPANISH)];
        Addresses::new(base.map(|base| base.parse().unwrap()), editions.iter(), Date::new(2026, 11, 22).unwrap())
    }

    fn check(limits: &Limits, expected: &[(&str, String)]) {
        let addresses = addresses(Some("https://example.org/a&b"));
        let files = within(limits, addresses.base().unwrap(), &addresses);
        assert_eq!(files.iter().map(|(path, file)| (&**path, file.clone())).collect::<Vec<_>>(), expected);
    }

    fn sitemap(pages: &[&str]) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{}</urlset>\n",
            pages.concat()
        )
    }

    /// The sitemap that lists so many others.
    fn index(parts: usize) -> String {
        let listed = |number| format!("<sitemap><loc>https://example.org/a&amp;b/sitemap-{number}.xml</loc></sitemap>\n");
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</sitemapindex>\n",
            (1..=parts).map(listed).collect::<String>()
        )
    }

    const A: &str = "<url>\n<loc>https://example.org/a&amp;b/topics/a.html</loc>\n<lastmod>2026-10-01</lastmod>\n\
        <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/a&amp;b/topics/a.html\"/>\n\
        <xhtml:link rel=\"alternate\" hreflang=\"es\" href=\"https://example.org/a&amp;b/topics/es/a.html\"/>\n\
        <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/a&amp;b/topics/a.html\"/>\n</url>\n";
    const A_IN_SPANISH: &str = "<url>\n<loc>https://example.org/a&amp;b/topics/es/a.html</loc>\n<lastmod>2026-11-01</lastmod>\n\
        <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/a&amp;b/topics/a.html\"/>\n\
        <xhtml:link rel=\"alternate\" hreflang=\"es\" href=\"https://example.org/a&amp;b/topics/es/a.html\"/>\n\
        <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/a&amp;b/topics/a.html\"/>\n</url>\n";
    const B: &str = "<url>\n<loc>https://example.org/a&amp;b/topics/b.html</loc>\n</url>\n";
    const C: &str = "<url>\n<loc>https://example.org/a&amp;b/topics/c.html</loc>\n</url>\n";

    #[test]
    fn each_language_that_an_entry_is_written_in_has_its_page() {
        check(&LIMITS, &[("sitemap.xml", sitemap(&[A, A_IN_SPANISH, B, C]))]);
    }

    #[test]
    fn what_is_too_many_for_one_is_in_several() {
        check(
            &Limits { addresses: 2, ..LIMITS },
            &[("sitemap.xml", index(2)), ("sitemap-1.xml", sitemap(&[A, A_IN_SPANISH])), ("sitemap-2.xml", sitemap(&[B, C]))],
        );
        check(&Limits { addresses: 4, ..LIMITS }, &[("sitemap.xml", sitemap(&[A, A_IN_SPANISH, B, C]))]);
    }

    #[test]
    fn what_is_too_long_for_one_is_in_several() {
        let bytes = sitemap(&[A_IN_SPANISH, B, C]).len();
        check(
            &Limits { bytes, ..LIMITS },
            &[("sitemap.xml", index(2)), ("sitemap-1.xml", sitemap(&[A])), ("sitemap-2.xml", sitemap(&[A_IN_SPANISH, B, C]))],
        );
    }

    #[test]
    fn there_is_none_without_a_base_url_or_a_page() {
        assert_eq!(files(&addresses(None)), []);
        let base: Option<BaseUrl> = Some("https://example.org/".parse().unwrap());
        assert_eq!(files(&Addresses::new(base, std::iter::empty(), Date::new(2026, 11, 22).unwrap())), []);
    }
}
