//! Attribution: photographs, works and words of others name whose they are.
//!
//! Leaves out whether their use is allowed, which nobody can tell from a name.

use std::path::Path;

use super::{Facts, Found, Scope};
use crate::tool::fault::Rule;

/// The formats that photographs are kept in. Drawings are SVG, and the catalog's own.
const BITMAPS: [&str; 6] = ["avif", "gif", "jpeg", "jpg", "png", "webp"];

pub(super) fn check(scope: &Scope, facts: &Facts, found: &mut Vec<Found>) {
    let is_markdown = scope.edition.found.is_none();
    for picture in facts.pictures.iter().filter(|picture| !picture.has_credit && is_bitmap(&picture.src)) {
        let how = match (is_markdown, picture.path.starts_with("body")) {
            (true, true) => "name them behind its address, as in ![…](photo.jpg \"Jane Doe\")",
            (true, false) => "add credit = { text = \"Jane Doe\" } to it",
            (false, _) => "add \"credit\": { \"text\": \"Jane Doe\" } to it",
        };
        let message = format!("the photograph \"{}\" doesn't say whose it is: {how}", picture.src);
        found.push(Found::new(format!("{}.src", picture.path), Rule::Attribution, message));
    }
    if facts.has_url && !facts.has_provider && matches!(facts.kind.as_str(), "story" | "resource") {
        let how = if is_markdown { "provider = { name = \"…\" }" } else { "\"provider\": { \"name\": \"…\" }" };
        let message = format!("this {} is found elsewhere and doesn't say whose work it is: add {how}", facts.kind);
        found.push(Found::new("url", Rule::Attribution, message));
    }
    for quote in facts.quotes.iter().filter(|quote| !quote.has_source) {
        let how =
            if is_markdown { "end it with a paragraph that begins with —, and the source" } else { "name the source in its \"cite\"" };
        let message = format!("this quotation doesn't say whose words it gives: {how}");
        found.push(Found::new(quote.path.as_str(), Rule::Attribution, message));
    }
}

fn is_bitmap(src: &str) -> bool {
    let path = src.split(['?', '#']).next().unwrap_or_default();
    Path::new(path).extension().is_some_and(|extension| BITMAPS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photographs_are_known_by_their_format() {
        let check = |src: &str, expected: bool| assert_eq!(is_bitmap(src), expected, "{src}");
        check("art/a.JPG", true);
        check("https://example.org/a.webp?width=640", true);
        check("art/a.svg", false);
        check("art/png", false);
    }
}
