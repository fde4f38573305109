//! How hard a text is to read, as the school grade that it needs in the United States.
//!
//! Formulas count words, sentences and syllables; they know nothing of sense, and are right in the mean. So a short text is not
//! measured, and neither is a language that no formula here was made for.

mod syllables;

use unicode_segmentation::UnicodeSegmentation;

use super::passages::{self, Passage};
use super::{Facts, Found, Scope};
use crate::tool::fault::Rule;

/// How many words a text has at least, so that it can be measured. The authors of both formulas took samples of 100.
const LEAST_WORDS: usize = 100;

pub(super) fn check(scope: &Scope, facts: &Facts, json: &str, found: &mut Vec<Found>) {
    let Some(asked) = scope.content.asked.reading_grade else { return };
    let passages = passages::of(json);
    let Some(first) = passages.first() else { return };
    let lang = facts.lang.as_deref().unwrap_or(&scope.edition.lang);
    let grade = Measure::of(lang, &passages).and_then(|measure| measure.grade());
    if let Some(grade) = grade.filter(|grade| *grade > asked as f64) {
        let message =
            format!("this text needs school grade {grade:.1}, and grade {asked} is asked for: shorten sentences and choose plainer words");
        found.push(Found::new(first.path.as_str(), Rule::ReadingLevel, message));
    }
}

#[derive(Clone, Copy)]
enum Formula {
    English,
    Spanish,
}

/// What the formulas count.
struct Measure {
    formula: Formula,
    words: usize,
    sentences: usize,
    syllables: usize,
}

impl Measure {
    /// Nothing where no formula is known for `lang`.
    fn of(lang: &str, passages: &[Passage]) -> Option<Self> {
        let primary = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let (formula, syllables): (_, fn(&str) -> usize) = match primary.as_str() {
            "en" => (Formula::English, syllables::english),
            "es" => (Formula::Spanish, syllables::spanish),
            _ => return None,
        };
        let mut measure = Self { formula, words: 0, sentences: 0, syllables: 0 };
        for sentence in passages.iter().flat_map(|passage| passage.text.unicode_sentences()) {
            // A number has as many syllables as one reads into it.
            let words = sentence.unicode_words().filter(|word| word.contains(char::is_alphabetic));
            let before = measure.words;
            for word in words {
                measure.words += 1;
                measure.syllables += syllables(word);
            }
            measure.sentences += usize::from(measure.words > before);
        }
        Some(measure)
    }

    /// The grade with one decimal; nothing where the text is too short.
    ///
    /// English: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, Derivation of New Readability Formulas, Naval Technical
    /// Training Command, Research Branch Report 8-75 (1975): <https://stars.library.ucf.edu/istlibrary/56/>. Spanish: A. N. Crawford,
    /// Fórmula y gráfico para determinar la comprensibilidad de textos de nivel primario en castellano, Lectura y Vida 10, number 4
    /// (1989). Crawford's was made for grades 1 to 6; above them it tells hard from harder, and its numbers stay low.
    fn grade(&self) -> Option<f64> {
        if self.words < LEAST_WORDS {
            return None;
        }
        let [words, sentences, syllables] = [self.words, self.sentences, self.syllables].map(|count| count as f64);
        let grade = match self.formula {
            Formula::English => 0.39 * words / sentences + 11.8 * syllables / words - 15.59,
            Formula::Spanish => -0.205 * (100.0 * sentences / words) + 0.049 * (100.0 * syllables / words) - 3.407,
        };
        Some((grade * 10.0).round() / 10.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Repeats a text until it is long enough, and compares its grade.
    fn check(lang: &str, text: &str, expected: Option<f64>) {
        let passages: Vec<Passage> = (0..20).map(|_| Passage { path: String::new(), text: text.to_owned() }).collect();
        assert_eq!(Measure::of(lang, &passages).and_then(|measure| measure.grade()), expected, "{text}");
    }

    #[test]
    fn english_is_measured_by_flesch_and_kincaid() {
        // 8 words of a syllable each in a sentence: 3.12 + 11.8 - 15.59.
        check("en-US", "The cat sat on the mat by me.", Some(-0.7));
        // 5 words, 25 syllables: 1.95 + 59 - 15.59.
        check("en", "Administrative organizations systematically communicate unnecessarily.", Some(45.4));
    }

    #[test]
    fn spanish_is_measured_by_crawford() {
        // 6 words, 9 syllables: -0.205 * 16.67 + 0.049 * 150 - 3.407.
        check("es", "El gato está en la mesa.", Some(0.5));
    }

    #[test]
    fn other_languages_and_short_texts_are_not_measured() {
        check("fr", "Le chat est sur la table.", None);
        check("en", "Cats.", None);
    }
}
