//! The first topic as the loader put it on the page, beside the element that the widget draws into. It stays until something else is to
//! be shown: its nodes, what is focused or selected in it and what plays are not touched.

use crate::settings::Settings;
use std::rc::Rc;
use web_sys::Element;

pub struct Drawn {
    topic: Option<Element>,
    /// What it was drawn by.
    settings: Rc<Settings>,
    /// The same once the widget draws by itself, to be taken off the page when its successor is there.
    over: Option<Element>,
}

impl Drawn {
    pub fn new(topic: Option<Element>, settings: Rc<Settings>) -> Drawn {
        Drawn { topic, settings, over: None }
    }

    pub fn is_there(&self) -> bool {
        self.topic.is_some()
    }

    /// Whether it is the entry of this id, as the widget would draw it.
    pub fn shows(&self, id: Option<&str>, settings: &Settings) -> bool {
        let shown = self.topic.as_ref().and_then(|topic| topic.get_attribute("data-topic"));
        shown.is_some() && shown.as_deref() == id && self.settings.draw_alike(settings)
    }

    /// Theme and layout, which are the stylesheet's business.
    pub fn dress(&self, settings: &Settings) {
        let base = self.topic.as_ref().and_then(Element::first_element_child);
        for (name, value) in [("data-theme", settings.theme.name()), ("data-layout", settings.layout.name())] {
            let _ = base.as_ref().map(|base| base.set_attribute(name, value));
        }
    }

    /// From here on the widget draws the topic itself. Whether it didn't before.
    pub fn replace(&mut self) -> bool {
        let topic = self.topic.take();
        let is_first = topic.is_some();
        self.over = topic.or(self.over.take());
        is_first
    }

    /// The widget has drawn what it is to show.
    pub fn clear(&mut self) {
        if let Some(over) = self.over.take() {
            over.remove();
        }
    }
}
