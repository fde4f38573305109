//! A fault of the content: its rule, its place in a file, what is wrong and what to do; and the rules themselves.
//!
//! Leaves out finding faults, which the author's side and the checks do, and showing them, which `report` does.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

/// A place in a file: a line, and from which column to which. All count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, as it was named or found.
    pub file: Arc<str>,
    pub line: u32,
    pub column: u32,
    /// The column after the last character at fault. What goes on in further lines ends with the first one. Equal to `column` where only
    /// the beginning is known.
    pub end_column: u32,
}

/// How much a fault weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something that was written doesn't reach the reader.
    Error,
    /// It reaches the reader, and serves them badly.
    Warning,
    /// Perhaps as it should be. Counts only when asked for.
    Hint,
}

impl Level {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One fault. They sort by place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    pub rule: Rule,
    pub level: Level,
    /// Where it is in the catalog's JSON, such as `entries[3].related[0]`; empty where it never got that far.
    pub path: String,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Declares the rules: a name for machines, a level, and a sentence on what the rule asks for.
macro_rules! rules {
    ($($rule:ident $name:literal $level:ident $about:literal,)*) => {
        /// What a fault is an instance of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $(#[doc = $about] $rule,)* }

        impl Rule {
            pub const ALL: &[Rule] = &[$(Rule::$rule,)*];

            /// Its name in reports.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Rule::$rule => $name,)* }
            }

            #[must_use]
            pub fn level(self) -> Level {
                match self { $(Rule::$rule => Level::$level,)* }
            }

            /// What it asks for, as a sentence.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Rule::$rule => $about,)* }
            }
        }
    };
}

rules! {
    Unreadable "unreadable" Error "A file can be read: it is UTF-8, and its JSON, TOML or YAML is well formed.",
    FrontMatter "front-matter" Error "An entry's file begins with front matter.",
    UnknownKey "unknown-key" Error "Front matter and catalog.toml have only the keys that mean something.",
    Html "html" Error "Text is written as Markdown, without HTML.",
    NoForm "no-form" Error "Text uses the forms of Markdown that the widget can show.",
    UnknownMark "unknown-mark" Error "A class, mark or title on a heading, quotation or link is one that means something.",
    Shape "shape" Error "A value has the shape that the format asks for.",
    Missing "missing" Error "What an entry can't do without is there.",
    Id "id" Error "An id has 1 to 80 lower-case letters, digits and hyphens.",
    RepeatedId "repeated-id" Error "Ids and aliases are unique.",
    UnknownEntry "unknown-entry" Error "Relations, cards and links name entries that are there.",
    OwnRelation "own-relation" Error "An entry isn't related to itself.",
    RepeatedRelation "repeated-relation" Error "A list names an entry once.",
    UnknownKind "unknown-kind" Error "A kind is one of those that the format knows.",
    UnknownBlock "unknown-block" Error "A block has one of the types that the format knows.",
    UnknownValue "unknown-value" Error "A value is one of those that the format allows there.",
    Address "address" Error "An address is well formed and safe to open.",
    Date "date" Error "A day is one of the calendar, written as 2026-11-22.",
    HeadingLevel "heading-level" Error "A heading has a level from 2 to 6.",
    TwoTargets "two-targets" Error "A link leads to one place.",
    PictureMissing "picture-missing" Error "A picture's file is there.",
    FileMissing "file-missing" Error "A file that is linked to is there.",
    PictureTooLarge "picture-too-large" Warning "A picture's file is small enough for a phone on a slow line.",
    PictureSize "picture-size" Warning "The width and height given for a picture have the proportions of its file.",
    AlternativeText "alternative-text" Warning "A picture has an alternative text that says what it shows.",
    Attribution "attribution" Warning "Somebody else's work, photograph or words name whose they are.",
    Summary "summary" Warning "An entry has a summary, for cards and search.",
    RepeatedTitle "repeated-title" Warning "No two entries have the same title.",
    Orphan "orphan" Warning "Every entry can be reached from the home entry.",
    HeadingSkip "heading-skip" Warning "Headings go down one level at a time.",
    LinkText "link-text" Warning "A link's words say where it leads.",
    ReadingLevel "reading-level" Warning "A text is no harder to read than the school grade set in catalog.toml.",
    RenamedId "renamed-id" Error "An id that was published goes on working, as an alias.",
    Expired "expired" Warning "An entry has not passed its last day.",
    ExpiresSoon "expires-soon" Hint "An entry's last day is not near.",
    Draft "draft" Hint "An entry is finished.",
    Translation "translation" Warning "An entry is there in each of the catalog's languages.",
    OneWayRelation "one-way-relation" Hint "An entry that is related to another is related back from there.",
    LinkBroken "link-broken" Error "A link to another site leads to a page.",
    LinkCertificate "link-certificate" Error "A site that is linked to proves who it is.",
    LinkUnanswered "link-unanswered" Warning "A site that is linked to answers.",
    LinkMoved "link-moved" Hint "A link leads to where the page is now.",
}

/// The content of a file with the beginnings of its lines, so that many places in it are found fast.
#[derive(Debug)]
pub struct Lines<'a> {
    pub file: Arc<str>,
    pub text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each block of bytes. A whole catalog may be one line, in which every value has its column.
    counts: Vec<usize>,
}

/// The bytes between two counts.
const BLOCK: usize = 1024;

impl<'a> Lines<'a> {
    #[must_use]
    pub fn new(file: impl Into<Arc<str>>, text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        let counts = text.as_bytes().chunks(BLOCK).scan(0, |count, block| {
            *count += characters(block);
            Some(*count - characters(block))
        });
        Self { file: file.into(), text, starts, counts: counts.collect() }
    }

    /// How many characters begin before byte `offset`.
    fn count(&self, offset: usize) -> usize {
        let block = (offset / BLOCK).min(self.counts.len().saturating_sub(1));
        self.counts.get(block).map_or(0, |count| count + characters(&self.text.as_bytes()[block * BLOCK..offset]))
    }

    /// The place of the bytes `range`. An offset past the end means the end.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.floor_char_boundary(range.end).max(start);
        let line = self.starts.partition_point(|line| *line <= start);
        let end = start + self.text[start..end].lines().next().unwrap_or_default().len();
        let [line_start, start, end] = [self.starts[line - 1], start, end].map(|offset| self.count(offset));
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let [column, end_column] = [start, end].map(|count| number(count - line_start + 1));
        Place { file: self.file.clone(), line: number(line), column, end_column }
    }
}

impl Place {
    /// The place of the bytes `range` in `text`, which is the content of `file`. An offset past the end means the end.
    #[must_use]
    pub fn of(file: &Arc<str>, text: &str, range: Range<usize>) -> Self {
        Lines::new(file.clone(), text).place(range)
    }

    /// The place where byte `offset` of `text` is, without an end.
    #[must_use]
    pub fn at(file: &Arc<str>, text: &str, offset: usize) -> Self {
        Self::of(file, text, offset..offset)
    }

    /// The beginning of `file`.
    #[must_use]
    pub fn start(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: 1, column: 1, end_column: 1 }
    }
}

/// How many characters begin in bytes of UTF-8: all that don't go on with one.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

impl Fault {
    /// A fault of `rule`, with that rule's own level.
    #[must_use]
    pub fn new(rule: Rule, place: Place, message: impl Into<String>) -> Self {
        Self { place, rule, level: rule.level(), path: String::new(), message: message.into() }
    }

    /// The same fault, at `path` in the catalog's JSON.
    #[must_use]
    pub fn with_path(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// Whether it makes a check fail: a hint doesn't.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.level != Level::Hint
    }
}

impl fmt::Display for Fault {
    /// One line, as `voting.md:3:12: what is wrong, and what to do`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message, .. } = self;
        write!(formatter, "{}:{}:{}: {message}", place.file, place.line, place.column)
    }
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(range: Range<usize>, line: u32, column: u32, end_column: u32) {
        let file: Arc<str> = "a.md".into();
        assert_eq!(Place::of(&file, "é\nöl x\ny", range), Place { file, line, column, end_column });
    }

    #[test]
    fn columns_count_characters_and_end_with_the_line() {
        check(7..8, 2, 4, 5);
        check(3..6, 2, 1, 3);
        check(3..9, 2, 1, 5);
        check(100..200, 3, 2, 2);
    }

    #[test]
    fn columns_are_right_far_into_a_long_line() {
        let text = format!("x\n{}", "é1".repeat(3000));
        let place = Lines::new("a.json", &text).place(2 + 3 * 2500..2 + 3 * 2600);
        assert_eq!((place.line, place.column, place.end_column), (2, 5001, 5201));
        assert_eq!(Lines::new("a.json", "").place(0..9), Place::start("a.json"));
    }

    #[test]
    fn a_fault_reads_as_place_and_message() {
        let fault = Fault::new(Rule::Missing, Place::start("a.md"), "no title");
        assert_eq!(fault.to_string(), "a.md:1:1: no title");
        assert_eq!(
            serde_json::to_string(&fault).unwrap(),
            r#"{"file":"a.md","line":1,"column":1,"end_column":1,"rule":"missing","level":"error","path":"","message":"no title"}"#
        );
    }

    #[test]
    fn no_two_rules_share_a_name() {
        let names: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        assert_eq!(names.len(), Rule::ALL.len());
    }
}
