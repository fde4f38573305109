//! Texts, addresses and JSON documents that mean harm or are broken: a few of our own, and public collections, read from the folder that
//! the environment variable `VITAL_CORPORA` names. They have licences of their own and are no part of this package.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Cases of one origin.
pub struct Group {
    pub name: &'static str,
    pub cases: Vec<String>,
}

/// The folder of the collections. One that is named has to be there.
pub fn folder() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| match std::env::var_os("VITAL_CORPORA") {
        Some(path) => {
            let path = PathBuf::from(path);
            assert!(path.is_dir(), "VITAL_CORPORA: {} is no folder", path.display());
            Some(path)
        }
        None => {
            eprintln!("VITAL_CORPORA names no folder of collections, so only the few cases of our own are tried.");
            None
        }
    });
    folder.as_deref()
}

/// Texts that become something else where somebody takes them for markup or code. Blank ones are left out: no text may be blank.
pub fn texts() -> Vec<Group> {
    let mut groups = vec![
        Group { name: "own texts", cases: OWN_TEXTS.iter().map(|text| (*text).to_owned()).collect() },
        Group { name: "own Unicode", cases: unicode() },
    ];
    if folder().is_some() {
        let lines = |name: &str, parted: &str| read(name).split(parted).map(str::to_owned).collect();
        groups.extend([
            Group { name: "naughty strings", cases: strings("blns.json") },
            Group { name: "DOMPurify's payloads", cases: strings("dompurify-payloads.json") },
            Group { name: "OWASP's filter evasions", cases: lines("owasp-xss-blocks.txt", "\n----\n") },
            Group { name: "Payloadbox's list", cases: lines("payloadbox-xss.txt", "\n") },
        ]);
    }
    for group in &mut groups {
        let mut known = BTreeSet::new();
        group.cases.retain(|text| !text.trim().is_empty() && known.insert(text.clone()));
        assert!(!group.cases.is_empty(), "{}", group.name);
    }
    groups
}

/// Addresses of every kind, most of which nobody should follow.
pub fn addresses() -> Vec<Group> {
    let own = OWN_ADDRESSES.iter().map(|address| (*address).to_owned());
    let long = ["https://long.example/", "javascript:", "data:text/html,"].map(|start| format!("{start}{}", "a".repeat(200_000)));
    let mut groups = vec![Group { name: "own addresses", cases: own.chain(long).collect() }];
    if folder().is_some() {
        let cases: Vec<Value> = serde_json::from_str(&read("urltestdata.json")).expect("a list of cases");
        let inputs = cases.iter().filter_map(|case| case["input"].as_str()).map(str::to_owned);
        groups.push(Group { name: "the URL standard's test data", cases: inputs.collect() });
        // What means harm as a text may mean it as an address.
        let schemes = ["script:", "data:", "blob:", "file:", "//"];
        let means_one = |text: &String| schemes.iter().any(|scheme| text.to_ascii_lowercase().contains(scheme));
        let texts = texts().into_iter().flat_map(|group| group.cases).filter(means_one).step_by(4);
        groups.push(Group { name: "texts as addresses", cases: texts.collect() });
    }
    groups
}

/// Documents that JSON's grammar allows, forbids, or leaves to readers, as the first letter of their names says: y, n or i.
pub fn documents() -> Vec<(String, Vec<u8>)> {
    let mut documents: Vec<(String, Vec<u8>)> =
        OWN_DOCUMENTS.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    if let Some(folder) = folder() {
        let files = fs::read_dir(folder.join("json/test_parsing")).expect("the folder of JSON documents");
        let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
        files.sort();
        documents.extend(files.iter().map(|file| {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
        }));
    }
    documents
}

fn read(name: &str) -> String {
    let path = folder().expect("the folder of the collections").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn strings(name: &str) -> Vec<String> {
    serde_json::from_str(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

const OWN_TEXTS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'><a href='javascript:alert(1)'>here</a>",
    "</title></style></textarea></script><script>alert(1)</script>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<style>@import '//evil.example/b.css'; * { display: none !important }</style>",
    "<img src=//evil.example/picture.png>",
    "<base href=//evil.example/><a href=page>",
    "<form action=//evil.example/><button>Go</button></form>",
    "<object data=//evil.example/a.swf></object><embed src=//evil.example/b.swf>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg><animate xlink:href=#a attributeName=href values=javascript:alert(1) /><a id=a><text>x</text></a></svg>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "]]><!--><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "{}{}{}",
    "{0} {name} %s %n",
    "__proto__",
    "constructor",
    "'; DROP TABLE entries; --",
    "\u{0}\u{1}\u{8}\u{b}\u{1b}[31m\u{7f}",
    "line\nline\r\nline\u{2028}line\u{2029}line\ttab",
];

/// Characters that are more, or less, than they look.
fn unicode() -> Vec<String> {
    let zalgo: String =
        "zalgo".chars().flat_map(|letter| std::iter::once(letter).chain((0x300..0x350).filter_map(char::from_u32))).collect();
    let texts = [
        "\u{202e}drawkcab\u{202c} and on",
        "\u{202e}an override that nobody ends",
        "\u{2066}\u{2067}\u{2068}isolates that nobody ends",
        "\u{feff}a mark of the byte order",
        "zero\u{200b}\u{200c}\u{200d}\u{2060}width",
        "\u{fffd}\u{fffe}\u{ffff}\u{10ffff}",
        "\u{e0001}\u{e0041}\u{e007f}tags",
        "👩‍👩‍👧‍👦🏳️‍🌈🇺🇸👍🏽",
        "ﷺ﷽𒐫꧅",
        "اَلْعَرَبِيَّةُ and עברית and English",
        "ÅÅÅ ｆｕｌｌ ﬁ ſ İ ı ß ẞ",
        "a\u{0}b",
        "\u{85}\u{a0}\u{1680}\u{3000}spaces",
    ];
    texts.into_iter().map(str::to_owned).chain([zalgo, "W".repeat(9_999), "\u{301}".repeat(5_000)]).collect()
}

const OWN_ADDRESSES: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \u{1}javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "javascript://%0aalert(1)",
    "javascript:%61lert(1)",
    "./javascript:alert(1)",
    "./data:text/html,<script>alert(1)</script>",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "vbscript:msgbox(1)",
    "view-source:javascript:alert(1)",
    "blob:https://evil.example/1",
    "filesystem:https://evil.example/temporary/a.html",
    "file:///etc/passwd",
    "about:blank",
    "chrome://settings",
    "ws://evil.example/",
    "ftp://evil.example/",
    "intent://scan/#Intent;scheme=zxing;end",
    "//evil.example/picture.png",
    "\\\\evil.example\\picture.png",
    "/\\evil.example/picture.png",
    "https:evil.example/picture.png",
    "https://user:password@evil.example/picture.png",
    "https://evil.example:99999/",
    "https://[::1",
    "https://ex\u{0430}mple.com/",
    "https://evil.example/\"><script>alert(1)</script>",
    "https://evil.example/' onmouseover='alert(1)",
    "mailto:a@b.example?subject=<script>alert(1)</script>",
    "tel:+1-800-555\u{202e}0100",
    "?",
    "#",
    ".",
    "../../../../../../etc/passwd",
    "",
];

/// Beside what a collection has: what a catalog in particular may look like.
const OWN_DOCUMENTS: &[(&str, &str)] = &[
    ("n_nothing", ""),
    ("n_white_space", " \n\t"),
    ("n_a_web_page", "<!doctype html><title>Sign in</title>"),
    ("n_a_function_call", "callback({\"version\":1});"),
    ("n_a_guard", ")]}',\n{\"version\":1}"),
    ("n_a_comment", "/* ours */ {\"version\":1}"),
    ("n_a_comma_too_many", "{\"version\":1,}"),
    ("n_single_quotes", "{'version':1}"),
    ("n_two_documents", "{}{}"),
    ("n_half", "{\"version\":1,\"entr"),
    ("n_nul", "\0{\"version\":1}"),
    ("y_null", "null"),
    ("y_a_number", "1e400"),
    ("y_a_string", "\"version\""),
    ("y_an_array", "[{\"version\":1}]"),
    ("y_one_name_twice", "{\"version\":2,\"version\":1,\"entries\":null,\"entries\":[]}"),
    ("y_a_byte_order_mark", "\u{feff}{\"version\":1,\"entries\":[]}"),
];
