//! What an object store is told of a file: its type, how long it may be kept, and how it is packed.
//!
//! An object store sends what it holds and packs nothing. So text is held packed with gzip under its own name, and `Content-Encoding`
//! says so. Every browser unpacks that, over http as over https, before it looks at integrity, runs a script or compiles wasm; a delivery
//! network in front hands it on, or packs it anew. Brotli is smaller, but browsers take it over https alone, and many other programs
//! don't take it at all. What a build has packed with it is put beside, as `.br`, for networks that are told to pick it.
//!
//! Leaves out folders: a file system keeps no headers. There the server has them from its configuration.

use object_store::{Attribute, Attributes};

use super::order::VERSIONS;
use super::version::unpacked;
use crate::tool::assets;
use crate::tool::site::MANIFEST;

/// What this tool reads itself. It is not packed: some stores unpack what they send to programs, and others don't.
const READ_BACK: [&str; 2] = [MANIFEST, VERSIONS];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers {
    pub content_type: &'static str,
    pub cache_control: &'static str,
    pub content_encoding: Option<&'static str>,
}

impl Headers {
    /// Those of what the tool keeps for itself.
    pub const OWN: Self = Self { content_type: "application/json", cache_control: "no-cache", content_encoding: None };

    /// Those of an object of a version, which is packed with gzip or isn't. A `.br` file is what it stands beside, packed.
    pub fn of(path: &str, is_gzip: bool) -> Self {
        let (file, packed) = match unpacked(path) {
            Some((file, "br")) => (file, Some("br")),
            _ => (path, is_gzip.then_some("gzip")),
        };
        Self { content_type: assets::content_type(file), cache_control: assets::cache_control(file), content_encoding: packed }
    }
}

impl From<Headers> for Attributes {
    fn from(headers: Headers) -> Self {
        let mut attributes = Self::new();
        attributes.insert(Attribute::ContentType, headers.content_type.into());
        attributes.insert(Attribute::CacheControl, headers.cache_control.into());
        if let Some(encoding) = headers.content_encoding {
            attributes.insert(Attribute::ContentEncoding, encoding.into());
        }
        attributes
    }
}

/// Whether a store holds the file packed with gzip, if that makes it smaller.
pub fn is_packed(path: &str) -> bool {
    let kind = assets::content_type(path).split(';').next().unwrap_or_default();
    let is_text =
        kind.starts_with("text/") || matches!(kind, "application/json" | "application/wasm" | "application/xml" | "image/svg+xml");
    is_text && !READ_BACK.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: &str = "public, max-age=31536000, immutable";

    fn check(path: &str, is_gzip: bool, expected: (&str, &str, Option<&str>)) {
        let Headers { content_type, cache_control, content_encoding } = Headers::of(path, is_gzip);
        assert_eq!((content_type, cache_control, content_encoding), expected, "{path}");
    }

    #[test]
    fn a_packed_file_has_the_type_of_what_is_in_it() {
        check("assets/widget.01234567.wasm", true, ("application/wasm", KEPT, Some("gzip")));
        check("assets/widget.01234567.wasm.br", false, ("application/wasm", KEPT, Some("br")));
        check("vital-conditions.js", true, ("text/javascript; charset=utf-8", "no-cache", Some("gzip")));
        check("entries/a.01234567.json", false, ("application/json", KEPT, None));
        check("art/a.png", false, ("image/png", "no-cache", None));
    }

    #[test]
    fn text_is_packed_but_what_the_tool_reads_itself() {
        for path in ["t/a.json", "topics/a.html", "assets/w.0.wasm", "art/a.svg", "sitemap.xml", "vital-conditions.d.ts"] {
            assert!(is_packed(path), "{path}");
        }
        for path in ["manifest.json", "versions.json", "art/a.png", "assets/w.0.wasm.br"] {
            assert!(!is_packed(path), "{path}");
        }
    }
}
