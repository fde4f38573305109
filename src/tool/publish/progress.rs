//! How far long work has come, on standard error: a line every few seconds, in a terminal or not.

use std::time::{Duration, Instant};

/// So often something is said. What takes less time needs no words.
const EVERY: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub struct Progress {
    /// What was done to each, such as `Uploaded`.
    done: &'static str,
    all: (usize, u64),
    so_far: (usize, u64),
    said: Instant,
}

impl Progress {
    /// Nothing of so many files with so many bytes yet.
    pub fn of(done: &'static str, files: usize, bytes: u64) -> Self {
        Self { done, all: (files, bytes), so_far: (0, 0), said: Instant::now() }
    }

    /// One more is done.
    pub fn step(&mut self, bytes: u64) {
        self.so_far = (self.so_far.0 + 1, self.so_far.1 + bytes);
        if self.said.elapsed() >= EVERY {
            self.said = Instant::now();
            eprintln!("{}", self.line());
        }
    }

    fn line(&self) -> String {
        let Self { done, all, so_far, .. } = self;
        format!("{done} {} of {}, {} of {}", so_far.0, files(all.0), size(so_far.1), size(all.1))
    }
}

pub fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// Bytes for people, in decimal units.
pub fn size(bytes: u64) -> String {
    let (unit, divisor) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => ("kB", 1_000),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        _ => ("GB", 1_000_000_000),
    };
    // Cut and not rounded, so that no value becomes a thousand of its unit.
    format!("{}.{} {unit}", bytes / divisor, bytes % divisor / (divisor / 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_for_people() {
        for (bytes, expected) in
            [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (999_999, "999.9 kB"), (1_234_567, "1.2 MB"), (25_000_000_000, "25.0 GB")]
        {
            assert_eq!(size(bytes), expected);
        }
    }

    #[test]
    fn a_line_says_how_far_it_has_come() {
        let mut progress = Progress::of("Uploaded", 1_003, 40_000_000);
        progress.step(1_500);
        assert_eq!(progress.line(), "Uploaded 1 of 1003 files, 1.5 kB of 40.0 MB");
    }
}
