//! The interface's languages as the tool has them, all at hand: their words, in the form in which a widget fetches them, and how dates and
//! numbers are written, by ICU4X, whose tables are those that browsers have (CLDR).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date as Day;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use serde_json::{Map, Value};

use crate::catalog::Date;
use crate::words::{ENGLISH, FILES, Formats, NAMES, Plural, Words, language};

/// The words that the search's results are shown with.
pub const RESULTS: [&str; 16] = [
    "condition",
    "topic",
    "story",
    "resource",
    "collection",
    "labelled",
    "collection_of",
    "network",
    "kind",
    "all_kinds",
    "all_conditions",
    "found_count",
    "more_found",
    "best_shown",
    "nothing_found",
    "try_other_words",
];

/// And those of its field: what it is called, and what is said when the rest doesn't come.
pub const FIELD: [&str; 2] = ["search", "network"];

const FORMATS: Formats = Formats { date, count };

/// The sentences of every language but English, by its tag.
static PUBLISHED: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| FILES.iter().map(|(tag, json)| (*tag, lines(json))).collect());

thread_local! {
    /// Words by the tags of catalogs, for each topic is drawn with them.
    static KNOWN: RefCell<Vec<(String, Rc<Words>)>> = const { RefCell::new(Vec::new()) };
    static DATES: RefCell<Vec<(String, DateTimeFormatter<YMD>)>> = const { RefCell::new(Vec::new()) };
}

/// The words for a catalog in a language (a BCP 47 tag); English where there are none in that one.
#[must_use]
pub fn words(tag: &str) -> Rc<Words> {
    KNOWN.with_borrow_mut(|known| {
        if let Some((_, words)) = known.iter().find(|(known, _)| known == tag) {
            return words.clone();
        }
        let lines = PUBLISHED.iter().find(|(lang, _)| Some(*lang) == language(tag)).map_or("", |(_, lines)| lines);
        let words = Rc::new(Words::new(tag, lines, FORMATS));
        known.push((tag.to_owned(), words.clone()));
        words
    })
}

/// The files that a widget fetches words from: tags, and what is in them. Each sentence is a line and known by its place alone, so that no
/// reader has to load their names.
#[must_use]
pub fn published() -> &'static [(&'static str, String)] {
    &PUBLISHED
}

/// Sentences by their names, each with its line in the published files, and in English.
#[must_use]
pub fn sentences(names: &[&'static str]) -> BTreeMap<&'static str, (usize, &'static str)> {
    let place = |name: &&str| NAMES.iter().position(|known| known == name);
    names.iter().filter_map(|name| place(name).map(|place| (*name, (place, ENGLISH[place])))).collect()
}

/// Sentences in all languages, by the tags of these.
#[must_use]
pub fn labels(names: &[&'static str]) -> BTreeMap<&'static str, Vec<String>> {
    let known = sentences(names);
    let own = |lines: &[&str]| names.iter().map(|name| lines[known[name].0].to_owned()).collect();
    let others = published().iter().map(|(tag, lines)| (*tag, own(&lines.split('\n').collect::<Vec<_>>())));
    std::iter::once(("en", own(ENGLISH))).chain(others).collect()
}

/// The forms that a language's words have beside numbers.
#[must_use]
pub fn plurals(tag: &str) -> Vec<Plural> {
    let rules = PluralRules::try_new_cardinal(locale(tag).into());
    let mut plurals: Vec<Plural> = rules.map(|rules| rules.categories().map(plural).collect()).unwrap_or_default();
    plurals.sort_by_key(|plural| *plural as u8);
    plurals
}

/// The sentences of a language's file, in the order of the words. A line is empty where there is none.
fn lines(json: &str) -> String {
    let words: Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
    let sentence = |name: &&str| match words.get(*name) {
        Some(Value::Object(forms)) => {
            let form = |plural: Plural| forms.get(plural.name()).and_then(Value::as_str).unwrap_or_default();
            Plural::ALL.map(form).join("\t")
        }
        Some(Value::String(sentence)) => sentence.clone(),
        _ => String::new(),
    };
    NAMES.iter().map(sentence).collect::<Vec<_>>().join("\n")
}

fn date(tag: &str, date: Date) -> String {
    let (year, month, day) = date.parts();
    let Ok(iso) = Day::try_new_iso(year.into(), month, day) else { return date.to_string() };
    DATES.with_borrow_mut(|known| {
        if known.iter().all(|(known, _)| known != tag) {
            let Ok(formatter) = DateTimeFormatter::try_new(locale(tag).into(), YMD::long()) else { return date.to_string() };
            known.push((tag.to_owned(), formatter));
        }
        let written = known.iter().find(|(known, _)| known == tag).map(|(_, formatter)| formatter.format(&iso).to_string());
        written.unwrap_or_else(|| date.to_string())
    })
}

fn count(tag: &str, count: usize) -> (Plural, String) {
    let form = PluralRules::try_new_cardinal(locale(tag).into()).map(|rules| plural(rules.category_for(count)));
    let number = DecimalFormatter::try_new(locale(tag).into(), Default::default());
    let number = number.map(|formatter| formatter.format(&Decimal::from(count as u64)).to_string());
    (form.unwrap_or(Plural::Other), number.unwrap_or_else(|_| count.to_string()))
}

/// A catalog's tag as ICU4X takes it, or else its language alone. Engines know Tagalog by the tag of Filipino, and do the same.
fn locale(tag: &str) -> Locale {
    let (primary, rest) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
    let primary = if primary.eq_ignore_ascii_case("tl") { "fil" } else { primary };
    format!("{primary}{rest}").parse().or_else(|_| primary.parse()).unwrap_or(Locale::UNKNOWN)
}

fn plural(category: PluralCategory) -> Plural {
    match category {
        PluralCategory::Zero => Plural::Zero,
        PluralCategory::One => Plural::One,
        PluralCategory::Two => Plural::Two,
        PluralCategory::Few => Plural::Few,
        PluralCategory::Many => Plural::Many,
        PluralCategory::Other => Plural::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_has_the_words_of_its_language() {
        let check = |tag: &str, expected: (&str, &str)| {
            let words = words(tag);
            assert_eq!((words.lang, words.loading()), expected, "{tag}");
        };
        check("es-MX", ("es", "Cargando"));
        check("en", ("en", "Loading"));
        check("de", ("en", "Loading"));
        check("fil", ("tl", "Naglo-load"));
    }

    #[test]
    fn days_are_written_as_in_the_language() {
        let day = Date::new(2026, 5, 1).unwrap();
        let check = |tag: &str, expected: &str| assert_eq!(words(tag).reviewed(day), expected, "{tag}");
        check("en", "Reviewed May 1, 2026");
        check("en-GB", "Reviewed 1 May 2026");
        check("en-!", "Reviewed May 1, 2026");
        check("es", "Revisado el 1 de mayo de 2026");
        check("zh", "审阅日期：2026年5月1日");
        check("ht", "Revize 1 me 2026");
        check("tl", "Sinuri noong Mayo 1, 2026");
    }

    #[test]
    fn numbers_have_their_words() {
        let check = |tag: &str, count: usize, expected: &str| assert_eq!(words(tag).saved_count(count), expected, "{tag}");
        check("en", 1, "1 saved topic");
        check("en", 1234, "1,234 saved topics");
        check("es", 1_000_000, "1.000.000 de temas guardados");
        check("ar", 2, "موضوعان محفوظان");
        check("zh", 1, "1 个已保存的主题");
        check("ht", 1, "1 sijè ki sere");
    }
}
