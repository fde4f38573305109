//! Pages with other people's stylesheets, and with the scripts that come with them.

use super::check::check;
use super::description::Page;
use crate::wordpress;

#[test]
fn bootstrap_3() {
    let page = Page::with_styles(
        &["/npm/bootstrap-3/dist/css/bootstrap.css", "/npm/bootstrap-3/dist/css/bootstrap-theme.css"],
        "<div class=\"container\"><div class=\"row\"><div class=\"col-md-8\"><div class=\"well lead\">WIDGET</div></div></div></div>",
    );
    check(&page);
}

#[test]
fn bootstrap_4() {
    let page = Page::with_styles(
        &["/npm/bootstrap-4/dist/css/bootstrap.css"],
        "<div class=\"container text-center\"><div class=\"card\"><div class=\"card-body text-uppercase font-italic\">WIDGET</div></div></div>",
    );
    check(&page);
}

#[test]
fn bootstrap_5() {
    let page = Page::with_styles(
        &["/npm/bootstrap-5/dist/css/bootstrap.css"],
        "<div class=\"container text-end lh-1 fst-italic\"><div class=\"card text-bg-dark\"><div class=\"card-body\">WIDGET</div></div></div>\
         <script src=\"/npm/bootstrap-5/dist/js/bootstrap.bundle.js\"></script>",
    );
    check(&page);
}

#[test]
fn bootstrap_5_in_its_dark_mode() {
    let page = Page::with_styles(&["/npm/bootstrap-5/dist/css/bootstrap.css"], "<div class=\"container\">WIDGET</div>");
    check(&Page { root: "lang=\"en\" data-bs-theme=\"dark\"".to_owned(), ..page });
}

#[test]
fn tailwind_with_its_preflight() {
    let files = ["theme", "preflight", "utilities"].map(|file| format!("/npm/tailwindcss/{file}.css"));
    check(&Page::with_styles(&files.each_ref().map(String::as_str), "<main>WIDGET</main>"));
}

#[test]
fn uswds() {
    let body = "<main class=\"usa-section\"><div class=\"grid-container usa-prose usa-dark-background\">WIDGET</div></main>";
    // Its letters come later.
    check(&Page { own: "#field line-height", ..Page::with_styles(&["/npm/@uswds/uswds/dist/css/uswds.css"], body) });
}

#[test]
fn govuk() {
    let page = Page::with_styles(
        &["/npm/govuk-frontend/dist/govuk/govuk-frontend.min.css"],
        "<div class=\"govuk-width-container\"><main class=\"govuk-main-wrapper govuk-body-l\">WIDGET</main></div>",
    );
    check(&Page {
        root: "lang=\"en\" class=\"govuk-template\"".to_owned(),
        body_attributes: "class=\"govuk-template__body govuk-frontend-supported js-enabled\"",
        ..page
    });
}

#[test]
fn nhs() {
    let page = Page::with_styles(
        &["/npm/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css"],
        "<div class=\"nhsuk-width-container\"><main class=\"nhsuk-main-wrapper nhsuk-body-l\">WIDGET</main></div>",
    );
    // Its letters are on a server of their own, which is out of reach here.
    check(
        &Page { root: "lang=\"en\" class=\"nhsuk-template\"".to_owned(), body_attributes: "class=\"nhsuk-template__body\"", ..page }
            .troubled_by(&["assets.nhs.uk"]),
    );
}

#[test]
fn bulma() {
    let body = "<section class=\"section\"><div class=\"content is-large has-text-centered has-text-danger\">WIDGET</div></section>";
    check(&Page::with_styles(&["/npm/bulma/css/bulma.css"], body));
}

#[test]
fn wordpress_with_its_blocks_and_theme() {
    let theme = format!("/wordpress/wp-content/themes/{}/style.css", wordpress::theme());
    let blocks = "/wordpress/wp-includes/css/dist/block-library";
    let files =
        [format!("{blocks}/style.css"), format!("{blocks}/theme.css"), "/wordpress/wp-includes/css/classic-themes.css".to_owned(), theme];
    let body = "<div class=\"wp-site-blocks\"><main class=\"entry-content wp-block-post-content has-large-font-size is-layout-flow\">\
                <div class=\"wp-block-group has-text-align-center\">WIDGET</div></main></div>";
    check(&Page {
        body_attributes: "class=\"wp-embed-responsive single\"",
        ..Page::with_styles(&files.each_ref().map(String::as_str), body)
    });
}

#[test]
fn a_sheet_that_takes_everything_over() {
    let page = Page::styled(
        "* { color: rgb(255, 0, 0) !important; background: rgb(255, 255, 0) !important; font: italic 900 21px/3 cursive !important; \
             letter-spacing: 9px !important; word-spacing: 20px !important; text-transform: uppercase !important; text-align: right !important; \
             text-indent: 40px !important; text-shadow: 2px 2px red !important; white-space: pre !important; list-style: square !important; \
             word-break: break-all !important; hyphens: manual !important; cursor: wait !important; font-variant: small-caps !important; \
             border-spacing: 9px !important; quotes: none !important; tab-size: 20 !important; accent-color: red !important; \
             text-decoration: line-through !important; float: none !important; user-select: none !important; \
             text-wrap: nowrap !important; line-break: anywhere !important; -webkit-text-fill-color: red !important; \
             -webkit-text-stroke: 2px blue !important; scrollbar-width: none !important; touch-action: none !important } \
         *::before, *::after { content: 'x' !important; position: absolute !important } a, button, img, h1, h2, li { display: none !important }",
    );
    // What is not the widget's is as hidden as the sheet will have it.
    check(&page);
}

#[test]
fn a_sheet_that_sets_everything_back() {
    check(&Page::styled("* { all: unset } html { font: 17px/1 monospace; color: green }"));
}

#[test]
fn a_sheet_with_custom_properties_of_the_same_names() {
    check(&Page::styled(
        ":root { --ink: red; --ink-soft: red; --surface: red; --surface-raised: red; --line: red; --line-strong: red; --accent: red; \
                 --shadow: red; --hue: red; --hue-plain: red; --hue-needs: red; --hue-belonging: red; --track: 40 }",
    ));
}

#[test]
fn a_root_of_ten_pixels() {
    check(&Page::styled("html { font-size: 62.5% } body { font-size: 1.6rem; line-height: 2.4rem }"));
}
