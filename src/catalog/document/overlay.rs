//! The shape of an overlay: what a partner changes of somebody else's catalog for their own readers.

#[cfg(feature = "tool")]
use super::Id;
use super::read::document;
use super::{BlockDocument, EntryDocument, Field, Str};
#[cfg(feature = "tool")]
use schemars::JsonSchema;

document! {
    /// An overlay of the Vital Conditions widget, format version 1: what a partner changes of a catalog. Addresses in it are relative
    /// to the overlay itself.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Overlay", extend("required" = ["version"])))]
    pub struct OverlayDocument {
        /// The version of the format: 1. A reader leaves a higher one out.
        pub version: u32,
        /// The entry that is shown where no topic is asked for, in the place of the catalog's own.
        #[cfg_attr(feature = "tool", schemars(with = "Id"))]
        pub home: Str<'a>,
        /// Entries that are not shown. What links to them reads as text.
        #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
        pub hide: Vec<Field<'a, Str<'a>>>,
        /// Entries that come first, in this order, in every list of cards that has them.
        #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
        pub pin: Vec<Field<'a, Str<'a>>>,
        /// Entries of the partner's own.
        pub entries: Vec<Field<'a, EntryDocument<'a>>>,
        /// What changes of single entries, by their ids.
        #[cfg_attr(feature = "tool", schemars(with = "std::collections::BTreeMap<String, ChangeDocument>"))]
        pub topics: Vec<(&'a str, Field<'a, ChangeDocument<'a>>)>,
    }
}

document! {
    /// What an overlay changes of one entry.
    #[cfg_attr(feature = "tool", derive(JsonSchema), schemars(rename = "Change", extend("required" = [])))]
    pub struct ChangeDocument {
        pub title: Str<'a>,
        pub label: Str<'a>,
        pub summary: Str<'a>,
        /// These come first among the related entries, in this order, whether they were among them or not.
        #[cfg_attr(feature = "tool", schemars(with = "Vec<Id>"))]
        pub related: Vec<Field<'a, Str<'a>>>,
        /// Blocks to follow those of the entry, such as a section of local resources.
        pub body: Vec<Field<'a, BlockDocument<'a>>>,
    }
}
