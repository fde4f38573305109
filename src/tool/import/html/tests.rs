//! What becomes of each form of HTML, and what is said about the forms that have no block.

use super::super::imported::{Block, Medium, Picture};
use super::super::prose::{Inline, Target, plain, words_of};
use super::{Reading, TooDeep, fragment};

/// One line for each block: its kind, its words, and its links in brackets.
fn check(html: &str, expected: &[&str], noted: &[&str]) {
    check_as(html, Reading::default(), expected, noted);
}

fn check_as(html: &str, reading: Reading, expected: &[&str], noted: &[&str]) {
    let converted = fragment(html, reading).unwrap();
    let lines: Vec<String> = converted.blocks.iter().map(line).collect();
    assert_eq!(lines, expected, "{html}");
    let notes: Vec<&str> = converted.notes.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(notes, noted, "{html}");
}

fn line(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("p {}", show(text)),
        Block::Heading(level, text) => format!("h{level} {}", show(text)),
        Block::List { ordered, items } => {
            let items: Vec<String> = items.iter().map(|item| show(item)).collect();
            format!("{} {}", if *ordered { "ol" } else { "ul" }, items.join(" / "))
        }
        Block::Quote { text, cite, url, pull } => format!("quote{} {} — {cite:?} {url:?}", if *pull { " pull" } else { "" }, show(text)),
        Block::Image(Picture { src, alt, .. }) => format!("img {src} {alt}"),
        Block::Media { media, src, title, .. } => format!("{} {src} {title}", if *media == Medium::Audio { "audio" } else { "video" }),
    }
}

fn show(text: &[Inline]) -> String {
    let inline = |inline: &Inline| match inline {
        Inline::Words(words) => match (words.strong, words.em) {
            (false, false) => words.text.clone(),
            (true, false) => format!("*{}*", words.text),
            (false, true) => format!("_{}_", words.text),
            (true, true) => format!("*_{}_*", words.text),
        },
        Inline::Link(link) => match &link.target {
            Target::Address(address) => format!("[{}]({address})", words_of(std::slice::from_ref(inline))),
            Target::Entry(id) => format!("[{}](entry {id})", words_of(std::slice::from_ref(inline))),
        },
    };
    text.iter().map(inline).collect()
}

#[test]
fn text_keeps_its_marks_and_links() {
    check(
        "<div>One <b>two <i>three</i></b>\n<a href='https://example.org/'> four </a>five<br>six</div>seven",
        &["p One *two* *_three_* [four](https://example.org/) five six", "p seven"],
        &[],
    );
}

#[test]
fn lists_are_flattened() {
    check("<ul><li>a<p>b</p></li><li><p>c</p></li></ul>", &["ul a b / c"], &[]);
    check(
        "<ol><li>a<ul><li>b</li><li>c</li></ul>d</li><li>e</li></ol>",
        &["ol a / b / c / d / e"],
        &["a list inside a list, its items now in the outer one"],
    );
}

#[test]
fn quotations_have_their_source() {
    check(
        "<blockquote cite='https://example.org/'><p>a</p><p>b</p><cite>— C</cite></blockquote>",
        &[r#"quote a b — Some("C") Some("https://example.org/")"#],
        &[],
    );
    check(
        "<figure class='wp-block-pullquote'><blockquote><p>a</p></blockquote><figcaption><a href='https://example.org/d'>D</a></figcaption></figure>",
        &[r#"quote pull a — Some("D") Some("https://example.org/d")"#],
        &[],
    );
}

#[test]
fn pictures_stand_behind_the_words_around_them() {
    check(
        "<p>a <img src='https://example.org/b.png' alt='B'> c</p><figure><img src='https://example.org/d.png'><figcaption>D</figcaption></figure>",
        &["p a c", "img https://example.org/b.png B", "img https://example.org/d.png ", "p D"],
        &["the alternative text of the picture https://example.org/d.png is missing: say what it shows"],
    );
    check(
        "<img src='data:image/png;base64,A' alt=''>",
        &[],
        &["a picture at \"data:image/png;base64,A\" (only http, https, mailto and tel can be followed, and only http and https loaded)"],
    );
}

#[test]
fn recordings_have_a_title() {
    check(
        "<audio controls><source src='https://example.org/a.mp3?b'>Old browser</audio><video src='https://example.org/c.mp4' title='C'></video>",
        &["audio https://example.org/a.mp3?b a.mp3", "video https://example.org/c.mp4 C"],
        &[],
    );
}

#[test]
fn tables_become_lists() {
    check(
        "<table><caption>T</caption><tr><th>a</th><th>b</th></tr><tbody><tr><td>c</td><td></td><td><b>d</b></td></tr></tbody></table>",
        &["p T", "ul a | b / c | *d*"],
        &["a table of 2 rows, now a list with \"|\" between the cells"],
    );
    check(
        "<table><tr><td><h2>a</h2><p>b</p></td><td>c</td></tr></table>",
        &["h2 a", "p b", "p c"],
        &["a table with more than words in its cells, now one after the other"],
    );
}

#[test]
fn what_can_do_harm_is_left_out_and_said() {
    check(
        "<p onclick='x()'>a<script>b</script><a href='javascript:alert(1)'>c</a></p><iframe src='https://example.org/'>d</iframe><style>e</style>",
        &["p ac"],
        &[
            "a script in the attribute onclick",
            "a script",
            "a link to \"javascript:alert(1)\" (only http, https, mailto and tel can be followed, and only http and https loaded); its words stay",
            "a frame with the page https://example.org/",
            "a style sheet",
        ],
    );
    check("<form>a <input name=b><button>c</button></form>", &["p a c"], &["a form; its words stay"]);
}

#[test]
fn wordpress_parts_paragraphs_by_blank_lines() {
    let reading = Reading { wordpress: true, ..Reading::default() };
    check_as(
        "a\nb\n\n<b>c</b>\r\n\r\nd\n\nhttps://example.org/e\n",
        reading,
        &["p a b", "p *c*", "p d", "p [https://example.org/e](https://example.org/e)"],
        &[],
    );
    check_as(
        "<!-- wp:latest-posts {\"a\":1} /--><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->",
        reading,
        &["p a"],
        &["the WordPress block \"latest-posts\", which is made when the page is shown"],
    );
}

#[test]
fn bottomless_nesting_is_refused() {
    for tag in ["<div>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<span>", "<x-y>", "<font>", "<a href='b'><div>"] {
        assert_eq!(fragment(&tag.repeat(100_000), Reading::default()).unwrap_err(), TooDeep, "{tag}");
    }
    // What only looks nested is not.
    let converted = fragment(&format!("{}{}", "<p>a".repeat(3_000), "<br>b".repeat(3_000)), Reading::default()).unwrap();
    assert_eq!(converted.blocks.len(), 3_000);
    assert_eq!(converted.blocks[0], Block::Paragraph(plain("a")));
}
