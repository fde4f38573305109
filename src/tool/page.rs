//! The document around a drawn article.
//!
//! Leaves out drawing.

use std::fmt::Write;

use super::markup::escaped;
use crate::catalog::{Catalog, Entry};

/// The page of an entry. `article` is HTML, `styles` the way to the stylesheet.
#[must_use]
pub fn page(catalog: &Catalog, entry: &Entry, article: &str, styles: &str) -> String {
    let lang = escaped(entry.lang.as_ref().unwrap_or(&catalog.lang));
    let title = escaped(&entry.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}"
    );
    if !catalog.title.is_empty() && catalog.title != entry.title {
        let _ = write!(page, " · {}", escaped(&catalog.title));
    }
    page += "</title>\n";
    if let Some(summary) = &entry.summary {
        let _ = writeln!(page, "<meta name=\"description\" content=\"{}\">", escaped(summary));
    }
    let _ = write!(page, "<link rel=\"stylesheet\" href=\"{styles}\">\n</head>\n<body>\n<main>{article}</main>\n</body>\n</html>\n");
    page
}

/// The page of a former id: it leads on to the present one.
#[must_use]
pub fn moved(catalog: &Catalog, entry: &Entry) -> String {
    let (lang, title, id) = (escaped(entry.lang.as_ref().unwrap_or(&catalog.lang)), escaped(&entry.title), &entry.id);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={id}.html\">\n<link rel=\"canonical\" href=\"{id}.html\">\n\
         </head>\n<body>\n<p><a href=\"{id}.html\">{title}</a></p>\n</body>\n</html>\n"
    )
}
