//! A piece of the catalog's JSON that knows where it was written, and keeps its members in order.
//!
//! Leaves out meaning: any JSON can be built of it.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::tool::fault::Place;

/// A JSON value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it was written; `None` for what follows from its surroundings.
    pub place: Option<Place>,
    /// The value.
    pub value: Value,
}

/// A JSON value whose parts are nodes.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A string, number, boolean or null.
    Scalar(serde_json::Value),
    /// An array.
    List(Vec<Node>),
    /// An object, its members in the order in which they are written out.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// A string, number or boolean.
    pub fn scalar(value: impl Into<serde_json::Value>) -> Self {
        Self { place: None, value: Value::Scalar(value.into()) }
    }

    /// An array.
    #[must_use]
    pub fn list(items: Vec<Self>) -> Self {
        Self { place: None, value: Value::List(items) }
    }

    /// An object of the members that are there.
    #[must_use]
    pub fn object<const N: usize>(members: [(&str, Option<Self>); N]) -> Self {
        let members = members.into_iter().filter_map(|(name, node)| Some((name.to_owned(), node?))).collect();
        Self { place: None, value: Value::Object(members) }
    }

    /// The same value, written at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The member `name` of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(members) => members.iter().find_map(|(known, node)| (known == name).then_some(node)),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(value) => value.as_str(),
            _ => None,
        }
    }

    /// The places of this value, which stands at `path`, and of all its parts.
    pub fn places(&self, path: &str, places: &mut Vec<(Box<str>, Place)>) {
        if let Some(place) = &self.place {
            places.push((path.into(), place.clone()));
        }
        match &self.value {
            Value::Scalar(_) => {}
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.places(&format!("{path}[{index}]"), places);
                }
            }
            Value::Object(members) => {
                for (name, node) in members {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    node.places(&path, places);
                }
            }
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Scalar(value) => value.serialize(serializer),
            Value::List(items) => items.serialize(serializer),
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, node) in members {
                    map.serialize_entry(name, node)?;
                }
                map.end()
            }
        }
    }
}
