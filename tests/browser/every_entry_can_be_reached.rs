//! From the home entry, by links that are shown, to every entry of the catalog.

use super::stage::stage;
use super::titles::HOME;
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};

#[test]
fn by_the_links_that_are_shown() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show("<vital-conditions></vital-conditions>").await;
        widget.shows(HOME).await;
        let catalog = std::fs::read_to_string(super::site::folder().join("catalog.json")).expect("the catalog");
        let catalog: Value = serde_json::from_str(&catalog).expect("the catalog is JSON");
        let entries = catalog["entries"].as_array().expect("entries");

        let mut seen: BTreeSet<String> = BTreeSet::from(["seven-vital-conditions".to_owned()]);
        let mut elsewhere: BTreeSet<String> = BTreeSet::new();
        let mut ahead = VecDeque::from(["seven-vital-conditions".to_owned()]);
        while let Some(id) = ahead.pop_front() {
            let read = "widget.navigate(given); return new Promise(done => { \
                  const look = () => widget.current === given && root.querySelector('article') ? done([...root.querySelectorAll('article a[href]')] \
                    .map(link => [link.href, link.textContent])) : requestAnimationFrame(look); \
                  requestAnimationFrame(() => requestAnimationFrame(look)); })";
            let links = widget.script(read, Value::from(id.as_str())).await;
            for link in links.as_array().into_iter().flatten() {
                let (href, text) = (link[0].as_str().unwrap_or_default(), link[1].as_str().unwrap_or_default());
                let own = href.strip_prefix(&format!("{}/topics/", stage.host.site)).and_then(|rest| rest.strip_suffix(".html"));
                match own {
                    Some(to) if seen.insert(to.to_owned()) => ahead.push_back(to.to_owned()),
                    Some(_) => {}
                    None => {
                        elsewhere.insert(text.to_owned());
                    }
                }
            }
        }
        for entry in entries {
            let (id, title) = (entry["id"].as_str().unwrap_or_default(), entry["title"].as_str().unwrap_or_default());
            let is_work_of_others = entry["body"].as_array().is_none_or(Vec::is_empty) && entry["url"].is_string();
            let reached = if is_work_of_others { elsewhere.iter().any(|text| text.starts_with(title)) } else { seen.contains(id) };
            assert!(reached, "no link leads to {id}");
        }
        println!("{} entries read inline, of {} in all", seen.len(), entries.len());
    });
}
