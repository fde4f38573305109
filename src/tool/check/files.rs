//! Links to files beside the catalog: a form, a flyer. They are published with it.
//!
//! Leaves out pictures, and what a link to an entry needs.

use super::{Facts, Found, Scope};
use crate::catalog::nearest;
use crate::tool::fault::Rule;
use crate::tool::source::{self, Source};

pub(super) fn check(scope: &Scope, facts: &Facts, found: &mut Vec<Found>) {
    // A catalog in JSON may name files of the place where it is published.
    let Source::Folder(folder) = scope.source else { return };
    for link in &facts.links {
        let Some(path) = source::local(&link.address).filter(|path| !folder.join(path).is_file()) else { continue };
        let ids = scope.original.iter().map(|entry| &*entry.id);
        let entry = path.strip_suffix(".html").or(path.strip_suffix(".md")).unwrap_or(&path);
        let advice = match nearest(entry, ids) {
            Some(id) => format!("to lead to an entry, write {id}.md"),
            None => "add it, or correct the link".to_owned(),
        };
        let message = format!("there is no file \"{}\" in the catalog's folder: {advice}", link.address);
        found.push(Found::new(link.path.clone(), Rule::FileMissing, message));
    }
}
