//! The published JSON Schema, the types it is made from and the shipped catalog agree.
//!
//! After a change to the format, `VITAL_WRITE_SCHEMA=1 cargo test --test the_schema_matches_the_types` writes the schema anew.

use std::fs;
use std::path::Path;
use vital_conditions::catalog::document::CatalogDocument;
use vital_conditions::tool::source::Source;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog/catalog.schema.json");

fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(CatalogDocument).to_value();
    schema["title"] = "Vital Conditions catalog, version 1".into();
    schema
}

#[test]
fn the_published_schema_is_the_one_of_the_types() {
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("VITAL_WRITE_SCHEMA").is_some() {
        fs::write(PATH, &text).unwrap();
    }
    assert!(fs::read_to_string(PATH).unwrap() == text, "catalog/catalog.schema.json is not what the types say; see the top of this test");
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
