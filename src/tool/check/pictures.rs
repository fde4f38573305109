//! Pictures: whether their files are there.

use super::{Facts, Found, Scope};
use crate::tool::fault::Rule;
use crate::tool::source;

pub(super) fn check(scope: &Scope, facts: &Facts, found: &mut Vec<Found>) {
    for picture in &facts.pictures {
        if source::local(&picture.src).is_some_and(|path| !scope.source.folder().join(path).is_file()) {
            let message = format!("there is no file \"{}\" in the catalog's folder: add it, or correct the name", picture.src);
            found.push(Found::new(format!("{}.src", picture.path), Rule::PictureMissing, message));
        }
    }
}
