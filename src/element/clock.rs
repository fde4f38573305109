//! The browser's calendar.

use crate::catalog::Date;

/// Today, where the reader is.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let date = Date::new(now.get_full_year() as u16, now.get_month() as u8 + 1, now.get_date() as u8);
    // A clock beyond the calendar's years must not hide entries: nothing has expired on the first day of all.
    date.unwrap_or_else(|| Date::new(0, 1, 1).expect("the calendar has a first day"))
}
