//! The size of a picture file, in CSS pixels: bitmaps by their header, SVG by its root element.
//!
//! Leaves out decoding.

use std::fs;
use std::io;
use std::path::Path;

/// Width and height of the picture at `path`; `None` when the file doesn't say.
///
/// # Errors
/// When the file can't be read.
pub fn size(path: &Path) -> io::Result<Option<(u64, u64)>> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        return Ok(String::from_utf8(fs::read(path)?).ok().and_then(|text| svg_size(&text)));
    }
    // A bitmap says it in its first bytes, and the rest may be many.
    match imagesize::size(path) {
        Ok(size) => Ok(Some((size.width as u64, size.height as u64))),
        Err(imagesize::ImageError::IoError(fault)) if fault.kind() != io::ErrorKind::UnexpectedEof => Err(fault),
        Err(_) => Ok(None),
    }
}

/// `width` and `height` where both are absolute, else the size of the `viewBox`.
/// Source: <https://www.w3.org/TR/SVG2/coords.html#SizingSVGInCSS>.
fn svg_size(text: &str) -> Option<(u64, u64)> {
    let document = roxmltree::Document::parse(text).ok()?;
    let root = document.root_element();
    let length = |name| root.attribute(name).and_then(|length: &str| length.trim_end_matches("px").parse::<f64>().ok());
    let (width, height) = length("width").zip(length("height")).or_else(|| {
        let mut numbers = root
            .attribute("viewBox")?
            .split(|character: char| character == ',' || character.is_ascii_whitespace())
            .filter(|number| !number.is_empty())
            .map(|number| number.parse::<f64>().ok());
        numbers.nth(1)??;
        Some((numbers.next()??, numbers.next()??))
    })?;
    let pixels = |length: f64| (length >= 1.0).then(|| length.round() as u64);
    pixels(width).zip(pixels(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(root: &str, expected: Option<(u64, u64)>) {
        assert_eq!(svg_size(&format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {root}/>"#)), expected, "{root}");
    }

    #[test]
    fn a_drawing_tells_its_size_by_its_lengths_or_its_view_box() {
        check(r#"width="640" height="360px" viewBox="0 0 1 1""#, Some((640, 360)));
        check(r#"width="100%" viewBox="0,0 640,360""#, Some((640, 360)));
        check(r#"viewBox="-10 -10 20.4 10""#, Some((20, 10)));
        check("", None);
    }
}
