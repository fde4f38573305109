//! What a screen reader says on the way through a catalog: read whole by a virtual one, which goes by WAI-ARIA's roles, names and live regions
//! as those that people use do. The transcript is for people to judge; the test holds it to that.

use super::driver::PATIENCE;
use super::host::HostPage;
use super::site;
use super::stage::{LOADER, Stage, stage};
use serde_json::{Value, json};

const CATALOG: &str = include_str!("../fixtures/journey/catalog.json");
const TRANSCRIPT: &str = include_str!("../fixtures/journey/transcript.txt");

/// Where the virtual screen reader is, from where it is loaded, and what a test does with it.
const READER: &str = "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js";

/// Reads on until it comes round to the beginning, or to a phrase that starts as `to` does. Gives what was said since the last time.
const READ: &str = "
    const log = () => reader.spokenPhraseLog();
    const isThere = async () => to ? (await reader.lastSpokenPhrase()).startsWith(to) : (await log()).length > 1 && (await reader.lastSpokenPhrase()) === (await log())[0];
    for (let steps = 0; steps < 400 && !(await isThere()); steps++) await reader.next();
    const said = await log();
    await reader.clearSpokenPhraseLog();
    return said";

async fn read(stage: &Stage, to: Option<&str>) -> Vec<String> {
    let script = format!("const [to] = arguments; const reader = window.__reader; return (async () => {{ {READ} }})()");
    let said = stage.browser.script(&script, &[json!(to)]).await;
    said.as_array().into_iter().flatten().map(|phrase| phrase.as_str().unwrap_or_default().to_owned()).collect()
}

/// Does what Enter does, and waits until the title that is named has been told.
async fn enter(stage: &Stage, title: &str) -> Vec<String> {
    let script = "const [title, patience] = arguments; const reader = window.__reader; return (async () => {
        await reader.act();
        const end = performance.now() + patience;
        const isTold = async () => { const said = await reader.spokenPhraseLog(); return said.some(one => one.includes(`Now showing: ${title}`)) && said.some(one => one.startsWith(`heading, ${title}`)) };
        while (!(await isTold()) && performance.now() < end) await new Promise(done => setTimeout(done, 30));
        const said = await reader.spokenPhraseLog();
        await reader.clearSpokenPhraseLog();
        return said })()";
    let said = stage.browser.script(script, &[json!(title), json!(PATIENCE.as_millis() / 2)]).await;
    said.as_array().into_iter().flatten().map(|phrase| phrase.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn from_a_topic_to_another_and_back() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.expect("404");
        let page = HostPage {
            head: LOADER.to_owned(),
            body: "<vital-conditions loading='eager'></vital-conditions>".to_owned(),
            ..HostPage::default()
        };
        let reader = std::fs::read_to_string(site::node().join(READER)).expect("the virtual screen reader is installed");
        let module = stage.host.put_text("/reader.js", "text/javascript", &reader);
        let widget = stage.show_page(page).await;
        let catalog: Value = serde_json::from_str(CATALOG).expect("the catalog is JSON");
        widget.script("widget.catalogData = given", catalog).await;
        widget.shows("Belonging").await;
        widget.runs_on_wasm().await;
        let start = "return import(given).then(({ virtual }) => virtual.start({ container: root.querySelector('.vital') }).then(() => { window.__reader = virtual }))";
        widget.script(start, json!(module)).await;

        let mut transcript = String::new();
        let mut tell = |what: &str, said: Vec<String>| {
            transcript += &format!("# {what}\n{}\n\n", said.join("\n"));
        };
        tell("The topic, from its beginning to its end", read(stage, None).await);
        read(stage, Some("navigation, Related topics")).await;
        tell("On to the first related topic", read(stage, Some("link, Voting")).await);
        tell("Enter", enter(stage, "Voting").await);
        tell("What is there now", read(stage, Some("end of navigation, Related")).await);
        tell("From the beginning to the way back", read(stage, Some("button, Back to")).await);
        tell("Enter", enter(stage, "Belonging").await);
        stage.browser.script("return window.__reader.stop()", &[]).await;

        let transcript = transcript.trim_end().to_owned() + "\n";
        let place = site::target().join("transcript.txt");
        std::fs::write(&place, &transcript).expect("the transcript is written");
        assert!(transcript == TRANSCRIPT, "it says something else now; if it should, copy {} to tests/fixtures/journey/", place.display());
    });
}
