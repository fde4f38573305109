//! The walk through the document: where it is, and reading values on the way.

use super::{Checker, ENTRIES};
use crate::catalog::date::Date;
use crate::catalog::document::{Field, Read, Str};
use crate::catalog::entry::Link;
use crate::catalog::problem::{Fault, Problem};
use std::fmt::Write;
use std::rc::Rc;

/// The schemes that a reader may follow, and those that a picture or a recording may come from.
pub(super) const FOLLOWED: &[&str] = &["http:", "https:", "mailto:", "tel:"];
pub(super) const LOADED: &[&str] = &["http:", "https:"];

impl Checker<'_> {
    /// Walks into a member.
    pub(super) fn at<R>(&mut self, name: &str, walk: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.enter(name, None);
        let result = walk(self);
        self.path.truncate(length);
        result
    }

    /// Walks into an entry, of the catalog or of the overlay.
    pub(super) fn found_in<R>(&mut self, list: &'static str, at: usize, walk: impl FnOnce(&mut Self) -> R) -> R {
        let base = if list == ENTRIES { self.base } else { self.enter_overlay() };
        let result = self.item(list, at, walk);
        self.base = base;
        result
    }

    /// Walks into an item of an array that is a member; of the array at hand where the name is empty.
    pub(super) fn item<R>(&mut self, name: &str, index: usize, walk: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.enter(name, Some(index));
        let result = walk(self);
        self.path.truncate(length);
        result
    }

    /// The length of the path before. Never inlined: there are some fifty walks.
    #[inline(never)]
    pub(super) fn enter(&mut self, name: &str, index: Option<usize>) -> usize {
        let length = self.path.len();
        if length > 0 && !name.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
        if let Some(index) = index {
            let _ = write!(self.path, "[{index}]");
        }
        length
    }

    #[inline(never)]
    pub(super) fn note(&mut self, fault: Fault, offender: &str) {
        if self.problems.len() >= self.context.limits.problems {
            return;
        }
        self.problems.push(Problem { path: self.path.clone(), fault, offender: offender.to_owned() });
    }

    /// The member's value, where it has one of the right shape.
    pub(super) fn value<'d, T: Read<'d>>(&mut self, field: Field<'d, T>) -> Option<T> {
        match field.read()? {
            Ok(value) => Some(value),
            Err(message) => {
                self.note(Fault::Shape(message), "");
                None
            }
        }
    }

    /// The items of an array that have the right shape, with their places.
    pub(super) fn items<'d, T: Read<'d>, R>(
        &mut self,
        field: Field<'d, Vec<Field<'d, T>>>,
        walk: impl FnMut(&mut Self, T) -> Option<R>,
    ) -> Vec<R> {
        let fields = self.value(field).unwrap_or_default();
        self.each(fields, walk)
    }

    pub(super) fn each<'d, T: Read<'d>, R>(
        &mut self,
        fields: Vec<Field<'d, T>>,
        mut walk: impl FnMut(&mut Self, T) -> Option<R>,
    ) -> Vec<R> {
        let mut kept = Vec::new();
        for (index, field) in fields.into_iter().enumerate() {
            kept.extend(self.item("", index, |checker| checker.value(field).and_then(|value| walk(checker, value))));
        }
        kept
    }

    pub(super) fn required<T>(&mut self, value: Option<T>, problems: usize) -> Option<T> {
        // A misfit has been noted already.
        if value.is_none() && self.problems.len() == problems {
            self.note(Fault::Missing, "");
        }
        value
    }

    pub(super) fn limited(&mut self, Str(text): Str) -> Option<Rc<str>> {
        let most = self.context.limits.run;
        let text = match text.char_indices().nth(most) {
            Some((end, _)) => {
                self.note(Fault::TextTooLong { most }, &text.chars().count().to_string());
                &text[..end]
            }
            None => text,
        };
        (!text.trim().is_empty()).then(|| text.into())
    }
}

/// Members of one shape each. Never inlined, for an entry has some twenty of them.
impl Checker<'_> {
    #[inline(never)]
    pub(super) fn flag(&mut self, name: &str, field: Field<'_, bool>) -> bool {
        self.at(name, |checker| checker.value(field)).unwrap_or_default()
    }

    #[inline(never)]
    pub(super) fn number(&mut self, name: &str, field: Field<'_, u32>) -> Option<u32> {
        self.at(name, |checker| checker.value(field))
    }

    #[inline(never)]
    pub(super) fn text(&mut self, name: &str, field: Field<'_, Str>) -> Option<Rc<str>> {
        self.at(name, |checker| checker.value(field).and_then(|text| checker.limited(text)))
    }

    #[inline(never)]
    pub(super) fn required_text(&mut self, name: &str, field: Field<'_, Str>) -> Option<Rc<str>> {
        self.at(name, |checker| {
            let problems = checker.problems.len();
            let text = checker.value(field).and_then(|text| checker.limited(text));
            checker.required(text, problems)
        })
    }

    #[inline(never)]
    pub(super) fn date(&mut self, name: &str, field: Field<'_, Str>) -> Option<Date> {
        self.at(name, |checker| {
            let Str(text) = checker.value(field)?;
            let date = Date::parse(text);
            if date.is_none() {
                checker.note(Fault::Date, text);
            }
            date
        })
    }

    #[inline(never)]
    pub(super) fn link(&mut self, name: &str, field: Field<'_, Str>, schemes: &[&str]) -> Option<Link> {
        self.at(name, |checker| checker.resolved(field, schemes))
    }

    #[inline(never)]
    pub(super) fn required_link(&mut self, name: &str, field: Field<'_, Str>, schemes: &[&str]) -> Option<Link> {
        self.at(name, |checker| {
            let problems = checker.problems.len();
            let link = checker.resolved(field, schemes);
            checker.required(link, problems)
        })
    }

    #[inline(never)]
    fn resolved(&mut self, field: Field<'_, Str>, schemes: &[&str]) -> Option<Link> {
        let Str(address) = self.value(field)?;
        let Some(url) = (self.context.resolve)(self.base, address) else {
            self.note(Fault::Url, address);
            return None;
        };
        if !schemes.iter().any(|scheme| url.starts_with(scheme)) {
            let allowed = if schemes.len() == LOADED.len() { "https: or http:" } else { "https:, http:, mailto: or tel:" };
            self.note(Fault::Scheme { allowed }, address);
            return None;
        }
        Some(Link(url.into()))
    }
}
