//! Translations: every entry is there in each language of the catalog, unless a language is meant to have some only.
//!
//! Leaves out translations of nothing, which are found while the folder is read.

use super::entries::Entries;
use super::{Scope, entry_path};
use crate::tool::fault::{Fault, Rule};

/// The entries that are shown in the original's words in the edition at hand. `original` are those of the original edition.
pub(super) fn missing(scope: &Scope, original: &Entries) -> Vec<Fault> {
    if scope.edition.partial {
        return Vec::new();
    }
    let lang = &scope.edition.lang;
    let untranslated = original.facts.iter().enumerate().filter(|(index, entry)| {
        let is_known = scope.content.unused_translations.contains(&(lang.to_string(), entry.id.clone()));
        original.is_shown[*index] && !is_known && !scope.is_translated(*index)
    });
    let fault = |(index, id): (usize, &String)| {
        let message = format!(
            "\"{id}\" is not translated to \"{lang}\": add {id}.{lang}.md, or say partial = true in catalog.{lang}.toml if that is meant so"
        );
        let path = entry_path(index, "title");
        Fault::new(Rule::Translation, scope.content.original().place(&path), message).with_path(path)
    };
    untranslated.map(|(index, entry)| fault((index, &entry.id))).collect()
}
