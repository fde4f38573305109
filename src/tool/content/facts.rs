//! What the checks need to know of an entry once it is read: whom it names, what it shows, where it leads.
//!
//! Leaves out judging any of it.

use serde_json::Value;

/// An entry's facts. Paths are relative to the entry, such as `related[0]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub id: String,
    pub aliases: Vec<String>,
    pub kind: String,
    pub title: String,
    pub lang: Option<String>,
    pub is_condition: bool,
    pub has_summary: bool,
    pub has_provider: bool,
    /// Whether it leads to a page of its own elsewhere.
    pub has_url: bool,
    /// Its last day, as it is written.
    pub expires: Option<String>,
    /// The day on which it was last looked over, as it is written.
    pub reviewed: Option<String>,
    /// Related entries, in their order.
    pub related: Vec<Named>,
    /// Every entry that is named anywhere, related ones among them.
    pub named: Vec<Named>,
    pub pictures: Vec<Picture>,
    /// Addresses that a reader can follow.
    pub links: Vec<Link>,
    /// Headings and the titles of sections, in their order.
    pub headings: Vec<Heading>,
    pub quotes: Vec<Quote>,
    /// The entry in JSON, as much of it as is shown of it elsewhere.
    pub shown: Shown,
    /// What an index says of the entry beside its id, as members of a JSON object, each after a comma.
    pub listing: Box<str>,
}

/// The members that an index has of an entry.
const LISTED: [&str; 4] = ["kind", "label", "title", "image"];

/// An entry in JSON, without what is not shown of it in another entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// On a card.
    pub card: Box<str>,
    /// On a small card, as of a related entry.
    pub small: Box<str>,
    /// Where a text links to it, or it gives a colour.
    pub name: Box<str>,
}

impl Shown {
    fn of(mut entry: Value) -> Self {
        let has_body = entry["body"].as_array().is_some_and(|body| !body.is_empty());
        let mut without = |names: &[&str]| -> Box<str> {
            if let Some(members) = entry.as_object_mut() {
                members.retain(|name, _| !names.contains(&name.as_str()));
                if has_body {
                    members.insert("more".to_owned(), Value::Bool(true));
                }
            }
            entry.to_string().into()
        };
        Self {
            card: without(&["body", "related", "reviewed"]),
            small: without(&["aliases", "provider", "summary"]),
            name: without(&["condition", "image", "label", "lang", "url"]),
        }
    }
}

/// An id, and where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub path: String,
    pub id: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Of the picture itself: `image` or `body[2]`.
    pub path: String,
    /// Its address, as the catalog has it.
    pub src: String,
    /// Nothing where there is none, which is something else than an empty one.
    pub alt: Option<String>,
    pub width: Option<u64>,
    pub height: Option<u64>,
    pub has_credit: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub path: String,
    /// Empty where the link leads to an entry.
    pub address: String,
    /// The words that are the link, where words are.
    pub text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub path: String,
    pub level: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    pub path: String,
    pub has_source: bool,
}

/// The level that the title of a section has.
const SECTION_LEVEL: u64 = 2;

impl Facts {
    /// The facts of an entry in JSON. What has another shape than the format's has none.
    #[must_use]
    pub fn of(json: &str) -> Self {
        let entry: Value = serde_json::from_str(json).unwrap_or_default();
        let facts = Self::read(&entry);
        let listing: String =
            LISTED.iter().filter(|name| !entry[**name].is_null()).map(|name| format!(",\"{name}\":{}", entry[*name])).collect();
        Self { shown: Shown::of(entry), listing: listing.into(), ..facts }
    }

    #[must_use]
    pub fn read(entry: &Value) -> Self {
        let is_said = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        let mut facts = Self {
            id: string(&entry["id"]),
            aliases: items(&entry["aliases"]).map(string).collect(),
            kind: string(&entry["kind"]),
            title: string(&entry["title"]),
            is_condition: entry["kind"] == "condition",
            lang: entry["lang"].as_str().map(ToOwned::to_owned),
            // What is there in another shape is a fault of its own.
            has_summary: is_said(&entry["summary"]) || !entry["summary"].is_string() && !entry["summary"].is_null(),
            has_provider: !entry["provider"].is_null(),
            has_url: entry["url"].is_string(),
            expires: entry["expires"].as_str().map(ToOwned::to_owned),
            reviewed: entry["reviewed"].as_str().map(ToOwned::to_owned),
            ..Self::default()
        };
        facts.related = named("related", &entry["related"]);
        facts.named.clone_from(&facts.related);
        facts.name("condition".to_owned(), &entry["condition"]);
        facts.link("url".to_owned(), &entry["url"], None);
        facts.link("provider.url".to_owned(), &entry["provider"]["url"], None);
        facts.picture("image", &entry["image"]);
        for (index, block) in items(&entry["body"]).enumerate() {
            facts.block(&format!("body[{index}]"), block);
        }
        facts
    }

    /// The id of the vital condition that the entry belongs to.
    #[must_use]
    pub fn condition(&self) -> Option<&str> {
        self.named.iter().find(|named| named.path == "condition").map(|named| &*named.id)
    }

    fn block(&mut self, path: &str, block: &Value) {
        match block["type"].as_str().unwrap_or_default() {
            "heading" => self.headings.extend(block["level"].as_u64().map(|level| Heading { path: path.to_owned(), level })),
            "list" => {
                for (index, item) in items(&block["items"]).enumerate() {
                    self.runs(&format!("{path}.items[{index}]"), item);
                }
            }
            "section" => {
                if block["title"].is_string() {
                    self.headings.push(Heading { path: path.to_owned(), level: SECTION_LEVEL });
                }
                self.named.extend(named(&format!("{path}.entries"), &block["entries"]));
            }
            "featured" => self.name(format!("{path}.entry"), &block["entry"]),
            "image" => self.picture(path, block),
            "media" => {
                self.link(format!("{path}.src"), &block["src"], block["title"].as_str().map(ToOwned::to_owned));
                self.link(format!("{path}.transcript"), &block["transcript"], None);
            }
            "quote" => {
                self.quotes.push(Quote { path: path.to_owned(), has_source: !string(&block["cite"]).trim().is_empty() });
                self.link(format!("{path}.url"), &block["url"], None);
            }
            _ => {}
        }
        self.runs(&format!("{path}.text"), &block["text"]);
    }

    fn runs(&mut self, path: &str, text: &Value) {
        let mut before = (&Value::Null, &Value::Null);
        for (index, run) in items(text).enumerate() {
            let path = format!("{path}[{index}]");
            let leads_to = (&run["entry"], &run["href"]);
            let words = string(&run["text"]);
            let is_link = run["entry"].is_string() || run["href"].is_string();
            // A link whose words have different marks is several runs.
            if is_link
                && leads_to == before
                && let Some(Link { text: Some(text), .. }) = self.links.last_mut()
            {
                text.push_str(&words);
                continue;
            }
            before = leads_to;
            self.name(format!("{path}.entry"), &run["entry"]);
            if run["entry"].is_string() {
                self.links.push(Link { path, address: String::new(), text: Some(words) });
            } else {
                self.link(format!("{path}.href"), &run["href"], Some(words));
            }
        }
    }

    fn name(&mut self, path: String, id: &Value) {
        self.named.extend(id.as_str().map(|id| Named { path, id: id.to_owned() }));
    }

    fn link(&mut self, path: String, address: &Value, text: Option<String>) {
        self.links.extend(address.as_str().map(|address| Link { path, address: address.to_owned(), text }));
    }

    fn picture(&mut self, path: &str, image: &Value) {
        self.pictures.extend(image["src"].as_str().map(|src| Picture {
            path: path.to_owned(),
            src: src.to_owned(),
            alt: image["alt"].as_str().map(ToOwned::to_owned),
            width: image["width"].as_u64(),
            height: image["height"].as_u64(),
            has_credit: !image["credit"].is_null(),
        }));
        self.link(format!("{path}.credit.url"), &image["credit"]["url"], None);
    }
}

fn named(path: &str, ids: &Value) -> Vec<Named> {
    let named =
        items(ids).enumerate().filter_map(|(index, id)| Some(Named { path: format!("{path}[{index}]"), id: id.as_str()?.to_owned() }));
    named.collect()
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_others_in_many_places() {
        let facts = Facts::of(
            r#"{"id":"a","title":"A","condition":"b","related":["c"],"body":[{"type":"section","entries":["d"]},{"type":"featured","entry":"e"},
                {"type":"paragraph","text":["x",{"text":"y","entry":"f"},{"text":"z","href":"https://z.example"}]},
                {"type":"list","items":[[{"text":"w","entry":"g"}]]},{"type":"image","src":"a.svg","alt":""}]}"#,
        );
        let named: Vec<(&str, &str)> = facts.named.iter().map(|named| (&*named.path, &*named.id)).collect();
        assert_eq!(
            named,
            [
                ("related[0]", "c"),
                ("condition", "b"),
                ("body[0].entries[0]", "d"),
                ("body[1].entry", "e"),
                ("body[2].text[1].entry", "f"),
                ("body[3].items[0][0].entry", "g"),
            ]
        );
        assert_eq!(facts.pictures[0].path, "body[4]");
        assert_eq!(facts.links.iter().map(|link| &*link.address).collect::<Vec<_>>(), ["", "https://z.example", ""]);
    }

    #[test]
    fn a_link_of_several_runs_is_one_link() {
        let facts = Facts::of(
            r#"{"body":[{"type":"paragraph","text":[{"text":"Read","strong":true,"href":"https://a.example"},{"text":" more","href":"https://a.example"},
                " and ",{"text":"this","href":"https://a.example"}]}]}"#,
        );
        let links: Vec<(&str, Option<&str>)> = facts.links.iter().map(|link| (&*link.path, link.text.as_deref())).collect();
        assert_eq!(links, [("body[0].text[0].href", Some("Read more")), ("body[0].text[3].href", Some("this"))]);
    }
}
