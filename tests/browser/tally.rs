//! How many tests ran in each engine, how many failed and how long they took, printed when all have ended.

use super::engine::Engine;
use std::sync::{Mutex, Once};
use std::time::Duration;

#[derive(Clone, Copy)]
struct Count {
    run: u32,
    failed: u32,
    took: Duration,
}

static TALLY: Mutex<[Count; 3]> = Mutex::new([Count { run: 0, failed: 0, took: Duration::ZERO }; 3]);

pub fn count(engine: Engine, has_failed: bool, took: Duration) {
    static PRINTED_LAST: Once = Once::new();
    PRINTED_LAST.call_once(|| {
        // The test harness tells nobody that it has come to its end.
        // SAFETY: C's `atexit` takes a function without arguments, and this one unwinds nowhere.
        assert_eq!(unsafe { atexit(print) }, 0, "the counts will be printed");
    });
    let Ok(mut tally) = TALLY.lock() else { return };
    let count = &mut tally[engine as usize];
    count.run += 1;
    count.failed += u32::from(has_failed);
    count.took += took;
}

unsafe extern "C" {
    fn atexit(last: extern "C" fn()) -> std::ffi::c_int;
}

extern "C" fn print() {
    use std::io::Write;
    let Ok(tally) = TALLY.lock() else { return };
    for (engine, Count { run, failed, took }) in Engine::ALL.into_iter().zip(*tally) {
        if run > 0 {
            let minutes = took.as_secs_f64() / 60.0;
            // Where nobody listens any more, nothing is lost.
            let _ = writeln!(std::io::stderr(), "{}: {run} tests, {failed} failed, {minutes:.1} minutes, two at a time", engine.name());
        }
    }
}
