//! The Vital Conditions widget: a catalog of well-being content, read inside somebody else's page.
//!
//! The data goes one way:
//!
//! ```text
//! Markdown -> tool::author -> catalog JSON -> loader -> element::fetch -> catalog::parse -> Catalog and Problems
//!   -> navigation::apply(Action) -> components -> shadow DOM
//!           ^                                         |
//!           +----- loader: what a click means --------+     element::events tells the host's page the outcome
//! ```
//!
//! `catalog`, `settings`, `navigation` and `words` are pure. `components` need Yew and nothing of a browser. `element` is the
//! browser's side and exists for wasm32 alone, `tool` the command line's and exists natively alone; nothing imports either.

pub mod catalog;
#[cfg(not(feature = "searching"))]
pub mod components;
#[cfg(all(target_arch = "wasm32", not(feature = "searching")))]
mod element;
pub mod navigation;
pub mod search;
pub mod settings;
#[cfg(feature = "tool")]
pub mod tool;
pub mod words;
