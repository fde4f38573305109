//! What is true of every published file: its hashed name, its compressed forms, its integrity, its headers.
//!
//! Leaves out what the files contain and where they are written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256, Sha384};

use super::{npm, oembed};

/// The folder of files whose names carry their hash, so that browsers may keep them for good.
pub const HASHED: &str = "assets/";

/// The folder of the entries' own pages.
pub const PAGES: &str = "topics/";
/// The folder of what the loader shows of them first.
pub const FRAGMENTS: &str = "t/";
/// The folder of the entries' files and of the index's parts, whose names carry their hash too.
pub const SHARDS: &str = "entries/";
/// The folder of the index for searching. The names of all but its roots carry a hash.
pub const SEARCH: &str = "search/";

/// Up to this size a file is packed as tightly as can be; beyond, a third more bytes take a hundredth of the time.
const TIGHTLY: usize = 2 << 20;

/// `assets/STEM.HASH.EXTENSION`: 8 hexadecimal digits of the content's SHA-256.
#[must_use]
pub fn hashed_name(stem: &str, extension: &str, content: &[u8]) -> String {
    format!("{HASHED}{stem}.{}.{extension}", hash(content))
}

/// 8 hexadecimal digits of the content's SHA-256.
#[must_use]
pub fn hash(content: &[u8]) -> String {
    let mut hash = hex(&Sha256::digest(content));
    hash.truncate(8);
    hash
}

/// The value of an `integrity` attribute: `sha384-` and the digest in base64.
/// Source: <https://www.w3.org/TR/SRI/>.
#[must_use]
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The `Content-Type` of a published file, by its extension.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    match extension(path) {
        "avif" => "image/avif",
        "css" => "text/css; charset=utf-8",
        "gif" => "image/gif",
        "html" => "text/html; charset=utf-8",
        "jpeg" | "jpg" => "image/jpeg",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "tgz" => "application/gzip",
        "ts" | "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webp" => "image/webp",
        "xml" => "application/xml",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// The `Cache-Control` of a published file: hashed names never change their content, all others are asked for again.
#[must_use]
pub fn cache_control(path: &str) -> &'static str {
    // Files of entries have no hash while they are written and served at the same time, and roots of an index never have one.
    let is_shard = [SHARDS, SEARCH].iter().any(|folder| path.strip_prefix(folder).is_some_and(|name| name.matches('.').count() > 1));
    if is_shard || path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether `.br` and `.gz` are worth having beside the file. Photographs are compressed already. Pages and sitemaps, which grow with the
/// number of entries, are what every host compresses by itself; the files of the npm package are for a look now and then.
#[must_use]
pub fn is_compressible(path: &str) -> bool {
    let is_left = [PAGES, FRAGMENTS, SHARDS, oembed::FOLDER, npm::FOLDER].iter().any(|folder| path.starts_with(folder));
    !is_left && matches!(extension(path), "css" | "html" | "js" | "json" | "svg" | "ts" | "txt" | "wasm")
}

/// Whether the file is a picture that a catalog can show.
#[must_use]
pub fn is_picture(path: &str) -> bool {
    content_type(path).starts_with("image/")
}

/// The compressed forms of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compressed {
    /// Brotli, window 22; quality 11, or 2 for a large file.
    pub brotli: Vec<u8>,
    /// Gzip, level 9 or 1, without time or name, so that the same content gives the same bytes.
    pub gzip: Vec<u8>,
}

/// Compresses `content`, or takes the result of an earlier run from `cache`.
///
/// # Errors
/// When the cache can't be written.
pub fn compress(content: &[u8], cache: &Cache) -> Result<Compressed> {
    let (quality, level) = if content.len() > TIGHTLY { (2, 1) } else { (11, 9) };
    let key = Key::of(&[format!("brotli {quality} 22, gzip {level}").as_bytes(), content]);
    if let (Some(brotli), Some(gzip)) = (cache.get(&key, "br"), cache.get(&key, "gz")) {
        return Ok(Compressed { brotli, gzip });
    }
    let (brotli, gzip) = rayon::join(|| pack_brotli(content, quality), || pack_gzip(content, level));
    let (brotli, gzip) = (brotli?, gzip?);
    cache.put(&key, "br", &brotli)?;
    cache.put(&key, "gz", &gzip)?;
    Ok(Compressed { brotli, gzip })
}

fn pack_brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = BrotliEncoderParams { quality, lgwin: 22, size_hint: content.len(), ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)?;
    Ok(packed)
}

/// Packs `content` as tightly as can be, without time or name.
///
/// # Errors
/// When memory gives out.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    pack_gzip(content, 9)
}

fn pack_gzip(content: &[u8], level: u32) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// The identity of a result: a hash over everything that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The key of what is made from `inputs`, in that order.
    #[must_use]
    pub fn of(inputs: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for input in inputs {
            // The length keeps two inputs from being taken for one that is the same when joined.
            hash.update(input.len().to_le_bytes());
            hash.update(input);
        }
        Self(hex(&hash.finalize()))
    }
}

/// Results of earlier runs, each under the hash of what it was made from. Deleting the folder is always safe.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache in `folder`, which is made when something is first put there.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What was put under this key and kind, if anything.
    #[must_use]
    pub fn get(&self, key: &Key, kind: &str) -> Option<Vec<u8>> {
        fs::read(self.path(key, kind)).ok()
    }

    /// Keeps `content` for later runs.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn put(&self, key: &Key, kind: &str, content: &[u8]) -> Result<()> {
        let path = self.path(key, kind);
        fs::create_dir_all(&self.folder).with_context(|| format!("{} could not be made", self.folder.display()))?;
        // Renaming makes the content appear whole or not at all, also to a second run or thread that makes the same at the same time.
        static PUTS: AtomicUsize = AtomicUsize::new(0);
        let unfinished = path.with_extension(format!("{kind}.{}.{}", process::id(), PUTS.fetch_add(1, Ordering::Relaxed)));
        fs::write(&unfinished, content).with_context(|| format!("{} could not be written", unfinished.display()))?;
        fs::rename(&unfinished, &path).with_context(|| format!("{} could not be written", path.display()))
    }

    fn path(&self, key: &Key, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", key.0))
    }
}

fn extension(path: &str) -> &str {
    Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn a_name_carries_the_hash_of_the_content() {
        assert_eq!(hashed_name("glue", "js", b"abc"), "assets/glue.ba7816bf.js");
    }

    #[test]
    fn integrity_is_what_a_browser_computes() {
        assert_eq!(integrity(b"alert('Hello, world.');"), "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO");
    }

    #[test]
    fn only_hashed_names_are_kept_for_good() {
        assert_eq!(cache_control("assets/glue.ba7816bf.js"), "public, max-age=31536000, immutable");
        assert_eq!(cache_control("vital-conditions.js"), "no-cache");
        assert_eq!(cache_control("art/assets/a.svg"), "no-cache");
        assert_eq!(cache_control("entries/es/voting.ba7816bf.json"), "public, max-age=31536000, immutable");
        assert_eq!(cache_control("entries/voting.json"), "no-cache");
        assert_eq!(cache_control("search/es/12.ba7816bf.bin"), "public, max-age=31536000, immutable");
        assert_eq!(cache_control("search/root.bin"), "no-cache");
        assert_eq!(cache_control("t/voting.json"), "no-cache");
    }

    #[test]
    fn types_are_those_that_browsers_insist_on() {
        assert_eq!(content_type("assets/widget.0.wasm"), "application/wasm");
        assert_eq!(content_type("vital-conditions.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("art/a.svg"), "image/svg+xml");
        assert_eq!(content_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn compressed_forms_unpack_to_the_content_and_come_back_from_the_cache() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("cache"));
        let content = b"belonging ".repeat(100);
        let compressed = compress(&content, &cache).unwrap();
        let mut unpacked = Vec::new();
        GzDecoder::new(&*compressed.gzip).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        unpacked.clear();
        brotli::BrotliDecompress(&mut &*compressed.brotli, &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        assert_eq!(compress(&content, &cache).unwrap(), compressed);
    }

    #[test]
    fn many_may_make_the_same_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("cache"));
        (0..200).into_par_iter().for_each(|round| cache.put(&Key::of(&[&[round / 20]]), "br", &[round / 20; 1000]).unwrap());
        assert_eq!(cache.get(&Key::of(&[&[9]]), "br").unwrap(), [9; 1000]);
    }

    #[test]
    fn a_key_tells_two_inputs_from_one() {
        assert_ne!(Key::of(&[b"ab", b"c"]), Key::of(&[b"a", b"bc"]));
    }
}
