//! A calendar day, as `reviewed`, `expires` and `updated` name it. No time, no zone.

use std::fmt;

/// A day of the Gregorian calendar, ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// `month` and `day` count from 1. Nothing where the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let last = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=last).contains(&day).then_some(Date { year, month, day })
    }

    /// Reads the extended calendar format of ISO 8601, `2026-11-22`.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let number = |digits: &[u8]| digits.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0'));
        if !shaped {
            return None;
        }
        Date::new(number(&bytes[..4]), number(&bytes[5..7]) as u8, number(&bytes[8..]) as u8)
    }

    /// As [`Date::parse`] reads it. Written digit by digit, for the standard library's leading zeros would be a part of every reader's download.
    pub fn iso(self) -> String {
        let mut text = String::with_capacity(10);
        for (part, first) in [(self.year, 1000), (self.month.into(), 10), (self.day.into(), 10)] {
            if !text.is_empty() {
                text.push('-');
            }
            let mut place = first;
            while place > 0 {
                text.push(char::from(b'0' + (part / place % 10) as u8));
                place /= 10;
            }
        }
        text
    }

    /// Year, month and day; the last two count from 1.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: Option<&str>) {
        assert_eq!(Date::parse(input).map(|date| date.to_string()).as_deref(), expected, "{input}");
    }

    #[test]
    fn reads_days_of_the_calendar_only() {
        check("2026-11-22", Some("2026-11-22"));
        check("2024-02-29", Some("2024-02-29"));
        check("2026-02-29", None);
        check("1900-02-29", None);
        check("2026-13-01", None);
        check("2026-00-10", None);
        check("2026-1-1", None);
        check("22.11.2026", None);
        check("２026-11-2", None);
        check("", None);
    }

    #[test]
    fn is_ordered_by_time() {
        assert!(Date::parse("2026-11-22") < Date::parse("2026-12-01"));
        assert!(Date::parse("2026-11-22") > Date::parse("2025-12-31"));
    }
}
