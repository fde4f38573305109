//! What is done and what is left alone.

use super::site;
use super::stage::{Stage, said};

#[test]
fn only_what_has_changed_is_uploaded_and_a_dry_run_says_so_and_touches_nothing() {
    let stage = Stage::new("deeper/vital", 12, 0.0);
    let target = stage.target();
    let planned = |arguments: &[&str]| {
        let output = stage.run(arguments);
        said(&output, 0);
        String::from_utf8(output.stdout).unwrap()
    };
    let first = stage.folder(0);
    // What some programs put there to show a folder is nothing.
    stage.store.put("deeper/vital/", b"");
    let plan = planned(&[first, &target, "--dry-run"]);
    assert!(plan.contains("upload t/topic-0003.json (") && plan.trim_end().ends_with("to upload"), "{plan}");
    assert_eq!(stage.store.list("deeper/vital"), [""], "nothing was touched");
    stage.publish(0);
    let before = stage.store.list("deeper/vital");

    let plan = planned(&[stage.folder(1), &target, "--dry-run"]);
    let lines: Vec<&str> = plan.lines().collect();
    let at = |start: &str| {
        let found = lines.iter().position(|line| line.starts_with(start));
        found.unwrap_or_else(|| panic!("no line begins with {start:?}: {plan}"))
    };
    assert!(!plan.contains("configure.js"), "it has not changed: {plan}");
    let order = [
        "copy t/topic-0007.json to .vital/versions/",
        "upload assets/glue.",
        "upload art/",
        "upload t/topic-0007.json (",
        "upload index.json (",
        "upload vital-conditions.js (",
        "upload manifest.json (",
        "remove t/topic-0000.json (",
    ];
    assert!(order.windows(2).all(|two| at(two[0]) < at(two[1])), "{plan}");
    assert_eq!(stage.store.list("deeper/vital"), before, "nothing was touched");
    stage.publish(1);
    let plan = planned(&["--rollback", &target, "--dry-run"]);
    assert!(plan.contains("/t/topic-0000.json to t/topic-0000.json (") && !plan.contains("upload"), "{plan}");
    stage.assert_is(1, "after the second publication");
}

#[test]
fn files_of_a_version_that_nobody_needs_go_when_that_is_asked_for() {
    let stage = Stage::new("vital", 6, 0.0);
    let target = stage.target();
    let glue = |version: usize| {
        let path = stage.versions[version].paths().find(|path| path.starts_with("assets/glue."));
        path.expect("there is one").clone()
    };
    let pinned = stage.versions[0].paths().find(|path| path.starts_with("assets/") && path.ends_with("/vital-conditions.js")).expect("one");
    let list = |files: &[&str]| {
        let files: Vec<String> = files.iter().map(|file| format!("\"{file}\":\"sha384-0\"")).collect();
        format!("{{\"versions\":[{{\"files\":{{{}}}}}]}}", files.join(","))
    };
    stage.publish(0);
    stage.publish(1);
    let home = tempfile::tempdir().unwrap();
    let third = home.path().join("third");
    site::build(&third, 5..9, "third");
    let arguments = [third.to_str().unwrap(), &target, "--prune"];
    // What a list of versions names stays.
    stage.store.put("vital/versions.json", list(&[pinned, &glue(0)]).as_bytes());
    said(&stage.run(&arguments), 0);
    assert_eq!([glue(0), glue(1)].map(|path| stage.get(&path).status), [200, 200], "the list and the version before name them");
    stage.store.put("vital/versions.json", list(&[]).as_bytes());
    let refused = said(&stage.run(&arguments), 2);
    assert!(refused.contains(&format!("pages may be pinned to {target}/{pinned}, and no versions.json says what it needs")), "{refused}");
    stage.store.put("vital/versions.json", list(&[pinned]).as_bytes());
    said(&stage.run(&arguments), 0);
    assert_eq!([glue(0), glue(1)].map(|path| stage.get(&path).status), [404, 200]);
    stage.store.put("vital/versions.json", b"[]");
    let refused = said(&stage.run(&arguments), 2);
    assert!(refused.contains("/versions.json: it is no list of versions, so nothing is removed"), "{refused}");
    said(&stage.run(&["--rollback", &target]), 0);
    for path in stage.versions[1].paths() {
        assert!(stage.versions[1].file(path) == Some(&stage.get(path).body), "{path} is needed to go back");
    }
}

#[test]
fn a_place_of_somebody_else_is_left_alone() {
    let stage = Stage::new("theirs", 6, 0.0);
    stage.store.put("theirs/thesis.txt", b"all of it");
    let refused = said(&stage.run(&[stage.folder(0), &stage.target()]), 2);
    assert!(
        refused.contains("s3://our-bucket/theirs holds files that this tool has not put there; name an empty or a new place"),
        "{refused}"
    );
    assert_eq!(stage.store.list("theirs"), ["thesis.txt"]);
}

#[test]
fn a_message_names_what_is_wrong_and_no_credentials() {
    let stage = Stage::new("vital", 6, 0.0);
    let refused = said(&stage.run(&[stage.folder(0), "s3://no-such-bucket/vital"]), 2);
    assert!(
        refused.contains("s3://no-such-bucket/vital") && refused.contains("(NoSuchBucket: The specified bucket does not exist)"),
        "{refused}"
    );
    for (name, value) in stage.store.settings() {
        let is_secret = name.ends_with("KEY") || name.ends_with("KEY_ID");
        assert!(!is_secret || !refused.contains(&value), "{refused}");
    }
}
