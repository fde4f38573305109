//! Text in HTML and XML.

use crate::words::Direction;

/// The attribute `lang` and, where the language (a BCP 47 tag) is read from right to left, `dir`; each with a space before it.
#[must_use]
pub fn language(lang: &str) -> String {
    let dir = if Direction::of(lang) == Direction::RightToLeft { " dir=\"rtl\"" } else { "" };
    format!(" lang=\"{}\"{dir}", escaped(lang))
}

/// Text as it stands in an element.
#[must_use]
pub fn escaped_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text as it stands in an element or in a quoted attribute.
#[must_use]
pub fn escaped(text: &str) -> String {
    escaped_text(text).replace('"', "&quot;")
}
