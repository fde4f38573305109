//! `404.html`: what hosts show for an address that leads nowhere.
//!
//! A host shows it at whatever address was asked for, and so what is relative in it means something else each time. Hence its few styles
//! are its own, and its links are absolute where the base URL is known. Where it isn't, neither the root of the host nor the depth of the
//! address is known either. But the addresses that people copy, and that go stale, are those of entries' pages, and every folder of such
//! pages has the home entry's: `HOME.html` is right beside each of them, wherever the whole was put, and in the language of that folder.

use std::fmt::Write;

use super::addresses::{Addresses, Front};
use super::language;
use super::markup::{self, escaped};

/// Its path in the published folder, where hosts look for it.
pub const PATH: &str = "404.html";

/// The colours are the browser's, of the scheme that the reader prefers.
const STYLE: &str = "body { max-width: 36em; margin: 12vh auto; padding: 0 1em; color: CanvasText; background: Canvas; \
                     font: 1.125em/1.6 system-ui, sans-serif }";

/// The page, in the languages of all editions.
#[must_use]
pub fn page(addresses: &Addresses) -> String {
    let mut page = String::new();
    for front in addresses.fronts() {
        let words = language::words(&front.lang);
        let (lang, title, said) = (markup::language(&front.lang), escaped(&front.title), words.no_page());
        let is_first = page.is_empty();
        if is_first {
            let title = if title.is_empty() { String::new() } else { format!(" · {title}") };
            let _ = write!(
                page,
                "<!doctype html>\n<html{lang}>\n<head>\n<meta charset=\"utf-8\">\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                 <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
                 <title>{said}{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
            );
        }
        let level = if is_first { 1 } else { 2 };
        // Where there are no words in a catalog's language they are English, and say so.
        let primary = front.lang.split('-').next().unwrap_or_default();
        let theirs = if primary.eq_ignore_ascii_case(words.lang) { String::new() } else { markup::language(words.lang) };
        let home = front.home.as_ref().map(|(id, home)| format!("<a href=\"{}\">{}</a>", address(addresses, front, id), escaped(home)));
        let is_said = title.is_empty() || front.home.as_ref().is_some_and(|(_, home)| *home == front.title);
        let names: Vec<String> = home.into_iter().chain((!is_said).then_some(title)).collect();
        let _ = write!(page, "<section{lang}>\n<h{level}{theirs}>{said}</h{level}>\n<p>{}</p>\n</section>\n", names.join(" · "));
    }
    page + "</main>\n</body>\n</html>\n"
}

fn address(addresses: &Addresses, front: &Front, home: &str) -> String {
    let page = format!("{home}.html");
    addresses.base().map_or(page.clone(), |base| escaped(&base.file(&format!("{}{page}", front.folder))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Date;
    use crate::tool::content::Edition;

    fn check(base: Option<&str>, editions: &[(&str, &str)], expected: &str) {
        let edition = |(name, json): &(&str, &str)| Edition { name: (*name).to_owned(), ..Edition::found(name, (*json).to_owned()) };
        let editions: Vec<Edition> = editions.iter().map(edition).collect();
        let addresses = Addresses::new(base.map(|base| base.parse().unwrap()), editions.iter(), Date::new(2026, 11, 22).unwrap());
        let page = page(&addresses);
        let body = page.split_once("<main>\n").and_then(|(_, rest)| rest.split_once("</main>")).map(|(body, _)| body);
        assert_eq!(body, Some(expected), "{page}");
    }

    const ENGLISH: (&str, &str) = (
        "catalog.json",
        r#"{ "version": 1, "title": "A & B", "home": "start", "entries": [
        { "id": "a", "kind": "topic", "title": "A" }, { "id": "start", "kind": "topic", "title": "<Start>" } ] }"#,
    );
    const SPANISH: (&str, &str) = (
        "catalog.es.json",
        r#"{ "version": 1, "title": "Inicio", "lang": "es", "entries": [{ "id": "start", "kind": "topic", "title": "Inicio" }] }"#,
    );

    #[test]
    fn each_language_leads_to_its_own_beginning() {
        check(
            Some("https://example.org/vital"),
            &[ENGLISH, SPANISH],
            "<section lang=\"en\">\n<h1>There is no page at this address.</h1>\n\
             <p><a href=\"https://example.org/vital/topics/start.html\">&lt;Start&gt;</a> · A &amp; B</p>\n</section>\n\
             <section lang=\"es\">\n<h2>En esta dirección no hay ninguna página.</h2>\n\
             <p><a href=\"https://example.org/vital/topics/es/start.html\">Inicio</a></p>\n</section>\n",
        );
    }

    #[test]
    fn without_a_base_url_the_way_is_that_from_any_page() {
        check(
            None,
            &[ENGLISH],
            "<section lang=\"en\">\n<h1>There is no page at this address.</h1>\n\
             <p><a href=\"start.html\">&lt;Start&gt;</a> · A &amp; B</p>\n</section>\n",
        );
    }

    #[test]
    fn words_in_another_language_than_the_catalogs_say_so() {
        check(
            None,
            &[("catalog.json", r#"{ "version": 1, "title": "Auswahl", "lang": "de", "entries": [] }"#)],
            "<section lang=\"de\">\n<h1 lang=\"en\">There is no page at this address.</h1>\n<p>Auswahl</p>\n</section>\n",
        );
    }

    #[test]
    fn it_needs_no_other_file_and_no_crawler_keeps_it() {
        let edition = Edition::found(ENGLISH.0, ENGLISH.1.to_owned());
        let page = page(&Addresses::new(None, std::iter::once(&edition), Date::new(2026, 11, 22).unwrap()));
        let head = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <title>There is no page at this address. · A &amp; B</title>\n<style>";
        assert!(page.starts_with(head), "{page}");
        assert!(!page.contains("<link") && !page.contains("src="), "{page}");
    }
}
