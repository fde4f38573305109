//! Mints ids: from a path, a name or a title, in the letters that ids have, each only once.
//!
//! Leaves out ids that an earlier import gave; the lock knows those.

use std::collections::BTreeSet;

/// The longest id that a catalog allows.
const LONGEST: usize = 80;

/// A word with nothing to name it by.
const NAMELESS: &str = "entry";

/// Ids in use.
#[derive(Debug, Default)]
pub struct Ids(BTreeSet<String>);

impl Ids {
    /// Takes an id that is in use already.
    pub fn take(&mut self, id: &str) {
        self.0.insert(id.to_owned());
    }

    /// Takes an id that something should have besides its own, unless it is malformed or in use.
    pub fn reserve(&mut self, alias: &str) -> bool {
        !alias.is_empty() && slug(alias) == alias && self.0.insert(alias.to_owned())
    }

    /// An id for `text` that nothing else has.
    pub fn mint(&mut self, text: &str) -> String {
        let slug = slug(text);
        // README.md is for people who open the folder, and no entry.
        let slug = if slug.is_empty() || slug == "readme" { NAMELESS.to_owned() } else { slug };
        let mut id = slug.clone();
        let mut number = 2;
        while !self.0.insert(id.clone()) {
            let suffix = format!("-{number}");
            id = format!("{}{suffix}", cut(&slug, LONGEST - suffix.len()));
            number += 1;
        }
        id
    }
}

/// `text` in lower-case letters, digits and hyphens. Letters of other scripts are left out.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            // What stands within a word doesn't part it.
            '\'' | '’' | '\u{ad}' | '\u{300}'..='\u{36f}' => {}
            _ => match latin(character) {
                Some(letters) => slug.push_str(letters),
                None if slug.is_empty() || slug.ends_with('-') => {}
                None => slug.push('-'),
            },
        }
    }
    cut(&slug, LONGEST).to_owned()
}

/// At most `most` bytes, ended at a word where one ends in the last third.
fn cut(slug: &str, most: usize) -> &str {
    let slug = slug.trim_end_matches('-');
    if slug.len() <= most {
        return slug;
    }
    let whole = slug.as_bytes()[most] == b'-';
    let cut = &slug[..most];
    let end = if whole { most } else { cut.rfind('-').filter(|end| *end > most * 2 / 3).unwrap_or(most) };
    cut[..end].trim_end_matches('-')
}

/// What a letter with marks comes to in ASCII: the letters of Western and Central European languages.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'ö' | 'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ü' => "ue",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_words_and_hyphens() {
        let check = |text: &str, expected: &str| assert_eq!(slug(text), expected, "{text}");
        check("Who's Counted? Café & Straße", "whos-counted-cafe-strasse");
        check("  --A_b/c.html  ", "a-b-c-html");
        check("信頼", "");
        check(&"word ".repeat(30), &"word-".repeat(16)[..79]);
        check(&"a".repeat(100), &"a".repeat(80));
    }

    #[test]
    fn no_id_is_given_twice() {
        let mut ids = Ids::default();
        ids.take("voting");
        assert_eq!(ids.mint("Voting"), "voting-2");
        assert_eq!(ids.mint("Voting!"), "voting-3");
        assert_eq!(ids.mint("!"), "entry");
        assert_eq!(ids.mint("README"), "entry-2");
        assert_eq!(ids.mint(&"a".repeat(90)).len(), 80);
        assert_eq!(ids.mint(&"a".repeat(90)).len(), 80);
    }
}
