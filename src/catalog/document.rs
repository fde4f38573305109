//! The shape of the JSON: the only place that names the format's members, from which its JSON Schema is derived too.
//!
//! Every member is read on its own, as a [`Field`], so that one of the wrong shape costs that member and
//! nothing beside it. What the members mean is decided in `check`.
//!
//! `document!` reads the members by their fields' names, and does what serde's derive would do in a tenth of the code: that one writes
//! a state machine a struct, which every reader would have to download.

use super::json::{Json, shape};
use std::borrow::Cow;
use std::marker::PhantomData;

#[cfg(feature = "tool")]
use schemars::JsonSchema;

/// What is read from JSON.
pub trait Read<'a>: Sized {
    /// # Errors
    /// What was expected, and what is there.
    fn read(json: Json<'a>) -> Result<Self, String>;
}

/// A member of an object, or an item of an array, not read yet: it may be absent (or null), or of another shape than `T`.
#[derive(Debug)]
pub struct Field<'a, T>(Json<'a>, PhantomData<T>);

impl<'a, T: Read<'a>> Field<'a, T> {
    /// The value; nothing where there is none.
    ///
    /// # Errors
    /// What was expected, and what is there.
    pub fn read(self) -> Option<Result<T, String>> {
        match self.0 {
            Json::Null => None,
            json => Some(T::read(json)),
        }
    }

    /// Leaves it absent.
    pub fn take(&mut self) -> Self {
        Field(std::mem::replace(&mut self.0, Json::Null), PhantomData)
    }

    pub fn is_absent(&self) -> bool {
        matches!(self.0, Json::Null)
    }
}

/// A string borrowed from the text where it has no escapes.
#[derive(Debug)]
pub struct Str<'a>(pub Cow<'a, str>);

/// Declares the struct, and reads each of its fields from the member of the same name.
macro_rules! document {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$field_about:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $name<'a> { $($(#[$field_about])* pub $field: Field<'a, $type>,)* }

        impl<'a> Read<'a> for $name<'a> {
            fn read(json: Json<'a>) -> Result<Self, String> {
                let mut members = object(json)?;
                Ok($name { $($field: Field(member(&mut members, stringify!($field)), PhantomData),)* })
            }
        }
    };
}

mod overlay;

pub use overlay::{ChangeDocument, OverlayDocument};

document! {
    /// A catalog of the Vital Conditions widget, format version 1.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Catalog", extend("required" = ["version", "entries"])))]
    pub struct CatalogDocument {
        /// The version of the format: 1. A reader refuses a higher one.
        pub version: u32,
        /// The catalog's name.
        pub title: Str<'a>,
        /// The language of the texts, as a BCP 47 tag. `en` where absent.
        pub lang: Str<'a>,
        /// The id of the entry that is shown where no topic is asked for. The first entry where absent.
        pub home: Str<'a>,
        /// The day of the last change, as `2026-11-22`.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "date")))]
        pub updated: Str<'a>,
        /// Who publishes this catalog.
        pub publisher: PartyDocument<'a>,
        /// The licence of its texts and pictures.
        pub license: PartyDocument<'a>,
        /// The same catalog in other languages: a BCP 47 tag and the URL of the file, relative to this one.
        #[cfg_attr(feature = "tool", schemars(with = "std::collections::BTreeMap<String, String>"))]
        pub translations: Vec<(Cow<'a, str>, Field<'a, Str<'a>>)>,
        /// The folder in which every entry has a page of its own, `ID.html`, relative to the catalog. `topics/` where absent.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub pages: Str<'a>,
        /// What the catalog holds. Of two entries with one id the first counts.
        pub entries: Vec<Field<'a, EntryDocument<'a>>>,
    }
}

document! {
    /// Somebody with a name and perhaps an address: a publisher, a provider; likewise a licence.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Party", extend("required" = ["name"])))]
    pub struct PartyDocument {
        pub name: Str<'a>,
        /// An address with the scheme http, https, mailto or tel.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub url: Str<'a>,
    }
}

document! {
    /// A vital condition, topic, story, resource or collection.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Entry", extend("required" = ["id", "kind", "title"])))]
    pub struct EntryDocument {
        /// Unique among ids and aliases: lower-case letters, digits and hyphens, 1 to 80.
        #[cfg_attr(feature = "tool", schemars(with = "Id"))]
        pub id: Str<'a>,
        /// Former ids, which go on working.
        #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
        pub aliases: Vec<Field<'a, Str<'a>>>,
        #[cfg_attr(feature = "tool", schemars(with = "super::entry::Kind"))]
        pub kind: Str<'a>,
        /// The kind within the kind, as "Possibilities" or "Guide/handbook".
        pub label: Str<'a>,
        pub title: Str<'a>,
        /// What it is about, as plain text.
        pub summary: Str<'a>,
        /// The language of this entry where it is not the catalog's, as a BCP 47 tag.
        pub lang: Str<'a>,
        /// The id of the vital condition that it belongs to.
        #[cfg_attr(feature = "tool", schemars(with = "Id"))]
        pub condition: Str<'a>,
        pub image: ImageDocument<'a>,
        /// Who made the work that the entry tells of.
        pub provider: PartyDocument<'a>,
        /// Where the work is. An entry with a URL and no body is a link to it.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub url: Str<'a>,
        pub body: Vec<Field<'a, BlockDocument<'a>>>,
        /// The ids of related entries, in the order in which they are shown.
        #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
        pub related: Vec<Field<'a, Str<'a>>>,
        /// The day on which somebody last looked it over.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "date")))]
        pub reviewed: Str<'a>,
        /// The last day on which it is shown.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "date")))]
        pub expires: Str<'a>,
    }
}

document! {
    /// A picture, with the text that stands in for it.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Image", extend("required" = ["src", "alt"])))]
    pub struct ImageDocument {
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub src: Str<'a>,
        /// What the picture shows; empty where it is decoration.
        pub alt: Str<'a>,
        /// In CSS pixels.
        pub width: u32,
        /// In CSS pixels.
        pub height: u32,
        pub credit: CreditDocument<'a>,
    }
}

document! {
    /// Who made a picture.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Credit", extend("required" = ["text"])))]
    pub struct CreditDocument {
        pub text: Str<'a>,
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub url: Str<'a>,
    }
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

document! {
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Paragraph", extend("required" = ["text"])))]
    pub struct ParagraphDocument {
        pub text: TextDocument<'a>,
    }
}

document! {
    /// A sub-heading. Level 2 stands one below the title, and so on.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Heading", extend("required" = ["level", "text"])))]
    pub struct HeadingDocument {
        #[cfg_attr(feature = "tool", schemars(range(min = 2, max = 6)))]
        pub level: u32,
        pub text: TextDocument<'a>,
    }
}

document! {
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "List", extend("required" = ["items"])))]
    pub struct ListDocument {
        pub ordered: bool,
        pub items: Vec<Field<'a, TextDocument<'a>>>,
    }
}

document! {
    /// What somebody said or wrote.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Quote", extend("required" = ["text"])))]
    pub struct QuoteDocument {
        #[cfg_attr(feature = "tool", schemars(with = "super::block::QuoteStyle"))]
        pub style: Str<'a>,
        /// Whether it is reported speech in other words than the source's own.
        pub paraphrase: bool,
        pub text: TextDocument<'a>,
        /// The source, as "the report, page 9".
        pub cite: Str<'a>,
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub url: Str<'a>,
    }
}

document! {
    /// A group of cards, perhaps with a title and a text of its own. It may have no cards.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Section", extend("required" = [])))]
    pub struct SectionDocument {
        pub title: Str<'a>,
        pub text: TextDocument<'a>,
        #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
        pub entries: Vec<Field<'a, Str<'a>>>,
    }
}

document! {
    /// One card, shown large.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Featured", extend("required" = ["entry"])))]
    pub struct FeaturedDocument {
        #[cfg_attr(feature = "tool", schemars(with = "Id"))]
        pub entry: Str<'a>,
    }
}

document! {
    /// Audio or video, played only after the reader asks.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Media", extend("required" = ["media", "src", "title"])))]
    pub struct MediaDocument {
        #[cfg_attr(feature = "tool", schemars(with = "super::block::MediaKind"))]
        pub media: Str<'a>,
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub src: Str<'a>,
        pub title: Str<'a>,
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub transcript: Str<'a>,
    }
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

document! {
    /// A run of text with emphasis or a link: to an entry of this catalog, or to an address.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "MarkedRun", extend("required" = ["text"])))]
    pub struct MarkedDocument {
        pub text: Str<'a>,
        pub strong: bool,
        pub em: bool,
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub href: Str<'a>,
        #[cfg_attr(feature = "tool", schemars(with = "Id"))]
        pub entry: Str<'a>,
    }
}

impl<'a> Read<'a> for Str<'a> {
    fn read(json: Json<'a>) -> Result<Self, String> {
        match json {
            Json::String(text) => Ok(Str(text)),
            other => Err(expected("a string", &other)),
        }
    }
}

impl<'a> Read<'a> for bool {
    fn read(json: Json<'a>) -> Result<Self, String> {
        match json {
            Json::Bool(value) => Ok(value),
            other => Err(expected("true or false", &other)),
        }
    }
}

impl<'a> Read<'a> for u32 {
    fn read(json: Json<'a>) -> Result<Self, String> {
        match &json {
            Json::Number((digits, _)) => digits.parse().map_err(|_| format!("expected a whole number, found {digits:.20}")),
            other => Err(expected("a whole number", other)),
        }
    }
}

impl<'a, T> Read<'a> for Vec<Field<'a, T>> {
    fn read(json: Json<'a>) -> Result<Self, String> {
        match json {
            Json::Array(items) => Ok(items.into_iter().map(|item| Field(item, PhantomData)).collect()),
            other => Err(expected("an array", &other)),
        }
    }
}

/// An object whose members have names of their own choosing.
impl<'a, T> Read<'a> for Vec<(Cow<'a, str>, Field<'a, T>)> {
    fn read(json: Json<'a>) -> Result<Self, String> {
        Ok(object(json)?.into_iter().map(|(name, value)| (name, Field(value, PhantomData))).collect())
    }
}

impl<'a> Read<'a> for BlockDocument<'a> {
    fn read(json: Json<'a>) -> Result<Self, String> {
        let mut members = object(json)?;
        let name = match member(&mut members, "type") {
            Json::String(name) => name,
            _ => Cow::Borrowed(""),
        };
        let json = Json::Object(members);
        Ok(match &*name {
            "paragraph" => Self::Paragraph(Read::read(json)?),
            "heading" => Self::Heading(Read::read(json)?),
            "list" => Self::List(Read::read(json)?),
            "quote" => Self::Quote(Read::read(json)?),
            "section" => Self::Section(Read::read(json)?),
            "featured" => Self::Featured(Read::read(json)?),
            "image" => Self::Image(Read::read(json)?),
            "media" => Self::Media(Read::read(json)?),
            _ => Self::Unknown(name.into_owned()),
        })
    }
}

impl<'a> Read<'a> for TextDocument<'a> {
    fn read(json: Json<'a>) -> Result<Self, String> {
        match json {
            Json::String(text) => Ok(Self::Plain(Str(text))),
            Json::Array(_) => Read::read(json).map(Self::Runs),
            other => Err(expected("a string or an array of runs", &other)),
        }
    }
}

impl<'a> Read<'a> for RunDocument<'a> {
    fn read(json: Json<'a>) -> Result<Self, String> {
        match json {
            Json::String(text) => Ok(Self::Plain(Str(text))),
            Json::Object(_) => Read::read(json).map(Self::Marked),
            other => Err(expected("a string or a marked run", &other)),
        }
    }
}

fn object<'a>(json: Json<'a>) -> Result<Vec<(Cow<'a, str>, Json<'a>)>, String> {
    match json {
        Json::Object(members) => Ok(members),
        other => Err(expected("an object", &other)),
    }
}

/// The member of that name; of several the last, as in JavaScript.
fn member<'a>(members: &mut [(Cow<'a, str>, Json<'a>)], name: &str) -> Json<'a> {
    let found = members.iter_mut().rev().find(|(known, _)| known == name);
    found.map_or(Json::Null, |(_, value)| std::mem::replace(value, Json::Null))
}

fn expected(what: &str, found: &Json) -> String {
    format!("expected {what}, found {}", shape(found))
}

/// An entry's id, as the schema describes it.
#[cfg(feature = "tool")]
pub struct Id;

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
