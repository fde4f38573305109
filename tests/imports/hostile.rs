//! Sources that are broken or mean harm: a refusal that names the place, and the folder as it was; or a safe result.

use std::fs;
use std::path::Path;

use vital_conditions::tool::import::{self, Refusal};

use super::counting::{fixture, read, request, sample};
use super::merging::listing;

const SAMPLES: [&str; 7] = ["wordpress.xml", "rss.xml", "atom.xml", "feed.json", "table.csv", "medlineplus.xml", "graph.jsonld"];

/// Imports a source into a folder that holds a catalog, and expects a refusal at `place`, after which the folder is as it was.
fn check_refused(name: &str, content: &[u8], place: &str, message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (into, source) = (folder.path().join("catalog"), folder.path().join(name));
    import::import(&request(&fixture("rss.xml"), &into)).unwrap();
    let before = listing(&into);
    fs::write(&source, content).unwrap();
    let fault = import::import(&request(&source, &into)).unwrap_err();
    let refusal = fault.downcast_ref::<Refusal>().unwrap_or_else(|| panic!("{name}: {fault:#}"));
    let text = refusal.to_string();
    assert!(text.starts_with(&format!("{}:{place}", source.display())), "{text}");
    assert!(text.contains(message), "{text}");
    assert_eq!(listing(&into), before, "{name}");

    let new = folder.path().join("new");
    import::import(&request(&source, &new)).unwrap_err();
    assert!(!new.exists(), "{name}");
}

/// The texts of all entries made of a source.
fn imported(name: &str, content: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (into, source) = (folder.path().join("catalog"), folder.path().join(name));
    fs::write(&source, content).unwrap();
    import::import(&request(&source, &into)).unwrap();
    read(&into);
    listing(&into)
        .into_iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|ending| ending == "md"))
        .map(|(_, text)| String::from_utf8(text).unwrap())
        .collect()
}

#[test]
fn truncated_sources() {
    for name in SAMPLES {
        let text = sample(name);
        // Within the last entry's words, so that each format breaks as it does when a download stops.
        let end = match name {
            "table.csv" => text.find("<ul><li>").unwrap(),
            _ => text.len() * 3 / 4,
        };
        let end = text.floor_char_boundary(end);
        let advice = if name == "table.csv" { "not closed" } else { "export it again" };
        let lines = text[..end].trim_end().lines().count();
        let place = if name == "table.csv" { "6:1".to_owned() } else { format!("{lines}:") };
        check_refused(name, &text.as_bytes()[..end], &place, advice);
    }
}

#[test]
fn entities_that_grow_without_end() {
    let bomb = "<!DOCTYPE rss [\n<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n";
    for name in ["wordpress.xml", "rss.xml", "atom.xml", "medlineplus.xml"] {
        let text = sample(name);
        let root = text.find(["<rss", "<feed", "<health-topics"].into_iter().find(|root| text.contains(*root)).unwrap()).unwrap();
        let declaration = text.find("?>").unwrap() + 2;
        let text = format!("{}\n{bomb}{}", &text[..declaration], text[root..].replacen("<title>", "<title>&c;", 1));
        check_refused(name, text.as_bytes(), "2:15", "declares entities");
    }
}

#[test]
fn bytes_of_another_encoding() {
    for name in SAMPLES {
        let mut bytes = sample(name).into_bytes();
        let at = bytes.windows(5).position(|window| window == b"https").unwrap();
        let place = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        bytes.insert(at, 0xe9);
        check_refused(name, &bytes, &format!("{place}:"), "not UTF-8");
    }
    let text = sample("rss.xml").replace("UTF-8", "no-such-code");
    check_refused("rss.xml", text.as_bytes(), "1:31", "no encoding is called");
}

#[test]
fn nesting_without_end() {
    let deep = "<div>".repeat(100_000);
    for name in ["wordpress.xml", "rss.xml"] {
        let text = sample(name).replacen("<content:encoded><![CDATA[", &format!("<content:encoded><![CDATA[{deep}"), 1);
        check_refused(name, text.as_bytes(), "", "deep");
    }
    let escaped = deep.replace('<', "&lt;").replace('>', "&gt;");
    let text = sample("medlineplus.xml").replacen("<full-summary>", &format!("<full-summary>{escaped}"), 1);
    check_refused("medlineplus.xml", text.as_bytes(), "4:3", "deep");
    let xml = format!("<div>{deep}{}</div>", "</div>".repeat(100_000));
    let text = sample("atom.xml").replacen("<content type=\"xhtml\">", &format!("<content type=\"xhtml\">{xml}"), 1);
    check_refused("atom.xml", text.as_bytes(), "17:", "deep");
    let text = sample("feed.json").replacen("<p>", &deep, 1);
    check_refused("feed.json", text.as_bytes(), "9:5", "deep");
    let text = sample("table.csv").replacen("<p>We", &deep, 1);
    check_refused("table.csv", text.as_bytes(), "6:1", "deep");
    for name in ["feed.json", "graph.jsonld"] {
        let text = sample(name).replacen("\"en\"", &"[".repeat(100_000), 1);
        check_refused(name, text.as_bytes(), "", "recursion limit");
    }
    check_refused("page.html", format!("<!DOCTYPE html><title>a</title>{deep}").as_bytes(), "1:1", "deep");
}

#[test]
fn what_is_no_source_at_all() {
    check_refused("a.xml", b"<kml><a/></kml>", "1:1", "--as");
    check_refused("a.bin", b"\x00\x01\x02", "1:1", "--as");
    check_refused("a.json", b"{}", "1:1", "no entry");
    check_refused("a.csv", b"name,address\nA,B\n", "1:1", "no column \"title\"");
    check_refused("a.csv", b"id,title\na,A\nb,\"B\n", "3:1", "not closed");
    check_refused("a.csv", b"id,title\na,A\nb,B,C\n", "3:1", "3 fields and the first line 2");
    check_refused("a.xml", b"<rss version=\"2.0\"><channel><title>A</b></channel></rss>", "1:37", "well-formed");
}

#[test]
fn links_and_handlers_that_run_scripts() {
    let html = "<p onclick='steal()'>One <a href='javascript:steal()'>two</a> <a href=' JaVa&#9;Script:steal()'>three</a> \
                <a href='data:text/html,steal()'>four</a><img src='x' onerror='steal()'><svg onload='steal()'><script>steal()</script></svg></p>\
                <form action='javascript:steal()'><button formaction='javascript:steal()'>five</button></form><object data='steal()'></object>\
                <base href='https://evil.example/'><meta http-equiv='refresh' content='0;url=javascript:steal()'>";
    let escaped = html.replace('&', "&amp;").replace('<', "&lt;");
    let json = html.replace('\\', "\\\\").replace('"', "\\\"");
    let sources = [
        (
            "a.xml",
            format!(
                "<rss version=\"2.0\"><channel><title>T</title><link>https://example.org/</link><item><title>A</title><link>javascript:steal()</link><description>{escaped}</description></item></channel></rss>"
            ),
        ),
        (
            "a.json",
            format!(
                "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{{\"id\":\"1\",\"title\":\"A\",\"url\":\"javascript:steal()\",\"image\":\"javascript:steal()\",\"content_html\":\"{json}\"}}]}}"
            ),
        ),
        (
            "a.csv",
            format!(
                "id,title,url,provider,provider_url,image,body\n1,A,javascript:steal(),P,vbscript:steal(),file:///steal(),\"{}\"\n",
                html.replace('"', "\"\"")
            ),
        ),
        ("a.html", format!("<!DOCTYPE html><title>A</title>{html}")),
        ("a.jsonld", format!("{{\"@type\":\"Article\",\"name\":\"A\",\"url\":\"javascript:steal()\",\"articleBody\":\"{json}\"}}")),
    ];
    for (name, source) in sources {
        let text = imported(name, source.as_bytes());
        assert!(!text.contains("steal") && !text.contains("evil"), "{name}:\n{text}");
        for word in ["One", "two", "three", "four", "five"] {
            assert!(text.contains(word), "{name}: {word}\n{text}");
        }
    }
}

#[test]
fn an_attribute_of_any_length() {
    let long = "x".repeat(2_000_000);
    let text = sample("rss.xml").replacen("<p>People", &format!("<p class=\"{long}\" onclick=\"{long}\">People"), 1);
    let text = imported("rss.xml", text.as_bytes());
    assert!(text.contains("People over seventy") && !text.contains("xxxx"));
}

#[test]
fn pages_name_no_file_outside_of_their_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (site, into) = (folder.path().join("site"), folder.path().join("catalog"));
    fs::create_dir(&site).unwrap();
    fs::write(folder.path().join("secret.png"), "secret").unwrap();
    fs::write(site.join("index.html"), "<title>A</title><p>B</p><img src='../secret.png' alt=''><img src='%2e%2e/secret.png' alt=''><img src='%2e%2e%2fsecret.png' alt=''><img src='file:///etc/hostname' alt=''>").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.png"), site.join("link.png")).unwrap();
    fs::write(site.join("b.html"), "<title>B</title><img src='link.png' alt=''>").unwrap();
    import::import(&request(&site, &into)).unwrap();
    assert!(!into.join("art").exists());
}

#[test]
fn a_lock_that_names_files_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("catalog");
    import::import(&request(&fixture("rss.xml"), &into)).unwrap();
    let lock = fs::read_to_string(into.join("import.lock")).unwrap();
    for damaged in [
        lock.replace("elsewhere-bread-for-all.md", "../../bread.md"),
        lock.replace("sha256", "sha512"),
        lock.replace("version = 1", "version = 9"),
    ] {
        fs::write(into.join("import.lock"), damaged).unwrap();
        let before = listing(&into);
        let fault = import::import(&request(&fixture("rss.xml"), &into)).unwrap_err();
        assert!(fault.is::<Refusal>() && fault.to_string().contains("import.lock:"), "{fault:#}");
        assert_eq!(listing(&into), before);
    }
}

#[test]
fn a_source_cut_or_damaged_anywhere_is_refused_or_read() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("catalog");
    for name in SAMPLES.into_iter().chain(["page-with-data.html", "pages/housing.html"]) {
        let source = folder.path().join(name.replace('/', "-"));
        let bytes = fs::read(fixture(name)).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 60) {
            let mut damaged = bytes.clone();
            damaged[at] = b"<>\"&[]{}\0,;"[at % 11];
            for content in [&bytes[..at], &damaged] {
                fs::write(&source, content).unwrap();
                let mut request = request(&source, &into);
                request.dry_run = true;
                if let Err(fault) = import::import(&request) {
                    assert!(fault.is::<Refusal>(), "{name} at {at}: {fault:#}");
                }
            }
        }
    }
    assert!(!into.exists());
}
