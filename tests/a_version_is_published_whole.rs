//! Publishing to an object store, while readers read and while it is killed: nobody ever meets half of a version, what was begun can be
//! completed, and the version before can be put back. The store is one that others wrote, on this machine.

#[path = "publishing/http.rs"]
mod http;
#[path = "publishing/object_store.rs"]
mod object_store;
#[path = "publishing/reader.rs"]
mod reader;
#[path = "publishing/site.rs"]
mod site;
#[path = "publishing/sparing.rs"]
mod sparing;
#[path = "publishing/stage.rs"]
mod stage;
#[path = "publishing/taking_turns.rs"]
mod taking_turns;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use reader::{Chance, Reader, Version};
use stage::{Stage, said};

/// How often a publication is killed, and how often the way back.
const KILLS: [usize; 2] = [10, 4];
/// So many read at once: as many requests as the tool makes.
const READERS: u64 = 16;

#[test]
fn no_reader_meets_half_of_a_version_however_often_it_is_killed() {
    let seed = std::env::var("VITAL_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs());
    eprintln!("VITAL_SEED={seed}");
    let stage = Stage::new("vital", 150, 0.0);
    assert!(stage.versions.iter().all(|version| version.paths().count() > 1_000), "there are enough files");
    let begun = Instant::now();
    stage.publish(0);
    // With readers it takes longer.
    let whole = begun.elapsed() * 3 / 2;
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let target = stage.target();

    let forward = [stage.folder(1), &target];
    while_reading(&stage, seed, || {
        let mut kills = 0;
        while kills < KILLS[0] {
            if killed(&stage, &forward, &mut chance, whole) {
                kills += 1;
            } else {
                // It was whole before, so the next begins from the first version again.
                stage.publish(0);
            }
        }
        eprintln!("killed {kills} times while publishing");
    });
    stage.publish(1);
    stage.assert_is(1, "after it was completed");
    assert!(stage.publish(1).contains("is up to date"), "nothing is left to do");

    let back = ["--rollback", &target];
    while_reading(&stage, seed, || {
        let mut kills = 0;
        while kills < KILLS[1] {
            if killed(&stage, &back, &mut chance, whole / 2) {
                kills += 1;
            } else {
                stage.publish(1);
            }
        }
        eprintln!("killed {kills} times on the way back");
    });
    said(&stage.run(&back), 0);
    stage.assert_is(0, "after going back");
}

/// Does something while readers read, who must not meet what they should not.
fn while_reading(stage: &Stage, seed: u64, act: impl FnOnce()) {
    let is_over = AtomicBool::new(false);
    let read = |number: u64| {
        let ask = |path: &str| {
            let answer = stage.get(path);
            (answer.status, answer.body)
        };
        let mut reader = Reader::of(&stage.versions, Chance(seed.wrapping_add(number * 2) | 1));
        while !is_over.load(Ordering::Relaxed) && reader.faults.is_empty() {
            reader.poll(&ask);
        }
        reader
    };
    let readers: Vec<Reader> = thread::scope(|scope| {
        let read = &read;
        let reading: Vec<_> = (0..READERS).map(|number| scope.spawn(move || read(number))).collect();
        // The readers have to end also where something here fails.
        let ended = catch_unwind(AssertUnwindSafe(act));
        is_over.store(true, Ordering::Relaxed);
        let readers = reading.into_iter().map(|reader| reader.join().expect("a reader ends")).collect();
        ended.unwrap_or_else(|fault| resume_unwind(fault));
        readers
    });
    let [polls, reads] =
        [|reader: &Reader| reader.polls, |reader: &Reader| reader.reads].map(|count| readers.iter().map(count).sum::<usize>());
    eprintln!("{polls} polls with {reads} files read");
    let faults: Vec<&String> = readers.iter().flat_map(|reader| &reader.faults).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(reads > 100, "somebody was reading");
}

/// Whether the tool was killed before it ended by itself, at a moment by chance within the time that it may take.
fn killed(stage: &Stage, arguments: &[&str], chance: &mut Chance, within: Duration) -> bool {
    let mut tool = stage.start(arguments);
    thread::sleep(Duration::from_millis(chance.below(u64::try_from(within.as_millis()).unwrap())));
    let is_over = tool.try_wait().expect("the tool can be asked after").is_some();
    // What ends it leaves it no time for anything.
    tool.kill().expect("the tool is ended");
    let output = tool.wait_with_output().expect("the tool has ended");
    if is_over {
        said(&output, 0);
    }
    !is_over
}

#[test]
fn a_publication_that_did_not_end_is_undone_by_going_back() {
    let stage = Stage::new("vital", 20, 0.01);
    stage.publish(0);
    let target = stage.target();
    let mut tool = stage.start(&[stage.folder(1), &target]);
    // By then something of the second version is there that readers see.
    let script = "t/topic-0007.js";
    while Some(&stage.get(script).body) != stage.versions[1].file(script) {
        assert!(tool.try_wait().unwrap().is_none(), "it has not ended yet");
    }
    tool.kill().unwrap();
    tool.wait().unwrap();
    assert!(
        said(&stage.run(&["--rollback", &target]), 0).contains("the version again that it had before the publication that did not end")
    );
    stage.assert_is(0, "after it was undone");
    let nothing = said(&stage.run(&["--rollback", &target]), 2);
    assert!(nothing.contains("there is no version of s3://our-bucket/vital to go back to"), "{nothing}");
}

#[test]
fn another_version_may_follow_one_that_did_not_end() {
    let stage = Stage::new("vital", 20, 0.01);
    let home = tempfile::tempdir().unwrap();
    let third = home.path().join("third");
    let third_version = Version::of(&third, &site::build(&third, 8..20, "third"));
    stage.publish(0);
    let target = stage.target();
    let mut tool = stage.start(&[stage.folder(1), &target]);
    while stage.get("t/topic-0024.json").status != 200 {
        assert!(tool.try_wait().unwrap().is_none(), "it has not ended yet");
    }
    tool.kill().unwrap();
    tool.wait().unwrap();
    said(&stage.run(&[third.to_str().unwrap(), &target]), 0);
    for path in third_version.paths() {
        assert!(third_version.file(path) == Some(&stage.get(path).body), "{path}");
    }
    for gone in ["t/topic-0024.json", "topics/topic-0000.html"] {
        assert_eq!(stage.get(gone).status, 404, "{gone} is of the version before, or of the one that did not end");
    }
    // The version before is the last that was whole.
    said(&stage.run(&["--rollback", &target]), 0);
    stage.assert_is(0, "after going back");
    said(&stage.run(&["--rollback", &target]), 0);
    assert_eq!(stage.get("manifest.json").body, *third_version.file("manifest.json").unwrap(), "going back twice goes forward again");
}
