//! The syllables of a word.
//!
//! English spelling doesn't tell them, so they are looked up in the CMU Pronouncing Dictionary, and guessed for words that it
//! lacks. Spanish spelling does tell them. Leaves out where syllables begin and end.

/// At least one.
pub fn english(word: &str) -> usize {
    let word = word.replace('’', "'").to_lowercase();
    let bare = word.strip_suffix("'s").unwrap_or(&word);
    syllarust::try_count_syllables(&word).unwrap_or_else(|| syllarust::count_syllables(bare)).max(1)
}

/// A syllable for each vowel or diphthong: two vowels are apart when both are strong (a, e, o), or when one has an accent and is weak (í, ú).
/// Source: Real Academia Española, Ortografía de la lengua española (2010), chapter II, 3.2.
pub fn spanish(word: &str) -> usize {
    let mut count = 0;
    let mut before = Sound::Consonant;
    let characters: Vec<char> = word.to_lowercase().chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let near = |at: Option<usize>| at.and_then(|at| characters.get(at)).copied().unwrap_or(' ');
        let (previous, next) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let sound = match character {
            'a' | 'e' | 'o' | 'á' | 'é' | 'ó' | 'í' | 'ú' => Sound::Strong,
            // Written in "que" and "guía", and not spoken.
            'u' if previous == 'q' || previous == 'g' && matches!(next, 'e' | 'é' | 'i' | 'í') => continue,
            'i' | 'u' | 'ü' => Sound::Weak,
            'y' if !next.is_alphabetic() => Sound::Weak,
            _ => Sound::Consonant,
        };
        count += usize::from(match sound {
            Sound::Consonant => false,
            // An accent parts "guía" in two, and none leaves "guarda" its diphthong.
            Sound::Strong => before != Sound::Weak || matches!(character, 'í' | 'ú'),
            Sound::Weak => before == Sound::Consonant,
        });
        before = sound;
    }
    count.max(1)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    Consonant,
    Weak,
    Strong,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_words_are_looked_up_or_guessed() {
        let check = |word: &str, expected: usize| assert_eq!(english(word), expected, "{word}");
        check("Community", 4);
        check("neighborhood’s", 3);
        check("don’t", 1);
        check("voted", 2);
        check("walked", 1);
        check("hmm", 1);
    }

    #[test]
    fn spanish_words_are_counted_by_their_vowels() {
        let check = |word: &str, expected: usize| assert_eq!(spanish(word), expected, "{word}");
        check("comunidad", 4);
        check("ciudad", 2);
        check("país", 2);
        check("guía", 2);
        check("guardia", 2);
        check("pingüino", 3);
        check("que", 1);
        check("Uruguay", 3);
        check("poeta", 3);
        check("vivienda", 3);
        check("construí", 3);
        check("y", 1);
        check("muy", 1);
        check("héroe", 3);
        check("día", 2);
    }
}
