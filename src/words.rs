//! The words of the user interface. English stands here, since every reader has it. Each other language is a file of `src/words`, which is
//! fetched where a catalog in that language is shown. The words of the content are the catalog's.

mod direction;

pub use direction::Direction;

use crate::catalog::{Date, Entry, Kind};
use crate::navigation::FailureKind;
use std::rc::Rc;

// What `build.rs` finds in `src/words`: `LANGUAGES` and, for the tool, `FILES`.
include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The words of one language: whole sentences, with `{}` where a name goes, so that no language has to follow another's word order.
pub struct Words {
    /// A BCP 47 tag.
    pub lang: &'static str,
    /// The same with what else the catalog's own tag says, such as a territory: dates and numbers depend on it.
    tag: Rc<str>,
    formats: Formats,
    /// A line for each [`Word`], empty where the language has no sentence; none at all in English.
    lines: Box<str>,
}

/// How dates and numbers are written, which takes tables of all languages that purity forbids to reach for: in wasm the browser's `Intl` has
/// them, natively ICU4X. The first argument is a BCP 47 tag, of a language that there are words in.
#[derive(Clone, Copy)]
pub struct Formats {
    /// A day, such as "May 1, 2026".
    pub date: fn(&str, Date) -> String,
    /// A number, such as "1,234", and the form of a word that goes with it.
    pub count: fn(&str, usize) -> (Plural, String),
}

/// The forms of words that go with numbers, in the order in which they stand in a sentence's text, parted by tabs. A language needs only
/// some of them. Source: <https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    pub const ALL: [Plural; 6] = [Plural::Zero, Plural::One, Plural::Two, Plural::Few, Plural::Many, Plural::Other];

    /// CLDR's name.
    pub fn name(self) -> &'static str {
        match self {
            Plural::Zero => "zero",
            Plural::One => "one",
            Plural::Two => "two",
            Plural::Few => "few",
            Plural::Many => "many",
            Plural::Other => "other",
        }
    }
}

/// The language that a BCP 47 tag names, if there are words in it.
pub fn language(tag: &str) -> Option<&'static str> {
    listed(tag).map(|(known, _)| known)
}

/// What a language calls itself, by its BCP 47 tag; the tag where that is not known here.
pub fn autonym(lang: &str) -> &str {
    listed(lang).map_or(lang, |(_, name)| name)
}

fn listed(tag: &str) -> Option<(&'static str, &'static str)> {
    let primary = tag.split('-').next().unwrap_or_default();
    // Filipino has a tag of its own, and is a standardized Tagalog.
    let primary = if primary.eq_ignore_ascii_case("fil") { "tl" } else { primary };
    LANGUAGES.split('\n').filter_map(|line| line.split_once(' ')).find(|(known, _)| known.eq_ignore_ascii_case(primary))
}

/// The piece at a place, counted from 0, of those that a character parts; empty where there are not so many.
fn piece(text: &str, parted: char, place: usize) -> &str {
    let mut rest = text;
    for _ in 0..place {
        rest = rest.split_once(parted).map_or("", |(_, rest)| rest);
    }
    rest.split_once(parted).map_or(rest, |(piece, _)| piece)
}

/// Declares the words: a name, by which a file of `src/words` knows the word too, and the English sentence. A word is said as it stands
/// (`plain`), with a name in it (`named`), with a number in it (`counted`), or by a method that is written out below (`within`). Behind the
/// semicolon are those of the search, which says them without the widget's wasm and so is no part of it.
macro_rules! words {
    (@plain $name:ident) => {
        pub fn $name(&self) -> &str {
            self.said(Word::$name)
        }
    };
    (@named $name:ident) => {
        pub fn $name(&self, name: &str) -> String {
            self.filled(Word::$name, &[name])
        }
    };
    (@counted $name:ident) => {
        pub fn $name(&self, count: usize) -> String {
            self.counted(Word::$name, count)
        }
    };
    (@within $name:ident) => {};
    ($($form:ident { $($name:ident $english:literal)* })* ; $($other:ident $text:literal)*) => {
        /// The place of a sentence among the others.
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, reason = "a word, its method and its member in a file have one name")]
        enum Word {
            $($($name,)*)*
        }

        /// The names of all words, in the order in which the tool publishes the sentences of a language.
        pub const NAMES: &[&str] = &[$($(stringify!($name),)*)* $(stringify!($other),)*];

        /// The English sentences, in the same order. One that is empty is needed in some languages alone.
        pub const ENGLISH: &[&str] = &[$($($english,)*)* $($text,)*];

        /// The same as lines, for a table of so many addresses would be larger than a search.
        const LINES: &str = concat!($($($english, "\n",)*)*);

        impl Words {
            $($(words!(@$form $name);)*)*
        }
    };
}

words! {
    plain {
        loading "Loading"
        related "Related topics"
        try_again "Try again"
        empty "There are no topics here yet."
        transcript "Read the transcript"
        map "Map"
        share "Share"
        copy_link "Copy link"
        copied "The link was copied"
        print "Print"
        save "Save for later"
        saved "Saved"
        handout "Your handout"
        close "Close"
        wheel "The vital conditions"
        rest "See all of it on its own page"
        no_page "There is no page at this address."
    }
    named {
        related_to "Related topics: {}"
        trail "Trail: {}"
        back_to "Back to {}"
        forward_to "Forward to {}"
        showing "Now showing: {}"
        unknown_topic "There is no topic called “{}” here."
        did_you_mean "Did you mean {}?"
        go_to "Go to {}"
        provider "Brought to you by {}"
        summary_by "Summary by {}"
        site "at {}"
        original "See the original at {}"
        picture_by "Picture: {}"
        licence "Licence: {}"
        remove "Remove {}"
        part_of "Part of {}"
        touches "Touches {}"
        neighbours "Topics around {}"
        tools "Tools for {}"
    }
    counted {
        saved_count "\t{} saved topic\t\t\t\t{} saved topics"
    }
    within {
        condition "Vital condition"
        topic "Topic"
        story "Story"
        resource "Resource"
        collection "Collection"
        labelled "{} - {}"
        collection_of "Collection of {}"
        reviewed "Reviewed {}"
        expires "Valid until {}"
        outdated "A newer version could not be loaded. This one is of {}."
        months ""
        failed "This content could not be shown. {}"
        network "The connection failed. Check that you are online."
        http "The server could not deliver it."
        timeout "The server took too long to answer."
        too_large "The file is larger than this page can take."
        unreadable "The file could not be read. The publisher of this page needs to mend it."
        version "The file is newer than this page can read. The publisher of this page needs to update it."
    }
    ;
    search "Search topics"
    kind "Kind"
    all_kinds "All kinds"
    all_conditions "All conditions"
    found_count "\t{} topic found.\t\t\t\t{} topics found."
    more_found "There are more."
    best_shown "The best {} are shown."
    nothing_found "Nothing was found for “{}”."
    try_other_words "Check the spelling, or try other or fewer words."
}

impl Words {
    /// Those of the language that a BCP 47 tag names. `lines` are its sentences as the tool publishes them, one a line; where there are none
    /// the words are English.
    pub fn new(tag: &str, lines: &str, formats: Formats) -> Words {
        let own = language(tag).filter(|own| *own == "en" || !lines.is_empty());
        let (lang, tag) = own.map_or(("en", "en"), |own| (own, tag));
        let lines = if lang == "en" { "" } else { lines };
        Words { lang, tag: tag.into(), formats, lines: lines.into() }
    }

    /// "Topic", "Topic - Possibilities", "Collection of conditions".
    pub fn label(&self, entry: &Entry) -> String {
        let kind = self.said(match entry.kind {
            Kind::Condition => Word::condition,
            Kind::Topic => Word::topic,
            Kind::Story => Word::story,
            Kind::Resource => Word::resource,
            Kind::Collection => Word::collection,
        });
        match &entry.label {
            None => kind.to_owned(),
            Some(label) if entry.kind == Kind::Collection => self.filled(Word::collection_of, &[label]),
            Some(label) => self.filled(Word::labelled, &[kind, label]),
        }
    }

    /// "Reviewed May 1, 2026".
    pub fn reviewed(&self, date: Date) -> String {
        self.dated(Word::reviewed, date)
    }

    /// "Valid until May 1, 2027".
    pub fn expires(&self, date: Date) -> String {
        self.dated(Word::expires, date)
    }

    /// "A newer version could not be loaded. This one is of May 1, 2026."
    pub fn outdated(&self, date: Date) -> String {
        self.dated(Word::outdated, date)
    }

    fn dated(&self, word: Word, date: Date) -> String {
        // A language that browsers have no names of months in brings its own.
        let months = self.said(Word::months);
        let date = if months.is_empty() { (self.formats.date)(&self.tag, date) } else { with_month_of(months, date) };
        self.filled(word, &[&date])
    }

    /// What happened, for the reader. The host's page gets the technical message by event.
    pub fn failure(&self, kind: FailureKind) -> String {
        let reason = match kind {
            FailureKind::Network => Word::network,
            FailureKind::Http => Word::http,
            FailureKind::Timeout => Word::timeout,
            FailureKind::TooLarge => Word::too_large,
            FailureKind::Parse | FailureKind::Integrity => Word::unreadable,
            FailureKind::Version => Word::version,
        };
        fill(self.said(Word::failed), &[self.said(reason)], false)
    }

    fn said(&self, word: Word) -> &str {
        let own = piece(&self.lines, '\n', word as usize);
        if own.is_empty() { piece(LINES, '\n', word as usize) } else { own }
    }

    fn filled(&self, word: Word, names: &[&str]) -> String {
        fill(self.said(word), names, self.is_right_to_left())
    }

    fn counted(&self, word: Word, count: usize) -> String {
        let (plural, number) = (self.formats.count)(&self.tag, count);
        let [form, other] = [plural, Plural::Other].map(|plural| piece(self.said(word), '\t', plural as usize));
        fill(if form.is_empty() { other } else { form }, &[&number], self.is_right_to_left())
    }

    fn is_right_to_left(&self) -> bool {
        Direction::of(self.lang) == Direction::RightToLeft
    }
}

/// "1 me 2026", with a name of twelve that are parted by spaces.
fn with_month_of(months: &str, date: Date) -> String {
    let (iso, (_, month, _)) = (date.iso(), date.parts());
    let name = piece(months, ' ', usize::from(month) - 1);
    [iso[8..].trim_start_matches('0'), " ", name, " ", &iso[..4]].concat()
}

/// Puts the names where the sentence has `{}`, in order. Where they are `isolated`, a name that is read the other way doesn't take brackets
/// and full stops beside it along (the characters FSI and PDI of Unicode's bidirectional algorithm).
fn fill(sentence: &str, names: &[&str], isolated: bool) -> String {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut names = names.iter();
    for (at, part) in sentence.split('{').enumerate() {
        if at == 0 {
            filled.push_str(part);
        } else {
            let (start, end) = if isolated { ("\u{2068}", "\u{2069}") } else { ("", "") };
            for text in [start, names.next().unwrap_or(&""), end, part.strip_prefix('}').unwrap_or(part)] {
                filled.push_str(text);
            }
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMATS: Formats = Formats {
        date: |tag, date| format!("{date} in {tag}"),
        count: |tag, count| (if count == 1 { Plural::One } else { Plural::Many }, format!("{count} in {tag}")),
    };

    /// Sentences that say their names, three in another way.
    fn lines(of: &[(&'static str, &'static str)]) -> String {
        let sentence = |name| of.iter().find(|(known, _)| *known == name).map_or(name, |(_, sentence)| *sentence);
        NAMES.iter().copied().map(sentence).collect::<Vec<&str>>().join("\n")
    }

    #[test]
    fn a_tag_means_its_language() {
        let check = |tag: &str, expected: Option<&str>| assert_eq!(language(tag), expected, "{tag}");
        check("es", Some("es"));
        check("ES-mx", Some("es"));
        check("fil-PH", Some("tl"));
        check("en", Some("en"));
        check("est", None);
        check("", None);
        assert_eq!((autonym("zh-Hans"), autonym("de")), ("中文", "de"));
    }

    #[test]
    fn english_stands_in_for_what_is_not_there() {
        let check = |tag: &str, lines: &str, expected: (&str, &str)| {
            let words = Words::new(tag, lines, FORMATS);
            assert_eq!((words.lang, words.loading()), expected, "{tag}");
        };
        check("es", &lines(&[]), ("es", "loading"));
        check("es", &lines(&[("loading", "")]), ("es", "Loading"));
        check("es", "", ("en", "Loading"));
        check("de", &lines(&[]), ("en", "Loading"));
        check("en-GB", "", ("en", "Loading"));
    }

    #[test]
    fn names_stand_where_the_sentence_wants_them() {
        assert_eq!(fill("{} - {}", &["Topic", "Possibilities"], false), "Topic - Possibilities");
        let english = Words::new("en", "", FORMATS);
        assert_eq!(english.back_to("a {} of b"), "Back to a {} of b");
        assert_eq!(english.failure(FailureKind::Http), "This content could not be shown. The server could not deliver it.");
        let arabic = Words::new("ar", &lines(&[("back_to", "إلى {}")]), FORMATS);
        assert_eq!(arabic.back_to("Voting (US)"), "إلى \u{2068}Voting (US)\u{2069}");
    }

    #[test]
    fn a_date_is_written_as_the_catalog_has_it() {
        let day = Date::new(2026, 5, 1).unwrap();
        assert_eq!(Words::new("en-GB", "", FORMATS).reviewed(day), "Reviewed 2026-05-01 in en-GB");
        assert_eq!(Words::new("de-AT", "", FORMATS).reviewed(day), "Reviewed 2026-05-01 in en", "as the sentence around it");
        let own = lines(&[("reviewed", "Revize {}"), ("months", "janvye fevriye mas avril me")]);
        assert_eq!(Words::new("ht", &own, FORMATS).reviewed(day), "Revize 1 me 2026");
    }

    #[test]
    fn a_number_has_its_form_or_else_the_one_for_all_others() {
        let check = |tag: &str, lines: &str, count: usize, expected: &str| {
            assert_eq!(Words::new(tag, lines, FORMATS).saved_count(count), expected);
        };
        check("en", "", 1, "1 in en saved topic");
        check("en", "", 2, "2 in en saved topics");
        let spanish = lines(&[("saved_count", "\t{} resultado\t\t\t{} de resultados\t{} resultados")]);
        check("es", &spanish, 1, "1 in es resultado");
        check("es", &spanish, 2, "2 in es de resultados");
    }
}
