//! Documents of every kind: without a doctype, as XML, with a base, from right to left, narrow, enlarged.

use super::check::check;
use super::description::Page;

#[test]
fn in_quirks_mode() {
    let page = Page {
        doctype: "",
        head: "<style>body { font-size: 14px; color: navy } table { color: red }</style>".to_owned(),
        ..Page::round("<table border=\"1\" width=\"100%\"><tr><td>WIDGET</td></tr></table>")
    };
    // Firefox says which mode it is.
    check(&page.troubled_by(&["Quirks Mode"]));
}

#[test]
fn in_limited_quirks_mode() {
    let doctype =
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">";
    let page = Page::round("<center><font size=\"5\" color=\"red\" face=\"Courier\">WIDGET</font></center>");
    check(&Page { doctype, ..page }.troubled_by(&["Standards Mode"]));
}

#[test]
fn as_xhtml() {
    let page = Page { doctype: "<?xml version=\"1.0\" encoding=\"utf-8\"?>", kind: "application/xhtml+xml", ..Page::default() };
    check(&Page { root: "xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\"".to_owned(), ..page });
}

#[test]
fn with_another_base() {
    check(&Page { head: "<base href=\"https://elsewhere.invalid/a/b/\" target=\"_blank\"/>".to_owned(), ..Page::default() });
}

#[test]
fn from_right_to_left() {
    check(&Page { root: "lang=\"en\" dir=\"rtl\"".to_owned(), ..Page::styled("body { direction: rtl; text-align: right }") });
}

#[test]
fn in_a_column_of_280_pixels() {
    check(&Page::round("<div style=\"width: 280px; float: left; overflow: hidden\">WIDGET</div>"));
}

/// A window of 1280 by 1024 pixels at 400 % has 320 by 256 CSS pixels (WCAG 2.2, 1.4.10).
#[test]
fn at_four_hundred_percent() {
    check(&Page { viewport: (320, 256), ..Page::styled("body { margin: 0 }") });
}

#[test]
fn in_columns_that_stretch_it() {
    check(&Page::round("<div style=\"display: grid; grid-template-columns: 1fr 2fr; align-items: stretch\"><p>Beside</p>WIDGET</div>"));
}

#[test]
fn in_a_dark_page() {
    check(&Page { root: "lang=\"en\" style=\"color-scheme: dark\"".to_owned(), ..Page::styled("body { color: white; background: #111 }") });
}
