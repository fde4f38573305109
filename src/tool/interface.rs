//! The element as developers meet it: its attributes, members, events, and what may be styled. Type declarations and the
//! custom-elements manifest are written from it, and tests hold the loader, the widget and the README to it.

mod declarations;
mod manifest;

pub use declarations::declarations;
pub use manifest::manifest;

use crate::navigation::{Cause, FailureKind};

/// The name of the element.
pub const TAG: &str = "vital-conditions";
/// The name of its class.
pub const CLASS: &str = "VitalConditions";

/// What is published beside the loader.
pub const DECLARATIONS: &str = "vital-conditions.d.ts";
pub const MANIFEST: &str = "custom-elements.json";

#[derive(Debug)]
pub struct Attribute {
    pub name: &'static str,
    /// What it may be: the values that are listed, the default first, or the kind of text.
    pub values: Values,
    pub about: &'static str,
}

#[derive(Debug)]
pub enum Values {
    Text,
    OneOf(&'static [&'static str]),
    /// Whether it is there says it, or else `true` or `false`.
    Flag,
}

impl Attribute {
    /// The name of the property that reflects it.
    #[must_use]
    pub fn property(&self) -> String {
        let mut words = self.name.split('-');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
    }

    /// Its type in TypeScript. Other values than those listed are allowed in HTML, and count as the default.
    #[must_use]
    pub fn kind(&self) -> String {
        match self.values {
            Values::Text => "string".to_owned(),
            Values::OneOf(values) => alternatives(values),
            Values::Flag => "boolean | \"\" | \"true\" | \"false\"".to_owned(),
        }
    }
}

pub const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "topic",
        values: Values::Text,
        about: "The id or alias of the entry to begin with. The catalog's home entry where absent.",
    },
    Attribute {
        name: "catalog",
        values: Values::Text,
        about: "The URL of a catalog, relative to the page. The one beside the loader where absent.",
    },
    Attribute { name: "lang", values: Values::Text, about: "A BCP 47 tag. The nearest `lang` in the page where absent." },
    Attribute { name: "theme", values: Values::OneOf(&["auto", "light", "dark"]), about: "The colour scheme. `auto` is that of the page." },
    Attribute {
        name: "layout",
        values: Values::OneOf(&["page", "cards", "compact"]),
        about: "The whole topic, title and cards only, or one column for narrow places.",
    },
    Attribute {
        name: "heading-level",
        values: Values::OneOf(&["2", "1", "3", "4", "5"]),
        about: "The level of the title. Headings below it follow, down to 6.",
    },
    Attribute { name: "loading", values: Values::OneOf(&["lazy", "eager"]), about: "`lazy` begins within one viewport of being seen." },
    Attribute {
        name: "images",
        values: Values::OneOf(&["own", "any"]),
        about: "Whether pictures may come from other origins than the catalog's and the loader's.",
    },
    Attribute {
        name: "overlay",
        values: Values::Text,
        about: "The URL of a partner's overlay, relative to the page: what to pin, hide, relabel and add.",
    },
    Attribute {
        name: "history",
        values: Values::OneOf(&["none", "hash", "query"]),
        about: "Whether inline steps join the session history, as `#vital=ID` or `?vital=ID`. One element a page; others become `none`.",
    },
    Attribute {
        name: "metrics",
        values: Values::Text,
        about: "The URL that counts are sent to, relative to the page. Nothing is counted where absent.",
    },
    Attribute { name: "partner", values: Values::Text, about: "What the counts are sent under." },
    Attribute { name: "search", values: Values::Flag, about: "Shows the search field. Present means yes, `false` means no." },
];

/// A property that no attribute stands for, or a method.
#[derive(Debug)]
pub struct Member {
    pub name: &'static str,
    pub kind: MemberKind,
    pub about: &'static str,
}

#[derive(Debug)]
pub enum MemberKind {
    /// Its type in TypeScript.
    ReadOnly(&'static str),
    Property(&'static str),
    /// The name of the one argument, a string, where there is one.
    Method(Option<&'static str>),
}

pub const MEMBERS: &[Member] = &[
    Member { name: "current", kind: MemberKind::ReadOnly("string | null"), about: "The id of the entry that is shown." },
    Member {
        name: "ready",
        kind: MemberKind::ReadOnly("Promise<VitalReady>"),
        about: "The first topic. Rejected with a `VitalError` when loading failed, then renewed for the next try.",
    },
    Member {
        name: "catalogData",
        kind: MemberKind::Property("object | null | undefined"),
        about: "A catalog to show in place of a fetched one. Reading it gives what was set.",
    },
    Member { name: "navigate", kind: MemberKind::Method(Some("id")), about: "Goes on to an entry, by its id or alias." },
    Member { name: "back", kind: MemberKind::Method(None), about: "One step back on the trail." },
    Member { name: "forward", kind: MemberKind::Method(None), about: "One step forward on the trail, after steps back." },
    Member { name: "reload", kind: MemberKind::Method(None), about: "Fetches the catalog again; the reader stays where they are." },
];

#[derive(Debug)]
pub struct Event {
    pub name: &'static str,
    /// The name of its detail's type.
    pub detail: &'static str,
    pub is_cancelable: bool,
    pub about: &'static str,
}

pub const EVENTS: &[Event] = &[
    Event { name: "vital-ready", detail: "VitalReady", is_cancelable: false, about: "The first topic can be used." },
    Event {
        name: "vital-navigate",
        detail: "VitalNavigate",
        is_cancelable: true,
        about: "Before a step. It can be prevented, unless its cause is `attribute` or `history`.",
    },
    Event { name: "vital-navigated", detail: "VitalNavigated", is_cancelable: false, about: "After a step: the title has the focus." },
    Event {
        name: "vital-open",
        detail: "VitalOpen",
        is_cancelable: true,
        about: "The reader leaves for a page elsewhere. It can be prevented.",
    },
    Event { name: "vital-error", detail: "VitalError", is_cancelable: false, about: "Something failed." },
];

/// A type that events' details are made of.
#[derive(Debug)]
pub struct Detail {
    pub name: &'static str,
    pub about: &'static str,
    pub shape: Shape,
}

#[derive(Debug)]
pub enum Shape {
    OneOf(Vec<&'static str>),
    /// Members, with their types in TypeScript.
    Object(Vec<(&'static str, &'static str)>),
}

#[must_use]
pub fn details() -> Vec<Detail> {
    let detail = |name, about, shape| Detail { name, about, shape };
    // The last ones are no failures of a catalog.
    let kinds = FailureKind::ALL.map(FailureKind::name).into_iter().chain(["not-found", "wasm", "csp"]).collect();
    let step = [("from", "string"), ("to", "string"), ("cause", "VitalCause")];
    vec![
        detail("VitalCause", "Why a step is taken.", Shape::OneOf(Cause::ALL.map(Cause::name).to_vec())),
        detail("VitalErrorKind", "What failed.", Shape::OneOf(kinds)),
        detail("VitalReady", "The first topic.", Shape::Object(vec![("topic", "string"), ("title", "string")])),
        detail("VitalNavigate", "A step, by the ids of the entries that it leads from and to.", Shape::Object(step.to_vec())),
        detail("VitalNavigated", "A step that was taken.", Shape::Object([&step[..], &[("title", "string")]].concat())),
        detail(
            "VitalOpen",
            "A link to a page elsewhere, and the entry that it belongs to.",
            Shape::Object(vec![("id", "string"), ("url", "string")]),
        ),
        detail(
            "VitalError",
            "A failure, in English, for whoever runs the page.",
            Shape::Object(vec![("kind", "VitalErrorKind"), ("message", "string"), ("retryable", "boolean")]),
        ),
    ]
}

/// The custom properties that may be set, each with its default.
pub const PROPERTIES: &[(&str, &str)] = &[
    ("--vital-font", "the system's interface font"),
    ("--vital-font-size", "1em"),
    ("--vital-color", "by theme"),
    ("--vital-background", "by theme"),
    ("--vital-link-color", "by theme"),
    ("--vital-focus-color", "by theme"),
    ("--vital-padding", "clamp(1em, 4%, 2em)"),
    ("--vital-radius", "0.75em"),
    ("--vital-skeleton-size", "clamp(40em, 100vh, 60em)"),
];

/// The elements that `::part()` reaches.
pub const PARTS: &[(&str, &str)] = &[
    ("base", "the frame of the widget"),
    ("topic", "the article"),
    ("label", "what an entry is, above its title"),
    ("title", "the heading of the topic"),
    ("image", "a picture"),
    ("section", "a group of cards with its title"),
    ("quote", "a quotation"),
    ("card", "a card"),
    ("card-link", "the link of a card"),
    ("related", "the related topics"),
    ("trail", "the way back"),
    ("wheel", "the conditions as a wheel"),
    ("tools", "the tools of a topic"),
    ("panel", "what a tool has opened"),
    ("map", "the drawing of a topic's surroundings"),
    ("search", "the search field"),
    ("button", "a button"),
    ("error", "what is said of a failure"),
];

fn alternatives(values: &[&str]) -> String {
    values.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn source(path: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
    }

    /// All that stands behind `opening`, up to `closing`.
    fn between<'a>(text: &'a str, opening: &'a str, closing: &'a str) -> impl Iterator<Item = &'a str> {
        text.split(opening).skip(1).filter_map(move |rest| rest.split_once(closing)).map(|(found, _)| found)
    }

    fn quoted(text: &str) -> impl Iterator<Item = &str> {
        text.split('"').skip(1).step_by(2)
    }

    #[test]
    fn the_loader_has_the_same_attributes() {
        let loader = source("www/loader/embedding.js");
        let list = between(&loader, "const ATTRIBUTES = [", "]").next().unwrap();
        assert_eq!(quoted(list).collect::<Vec<_>>(), ATTRIBUTES.iter().map(|attribute| attribute.name).collect::<Vec<_>>());
    }

    #[test]
    fn partners_are_offered_the_same_values() {
        let (page, script) = (source("www/configure.html"), source("www/configure/snippets.js"));
        for attribute in ATTRIBUTES {
            let Values::OneOf(values) = attribute.values else { continue };
            let list = between(&page, &format!("name=\"{}\">", attribute.name), "</select>").next().unwrap().to_owned();
            let offered: BTreeSet<&str> = between(&list, "value=\"", "\"").collect();
            assert_eq!(offered, values.iter().copied().collect(), "{}", attribute.name);
            let usual = [format!("{}: \"{}\"", attribute.name, values[0]), format!("\"{}\": \"{}\"", attribute.name, values[0])];
            assert!(usual.iter().any(|usual| script.contains(usual)), "{}", attribute.name);
        }
    }

    #[test]
    fn the_colors_of_text_that_are_mended_are_all_there_are() {
        let (mended, palette) = (source("www/contrast.js"), source("src/components/tokens.css"));
        let list = between(&mended, "const TEXTS = [", "]").next().unwrap();
        let texts = between(&palette, "  --", ":").filter(|name| *name == "ink-soft" || name.starts_with("hue-"));
        assert_eq!(quoted(list).collect::<Vec<_>>(), texts.map(|name| format!("--{name}")).collect::<Vec<_>>());
    }

    #[test]
    fn the_components_have_the_same_parts_and_custom_properties() {
        let mut texts = String::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/components");
        for entry in fs::read_dir(folder).unwrap() {
            texts += &fs::read_to_string(entry.unwrap().path()).unwrap();
        }
        texts += &source("src/components.rs");
        texts += &source("www/search/field.js");
        texts += &source("www/search/field.css");
        for (part, _) in PARTS {
            let is_there = [format!("part=\"{part}\""), format!("\"{part}\"")].iter().any(|found| texts.contains(found));
            assert!(is_there, "{part} is no part");
        }
        let parts: BTreeSet<&str> = between(&texts, "part=\"", "\"").collect();
        assert!(parts.iter().all(|part| PARTS.iter().any(|(known, _)| known == part)), "{parts:?}");
        let known: BTreeSet<&str> = PROPERTIES.iter().map(|(name, _)| *name).collect();
        let used: BTreeSet<String> = between(&texts, "var(--vital-", ",").map(|name| format!("--vital-{name}")).collect();
        assert_eq!(used.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
    }

    #[test]
    fn the_readme_tells_all_of_it() {
        let readme = source("README.md");
        let rows = |section: &str| {
            let section = readme.split(section).nth(1).unwrap();
            let section = section.split("\n#").next().unwrap();
            let rows = section.lines().filter(|line| line.starts_with("| `"));
            rows.map(|row| row.split(" | ").next().unwrap().replace("| ", "")).collect::<Vec<_>>().join(", ").replace('`', "")
        };
        let names = |names: Vec<String>| names.join(", ");
        assert_eq!(rows("### Attributes\n"), names(ATTRIBUTES.iter().map(|attribute| attribute.name.to_owned()).collect()));
        for attribute in ATTRIBUTES {
            let Values::OneOf(values) = attribute.values else { continue };
            let row = readme.lines().find(|line| line.starts_with(&format!("| `{}`", attribute.name))).unwrap();
            // Of the levels the README names the first and the last.
            assert!(attribute.name == "heading-level" || values.iter().all(|value| row.contains(&format!("`{value}`"))), "{row}");
        }
        let member = |member: &Member| match member.kind {
            MemberKind::Method(argument) => format!("{}({})", member.name, argument.unwrap_or_default()),
            _ => member.name.to_owned(),
        };
        assert_eq!(rows("### Properties and methods\n"), names(MEMBERS.iter().map(member).collect()));
        assert_eq!(rows("### Events\n"), names(EVENTS.iter().map(|event| event.name.to_owned()).collect()));
        for Detail { name, shape, .. } in details() {
            match shape {
                Shape::Object(members) => {
                    let event = EVENTS.iter().find(|event| event.detail == name).unwrap();
                    let row = readme.lines().find(|line| line.starts_with(&format!("| `{}`", event.name))).unwrap();
                    assert!(members.iter().all(|(member, _)| row.contains(member)), "{row}");
                    assert_eq!(row.contains("cancelable"), event.is_cancelable, "{row}");
                }
                Shape::OneOf(values) => {
                    let missing: Vec<_> = values.iter().filter(|value| !readme.contains(&format!("`{value}`"))).collect();
                    assert!(missing.is_empty(), "{missing:?}");
                }
            }
        }
        assert_eq!(rows("### Styling\n"), names(PROPERTIES.iter().map(|(name, _)| (*name).to_owned()).collect()));
        assert!(PARTS.iter().all(|(part, _)| readme.contains(&format!("`{part}`"))));
    }
}
