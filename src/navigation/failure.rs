//! Why a catalog can't be shown.

use crate::catalog::ParseError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: FailureKind,
    /// For whoever runs the host's page, in English: what failed, with its address or place.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No answer came: offline, refused, or withheld by the browser for want of a CORS header.
    Network,
    /// The server answered with an error status.
    Http,
    Timeout,
    TooLarge,
    Parse,
    Version,
    /// The file is another than the page was pinned to.
    Integrity,
}

impl FailureKind {
    pub const ALL: [FailureKind; 7] = [
        FailureKind::Network,
        FailureKind::Http,
        FailureKind::Timeout,
        FailureKind::TooLarge,
        FailureKind::Parse,
        FailureKind::Version,
        FailureKind::Integrity,
    ];

    /// Its name in events.
    pub fn name(self) -> &'static str {
        match self {
            FailureKind::Network => "network",
            FailureKind::Http => "http",
            FailureKind::Timeout => "timeout",
            FailureKind::TooLarge => "too-large",
            FailureKind::Parse => "parse",
            FailureKind::Version => "version",
            FailureKind::Integrity => "integrity",
        }
    }
}

impl From<ParseError> for Failure {
    fn from(error: ParseError) -> Failure {
        let kind = match error {
            ParseError::Version { .. } => FailureKind::Version,
            _ => FailureKind::Parse,
        };
        Failure { kind, message: error.to_string() }
    }
}
