//! What is written here is read back the same by the reader of the source format: every word, mark and link.

use std::fs;

use serde_json::{Value, json};

use super::super::imported::{Block, Imported, Medium, Party, Picture};
use super::super::prose::{Inline, Link, Target, Words, plain, tidy};
use super::super::source_text::SourceText;
use super::write;
use crate::tool::author;

/// Texts in which everything means something to Markdown, TOML or HTML, or did to a reader of either once.
const HARD: [&str; 78] = [
    "+++",
    "+++ a",
    "---",
    "- a",
    "-",
    "+ a",
    "+",
    "* a",
    "*",
    "***",
    "* * *",
    "_ _ _",
    "___",
    "1.",
    "1. a",
    "1) a",
    "12345678. a",
    "1234567890. a",
    "1.5 percent",
    "2026. A year",
    "# a",
    "#",
    "###### a #",
    "a #",
    "a ##",
    "#a",
    "> a",
    ">",
    "=== a",
    "===",
    "~~~",
    "~~a~~",
    "```",
    "`a`",
    "``a` b",
    "`",
    "\\",
    "\\\\",
    "a\\",
    "\\* a",
    "\\n",
    "*a*",
    "**a**",
    "_a_",
    "__a__",
    "a_b_c",
    "a*b*c",
    "***a**b*",
    "[a](b)",
    "[a]",
    "[a]: b",
    "[^1]",
    "![a](b)",
    "!",
    "a!",
    "![",
    "<b>a</b>",
    "<!-- a -->",
    "<a@example.org>",
    "<https://example.org>",
    "a < b > c",
    "&amp;",
    "&",
    "&copy",
    "&#42;",
    "AT&T",
    "a & b",
    "{.section}",
    "a {.section}",
    "a {#id}",
    "{",
    "a }",
    "— a",
    "—",
    "| a | b |",
    "$a$ ^b^ ~c~",
    ": a",
    "\"a\" 'b' “c” …",
];

/// The entry that is read back.
fn read_back(entry: &Imported) -> Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalog.toml"), "title = \"T\"\nhome = \"a\"\n").unwrap();
    let text = write(entry, &entry.related, &|_| None);
    fs::write(folder.path().join("a.md"), &text).unwrap();
    let authored = author::author(folder.path()).unwrap();
    assert_eq!(authored.faults, [], "{text}");
    let mut catalog: Value = serde_json::from_str(&authored.original().json()).unwrap();
    catalog["entries"][0].take()
}

fn entry(body: Vec<Block>) -> Imported {
    let place = SourceText::new("a", String::new()).place(0);
    Imported { title: "A".to_owned(), body, ..Imported::new("a", "topic", place) }
}

/// The text of a block, marks and links left out.
fn words(text: &Value) -> String {
    match text {
        Value::String(text) => text.clone(),
        Value::Array(runs) => runs.iter().map(|run| run.as_str().or(run["text"].as_str()).unwrap()).collect(),
        _ => String::new(),
    }
}

#[test]
fn hard_texts_survive_in_every_block() {
    for text in HARD {
        let link =
            vec![Inline::Link(Link { target: Target::Address("https://example.org/".to_owned()), words: vec![word(text, false, false)] })];
        let quote =
            |text: &str, cite: Option<&str>, pull| Block::Quote { text: plain(text), cite: cite.map(ToOwned::to_owned), url: None, pull };
        let body = read_back(&entry(vec![
            Block::Paragraph(plain(text)),
            Block::Heading(2, plain(text)),
            Block::List { ordered: false, items: vec![plain(text), plain(text)] },
            Block::List { ordered: true, items: vec![plain(text), plain(text)] },
            quote(text, None, false),
            quote(text, None, true),
            quote("b", Some(text.trim_start_matches(['—', ' '])), false),
            Block::Paragraph(link),
            Block::Image(Picture { src: "https://example.org/a.png".to_owned(), alt: text.to_owned(), credit: None }),
            Block::Media { media: Medium::Audio, src: "https://example.org/a.mp3".to_owned(), title: text.to_owned(), transcript: None },
        ]))["body"]
            .clone();
        let cite = text.trim_start_matches(['—', ' ']);
        let found = [
            words(&body[0]["text"]),
            words(&body[1]["text"]),
            words(&body[2]["items"][1]),
            words(&body[3]["items"][1]),
            words(&body[4]["text"]),
            words(&body[5]["text"]),
            words(&body[7]["text"]),
            words(&body[8]["alt"]),
            words(&body[9]["title"]),
        ];
        for (index, found) in found.iter().enumerate() {
            assert_eq!(found, text, "{index}: {body}");
        }
        assert_eq!(words(&body[6]["cite"]), cite);
        assert_eq!(body[5]["style"], "pull");
        assert_eq!(body.as_array().unwrap().len(), 10, "{text}: {body}");
    }
}

#[test]
fn hard_texts_survive_in_the_facts() {
    for text in HARD.into_iter().chain(["a\"b", "'''", "\"\"\"", "\u{7f}\u{1b}a\u{0}b", "日本語 🎉 e\u{301}", "a\n+++\nb"]) {
        let mut entry = entry(Vec::new());
        let text = tidy(text);
        entry.title.clone_from(&text);
        entry.summary = Some(text.clone());
        entry.label = Some(text.clone());
        entry.related = vec![text.clone()];
        entry.provider = Some(Party { name: text.clone(), url: Some(text.clone()) });
        entry.picture = Some(Picture { src: text.clone(), alt: text.clone(), credit: Some(text.clone()) });
        let read = read_back(&entry);
        let image = json!({ "src": text, "alt": text, "credit": { "text": text } });
        assert_eq!(read["title"], text);
        assert_eq!(read["summary"], text);
        assert_eq!(read["label"], text);
        assert_eq!(read["related"], json!([text]));
        assert_eq!(read["provider"], json!({ "name": text, "url": text }));
        assert_eq!(read["image"], image);
    }
}

fn word(text: &str, strong: bool, em: bool) -> Words {
    Words { text: text.to_owned(), strong, em }
}

/// Four runs of all marks, with letters, punctuation and spaces at their edges, in every order.
#[test]
fn marks_survive_beside_each_other() {
    let texts = ["a", "b.", "(c", "“d”", "*", "é_", "&"];
    let marks = [(false, false), (true, false), (false, true), (true, true)];
    let mut bodies = Vec::new();
    let mut expected = Vec::new();
    for first in 0..4 * texts.len() {
        for second in 0..4 * texts.len() {
            for third in [0, 5, 9, 17] {
                let runs: Vec<Words> =
                    [first, second, third].map(|run| word(texts[run / 4 % texts.len()], marks[run % 4].0, marks[run % 4].1)).to_vec();
                if runs.windows(2).any(|pair| (pair[0].strong, pair[0].em) == (pair[1].strong, pair[1].em)) {
                    continue;
                }
                bodies.push(Block::Paragraph(runs.iter().cloned().map(Inline::Words).collect()));
                let run = |run: &Words| match (run.strong, run.em) {
                    (false, false) => json!(run.text),
                    (true, false) => json!({ "text": run.text, "strong": true }),
                    (false, true) => json!({ "text": run.text, "em": true }),
                    (true, true) => json!({ "text": run.text, "strong": true, "em": true }),
                };
                expected.push(Value::Array(runs.iter().map(run).collect()));
            }
        }
    }
    let count = bodies.len();
    let sources: Vec<String> = bodies.iter().map(|body| format!("{body:?}")).collect();
    let body = read_back(&entry(bodies))["body"].clone();
    assert_eq!(body.as_array().unwrap().len(), count);
    for (index, expected) in expected.iter().enumerate() {
        assert_eq!(body[index]["text"], *expected, "{}", sources[index]);
    }
}

#[test]
fn addresses_survive() {
    for address in [
        "https://example.org/a_(b)_c?d=1&copy=2&e=3#f",
        "https://example.org/?a=\\b",
        "https://example.org/*a*_b_`c`<d>",
        "https://example.org/a.md",
        "mailto:a.md",
        "https://example.org/%20[a]!",
        "https://example.org/&",
    ] {
        let link = |target| Inline::Link(Link { target, words: vec![word("a", false, false)] });
        let text = vec![
            Inline::Words(word("See!", false, false)),
            link(Target::Address(address.to_owned())),
            link(Target::Entry("a".to_owned())),
            Inline::Words(word("b", false, false)),
        ];
        let body = read_back(&entry(vec![Block::Paragraph(text)]))["body"].clone();
        let expected = json!(["See!", { "text": "a", "href": address }, { "text": "a", "entry": "a" }, "b"]);
        assert_eq!(body[0]["text"], expected);
    }
}

#[test]
fn headings_begin_at_two_and_skip_no_level() {
    let headings = [3, 5, 1, 4, 6, 4, 2, 1].map(|level| Block::Heading(level, plain("a")));
    let body = read_back(&entry(headings.to_vec()))["body"].clone();
    let levels: Vec<u64> = body.as_array().unwrap().iter().filter_map(|block| block["level"].as_u64()).collect();
    assert_eq!(levels, [2, 3, 2, 3, 4, 3, 3, 2]);
}

#[test]
fn two_lists_stay_two() {
    let list = |ordered| Block::List { ordered, items: vec![plain("a"), plain("b")] };
    let body = read_back(&entry(vec![list(false), list(false), list(false), list(true), list(true)]))["body"].clone();
    assert_eq!(body.as_array().unwrap().len(), 5);
}
