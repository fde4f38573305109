//! Publishing to a folder that a server serves: only what has changed is written, what is gone goes, the version before can be put back,
//! and nothing of anybody else is touched.

#[path = "publishing/reader.rs"]
mod reader;
#[path = "publishing/site.rs"]
mod site;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use reader::{Chance, Reader, Version};
use vital_conditions::tool::site::Manifest;

/// Two versions of a site, and a folder to publish them to.
struct Stage {
    home: tempfile::TempDir,
}

impl Stage {
    fn new() -> Self {
        let stage = Self { home: tempfile::tempdir().unwrap() };
        stage.build("first", 0..6);
        stage.build("second", 2..8);
        stage
    }

    fn build(&self, edition: &str, topics: Range<usize>) -> Manifest {
        site::build(&self.path(edition), topics, edition)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn target(&self) -> PathBuf {
        self.path("public")
    }

    fn publish(&self, edition: &str, options: &[&str]) -> Output {
        vital(Command::new(env!("CARGO_BIN_EXE_vital")).arg("publish").arg(self.path(edition)).arg(self.target()).args(options))
    }

    fn roll_back(&self) -> Output {
        vital(Command::new(env!("CARGO_BIN_EXE_vital")).args(["publish", "--rollback"]).arg(self.target()))
    }

    /// The target holds the version's files, byte for byte, and beside them only what `beside` says.
    #[track_caller]
    fn assert_is(&self, edition: &str, beside: impl Fn(&str) -> bool) {
        let (expected, found) = (tree(&self.path(edition)), tree(&self.target()));
        for (path, content) in &expected {
            assert!(found.get(path) == Some(content), "{path} is missing, or of another version");
        }
        let others: Vec<&String> = found.keys().filter(|path| !expected.contains_key(*path) && !beside(path)).collect();
        assert!(others.is_empty(), "{others:?} should be gone");
    }
}

fn vital(command: &mut Command) -> Output {
    command.output().expect("the tool runs")
}

/// What the tool said on standard error, and that it ended with this status.
#[track_caller]
fn said(output: &Output, status: i32) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{said}");
    said
}

/// The files below a folder by their paths, the tool's own left out.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = whole_tree(folder);
    files.retain(|path, _| !path.starts_with(".vital/"));
    files
}

fn whole_tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Whether a file is named out there for longer than its version is published.
fn is_lasting(path: &str) -> bool {
    path.starts_with("assets/") || path.starts_with("entries/") || path.ends_with(".tgz")
}

#[test]
fn files_go_there_as_they_are_and_only_once() {
    let stage = Stage::new();
    said(&stage.publish("first", &[]), 0);
    stage.assert_is("first", |_| false);
    let loader = stage.target().join("vital-conditions.js");
    let written = fs::metadata(&loader).unwrap().modified().unwrap();
    assert!(said(&stage.publish("first", &[]), 0).ends_with("public is up to date\n"));
    assert_eq!(fs::metadata(&loader).unwrap().modified().unwrap(), written);
    // A file that somebody has taken away is put there again, and no other.
    fs::remove_file(stage.target().join("t/topic-0001.json")).unwrap();
    assert!(said(&stage.publish("first", &[]), 0).contains(": 1 file of "));
    stage.assert_is("first", |_| false);
}

#[test]
fn a_changed_version_takes_away_what_it_no_longer_has_but_nothing_that_is_named_out_there() {
    let stage = Stage::new();
    said(&stage.publish("first", &[]), 0);
    let lasting: Vec<String> = tree(&stage.target()).into_keys().filter(|path| is_lasting(path)).collect();
    said(&stage.publish("second", &[]), 0);
    stage.assert_is("second", |path| lasting.contains(&path.to_owned()));
    let there = tree(&stage.target());
    assert!(lasting.iter().all(|path| there.contains_key(path)), "pages out there name them");
    assert!(!stage.target().join("topics/topic-0000.html").exists() && stage.target().join("topics/topic-0007.html").exists());
}

#[test]
fn going_back_twice_goes_forward_again() {
    let stage = Stage::new();
    said(&stage.publish("first", &[]), 0);
    said(&stage.publish("second", &[]), 0);
    let back = said(&stage.roll_back(), 0);
    assert!(back.ends_with("public has the version before; the same command again puts the newer one back\n"), "{back}");
    stage.assert_is("first", is_lasting);
    said(&stage.roll_back(), 0);
    stage.assert_is("second", is_lasting);
    said(&stage.roll_back(), 0);
    // What is published then is compared with what is there, and keeps that.
    stage.build("third", 0..3);
    said(&stage.publish("third", &[]), 0);
    stage.assert_is("third", is_lasting);
    said(&stage.roll_back(), 0);
    stage.assert_is("first", is_lasting);
}

#[test]
fn without_a_version_before_there_is_no_way_back() {
    let stage = Stage::new();
    let nothing = "there is no version of ";
    assert!(said(&stage.roll_back(), 2).contains(nothing));
    assert!(!stage.target().exists());
    said(&stage.publish("first", &[]), 0);
    assert!(said(&stage.roll_back(), 2).contains(nothing));
    said(&stage.publish("second", &[]), 0);
    // Somebody has put something else there since.
    fs::copy(stage.path("first/manifest.json"), stage.target().join("manifest.json")).unwrap();
    assert!(said(&stage.roll_back(), 2).contains("is not as this tool has left it"));
    said(&stage.publish("second", &[]), 0);
    stage.assert_is("second", is_lasting);
}

#[test]
fn a_dry_run_touches_nothing() {
    let stage = Stage::new();
    let output = stage.publish("first", &["--dry-run"]);
    said(&output, 0);
    assert!(String::from_utf8_lossy(&output.stdout).contains("upload vital-conditions.js.gz ("));
    assert!(!stage.target().exists(), "not even the folder is made");
    said(&stage.publish("first", &[]), 0);
    let before = whole_tree(&stage.target());
    said(&stage.publish("second", &["--dry-run"]), 0);
    assert!(whole_tree(&stage.target()) == before);
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let stage = Stage::new();
    fs::create_dir(stage.target()).unwrap();
    fs::write(stage.target().join("thesis.txt"), "all of it").unwrap();
    let refused = said(&stage.publish("first", &[]), 2);
    assert!(refused.ends_with("public holds files that this tool has not put there; name an empty or a new place\n"), "{refused}");
    assert_eq!(whole_tree(&stage.target()).into_keys().collect::<Vec<_>>(), ["thesis.txt"]);
    // Beside a site that is there, others may have theirs.
    fs::remove_file(stage.target().join("thesis.txt")).unwrap();
    said(&stage.publish("first", &[]), 0);
    fs::write(stage.target().join("robots.txt"), "theirs").unwrap();
    said(&stage.publish("second", &["--prune"]), 0);
    stage.assert_is("second", |path| path == "robots.txt" || is_lasting(path));
}

#[test]
fn a_frozen_target_is_not_changed() {
    let stage = Stage::new();
    said(&stage.publish("first", &[]), 0);
    let list =
        r#"{"versions":[{"loader":"assets/00000000/vital-conditions.js","glue":"assets/glue.00000000.js","files":{},"frozen":true}]}"#;
    fs::write(stage.target().join("versions.json"), list).unwrap();
    for output in [stage.publish("second", &[]), stage.roll_back()] {
        let refused = said(&output, 2);
        assert!(refused.ends_with("public is frozen: pages are pinned to what is in it; publish to another place\n"), "{refused}");
    }
    stage.assert_is("first", |path| path == "versions.json");
}

#[test]
fn what_is_no_build_or_has_changed_since_is_refused_before_anything_is_touched() {
    let stage = Stage::new();
    let refused = said(&stage.publish("nowhere", &[]), 2);
    assert!(refused.contains("nowhere/manifest.json could not be read; name the folder that `vital build --out` made"), "{refused}");
    fs::write(stage.path("first/t/topic-0003.json"), "{}").unwrap();
    let refused = said(&stage.publish("first", &[]), 2);
    assert!(refused.contains("first/t/topic-0003.json is not what manifest.json says; build the folder anew"), "{refused}");
    assert!(!stage.target().exists());
    let inside = stage.path("second/public");
    let refused = vital(Command::new(env!("CARGO_BIN_EXE_vital")).arg("publish").arg(stage.path("second")).arg(&inside));
    assert!(said(&refused, 2).contains("are in each other; name another folder to publish to"));
    assert!(!inside.exists());
}

#[test]
fn two_do_not_publish_at_once() {
    let stage = Stage::new();
    said(&stage.publish("first", &[]), 0);
    let lock = File::open(stage.target().join(".vital/lock")).unwrap();
    lock.lock().unwrap();
    let refused = said(&stage.publish("second", &[]), 2);
    assert!(refused.ends_with("public is being published by another process; wait until that one has ended\n"), "{refused}");
    stage.assert_is("first", |_| false);
    lock.unlock().unwrap();
    said(&stage.publish("second", &[]), 0);
}

#[test]
fn a_site_that_was_put_there_by_other_means_is_taken_over() {
    let stage = Stage::new();
    for (path, content) in tree(&stage.path("first")) {
        let to = stage.target().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, content).unwrap();
    }
    let address = format!("file://{}", stage.target().display());
    let second = stage.path("second");
    let output = vital(Command::new(env!("CARGO_BIN_EXE_vital")).arg("publish").arg(&second).arg(&address));
    assert!(!said(&output, 0).contains("configure.js"));
    stage.assert_is("second", is_lasting);
    said(&stage.roll_back(), 0);
    stage.assert_is("first", is_lasting);
}

#[test]
fn no_reader_meets_half_of_a_version_however_often_it_is_killed() {
    let stage = Stage { home: tempfile::tempdir().unwrap() };
    let versions = [("first", 0..150), ("second", 5..155)].map(|(name, topics)| Version::of(&stage.path(name), &stage.build(name, topics)));
    let begun = Instant::now();
    said(&stage.publish("first", &[]), 0);
    let whole = u64::try_from(begun.elapsed().as_millis()).unwrap();
    let seed = std::env::var("VITAL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(begun.elapsed().as_nanos() as u64);
    eprintln!("VITAL_SEED={seed}");

    let is_over = AtomicBool::new(false);
    let ask = |path: &str| fs::read(stage.target().join(path)).map_or((404, Vec::new()), |content| (200, content));
    let mut chance = Chance(seed | 1);
    let mut reader = Reader::of(&versions, chance.clone());
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) && reader.faults.is_empty() {
                reader.poll(&ask);
            }
        });
        for turn in 0..20 {
            let mut tool = Command::new(env!("CARGO_BIN_EXE_vital"));
            let tool = match turn {
                0..14 => tool.arg("publish").arg(stage.path("second")).arg(stage.target()),
                _ => tool.args(["publish", "--rollback"]).arg(stage.target()),
            };
            let mut tool = tool.stderr(Stdio::null()).spawn().unwrap();
            thread::sleep(Duration::from_millis(chance.below(whole)));
            tool.kill().unwrap();
            tool.wait().unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
    });
    eprintln!("{} polls with {} files read", reader.polls, reader.reads);
    assert_eq!(reader.faults, Vec::<String>::new());
    assert!(reader.polls > 50, "somebody was reading");

    said(&stage.publish("second", &[]), 0);
    stage.assert_is("second", is_lasting);
    let left: Vec<String> = whole_tree(&stage.target()).into_keys().filter(|path| path.contains('#')).collect();
    assert_eq!(left, Vec::<String>::new(), "nothing is left of what was being written");
}
