//! Finds out which links lead to entries of the same source, and makes them lead to the entries.
//!
//! Leaves out which addresses are safe; the readers let no others through.

use std::collections::HashMap;

use super::imported::{Block, Imported};
use super::prose::{Inline, Target};

/// The ids of entries by the addresses and keys under which they may be named.
#[derive(Debug, Default)]
pub struct Directory(HashMap<String, String>);

impl Directory {
    /// Enters an entry that has a file, under its key and its addresses. The first of two with one address keeps it.
    pub fn enter(&mut self, entry: &Imported, id: &str) {
        let names = std::iter::once(&entry.key).chain(&entry.url).chain(&entry.addresses);
        for name in names {
            self.0.entry(canonical(name)).or_insert_with(|| id.to_owned());
        }
    }

    /// The id of the entry at an address, or with a key.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<&str> {
        self.0.get(&canonical(address)).map(String::as_str)
    }

    /// Makes the links in the entry's body lead to entries where they can.
    pub fn resolve(&self, entry: &mut Imported) {
        for inline in entry.body.iter_mut().flat_map(Block::texts_mut).flatten() {
            if let Inline::Link(link) = inline
                && let Target::Address(address) = &link.target
                && let Some(id) = self.find(address)
            {
                link.target = Target::Entry(id.to_owned());
            }
        }
    }
}

/// What addresses of one page have in common: neither scheme, fragment nor the slash at the end tell pages apart.
fn canonical(address: &str) -> String {
    let page = address.split('#').next().unwrap_or_default();
    let page = page.strip_prefix("https://").or_else(|| page.strip_prefix("http://")).unwrap_or(page);
    page.strip_suffix('/').unwrap_or(page).to_owned()
}
