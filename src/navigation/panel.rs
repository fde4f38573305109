//! What can be open below a topic.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Where the topic belongs and where it leads.
    Map,
    /// Its address.
    Share,
    /// What the reader has kept to print or to read later.
    Handout,
}

impl Panel {
    pub const ALL: [Panel; 3] = [Panel::Map, Panel::Share, Panel::Handout];

    /// The name of the button that opens it.
    pub fn tool(self) -> &'static str {
        match self {
            Panel::Map => "around",
            Panel::Share => "share",
            Panel::Handout => "save",
        }
    }

    /// The one that the button of this name opens.
    pub fn of(tool: &str) -> Option<Panel> {
        Panel::ALL.into_iter().find(|panel| panel.tool() == tool)
    }
}
