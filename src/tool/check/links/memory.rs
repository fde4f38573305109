//! Sound answers of the last days, so that checking again doesn't ask again.
//!
//! Leaves out answers that say something is wrong: whoever mends it wants to see that it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::answers::Answer;

/// How long an answer is taken for true.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// When it was asked for, in seconds since 1970.
    asked: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
}

pub struct Memory {
    path: Option<PathBuf>,
    known: BTreeMap<String, Known>,
    now: u64,
}

impl Memory {
    /// What is kept in the file at `path`. A file that is missing or makes no sense holds nothing.
    pub fn open(path: Option<PathBuf>) -> Self {
        let text = path.as_ref().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
        let mut known: BTreeMap<String, Known> = serde_json::from_str(&text).unwrap_or_default();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        known.retain(|_, known| known.asked <= now && now - known.asked < KEPT.as_secs());
        Self { path, known, now }
    }

    pub fn recall(&self, address: &str) -> Option<Answer> {
        let known = self.known.get(address)?;
        Some(known.moved.clone().map_or(Answer::Sound, Answer::Moved))
    }

    pub fn keep(&mut self, address: &str, answer: &Answer) {
        let moved = match answer {
            Answer::Sound => None,
            Answer::Moved(to) => Some(to.clone()),
            Answer::Broken(_) | Answer::Untrusted(_) | Answer::None(_) => return drop(self.known.remove(address)),
            Answer::Unasked => return,
        };
        self.known.insert(address.to_owned(), Known { asked: self.now, moved });
    }

    /// # Errors
    /// When the file can't be written.
    pub fn close(self) -> Result<()> {
        let Some(path) = self.path else { return Ok(()) };
        let unwritable = || format!("{} could not be written", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(unwritable)?;
        }
        fs::write(&path, serde_json::to_string_pretty(&self.known)?).with_context(unwritable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_answers_are_kept_for_a_week_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept/links.json");
        let mut memory = Memory::open(Some(path.clone()));
        let now = memory.now;
        memory.keep("https://a/", &Answer::Sound);
        memory.keep("https://b/", &Answer::Moved("https://c/".to_owned()));
        memory.keep("https://d/", &Answer::Broken(String::new()));
        memory.known.insert("https://old/".to_owned(), Known { asked: now - KEPT.as_secs(), moved: None });
        memory.close().unwrap();
        let mut memory = Memory::open(Some(path));
        let recalled = ["https://a/", "https://b/", "https://d/", "https://old/"].map(|address| memory.recall(address));
        assert_eq!(recalled, [Some(Answer::Sound), Some(Answer::Moved("https://c/".to_owned())), None, None]);
        memory.keep("https://a/", &Answer::None(String::new()));
        assert_eq!(memory.recall("https://a/"), None);
    }
}
