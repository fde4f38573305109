//! What the README tells partners to paste is pasted here, to the letter.

use super::apps::EXAMPLES;
use super::host::HostPage;
use super::pinning::pinned;
use super::readme::blocks;
use super::site;
use super::stage::stage;
use super::titles::{BELONGING, HOME, VOTING};
use std::process::Command;
use vital_conditions::tool::npm;

/// What the tool's doctor says of a page.
async fn examined(url: String) -> String {
    let examine = move || Command::new(env!("CARGO_BIN_EXE_vital")).args(["doctor", "--format", "json", &url]).output();
    let output = tokio::task::spawn_blocking(examine).await.expect("the doctor comes back").expect("the doctor runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn every_snippet_shows_the_topic() {
    stage(async |stage| {
        // Forms A, B and D stand on the page alone, without the line that reserves their space.
        stage.expect("layout-shift");
        let snippets = blocks("html");
        let [one_tag, element, link, one_request, preloads, of_a_version] = &snippets[..] else { panic!("{snippets:?}") };
        let loader = element.lines().next().expect("a first line");
        let mut files = std::fs::read_dir(site::folder().join("assets")).expect("the assets").filter_map(Result::ok);
        let styles = files.find_map(|file| file.file_name().into_string().ok().filter(|name| name.ends_with(".css"))).expect("the styles");
        let preloaded = format!("{}\n{element}", preloads.replace("styles.HASH.css", &styles));
        let one_request = format!("{one_request}\n{}", element.lines().nth(1).expect("a second line"));
        let pinned = pinned();
        let (hash, sum) = (between(&pinned, "assets/", "/"), between(&pinned, "integrity=\"", "\""));
        assert_eq!(*of_a_version, pinned.replace(hash, "HASH").replace(sum, "sha384-…") + "\n");
        let pinned = format!("{pinned}\n{}", element.lines().nth(1).expect("a second line"));
        for body in [one_tag.clone(), element.clone(), format!("{loader}\n{link}"), preloaded, one_request, pinned] {
            let page = HostPage { body: format!("<main><h1>Host</h1>{body}</main>"), ..HostPage::default() };
            stage.show_page(page).await.shows(VOTING).await;
            assert_eq!(examined(format!("{}/page.html", stage.host.origin)).await, "[]\n");
        }
    });
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect("a start");
    rest.split_once(end).expect("an end").0
}

#[test]
fn the_line_that_reserves_the_space_does() {
    stage(async |stage| {
        let [line] = &blocks("css")[..] else { panic!("one block of CSS") };
        let snippets = blocks("html");
        let [tag, element, link, ..] = &snippets[..] else { panic!("{snippets:?}") };
        let loader = element.lines().next().expect("a first line");
        let spaced = |form: &str| format!("<div class='vital-space'>{form}</div>");
        for body in [element.clone(), spaced(tag), format!("{loader}{}", spaced(link))] {
            let body = format!("<style>{line}</style><main><h1>Host</h1>{body}<p>Text of the host page</p></main>");
            stage.show_page(HostPage { body, ..HostPage::default() }).await.shows(VOTING).await;
            let (score, moved) = stage.shifts().await;
            assert!(score == 0.0, "{score}: {moved:?}");
        }
    });
}

#[test]
fn an_apps_example_follows_the_reader() {
    stage(async |stage| {
        stage.expect("layout-shift");
        for (_, _, example) in EXAMPLES {
            println!("{example}");
            let widget = stage.show_app(example).await;
            widget.role("link", BELONGING).within("navigation", "Related topics: Voting").one().await.click().await;
            widget.shows(BELONGING).await;
            widget.until("the app's own state", "return widget.topic === 'belonging-and-civic-muscle'").await;
            widget.role("button", "Back to Voting").one().await.click().await;
            widget.shows(VOTING).await;
        }
    });
}

#[test]
fn the_package_is_named_as_it_is_published() {
    let lines = blocks("sh").concat();
    assert!(lines.contains(&format!("npm install SITE/{}\n", npm::tarball())), "{lines}");
}

#[test]
fn the_demo_has_the_same_line() {
    let [line] = &blocks("css")[..] else { panic!("one block of CSS") };
    assert!(include_str!("../../www/index.html").contains(line.trim()));
}

#[test]
fn the_demo_shows_both_of_its_widgets() {
    stage(async |stage| {
        stage.show_demo().await.shows(HOME).await;
        let second = "document.querySelectorAll('vital-conditions')[1].scrollIntoView(); return true";
        stage.browser.script(second, &[]).await;
        stage.nth(1).shows(VOTING).await;
    });
}
