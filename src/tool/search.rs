//! The index for searching, as it is published: a root with a name that stays, and parts whose names carry the hash of all of them.
//!
//! Leaves out what is in them.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use icu_normalizer::DecomposingNormalizerBorrowed;

use super::assets::{self, SEARCH};
use super::content::Edition;
use crate::search::{Document, Index};

/// The compatibility decomposition in lower case, as browsers have it by `normalize("NFKD").toLowerCase()`.
#[must_use]
pub fn plain(text: &str) -> String {
    const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
    NFKD.normalize(text).to_lowercase()
}

/// The files of an edition's index with their paths in the published folder, the root last.
///
/// # Errors
/// When memory gives out.
pub fn files(edition: &Edition, documents: Vec<Document>) -> Result<Vec<(String, Vec<u8>)>> {
    use rayon::prelude::*;
    let Index { root, parts } = Index::new(documents);
    let mut all = root.clone();
    parts.iter().for_each(|part| all.extend_from_slice(part));
    let version = assets::hash(&all);
    let folder = edition.folder(SEARCH);
    let packed = parts.par_iter().enumerate().map(|(number, part)| Ok((format!("{folder}{number}.{version}.bin"), pack(part)?)));
    let mut files: Vec<(String, Vec<u8>)> = packed.collect::<Result<_>>()?;
    let mut named = version.into_bytes();
    named.extend(pack(&root)?);
    files.push((self::root(edition), named));
    Ok(files)
}

/// The path of an edition's root.
#[must_use]
pub fn root(edition: &Edition) -> String {
    format!("{}root.bin", edition.folder(SEARCH))
}

/// Packed as it is published and as browsers unpack it (deflate, RFC 1951): hosts pack what they know to be text, and this is none.
///
/// # Errors
/// When memory gives out.
pub fn pack(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
