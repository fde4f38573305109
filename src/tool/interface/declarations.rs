//! Type declarations for TypeScript.

use std::fmt::Write;

use super::{ATTRIBUTES, CLASS, Detail, EVENTS, MEMBERS, MemberKind, Shape, TAG, alternatives, details};

/// The text of `vital-conditions.d.ts`.
#[must_use]
pub fn declarations() -> String {
    let mut text = String::from("// The element <vital-conditions>. Importing these types loads nothing.\n");
    for Detail { name, about, shape } in details() {
        let _ = write!(text, "\n/** {about} */\nexport ");
        match shape {
            Shape::OneOf(values) => {
                let _ = writeln!(text, "type {name} = {};", alternatives(&values));
            }
            Shape::Object(members) => {
                let members: String = members.iter().map(|(member, kind)| format!("  readonly {member}: {kind};\n")).collect();
                let _ = writeln!(text, "interface {name} {{\n{members}}}");
            }
        }
    }
    text += "\n/** The events of the element, by their names. They bubble, and pass shadow roots. */\nexport interface VitalEventMap {\n";
    for event in EVENTS {
        let _ = writeln!(text, "  /** {} */\n  \"{}\": CustomEvent<{}>;", event.about, event.name, event.detail);
    }
    let _ = writeln!(text, "}}\n\n/** The attributes of `<{TAG}>`, as markup has them. */\nexport interface VitalAttributes {{");
    for attribute in ATTRIBUTES {
        let _ = writeln!(text, "  /** {} */\n  \"{}\"?: {} | null | undefined;", attribute.about, attribute.name, attribute.kind());
    }
    let _ = write!(
        text,
        "}}\n\n/** The element `<{TAG}>`. Each attribute is a property too; `null` and `undefined` take it away. */\nexport interface {CLASS} extends HTMLElement {{\n"
    );
    for attribute in ATTRIBUTES {
        let (property, about) = (attribute.property(), attribute.about);
        if property == "lang" {
            let _ = writeln!(text, "  /** {about} Declared as in HTMLElement; without the attribute it reads as null. */\n  lang: string;");
            continue;
        }
        let _ = writeln!(
            text,
            "  /** {about} */\n  get {property}(): string | null;\n  set {property}(value: {} | null | undefined);",
            attribute.kind()
        );
    }
    for member in MEMBERS {
        let (name, about) = (member.name, member.about);
        let _ = match member.kind {
            MemberKind::ReadOnly(kind) => writeln!(text, "  /** {about} */\n  readonly {name}: {kind};"),
            MemberKind::Property(kind) => writeln!(text, "  /** {about} */\n  {name}: {kind};"),
            MemberKind::Method(argument) => {
                let argument = argument.map_or(String::new(), |argument| format!("{argument}: string"));
                writeln!(text, "  /** {about} */\n  {name}({argument}): void;")
            }
        };
    }
    for verb in ["add", "remove"] {
        let options = if verb == "add" { "boolean | AddEventListenerOptions" } else { "boolean | EventListenerOptions" };
        for (map, event) in [("VitalEventMap", "VitalEventMap[K]"), ("HTMLElementEventMap", "HTMLElementEventMap[K]")] {
            let _ = writeln!(
                text,
                "  {verb}EventListener<K extends keyof {map}>(type: K, listener: (this: {CLASS}, event: {event}) => unknown, options?: {options}): void;"
            );
        }
        let _ =
            writeln!(text, "  {verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: {options}): void;");
    }
    let _ = write!(text, "}}\n\ndeclare global {{\n  interface HTMLElementTagNameMap {{\n    \"{TAG}\": {CLASS};\n  }}\n}}\n");
    text
}
