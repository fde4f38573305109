//! Pictures: whether their files are there, are small enough, and have the proportions that are given for them.
//!
//! Leaves out what is said about them in words.

use std::fs;

use super::{Facts, Found, Scope};
use crate::tool::author::picture;
use crate::tool::content::Picture;
use crate::tool::fault::Rule;
use crate::tool::source;

pub(super) fn check(scope: &Scope, facts: &Facts, found: &mut Vec<Found>) {
    for picture in &facts.pictures {
        let Some(name) = source::local(&picture.src) else { continue };
        let path = scope.source.folder().join(&name);
        let at_source = |rule, message| Found::new(format!("{}.src", picture.path), rule, message);
        let Some(about) = fs::metadata(&path).ok().filter(fs::Metadata::is_file) else {
            let message = format!("there is no file \"{}\" in the catalog's folder: add it, or correct the name", picture.src);
            found.push(at_source(Rule::PictureMissing, message));
            continue;
        };
        let (bytes, limit) = (about.len(), scope.content.asked.image_kilobytes);
        if bytes > limit.saturating_mul(1000) {
            let message = format!(
                "\"{}\" has {} kB, and {limit} are allowed: save it smaller, or raise image-kilobytes below [check] in catalog.toml",
                picture.src,
                bytes.div_ceil(1000)
            );
            found.push(at_source(Rule::PictureTooLarge, message));
        }
        let own = || scope.content.picture_sizes.get(&name).copied().or_else(|| picture::size(&path).ok()?);
        if let (Some(width), Some(height)) = (picture.width, picture.height) {
            found.extend(own().and_then(|own| misproportioned(picture, (width, height), own)));
        }
    }
}

/// What is given is what a browser keeps free until the picture has come. So it may be larger or smaller than the file, whose
/// pixels are finer on many screens, but not of another shape.
fn misproportioned(picture: &Picture, (width, height): (u64, u64), own: (u64, u64)) -> Option<Found> {
    let differs = |given: u64, other: u64, own: u64, own_other: u64| {
        // By how much the side is off that would follow from the other one. Numbers are rounded to whole pixels.
        let follows = other as f64 * own as f64 / own_other as f64;
        (given as f64 - follows).abs() >= 1.0
    };
    let is_off = differs(width, height, own.0, own.1) && differs(height, width, own.1, own.0);
    let side = if width == own.0 { "height" } else { "width" };
    is_off.then(|| {
        let message = format!(
            "\"{}\" is {} by {}, which {width} by {height} would distort: correct width and height, or take both out",
            picture.src, own.0, own.1
        );
        Found::new(format!("{}.{side}", picture.path), Rule::PictureSize, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: (u64, u64), own: (u64, u64), expected: Option<&str>) {
        let picture = Picture { path: "image".into(), src: "a.png".into(), alt: None, width: None, height: None, has_credit: false };
        assert_eq!(misproportioned(&picture, given, own).map(|found| found.path).as_deref(), expected, "{given:?} {own:?}");
    }

    #[test]
    fn a_picture_may_be_shown_in_another_size_but_not_in_another_shape() {
        check((640, 360), (640, 360), None);
        check((640, 360), (1280, 720), None);
        check((333, 500), (1000, 1501), None);
        check((640, 480), (640, 360), Some("image.height"));
        check((360, 640), (640, 360), Some("image.width"));
    }
}
