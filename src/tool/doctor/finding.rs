//! What was found out: what stands in the way, and what to do.

use std::fmt;

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Readers don't get what was meant for them.
    Fault,
    /// It works, and could be better.
    Hint,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The kind of it, for machines.
    pub name: &'static str,
    pub weight: Weight,
    /// What is wrong, and the line that mends it.
    pub message: String,
}

impl Finding {
    pub fn fault(name: &'static str, message: String) -> Self {
        Self { name, weight: Weight::Fault, message }
    }

    pub fn hint(name: &'static str, message: String) -> Self {
        Self { name, weight: Weight::Hint, message }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let weight = if self.weight == Weight::Fault { "" } else { "hint: " };
        write!(out, "{weight}{} [{}]", self.message, self.name)
    }
}
