//! Markdown, and what is imported, in which every text means harm: what is made of it is a catalog, and nothing that isn't drawn by the
//! components gets into what is drawn of that.

#[path = "hostile/corpora.rs"]
#[allow(dead_code, reason = "addresses and documents are read elsewhere")]
mod corpora;
#[path = "hostile/drawing.rs"]
#[allow(dead_code, reason = "here catalogs are read as the tool reads them")]
mod drawing;
#[path = "hostile/markup.rs"]
#[allow(dead_code, reason = "pages are looked over elsewhere")]
mod markup;

use corpora::Group;
use drawing::{drawn, read_by};
use serde_json::json;
use std::fs;
use std::path::Path;
use vital_conditions::catalog::Limits;
use vital_conditions::tool::author;
use vital_conditions::tool::import::{self, Refusal, Request};

/// So many texts stand in one folder or source.
const AT_ONCE: usize = 100;

/// Draws every entry of a folder. Gives how many there are.
fn drawn_from(name: &str, folder: &Path) -> usize {
    let content = author::author(folder).unwrap();
    let json = content.original().json();
    let (catalog, _) = read_by(Limits::NONE, &json, None).unwrap_or_else(|error| panic!("{name}: {error}"));
    for entry in catalog.entries() {
        drawn(name, &catalog, entry.id.as_str());
    }
    catalog.entries().len()
}

#[test]
fn markdown() {
    for Group { name, cases } in corpora::texts() {
        let mut entries = 0;
        for texts in cases.chunks(AT_ONCE) {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("catalog.toml"), "title = \"Hostile\"\nlang = \"en\"\n").unwrap();
            for (at, text) in texts.iter().enumerate() {
                // A string of JSON is one of TOML, but for the character that TOML wants escaped.
                let quoted = json!(text).to_string().replace('\u{7f}', "\\u007f");
                let front = format!(
                    "+++\ntitle = {quoted}\nkind = \"topic\"\nlabel = {quoted}\nsummary = {quoted}\nurl = {quoted}\n\
                     provider = {{ name = {quoted}, url = {quoted} }}\nimage = {{ src = {quoted}, alt = {quoted} }}\n+++\n"
                );
                // As it stands, in a list, a quotation, a heading, as a link's text, address and title, and as a picture's.
                let body = format!(
                    "{text}\n\n- {text}\n\n> {text}\n\n## {text}\n\n[{text}](https://example.org/)\n\n[there](<{text}> \"{text}\")\n\n\
                     ![{text}](<{text}>)\n\n<{text}>\n\n[ref]: {text}\n\n[ref]\n\n    {text}\n\n~~~{text}\n{text}\n~~~\n"
                );
                fs::write(folder.path().join(format!("case-{at}.md")), front + &body).unwrap();
            }
            entries += drawn_from(name, folder.path());
        }
        println!("{name}: {} texts in Markdown, {entries} entries", cases.len());
        assert!(entries * 10 > cases.len() * 9, "{name}: {entries} of {}", cases.len());
    }
}

#[test]
fn sources_of_imports() {
    let make: [(&str, Made); 3] = [("feed.json", json_feed), ("table.csv", table), ("feed.xml", rss)];
    for Group { name, cases } in corpora::texts() {
        let (mut entries, mut refused) = (0, 0);
        for (file, make) in make {
            for texts in cases.chunks(AT_ONCE) {
                match made(name, file, make(texts)) {
                    Some(more) => entries += more,
                    // One that can't be carried over keeps the others from being: each by itself, then.
                    None => texts.iter().for_each(|text| match made(name, file, make(std::slice::from_ref(text))) {
                        Some(more) => entries += more,
                        None => refused += 1,
                    }),
                }
            }
        }
        println!("{name}: {} texts in three formats, {entries} entries, {refused} refused", cases.len());
    }
}

/// A source with these texts, where its format can have them.
type Made = fn(&[String]) -> Option<String>;

/// How many entries were made of a source; none where it was refused.
fn made(name: &str, file: &str, source: Option<String>) -> Option<usize> {
    let folder = tempfile::tempdir().unwrap();
    let (source, path, into) = (source?, folder.path().join(file), folder.path().join("catalog"));
    fs::write(&path, source).unwrap();
    match import::import(&Request { source: path, into: into.clone(), format: None, dry_run: false }) {
        Ok(_) => Some(drawn_from(name, &into)),
        Err(fault) => {
            assert!(fault.is::<Refusal>(), "{name}, {file}: {fault:#}");
            None
        }
    }
}

fn json_feed(texts: &[String]) -> Option<String> {
    let item = |(at, text): (usize, &String)| {
        json!({
            "id": at.to_string(), "url": text, "title": text, "summary": text, "content_html": text, "image": text, "tags": [text],
            "authors": [{ "name": text, "url": text }], "attachments": [{ "url": text, "mime_type": "audio/mpeg", "title": text }],
        })
    };
    let items: Vec<_> = texts.iter().enumerate().map(item).collect();
    Some(json!({ "version": "https://jsonfeed.org/version/1.1", "title": texts[0], "items": items }).to_string())
}

fn table(texts: &[String]) -> Option<String> {
    let mut table = "id,title,summary,url,provider,provider_url,image,image_alt,body\n".to_owned();
    for (at, text) in texts.iter().enumerate() {
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        table += &format!("case-{at}{}\n", format!(",{quoted}").repeat(8));
    }
    Some(table)
}

/// Nothing where there are characters that no XML may have.
fn rss(texts: &[String]) -> Option<String> {
    let mut items = String::new();
    for (at, text) in texts.iter().enumerate() {
        if text
            .chars()
            .any(|letter| letter.is_control() && !letter.is_whitespace() || matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{b}' | '\u{c}'))
        {
            return None;
        }
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        items +=
            &format!("<item><guid>{at}</guid><title>{escaped}</title><link>{escaped}</link><description>{escaped}</description></item>");
    }
    Some(format!("<rss version=\"2.0\"><channel><title>Hostile</title><link>https://example.org/</link>{items}</channel></rss>"))
}
