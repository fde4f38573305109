//! What the loader reads off the element and its surroundings, as one object.

use super::library::Sources;
use crate::settings::{HeadingLevel, Images, Layout, Settings, Theme};
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The values are the attributes' own, unparsed; what is absent is left out.
#[derive(Debug, PartialEq)]
pub struct Attributes {
    pub topic: Option<Rc<str>>,
    pub sources: Rc<Sources>,
    theme: Option<String>,
    layout: Option<String>,
    heading_level: Option<String>,
    images: Option<String>,
    /// The loader's origin.
    origin: Rc<str>,
}

impl Attributes {
    /// Member by member: all are strings, and serde's way in for values of any type makes the wasm 3 kB larger to download.
    pub fn read(object: &JsValue) -> Attributes {
        let text = |name: &str| Reflect::get(object, &name.into()).ok()?.as_string();
        Attributes {
            topic: text("topic").filter(|topic| !topic.trim().is_empty()).map(Rc::from),
            sources: Rc::new(Sources {
                catalog: text("catalog").unwrap_or_default().into(),
                index: text("index").map(Rc::from),
                overlay: text("overlay").map(Rc::from),
                data: text("catalogData").map(Rc::from),
                lang: text("lang").map(Rc::from),
            }),
            theme: text("theme"),
            layout: text("layout"),
            heading_level: text("headingLevel"),
            images: text("images"),
            origin: text("origin").unwrap_or_default().into(),
        }
    }

    pub fn settings(&self) -> Settings {
        let mut own = vec![self.origin.clone()];
        own.extend(web_sys::Url::new(&self.sources.catalog).ok().map(|url| url.origin().into()));
        Settings {
            theme: Theme::parse(self.theme.as_deref()),
            layout: Layout::parse(self.layout.as_deref()),
            heading_level: HeadingLevel::parse(self.heading_level.as_deref()),
            images: Images::parse(self.images.as_deref(), own),
        }
    }
}
