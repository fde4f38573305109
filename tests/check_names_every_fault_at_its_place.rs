//! `vital check` finds one fault of every kind, each at its line and columns, and nothing beside it; and says so to
//! people and to machines.
//!
//! Leaves out links to other sites, whose rules have a test with servers to ask.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use vital_conditions::tool::fault::{Level, Rule};

/// The rules that need another site to be broken.
const OF_LINKS: [Rule; 4] = [Rule::LinkBroken, Rule::LinkCertificate, Rule::LinkUnanswered, Rule::LinkMoved];

/// A day in the fixture that is to be near, since what is near moves with the calendar.
const NEAR: &str = "1000-01-01";

#[test]
fn every_kind_of_fault_is_found_once_at_its_place() {
    let folder = fixtures();
    let mut lines = Vec::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for catalog in ["every-fault", "every-fault.json"] {
        let output = check(folder.path(), &[catalog, "--strict", "--format", "json"]);
        assert_eq!(output.status.code(), Some(1));
        let faults: Vec<Value> = serde_json::from_slice(&output.stdout).expect("an array of faults");
        for fault in &faults {
            *times.entry(text(&fault["rule"])).or_default() += 1;
            lines.push(line(folder.path(), fault));
        }
    }
    let expected = fs::read_to_string(fixture("every-fault.txt")).unwrap();
    let expected = expected.replace(NEAR, &days_from_now(9));
    assert_eq!(lines, expected.split_terminator("\n\n").map(str::trim_end).collect::<Vec<_>>());
    let rules = Rule::ALL.iter().filter(|rule| !OF_LINKS.contains(rule));
    assert_eq!(times, rules.map(|rule| (rule.name().to_owned(), 1)).collect());
}

#[test]
fn the_guide_lists_every_rule() {
    let guide = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/catalog/guide/checking.md"));
    let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), Rule::ALL.len());
    for (row, rule) in rows.iter().zip(Rule::ALL) {
        let level = format!("{:?}", rule.level()).to_lowercase();
        let begins = format!("| `{}` | {level} | {} | `", rule.name(), rule.about());
        assert!(row.starts_with(&begins), "{row}\nshould begin with\n{begins}");
    }
}

#[test]
fn people_read_the_line_at_fault_and_the_counts() {
    let folder = fixtures();
    let output = check(folder.path(), &["every-fault.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    let expected = r#"every-fault.json:11:19: no block type is called "quotation", so it is left out
   |
11 |         { "type": "quotation", "text": "Somebody said this." },
   |                   ^^^^^^^^^^^ error[unknown-block]

every-fault.json:12:37: "large" is not one of "block" and "pull"
   |
12 |         { "type": "quote", "style": "large", "text": "Somebody said this.", "cite": "Somebody" },
   |                                     ^^^^^^^ error[unknown-value]

every-fault.json:13:49: "both" names both an entry and an address: keep one
   |
13 |         { "type": "paragraph", "text": ["See ", { "text": "both", "entry": "other", "href": "https://example.org/" }, "."] }
   |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[two-targets]

3 errors, 0 warnings
"#;
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
}

#[test]
fn hints_are_counted_apart_and_shown_when_asked_for() {
    let folder = fixtures();
    let hints = |arguments: &[&str]| {
        let output = String::from_utf8(check(folder.path(), arguments).stderr).unwrap();
        (output.matches("hint[").count(), output.lines().last().unwrap_or_default().to_owned())
    };
    assert_eq!(hints(&["every-fault"]), (0, "20 errors, 12 warnings, 3 hints (not counted; --strict counts them)".to_owned()));
    assert_eq!(hints(&["every-fault", "--strict"]), (3, "20 errors, 12 warnings, 3 hints".to_owned()));
}

#[test]
fn a_sound_folder_has_nothing_to_report() {
    let folder = fixtures();
    let output = check(folder.path(), &["sound", "--strict"]);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "No faults in 2 entries (2 languages)\n");
    assert_eq!(output.status.code(), Some(0));
    let output = check(folder.path(), &["sound", "--strict", "--format", "json"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), b"[]\n".as_slice()));
}

#[test]
fn what_is_no_catalog_can_not_be_checked() {
    let folder = fixtures();
    let output = check(folder.path(), &["nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "vital: nowhere is no catalog; name a folder with catalog.toml or a JSON file (or a command: see `vital --help`)\n";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
}

#[test]
fn code_hosts_read_the_same_as_sarif() {
    let folder = fixtures();
    let sarif = |catalog: &str| -> Value {
        let output = check(folder.path(), &[catalog, "--strict", "--format", "sarif"]);
        serde_json::from_slice(&output.stdout).expect("a SARIF log")
    };
    // The published schema has a bracket too many in a pattern, with which it is no schema.
    let schema = fs::read_to_string(fixture("sarif-schema-2.1.0.json")).unwrap().replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for catalog in ["every-fault", "every-fault.json", "sound"] {
        let faults: Vec<String> = schema.iter_errors(&sarif(catalog)).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{catalog}");
    }

    let log = sarif("every-fault");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["version"], env!("CARGO_PKG_VERSION"));
    let levels = |level: Level| ["error", "warning", "note"][level as usize];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let described: Vec<(String, String, String)> = rules
        .iter()
        .map(|rule| (text(&rule["id"]), text(&rule["shortDescription"]["text"]), text(&rule["defaultConfiguration"]["level"])))
        .collect();
    let expected = Rule::ALL.iter().map(|rule| (rule.name().to_owned(), rule.about().to_owned(), levels(rule.level()).to_owned()));
    assert_eq!(described, expected.collect::<Vec<_>>());

    let results = run["results"].as_array().unwrap();
    let draft = results.iter().find(|result| result["ruleId"] == "draft").expect("the draft");
    assert_eq!(rules[draft["ruleIndex"].as_u64().unwrap() as usize]["id"], "draft");
    assert_eq!(draft["level"], "note");
    let place = &draft["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "every-fault/draft.md");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 5, "startColumn": 9, "endLine": 5, "endColumn": 13 }));
}

/// A fault as a line: its place, the text that stands there, its rule, level and message.
fn line(folder: &Path, fault: &Value) -> String {
    let number = |name: &str| fault[name].as_u64().expect("a number") as usize;
    let file = text(&fault["file"]);
    let (start, end) = (number("column"), number("end_column"));
    let content = fs::read_to_string(folder.join(&file)).unwrap();
    let line = content.lines().nth(number("line") - 1).expect("a line of the file");
    let found: String = line.chars().skip(start - 1).take(end - start).collect();
    let (rule, level, message) = (text(&fault["rule"]), text(&fault["level"]), text(&fault["message"]));
    format!("{file}:{}:{start}-{end} {level}[{rule}] `{found}`\n    {message}", number("line"))
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vital")).arg("check").args(arguments).current_dir(folder).output().expect("the tool")
}

/// The fixtures, copied, with what is better made than kept: a picture that is too large, and a day that is near.
fn fixtures() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixture("every-fault.json"), folder.path().join("every-fault.json")).unwrap();
    for name in ["every-fault", "sound"] {
        let copy = folder.path().join(name);
        fs::create_dir(&copy).unwrap();
        for file in fs::read_dir(fixture(name)).unwrap() {
            let file = file.unwrap();
            let content = fs::read_to_string(file.path()).unwrap().replace(NEAR, &days_from_now(9));
            fs::write(copy.join(file.file_name()), content).unwrap();
        }
    }
    let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">"#.to_owned();
    fs::write(folder.path().join("every-fault/large.svg"), drawing + &" ".repeat(4000) + "</svg>").unwrap();
    folder
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn days_from_now(days: i64) -> String {
    (jiff::Zoned::now().date() + jiff::Span::new().days(days)).to_string()
}
