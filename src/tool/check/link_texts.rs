//! The words of links: they say where the link leads, also where they are read alone, as in a screen reader's list of links.
//!
//! WCAG 2.2 asks for it in 2.4.4 and 2.4.9, and lists such words in its failure F84: <https://www.w3.org/WAI/WCAG22/Techniques/failures/F84>.
//! The lists of Lighthouse's audit "link-text" were taken as a start. Leaves out where links lead.

use super::{Facts, Found};
use crate::tool::fault::Rule;

const ENGLISH: [&str; 33] = [
    "article",
    "click",
    "click for details",
    "click here",
    "click this",
    "continue",
    "continue reading",
    "details",
    "find out more",
    "go",
    "go here",
    "here",
    "info",
    "information",
    "learn more",
    "link",
    "more",
    "more details",
    "more info",
    "more information",
    "page",
    "read here",
    "read more",
    "read this",
    "right here",
    "see here",
    "see more",
    "start",
    "this",
    "this article",
    "this link",
    "this page",
    "website",
];

const SPANISH: [&str; 38] = [
    "acá",
    "ahí",
    "aquí",
    "artículo",
    "aqui",
    "clic",
    "clic aquí",
    "click aquí",
    "click aqui",
    "clicka aquí",
    "conoce más",
    "continuar",
    "da clic aquí",
    "descubre más",
    "detalles",
    "enlace",
    "esta página",
    "este",
    "este artículo",
    "este enlace",
    "haz clic",
    "haz clic aquí",
    "haga clic aquí",
    "información",
    "ir",
    "leer más",
    "lee más",
    "mas",
    "más",
    "más detalles",
    "más información",
    "página",
    "pincha aquí",
    "pulsa aquí",
    "saber más",
    "seguir leyendo",
    "ver aquí",
    "ver más",
];

pub(super) fn check(facts: &Facts, found: &mut Vec<Found>) {
    for link in &facts.links {
        let Some(text) = link.text.as_deref().map(str::trim) else { continue };
        let message = if is_address(text) {
            format!("this link shows the address \"{text}\", which nobody says aloud: write what is to be found there")
        } else if says_nothing(text) {
            format!("the link's words \"{text}\" don't say where it leads: write what is to be found there")
        } else {
            continue;
        };
        found.push(Found::new(link.path.as_str(), Rule::LinkText, message));
    }
}

fn is_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start)) && !text.contains(char::is_whitespace)
}

/// In any language: a word of one list that also is a word of another language is none that says where a link leads.
fn says_nothing(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    words.is_empty() || ENGLISH.contains(&words.as_str()) || SPANISH.contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_could_lead_anywhere_are_told_from_those_that_say_where() {
        let check = |text: &str, expected: bool| assert_eq!(says_nothing(text) || is_address(text), expected, "{text}");
        for text in ["here", "Click here!", "Read more…", "→", "Aquí", "más  información", "https://example.org/a", "WWW.example.org"]
        {
            check(text, true);
        }
        for text in ["Read more about voting", "Here Comes the Sun", "example.org", "a@example.org", "Más de cien ideas", "2026"] {
            check(text, false);
        }
    }
}
