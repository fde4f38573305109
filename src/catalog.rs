//! The catalog: what an organization publishes, parsed from the JSON of format version 1.
//!
//! Pure: it needs no browser and reaches for nothing. What it can't know (the base URL, today's date,
//! how URLs resolve) comes in through [`Context`]. It leaves out fetching, drawing and authoring.

mod block;
mod check;
mod date;
pub mod document;
mod entry;
mod json;
mod nearest;
mod neighbours;
mod problem;

pub use block::{Block, Level, List, Media, MediaKind, Quote, QuoteStyle, Run, Section, Target, Text};
pub use date::Date;
use document::Read;
pub use entry::{Catalog, Credit, Entry, EntryId, Image, Index, Kind, Link, Opens, Party, Shard};
pub use nearest::nearest;
pub use problem::{Fault, ParseError, Problem};

/// The highest format version that this parser reads.
pub const VERSION: u32 = 1;

/// What parsing needs and purity forbids to reach for.
pub struct Context<'a> {
    /// The catalog's own absolute URL: relative addresses in it resolve against this one.
    pub base: &'a str,
    /// Entries that expired before this day are not shown.
    pub today: Date,
    /// `resolve(base, address)` is the absolute URL, serialized as the URL standard says, or nothing
    /// where that standard calls the address a failure. The browser's own parser in wasm, the `url` crate natively.
    pub resolve: &'a dyn Fn(&str, &str) -> Option<String>,
    pub limits: Limits,
    /// What a partner changes of the catalog.
    pub overlay: Option<Overlay<'a>>,
}

/// A partner's overlay.
#[derive(Clone, Copy, Debug)]
pub struct Overlay<'a> {
    pub json: &'a str,
    /// Its own absolute URL: relative addresses in it resolve against this one.
    pub base: &'a str,
}

/// How much of a catalog is taken in; what lies beyond is left out and reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub entries: usize,
    /// Characters in one run of text.
    pub run: usize,
    /// Whether problems say which id was perhaps meant. In a browser nobody reads them, and the search costs time.
    pub suggestions: bool,
    /// Problems that are noted. Likewise, and a hostile catalog could have millions of them.
    pub problems: usize,
}

impl Limits {
    /// What a reader's browser takes.
    pub const BROWSER: Limits = Limits { entries: 100_000, run: 10_000, suggestions: false, problems: 100 };
    /// What the tool takes.
    pub const NONE: Limits = Limits { entries: usize::MAX, run: usize::MAX, suggestions: true, problems: usize::MAX };
}

/// Reads a catalog of format version 1.
///
/// A fault in an entry costs that entry or that field and yields a [`Problem`]; everything else is in the [`Catalog`].
///
/// # Errors
/// [`ParseError`] where nothing can be shown: the text is no JSON, its root has the wrong shape, or its version is higher than
/// [`VERSION`].
pub fn parse(text: &str, context: &Context) -> Result<(Catalog, Vec<Problem>), ParseError> {
    let json = json::read(text)?;
    let document = Read::read(&json).map_err(|message| ParseError::Root { message })?;
    check::check(document, context)
}
