//! Reading members of JSON, each on its own, as what the format says that they are.
//!
//! `document!` reads the members by their fields' names, and does what serde's derive would do in a tenth of the code: that one writes
//! a state machine a struct, which every reader would have to download. Leaves out which members there are.

use crate::catalog::json::{Json, shape};
use std::borrow::Cow;
use std::marker::PhantomData;

/// What is read from JSON.
pub trait Read<'a>: Sized {
    /// # Errors
    /// What was expected, and what is there.
    fn read(json: &'a Json<'a>) -> Result<Self, String>;
}

/// A member of an object, or an item of an array, not read yet: it may be absent (or null), or of another shape than `T`.
#[derive(Debug)]
pub struct Field<'a, T>(&'a Json<'a>, PhantomData<T>);

impl<T> Clone for Field<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Field<'_, T> {}

impl<'a, T: Read<'a>> Field<'a, T> {
    /// The value; nothing where there is none.
    ///
    /// # Errors
    /// What was expected, and what is there.
    pub fn read(self) -> Option<Result<T, String>> {
        (!self.is_absent()).then(|| T::read(self.0))
    }

    pub fn is_absent(self) -> bool {
        matches!(self.0, Json::Null)
    }
}

impl<'a, T> Field<'a, T> {
    /// The member of that name.
    pub(in crate::catalog) fn of(members: &'a Members<'a>, name: &str) -> Self {
        Field(member(members, name), PhantomData)
    }
}

/// A string.
#[derive(Debug)]
pub struct Str<'a>(pub &'a str);

/// The members of an object.
pub type Members<'a> = [(Cow<'a, str>, Json<'a>)];

/// Declares the struct, and reads each of its fields from the member of the same name.
macro_rules! document {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$field_about:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $name<'a> { $($(#[$field_about])* pub $field: Field<'a, $type>,)* }

        impl<'a> $crate::catalog::document::read::Read<'a> for $name<'a> {
            fn read(json: &'a $crate::catalog::json::Json<'a>) -> Result<Self, String> {
                let members = $crate::catalog::document::read::object(json)?;
                Ok($name { $($field: $crate::catalog::document::read::Field::of(members, stringify!($field)),)* })
            }
        }
    };
}

pub(super) use document;

impl<'a> Read<'a> for Str<'a> {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        match json {
            Json::String(text) => Ok(Str(text)),
            other => Err(expected("a string", other)),
        }
    }
}

impl<'a> Read<'a> for bool {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        match json {
            Json::Bool(value) => Ok(*value),
            other => Err(expected("true or false", other)),
        }
    }
}

impl<'a> Read<'a> for u32 {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        match json {
            Json::Number((digits, _)) => digits.parse().map_err(|_| format!("expected a whole number, found {digits:.20}")),
            other => Err(expected("a whole number", other)),
        }
    }
}

impl<'a, T> Read<'a> for Vec<Field<'a, T>> {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        match json {
            Json::Array(items) => Ok(items.iter().map(|item| Field(item, PhantomData)).collect()),
            other => Err(expected("an array", other)),
        }
    }
}

/// An object whose members have names of their own choosing.
impl<'a, T> Read<'a> for Vec<(&'a str, Field<'a, T>)> {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        Ok(object(json)?.iter().map(|(name, value)| (&**name, Field(value, PhantomData))).collect())
    }
}

pub fn object<'a>(json: &'a Json<'a>) -> Result<&'a Members<'a>, String> {
    match json {
        Json::Object(members) => Ok(members),
        other => Err(expected("an object", other)),
    }
}

/// The member of that name; of several the last, as in JavaScript.
pub fn member<'a>(members: &'a Members<'a>, name: &str) -> &'a Json<'a> {
    members.iter().rev().find(|(known, _)| known == name).map_or(&Json::Null, |(_, value)| value)
}

pub fn expected(what: &str, found: &Json) -> String {
    format!("expected {what}, found {}", shape(found))
}
