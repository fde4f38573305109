//! The shape of the JSON: the only place that names the format's members, from which its JSON Schema is derived too.
//!
//! Every member is read on its own, as a [`Field`], so that one of the wrong shape costs that member and
//! nothing beside it. What the members mean is decided in `check`.

mod body;
mod overlay;
mod read;
#[cfg(feature = "tool")]
mod schema;

pub use body::{BlockDocument, MediaDocument, QuoteDocument, RunDocument, SectionDocument, TextDocument};
pub use overlay::{ChangeDocument, OverlayDocument};
use read::document;
pub use read::{Field, Read, Str};
#[cfg(feature = "tool")]
use schema::Id;
#[cfg(feature = "tool")]
use schemars::JsonSchema;

document! {
    /// A catalog of the Vital Conditions widget, format version 1.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Catalog", extend("required" = ["version"], "oneOf" = [{ "required": ["entries"] }, { "required": ["index"] }])))]
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
        pub translations: Vec<(&'a str, Field<'a, Str<'a>>)>,
        /// The folder in which every entry has a page of its own, `ID.html`, relative to the catalog. `topics/` where absent.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub pages: Str<'a>,
        /// What the catalog holds. Of two entries with one id the first counts.
        pub entries: Vec<Field<'a, EntryDocument<'a>>>,
        /// In a sharded catalog, in place of `entries`: where each of them is, sorted by id. Addresses in every file of a sharded
        /// catalog are relative to the first, the one that a widget is given.
        pub index: Vec<Field<'a, IndexDocument<'a>>>,
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
        #[cfg_attr(feature = "tool", schemars(with = "crate::catalog::Kind"))]
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
        /// In a file of a sharded catalog: it has a body, which stands in its own file.
        pub more: bool,
    }
}

document! {
    /// An entry of a sharded catalog and the file that it is in, or a part of the index.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "IndexItem", extend("required" = ["file"], "oneOf" = [{ "required": ["id"] }, { "required": ["from"] }])))]
    pub struct IndexDocument {
        /// An entry's id. A former id has an item of its own, with nothing beside it but the file.
        #[cfg_attr(feature = "tool", schemars(with = "Id"))]
        pub id: Str<'a>,
        /// Of a part: the first id in it. It ends before that of the next part.
        #[cfg_attr(feature = "tool", schemars(with = "Id"))]
        pub from: Str<'a>,
        /// A catalog with the whole entry, and of the others as much as it is shown with; or a catalog with that part of the index.
        #[cfg_attr(feature = "tool", schemars(extend("format" = "uri-reference")))]
        pub file: Str<'a>,
        #[cfg_attr(feature = "tool", schemars(with = "crate::catalog::Kind"))]
        pub kind: Str<'a>,
        pub label: Str<'a>,
        pub title: Str<'a>,
        pub image: ImageDocument<'a>,
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
