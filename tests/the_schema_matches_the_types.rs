//! The published JSON Schema, the types it is made from and the shipped catalog agree.
//!
//! After a change to the format, `VITAL_WRITE_SCHEMA=1 cargo test --test the_schema_matches_the_types` writes the schema anew.

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use vital_conditions::catalog::document::{CatalogDocument, OverlayDocument};
use vital_conditions::tool::source::Source;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog");

fn schema() -> Value {
    let mut schema = schemars::schema_for!(CatalogDocument).to_value();
    schema["title"] = "Vital Conditions catalog, version 1".into();
    schema
}

fn overlay_schema() -> Value {
    let mut schema = schemars::schema_for!(OverlayDocument).to_value();
    schema["title"] = "Overlay of a Vital Conditions catalog, version 1".into();
    // What an overlay adds is in the overlay.
    schema["$defs"]["Entry"]["properties"].as_object_mut().unwrap().remove("more");
    schema
}

/// What an entry says at the top of its file: its members in the format, but for those that its file's name and text are, and whether it
/// is a draft.
fn front_matter_schema() -> Value {
    let mut schema = written_by_hand("Entry", "The facts at the top of an entry", &["id", "body", "more"]);
    let properties = schema["properties"].as_object_mut().unwrap();
    properties.insert(
        "draft".into(),
        json!({ "type": "boolean", "description": "Whether builds leave the entry out, unless --drafts is given." }),
    );
    schema["required"] = json!(["title", "kind"]);
    schema
}

/// What `catalog.toml` says: the members of the catalog, but for those that the tool adds, and what it asks of the checks.
fn catalog_toml_schema() -> Value {
    let mut schema = written_by_hand("Catalog", "What concerns a catalog as a whole", &["version", "entries", "index", "pages"]);
    let number = |about: &str| json!({ "type": "integer", "minimum": 0, "description": about });
    let properties = schema["properties"].as_object_mut().unwrap();
    properties.insert(
        "check".into(),
        json!({ "type": "object", "description": "What `vital check` asks beyond the rest.", "additionalProperties": false, "properties": {
            "reading-grade": number("The highest school grade that a text may need."),
            "expires-soon-days": number("How many days before its last one an entry is said to expire soon. 30 where absent."),
            "image-kilobytes": number("The largest picture file, in kilobytes of 1,000 bytes. 500 where absent."),
        } }),
    );
    let partial =
        json!({ "type": "boolean", "description": "In a translation: whether entries that are not translated are meant to be so." });
    properties.insert("partial".into(), partial);
    schema["required"] = json!(["title"]);
    schema.as_object_mut().unwrap().remove("oneOf");
    schema
}

/// The schema of a definition, for a table that people write: no other keys, so that a slip shows.
fn written_by_hand(definition: &str, title: &str, without: &[&str]) -> Value {
    let whole = schema();
    let mut schema = if definition == "Catalog" { whole.clone() } else { whole["$defs"][definition].clone() };
    schema["$schema"] = whole["$schema"].clone();
    schema["title"] = title.into();
    schema["$defs"] = whole["$defs"].clone();
    let definitions = schema["$defs"].as_object_mut().unwrap();
    // The names of these are what front matter refers to.
    definitions.retain(|name, _| ["Credit", "Id", "Image", "Kind", "Party"].contains(&name.as_str()));
    for name in ["Credit", "Image", "Party"] {
        definitions[name]["additionalProperties"] = false.into();
    }
    // The size is read from the file where it isn't given, and an alternative text may be a translation's alone.
    definitions["Image"]["required"] = json!([]);
    let properties = schema["properties"].as_object_mut().unwrap();
    properties.retain(|name, _| !without.contains(&name.as_str()));
    properties.insert("$schema".into(), json!({ "type": "string", "description": "Where this schema is, for editors." }));
    schema["additionalProperties"] = false.into();
    schema
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    let schemas = [
        ("catalog.schema.json", schema()),
        ("overlay.schema.json", overlay_schema()),
        ("front-matter.schema.json", front_matter_schema()),
        ("catalog-toml.schema.json", catalog_toml_schema()),
    ];
    for (name, schema) in schemas {
        let path = Path::new(FOLDER).join(name);
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("VITAL_WRITE_SCHEMA").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap() == text, "catalog/{name} is not what the types say; see the top of this test");
    }
}

/// The facts of every entry of a folder, as JSON.
fn front_matters(folder: &Path) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "README.md" {
            let text = fs::read_to_string(&path).unwrap();
            let facts = text.strip_prefix("+++\n").and_then(|text| text.split_once("\n+++\n")).map(|(facts, _)| facts);
            found.push((name, serde_json::to_value(toml::from_str::<toml::Table>(facts.unwrap()).unwrap()).unwrap()));
        }
    }
    found
}

#[test]
fn the_shipped_front_matter_is_valid_and_slips_are_not() {
    let validator = jsonschema::validator_for(&front_matter_schema()).unwrap();
    let shipped = front_matters(Path::new(FOLDER));
    assert!(shipped.len() > 30);
    for (name, mut facts) in shipped {
        // A translation has only what differs.
        if name.ends_with(".es.md") {
            facts["kind"] = "topic".into();
        }
        let errors: Vec<String> =
            validator.iter_errors(&facts).map(|error| format!("{name}: {}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    for slip in [
        json!({ "kind": "topic" }),
        json!({ "title": "A", "kind": "tpic" }),
        json!({ "title": "A", "kind": "topic", "lable": "B" }),
        json!({ "title": "A", "kind": "topic", "image": { "source": "a.svg" } }),
        json!({ "title": "A", "kind": "topic", "related": ["A B"] }),
    ] {
        assert!(!validator.is_valid(&slip), "{slip}");
    }
    let validator = jsonschema::validator_for(&catalog_toml_schema()).unwrap();
    for name in ["catalog.toml", "catalog.es.toml"] {
        let facts: toml::Table = toml::from_str(&fs::read_to_string(Path::new(FOLDER).join(name)).unwrap()).unwrap();
        let facts = serde_json::to_value(facts).unwrap();
        let errors: Vec<String> = validator.iter_errors(&facts).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
    assert!(!validator.is_valid(&json!({ "title": "T", "hom": "a" })));
}

#[test]
fn the_shipped_catalog_is_valid() {
    let source = Source::open(Some(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/catalog")))).unwrap();
    let catalog: serde_json::Value = serde_json::from_str(&source.load(false).unwrap().original().json()).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&catalog).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_schema_refuses_what_the_parser_reports() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let check = |catalog: serde_json::Value, expected: bool| assert_eq!(validator.is_valid(&catalog), expected, "{catalog}");
    let entry = |entry: serde_json::Value| serde_json::json!({ "version": 1, "entries": [entry] });
    check(entry(serde_json::json!({ "id": "a", "kind": "topic", "title": "A" })), true);
    check(entry(serde_json::json!({ "id": "a", "kind": "topic", "title": "A", "unknown": 1 })), true);
    check(entry(serde_json::json!({ "id": "A", "kind": "topic", "title": "A" })), false);
    check(entry(serde_json::json!({ "id": "a", "kind": "tpic", "title": "A" })), false);
    check(entry(serde_json::json!({ "id": "a", "kind": "topic" })), false);
    check(
        entry(serde_json::json!({ "id": "a", "kind": "topic", "title": "A", "body": [{ "type": "heading", "level": 9, "text": "B" }] })),
        false,
    );
    check(
        entry(
            serde_json::json!({ "id": "a", "kind": "topic", "title": "A", "body": [{ "type": "paragraph", "text": ["b", { "text": "c", "entry": "a" }] }] }),
        ),
        true,
    );
    check(serde_json::json!({ "version": 1 }), false);
    check(serde_json::json!([]), false);
}
