//! Each language of the interface is one file of `src/words`. This says what such a file lacks, and what in it is of no use.

use serde_json::{Map, Value};
use vital_conditions::tool::language::plurals;
use vital_conditions::words::{ENGLISH, FILES, NAMES, Plural, language};

/// The languages that were promised.
const PROMISED: [&str; 8] = ["en", "es", "fr", "vi", "zh", "ar", "ht", "tl"];

/// What a language calls itself: the member of a file that is no word.
const AUTONYM: &str = "language";

#[test]
fn no_word_is_missing_in_any_language() {
    let faults: Vec<String> = FILES.iter().flat_map(|(tag, json)| faults(tag, json)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    for tag in PROMISED {
        assert_eq!(language(tag), Some(tag));
    }
}

#[test]
fn what_is_wrong_with_a_language_is_listed() {
    let mut words: Map<String, Value> = NAMES.iter().map(|name| ((*name).to_owned(), Value::from("{}"))).collect();
    words.insert(AUTONYM.to_owned(), "Français".into());
    for (name, text) in NAMES.iter().zip(ENGLISH) {
        let word = if text.contains('\t') { serde_json::json!({ "one": "{}", "many": "{}", "other": "{}" }) } else { (*text).into() };
        words.insert((*name).to_owned(), word);
    }
    let check = |name: &str, word: Option<Value>, expected: &[&str]| {
        let mut words = words.clone();
        match word {
            Some(word) => words.insert(name.to_owned(), word),
            None => words.remove(name),
        };
        assert_eq!(faults("fr", &Value::Object(words).to_string()), expected);
    };
    check("months", None, &[]);
    check("loading", None, &["fr.json: \"loading\" is missing (\"Loading\")"]);
    check("loadng", Some("x".into()), &["fr.json: \"loadng\" is no word"]);
    check("loading", Some(3.into()), &["fr.json: \"loading\" is no sentence"]);
    check("back_to", Some("Retour".into()), &["fr.json: \"back_to\" has {} 0 times, and in English 1 (\"Back to {}\")"]);
    check("loading", Some("a\nb".into()), &["fr.json: \"loading\" has a character that parts sentences"]);
    check("saved_count", Some("{}".into()), &["fr.json: \"saved_count\" goes with a number: it has the forms one, many, other"]);
    check(
        "saved_count",
        Some(serde_json::json!({ "one": "{}", "few": "{}", "other": "x" })),
        &[
            "fr.json: \"saved_count\" lacks the form \"many\"",
            "fr.json: \"saved_count\" has the form \"few\", which no number of the language takes",
            "fr.json: \"saved_count\" has no {} in the form \"other\"",
        ],
    );
}

fn faults(tag: &str, json: &str) -> Vec<String> {
    let words: Map<String, Value> = match serde_json::from_str(json) {
        Ok(words) => words,
        Err(error) => return vec![format!("{tag}.json: {error}")],
    };
    let known = |name: &str| name == AUTONYM || NAMES.contains(&name);
    let mut faults: Vec<String> = words.keys().filter(|name| !known(name)).map(|name| format!("\"{name}\" is no word")).collect();
    for (name, english) in NAMES.iter().zip(ENGLISH) {
        match words.get(*name) {
            // What English does without, others may.
            None if english.is_empty() => {}
            None => faults.push(format!("\"{name}\" is missing (\"{english}\")")),
            Some(word) if english.contains('\t') => faults.extend(in_forms(tag, name, word)),
            Some(word) => faults.extend(in_sentence(name, word, english)),
        }
    }
    faults.into_iter().map(|fault| format!("{tag}.json: {fault}")).collect()
}

fn in_sentence(name: &str, word: &Value, english: &str) -> Option<String> {
    let Some(sentence) = word.as_str() else { return Some(format!("\"{name}\" is no sentence")) };
    let [own, theirs] = [sentence, english].map(|sentence| sentence.matches("{}").count());
    if sentence.contains(['\n', '\t']) {
        Some(format!("\"{name}\" has a character that parts sentences"))
    } else {
        (own != theirs).then(|| format!("\"{name}\" has {{}} {own} times, and in English {theirs} (\"{english}\")"))
    }
}

/// Zero, one and two may be said without the number.
fn in_forms(tag: &str, name: &str, word: &Value) -> Vec<String> {
    let needed: Vec<&str> = plurals(tag).into_iter().map(Plural::name).collect();
    let Some(forms) = word.as_object() else {
        return vec![format!("\"{name}\" goes with a number: it has the forms {}", needed.join(", "))];
    };
    let lacking = needed.iter().filter(|form| !forms.contains_key(**form)).map(|form| format!("\"{name}\" lacks the form \"{form}\""));
    let mut faults: Vec<String> = lacking.collect();
    for (form, sentence) in forms {
        let sentence = sentence.as_str().unwrap_or_default();
        if !needed.contains(&form.as_str()) {
            faults.push(format!("\"{name}\" has the form \"{form}\", which no number of the language takes"));
        } else if sentence.contains(['\n', '\t']) {
            faults.push(format!("\"{name}\" has a character that parts sentences"));
        } else if sentence.matches("{}").count() != 1 && !(sentence.len() > 1 && ["zero", "one", "two"].contains(&form.as_str())) {
            faults.push(format!("\"{name}\" has no {{}} in the form \"{form}\""));
        }
    }
    faults
}
