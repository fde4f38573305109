//! What partners paste for one topic: embedding form C, with the topic drawn in it, and a script that brings loader, styles and topic in
//! one request.
//!
//! Leaves out drawing, and the snippets that name no topic.

use std::fmt::Write;

use super::addresses::BaseUrl;
use super::build::Sheet;
use super::markup::escaped;
use super::nodes::write_string;
use super::site::LOADER;

/// So many topics have snippets of their own without being asked for. Each brings the styles along, and they add up.
pub const MOST: usize = 1000;

/// A topic in form C. It reads without any script, and the loader goes on from it.
#[derive(Debug, Clone, Copy)]
pub struct Prerendered<'a> {
    /// The id, and where the entry's own page is in the published folder.
    pub topic: (&'a str, &'a str),
    pub title: &'a str,
    /// The languages of the catalog and of the widget's words, as BCP 47 tags.
    pub lang: (&'a str, &'a str),
    /// The topic's HTML, with absolute addresses.
    pub article: &'a str,
}

impl Prerendered<'_> {
    /// The snippet. `styles` stand in it as they are published, so that their integrity is the hash by which a strict page allows them;
    /// without them the topic is plain until the loader comes.
    #[must_use]
    pub fn html(&self, base: &BaseUrl, styles: Option<&str>) -> String {
        let Self { topic: (id, page), title, lang: (lang, words), article } = *self;
        let (tag, page) = (tag(base, LOADER, None), escaped(&base.file(page)));
        let (lang, title) = (escaped(lang), escaped(title));
        let mut html = format!(
            "{tag}\n\
             <vital-conditions topic=\"{id}\" lang=\"{lang}\"><template shadowrootmode=\"open\" shadowrootclonable>"
        );
        if let Some(styles) = styles {
            let _ = write!(html, "<style>{styles}</style>");
        }
        let _ = writeln!(
            html,
            "<div data-topic=\"{id}\"><div class=\"vital\" part=\"base\" lang=\"{words}\" data-theme=\"auto\" data-layout=\"page\">{article}</div></div>\
             </template><a href=\"{page}\">{title}</a></vital-conditions>"
        );
        html
    }
}

/// The tag of a loader in the folder at `base`; with its integrity, that loader or none.
#[must_use]
pub fn tag(base: &BaseUrl, loader: &str, integrity: Option<&str>) -> String {
    let integrity = integrity.map(|integrity| format!(" integrity=\"{integrity}\"")).unwrap_or_default();
    format!("<script async crossorigin{integrity} src=\"{}\"></script>", escaped(&base.file(loader)))
}

/// The loader as it stands alone. It is minified.
#[must_use]
pub fn alone(loader: &str) -> String {
    loader.replacen(GIVEN, "0", 1)
}

/// The loader in a folder of its own: `up` leads from there to the published folder. It is minified.
#[must_use]
pub fn beneath(loader: &str, up: &str) -> String {
    loader.replacen(GIVEN, &format!("{{\"up\":\"{up}{LOADER}\"}}"), 1)
}

/// The loader with what it would ask for first: the styles, and the fragment of a topic, beside whose path the script is published.
#[must_use]
pub fn script(loader: &str, styles: &Sheet, path: &str, fragment: &str) -> String {
    let up = "../".repeat(path.matches('/').count());
    let mut given = format!("{{\"up\":\"{up}{LOADER}\",\"{}\":", styles.name);
    write_string(&styles.content, &mut given);
    let _ = write!(given, ",\"{path}\":{fragment}}}");
    // Engines of the year that the loader is written for end a string at these.
    let given = given.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    loader.replacen(GIVEN, &given, 1)
}

/// The string literal in the loader that stands for what is given.
pub const GIVEN: &str = "\"__VITAL_GIVEN__\"";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_reads_in_the_snippet_itself() {
        let topic = Prerendered { topic: ("a", "topics/a.html"), title: "A & B", lang: ("en", "en"), article: "<article>A</article>" };
        let base = "https://host.example/v".parse().unwrap();
        let plain = topic.html(&base, None);
        assert_eq!(
            plain,
            "<script async crossorigin src=\"https://host.example/v/vital-conditions.js\"></script>\n\
             <vital-conditions topic=\"a\" lang=\"en\"><template shadowrootmode=\"open\" shadowrootclonable><div data-topic=\"a\">\
             <div class=\"vital\" part=\"base\" lang=\"en\" data-theme=\"auto\" data-layout=\"page\"><article>A</article></div></div></template>\
             <a href=\"https://host.example/v/topics/a.html\">A &amp; B</a></vital-conditions>\n"
        );
        assert_eq!(topic.html(&base, Some("a{b:c}")).replace("<style>a{b:c}</style>", ""), plain);
    }

    #[test]
    fn a_script_brings_its_topic_along() {
        let styles = Sheet { name: "s.css".to_owned(), content: "a{b:\"c\"}".to_owned() };
        let loader = format!("go(Object.assign({{}},{GIVEN}))");
        assert_eq!(
            script(&loader, &styles, "t/a.json", "{\"title\":\"A\u{2028}\"}"),
            r#"go(Object.assign({},{"up":"../vital-conditions.js","s.css":"a{b:\"c\"}","t/a.json":{"title":"A\u2028"}}))"#
        );
    }
}
