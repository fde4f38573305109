//! How a widget looks, as its attributes say. Pure: reading the attributes off an element is the shell's part.

use std::fmt;
use std::rc::Rc;

/// The settings of one element. An attribute that is absent, or has a value not listed, takes the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub theme: Theme,
    pub layout: Layout,
    pub heading_level: HeadingLevel,
    pub images: Images,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the host page's used colour scheme is.
    #[default]
    Auto,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The whole topic.
    #[default]
    Page,
    /// Title and cards only.
    Cards,
    /// One column, for narrow places.
    Compact,
}

/// The level of a topic's title, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingLevel(u8);

/// Where pictures may come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Images {
    /// These origins only.
    From(Rc<[Rc<str>]>),
    Any,
}

impl Settings {
    /// Whether a topic is drawn with the same elements. The rest is the stylesheet's business.
    pub fn draw_alike(&self, other: &Settings) -> bool {
        let has_cards_alone = |settings: &Settings| settings.layout == Layout::Cards;
        self.heading_level == other.heading_level && self.images == other.images && has_cards_alone(self) == has_cards_alone(other)
    }
}

impl Theme {
    pub fn parse(value: Option<&str>) -> Theme {
        match value {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Auto,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Layout {
    pub fn parse(value: Option<&str>) -> Layout {
        match value {
            Some("cards") => Layout::Cards,
            Some("compact") => Layout::Compact,
            _ => Layout::Page,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Layout::Page => "page",
            Layout::Cards => "cards",
            Layout::Compact => "compact",
        }
    }
}

impl HeadingLevel {
    pub fn parse(value: Option<&str>) -> HeadingLevel {
        match value.and_then(|value| value.trim().parse().ok()) {
            Some(level @ 1..=5) => HeadingLevel(level),
            _ => HeadingLevel::default(),
        }
    }

    /// The element of a heading `below` levels under the title: `h3` for a title of level 2 and one level below. At most `h6`.
    pub fn tag(self, below: u8) -> &'static str {
        match self.0.saturating_add(below) {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        }
    }
}

impl Default for HeadingLevel {
    fn default() -> Self {
        HeadingLevel(2)
    }
}

impl Default for Images {
    /// From nowhere: who embeds says which origins are its own.
    fn default() -> Self {
        Images::From(Rc::new([]))
    }
}

impl Images {
    /// `own` are the catalog's and the loader's origins, as `https://example.org`.
    pub fn parse(value: Option<&str>, own: impl IntoIterator<Item = Rc<str>>) -> Images {
        match value {
            Some("any") => Images::Any,
            _ => Images::From(own.into_iter().collect()),
        }
    }

    pub fn allow(&self, origin: Option<&str>) -> bool {
        match self {
            Images::Any => true,
            Images::From(origins) => origin.is_some_and(|origin| origins.iter().any(|own| **own == *origin)),
        }
    }
}

impl fmt::Display for HeadingLevel {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_values_take_the_default() {
        for value in [None, Some(""), Some("PAGE"), Some("sideways"), Some("auto"), Some("page"), Some("0"), Some("6"), Some("two")] {
            assert_eq!(Theme::parse(value), Theme::Auto, "{value:?}");
            assert_eq!(Layout::parse(value), Layout::Page, "{value:?}");
            assert_eq!(HeadingLevel::parse(value), HeadingLevel(2), "{value:?}");
        }
    }

    #[test]
    fn listed_values_are_read() {
        assert_eq!(Theme::parse(Some("dark")), Theme::Dark);
        assert_eq!(Layout::parse(Some("compact")), Layout::Compact);
        assert_eq!(HeadingLevel::parse(Some(" 3 ")).tag(0), "h3");
    }

    #[test]
    fn headings_end_at_level_six() {
        assert_eq!(HeadingLevel::parse(Some("1")).tag(1), "h2");
        assert_eq!(HeadingLevel::parse(Some("5")).tag(1), "h6");
        assert_eq!(HeadingLevel::parse(Some("5")).tag(4), "h6");
    }

    #[test]
    fn pictures_come_from_own_origins_unless_any_is_said() {
        let own = Images::parse(None, ["https://a.example".into()]);
        assert!(own.allow(Some("https://a.example")));
        assert!(!own.allow(Some("https://a.example.evil")));
        assert!(!own.allow(Some("http://a.example")));
        assert!(!own.allow(None));
        assert!(Images::parse(Some("any"), []).allow(Some("http://b.example")));
    }
}
