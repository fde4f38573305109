//! What the catalog's own parser finds, with the places where it was written.
//!
//! Leaves out what follows from a fault that is said elsewhere: one slip is one fault.

use std::collections::BTreeSet;

use super::{Facts, Scope};
use crate::catalog::{self, Catalog, ParseError, Problem};
use crate::tool::fault::{Fault, Place, Rule};
use crate::tool::overlay;

/// The faults, and the catalog where there is one all the same.
pub(super) fn check(scope: &Scope, facts: &[&Facts]) -> (Vec<Fault>, Option<Catalog>) {
    match catalog::parse(&scope.edition.json(), &overlay::context(scope.edition, scope.today)) {
        Ok((catalog, problems)) => {
            let names: BTreeSet<&str> =
                facts.iter().flat_map(|entry| std::iter::once(&entry.id).chain(&entry.aliases)).map(String::as_str).collect();
            let follows = |problem: &&Problem| {
                if matches!(problem.fault, catalog::Fault::Overlay(_)) && !is_json(scope) {
                    return false;
                }
                // What came to nothing has the fault that made it so.
                let is_there = names.contains(&*problem.offender) || scope.content.unread.contains_key(&problem.offender);
                !(matches!(problem.fault, catalog::Fault::UnknownEntry { .. }) && is_there)
            };
            (problems.iter().filter(follows).map(|problem| placed(scope, problem)).collect(), Some(catalog))
        }
        Err(fault) => (vec![unparsed(scope, &fault)], None),
    }
}

/// Whether the overlay is JSON at all. Where it isn't, `overlays` knows the line.
fn is_json(scope: &Scope) -> bool {
    scope.edition.overlay.as_ref().is_none_or(|overlay| serde_json::from_str::<serde::de::IgnoredAny>(&overlay.json).is_ok())
}

fn unparsed(scope: &Scope, fault: &ParseError) -> Fault {
    // A fault of syntax has its own place, which would stand here twice.
    let message = match fault {
        ParseError::Syntax { message, .. } => format!("the catalog is no JSON: {message}"),
        _ => fault.to_string(),
    };
    let path = match fault {
        ParseError::Member { name, .. } => name,
        ParseError::Version { .. } => "version",
        _ => "",
    };
    let mut placed = scope.placed(path, Rule::Unreadable, message);
    if let ParseError::Syntax { line, column, .. } = *fault {
        let [line, column] = [line, column].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        placed.place = Place { line, column, end_column: column, ..placed.place };
    }
    placed
}

fn placed(scope: &Scope, problem: &Problem) -> Fault {
    use catalog::Fault as Of;
    let name = problem.path.rsplit('.').next().unwrap_or_default();
    let rule = match &problem.fault {
        Of::Shape(_) | Of::TooManyEntries { .. } | Of::TextTooLong { .. } => Rule::Shape,
        Of::Missing if name == "alt" => Rule::AlternativeText,
        Of::Missing => Rule::Missing,
        Of::Id => Rule::Id,
        Of::RepeatedId => Rule::RepeatedId,
        Of::UnknownEntry { .. } => Rule::UnknownEntry,
        Of::OwnRelation => Rule::OwnRelation,
        Of::RepeatedRelation => Rule::RepeatedRelation,
        Of::UnknownKind { .. } => Rule::UnknownKind,
        Of::UnknownBlock { .. } => Rule::UnknownBlock,
        Of::UnknownValue { .. } => Rule::UnknownValue,
        Of::Url | Of::Scheme { .. } => Rule::Address,
        Of::Date => Rule::Date,
        Of::HeadingLevel => Rule::HeadingLevel,
        Of::TwoTargets => Rule::TwoTargets,
        Of::Overlay(_) | Of::OverlayVersion => Rule::Unreadable,
    };
    let message = match &problem.fault {
        Of::Missing if name == "alt" => super::alternatives::MISSING.to_owned(),
        // What is missing is named, since no place shows it.
        Of::Missing => format!("{name} {problem}"),
        Of::UnknownEntry { .. } if scope.content.drafts.contains(&problem.offender) => {
            format!("\"{}\" is a draft, which builds leave out: finish it, or take this out", problem.offender)
        }
        _ => problem.to_string(),
    };
    scope.placed(&problem.path, rule, message)
}
