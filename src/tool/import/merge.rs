//! Decides what becomes of every file of the folder: new, updated, or left as an editor has it.
//!
//! Reads the folder and writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};

use super::folder::{Folder, stem};
use super::ids::Ids;
use super::imported::{Block, Channel, Collection, Imported, Party};
use super::links::Directory;
use super::lock::{LOCK_FILE, Lock, Record, sha256};
use super::report::{Change, Note, Omission, Outcome};
use super::stage::File;
use super::{art, finish, markdown, prose};
use crate::tool::author::CATALOG_FILE;

/// The key of the page that lists what was imported. No entry of a source has it.
const HOME: &str = "";

/// What an import would do.
#[derive(Debug)]
pub struct Plan {
    pub files: Vec<File>,
    pub outcomes: Vec<Outcome>,
    pub omissions: Vec<Omission>,
}

/// Makes a plan for a source that has been read.
///
/// # Errors
/// When a file of the folder or a picture of the source can't be read.
pub fn plan(folder: &Folder, mut collection: Collection) -> Result<Plan> {
    finish::complete(&mut collection, folder.lang.as_deref());
    let Collection { channel, entries, omissions, files } = collection;
    let mut merge = Merge::new(folder, &channel.identity, omissions);
    let mut ids = folder.ids();

    let mut named: Vec<(String, Imported)> = Vec::new();
    for entry in entries {
        let known = folder.lock.find(&channel.identity, &entry.key).and_then(|record| stem(&record.file)).map(ToOwned::to_owned);
        named.push((known.unwrap_or_else(|| ids.mint(entry.slug.as_deref().unwrap_or(&entry.title))), entry));
    }
    let mut directory = Directory::default();
    let mut titles = BTreeMap::new();
    for (id, entry) in named.iter().filter(|(_, entry)| !entry.draft && !merge.has_lost(&entry.key)) {
        directory.enter(entry, id);
        titles.insert(id.clone(), entry.title.clone());
    }
    let home = home(folder, &channel, &named, &titles, &mut ids);
    if !folder.exists {
        merge.files.push((CATALOG_FILE.to_owned(), catalog_file(&channel, &home).into_bytes()));
    }
    named.extend(home.into_iter().filter_map(|(id, entry)| Some((id, entry?))));

    let art = art::names(folder, &channel.identity, &files);
    let title_of = |id: &str| titles.get(id).cloned();
    for (id, mut entry) in named {
        let mut notes = Vec::new();
        directory.resolve(&mut entry);
        art::rename(&mut entry, &art);
        let related = related(&entry, &id, &directory, &mut notes);
        entry.aliases.retain(|alias| {
            let is_free = ids.reserve(alias);
            if !is_free {
                notes.push(Note::left_out(format!("the alias \"{alias}\", which is an id already, or not formed like one")));
            }
            is_free
        });
        if let Some(condition) = entry.condition.take() {
            let found = directory.find(&condition).map(ToOwned::to_owned).or_else(|| folder.has(&condition).then(|| condition.clone()));
            if found.is_none() {
                notes.push(Note::left_out(format!("the condition \"{condition}\", which is no entry")));
            }
            entry.condition = found;
        }
        merge.omissions.extend(Omission::of_entry(&entry.place, &entry.title, notes));
        let text = markdown::write(&entry, &related, &title_of);
        merge.settle(entry.key, format!("{id}.md"), text.into_bytes(), Some(entry.title))?;
    }
    for (address, path) in &files {
        if let Some(name) = art.get(address) {
            let content = fs::read(path).with_context(|| format!("{} could not be read", path.display()))?;
            merge.settle(address.clone(), name.clone(), content, None)?;
        }
    }
    merge.finish()
}

struct Merge<'a> {
    folder: &'a Folder,
    source: &'a str,
    lock: Lock,
    seen: BTreeSet<String>,
    files: Vec<File>,
    outcomes: Vec<Outcome>,
    omissions: Vec<Omission>,
}

impl<'a> Merge<'a> {
    fn new(folder: &'a Folder, source: &'a str, omissions: Vec<Omission>) -> Self {
        let lock = folder.lock.clone();
        Self { folder, source, lock, seen: BTreeSet::new(), files: Vec::new(), outcomes: Vec::new(), omissions }
    }

    fn has_lost(&self, key: &str) -> bool {
        self.folder.lock.find(self.source, key).is_some_and(|record| self.folder.has_lost(record))
    }

    /// Decides about one file, by what it held when it was written last and what it holds now.
    fn settle(&mut self, key: String, file: String, content: Vec<u8>, title: Option<String>) -> Result<()> {
        let written = sha256(&content);
        let change = match self.folder.lock.find(self.source, &key) {
            None => Change::New,
            Some(record) if self.folder.has_lost(record) => Change::StaysDeleted,
            Some(record) => {
                let present = sha256(&self.present(&file)?);
                match () {
                    () if present == written => Change::Unchanged,
                    () if present == record.sha256 => Change::Updated,
                    () if written == record.sha256 => Change::Kept,
                    () => Change::KeptOverNews,
                }
            }
        };
        self.seen.insert(key.clone());
        if matches!(change, Change::New | Change::Updated | Change::Unchanged) {
            self.lock.enter(Record { file: file.clone(), source: self.source.to_owned(), key, sha256: written });
        }
        if matches!(change, Change::New | Change::Updated) {
            self.files.push((file.clone(), content));
        }
        self.outcomes.push(Outcome { file, title, change });
        Ok(())
    }

    /// What a file holds now. Line ends are not what an editor changed: version control may have.
    fn present(&self, file: &str) -> Result<Vec<u8>> {
        let path = self.folder.path.join(file);
        let content = fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?;
        match String::from_utf8(content) {
            Ok(text) if stem(file).is_some() => Ok(text.replace("\r\n", "\n").into_bytes()),
            Ok(text) => Ok(text.into_bytes()),
            Err(bytes) => Ok(bytes.into_bytes()),
        }
    }

    fn finish(mut self) -> Result<Plan> {
        let gone = self.folder.lock.records().filter(|record| record.source == self.source && !self.seen.contains(&record.key));
        for record in gone.filter(|record| !self.folder.has_lost(record)) {
            self.outcomes.push(Outcome { file: record.file.clone(), title: None, change: Change::Gone });
        }
        if self.lock != self.folder.lock {
            self.files.push((LOCK_FILE.to_owned(), self.lock.text()?.into_bytes()));
        }
        Ok(Plan { files: self.files, outcomes: self.outcomes, omissions: self.omissions })
    }
}

/// The entries that an entry is related to: those that have files, each once, and not itself.
fn related(entry: &Imported, own: &str, directory: &Directory, notes: &mut Vec<Note>) -> Vec<String> {
    let mut related: Vec<String> = Vec::new();
    for name in &entry.related {
        match directory.find(name) {
            Some(id) if id == own || related.iter().any(|known| known == id) => {}
            Some(id) => related.push(id.to_owned()),
            None => notes.push(Note::left_out(format!("the relation to \"{name}\", which is no entry of this import"))),
        }
    }
    related
}

/// Where readers of this folder begin, as far as the import decides it: the id, and the entry if it is a list made here.
fn home(
    folder: &Folder,
    channel: &Channel,
    named: &[(String, Imported)],
    titles: &BTreeMap<String, String>,
    ids: &mut Ids,
) -> Option<(String, Option<Imported>)> {
    let known = folder.lock.find(&channel.identity, HOME).and_then(|record| stem(&record.file)).map(ToOwned::to_owned);
    if folder.exists && known.is_none() {
        return None;
    }
    if let Some((id, _)) = named.iter().find(|(id, entry)| entry.home && titles.contains_key(id)).filter(|_| known.is_none()) {
        return Some((id.clone(), None));
    }
    // A single entry needs no list.
    if let ([(id, entry)], None) = (named, &known)
        && !entry.draft
    {
        return Some((id.clone(), None));
    }
    let place = &named.first()?.1.place;
    let mut home = Imported::new(HOME, "collection", place.clone());
    home.title = channel.title.clone().unwrap_or_else(|| channel.identity.clone());
    home.summary.clone_from(&channel.summary);
    home.url.clone_from(&channel.url);
    let shown = named.iter().filter(|(_, entry)| !entry.shown_elsewhere);
    let items = shown.filter_map(|(id, _)| Some(prose::entry_link(id, titles.get(id)?))).collect();
    home.body = vec![Block::List { ordered: false, items }];
    let id = known.unwrap_or_else(|| ids.mint(&home.title));
    Some((id, Some(home)))
}

fn catalog_file(channel: &Channel, home: &Option<(String, Option<Imported>)>) -> String {
    let title = channel.title.as_deref().unwrap_or(&channel.identity);
    let mut lines = vec![format!("title = {}", markdown::quoted(title))];
    lines.push(format!("lang = {}", markdown::quoted(channel.lang.as_deref().unwrap_or("en"))));
    lines.extend(home.as_ref().map(|(id, _)| format!("home = {}", markdown::quoted(id))));
    let publisher = Party { name: title.to_owned(), url: channel.url.clone() };
    lines.push(format!("publisher = {}\n", markdown::party(&publisher)));
    lines.join("\n")
}
