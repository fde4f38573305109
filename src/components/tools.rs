//! What a reader can do with a topic beside reading on: see its surroundings, pass it on, print it, keep it.

use super::Scene;
use super::language::Language;
use super::parts::{element, several};
use crate::catalog::Entry;
use yew::prelude::*;

/// The buttons at the end of a topic. They take their place before anything can answer to them, and are seen when it can.
pub fn tools(scene: &Scene, entry: &Entry, Language { lang, dir }: Language) -> Html {
    let words = &scene.words;
    let mut buttons = Vec::new();
    for (act, name) in [("around", words.map()), ("share", words.share()), ("print", words.print()), ("save", words.save())] {
        buttons.push(tool(act, None, name.to_owned().into()));
    }
    let values = vec![
        Some("tools".into()),
        Some("group".into()),
        Some(words.tools(&entry.title).into()),
        lang.map(AttrValue::from),
        dir.map(AttrValue::from),
        Some("tools".into()),
    ];
    element("div", &["part", "role", "aria-label", "lang", "dir", "class"], values, several(buttons)).into()
}

/// A button; `of` is what it is done to, where that is not the topic.
pub fn tool(act: &'static str, of: Option<AttrValue>, name: AttrValue) -> Html {
    let values = vec![Some("button".into()), Some("button".into()), Some(act.into()), of];
    element("button", &["part", "type", "data-act", "data-stop"], values, name.into()).into()
}
