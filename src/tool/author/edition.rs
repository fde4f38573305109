//! Puts the files of a folder together: the original catalog, and one edition for each language that it is translated to.
//!
//! A translation says what differs in its language; the rest is the original's. Leaves out reading the files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::CATALOG_FILE;
use super::page::Written;
use crate::tool::assets::PAGES;
use crate::tool::content::{Asked, Content, Edition, Piece, Places};
use crate::tool::fault::{Fault, Place, Rule};

type Members = Vec<(String, Box<str>)>;

/// What a translation takes from the original where it doesn't say it itself: all that is no text.
const SHARED: [&str; 9] = ["aliases", "kind", "condition", "image", "provider", "url", "related", "reviewed", "expires"];

/// Members of `catalog.toml` that concern the tool alone.
const UNPUBLISHED: [&str; 2] = ["check", "partial"];

/// The catalog of the files of `folder`.
pub fn content<'a>(folder: &Path, files: impl Iterator<Item = &'a Arc<Written>>, drafts: bool) -> Content {
    let mut content = Content::default();
    let mut heads: BTreeMap<Option<&str>, &Written> = BTreeMap::new();
    let mut originals: Vec<(&str, &Written)> = Vec::new();
    let mut translations: BTreeMap<&str, BTreeMap<&str, &Written>> = BTreeMap::new();
    for written in files {
        content.faults.extend(written.faults.iter().cloned());
        content.picture_sizes.extend(written.pictures.iter().filter_map(|(path, size)| Some((path.clone(), (*size)?))));
        if let Some(id) = written.id.as_deref().filter(|_| !drafts)
            && let Some(place) = &written.draft
        {
            let message = "this entry is a draft, so builds leave it out unless --drafts is given";
            content.faults.push(Fault::new(Rule::Draft, place.clone(), message));
            match &written.lang {
                None => content.drafts.insert(id.to_owned()),
                Some(lang) => content.unused_translations.insert((lang.clone(), id.to_owned())),
            };
            continue;
        }
        if written.piece.is_none() {
            match (written.id.as_deref(), written.lang.as_deref()) {
                (None, None) => content.is_headless = true,
                (None, Some(_)) => {}
                (Some(id), None) => drop(content.unread.insert(id.to_owned(), written.mentions.clone())),
                (Some(id), Some(lang)) => drop(content.unused_translations.insert((lang.to_owned(), id.to_owned()))),
            }
        }
        match (written.id.as_deref(), written.lang.as_deref()) {
            (None, lang) => drop(heads.insert(lang, written)),
            (Some(id), None) => originals.push((id, written)),
            (Some(id), Some(lang)) => drop(translations.entry(lang).or_default().insert(id, written)),
        }
    }
    misplaced(&mut content, &heads, &originals, &translations);

    let head = heads.get(&None).copied();
    let asked = head.and_then(|head| member(head, "check").map(|json| (head, json)));
    content.asked = asked.map(|(head, json)| self::asked(head, &json, &mut content.faults)).unwrap_or_default();
    let start = head.map_or_else(|| Place::start(folder.join(CATALOG_FILE).display().to_string()), |head| head.start.clone());
    let lang = head.and_then(|head| text(head, "lang")).unwrap_or_else(|| "en".to_owned());
    let home = head.and_then(|head| text(head, "home"));
    originals.sort_by_key(|(id, _)| (home.as_deref() != Some(*id), *id));

    let own_lang = lang.clone();
    heads.retain(|tag, head| {
        let Some(tag) = tag else { return true };
        let message = if tag.eq_ignore_ascii_case(&own_lang) {
            format!("\"{tag}\" is the language of the catalog itself; rename this file after the language that it is in")
        } else if !is_tag(tag) {
            format!("\"{tag}\" is no language tag; name this file as catalog.es.toml, after the language that it is in")
        } else {
            return true;
        };
        content.faults.push(Fault::new(Rule::Translation, head.start.clone(), message));
        false
    });
    let langs: Vec<&str> = heads.keys().filter_map(|lang| *lang).collect();
    let names: Vec<(&str, String)> = std::iter::once((&*lang, "catalog.json".to_owned()))
        .chain(langs.iter().map(|lang| (*lang, format!("catalog.{lang}.json"))))
        .collect();
    for (edition, name) in &names {
        let own = heads.get(&Some(*edition)).copied().filter(|_| *name != names[0].1);
        let head = self::head(head, own, &names, edition, &start);
        let entries = originals.iter().filter_map(|(id, written)| {
            let piece = written.piece.as_ref()?;
            if own.is_none() {
                return Some(piece.clone());
            }
            let translation = translations.get(edition).and_then(|entries| entries.get(id));
            Some(
                translation
                    .and_then(|translation| translated(id, written, translation))
                    .unwrap_or_else(|| untranslated(piece, written, &lang)),
            )
        });
        content.editions.push(Edition {
            name: name.clone(),
            lang: (*edition).into(),
            head: Arc::new(head),
            entries: entries.collect(),
            found: None,
            overlay: None,
            // What can't be read may have said so.
            partial: own.is_some_and(|own| own.piece.is_none() || member(own, "partial").is_some_and(|partial| &*partial == "true")),
        });
    }
    content
}

/// Notes translations of nothing, into no language of the catalog's, or without a text.
fn misplaced(
    content: &mut Content,
    heads: &BTreeMap<Option<&str>, &Written>,
    originals: &[(&str, &Written)],
    translations: &BTreeMap<&str, BTreeMap<&str, &Written>>,
) {
    let ids: BTreeMap<&str, &Written> = originals.iter().copied().collect();
    for (lang, entries) in translations {
        for (id, translation) in entries {
            let message = if !heads.contains_key(&Some(*lang)) {
                format!("the catalog is not translated to \"{lang}\"; add catalog.{lang}.toml with its title in that language")
            } else {
                match ids.get(id) {
                    None if content.drafts.contains(*id) => continue,
                    None => format!("there is no {id}.md for this to be the translation of; correct the file's name"),
                    Some(_) if translation.piece.is_none() => continue,
                    Some(original) if member(original, "body").is_some() && member(translation, "body").is_none() => {
                        content.unused_translations.insert(((*lang).to_owned(), (*id).to_owned()));
                        "this translation has no text below its front matter, so readers get the original; add the text".to_owned()
                    }
                    Some(_) => continue,
                }
            };
            content.faults.push(Fault::new(Rule::Translation, translation.start.clone(), message));
        }
    }
}

/// All but the entries: what `own` says in its language, and the original's for the rest.
fn head(original: Option<&Written>, own: Option<&Written>, names: &[(&str, String)], lang: &str, start: &Place) -> Piece {
    let mut members: Members = vec![("version".to_owned(), "1".into())];
    let mut places = Vec::new();
    for (written, is_original) in own.map(|own| (own, false)).into_iter().chain(original.map(|original| (original, true))) {
        for (name, json) in written.members().into_iter().flatten() {
            let is_elsewhere =
                UNPUBLISHED.contains(&name.as_str()) || name == "translations" && !is_original || own.is_some() && name == "lang";
            if !is_elsewhere && !members.iter().any(|(known, _)| *known == name) {
                places.extend(of_member(written.places(), &name));
                members.push((name, json));
            }
        }
    }
    places.push(("".into(), own.map_or_else(|| start.clone(), |own| own.start.clone())));
    if own.is_some() {
        members.push(("lang".to_owned(), json(&lang.into())));
        members.push(("pages".to_owned(), json(&format!("{PAGES}{lang}/").into())));
    }
    if names.len() > 1 {
        let listed = members.extract_if(.., |(name, _)| name == "translations").find_map(|(_, json)| serde_json::from_str(&json).ok());
        let mut listed: serde_json::Map<String, Value> = listed.unwrap_or_default();
        listed.extend(names.iter().filter(|(known, _)| *known != lang).map(|(lang, name)| ((*lang).to_owned(), name.as_str().into())));
        members.push(("translations".to_owned(), json(&listed.into())));
    }
    Piece::new(object(&members), Places::new(places))
}

/// The entry in the language of `translation`; nothing where that one is of no use.
fn translated(id: &str, original: &Written, translation: &Written) -> Option<Arc<Piece>> {
    let theirs = original.members()?;
    let own = translation.members()?;
    let has = |members: &Members, name: &str| members.iter().any(|(known, _)| known == name);
    if has(&theirs, "body") && !has(&own, "body") {
        return None;
    }
    let mut members = Members::new();
    let mut places: Vec<(Box<str>, Place)> = vec![("".into(), translation.start.clone())];
    for (name, json) in &own {
        places.extend(of_member(translation.places(), name));
        let whole = theirs.iter().find(|(known, _)| known == name && name == "image").map(|(_, theirs)| merged(theirs, json));
        members.push((name.clone(), whole.unwrap_or_else(|| json.clone())));
    }
    for (name, json) in theirs.iter().filter(|(name, _)| SHARED.contains(&name.as_str())) {
        if !has(&own, name) {
            members.push((name.clone(), json.clone()));
            places.extend(of_member(original.places(), name));
        } else if name == "image" {
            let own: Vec<&str> = places.iter().map(|(path, _)| &**path).collect();
            let missing: Vec<_> = of_member(original.places(), name).filter(|(path, _)| !own.contains(&&**path)).collect();
            places.extend(missing);
        }
    }
    Some(Arc::new(Piece::new(with_id(id, &members), Places::new(places))))
}

/// The original entry among translated ones: it says which language it is in.
fn untranslated(piece: &Arc<Piece>, written: &Written, lang: &str) -> Arc<Piece> {
    if member(written, "lang").is_some() {
        return piece.clone();
    }
    let start = piece.json.strip_suffix('}').unwrap_or_default();
    Arc::new(Piece::new(format!("{start},\"lang\":{}}}", json(&lang.into())), piece.places.clone()))
}

/// An object with the members of both; of those with one name the second's.
fn merged(first: &str, second: &str) -> Box<str> {
    match (serde_json::from_str(first), serde_json::from_str(second)) {
        (Ok(Value::Object(mut first)), Ok(Value::Object(second))) => {
            first.extend(second);
            json(&first.into())
        }
        _ => second.into(),
    }
}

/// The places of a member and of all its parts.
fn of_member(places: &Places, name: &str) -> impl Iterator<Item = (Box<str>, Place)> {
    let belongs = move |path: &str| path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    places.iter().filter(move |(path, _)| belongs(path)).cloned()
}

/// What `catalog.toml` asks of the checks.
fn asked(head: &Written, check: &str, faults: &mut Vec<Fault>) -> Asked {
    let mut asked = Asked::default();
    let mut unfit = |path: &str, message: String| {
        let place = head.places().find(path).unwrap_or(&head.start).clone();
        faults.push(Fault::new(Rule::Shape, place, message));
    };
    let Ok(known) = serde_json::from_str::<BTreeMap<String, Value>>(check) else {
        unfit("check", format!("check is {check}: write a line of [check], and below it lines such as reading-grade = 9"));
        return asked;
    };
    for (name, value) in &known {
        match (name.as_str(), value.as_u64()) {
            ("reading-grade", Some(grade)) => asked.reading_grade = Some(grade),
            ("expires-soon-days", Some(days)) => asked.expires_soon_days = days,
            ("image-kilobytes", Some(kilobytes)) => asked.image_kilobytes = kilobytes,
            _ => unfit(&format!("check.{name}"), format!("{name} is {value}: write a whole number, such as {name} = 30")),
        }
    }
    asked
}

/// Whether it has the shape of a BCP 47 tag: `es`, `zh-Hant`, `es-419`.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language =
        parts.next().is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic()));
    is_language && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn member(written: &Written, name: &str) -> Option<Box<str>> {
    written.members().into_iter().flatten().find_map(|(known, json)| (known == name).then_some(json))
}

fn text(written: &Written, name: &str) -> Option<String> {
    serde_json::from_str(&member(written, name)?).ok()
}

fn with_id(id: &str, members: &Members) -> Box<str> {
    let id = ("id".to_owned(), json(&id.into()));
    let all: Members = std::iter::once(id).chain(members.iter().cloned()).collect();
    object(&all)
}

pub fn object(members: &[(String, Box<str>)]) -> Box<str> {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("{}:{value}", json(&name.as_str().into()))).collect();
    format!("{{{}}}", members.join(",")).into()
}

fn json(value: &Value) -> Box<str> {
    value.to_string().into()
}
