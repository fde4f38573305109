//! `vital check --links`: asks other sites whether what the catalog links to is there.
//!
//! Each address is asked for once, wherever it stands, and gently: a few sites at a time, one request after another at each. Leaves out
//! whether a page still says what it said.

mod answers;
mod asker;
mod memory;
mod standing;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use crate::tool::content::Content;
use crate::tool::fault::{Fault, Level};
use answers::Answer;
use asker::Asker;
use memory::Memory;

/// How long and how often sites are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How many sites are asked at the same time.
    pub sites: usize,
    /// The least time between two requests to one site.
    pub pause: Duration,
    /// The longest time that a request may take.
    pub request: Duration,
    /// The longest time for all of them together. What is not asked by then is left out, and said to be.
    pub total: Duration,
    /// The longest wait that a site may ask for by `Retry-After`.
    pub wait: Duration,
}

impl Limits {
    /// Gentle ones, for at most `total`.
    #[must_use]
    pub fn within(total: Duration) -> Self {
        let seconds = Duration::from_secs;
        Self { sites: 8, pause: seconds(1), request: seconds(10), total, wait: seconds(30) }
    }
}

/// How many redirections are followed.
const REDIRECTIONS: usize = 5;

/// What became of the addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub addresses: usize,
    /// How many were sound not long ago, and were not asked for again.
    pub remembered: usize,
    pub sound: usize,
    pub moved: usize,
    pub broken: usize,
    /// Without an answer, or with one that says nothing of the page.
    pub unanswered: usize,
    /// Not asked for, since the time was over.
    pub left: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { addresses, remembered, sound, moved, broken, unanswered, left } = self;
        let addresses = if *addresses == 1 { "1 address".to_owned() } else { format!("{addresses} addresses") };
        write!(formatter, "Links: {addresses}, {sound} sound, {moved} moved, {broken} broken, {unanswered} unanswered")?;
        if *left > 0 {
            write!(formatter, ", {left} not reached in time (--links-minutes gives more)")?;
        }
        if *remembered > 0 {
            write!(formatter, "; {remembered} not asked again, since they were sound within a week (--links-fresh asks)")?;
        }
        Ok(())
    }
}

/// The faults of the links in `content`, at every place where one stands, and what became of all. Sound answers are kept in the file
/// `memory`; `fresh` asks again for those too.
///
/// # Errors
/// When the answers can't be kept.
pub fn check(content: &Content, limits: &Limits, memory: Option<PathBuf>, fresh: bool) -> Result<(Vec<Fault>, Tally)> {
    let standing = standing::addresses(content);
    let mut memory = Memory::open(memory);
    let known = |address: &str| if fresh { None } else { memory.recall(address) };
    let mut answers: BTreeMap<&str, Answer> = standing.keys().filter_map(|address| Some((address.as_str(), known(address)?))).collect();
    let mut tally = Tally { addresses: standing.len(), remembered: answers.len(), ..Tally::default() };
    let unknown = standing.keys().map(String::as_str).filter(|address| !answers.contains_key(address)).collect();
    let asked = Asker::new(limits).ask(unknown);
    for (address, answer) in &asked {
        memory.keep(address, answer);
    }
    memory.close()?;
    answers.extend(asked);

    let mut faults = Vec::new();
    for (address, answer) in &answers {
        let count = match answer {
            Answer::Sound => &mut tally.sound,
            Answer::Moved(_) => &mut tally.moved,
            Answer::Broken(_) | Answer::Untrusted(_) => &mut tally.broken,
            Answer::None(_) => &mut tally.unanswered,
            Answer::Unasked => &mut tally.left,
        };
        *count += 1;
        let Some((rule, message)) = answer.fault(address) else { continue };
        let level = if *answer == Answer::Unasked { Level::Hint } else { rule.level() };
        let at = |(place, path): &standing::Standing| Fault { level, ..Fault::new(rule, place.clone(), message.clone()).with_path(path) };
        faults.extend(standing[*address].iter().map(at));
    }
    faults.sort();
    Ok((faults, tally))
}
