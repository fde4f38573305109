//! Text in HTML and XML.

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
