//! Which way a language is read.

/// As HTML's attribute `dir` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Languages that are written from right to left where their tag names no script.
/// Source: <https://www.unicode.org/cldr/charts/latest/supplemental/likely_subtags.html>.
const LANGUAGES: &str = "ar arc ckb dv fa he iw ks nqo ps sd ug ur yi";

/// Scripts that are, whatever the language. Source: <https://www.unicode.org/iso15924/iso15924-codes.html>.
const SCRIPTS: &str = "Adlm Arab Aran Hebr Mand Nkoo Rohg Syrc Thaa";

impl Direction {
    /// That of a language, by its BCP 47 tag.
    pub fn of(lang: &str) -> Direction {
        // A script has four letters (RFC 5646, section 2.2.3), and stands before all that is private or an extension.
        let is_script = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let mut parts = lang.split('-').take_while(|part| part.len() > 1);
        let language = parts.next().unwrap_or_default();
        let (known, name) = match parts.find(is_script) {
            Some(script) => (SCRIPTS, script),
            None => (LANGUAGES, language),
        };
        if known.split(' ').any(|known| known.eq_ignore_ascii_case(name)) { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// The attribute's value.
    pub fn name(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: &str, expected: &str) {
        assert_eq!(Direction::of(lang).name(), expected, "{lang}");
    }

    #[test]
    fn a_language_has_its_direction() {
        check("ar", "rtl");
        check("AR-eg", "rtl");
        check("he-IL", "rtl");
        check("en", "ltr");
        check("zh-Hans", "ltr");
        check("", "ltr");
        check("arn", "ltr");
    }

    #[test]
    fn a_script_goes_before_its_language() {
        check("pa-Arab", "rtl");
        check("az-arab-IR", "rtl");
        check("ar-Latn", "ltr");
        check("sd-Deva-IN", "ltr");
        check("en-x-Arab", "ltr");
        check("de-1996", "ltr");
    }
}
