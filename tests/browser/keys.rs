//! The keys that tests press, as WebDriver writes them.

pub const TAB: char = '\u{E004}';
/// That of the number pad.
pub const ENTER: char = '\u{E007}';
/// That beside the letters.
pub const RETURN: char = '\u{E006}';
pub const SHIFT: char = '\u{E008}';
pub const CONTROL: char = '\u{E009}';
pub const ESCAPE: char = '\u{E00C}';
pub const LEFT: char = '\u{E012}';
pub const RIGHT: char = '\u{E014}';
pub const DOWN: char = '\u{E015}';
pub const UP: char = '\u{E013}';
pub const HOME: char = '\u{E011}';
