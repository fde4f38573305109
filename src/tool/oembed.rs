//! oEmbed: what sites show in the place of a pasted link to an entry's page. Source: <https://oembed.com/>.
//!
//! Leaves out a provider's program: a file an entry is all there is, so what the asking site says of size and format is not heeded.

use serde_json::json;

use super::addresses::BaseUrl;
use super::markup::escaped;

/// The folder of these files.
pub const FOLDER: &str = "oembed/";

/// The size of the frame, in CSS pixels: the width of many sites' columns, and as much of a topic as fits on a screen.
const SIZE: (u32, u32) = (600, 720);

/// So long may it be kept, in seconds: a day.
const KEPT: u32 = 86_400;

/// What is said of a page. `provider` is the catalog's name, or empty.
///
/// The markup is a frame and nothing beside it: WordPress shows nothing else of a provider that it doesn't know, and hides a frame
/// that comes with a quotation until a script of its own says how high it is.
#[must_use]
pub fn document(base: &BaseUrl, page: &str, title: &str, provider: &str) -> String {
    let (width, height) = SIZE;
    let frame = format!(
        "<iframe src=\"{}\" width=\"{width}\" height=\"{height}\" title=\"{}\" frameborder=\"0\"></iframe>",
        escaped(&base.file(page)),
        escaped(title)
    );
    let mut document = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_url": base.file(""),
        "cache_age": KEPT,
        "width": width,
        "height": height,
        "html": frame,
    });
    if !provider.is_empty() {
        document["provider_name"] = provider.into();
    }
    document.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_shown_in_a_frame() {
        let base: BaseUrl = "https://host.example/v".parse().unwrap();
        let said: serde_json::Value = serde_json::from_str(&document(&base, "topics/a.html", "A \"<b>\"", "Ours & theirs")).unwrap();
        let expected = json!({
            "version": "1.0",
            "type": "rich",
            "title": "A \"<b>\"",
            "provider_name": "Ours & theirs",
            "provider_url": "https://host.example/v/",
            "cache_age": 86400,
            "width": 600,
            "height": 720,
            "html": "<iframe src=\"https://host.example/v/topics/a.html\" width=\"600\" height=\"720\" title=\"A &quot;&lt;b&gt;&quot;\" frameborder=\"0\"></iframe>",
        });
        assert_eq!(said, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&document(&base, "a", "A", "")).unwrap()["provider_name"], json!(null));
    }
}
