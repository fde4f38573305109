//! Turns HTML into the blocks that a catalog has. What has no block is noted, and its text stays.
//!
//! Nothing else gets through: no scripts, no handlers, no styles, no addresses but those that a reader may follow.
//! Leaves out where links lead; entries are told from other pages later.

mod address;
mod nesting;
mod quote;
mod table;
mod tag;
mod walk;

use scraper::{ElementRef, Html};
use url::Url;

pub use address::{Addresses, followed, resolve};
pub use nesting::TooDeep;
pub use tag::{file_name, missing_alt, shortened};

use super::imported::Block;
use super::prose;
use super::report::Note;
use walk::Walker;

/// How HTML is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading<'a> {
    /// What relative addresses start from.
    pub base: Option<&'a Url>,
    /// Whether blank lines part paragraphs, and a line of nothing but an address is a link, as WordPress has it.
    pub wordpress: bool,
}

/// What HTML came to.
#[derive(Debug, Default)]
pub struct Converted {
    pub blocks: Vec<Block>,
    pub notes: Vec<Note>,
}

/// Converts the inside of a page, such as the content of a feed's item.
///
/// # Errors
/// When elements stand in each other beyond reason.
pub fn fragment(html: &str, reading: Reading) -> Result<Converted, TooDeep> {
    let document = parse_fragment(html)?;
    Ok(convert(document.root_element(), reading))
}

/// Converts what stands in `element`.
#[must_use]
pub fn convert(element: ElementRef, reading: Reading) -> Converted {
    Walker::new(reading).convert(element)
}

/// Parses a whole page.
///
/// # Errors
/// When elements stand in each other beyond reason.
pub fn parse_page(html: &str) -> Result<Html, TooDeep> {
    nesting::before_parsing(html)?;
    let document = Html::parse_document(html);
    nesting::after_parsing(&document)?;
    Ok(document)
}

fn parse_fragment(html: &str) -> Result<Html, TooDeep> {
    nesting::before_parsing(html)?;
    let document = Html::parse_fragment(html);
    nesting::after_parsing(&document)?;
    Ok(document)
}

/// The words of text that may have HTML in it, such as a feed's title.
#[must_use]
pub fn words(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return prose::tidy(text);
    }
    match parse_fragment(text) {
        Ok(document) => prose::tidy(&all_text(document.root_element())),
        Err(TooDeep) => prose::tidy(text),
    }
}

/// All text in an element, scripts and styles left out.
#[must_use]
pub fn all_text(element: ElementRef) -> String {
    let mut text = String::new();
    for child in element.children() {
        if let Some(words) = child.value().as_text() {
            text.push_str(words);
        } else if let Some(child) = ElementRef::wrap(child)
            && !matches!(child.value().name(), "script" | "style")
        {
            text.push_str(&all_text(child));
        }
    }
    text
}

/// The value of an attribute, where it has one.
#[must_use]
pub fn attribute<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    element.attr(name).map(str::trim).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
