//! How long `vital build` and `vital check` take for 10,000 entries, beside Hugo building the same files to HTML.
//!
//! `cargo bench --bench authoring` prints the medians and ratios of five rounds in which all take turns. Hugo is Debian's package
//! `hugo`; without it its column stays empty. The files are made in the target folder.

#[path = "authoring/sample.rs"]
mod sample;
#[path = "shared/words.rs"]
mod words;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use pulldown_cmark::{Options, Parser};

const ROUNDS: usize = 5;

fn main() {
    // `cargo test --benches` and the like only want to know that this compiles.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let entries = env::var("ENTRIES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("authoring-{entries}"));
    let (ours, theirs) = (folder.join("content"), folder.join("hugo"));
    sample::write(&ours, entries);
    sample::write_hugo(&ours, &theirs);
    println!("{entries} entries, {:.1} MB of Markdown; medians of {ROUNDS} rounds", size(&ours) as f64 / 1e6);

    let out = folder.join("out");
    let catalog = ours.to_string_lossy().into_owned();
    let vital = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vital"));
        command.args(arguments);
        command
    };
    // The widget itself is built before, once, as it is for whoever has run the tool before.
    run(vital(&["build", &catalog, "--out", &out.to_string_lossy()]));
    let has_hugo = Command::new("hugo").arg("version").stdout(Stdio::null()).status().is_ok();

    let mut times: [Vec<Measured>; 4] = Default::default();
    for round in 0..ROUNDS {
        // A new folder each time, and none is deleted in between: a file system that has just lost thousands of files is slow to make new ones.
        let out = folder.join(format!("out-{round}"));
        // Nothing is as it was, so nothing comes from an earlier build's results.
        sample::touch(&ours, round);
        times[0].push(run(vital(&["build", &catalog, "--out", &out.to_string_lossy()])));
        times[1].push(run(vital(&["check", &catalog])));
        times[2].push(parse(&ours));
        if has_hugo {
            let mut hugo = Command::new("hugo");
            hugo.arg("--quiet").arg("--source").arg(&theirs).arg("--destination").arg(folder.join(format!("hugo-out-{round}")));
            times[3].push(run(hugo));
        }
    }
    for round in 0..ROUNDS {
        let _ = fs::remove_dir_all(folder.join(format!("out-{round}")));
        let _ = fs::remove_dir_all(folder.join(format!("hugo-out-{round}")));
    }
    let [build, check, parse, hugo] = times.map(median);
    println!("{:<34}{:>9}{:>12}", "", "seconds", "peak MB");
    for (name, measured) in [("vital build", &build), ("hugo", &hugo), ("vital check", &check), ("plain CommonMark parse", &parse)] {
        if let Some(Measured { time, peak }) = measured {
            println!(
                "{name:<34}{:>9.2}{:>12}",
                time.as_secs_f64(),
                peak.map_or_else(String::new, |peak| format!("{:.0}", peak as f64 / 1e6))
            );
        }
    }
    let ratio = |a: &Option<Measured>, b: &Option<Measured>| {
        a.as_ref()
            .zip(b.as_ref())
            .map_or_else(|| "not measured".to_owned(), |(a, b)| format!("{:.2}", a.time.as_secs_f64() / b.time.as_secs_f64()))
    };
    println!("vital build / hugo: {}", ratio(&build, &hugo));
    println!("vital check / plain parse: {}", ratio(&check, &parse));
}

struct Measured {
    time: Duration,
    /// The largest resident size, in bytes.
    peak: Option<u64>,
}

/// Runs a command to its end. Its exit status 1 says that there are faults, which a sample may have.
fn run(mut command: Command) -> Measured {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap_or_else(|fault| panic!("{command:?}: {fault}"));
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        // The highest mark goes with the process, so it is read while there is one.
        peak = high_water(&status_file).or(peak);
        if let Some(status) = child.try_wait().expect("the child can be asked") {
            assert!(matches!(status.code(), Some(0 | 1)), "{command:?}: {status}");
            return Measured { time: begun.elapsed(), peak };
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn high_water(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

/// Reads all files and has the parser alone walk their events: what no tool can be faster than, on one core.
fn parse(folder: &Path) -> Measured {
    let begun = Instant::now();
    let mut events = 0_usize;
    for entry in fs::read_dir(folder).expect("the sample is there") {
        let path = entry.expect("the sample can be listed").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read_to_string(&path).expect("the sample can be read");
            events += Parser::new_ext(&text, Options::empty()).count();
        }
    }
    assert!(events > 0);
    Measured { time: begun.elapsed(), peak: None }
}

fn median(mut measured: Vec<Measured>) -> Option<Measured> {
    measured.sort_by_key(|measured| measured.time);
    let middle = measured.len() / 2;
    (!measured.is_empty()).then(|| measured.swap_remove(middle))
}

fn size(folder: &Path) -> u64 {
    fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| entry.metadata().ok()).map(|about| about.len()).sum()
}
