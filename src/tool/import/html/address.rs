//! Which addresses a reader may follow, and which a picture or a recording may come from.
//!
//! Leaves out which entry an address belongs to.

use url::Url;

/// What an address may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addresses {
    /// Following: http, https, mailto and tel.
    Followed,
    /// Loading: http and https.
    Loaded,
}

/// The absolute form of `address`, where it may be used so. One that is absolute already stays as it is written.
///
/// # Errors
/// What is wrong with it.
pub fn resolve(base: Option<&Url>, address: &str, addresses: Addresses) -> Result<String, &'static str> {
    let address = address.trim();
    let schemes: &[&str] = match addresses {
        Addresses::Followed => &["http", "https", "mailto", "tel"],
        Addresses::Loaded => &["http", "https"],
    };
    let (url, is_absolute) = match Url::parse(address) {
        Ok(url) => (url, true),
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let base = base.ok_or("it is relative, and the source doesn't say to what")?;
            (base.join(address).map_err(|_| "it is no address")?, false)
        }
        Err(_) => return Err("it is no address"),
    };
    if !schemes.contains(&url.scheme()) {
        return Err("only http, https, mailto and tel can be followed, and only http and https loaded");
    }
    // The parser forgives spaces, backslashes and missing slashes; only its own form is the same everywhere.
    let scheme = address.split(':').next().unwrap_or_default();
    let is_plain = is_absolute
        && url.scheme() == scheme
        && !address.contains(|character: char| character.is_whitespace() || character.is_control() || character == '\\')
        && (url.cannot_be_a_base() || address[scheme.len()..].starts_with("://"));
    Ok(if is_plain { address.to_owned() } else { url.into() })
}

/// An absolute address that a reader may follow, as it is written; nothing for any other text.
#[must_use]
pub fn followed(address: &str) -> Option<String> {
    resolve(None, address, Addresses::Followed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absolute_stays_and_the_rest_is_resolved() {
        let base = Url::parse("https://example.org/a/b.html").unwrap();
        let check = |address, expected: Option<&str>| {
            let found = resolve(Some(&base), address, Addresses::Followed).ok();
            assert_eq!(found.as_deref(), expected, "{address}");
        };
        check("https://example.org/a?b=1&copy=2#c", Some("https://example.org/a?b=1&copy=2#c"));
        check("https://example.org", Some("https://example.org"));
        check("../c", Some("https://example.org/c"));
        check("//example.com/c", Some("https://example.com/c"));
        check("mailto:a@example.org", Some("mailto:a@example.org"));
        check(" https:\\\\example.org/a b", Some("https://example.org/a%20b"));
        check("java\nscript:alert(1)", None);
        check("JavaScript:alert(1)", None);
        check("data:text/html,a", None);
        check("vbscript:a", None);
        check("https://[", None);
    }
}
