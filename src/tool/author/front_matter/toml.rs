//! TOML, as the `toml` crate reads it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Invalid, Raw, RawValue};

pub fn read(text: &str) -> Result<Vec<(String, Range<usize>, Raw)>, Invalid> {
    match DeTable::parse(text) {
        Ok(read) => Ok(table(read.get_ref())),
        Err(fault) => Err(Invalid { range: fault.span().unwrap_or(0..0), message: fault.message().replace('\n', ", ") }),
    }
}

fn table(table: &DeTable) -> Vec<(String, Range<usize>, Raw)> {
    let mut members: Vec<_> = table.iter().map(|(key, value)| (key.get_ref().clone().into_owned(), key.span(), raw(value))).collect();
    // In the order of the file, and not of the alphabet, so that its faults are.
    members.sort_by_key(|(_, key, _)| key.start);
    members
}

fn raw(value: &Spanned<DeValue>) -> Raw {
    let raw = match value.get_ref() {
        DeValue::String(text) => RawValue::Scalar(text.as_ref().into()),
        DeValue::Integer(number) => RawValue::Scalar(i64::from_str_radix(number.as_str(), number.radix()).ok().into()),
        DeValue::Float(number) => RawValue::Scalar(number.as_str().parse::<f64>().ok().into()),
        DeValue::Boolean(truth) => RawValue::Scalar((*truth).into()),
        // A day may be written with or without quotation marks.
        DeValue::Datetime(day) => RawValue::Scalar(day.to_string().into()),
        DeValue::Array(items) => RawValue::List(items.iter().map(raw).collect()),
        DeValue::Table(inner) => RawValue::Table(table(inner)),
    };
    Raw { range: value.span(), value: raw }
}
