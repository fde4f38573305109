//! The shape of the JSON: the format's only `Deserialize`, from which its JSON Schema is derived.
//!
//! Every member is read on its own, as a [`Field`], so that one of the wrong shape costs that member and
//! nothing beside it. What the members mean is decided in `check`.

use super::problem::ParseError;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

#[cfg(feature = "tool")]
use schemars::JsonSchema;

/// Reads the whole document. The root must be an object; its members may each be at fault.
pub(super) fn read(text: &str) -> Result<CatalogDocument<'_>, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root: &RawValue = serde_json::from_str(text).map_err(|error| ParseError::syntax(text, &error))?;
    match root.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str(root.get()).map_err(|error| ParseError::syntax(text, &error)),
        first => Err(ParseError::Root { found: shape(first.copied()) }),
    }
}

/// A member of an object, or an item of an array, not read yet: it may be absent (or null), or of another shape than `T`.
///
/// It holds the JSON text, so that the derived code is the same for every `T`: reading each member where it stands made the
/// wasm a fifth larger.
#[derive(Debug)]
pub struct Field<'a, T>(Option<&'a RawValue>, PhantomData<T>);

impl<'a, T: Deserialize<'a>> Field<'a, T> {
    /// The value; nothing where there is none.
    ///
    /// # Errors
    /// What serde says of a value of another shape, without the position, which counts from the member's own start.
    pub fn read(self) -> Option<Result<T, String>> {
        let text = self.0?.get();
        Some(serde_json::from_str(text).map_err(|error| without_position(&error)))
    }

    /// Leaves it absent.
    pub fn take(&mut self) -> Self {
        Field(self.0.take(), PhantomData)
    }

    pub fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

/// A string borrowed from the text where it has no escapes.
#[derive(Debug)]
pub struct Str<'a>(pub Cow<'a, str>);

/// A catalog of the Vital Conditions widget, format version 1.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Catalog", extend("required" = ["version", "entries"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct CatalogDocument<'a> {
    /// The version of the format: 1. A reader refuses a higher one.
    pub version: Field<'a, u32>,
    /// The catalog's name.
    pub title: Field<'a, Str<'a>>,
    /// The language of the texts, as a BCP 47 tag. `en` where absent.
    pub lang: Field<'a, Str<'a>>,
    /// The id of the entry that is shown where no topic is asked for. The first entry where absent.
    pub home: Field<'a, Str<'a>>,
    /// The day of the last change, as `2026-11-22`.
    #[cfg_attr(feature = "tool", schemars(extend("format" = "date")))]
    pub updated: Field<'a, Str<'a>>,
    /// Who publishes this catalog.
    pub publisher: Field<'a, PartyDocument<'a>>,
    /// The licence of its texts and pictures.
    pub license: Field<'a, PartyDocument<'a>>,
    /// The same catalog in other languages: a BCP 47 tag and the URL of the file, relative to this one.
    #[cfg_attr(feature = "tool", schemars(with = "BTreeMap<String, String>"))]
    pub translations: Field<'a, BTreeMap<Cow<'a, str>, Field<'a, Str<'a>>>>,
    /// What the catalog holds. Of two entries with one id the first counts.
    pub entries: Field<'a, Vec<Field<'a, EntryDocument<'a>>>>,
}

/// Somebody with a name and perhaps an address: a publisher, a provider; likewise a licence.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Party", extend("required" = ["name"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct PartyDocument<'a> {
    pub name: Field<'a, Str<'a>>,
    /// An address with the scheme http, https, mailto or tel.
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub url: Field<'a, Str<'a>>,
}

/// A vital condition, topic, story, resource or collection.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Entry", extend("required" = ["id", "kind", "title"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct EntryDocument<'a> {
    /// Unique among ids and aliases: lower-case letters, digits and hyphens, 1 to 80.
    #[cfg_attr(feature = "tool", schemars(with = "Id"))]
    pub id: Field<'a, Str<'a>>,
    /// Former ids, which go on working.
    #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
    pub aliases: Field<'a, Vec<Field<'a, Str<'a>>>>,
    #[cfg_attr(feature = "tool", schemars(with = "super::entry::Kind"))]
    pub kind: Field<'a, Str<'a>>,
    /// The kind within the kind, as "Possibilities" or "Guide/handbook".
    pub label: Field<'a, Str<'a>>,
    pub title: Field<'a, Str<'a>>,
    /// What it is about, as plain text.
    pub summary: Field<'a, Str<'a>>,
    /// The language of this entry where it is not the catalog's, as a BCP 47 tag.
    pub lang: Field<'a, Str<'a>>,
    /// The id of the vital condition that it belongs to.
    #[cfg_attr(feature = "tool", schemars(with = "Id"))]
    pub condition: Field<'a, Str<'a>>,
    pub image: Field<'a, ImageDocument<'a>>,
    /// Who made the work that the entry tells of.
    pub provider: Field<'a, PartyDocument<'a>>,
    /// Where the work is. An entry with a URL and no body is a link to it.
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub url: Field<'a, Str<'a>>,
    pub body: Field<'a, Vec<Field<'a, BlockDocument<'a>>>>,
    /// The ids of related entries, in the order in which they are shown.
    #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
    pub related: Field<'a, Vec<Field<'a, Str<'a>>>>,
    /// The day on which somebody last looked it over.
    #[cfg_attr(feature = "tool", schemars(extend("format" = "date")))]
    pub reviewed: Field<'a, Str<'a>>,
    /// The last day on which it is shown.
    #[cfg_attr(feature = "tool", schemars(extend("format" = "date")))]
    pub expires: Field<'a, Str<'a>>,
}

/// A picture, with the text that stands in for it.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Image", extend("required" = ["src", "alt"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct ImageDocument<'a> {
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub src: Field<'a, Str<'a>>,
    /// What the picture shows; empty where it is decoration.
    pub alt: Field<'a, Str<'a>>,
    /// In CSS pixels.
    pub width: Field<'a, u32>,
    /// In CSS pixels.
    pub height: Field<'a, u32>,
    pub credit: Field<'a, CreditDocument<'a>>,
}

/// Who made a picture.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Credit", extend("required" = ["text"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct CreditDocument<'a> {
    pub text: Field<'a, Str<'a>>,
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub url: Field<'a, Str<'a>>,
}

/// A part of a body. Its `type` says which; one of an unknown type is left out.
#[derive(Debug)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Block", tag = "type", rename_all = "lowercase"))]
pub enum BlockDocument<'a> {
    Paragraph(ParagraphDocument<'a>),
    Heading(HeadingDocument<'a>),
    List(ListDocument<'a>),
    Quote(QuoteDocument<'a>),
    Section(SectionDocument<'a>),
    Featured(FeaturedDocument<'a>),
    Image(ImageDocument<'a>),
    Media(MediaDocument<'a>),
    /// The type's name; empty where there is none.
    #[cfg_attr(feature = "tool", schemars(skip))]
    Unknown(String),
}

#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Paragraph", extend("required" = ["text"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct ParagraphDocument<'a> {
    pub text: Field<'a, TextDocument<'a>>,
}

/// A sub-heading. Level 2 stands one below the title, and so on.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Heading", extend("required" = ["level", "text"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct HeadingDocument<'a> {
    #[cfg_attr(feature = "tool", schemars(range(min = 2, max = 6)))]
    pub level: Field<'a, u32>,
    pub text: Field<'a, TextDocument<'a>>,
}

#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "List", extend("required" = ["items"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct ListDocument<'a> {
    pub ordered: Field<'a, bool>,
    pub items: Field<'a, Vec<Field<'a, TextDocument<'a>>>>,
}

/// What somebody said or wrote.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Quote", extend("required" = ["text"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct QuoteDocument<'a> {
    #[cfg_attr(feature = "tool", schemars(with = "super::block::QuoteStyle"))]
    pub style: Field<'a, Str<'a>>,
    /// Whether it is reported speech in other words than the source's own.
    pub paraphrase: Field<'a, bool>,
    pub text: Field<'a, TextDocument<'a>>,
    /// The source, as "the report, page 9".
    pub cite: Field<'a, Str<'a>>,
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub url: Field<'a, Str<'a>>,
}

/// A group of cards, perhaps with a title and a text of its own. It may have no cards.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Section", extend("required" = [])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct SectionDocument<'a> {
    pub title: Field<'a, Str<'a>>,
    pub text: Field<'a, TextDocument<'a>>,
    #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
    pub entries: Field<'a, Vec<Field<'a, Str<'a>>>>,
}

/// One card, shown large.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Featured", extend("required" = ["entry"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct FeaturedDocument<'a> {
    #[cfg_attr(feature = "tool", schemars(with = "Id"))]
    pub entry: Field<'a, Str<'a>>,
}

/// Audio or video, played only after the reader asks.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Media", extend("required" = ["media", "src", "title"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct MediaDocument<'a> {
    #[cfg_attr(feature = "tool", schemars(with = "super::block::MediaKind"))]
    pub media: Field<'a, Str<'a>>,
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub src: Field<'a, Str<'a>>,
    pub title: Field<'a, Str<'a>>,
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub transcript: Field<'a, Str<'a>>,
}

/// Running text: a string, or a list of strings and marked runs.
#[derive(Debug)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Text", untagged))]
pub enum TextDocument<'a> {
    Plain(Str<'a>),
    Runs(Vec<Field<'a, RunDocument<'a>>>),
}

#[derive(Debug)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Run", untagged))]
pub enum RunDocument<'a> {
    Plain(Str<'a>),
    Marked(MarkedDocument<'a>),
}

/// A run of text with emphasis or a link: to an entry of this catalog, or to an address.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "MarkedRun", extend("required" = ["text"])))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct MarkedDocument<'a> {
    pub text: Field<'a, Str<'a>>,
    pub strong: Field<'a, bool>,
    pub em: Field<'a, bool>,
    #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
    pub href: Field<'a, Str<'a>>,
    #[cfg_attr(feature = "tool", schemars(with = "Id"))]
    pub entry: Field<'a, Str<'a>>,
}

/// An entry's id, as the schema describes it.
#[cfg(feature = "tool")]
pub struct Id;

impl<'de: 'a, 'a, T> Deserialize<'de> for Field<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Serde reads a member that isn't there as an option that is none, and so does this.
        Option::deserialize(deserializer).map(|raw| Field(raw, PhantomData))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowed;

        impl<'de> Visitor<'de> for Borrowed {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Borrowed)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for BlockDocument<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(bound(deserialize = "'de: 'a"))]
        struct Tag<'a> {
            r#type: Field<'a, Str<'a>>,
        }

        // serde's own internally tagged enums copy what they hold into a buffer, from which no raw member can be read.
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let Tag { r#type } = serde_json::from_str(raw).map_err(D::Error::custom)?;
        let name = match r#type.read() {
            Some(Ok(Str(name))) => name,
            _ => Cow::Borrowed(""),
        };
        match &*name {
            "paragraph" => serde_json::from_str(raw).map(Self::Paragraph),
            "heading" => serde_json::from_str(raw).map(Self::Heading),
            "list" => serde_json::from_str(raw).map(Self::List),
            "quote" => serde_json::from_str(raw).map(Self::Quote),
            "section" => serde_json::from_str(raw).map(Self::Section),
            "featured" => serde_json::from_str(raw).map(Self::Featured),
            "image" => serde_json::from_str(raw).map(Self::Image),
            "media" => serde_json::from_str(raw).map(Self::Media),
            _ => Ok(Self::Unknown(name.into_owned())),
        }
        .map_err(D::Error::custom)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for TextDocument<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).map(Self::Plain).map_err(D::Error::custom),
            Some(b'[') => serde_json::from_str(raw).map(Self::Runs).map_err(D::Error::custom),
            first => Err(D::Error::custom(format_args!("expected a string or a list of runs, found {}", shape(first.copied())))),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for RunDocument<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).map(Self::Plain).map_err(D::Error::custom),
            Some(b'{') => serde_json::from_str(raw).map(Self::Marked).map_err(D::Error::custom),
            first => Err(D::Error::custom(format_args!("expected a string or a marked run, found {}", shape(first.copied())))),
        }
    }
}

/// What a JSON value is, by its first byte.
fn shape(first: Option<u8>) -> &'static str {
    match first {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// serde_json's message without the " at line 1 column 7" that it ends in.
fn without_position(error: &serde_json::Error) -> String {
    let mut text = error.to_string();
    if let Some(at) = text.rfind(" at line ") {
        text.truncate(at);
    }
    text
}

/// A member described by its schema is described as what it holds.
#[cfg(feature = "tool")]
impl<T: JsonSchema> JsonSchema for Field<'_, T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

#[cfg(feature = "tool")]
impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[a-z0-9-]{1,80}$" })
    }
}

#[cfg(feature = "tool")]
impl JsonSchema for Str<'_> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "string".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
