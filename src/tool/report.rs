//! Shows what a check has found: to people as lines with the text at fault, to machines as JSON or SARIF.
//!
//! Leaves out where it is written to, and what follows from it.

mod excerpt;
mod sarif;

use std::borrow::Cow;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::content::Content;
use super::fault::{Fault, Level};
use excerpt::Excerpts;

/// What a check has found.
pub struct Report {
    /// Those to be shown, their files as seen from `here`.
    faults: Vec<Fault>,
    /// Errors, warnings and hints, shown or not.
    counts: [usize; 3],
    strict: bool,
    entries: usize,
    languages: usize,
    here: PathBuf,
}

impl Report {
    /// Of all that was found in `content`. Hints are shown, and count, where `strict` asks for it.
    ///
    /// # Errors
    /// When the current directory can't be told.
    pub fn new(faults: &[Fault], content: &Content, strict: bool) -> Result<Self> {
        let here = env::current_dir().context("the current directory could not be told")?;
        let count = |level| faults.iter().filter(|fault| fault.level == level).count();
        let counting = faults.iter().filter(|fault| strict || fault.counts());
        Ok(Self {
            faults: counting.map(|fault| seen_from(&here, fault)).collect(),
            counts: [Level::Error, Level::Warning, Level::Hint].map(count),
            strict,
            entries: content.original().entries.len(),
            languages: content.editions.len(),
            here,
        })
    }

    /// Whether something was found that makes the check fail.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        !self.faults.is_empty()
    }

    /// For people: a line for each fault with the text at fault below it, and how many there are. In colours, which
    /// whoever writes it takes out where they can't be shown.
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.faults) + &self.summary()
    }

    /// How many of each kind, or that there is none.
    fn summary(&self) -> String {
        let [errors, warnings, hints] = self.counts;
        let not_counted = if self.strict { "" } else { " (not counted; --strict counts them)" };
        let hints = if hints == 0 { String::new() } else { format!("{}{not_counted}", counted(hints, "hint")) };
        if self.faults.is_empty() {
            let languages = counted(self.languages, "language");
            let entries = match self.entries {
                1 => "1 entry".to_owned(),
                entries => format!("{entries} entries"),
            };
            let hints = if hints.is_empty() { hints } else { format!("; {hints}") };
            return format!("No faults in {entries} ({languages}){hints}\n");
        }
        let hints = if hints.is_empty() { hints } else { format!(", {hints}") };
        format!("{}, {}{hints}\n", counted(errors, "error"), counted(warnings, "warning"))
    }

    /// For machines: an array of the faults.
    ///
    /// # Errors
    /// None that can be told.
    pub fn json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(&self.faults)?)
    }

    /// For code hosts and editors: the Static Analysis Results Interchange Format, version 2.1.0.
    ///
    /// # Errors
    /// When a file's name can't be an address.
    pub fn sarif(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(&sarif::log(&self.faults, &self.here)?)?)
    }
}

fn counted(number: usize, name: &str) -> String {
    format!("{number} {name}{}", if number == 1 { "" } else { "s" })
}

/// A line for each fault with the text at fault below it, in colours.
#[must_use]
pub fn text(faults: &[Fault]) -> String {
    let mut excerpts = Excerpts::default();
    faults.iter().map(|fault| format!("{}{}\n", excerpts.headline(fault), excerpts.of(fault))).collect()
}

/// The same fault, its file named from `here` where it is below.
fn seen_from(here: &Path, fault: &Fault) -> Fault {
    let file = Path::new(&*fault.place.file);
    let file = file.strip_prefix(here).unwrap_or(file);
    let file = file.strip_prefix(".").unwrap_or(file);
    let mut fault = fault.clone();
    fault.place.file = match file.to_string_lossy() {
        Cow::Borrowed(file) => file.into(),
        Cow::Owned(_) => fault.place.file,
    };
    fault
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::fault::{Place, Rule};

    fn report(faults: &[Fault], strict: bool) -> Report {
        let edition = crate::tool::content::Edition {
            name: "catalog.json".into(),
            lang: "en".into(),
            head: Default::default(),
            entries: vec![Default::default()],
            found: None,
            partial: false,
            overlay: None,
        };
        Report::new(faults, &Content { editions: vec![edition], ..Content::default() }, strict).unwrap()
    }

    fn fault(rule: Rule) -> Fault {
        Fault::new(rule, Place::start("a.md"), "m")
    }

    #[test]
    fn the_last_line_counts() {
        let check = |faults: &[Fault], strict, expected: &str| assert_eq!(report(faults, strict).summary(), expected);
        let hint = fault(Rule::Draft);
        check(&[], false, "No faults in 1 entry (1 language)\n");
        check(std::slice::from_ref(&hint), false, "No faults in 1 entry (1 language); 1 hint (not counted; --strict counts them)\n");
        check(std::slice::from_ref(&hint), true, "0 errors, 0 warnings, 1 hint\n");
        check(
            &[fault(Rule::Id), fault(Rule::Id), fault(Rule::Summary), hint.clone(), hint],
            false,
            "2 errors, 1 warning, 2 hints (not counted; --strict counts them)\n",
        );
    }

    #[test]
    fn files_below_the_current_directory_are_named_from_there() {
        let here = Path::new("/home/ada");
        let check = |file: &str, expected: &str| {
            let fault = Fault::new(Rule::Id, Place::start(file), "m");
            assert_eq!(&*seen_from(here, &fault).place.file, expected);
        };
        check("/home/ada/catalog/a.md", "catalog/a.md");
        check("./catalog/a.md", "catalog/a.md");
        check("/elsewhere/a.md", "/elsewhere/a.md");
        check("../a.md", "../a.md");
    }
}
