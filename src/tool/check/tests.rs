//! What the rules find in small catalogs, and what they leave alone.

use std::fs;

use super::*;

/// Checks a catalog of two files, `catalog.json` beside `here.svg`, and compares each fault without its file.
fn check_json(json: &str, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalog.json");
    fs::write(&path, json).unwrap();
    fs::write(folder.path().join("here.svg"), "<svg/>").unwrap();
    let source = Source::open(Some(&path)).unwrap();
    let faults = check(&source, &source.load(false).unwrap(), today().unwrap());
    let file = format!("{}:", path.display());
    let lines: Vec<String> = faults.iter().filter(|fault| fault.counts()).map(|fault| fault.to_string().replace(&file, "")).collect();
    assert_eq!(lines, expected);
}

/// Checks a folder of these files, and compares each fault: its place, and its rule or more of it.
fn check_folder(files: &[(&str, &str)], expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalog.toml"), "title = \"T\"\nhome = \"home\"\n").unwrap();
    for name in ["art.svg", "photo.jpg"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let source = Source::open(Some(folder.path())).unwrap();
    let faults = check(&source, &source.load(false).unwrap(), Date::new(2026, 11, 22).unwrap());
    let prefix = format!("{}/", folder.path().display());
    let lines: Vec<String> = faults.iter().filter(|fault| fault.counts()).map(|fault| fault.to_string().replace(&prefix, "")).collect();
    assert_eq!(lines, expected);
}

/// An entry with this title, these further facts and this body, which begins in line 7 where there is one line of facts.
fn entry(title: &str, facts: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\nkind = \"topic\"\nsummary = \"About.\"\n{facts}\n+++\n{body}")
}

/// A home entry that leads to these.
fn home(ids: &[&str]) -> String {
    let links: Vec<String> = ids.iter().map(|id| format!("- [{id}]({id}.md)\n")).collect();
    entry("Home", "", &links.concat())
}

const TWO: &str = r#"{ "version": 1, "title": "T", "entries": [
  { "id": "a", "kind": "topic", "title": "A", "summary": "A.", "related": ["b"] },
  { "id": "b", "kind": "topic", "title": "B", "summary": "B.", "image": { "src": "here.svg", "alt": "Two doors." } } ] }"#;

#[test]
fn a_sound_catalog_has_no_faults() {
    check_json(TWO, &[]);
    check_folder(&[("home.md", &home(&[]))], &[]);
}

#[test]
fn a_problem_stands_where_the_value_does() {
    check_json(&TWO.replace(r#"["b"]"#, r#"["b", "bb"]"#), &[r#"2:81: no entry has the id "bb" (did you mean "b"?)"#]);
}

#[test]
fn what_is_missing_is_named() {
    check_json(&TWO.replace(r#", "title": "B""#, ""), &["3:3: title is missing or empty, and must be given"]);
}

#[test]
fn a_missing_picture_is_a_fault() {
    let expected = [r#"3:82: there is no file "gone.svg" in the catalog's folder: add it, or correct the name"#];
    check_json(&TWO.replace("here.svg", "gone.svg"), &expected);
}

#[test]
fn a_picture_without_alternative_text_is_told_from_decoration() {
    let none = TWO.replace(r#", "alt": "Two doors.""#, "");
    let expected = "3:73: this picture has no alternative text: say in alt what it shows, or give it an empty alt if it is mere decoration";
    check_json(&none, &[expected]);
    check_json(&TWO.replace("Two doors.", ""), &[]);
    check_folder(
        &[("home.md", &entry("Home", r#"image = { src = "art.svg", alt = "" }"#, "![](art.svg)\n"))],
        &["home.md:7:1: this picture has no alternative text: say between the brackets what it shows"],
    );
}

#[test]
fn unreadable_json_is_a_fault_where_it_breaks() {
    check_json("{\n  \"version\": 1,,\n}", &["2:16: the catalog is no JSON: string expected"]);
}

#[test]
fn a_version_that_is_too_high_is_all_that_is_said() {
    let message =
        "1:14: the catalog has the format version 7, and this widget reads up to 1: update the widget, or publish the catalog in version 1";
    check_json(&TWO.replace("\"version\": 1", "\"version\": 7").replace("here.svg", "gone.svg"), &[message]);
}

#[test]
fn photographs_name_whose_they_are() {
    let credited = r#"image = { src = "photo.jpg", alt = "A ballot.", credit = { text = "Jane Doe" } }"#;
    check_folder(&[("home.md", &entry("Home", credited, "![A box.](photo.jpg \"Jane Doe\")\n"))], &[]);
    check_folder(
        &[("home.md", &entry("Home", r#"image = { src = "photo.jpg", alt = "A ballot." }"#, "![A box.](photo.jpg)\n"))],
        &[
            "home.md:5:17: the photograph \"photo.jpg\" doesn't say whose it is: add credit = { text = \"Jane Doe\" } to it",
            "home.md:7:1: the photograph \"photo.jpg\" doesn't say whose it is: name them behind its address, as in ![…](photo.jpg \"Jane Doe\")",
        ],
    );
    let json = TWO.replace("here.svg", "https://example.org/here.png");
    check_json(
        &json,
        &[
            "3:82: the photograph \"https://example.org/here.png\" doesn't say whose it is: add \"credit\": { \"text\": \"Jane Doe\" } to it",
        ],
    );
}

#[test]
fn stories_and_resources_elsewhere_name_whose_they_are() {
    let story = |provider: &str| entry("Home", &format!("url = \"https://example.org/\"{provider}"), "").replace("\"topic\"", "\"story\"");
    check_folder(&[("home.md", &story("\nprovider = { name = \"Us\" }"))], &[]);
    check_folder(
        &[("home.md", &story(""))],
        &["home.md:5:7: this story is found elsewhere and doesn't say whose work it is: add provider = { name = \"…\" }"],
    );
    check_folder(&[("home.md", &entry("Home", "url = \"https://example.org/\"", ""))], &[]);
}

#[test]
fn sections_count_as_headings_of_level_2() {
    check_folder(&[("home.md", &entry("Home", "", "## Act {.section}\n\n### Now\n\n## Later\n\n### Then\n"))], &[]);
    check_folder(
        &[("home.md", &entry("Home", "", "### Now\n"))],
        &["home.md:7:1: after the title comes level 2, and this heading has level 3: make it 2"],
    );
}

#[test]
fn a_link_without_words_is_a_fault() {
    check_folder(
        &[("home.md", &entry("Home", "", "An [](https://example.org/) empty one, and a [![A box.](art.svg)](home.md).\n"))],
        &[
            "home.md:7:4: this link has no words, so nobody finds it: write what is to be found there",
            "home.md:7:47: a picture can't stand inside a link; give it a paragraph of its own",
        ],
    );
}

#[test]
fn a_large_picture_is_named_once() {
    let shown = entry("Home", r#"image = { src = "large.svg", alt = "A box." }"#, "![A box.](large.svg)\n");
    check_folder(
        &[("home.md", &shown), ("large.svg", &" ".repeat(500_001))],
        &[
            "home.md:5:17: \"large.svg\" has 501 kB, and 500 are allowed: save it smaller, or raise image-kilobytes below [check] in catalog.toml",
        ],
    );
}

#[test]
fn a_slip_in_a_name_makes_no_orphan() {
    check_folder(
        &[("home.md", &entry("Home", "related = [\"votng\"]", "")), ("voting.md", &entry("Voting", "", ""))],
        &["home.md:5:12: no entry has the id \"votng\" (did you mean \"voting\"?)"],
    );
}

#[test]
fn an_unreadable_file_is_the_only_fault_of_what_hangs_on_it() {
    let broken = "+++\ntitle = \n+++\n[voting](voting.md)";
    let expected = "home.md:2:9: this is not valid TOML: string values must be quoted, expected literal string";
    check_folder(&[("home.md", broken), ("voting.md", &entry("Voting", "related = [\"home\"]", ""))], &[expected]);
    let toml = ("catalog.toml", "title = \nhome = \"home\"");
    let expected = "catalog.toml:1:9: this is not valid TOML: string values must be quoted, expected literal string";
    check_folder(&[toml, ("home.md", &home(&[])), ("voting.md", &entry("Voting", "", ""))], &[expected]);
}

#[test]
fn an_expired_entry_is_the_only_fault_of_what_hangs_on_it() {
    let fair = entry("Fair", "expires = \"2026-11-21\"\naliases = [\"market\"]\nrelated = [\"voting\"]", "");
    let again = entry("Fair", "expires = \"2027-11-21\"", "");
    check_folder(
        &[("home.md", &home(&["market", "again"])), ("fair.md", &fair), ("again.md", &again), ("voting.md", &entry("Voting", "", ""))],
        &["fair.md:5:11: this has not been shown since 2026-11-21, its last day: set a later one, or take the entry out"],
    );
}

#[test]
fn a_home_that_is_not_there_makes_no_orphans() {
    check_folder(
        &[("hme.md", &entry("Home", "", "")), ("voting.md", &entry("Voting", "", ""))],
        &["catalog.toml:2:8: no entry has the id \"home\" (did you mean \"hme\"?)"],
    );
}

#[test]
fn an_entry_without_a_translation_names_the_file_to_add() {
    let voting = entry("Voting", "", "");
    let files = [("home.md", home(&["voting"])), ("voting.md", voting), ("home.es.md", entry("Inicio", "", "Voto.\n"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let with = |more: &[(&'static str, &'static str)]| [files.as_slice(), more].concat();
    let expected = "voting.md:2:9: \"voting\" is not translated to \"es\": add voting.es.md, or say partial = true in catalog.es.toml if that is meant so";
    check_folder(&with(&[("catalog.es.toml", "title = \"T\"")]), &[expected]);
    check_folder(&with(&[("catalog.es.toml", "title = \"T\"\npartial = true")]), &[]);
    let draft = "+++\ntitle = \"Voto\"\ndraft = true\n+++\n";
    check_folder(&with(&[("catalog.es.toml", "title = \"T\""), ("voting.es.md", draft)]), &[]);
    let expected = "voting.es.md:1:1: front matter is missing; begin the file with a line of --- (for YAML) or +++ (for TOML), its title and kind, and another such line";
    check_folder(&with(&[("catalog.es.toml", "title = \"T\""), ("voting.es.md", "Voto")]), &[expected]);
}

#[test]
fn a_translation_is_checked_in_its_own_words_alone() {
    let original = "+++\ntitle = \"Home\"\nkind = \"topic\"\n+++\n[here](home.md) is ![](gone.svg)\n";
    let translation = "+++\ntitle = \"Inicio\"\n+++\n[aquí](home.md)\n";
    check_folder(
        &[("home.md", original), ("home.es.md", translation), ("catalog.es.toml", "title = \"T\"")],
        &[
            "home.es.md:4:1: the link's words \"aquí\" don't say where it leads: write what is to be found there",
            "home.md:2:9: \"Home\" has no summary, which cards and search show: add one of 25 to 60 words",
            "home.md:5:1: the link's words \"here\" don't say where it leads: write what is to be found there",
            "home.md:5:20: a picture among words is not shown; give it a paragraph of its own",
        ],
    );
}

#[test]
fn what_is_asked_of_checks_is_checked() {
    let toml = "title = \"T\"\n[check]\nreading-grade = \"nine\"\nexpires-soon-days = -1\nimage-kilobyte = 3\n";
    check_folder(
        &[("catalog.toml", toml), ("home.md", &entry("Home", "draft = \"yes\"", ""))],
        &[
            "catalog.toml:3:17: reading-grade is \"nine\": write a whole number, such as reading-grade = 30",
            "catalog.toml:4:21: expires-soon-days is -1: write a whole number, such as expires-soon-days = 30",
            "catalog.toml:5:1: no key is called \"image-kilobyte\" (did you mean \"image-kilobytes\"?)",
            "home.md:5:9: draft is neither true nor false: write draft = true, or take it out",
        ],
    );
}

#[test]
fn one_slip_in_a_key_is_one_fault() {
    let slip = entry("Home", "", "").replace("title", "titel");
    check_folder(&[("home.md", &slip)], &["home.md:2:1: no key is called \"titel\" (did you mean \"title\"?)"]);
}

#[test]
fn an_alias_keeps_a_published_id_and_a_draft_keeps_its_own() {
    let voting = entry("Voting", "aliases = [\"elections\"]", "");
    let draft = entry("Water", "draft = true", "");
    let files = [("home.md", home(&["voting"])), ("voting.md", voting), ("water.md", draft)];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    check_folder(&[files.as_slice(), &[("ids.lock", "elections\nhome\nvoting\nwater\n")]].concat(), &[]);
    let message = "\"votings\" was published, and no entry has this id any more: add it to the aliases of the entry that took its place (did you mean \"voting\"?), or delete this line";
    check_folder(&[files.as_slice(), &[("ids.lock", "home\nvotings\n")]].concat(), &[&format!("ids.lock:2:1: {message}")]);
}
