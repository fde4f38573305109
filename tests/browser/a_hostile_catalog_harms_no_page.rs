//! Texts, addresses and names that mean harm, in a catalog or an overlay: no script runs, nobody is asked for anything, no built-in
//! changes, nothing is drawn that the components don't draw, and every text is shown as it is. A deliberately unsafe renderer proves that
//! all this would be seen.

use super::hostile::catalogs::{self, Case, leading, overlay, polluting, retyped, saying};
use super::hostile::corpora::{self, Group};
use super::hostile::{AT_ONCE, Hostile};
use super::stage::stage;
use serde_json::json;

/// So many cases of a group are tried in an overlay, and shown by the unsafe renderer.
const SAMPLE: usize = 200;

/// A catalog, and the text that it is to show, if it is about one.
type Shown = (String, Option<String>);

/// Every so manieth, as many as a sample has.
fn sample(cases: &[String]) -> Vec<String> {
    cases.iter().step_by(cases.len().div_ceil(SAMPLE)).cloned().collect()
}

#[test]
fn texts_stay_texts() {
    stage(async |stage| {
        let mut hostile = Hostile::begin(stage).await;
        for Group { name, cases } in corpora::texts() {
            let cases: Vec<String> = cases.iter().map(|text| hostile.calling(text)).collect();
            // Each text is shown in a body and on a card. The steps to thousands of entries, which are drawn by the same code, would take minutes.
            let every = cases.len().div_ceil(1_000);
            for texts in cases.chunks(AT_ONCE) {
                hostile.read("catalog", saying(texts), (texts.len(), every), Some(texts)).await;
            }
            hostile.did_no_harm().await;
            println!("{name}: {} texts", cases.len());
        }
    });
}

#[test]
fn links_lead_where_links_may() {
    stage(async |stage| {
        let mut hostile = Hostile::begin(stage).await;
        for Group { name, cases } in corpora::addresses() {
            let cases: Vec<String> = cases.iter().map(|address| hostile.calling(address)).collect();
            for addresses in cases.chunks(AT_ONCE) {
                hostile.read("catalog", leading(addresses), (addresses.len(), 1), None).await;
            }
            // What concerns the catalog as a whole has one address at a time.
            let each: Vec<Case> = cases
                .iter()
                .map(|address| Case { name: address.chars().take(80).collect(), json: leading(std::slice::from_ref(address)).to_string() })
                .collect();
            hostile.read_each(&each).await;
            hostile.did_no_harm().await;
            println!("{name}: {} addresses", cases.len());
        }
    });
}

#[test]
fn an_overlay_is_no_other_door() {
    stage(async |stage| {
        let mut hostile = Hostile::begin(stage).await;
        for Group { cases, .. } in corpora::texts() {
            let texts: Vec<String> = sample(&cases).iter().map(|text| hostile.calling(text)).collect();
            for texts in texts.chunks(AT_ONCE) {
                hostile.read("overlay", overlay(&saying(texts)), (texts.len(), 1), None).await;
            }
        }
        for Group { cases, .. } in corpora::addresses() {
            let addresses: Vec<String> = sample(&cases).iter().map(|address| hostile.calling(address)).collect();
            for addresses in addresses.chunks(AT_ONCE) {
                hostile.read("overlay", overlay(&leading(addresses)), (addresses.len(), 1), None).await;
            }
        }
        hostile.did_no_harm().await;
    });
}

#[test]
fn names_of_the_language_of_browsers_are_names() {
    stage(async |stage| {
        let hostile = Hostile::begin(stage).await;
        let cases = polluting();
        hostile.read_each(&cases).await;
        hostile.did_no_harm().await;
        println!("{} catalogs", cases.len());
    });
}

/// Only the loader's own fragments are elements as they stand. Those beside another catalog are not even asked for.
#[test]
fn fragments_of_somebody_else_are_never_used() {
    stage(async |stage| {
        let hostile = Hostile::begin(stage).await;
        let script = json!(["div", {}, ["script", {}, "alert(1)"], ["img", { "src": "x", "onerror": "alert(1)" }]]);
        let fragment = json!({ "topic": "good", "title": "Good", "lang": "en", "file": "good.json", "leads": [], "said": ["", "", "", ""], "nodes": script });
        for path in ["/t/good.json", "/t/_.json", "/theirs/t/good.json", "/theirs/t/_.json", "/theirs/index.json"] {
            stage.host.put_text(path, "application/json", &fragment.to_string());
        }
        stage.host.put_text("/theirs/catalog.json", "application/json", &catalogs::whole().to_string());
        let show = "document.querySelector('vital-conditions').remove(); const next = document.createElement('vital-conditions'); \
                    Object.assign(next, { catalog: '/theirs/catalog.json', topic: 'good', loading: 'eager' }); document.body.append(next)";
        stage.browser.script(show, &[]).await;
        let widget = stage.widget();
        widget.shows("Good").await;
        widget.goes_on_to("other").await;
        widget.goes_on_to("good").await;
        let asked = "return performance.getEntriesByType('resource').map(({ name }) => name).filter(name => name.includes('/t/'))";
        assert_eq!(stage.browser.script(asked, &[]).await, json!([]));
        hostile.did_no_harm().await;
    });
}

#[test]
fn whoever_looks_on_sees_what_an_unsafe_renderer_does() {
    stage(async |stage| {
        let hostile = Hostile::begin(stage).await;
        let mut groups: Vec<(String, Vec<Shown>)> = Vec::new();
        for Group { name, cases } in corpora::texts() {
            let texts = sample(&cases).into_iter().map(|text| hostile.calling(&text));
            let cases = texts.map(|text| (saying(std::slice::from_ref(&text)).to_string(), Some(text)));
            groups.push((name.to_owned(), cases.collect()));
        }
        for Group { name, cases } in corpora::addresses() {
            let cases = sample(&cases).into_iter().map(|address| (leading(&[hostile.calling(&address)]).to_string(), None));
            groups.push((name.to_owned(), cases.collect()));
        }
        let plain = |cases: Vec<Case>| cases.into_iter().map(|case| (case.json, None)).collect();
        groups.push(("names of the language".to_owned(), plain(polluting())));
        groups.push(("types".to_owned(), plain(retyped().into_iter().step_by(3).collect())));
        groups.push(("graphs".to_owned(), plain(catalogs::graphs())));
        groups.push(("what is too deep".to_owned(), plain(catalogs::too_much())));
        let documents = corpora::documents().into_iter().map(|(_, bytes)| (String::from_utf8_lossy(&bytes).into_owned(), None));
        groups.push(("documents".to_owned(), documents.collect()));
        // It finds nothing where nothing is.
        let sound = hostile.prove(&[(catalogs::whole().to_string(), Some("All is well.".to_owned()))]).await;
        assert!(sound.is_empty(), "{sound:?}");
        for (name, cases) in groups {
            let caught = hostile.prove(&cases).await;
            println!("{name}: of {} cases caught {caught:?}", cases.len());
            assert!(caught.get("cases").is_some_and(|cases| *cases > 0), "{name}: {caught:?}");
        }
    });
}
