//! The last days of entries: past, or near.
//!
//! Leaves out days that are none of the calendar.

use jiff::civil;

use super::{Facts, Found, Scope};
use crate::catalog::Date;
use crate::tool::fault::Rule;

pub(super) fn check(scope: &Scope, facts: &Facts, found: &mut Vec<Found>) {
    let Some(last) = facts.expires.as_deref().and_then(Date::parse) else { return };
    if last < scope.today {
        let message = format!("this has not been shown since {last}, its last day: set a later one, or take the entry out");
        found.push(Found::new("expires", Rule::Expired, message));
    } else if let Some(days) = days(scope.today, last)
        && days <= scope.content.asked.expires_soon_days
    {
        let when = match days {
            0 => "is today".to_owned(),
            1 => "is tomorrow".to_owned(),
            days => format!("is in {days} days"),
        };
        let message = format!("{last}, the last day of this entry, {when}: set a later one, or let it go");
        found.push(Found::new("expires", Rule::ExpiresSoon, message));
    }
}

/// How many days `to` is after `from`.
fn days(from: Date, to: Date) -> Option<u64> {
    let [from, to] = [from, to].map(|day| day.to_string().parse::<civil::Date>().ok());
    u64::try_from(to?.since(from?).ok()?.get_days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_across_months_and_leap_days() {
        let check = |from: &str, to: &str, expected: Option<u64>| {
            assert_eq!(days(Date::parse(from).unwrap(), Date::parse(to).unwrap()), expected, "{from} {to}");
        };
        check("2026-11-22", "2026-11-22", Some(0));
        check("2028-02-28", "2028-03-01", Some(2));
        check("2026-12-31", "2027-12-31", Some(365));
        check("2026-11-22", "2026-11-21", None);
    }
}
