//! The custom-elements manifest, which editors and documentation tools read.
//!
//! Format: <https://github.com/webcomponents/custom-elements-manifest>, schema version 2.1.0.

use serde_json::{Value, json};

use super::{ATTRIBUTES, Attribute, CLASS, EVENTS, MEMBERS, Member, MemberKind, PARTS, PROPERTIES, TAG, Values};

/// The text of `custom-elements.json` beside `module`, the script that registers the element.
///
/// # Errors
/// Never: what it says is known at compile time.
pub fn manifest(module: &str) -> serde_json::Result<String> {
    let members: Vec<Value> = ATTRIBUTES.iter().map(reflected).chain(MEMBERS.iter().map(member)).collect();
    let described = |(name, about): &(&str, &str)| json!({ "name": name, "description": about });
    let manifest = json!({
        "schemaVersion": "2.1.0",
        "modules": [{
            "kind": "javascript-module",
            "path": module,
            "declarations": [{
                "kind": "class",
                "customElement": true,
                "name": CLASS,
                "tagName": TAG,
                "description": "Topics of a catalog, to be read inline. What is inside the element is shown if the widget can't be.",
                "superclass": { "name": "HTMLElement" },
                "attributes": ATTRIBUTES.iter().map(attribute).collect::<Vec<_>>(),
                "members": members,
                "events": EVENTS.iter().map(|event| json!({
                    "name": event.name,
                    "type": { "text": format!("CustomEvent<{}>", event.detail) },
                    "description": event.about,
                })).collect::<Vec<_>>(),
                "slots": [{ "name": "", "description": "What is shown if the widget can't be." }],
                "cssProperties": PROPERTIES.iter().map(|(name, default)| json!({ "name": name, "default": default })).collect::<Vec<_>>(),
                "cssParts": PARTS.iter().map(described).collect::<Vec<_>>(),
            }],
            "exports": [{ "kind": "custom-element-definition", "name": TAG, "declaration": { "name": CLASS } }],
        }],
    });
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

fn attribute(attribute: &Attribute) -> Value {
    let mut described = json!({
        "name": attribute.name,
        "description": attribute.about,
        "fieldName": attribute.property(),
        "type": { "text": attribute.kind() },
    });
    if let Values::OneOf([default, ..]) = attribute.values {
        described["default"] = (*default).into();
    }
    described
}

fn reflected(attribute: &Attribute) -> Value {
    json!({
        "kind": "field",
        "name": attribute.property(),
        "description": attribute.about,
        "type": { "text": format!("{} | null", attribute.kind()) },
        "attribute": attribute.name,
        "reflects": true,
    })
}

fn member(member: &Member) -> Value {
    let mut described = json!({ "kind": "field", "name": member.name, "description": member.about });
    match member.kind {
        MemberKind::ReadOnly(kind) => {
            described["type"] = json!({ "text": kind });
            described["readonly"] = true.into();
        }
        MemberKind::Property(kind) => described["type"] = json!({ "text": kind }),
        MemberKind::Method(argument) => {
            described["kind"] = "method".into();
            let parameters = argument.map(|name| json!({ "name": name, "type": { "text": "string" } }));
            described["parameters"] = parameters.into_iter().collect();
            described["return"] = json!({ "type": { "text": "void" } });
        }
    }
    described
}
