//! The ids that were published, kept in `ids.lock` beside the catalog: an address that somebody has embedded goes on working.
//!
//! A line an id; lines that begin with `#` are for people. Leaves out when a catalog counts as published, which `build` decides.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Scope;
use super::entries::Entries;
use crate::catalog::nearest;
use crate::tool::author::IDS_FILE;
use crate::tool::content::Content;
use crate::tool::fault::{Fault, Lines, Rule};
use crate::tool::source::Source;

/// What a new file begins with.
const ABOUT: &str = "# The ids that were published, one a line: pages that embed them rely on them. `vital build` adds new ones.\n\
                     # Keep this file with the catalog, also in version control. `vital check` tells when one of them is gone.\n";

/// Adds the ids of `content`, loaded without drafts from `source`, to those that were published. A JSON file keeps no list.
///
/// # Errors
/// When the list can't be read or written.
pub fn record(source: &Source, content: &Content) -> Result<()> {
    let Some(path) = list(source) else { return Ok(()) };
    let text = read(&path).with_context(|| format!("{} could not be read", path.display()))?;
    let known: BTreeSet<&str> = ids(&text).map(|(_, id)| id).collect();
    let entries = content.original().entries.iter().map(|entry| &*entry.facts().id);
    let all: BTreeSet<&str> = known.iter().copied().chain(entries.filter(|id| is_id(id))).collect();
    if all.len() == known.len() {
        return Ok(());
    }
    let mut lines = String::new();
    if text.is_empty() {
        lines.push_str(ABOUT);
    }
    for line in text.lines().filter(|line| line.starts_with('#')).chain(all) {
        lines.push_str(line);
        lines.push('\n');
    }
    fs::write(&path, lines).with_context(|| format!("{} could not be written", path.display()))
}

/// Ids that were published and that no entry has any more.
pub(super) fn check(scope: &Scope, entries: &Entries) -> Vec<Fault> {
    let Some(path) = list(scope.source) else { return Vec::new() };
    let file = path.display().to_string();
    let text = match read(&path) {
        Ok(text) => text,
        Err(fault) => {
            let start = Lines::new(file, "").place(0..0);
            return vec![Fault::new(Rule::Unreadable, start, format!("the list of published ids could not be read: {fault}"))];
        }
    };
    let lines = Lines::new(file, &text);
    let (drafts, unread) = (&scope.content.drafts, &scope.content.unread);
    let is_gone = |id: &str| entries.find(id).is_none() && !drafts.contains(id) && !unread.contains_key(id);
    let fault = |(offset, id): (usize, &str)| {
        let hint = nearest(id, entries.names()).map_or_else(String::new, |meant| format!(" (did you mean \"{meant}\"?)"));
        let message = format!(
            "\"{id}\" was published, and no entry has this id any more: add it to the aliases of the entry that took its place{hint}, or delete this line"
        );
        Fault::new(Rule::RenamedId, lines.place(offset..offset + id.len()), message)
    };
    ids(&text).filter(|(_, id)| is_gone(id)).map(fault).collect()
}

fn list(source: &Source) -> Option<PathBuf> {
    match source {
        Source::Folder(folder) => Some(folder.join(IDS_FILE)),
        Source::File(_) => None,
    }
}

/// The list's text; none where nothing was published yet.
fn read(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        text => text,
    }
}

/// The ids of a list, each with the byte where it stands.
fn ids(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line.trim_end()))
    });
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Whether it is an id at all: what is none was never published.
#[must_use]
pub fn is_id(name: &str) -> bool {
    (1..=80).contains(&name.len()) && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(ids: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("catalog.toml"), "title = \"T\"\n").unwrap();
        for id in ids {
            fs::write(folder.path().join(format!("{id}.md")), "+++\ntitle = \"T\"\nkind = \"topic\"\n+++\n").unwrap();
        }
        folder
    }

    fn recorded(folder: &Path) -> String {
        let source = Source::open(Some(folder)).unwrap();
        record(&source, &source.load(false).unwrap()).unwrap();
        fs::read_to_string(folder.join(IDS_FILE)).unwrap()
    }

    #[test]
    fn ids_are_added_in_order_and_none_is_taken_out() {
        let folder = folder(&["voting", "Hate"]);
        assert_eq!(recorded(folder.path()), format!("{ABOUT}voting\n"));
        fs::write(folder.path().join(IDS_FILE), "# Ours\nwater\n").unwrap();
        assert_eq!(recorded(folder.path()), "# Ours\nvoting\nwater\n");
    }

    #[test]
    fn a_list_is_left_as_it_is_where_nothing_is_new() {
        let folder = folder(&["voting"]);
        fs::write(folder.path().join(IDS_FILE), "water\n\nvoting\n").unwrap();
        assert_eq!(recorded(folder.path()), "water\n\nvoting\n");
    }
}
