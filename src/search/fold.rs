//! Words as they are compared: without case, accents and other marks, and with one letter for those that are written in several ways.

use super::Plain;

/// Letters that no decomposition turns into what people type for them.
const LETTERS: [(char, &str); 19] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ł', "l"),
    ('ħ', "h"),
    ('ı', "i"),
    ('þ', "th"),
    ('ς', "σ"),
    // Arabic: the forms of alif, ya and ta marbuta that are taken for each other, and Persian letters.
    ('ٱ', "ا"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ة', "ه"),
    ('ک', "ك"),
    ('ھ', "ه"),
    // Letters that stand for the glottal stop, and are left out.
    ('ʼ', ""),
    ('ʻ', ""),
];

/// The word as it is compared.
pub fn folded(word: &str, plain: Plain) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for character in plain(word).chars() {
        if is_mark(character) {
            continue;
        }
        match (LETTERS.iter().find(|(letter, _)| *letter == character), digit(character)) {
            (Some((_, letters)), _) => folded.push_str(letters),
            (None, Some(digit)) => folded.push(digit),
            (None, None) => folded.push(character),
        }
    }
    folded
}

/// Marks that stand over, under or between letters: people leave them out.
pub fn is_mark(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C2 | 0x5C4..=0x5C5 | 0x5C7 | 0x610..=0x61A | 0x640
        | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200C..=0x200F | 0x20D0..=0x20FF | 0x3099..=0x309A
        | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F)
}

/// Digits of Arabic and Persian as those of ASCII.
fn digit(character: char) -> Option<char> {
    let value = match u32::from(character) {
        code @ 0x660..=0x669 => code - 0x660,
        code @ 0x6F0..=0x6F9 => code - 0x6F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Decomposes what these tests need, as ICU4X and browsers do.
    pub fn plain(text: &str) -> String {
        let mut plain = String::new();
        for character in text.to_lowercase().chars() {
            match character {
                'é' => plain.push_str("e\u{301}"),
                'ñ' => plain.push_str("n\u{303}"),
                'ư' => plain.push_str("u\u{31B}"),
                'ộ' => plain.push_str("o\u{323}\u{302}"),
                'ồ' => plain.push_str("o\u{302}\u{300}"),
                'أ' => plain.push_str("ا\u{654}"),
                'إ' => plain.push_str("ا\u{655}"),
                'ợ' => plain.push_str("o\u{31B}\u{323}"),
                'ｆ' => plain.push('f'),
                other => plain.push(other),
            }
        }
        plain
    }

    fn check(word: &str, expected: &str) {
        assert_eq!(folded(word, &plain), expected);
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        check("Belonging", "belonging");
        check("ÉTÉ", "ete");
        check("niños", "ninos");
        check("e\u{301}t\u{e9}", "ete");
        check("Straße", "strasse");
        check("ｆood", "food");
    }

    #[test]
    fn vietnamese_is_found_without_its_marks() {
        check("Cộng", "cong");
        check("đồng", "dong");
        check("Được", "duoc");
    }

    #[test]
    fn letters_of_arabic_that_are_taken_for_each_other_are_one() {
        check("أحمد", "احمد");
        check("إلى", "الي");
        check("مَدْرَسَة", "مدرسه");
        check("مـدرسـة", "مدرسه");
        check("٢٠٢٦", "2026");
    }
}
