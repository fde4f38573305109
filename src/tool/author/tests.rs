//! What becomes of each form of Markdown and front matter, and what is said about the forms that have no block.

use std::fs;

use serde_json::Value;

use super::author;
use crate::tool::content::Content;

const CATALOG: &str = "title = \"T\"\nhome = \"voting\"\n";
const FRONT: &str = "+++\ntitle = \"Voting\"\nkind = \"topic\"\n+++\n\n";

/// The catalog of these files beside `catalog.toml` and a picture of 640 by 360.
fn write(files: &[(&str, &str)]) -> Content {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalog.toml"), CATALOG).unwrap();
    fs::write(folder.path().join("a.svg"), r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"/>"#).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut content = author(folder.path()).unwrap();
    let prefix = format!("{}/", folder.path().display());
    for fault in &mut content.faults {
        fault.place.file = fault.place.file.replace(&prefix, "").into();
    }
    content
}

fn faults(content: &Content) -> Vec<String> {
    content.faults.iter().map(ToString::to_string).collect()
}

/// Compares the blocks of a body, and expects no faults.
fn check(body: &str, expected: &str) {
    let content = write(&[("voting.md", &format!("{FRONT}{body}"))]);
    assert_eq!(faults(&content), Vec::<String>::new());
    let catalog: Value = serde_json::from_str(&content.original().json()).unwrap();
    let expected: Value = serde_json::from_str(expected).unwrap();
    assert_eq!(catalog["entries"][0]["body"], expected);
}

/// Compares the faults of a body, whose first line is line 6, and what is left of it.
fn check_faults(body: &str, expected: &[&str], left: &str) {
    let content = write(&[("voting.md", &format!("{FRONT}{body}"))]);
    assert_eq!(faults(&content), expected);
    let catalog: Value = serde_json::from_str(&content.original().json()).unwrap();
    assert_eq!(catalog["entries"][0]["body"], serde_json::from_str::<Value>(left).unwrap());
}

#[test]
fn a_paragraph_without_marks_is_a_string() {
    check("One\nline.", r#"[{"type":"paragraph","text":"One line."}]"#);
}

#[test]
fn marks_and_links_become_runs() {
    check(
        "See **what** *[we](./hate.md#top)* do, at <https://example.org/> or <a@example.org>.",
        r#"[{"type":"paragraph","text":["See ",{"text":"what","strong":true}," ",{"text":"we","em":true,"entry":"hate"}," do, at ",
            {"text":"https://example.org/","href":"https://example.org/"}," or ",{"text":"a@example.org","href":"mailto:a@example.org"},"."]}]"#,
    );
}

#[test]
fn headings_keep_their_level() {
    check("### Why", r#"[{"type":"heading","level":3,"text":"Why"}]"#);
}

#[test]
fn a_section_takes_one_paragraph_and_one_list_of_entries() {
    check(
        "## Act {.section}\n\nText.\n\n- [Voting](voting.md)\n- [Hate](hate.md)\n\nMore.",
        r#"[{"type":"section","title":"Act","text":"Text.","entries":["voting","hate"]},{"type":"paragraph","text":"More."}]"#,
    );
    check("## Act {.section}", r#"[{"type":"section","title":"Act","entries":[]}]"#);
    check(
        "## Act {.section}\n\n- [Hate](hate.md)\n\nMore.",
        r#"[{"type":"section","title":"Act","entries":["hate"]},{"type":"paragraph","text":"More."}]"#,
    );
}

#[test]
fn a_list_of_entries_is_a_section_without_a_title() {
    check("- [Hate](hate.md)", r#"[{"type":"section","entries":["hate"]}]"#);
}

#[test]
fn other_lists_stay_lists() {
    check(
        "1. One\n\n   more\n2. [Hate](hate.md)",
        r#"[{"type":"list","ordered":true,"items":["One more",[{"text":"Hate","entry":"hate"}]]}]"#,
    );
}

#[test]
fn a_quotation_has_its_source_after_a_dash() {
    check(
        "> One.\n>\n> Two.\n>\n> — [A *report*, page 9](https://example.org/) {.pull .paraphrase}",
        r#"[{"type":"quote","style":"pull","paraphrase":true,"text":"One. Two.","cite":"A report, page 9","url":"https://example.org/"}]"#,
    );
    check("> One.\n>\n> {.pull}", r#"[{"type":"quote","style":"pull","text":"One."}]"#);
    check("> One.", r#"[{"type":"quote","style":"block","text":"One."}]"#);
}

#[test]
fn a_lone_link_can_be_a_feature_or_a_recording() {
    check("[Hate](hate.md \"featured\")", r#"[{"type":"featured","entry":"hate"}]"#);
    check(
        "[Talk](https://example.org/a.mp3 \"audio\") [Text](https://example.org/a.txt \"transcript\")",
        r#"[{"type":"media","media":"audio","src":"https://example.org/a.mp3","title":"Talk","transcript":"https://example.org/a.txt"}]"#,
    );
    check(
        "[Film](https://example.org/a.mp4 \"video\")",
        r#"[{"type":"media","media":"video","src":"https://example.org/a.mp4","title":"Film"}]"#,
    );
}

#[test]
fn a_lone_picture_is_a_block_with_the_size_of_its_file() {
    check("![A ballot](a.svg)", r#"[{"type":"image","src":"a.svg","alt":"A ballot","width":640,"height":360}]"#);
}

#[test]
fn what_has_no_block_is_a_fault_and_the_rest_is_read() {
    let rest = r#"[{"type":"paragraph","text":"Rest."}]"#;
    check_faults("<p>Hi</p>\n\nRest.", &["voting.md:6:1: HTML is not shown; write it as Markdown or take it out"], rest);
    check_faults(
        "    code\n\nRest.",
        &["voting.md:6:5: a code block has no form here; write it as a paragraph, without indenting it by four spaces"],
        rest,
    );
    check_faults("|a|b|\n|-|-|\n|c|d|\n\nRest.", &["voting.md:6:1: a table has no form here; write it as a list"], rest);
    check_faults("***\n\nRest.", &["voting.md:6:1: a rule has no form here; write a heading in its place, or take it out"], rest);
    check_faults(
        "# Voting\n\nRest.",
        &["voting.md:6:1: a heading of level 1 has no place in a body, since the title is in the front matter; begin it with ##"],
        rest,
    );
}

#[test]
fn what_has_no_form_inside_a_block_is_a_fault() {
    check_faults(
        "- One\n  - Two\n- Three",
        &["voting.md:7:3: a list inside another block is not shown; write it as a list of its own"],
        r#"[{"type":"list","ordered":false,"items":["One","Three"]}]"#,
    );
    check_faults(
        "An <b>old</b> `tag`.",
        &[
            "voting.md:6:4: HTML is not shown; write it as Markdown or take it out",
            "voting.md:6:10: HTML is not shown; write it as Markdown or take it out",
            "voting.md:6:15: code has no form of its own here; write it as plain words or with *emphasis*",
        ],
        r#"[{"type":"paragraph","text":"An old tag."}]"#,
    );
    check_faults(
        "See ![A ballot](a.svg).",
        &["voting.md:6:5: a picture among words is not shown; give it a paragraph of its own"],
        r#"[{"type":"paragraph","text":"See ."}]"#,
    );
}

#[test]
fn unknown_classes_and_marks_are_faults() {
    check_faults(
        "## Act {.sektion}\n\n> One.\n>\n> — A {.pul}",
        &[
            "voting.md:6:1: a heading has no class \".sektion\" (did you mean \".section\"?)",
            "voting.md:10:3: a quotation has no mark \".pul\" (did you mean \".pull\"?)",
        ],
        r#"[{"type":"heading","level":2,"text":"Act"},{"type":"quote","style":"block","text":"One.","cite":"A"}]"#,
    );
}

#[test]
fn front_matter_becomes_the_entry_in_the_order_of_the_format() {
    let text = "+++\nreviewed = 2026-11-22\nrelated = [\"hate\"]\ntitle = \"Voting\"\nkind = \"topic\"\nimage = { alt = \"A\", src = \"a.svg\" }\n+++\n\nText.\n";
    let content = write(&[("voting.md", text)]);
    assert_eq!(faults(&content), Vec::<String>::new());
    assert_eq!(
        content.original().json(),
        concat!(
            r#"{"version":1,"title":"T","home":"voting","entries":[{"id":"voting","kind":"topic","title":"Voting","#,
            r#""image":{"src":"a.svg","alt":"A","width":640,"height":360},"body":[{"type":"paragraph","text":"Text."}],"#,
            r#""related":["hate"],"reviewed":"2026-11-22"}]}"#
        )
    );
    let place = content.original().place("entries[0].related[0]");
    assert_eq!((place.line, place.column), (3, 12));
}

#[test]
fn home_comes_first_and_the_others_by_id() {
    let entry = "+++\ntitle = \"A\"\n+++\n";
    let draft = "+++\ntitle = \"A\"\ndraft = true\n+++\n";
    let content = write(&[("b.md", entry), ("a.md", entry), ("voting.md", entry), ("d.md", draft), ("README.md", "# About")]);
    assert_eq!(faults(&content), ["d.md:3:9: this entry is a draft, so builds leave it out unless --drafts is given"]);
    let catalog: Value = serde_json::from_str(&content.original().json()).unwrap();
    let ids: Vec<&str> = catalog["entries"].as_array().unwrap().iter().filter_map(|entry| entry["id"].as_str()).collect();
    assert_eq!(ids, ["voting", "a", "b"]);
}

#[test]
fn unknown_keys_are_faults_with_the_key_that_was_meant() {
    let content = write(&[("voting.md", "+++\ntitel = \"A\"\nimage = { source = \"a.svg\" }\n+++\n")]);
    assert_eq!(
        faults(&content),
        ["voting.md:2:1: no key is called \"titel\" (did you mean \"title\"?)", "voting.md:3:11: no key is called \"source\"; take it out"]
    );
}

#[test]
fn front_matter_that_is_missing_or_broken_costs_the_entry_alone() {
    let entry = "+++\ntitle = \"A\"\n+++\n";
    let content = write(&[("a.md", "Text."), ("b.md", "+++\ntitle = \n+++\n"), ("c.md", entry)]);
    assert_eq!(
        faults(&content),
        [
            "a.md:1:1: front matter is missing; begin the file with a line of --- (for YAML) or +++ (for TOML), its title and kind, and another such line",
            "b.md:2:9: this is not valid TOML: string values must be quoted, expected literal string",
        ]
    );
    let json = content.original().json();
    assert!(json.contains(r#""entries":[{"id":"c","#), "{json}");
    assert!(content.original().place("entries[0]").file.ends_with("c.md"));
}
