//! A partner's overlay: what its own file says wrongly beyond what the parser finds, and its pictures.

use std::path::Path;

use serde_json::Value;

use super::{Facts, Scope};
use crate::catalog::nearest;
use crate::tool::fault::{Fault, Place, Rule};
use crate::tool::source;

const MEMBERS: [&str; 6] = ["version", "home", "hide", "pin", "entries", "topics"];
const OF_TOPICS: [&str; 5] = ["title", "label", "summary", "related", "body"];

pub(super) fn check(scope: &Scope) -> Vec<Fault> {
    let Some(overlay) = &scope.edition.overlay else { return Vec::new() };
    let json: Value = match serde_json::from_str(&overlay.json) {
        Ok(json) => json,
        Err(fault) => {
            let [line, column] = [fault.line(), fault.column()].map(|number| u32::try_from(number.max(1)).unwrap_or(u32::MAX));
            let place = Place { line, column, end_column: column, ..scope.edition.place("overlay") };
            let message = format!("the overlay is no JSON, so the catalog is shown without it: {fault}");
            return vec![Fault::new(Rule::Unreadable, place, message).with_path("overlay")];
        }
    };
    let mut faults = Vec::new();
    unknown(scope, "overlay", &json, &MEMBERS, &mut faults);
    for (id, change) in json["topics"].as_object().into_iter().flatten() {
        unknown(scope, &format!("overlay.topics.{id}"), change, &OF_TOPICS, &mut faults);
    }
    let file = scope.edition.place("overlay").file;
    let folder = Path::new(&*file).parent().unwrap_or(Path::new(""));
    for (index, entry) in json["entries"].as_array().into_iter().flatten().enumerate() {
        for picture in Facts::read(entry).pictures {
            if source::local(&picture.src).is_some_and(|path| !folder.join(path).is_file()) {
                let message = format!("there is no file \"{}\" beside the overlay: add it, or correct the name", picture.src);
                let path = format!("overlay.entries[{index}].{}.src", picture.path);
                faults.push(scope.placed(&path, Rule::PictureMissing, message));
            }
        }
    }
    faults
}

fn unknown(scope: &Scope, path: &str, object: &Value, known: &[&'static str], faults: &mut Vec<Fault>) {
    for name in object.as_object().into_iter().flat_map(|members| members.keys()).filter(|name| !known.contains(&name.as_str())) {
        let hint = nearest(name, known.iter().copied())
            .map_or_else(|| "; take it out".to_owned(), |meant| format!(" (did you mean \"{meant}\"?)"));
        faults.push(scope.placed(&format!("{path}.{name}"), Rule::UnknownKey, format!("an overlay has no member \"{name}\"{hint}")));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::tool::check::{check, today};
    use crate::tool::source::{Reader, Source};

    fn check_overlay(overlay: &str, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let catalog = folder.path().join("catalog.json");
        let entry = r#"{ "id": "a", "kind": "topic", "title": "A", "summary": "A." }"#;
        fs::write(&catalog, format!(r#"{{ "version": 1, "title": "T", "entries": [{entry}] }}"#)).unwrap();
        let path = folder.path().join("ours.json");
        fs::write(&path, overlay).unwrap();
        let mut reader = Reader::new(Source::open(Some(&catalog)).unwrap(), false, Some(&path));
        let content = reader.read().unwrap();
        let faults = check(reader.source(), &content, today().unwrap());
        let prefix = format!("{}/", folder.path().display());
        assert_eq!(faults.iter().map(|fault| fault.to_string().replace(&prefix, "")).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn slips_in_the_overlay_have_their_place_there() {
        check_overlay(
            "{ \"version\": 1,\n  \"topic\": {},\n  \"topics\": { \"a\": { \"titel\": \"B\" } },\n  \"hide\": [\"b\"],\n  \
             \"entries\": [{ \"id\": \"c\", \"kind\": \"topic\", \"title\": \"C\", \"image\": { \"src\": \"gone.png\", \"alt\": \"It\" } }] }",
            &[
                "ours.json:2:12: an overlay has no member \"topic\" (did you mean \"topics\"?)",
                "ours.json:3:31: an overlay has no member \"titel\" (did you mean \"title\"?)",
                "ours.json:4:12: no entry has the id \"b\" (did you mean \"a\"?)",
                "ours.json:5:77: there is no file \"gone.png\" beside the overlay: add it, or correct the name",
            ],
        );
    }

    #[test]
    fn an_overlay_that_is_no_json_is_a_fault_where_it_breaks() {
        check_overlay(
            "{ \"version\": 1,\n  \"hide\": [\"a\",]\n}",
            &["ours.json:2:16: the overlay is no JSON, so the catalog is shown without it: trailing comma at line 2 column 16"],
        );
    }
}
