//! The shape of a body: its blocks, and the runs of their texts.

#[cfg(feature = "tool")]
use super::Id;
use super::ImageDocument;
use super::read::{Field, Read, Str, document, expected, member, object};
use crate::catalog::json::Json;
#[cfg(feature = "tool")]
use schemars::JsonSchema;

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
    Unknown(&'a str),
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
        #[cfg_attr(feature = "tool", schemars(with = "crate::catalog::QuoteStyle"))]
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
        #[cfg_attr(feature = "tool", schemars(with = "crate::catalog::MediaKind"))]
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

impl<'a> Read<'a> for BlockDocument<'a> {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        let name = match member(object(json)?, "type") {
            Json::String(name) => &**name,
            _ => "",
        };
        Ok(match name {
            "paragraph" => Self::Paragraph(Read::read(json)?),
            "heading" => Self::Heading(Read::read(json)?),
            "list" => Self::List(Read::read(json)?),
            "quote" => Self::Quote(Read::read(json)?),
            "section" => Self::Section(Read::read(json)?),
            "featured" => Self::Featured(Read::read(json)?),
            "image" => Self::Image(Read::read(json)?),
            "media" => Self::Media(Read::read(json)?),
            _ => Self::Unknown(name),
        })
    }
}

impl<'a> Read<'a> for TextDocument<'a> {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        match json {
            Json::String(text) => Ok(Self::Plain(Str(text))),
            Json::Array(_) => Read::read(json).map(Self::Runs),
            other => Err(expected("a string or an array of runs", other)),
        }
    }
}

impl<'a> Read<'a> for RunDocument<'a> {
    fn read(json: &'a Json<'a>) -> Result<Self, String> {
        match json {
            Json::String(text) => Ok(Self::Plain(Str(text))),
            Json::Object(_) => Read::read(json).map(Self::Marked),
            other => Err(expected("a string or a marked run", other)),
        }
    }
}
