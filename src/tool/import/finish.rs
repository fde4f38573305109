//! Brings what readers give into one form: every key once, a title for everything, sound addresses, languages and days.
//!
//! Leaves out ids and links, which depend on the folder.

use std::collections::BTreeSet;
use std::mem;

use super::html::{self, Addresses};
use super::imported::{Block, Collection, Imported, Party};
use super::prose::{tidy, words_of};
use super::report::{Note, Omission};
use crate::catalog::Date;

/// How many words stand in for a title that is missing.
const TITLE_WORDS: usize = 8;

/// Completes the collection. `lang` is the language of the catalog that it goes into; without one, its own.
pub fn complete(collection: &mut Collection, lang: Option<&str>) {
    let channel = &mut collection.channel;
    for text in [&mut channel.title, &mut channel.summary] {
        *text = text.take().map(|text| tidy(&text)).filter(|text| !text.is_empty());
    }
    channel.lang = channel.lang.take().and_then(language);
    channel.url = channel.url.take().and_then(|url| html::followed(&url));
    let catalog = lang.map(ToOwned::to_owned).or_else(|| channel.lang.clone()).unwrap_or_else(|| "en".to_owned());
    let own = channel.lang.clone();
    let mut keys = BTreeSet::new();
    for entry in &mut collection.entries {
        let mut notes = Vec::new();
        entry.title = title(entry, &mut notes);
        unique(entry, &mut keys, &mut notes);
        for text in [&mut entry.label, &mut entry.summary, &mut entry.condition, &mut entry.slug] {
            *text = text.take().map(|text| tidy(&text)).filter(|text| !text.is_empty());
        }
        entry.lang = entry.lang.take().and_then(language).or_else(|| own.clone()).filter(|lang| !lang.eq_ignore_ascii_case(&catalog));
        entry.url = entry.url.take().and_then(|url| followed("address", &url, &mut notes));
        entry.provider = entry.provider.take().and_then(|party| provider(party, &mut notes));
        let day = |name: &str, day: Option<String>, notes: &mut Vec<Note>| {
            // Times and zones, where there are any, follow the day.
            let day = day?;
            let date = day.trim().get(..10).and_then(Date::parse).map(|date| date.to_string());
            if date.is_none() {
                notes.push(Note::left_out(format!("the day \"{day}\" ({name}), which should be written like 2026-11-22")));
            }
            date
        };
        entry.reviewed = day("reviewed", entry.reviewed.take(), &mut notes);
        entry.expires = day("expires", entry.expires.take(), &mut notes);
        if let Some(picture) = &mut entry.picture {
            picture.alt = tidy(&picture.alt);
        }
        let is_file = |src: &str| collection.files.iter().any(|(address, _)| address == src);
        entry.picture = entry.picture.take().filter(|picture| {
            let found = is_file(&picture.src) || html::resolve(None, &picture.src, Addresses::Loaded).is_ok();
            if !found {
                notes.push(Note::left_out(format!("the picture \"{}\", which is no address and no file of the source", picture.src)));
            }
            found
        });
        collection.omissions.extend(Omission::of_entry(&entry.place, &entry.title, notes));
    }
}

fn title(entry: &mut Imported, notes: &mut Vec<Note>) -> String {
    let title = tidy(&entry.title);
    if !title.is_empty() {
        return title;
    }
    let text = entry.body.iter().find_map(|block| match block {
        Block::Paragraph(text) | Block::Heading(_, text) => Some(words_of(text)),
        _ => None,
    });
    let text = text.or_else(|| entry.summary.as_deref().map(tidy)).unwrap_or_else(|| "Untitled".to_owned());
    let title = match text.match_indices(' ').nth(TITLE_WORDS - 1) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    notes.push(Note::incomplete("it has no title; its first words stand in for one"));
    title
}

fn unique(entry: &mut Imported, keys: &mut BTreeSet<String>, notes: &mut Vec<Note>) {
    let key = mem::take(&mut entry.key);
    let key = if key.trim().is_empty() { format!("title: {}", entry.title) } else { key.trim().to_owned() };
    entry.key = key.clone();
    let mut number = 2;
    while !keys.insert(entry.key.clone()) {
        entry.key = format!("{key} ({number})");
        number += 1;
    }
    if entry.key != key {
        notes.push(Note::changed(format!(
            "\"{key}\" names another entry of the source too, so that later imports may mistake one for the other"
        )));
    }
}

/// A language tag as BCP 47 has it: some exports write an underscore.
fn language(lang: String) -> Option<String> {
    let lang = lang.trim().replace('_', "-");
    let is_tag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    lang.split('-').all(is_tag).then_some(lang)
}

fn provider(party: Party, notes: &mut Vec<Note>) -> Option<Party> {
    let name = tidy(&party.name);
    let url = party.url.and_then(|url| followed("provider's address", &url, notes));
    (!name.is_empty()).then_some(Party { name, url })
}

fn followed(name: &str, address: &str, notes: &mut Vec<Note>) -> Option<String> {
    let found = html::followed(address);
    if found.is_none() {
        notes.push(Note::left_out(format!("the {name} \"{}\", which can't be followed", html::shortened(address))));
    }
    found
}
