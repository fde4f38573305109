//! What the markup says of the language of the interface's words, and of the way in which they are read.

use crate::words::Direction;

/// The values of `lang` and `dir`; nothing where they are those of the text around.
#[derive(Clone, Copy, Default)]
pub struct Language {
    pub lang: Option<&'static str>,
    pub dir: Option<&'static str>,
}

impl Language {
    /// That of words in the language `own` within text in another; both are BCP 47 tags.
    pub fn within(around: &str, own: &'static str) -> Language {
        Language { lang: (own != around).then_some(own), dir: other_direction(around, own) }
    }
}

/// The value of `dir` for text in the language `own`, where it is read another way than that around it.
pub fn other_direction(around: &str, own: &str) -> Option<&'static str> {
    let direction = Direction::of(own);
    (direction != Direction::of(around)).then(|| direction.name())
}
