//! The outline of a body: its headings go down one level at a time.
//!
//! WCAG 2.2 asks for it in 1.3.1; see <https://www.w3.org/WAI/tutorials/page-structure/headings/>. Leaves out levels that don't exist.

use super::{Facts, Found};
use crate::tool::fault::Rule;

/// The title's level. The body is below it.
const TITLE: u64 = 1;

pub(super) fn check(facts: &Facts, found: &mut Vec<Found>) {
    let mut above = TITLE;
    // A level that the format doesn't have is a fault already.
    for heading in facts.headings.iter().filter(|heading| (2..=6).contains(&heading.level)) {
        if heading.level > above + 1 {
            let whose = if above == TITLE { "the title".to_owned() } else { format!("a heading of level {above}") };
            let message =
                format!("after {whose} comes level {}, and this heading has level {}: make it {}", above + 1, heading.level, above + 1);
            found.push(Found::new(heading.path.as_str(), Rule::HeadingSkip, message));
        }
        above = heading.level;
    }
}
