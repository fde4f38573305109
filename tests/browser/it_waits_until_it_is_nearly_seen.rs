//! What is downloaded when: nothing but the loader far from the viewport, unless the page wants it at once.

use super::stage::stage;
use super::titles::VOTING;
use serde_json::Value;
use std::time::Duration;

#[test]
fn far_below_the_viewport_only_the_loader_is_asked_for() {
    stage(async |stage| {
        let widget = stage.show("<div style='height: 5000px'></div><vital-conditions topic='voting'></vital-conditions>").await;
        widget.until("the element is known", "return !!customElements.get('vital-conditions')").await;
        // Whatever would be asked for too early is asked for within a moment.
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(stage.host.asked(), ["/vital-conditions.js"]);
        // Within one viewport of being seen, and not seen yet.
        widget.script("scrollTo(0, widget.getBoundingClientRect().top - innerHeight - innerHeight / 2)", Value::Null).await;
        widget.shows(VOTING).await;
        assert_eq!(widget.script("return widget.getBoundingClientRect().top > innerHeight", Value::Null).await, true);
    });
}

#[test]
fn an_eager_one_begins_at_once() {
    stage(async |stage| {
        let body = "<div style='height: 5000px'></div><vital-conditions topic='voting' loading='eager'></vital-conditions>";
        stage.show(body).await.shows(VOTING).await;
    });
}
