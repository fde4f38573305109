//! The map of a topic: where it belongs, which conditions it touches, and where it leads, as a drawing and as a list.

use super::finding::Widget;
use super::keys::{DOWN, ENTER, ESCAPE};
use super::stage::{WHOLE, stage};
use super::titles::{BELONGING, ENGAGEMENT, VOTING};
use serde_json::Value;

const AROUND: &str = "Topics around Voting";
const AT_VOTING: &str = "<vital-conditions topic='voting'></vital-conditions>";

#[test]
fn it_opens_below_the_topic_and_closes_again() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        open(widget).await;
        let heading = widget.focused().await.expect("the focus is on what has opened");
        assert_eq!((&*heading.name, &*heading.tag().await), (AROUND, "h3"));
        assert!(heading.is_in_view().await);
        stage.browser.press(&[ESCAPE]).await;
        widget.until("it is closed", "return !root.querySelector('.panel')").await;
        assert_eq!(widget.focused().await.expect("the focus is back").name, "Map");
        stage.browser.press(&[ENTER]).await;
        widget.role("button", "Close").one().await.click().await;
        widget.until("it is closed", "return !root.querySelector('.panel')").await;
        assert_eq!(widget.focused().await.expect("the focus is back").name, "Map");
    });
}

#[test]
fn the_drawing_and_the_list_say_the_same() {
    stage(async |stage| {
        stage.expect("layout-shift");
        // Beside a topic that the loader drew, and below one that the wasm drew.
        for attributes in ["", WHOLE] {
            let widget = stage.show(&format!("<vital-conditions topic='voting' {attributes}></vital-conditions>")).await;
            widget.shows(VOTING).await;
            open(widget).await;
            let drawn: Vec<String> = names(widget, "navigation", AROUND).await;
            let listed =
                widget.script("return [...root.querySelectorAll('.panel li')].map(one => one.textContent.trim())", Value::Null).await;
            assert_eq!(Value::from(drawn.clone()), listed);
            assert!(drawn.len() > 5 && drawn.iter().any(|name| name == ENGAGEMENT), "{drawn:?}");
            let marked = widget.script("return [...root.querySelectorAll('.panel [data-mark=here]')].map(one => one.textContent + one.getAttribute('aria-current'))", Value::Null).await;
            assert_eq!(marked, serde_json::json!([format!("{BELONGING}true")]), "where the topic belongs");
            let told = widget.script("return root.querySelector('.told').textContent", Value::Null).await;
            assert_eq!(told, format!("Part of {BELONGING}"));
        }
    });
}

#[test]
fn a_place_on_it_is_a_step() {
    stage(async |stage| {
        stage.expect("layout-shift");
        let widget = stage.show(AT_VOTING).await;
        widget.shows(VOTING).await;
        open(widget).await;
        let first = widget.any("link").within("navigation", AROUND).all().await.remove(0);
        first.script("element.focus()").await;
        stage.browser.press(&[DOWN]).await;
        let next = widget.focused().await.expect("a place on the map has the focus").name;
        assert_ne!(next, first.name);
        stage.browser.press(&[ENTER]).await;
        widget.shows(&next).await;
        assert_eq!(stage.events("vital-navigated").await[0]["detail"]["cause"], "map");
        assert_eq!(widget.focused().await.expect("the new title has the focus").name, next);
        widget.until("it is closed", "return !root.querySelector('.panel')").await;
    });
}

#[test]
fn thirty_neighbours_can_be_read_on_a_telephone() {
    stage(async |stage| {
        stage.expect("layout-shift");
        stage.browser.resize(320, 900).await;
        let related: Vec<String> = (0..32).map(|number| format!("n{number}")).collect();
        let mut entries = vec![
            serde_json::json!({ "id": "a", "kind": "topic", "title": "A", "related": related, "body": [{ "type": "paragraph", "text": "A." }] }),
        ];
        entries.extend(related.iter().map(|id| {
            let title = format!("How the neighbourhood {id} takes care of everybody who lives there");
            serde_json::json!({ "id": id, "kind": "topic", "title": title, "body": [{ "type": "paragraph", "text": "N." }] })
        }));
        let catalog = serde_json::json!({ "version": 1, "title": "C", "entries": entries }).to_string();
        let url = stage.host.put_text("/catalog.json", "application/json", &catalog);
        let widget = stage.show(&format!("<vital-conditions catalog='{url}'></vital-conditions>")).await;
        widget.shows("A").await;
        open(widget).await;
        let faults = "const links = [...root.querySelectorAll('.map a')]; \
            const boxes = links.map(link => link.querySelector('rect').getBoundingClientRect()); \
            return [links.length === 30 ? '' : `${links.length} are drawn`, \
              ...links.map((link, at) => { const text = link.querySelector('text').getBBox(), box = link.querySelector('rect').getBBox(); \
                return text.x < box.x || text.x + text.width > box.x + box.width || text.y < box.y || text.y + text.height > box.y + box.height ? `out: ${at} by ${[box.x - text.x, text.x + text.width - box.x - box.width, box.y - text.y]}` : '' }), \
              ...boxes.map((box, at) => boxes.some((other, from) => from < at && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) ? `over: ${at}` : ''), \
              ...boxes.map(box => box.height < 24 ? 'target' : '')].filter(Boolean)";
        assert_eq!(widget.script(faults, Value::Null).await, serde_json::json!([]));
        let listed = widget.script("return root.querySelectorAll('.panel li').length", Value::Null).await;
        assert_eq!(listed, 32, "the list has them all");
    });
}

async fn open(widget: Widget<'_>) {
    widget.runs_on_wasm().await;
    widget.role("button", "Map").one().await.click().await;
    widget.until("it is open", "return !!root.querySelector('.panel')").await;
}

async fn names(widget: Widget<'_>, role: &str, region: &str) -> Vec<String> {
    widget.any("link").within(role, region).all().await.into_iter().map(|link| link.name).collect()
}
