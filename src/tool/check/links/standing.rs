//! Where addresses of other sites stand in a catalog.
//!
//! Leaves out asking for them.

use std::collections::BTreeMap;

use rayon::prelude::*;
use url::Url;

use crate::tool::check::{entry_path, head};
use crate::tool::content::Content;
use crate::tool::fault::Place;

/// A place, and the path in the catalog's JSON.
pub type Standing = (Place, String);

/// Every address that begins with http, as it is asked for, with all places where it stands.
pub fn addresses(content: &Content) -> BTreeMap<String, Vec<Standing>> {
    let mut standing: BTreeMap<String, Vec<Standing>> = BTreeMap::new();
    for edition in &content.editions {
        let head = head(edition);
        let of_head =
            ["publisher", "license"].into_iter().filter_map(|name| Some((format!("{name}.url"), head[name]["url"].as_str()?.to_owned())));
        let of_entries = edition.entries.par_iter().enumerate().flat_map_iter(|(index, entry)| {
            let facts = entry.facts();
            let links = facts.links.iter().map(|link| (link.path.clone(), &link.address));
            let pictures = facts.pictures.iter().map(|picture| (format!("{}.src", picture.path), &picture.src));
            links.chain(pictures).map(move |(path, address)| (entry_path(index, &path), address.clone()))
        });
        let of_entries: Vec<(String, String)> = of_entries.collect();
        for (path, address) in of_head.chain(of_entries) {
            let Some(address) = asked_for(&address) else { continue };
            let places = standing.entry(address).or_default();
            let place = edition.place(&path);
            // The editions share what is not translated.
            if !places.iter().any(|(known, _)| *known == place) {
                places.push((place, path));
            }
        }
    }
    standing
}

/// The address without what a server never sees of it. Nothing for one within the catalog, or of another scheme.
fn asked_for(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())?;
    url.set_fragment(None);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_other_sites_are_asked_for_without_their_fragments() {
        let check = |address: &str, expected: Option<&str>| assert_eq!(asked_for(address).as_deref(), expected, "{address}");
        check("https://Example.org/a?b#c", Some("https://example.org/a?b"));
        check("http://example.org", Some("http://example.org/"));
        check("art/a.svg", None);
        check("mailto:a@example.org", None);
        check("", None);
    }
}
