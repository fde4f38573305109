//! What an entry says in its own running text, without marks.
//!
//! Leaves out headings, and quotations, which are somebody else's words.

use serde_json::Value;

/// A paragraph, an item of a list, or the text of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Relative to the entry.
    pub path: String,
    pub text: String,
}

/// The passages of an entry in JSON.
pub fn of(json: &str) -> Vec<Passage> {
    let entry: Value = serde_json::from_str(json).unwrap_or_default();
    let mut passages = Vec::new();
    for (index, block) in items(&entry["body"]).enumerate() {
        let path = format!("body[{index}]");
        match block["type"].as_str().unwrap_or_default() {
            "paragraph" => passages.extend(passage(path, &block["text"])),
            "section" => passages.extend(passage(format!("{path}.text"), &block["text"])),
            "list" => {
                let item = |(index, item)| passage(format!("{path}.items[{index}]"), item);
                passages.extend(items(&block["items"]).enumerate().filter_map(item));
            }
            _ => {}
        }
    }
    passages
}

fn passage(path: String, text: &Value) -> Option<Passage> {
    let words = |run: &Value| run.as_str().or(run["text"].as_str()).unwrap_or_default().to_owned();
    let text = text.as_str().map_or_else(|| items(text).map(words).collect(), ToOwned::to_owned);
    (!text.is_empty()).then_some(Passage { path, text })
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_speaks_in_paragraphs_lists_and_sections() {
        let passages = of(r#"{"body":[{"type":"heading","level":2,"text":"No"},{"type":"paragraph","text":["x",{"text":"y","entry":"f"}]},
            {"type":"list","items":["a",[{"text":"b","strong":true}]]},{"type":"section","text":"c"},{"type":"quote","text":"no"}]}"#);
        let passages: Vec<(&str, &str)> = passages.iter().map(|passage| (&*passage.path, &*passage.text)).collect();
        assert_eq!(passages, [("body[1]", "xy"), ("body[2].items[0]", "a"), ("body[2].items[1]", "b"), ("body[3].text", "c")]);
    }
}
