//! One entry as a page: what it is, its picture, its body, what is related.

use super::body::body;
use super::card::{CardSize, card};
use super::hue::hue;
use super::language::Language;
use super::parts::{element, joined, line, link, linked, several, tagged, values};
use super::picture::{Place, picture};
use super::related::related;
use super::tools::tools;
use super::wheel::gathered;
use super::{Kept, RELATED, ROOM, Scene, View};
use crate::catalog::{Block, Catalog, Entry, EntryId, Opens};
use crate::settings::Layout;
use crate::words::{Direction, autonym};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// `title` becomes the heading, which gets the focus after a step. Without one it is on a sheet of paper: it says where it can be read.
pub fn topic(scene: &Scene, title: Option<&NodeRef>) -> Html {
    let settings = &scene.settings;
    let entry = scene.catalog.get(&scene.entry);
    let cards_only = settings.layout == Layout::Cards;
    let shown = if cards_only { None } else { front(scene, entry) };
    // What the body says, its summary needn't; cards beside it say it elsewhere.
    let summary = entry.summary.as_ref().filter(|_| entry.body.is_empty() && !cards_only);
    let language = lang(&scene.catalog, entry);
    let own = scene.own_within(&language);
    let content = if cards_only { cards(scene, entry) } else { body(scene, entry) };
    let mut heading = tagged(
        settings.heading_level.tag(0),
        &["part", "id", "tabindex", "class"],
        &[Some("title"), title.map(|_| "vital-title"), Some("-1"), Some("title")],
        (&*entry.title).into(),
    );
    heading.node_ref = title.cloned().unwrap_or_default();
    let header = tagged(
        "header",
        &[],
        &[],
        joined(vec![Some(what(scene, entry, own)), Some(heading.into()), byline(scene, entry, own), dates(scene, entry, own)]),
    );
    let lead = summary.map(|summary| line("p", "lead", Language::default(), (&**summary).into()));
    let licence = licence(scene, own).filter(|_| !cards_only);
    let mut is_cut = scene.room.get() < 0;
    if scene.room.get() <= ROOM {
        scene.room.set(RELATED);
    }
    // On paper nothing leads on.
    let related = (title.is_some() && !entry.related.is_empty()).then(|| related(scene, entry));
    is_cut |= scene.room.get() < 0;
    let rest = is_cut.then(|| rest(scene, entry, own));
    let tools = (title.is_some() && !cards_only).then(|| tools(scene, entry, own));
    let mut values = values(&[
        Some("topic"),
        title.map(|_| "vital-title"),
        hue(&scene.catalog, entry),
        Some(Direction::of(&language).name()),
        Some("topic"),
    ]);
    values.push(Some(language));
    values.push(title.is_none().then(|| scene.catalog.page(&entry.id).into()));
    let mut article = element(
        "article",
        &["part", "aria-labelledby", "data-hue", "dir", "class", "lang", "data-page"],
        values,
        joined(vec![Some(header.into()), shown, lead, Some(content), original(scene, entry, own), licence, related, rest, tools]),
    );
    // The key makes another topic another element: nothing of the one before, such as a playing recording, stays.
    article.key = Some(entry.id.as_str().into());
    article.into()
}

/// A topic among others on a sheet of paper.
pub fn sheet(view: &View, kept: &Kept, entry: &Entry) -> Html {
    let (catalog, settings, words) = (kept.stop.catalog.clone(), view.settings.clone(), kept.words.clone());
    // Its pictures are asked for when it is printed, and none before.
    topic(&Scene { catalog, entry: entry.id.clone(), settings, words, cards: Cell::new(u32::MAX / 2), room: Cell::new(i32::MAX) }, None)
}

/// What stands beside the title: the wheel, where the entry gathers the conditions, or its picture.
fn front(scene: &Scene, entry: &Entry) -> Option<Html> {
    gathered(scene, entry).or_else(|| entry.image.as_ref().map(|image| picture(scene, image, Place::Top)))
}

/// What the entry is, above its title.
fn what(scene: &Scene, entry: &Entry, Language { lang, dir }: Language) -> Html {
    tagged("p", &["part", "lang", "dir", "class"], &[Some("label"), lang, dir, Some("label")], label(scene, entry)).into()
}

/// Who made the work that the entry is or tells of.
fn byline(scene: &Scene, entry: &Entry, own: Language) -> Option<Html> {
    let provider = entry.provider.as_ref()?;
    let words = scene.words.provider(&provider.name);
    Some(line("p", "byline", own, words.into()))
}

/// When somebody last looked the entry over, and until when it holds.
fn dates(scene: &Scene, entry: &Entry, own: Language) -> Option<Html> {
    let mut times = Vec::new();
    for (date, is_past) in [(entry.reviewed, true), (entry.expires, false)] {
        if let Some(date) = date {
            let said = if is_past { scene.words.reviewed(date) } else { scene.words.expires(date) };
            let time = element("time", &["datetime"], vec![Some(date.to_string().into())], said.into());
            times.push(line("p", "byline", own, time.into()));
        }
    }
    (!times.is_empty()).then(|| several(times))
}

/// The way to what there was no room for.
fn rest(scene: &Scene, entry: &Entry, own: Language) -> Html {
    let link = element("a", &["href"], vec![Some(scene.catalog.page(&entry.id).into())], scene.words.rest().into());
    line("p", "original", own, link.into())
}

/// What may be done with the catalog's texts.
fn licence(scene: &Scene, own: Language) -> Option<Html> {
    let licence = scene.catalog.license.as_ref()?;
    Some(line("p", "licence", own, linked(licence.url.as_ref(), scene.words.licence(&licence.name).into())))
}

/// The way to the work that the entry was written from.
fn original(scene: &Scene, entry: &Rc<Entry>, own: Language) -> Option<Html> {
    let url = entry.url.as_ref()?;
    let text = scene.words.original(url.site()?);
    Some(line("p", "original", own, link(url, text.into())))
}

/// All cards of the body in one list, for the layout that shows nothing else.
fn cards(scene: &Scene, entry: &Entry) -> Html {
    let mut shown: Vec<(&EntryId, CardSize)> = Vec::new();
    // Once there are too many, no more are looked for.
    let most = ROOM as usize;
    for block in &entry.body {
        let (ids, size) = match block {
            Block::Section(section) => (&section.entries[..], CardSize::Full),
            Block::Featured(id) => (std::slice::from_ref(id), CardSize::Featured),
            _ => continue,
        };
        for id in ids {
            if shown.len() <= most && shown.iter().all(|(known, _)| *known != id) {
                shown.push((id, size));
            }
        }
    }
    shown.truncate(scene.fit(shown.len()));
    if shown.is_empty() {
        return html! {};
    }
    html! {
        <ul class="cards" role="list">
            { for shown.into_iter().map(|(id, size)| card(scene, id, size)) }
        </ul>
    }
}

/// The entry's language, where it is said to be another than the catalog's; else the catalog's.
pub(super) fn lang(catalog: &Catalog, entry: &Entry) -> AttrValue {
    entry.lang.clone().unwrap_or_else(|| catalog.lang.clone()).into()
}

/// What the entry is, and what its language calls itself where readers of this catalog don't expect it.
pub(super) fn label(scene: &Scene, entry: &Entry) -> Html {
    let label = scene.words.label(entry);
    match entry.lang.as_ref().filter(|lang| autonym(lang) != autonym(&scene.catalog.lang)) {
        None => label.into(),
        Some(lang) => html! { <>{ label + " " }<span class="language" lang={lang.clone()}>{ autonym(lang) }</span></> },
    }
}

/// Whether the entry is a work of somebody else's that is summarized here.
pub(super) fn is_summary_of_another(entry: &Entry) -> bool {
    entry.provider.is_some() && entry.summary.is_some() && matches!(entry.opens(), Opens::Elsewhere(_))
}
