//! Two who publish to one place.

use std::thread;
use std::time::{Duration, Instant};

use super::stage::{Stage, said};

/// A lock as another machine's publisher would hold it.
fn lock(beat: usize) -> String {
    format!(r#"{{"token":"theirs","process":1,"machine":"another","since":"2026-11-22T10:00:00Z","beat":{beat}}}"#)
}

#[test]
fn two_do_not_publish_at_once() {
    let stage = Stage::new("vital", 6, 0.0);
    let publish = [stage.folder(0), &stage.target()];
    stage.store.put("vital/.vital/lock.json", lock(0).as_bytes());
    let mut second = stage.start(&publish);
    let begun = Instant::now();
    for beat in 1.. {
        thread::sleep(Duration::from_millis(200));
        stage.store.put("vital/.vital/lock.json", lock(beat).as_bytes());
        if second.try_wait().unwrap().is_some() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it should have been refused");
    }
    let refused = said(&second.wait_with_output().unwrap(), 2);
    assert!(refused.contains("s3://our-bucket/vital is being published by another process"), "{refused}");
    assert_eq!(stage.store.list("vital"), [".vital/lock.json"]);

    // Nobody holds it any more.
    let begun = Instant::now();
    stage.publish(0);
    assert!(begun.elapsed() >= Duration::from_secs(60), "it was certain");
    stage.assert_is(0, "after the lock was taken over");
    assert!(!stage.store.list("vital").contains(&".vital/lock.json".to_owned()), "the lock is let go");
}

#[test]
fn whoever_loses_the_lock_stops() {
    let stage = Stage::new("vital", 40, 0.05);
    let mut first = stage.start(&[stage.folder(0), &stage.target()]);
    while stage.store.list("vital").len() < 3 {
        assert!(first.try_wait().unwrap().is_none(), "it has not ended yet");
    }
    stage.store.put("vital/.vital/lock.json", lock(0).as_bytes());
    let stopped = said(&first.wait_with_output().unwrap(), 2);
    assert!(stopped.contains("the lock of s3://our-bucket/vital was lost to another publisher"), "{stopped}");
    assert_eq!(stage.get(".vital/lock.json").body, lock(0).as_bytes(), "the other's lock is left alone");
    assert_eq!(stage.get("vital-conditions.js").status, 404);
}
