//! The types and the manifest that are published say what the element is, no more and no less.

use super::site;
use super::stage::stage_in_chromium;
use super::titles::VOTING;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use vital_conditions::tool::interface::{ATTRIBUTES, DECLARATIONS, EVENTS, MANIFEST, MEMBERS, Shape, details};

#[test]
fn the_element_has_what_is_declared() {
    stage_in_chromium(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions topic='belonging-and-civic-muscle'></vital-conditions>").await;
        widget.is_ready().await;
        let inner = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
        let found = widget.script("return Object.getOwnPropertyNames(Object.getPrototypeOf(widget))", Value::Null).await;
        let found: BTreeSet<&str> =
            found.as_array().unwrap().iter().filter_map(Value::as_str).filter(|name| !inner.contains(name)).collect();
        let attributes: Vec<String> = ATTRIBUTES.iter().map(|attribute| attribute.property()).collect();
        let declared: BTreeSet<&str> = attributes.iter().map(String::as_str).chain(MEMBERS.iter().map(|member| member.name)).collect();
        assert_eq!(found, declared);

        let link = "root.querySelector('.related [data-entry=voting]').click()";
        widget.script(link, Value::Null).await;
        widget.shows(VOTING).await;
        widget.script("widget.navigate('no-such-topic')", Value::Null).await;
        widget.any("alert").one().await;
        for event in EVENTS.iter().filter(|event| event.name != "vital-open") {
            let detail = details().into_iter().find(|detail| detail.name == event.detail).expect("its detail is declared");
            let Shape::Object(members) = detail.shape else { panic!("a detail is an object") };
            let heard = stage.events(event.name).await;
            let told: BTreeSet<&str> = heard[0]["detail"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(told, members.iter().map(|(member, _)| *member).collect(), "{}", event.name);
        }
    });
}

#[test]
fn a_compiler_accepts_the_declarations_and_refuses_what_they_forbid() {
    let folder = site::target().join("browser-tests/types");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(site::folder().join(DECLARATIONS), folder.join(DECLARATIONS)).unwrap();
    let use_of_it = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/uses_the_element.ts");
    std::fs::copy(use_of_it, folder.join("uses_the_element.ts")).unwrap();
    let compiler = site::node().join("node_modules/typescript/bin/tsc");
    let options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
    let output = Command::new("node").arg(compiler).args(options).arg("uses_the_element.ts").current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn the_manifest_is_one() {
    let schema = std::fs::read_to_string(site::node().join("node_modules/custom-elements-manifest/schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let manifest: Value = serde_json::from_str(&std::fs::read_to_string(site::folder().join(MANIFEST)).unwrap()).unwrap();
    let faults: Vec<String> = validator.iter_errors(&manifest).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let element = &manifest["modules"][0]["declarations"][0];
    assert_eq!(element["tagName"], json!("vital-conditions"));
    assert_eq!(element["attributes"].as_array().unwrap().len(), ATTRIBUTES.len());
}
