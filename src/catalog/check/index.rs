//! The index of a sharded catalog: which file has which entry.

use super::Checker;
use crate::catalog::document::{Field, IndexDocument};
use crate::catalog::entry::{IndexItem, Shard};
use crate::catalog::problem::Fault;

impl Checker<'_> {
    pub(super) fn index<'d>(&mut self, field: Field<'d, Vec<Field<'d, IndexDocument<'d>>>>) -> Vec<IndexItem> {
        self.at("index", |checker| checker.index_items(field))
    }

    fn index_items<'d>(&mut self, field: Field<'d, Vec<Field<'d, IndexDocument<'d>>>>) -> Vec<IndexItem> {
        let mut items = self.items(field, |checker, document| {
            let is_part = document.id.is_absent();
            let (member, name) = if is_part { ("from", document.from) } else { ("id", document.id) };
            let name = checker.required_text(member, name)?;
            // Of a hundred addresses one is followed, so that whoever follows it resolves it.
            let file = checker.required_text("file", document.file)?;
            Some(IndexItem { name, shard: if is_part { Shard::Part(file) } else { Shard::Entry(file) } })
        });
        let most = self.context.limits.entries;
        if items.len() > most {
            self.note(Fault::TooManyEntries { most }, &items.len().to_string());
            items.truncate(most);
        }
        // Names are looked up by halves. A file that was not sorted is read all the same.
        items.sort_by(|a, b| a.name.cmp(&b.name));
        items
    }
}
