//! Finds entries as a reader types: words and beginnings of words in titles, labels, summaries and bodies, with typing mistakes forgiven.
//!
//! Pure. An [`Index`] of [`Document`]s is a root and numbered parts, made natively where a catalog is published, in the browser
//! where one is at hand as a whole. [`Finder`] answers a query from the root and a few parts, and says which parts it wants for that. It
//! leaves out how parts are fetched and how results are drawn.
//!
//! ```text
//! catalog::Entry -> Document -> Index: root and parts
//! query -> tokens -> terms, corrected where there is no such word -> entries, ranked -> cards with what matched marked
//! ```

mod card;
mod code;
mod correct;
mod dictionary;
mod distance;
mod document;
mod finder;
mod fold;
mod index;
mod mark;
mod rank;
mod root;
mod terms;
mod tokens;

pub use card::Card;
pub use document::Document;
pub use finder::{Answer, Filter, Finder, Found, Hit};
pub use index::Index;
pub use mark::Run;

/// The compatibility decomposition of a text (Unicode's form NFKD) in lower case, which takes tables that purity forbids to bring along: in
/// wasm the browser has them, natively ICU4X.
pub type Plain<'a> = &'a dyn Fn(&str) -> String;

/// So many results are shown of all that are found.
pub const SHOWN: usize = 8;
