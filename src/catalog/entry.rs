//! What the rest of the program sees of a catalog. Ids and links are minted by parsing alone, so that an id
//! at hand is an entry's and a link at hand is safe to follow.

use super::block::Block;
use super::date::Date;
use super::nearest::nearest;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// A parsed catalog. It has no expired entries, and every id in it is the id of one of its entries.
#[derive(Debug, PartialEq, Eq)]
pub struct Catalog {
    pub title: Rc<str>,
    /// A BCP 47 tag.
    pub lang: Rc<str>,
    pub updated: Option<Date>,
    pub publisher: Option<Party>,
    pub license: Option<Party>,
    /// BCP 47 tags and absolute URLs of the same catalog in other languages.
    pub translations: Vec<(Rc<str>, Link)>,
    /// The folder of the entries' own pages, as an absolute URL that ends in a slash.
    pub(super) pages: Rc<str>,
    /// Where the entries are, if they are not here.
    pub index: Option<Index>,
    pub(super) home: usize,
    pub(super) entries: Vec<Rc<Entry>>,
    /// Ids and aliases, and the place of the entry that each means; no place at all where it is not shown.
    pub(super) places: BTreeMap<Rc<str>, usize>,
}

/// The index of a sharded catalog, or a part of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    /// The id of the entry that is shown where no topic is asked for.
    pub home: Option<Rc<str>>,
    pub(super) items: Vec<IndexItem>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct IndexItem {
    /// An id or a former one; of a part, the first in it.
    pub name: Rc<str>,
    pub shard: Shard,
}

/// A file of a sharded catalog: its address as it is written, relative to the root of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shard {
    /// The one with an entry.
    Entry(Rc<str>),
    /// The one with a part of the index.
    Part(Rc<str>),
}

/// The id of an entry that the catalog has.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId(pub(super) Rc<str>);

#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub kind: Kind,
    pub label: Option<Rc<str>>,
    pub title: Rc<str>,
    pub summary: Option<Rc<str>>,
    /// The entry's own language, where it is not the catalog's.
    pub lang: Option<Rc<str>>,
    pub condition: Option<EntryId>,
    pub image: Option<Image>,
    pub provider: Option<Party>,
    pub url: Option<Link>,
    pub body: Vec<Block>,
    /// Whether it has a body that is in another file.
    pub more: bool,
    pub related: Vec<EntryId>,
    pub reviewed: Option<Date>,
    pub expires: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tool", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum Kind {
    Condition,
    Topic,
    Story,
    Resource,
    Collection,
}

/// Where a card of the entry leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens<'a> {
    /// Inline. The entry has a body, or nothing else to show.
    Here,
    /// To the work itself, on another page.
    Elsewhere(&'a Link),
}

/// Somebody with a name and perhaps an address; likewise a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub name: Rc<str>,
    pub url: Option<Link>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// http or https.
    pub src: Link,
    pub alt: Rc<str>,
    /// Width and height in CSS pixels.
    pub size: Option<(u32, u32)>,
    pub credit: Option<Credit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    pub text: Rc<str>,
    pub url: Option<Link>,
}

/// An absolute URL with the scheme http, https, mailto or tel, serialized as the URL standard says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(pub(super) Rc<str>);

impl Catalog {
    /// The entry that is shown where no topic is asked for. Nothing in an empty catalog.
    pub fn home(&self) -> Option<&Rc<Entry>> {
        self.entries.get(self.home)
    }

    pub fn get(&self, id: &EntryId) -> &Rc<Entry> {
        // Ids are minted from this very table. One of another catalog would be a mistake of ours, and shows the home entry.
        &self.entries[self.places.get(&id.0).copied().unwrap_or(self.home)]
    }

    /// The entry that an id or alias from outside means.
    pub fn find(&self, wanted: &str) -> Option<&Rc<Entry>> {
        self.places.get(wanted).and_then(|place| self.entries.get(*place))
    }

    /// The entry that a mistyped id was probably meant to name.
    pub fn nearest(&self, wanted: &str) -> Option<&Rc<Entry>> {
        nearest(wanted, self.places.keys().map(|id| &**id)).and_then(|id| self.find(id))
    }

    /// Every id and alias, in their alphabet's order, and the entry that it means.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Rc<Entry>)> {
        self.places.iter().filter_map(|(name, place)| Some((&**name, self.entries.get(*place)?)))
    }

    /// All entries, in the catalog's order.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// Where the same catalog is in a language that was asked for (a BCP 47 tag) and that this one is not in. A tag that
    /// isn't listed falls back to the same without its last part, until one is (the lookup of RFC 4647, section 3.4).
    pub fn translation(&self, wanted: &str) -> Option<&Link> {
        let mut tag = wanted;
        loop {
            if tag.eq_ignore_ascii_case(&self.lang) {
                return None;
            }
            if let Some((_, link)) = self.translations.iter().find(|(lang, _)| lang.eq_ignore_ascii_case(tag)) {
                return Some(link);
            }
            tag = &tag[..tag.rfind('-')?];
        }
    }

    /// The address of the entry's own prerendered page.
    pub fn page(&self, id: &EntryId) -> String {
        format!("{}{id}.html", self.pages)
    }
}

impl Index {
    /// The file with the entry of that name, or with the part of the index that would have it.
    pub fn find(&self, wanted: &str) -> Option<&Shard> {
        let before = self.items.partition_point(|item| *item.name <= *wanted);
        let item = &self.items[before.checked_sub(1)?];
        (*item.name == *wanted || matches!(item.shard, Shard::Part(_))).then_some(&item.shard)
    }

    /// The name that a mistyped one was probably meant to be, of those in this part.
    pub fn nearest(&self, wanted: &str) -> Option<&str> {
        nearest(wanted, self.items.iter().map(|item| &*item.name))
    }
}

impl Entry {
    pub fn opens(&self) -> Opens<'_> {
        match &self.url {
            Some(url) if self.body.is_empty() && !self.more => Opens::Elsewhere(url),
            _ => Opens::Here,
        }
    }
}

impl EntryId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn shared(&self) -> Rc<str> {
        self.0.clone()
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Condition, Kind::Topic, Kind::Story, Kind::Resource, Kind::Collection];

    /// Its name in the format.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Condition => "condition",
            Kind::Topic => "topic",
            Kind::Story => "story",
            Kind::Resource => "resource",
            Kind::Collection => "collection",
        }
    }
}

impl Link {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `https://example.org` of `https://example.org/a/b`. Nothing for mailto and tel, which have none.
    pub fn origin(&self) -> Option<&str> {
        let start = self.host_start()?;
        let host = self.0[start..].find(['/', '?', '#']).unwrap_or(self.0.len() - start);
        Some(&self.0[..start + host])
    }

    /// The host without a leading `www.`, as readers know the site: `onbeing.org`.
    pub fn site(&self) -> Option<&str> {
        let host = &self.origin()?[self.host_start()?..];
        Some(host.strip_prefix("www.").unwrap_or(host))
    }

    fn host_start(&self) -> Option<usize> {
        ["https://", "http://"].iter().find(|scheme| self.0.starts_with(**scheme)).map(|scheme| scheme.len())
    }
}
