//! What an address came to, and what is said of it.

use crate::tool::fault::Rule;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Sound,
    /// Sound, and for good at this address.
    Moved(String),
    /// There is no page, for this reason.
    Broken(String),
    /// The site doesn't prove who it is, for this reason.
    Untrusted(String),
    /// Nobody can tell, for this reason.
    None(String),
    /// There was no time to ask.
    Unasked,
}

impl Answer {
    /// The rule that it breaks, and what is wrong and what to do.
    pub fn fault(&self, address: &str) -> Option<(Rule, String)> {
        Some(match self {
            Self::Sound => return None,
            Self::Moved(to) => (Rule::LinkMoved, format!("\"{address}\" has moved to \"{to}\" for good: link there")),
            Self::Broken(why) => (Rule::LinkBroken, format!("\"{address}\" {why}: correct the address, or take the link out")),
            Self::Untrusted(why) => (
                Rule::LinkCertificate,
                format!("\"{address}\" doesn't prove whose it is ({why}), so browsers warn of it: tell its owner, or link elsewhere"),
            ),
            Self::None(why) => (Rule::LinkUnanswered, format!("\"{address}\" {why}: open it in a browser, or check again later")),
            Self::Unasked => (
                Rule::LinkUnanswered,
                format!("\"{address}\" was not asked for, since the time was over: check again with more --links-minutes"),
            ),
        })
    }
}
