//! Where a catalog is taken to be while its addresses are resolved, and the way back from there to addresses as they were written.
//!
//! The host's name is one that no host can have (RFC 2606), so that what lies there can be told from every other address.

pub const HOST: &str = "https://catalog.invalid/";

/// So many folders lie above the catalog that `../` never leaves them.
const ABOVE: &str = "~1/~2/~3/~4/~5/~6/~7/~8/";

/// The folder in which an overlay and its pictures are taken to be.
pub const OVERLAY_FOLDER: &str = "overlay/";

/// The catalog's address.
pub const CATALOG: &str = "https://catalog.invalid/~1/~2/~3/~4/~5/~6/~7/~8/catalog.json";

/// An overlay's address, beside the catalog.
pub const OVERLAY: &str = "https://catalog.invalid/~1/~2/~3/~4/~5/~6/~7/~8/overlay/overlay.json";

/// The text with each address that leads here made relative again, `up` being the way from the text's place to the catalog. One that was
/// written from the root of its host is so again.
#[must_use]
pub fn relative(text: &str, up: &str) -> String {
    let mut parts = text.split(HOST);
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut rest = part;
        let mut folders = ABOVE.split_inclusive('/');
        let mut missing = folders.clone().count();
        for folder in folders.by_ref() {
            match rest.strip_prefix(folder) {
                Some(after) => (rest, missing) = (after, missing - 1),
                None => break,
            }
        }
        if missing == ABOVE.split_inclusive('/').count() {
            written.push('/');
        } else {
            written.push_str(up);
            written.push_str(&"../".repeat(missing));
        }
        written.push_str(rest);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::check::resolve;

    fn check(address: &str, base: &str, up: &str, expected: &str) {
        let resolved = resolve(base, address).unwrap();
        assert_eq!(relative(&format!("<a href=\"{resolved}\">"), up), format!("<a href=\"{expected}\">"), "{address}");
    }

    #[test]
    fn addresses_are_as_they_were_written() {
        check("art/a.svg", CATALOG, "", "art/a.svg");
        check("art/a.svg", CATALOG, "../", "../art/a.svg");
        check("/contact", CATALOG, "../", "/contact");
        check("../shared/a.svg", CATALOG, "../", "../../shared/a.svg");
        check("a.png", OVERLAY, "", "overlay/a.png");
        check("../a.png", OVERLAY, "", "a.png");
        check("/clinic.html", OVERLAY, "", "/clinic.html");
        check("https://example.org/~1/", CATALOG, "../", "https://example.org/~1/");
    }
}
