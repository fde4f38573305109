//! ACCESSIBILITY.md names tests and rules that there are.

use std::path::Path;

use vital_conditions::tool::fault::Rule;

#[test]
fn every_test_and_rule_it_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("ACCESSIBILITY.md")).unwrap();
    let rows: Vec<&str> =
        text.lines().filter(|line| line.starts_with("| ") && line.contains("| ") && line.as_bytes()[2].is_ascii_digit()).collect();
    assert!(rows.len() > 25, "the table has {} rows", rows.len());
    for row in rows {
        let held = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        for name in held.split('`').skip(1).step_by(2).filter(|name| *name != "check") {
            let is_test = ["tests", "tests/browser"].iter().any(|folder| root.join(folder).join(format!("{name}.rs")).exists());
            let is_rule = Rule::ALL.iter().any(|rule| rule.name() == name);
            assert!(is_test || is_rule, "{name} is neither a test nor a rule: {row}");
        }
    }
}
