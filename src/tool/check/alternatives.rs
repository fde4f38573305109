//! Alternative texts: that they are there, and say what the picture shows.
//!
//! WCAG 2.2 asks for them in 1.1.1; its failures F30 and F39 list texts that are none: <https://www.w3.org/WAI/WCAG22/Techniques/failures/F30>.
//! Leaves out whether a text is true.

use super::{Facts, Found, Scope};
use crate::tool::assets;
use crate::tool::content::Picture;
use crate::tool::fault::Rule;

/// What is said where a picture has no text at all.
pub(super) const MISSING: &str =
    "this picture has no alternative text: say in alt what it shows, or give it an empty alt if it is mere decoration";

/// Words that are put where a description will be, and what cameras and programs call their files; Spanish beside English.
const PLACEHOLDERS: [&str; 50] = [
    "alt",
    "alt text",
    "alternative text",
    "alttext",
    "caption",
    "chart",
    "description",
    "diagram",
    "download",
    "drawing",
    "dsc",
    "dscf",
    "dscn",
    "fixme",
    "graphic",
    "header",
    "hero",
    "icon",
    "illustration",
    "image",
    "img",
    "photo",
    "photograph",
    "pic",
    "picture",
    "placeholder",
    "pxl",
    "screen shot",
    "screenshot",
    "tbd",
    "thumbnail",
    "tk",
    "todo",
    "unnamed",
    "untitled",
    "captura de pantalla",
    "descripción",
    "dibujo",
    "foto",
    "fotografía",
    "gráfico",
    "icono",
    "ilustración",
    "imagen",
    "pendiente",
    "por hacer",
    "sin título",
    "texto",
    "texto alternativo",
    "wa",
];

pub(super) fn check(scope: &Scope, facts: &Facts, found: &mut Vec<Found>) {
    for picture in &facts.pictures {
        // One that has none is a fault of the format, and known already.
        let Some(alt) = &picture.alt else { continue };
        // In front matter and in JSON an empty text is written on purpose. In a body's Markdown it is what is left out.
        let is_left_out = alt.trim().is_empty() && picture.path.starts_with("body") && scope.edition.found.is_none();
        let message = if is_left_out {
            "this picture has no alternative text: say between the brackets what it shows".to_owned()
        } else if is_placeholder(alt, &picture.src) {
            format!("the alternative text \"{}\" doesn't say what the picture shows: describe it in a sentence", alt.trim())
        } else {
            continue;
        };
        found.push(Found::new(place(picture), Rule::AlternativeText, message));
    }
}

fn place(picture: &Picture) -> String {
    format!("{}.alt", picture.path)
}

fn is_placeholder(alt: &str, src: &str) -> bool {
    let alt = alt.trim().to_lowercase();
    if alt.is_empty() {
        return false;
    }
    let file = src.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let words = words(if assets::is_picture(&alt) { stem(&alt) } else { alt.clone() }.as_str());
    // A file called `a-mural.jpg` may well show a mural; only what no one would say is its name alone.
    let is_file = alt == file || alt == stem(&file) && alt.contains(['_', '-', '.']) || assets::is_picture(&alt) && !alt.contains(' ');
    let is_filler =
        PLACEHOLDERS.contains(&words.as_str()) || !words.is_empty() && words.split(' ').all(|word| PLACEHOLDERS.contains(&word));
    is_file || is_filler || alt.starts_with("lorem ipsum") || !alt.contains(char::is_alphanumeric)
}

/// The letters alone, in words parted by one space: `IMG_1234` is `img`.
fn words(text: &str) -> String {
    text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(alt: &str, src: &str, expected: bool) {
        assert_eq!(is_placeholder(alt, src), expected, "{alt}");
    }

    #[test]
    fn placeholders_are_told_from_descriptions() {
        for alt in
            ["image", "Photo 3", "TODO", "IMG_1234.jpg", "IMG-20240101-WA0003", "DSC00012", "alt text", "…", "Lorem ipsum dolor", "Imagen"]
        {
            check(alt, "art/vote.jpg", true);
        }
        for alt in ["town_hall", "town_hall.jpg"] {
            check(alt, "art/town_hall.jpg", true);
        }
        check("mural", "art/mural.jpg", false);
        check("A photo of a mural", "art/mural.jpg", false);
        check("Una imagen de la Virgen en un mural", "art/mural.jpg", false);
        check("投票箱", "art/vote.jpg", false);
        check("", "art/vote.jpg", false);
    }
}
