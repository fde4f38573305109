//! The HTML of every part of a widget, drawn natively by Yew's server renderer.

use std::rc::Rc;
use vital_conditions::catalog::{Context, Date, Limits, Problem, parse};
use vital_conditions::components::ROOM;
use vital_conditions::navigation::{Action, Failure, FailureKind, State, apply};
use vital_conditions::settings::{HeadingLevel, Images, Layout, Settings};
use vital_conditions::tool::prerender;

fn draw(state: State, settings: Settings) -> String {
    class_first(&prerender::draw(&prerender::still(state, settings)))
}

/// Yew writes an element's class last; people write it first.
fn class_first(html: &str) -> String {
    let tags = html.split_inclusive('>').map(|part| {
        let Some((before, class)) = part.rsplit_once(" class=\"") else { return part.to_owned() };
        let (Some(start), Some((class, rest))) = (before.rfind('<'), class.split_once('"')) else { return part.to_owned() };
        let name = before[start..].find(' ').map_or(before.len(), |space| start + space);
        format!("{} class=\"{class}\"{}{rest}", &before[..name], &before[name..])
    });
    tags.collect()
}

/// A catalog at a topic, or at its home entry.
fn opened(json: &str, topic: Option<&str>) -> (State, Vec<Problem>) {
    let resolve = |base: &str, address: &str| Some(url::Url::parse(base).ok()?.join(address).ok()?.to_string());
    let today = Date::new(2026, 11, 22).unwrap();
    let context = Context { base: "https://host.example/catalog.json", today, resolve: &resolve, limits: Limits::BROWSER, overlay: None };
    let (catalog, problems) = parse(json, &context).unwrap();
    (apply(&State::Loading, Action::Open { catalogs: vec![Rc::new(catalog)], topic: topic.map(Rc::from) }), problems)
}

/// A catalog of entry "a" with these members, its neighbour "voting", and a story "far" that is elsewhere.
fn reading(members: &str, topic: &str) -> State {
    let json = format!(
        r#"{{ "version": 1, "title": "C", "publisher": {{ "name": "Us" }}, "license": {{ "name": "CC BY", "url": "https://licence.example/" }}, "entries": [
            {{ "id": "a", "kind": "topic", "title": "A & B"{}{members} }},
            {{ "id": "voting", "kind": "topic", "label": "Possibilities", "title": "Voting", "summary": "About voting.", "body": [] }},
            {{ "id": "far", "kind": "story", "label": "Audio", "title": "Far", "summary": "A talk.", "url": "https://www.far.example/x",
               "provider": {{ "name": "Far Radio" }}, "image": {{ "src": "far.svg", "alt": "A radio", "width": 4, "height": 3, "credit": {{ "text": "Somebody" }} }} }} ] }}"#,
        if members.is_empty() { "" } else { "," }
    );
    let (state, problems) = opened(&json, Some(topic));
    assert!(problems.is_empty(), "{problems:?}");
    state
}

fn drawn(members: &str) -> String {
    draw(reading(members, "a"), Settings { images: Images::Any, ..Settings::default() })
}

/// The page of entry "a" holds this HTML.
fn check(members: &str, expected: &str) {
    let html = drawn(members);
    assert!(html.contains(expected), "{members}\ndoes not give\n{expected}\nbut\n{html}");
}

fn check_block(block: &str, expected: &str) {
    check(&format!(r#""body": [{block}]"#), expected);
}

#[test]
fn a_topic_is_an_article_named_by_its_title() {
    check("", r#"aria-labelledby="vital-title" dir="ltr" lang="en">"#);
    check("", r#"<p class="label" part="label">Topic</p><h2 class="title" part="title" id="vital-title" tabindex="-1">A &amp; B</h2>"#);
    check(r#""lang": "es""#, r#"aria-labelledby="vital-title" dir="ltr" lang="es">"#);
    check(
        r#""lang": "es", "related": ["voting"]"#,
        r#"<p class="label" part="label" lang="en">Topic <span class="language" lang="es">Español</span></p>"#,
    );
    check(r#""lang": "en-GB""#, r#"<p class="label" part="label" lang="en">Topic</p>"#);
    check(r#""lang": "es", "related": ["voting"]"#, r#"<h3 lang="en">Related topics</h3>"#);
    check(r#""provider": { "name": "Us" }"#, r#"<p class="byline">Brought to you by Us</p>"#);
    check(r#""summary": "<b>In short</b>""#, r#"<p class="lead">&lt;b&gt;In short&lt;/b&gt;</p>"#);
    check(
        r#""url": "https://www.far.example/", "body": [{ "type": "paragraph", "text": "x" }]"#,
        r#"<p class="original"><a href="https://www.far.example/">See the original at far.example</a></p>"#,
    );
}

#[test]
fn a_topic_says_when_it_was_reviewed_and_what_may_be_done_with_it() {
    check(r#""reviewed": "2026-05-01""#, r#"</h2><p class="byline"><time datetime="2026-05-01">Reviewed May 1, 2026</time></p></header>"#);
    check("", r#"<p class="licence"><a href="https://licence.example/">Licence: CC BY</a></p><div class="tools""#);
    assert!(!drawn("").contains("Reviewed"));
}

#[test]
fn text_has_the_direction_of_its_language() {
    check("", r#"<div class="vital" part="base" lang="en" dir="ltr" "#);
    check(r#""lang": "ar""#, r#"dir="rtl" lang="ar"><header><p class="label" part="label" lang="en" dir="ltr">"#);
    check(r#""lang": "ar", "reviewed": "2026-05-01""#, r#"<p class="byline" lang="en" dir="ltr"><time "#);
    check(r#""lang": "ar", "related": ["voting"]"#, r#"<li class="card" data-size="small" part="card" lang="en" dir="ltr">"#);
}

#[test]
fn the_status_region_is_there_before_its_text() {
    check("", r#"<div class="announcement" role="status"></div>"#);
    assert!(draw(State::Loading, Settings::default()).contains(r#"<div class="announcement" role="status"></div>"#));
}

#[test]
fn paragraphs_and_runs() {
    check_block(r#"{ "type": "paragraph", "text": "x < y" }"#, "<p>x &lt; y</p>");
    check_block(
        r#"{ "type": "paragraph", "text": ["See ", { "text": "this", "strong": true, "em": true }, ", ", { "text": "Voting", "entry": "voting" }, " and ", { "text": "far", "href": "https://far.example/" }] }"#,
        r#"<p>See <strong><em>this</em></strong>, <a href="https://host.example/topics/voting.html" data-entry="voting">Voting</a> and <a href="https://far.example/">far</a></p>"#,
    );
}

#[test]
fn headings_and_lists() {
    check_block(r#"{ "type": "heading", "level": 2, "text": "x" }"#, "<h3>x</h3>");
    check_block(r#"{ "type": "heading", "level": 6, "text": "x" }"#, "<h6>x</h6>");
    check_block(r#"{ "type": "list", "items": ["x", ["y"]] }"#, "<ul><li>x</li><li>y</li></ul>");
    check_block(r#"{ "type": "list", "ordered": true, "items": ["x"] }"#, "<ol><li>x</li></ol>");
}

#[test]
fn only_words_of_the_source_are_a_blockquote() {
    check_block(
        r#"{ "type": "quote", "text": "x", "cite": "the report, page 9", "url": "https://far.example/" }"#,
        r#"<figure class="quote" data-style="block" part="quote"><blockquote cite="https://far.example/"><p>x</p></blockquote><figcaption><a href="https://far.example/">the report, page 9</a></figcaption></figure>"#,
    );
    check_block(
        r#"{ "type": "quote", "style": "pull", "paraphrase": true, "text": "x", "cite": "a note" }"#,
        r#"<figure class="quote" data-style="pull" part="quote"><p>x</p><figcaption>a note</figcaption></figure>"#,
    );
}

#[test]
fn sections_have_cards_or_none() {
    check_block(
        r#"{ "type": "section", "title": "x", "text": "y", "entries": [] }"#,
        r#"<section part="section"><h3>x</h3><p>y</p></section>"#,
    );
    check_block(
        r#"{ "type": "section", "entries": ["voting"] }"#,
        r#"<section part="section"><ul class="cards" role="list"><li class="card" data-size="full" part="card"><div class="words"><p class="label">Topic - Possibilities</p><p class="name"><a part="card-link" href="https://host.example/topics/voting.html" data-entry="voting">Voting</a></p></div></li></ul></section>"#,
    );
}

#[test]
fn a_card_of_a_work_elsewhere_says_where_and_whose_words_these_are() {
    check_block(
        r#"{ "type": "featured", "entry": "far" }"#,
        concat!(
            r#"<ul class="cards featured" role="list"><li class="card" data-size="featured" part="card"><div class="words"><p class="label">Story - Audio</p>"#,
            r#"<p class="name"><a part="card-link" href="https://www.far.example/x" data-from="far">Far<span class="site"> at far.example</span></a></p>"#,
            r#"<p class="summary">A talk.</p><p class="provider">Brought to you by Far Radio</p><p class="provider">Summary by Us</p></div>"#,
            r#"<img class="picture" part="image" src="https://host.example/far.svg" alt="A radio" width="4" height="3" loading="eager" decoding="async"></li></ul>"#,
        ),
    );
}

#[test]
fn pictures_of_the_first_cards_load_at_once() {
    let far = r#"{ "type": "featured", "entry": "far" }"#;
    let html = drawn(&format!(r#""body": [{}]"#, [far; 4].join(", ")));
    let loading: Vec<&str> = html.split("loading=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(loading, ["eager", "eager", "eager", "lazy"]);
    // Related topics stand below everything else.
    assert!(drawn(r#""related": ["far"]"#).contains(r#"loading="lazy""#));
}

#[test]
fn related_topics_are_a_navigation() {
    check(
        r#""related": ["voting"]"#,
        r#"<nav class="related" part="related" aria-label="Related topics: A &amp; B"><h3>Related topics</h3>"#,
    );
    assert!(!drawn("").contains("<nav"));
}

#[test]
fn pictures_show_their_credit_in_the_text_and_not_on_cards() {
    let credited = r#"{ "src": "a.svg", "alt": "A drawing", "credit": { "text": "Nadine", "url": "https://far.example/" } }"#;
    check(
        &format!(r#""image": {credited}"#),
        r#"<figure class="credited"><img class="picture" part="image" src="https://host.example/a.svg" alt="A drawing" loading="eager" decoding="async"><figcaption><a href="https://far.example/">Picture: Nadine</a></figcaption></figure>"#,
    );
    assert!(!drawn(r#""related": ["far"]"#).contains("Somebody"));
}

#[test]
fn pictures_of_strangers_are_not_asked_for() {
    let members = r#""image": { "src": "https://stranger.example/a.svg", "alt": "A drawing" }"#;
    let own = Images::parse(None, ["https://host.example".into()]);
    let html = draw(reading(members, "a"), Settings { images: own, ..Settings::default() });
    assert!(!html.contains("stranger.example"), "{html}");
    assert!(html.contains(r#"<div class="picture" role="img" aria-label="A drawing"></div>"#), "{html}");
}

#[test]
fn a_recording_is_not_fetched_before_it_is_played() {
    check_block(
        r#"{ "type": "media", "media": "audio", "src": "talk.mp3", "title": "A talk", "transcript": "talk.html" }"#,
        r#"<figure class="recording"><figcaption>A talk</figcaption><audio preload="none" src="https://host.example/talk.mp3" aria-label="A talk" controls="controls"></audio><p><a href="https://host.example/talk.html">Read the transcript</a></p></figure>"#,
    );
}

#[test]
fn layouts_and_levels() {
    let members = r#""summary": "In short.", "related": ["far"], "body": [{ "type": "paragraph", "text": "Long." }, { "type": "section", "title": "x", "entries": ["voting", "far"] }, { "type": "featured", "entry": "far" }]"#;
    let cards = draw(
        reading(members, "a"),
        Settings { layout: Layout::Cards, heading_level: HeadingLevel::parse(Some("4")), ..Settings::default() },
    );
    assert!(cards.contains(r#"data-layout="cards""#) && cards.contains("<h4 ") && cards.contains("<h5>"), "{cards}");
    assert!(!cards.contains("Long.") && !cards.contains("In short."), "{cards}");
    let body = cards.split("<nav").next().unwrap();
    assert_eq!(body.matches(r#"class="card""#).count(), 2, "each once: {body}");
}

#[test]
fn a_trail_leads_back_and_forward() {
    let mut state = reading(r#""related": ["voting"]"#, "a");
    let catalog = state.journey().unwrap().catalog().clone();
    let step = |to: &str| Action::Step { catalog: catalog.clone(), to: to.into() };
    for action in [step("voting"), step("nowhere"), Action::Back] {
        state = apply(&state, action);
    }
    let html = draw(state, Settings::default());
    let expected = concat!(
        r#"<nav class="trail" part="trail" aria-label="Trail: Voting"><button class="back" type="button" part="button" data-act="back">Back to A &amp; B</button>"#,
        r#"<ol role="list"><li><a href="https://host.example/topics/a.html" data-stop="0">A &amp; B</a></li><li aria-current="page">Voting</li></ol>"#,
        r#"<button class="forward" type="button" part="button" data-act="forward">Forward to nowhere</button></nav>"#,
    );
    assert!(html.contains(expected), "{html}");
}

#[test]
fn an_unknown_topic_offers_the_nearest_and_the_home_entry() {
    let html = draw(reading("", "votng"), Settings::default());
    assert!(html.contains(r#"<h2 tabindex="-1">There is no topic called “votng” here.</h2>"#), "{html}");
    assert!(
        html.contains(r#"<li><a href="https://host.example/topics/voting.html" data-entry="voting">Did you mean Voting?</a></li>"#),
        "{html}"
    );
    assert!(html.contains(r#"<li><a href="https://host.example/topics/a.html" data-entry="a">Go to A &amp; B</a></li>"#), "{html}");
    assert!(html.contains("<slot></slot>"), "{html}");
}

#[test]
fn a_failure_is_an_alert_with_another_try_and_the_fallback() {
    let failure = Failure { kind: FailureKind::Timeout, message: "for the host".into() };
    let html = draw(State::Failed(failure), Settings::default());
    let expected = concat!(
        r#"<div class="notice" role="alert" part="error"><p tabindex="-1">This content could not be shown. The server took too long to answer.</p>"#,
        r#"<p><button type="button" part="button" data-act="retry">Try again</button></p><slot></slot></div>"#
    );
    assert!(html.contains(expected), "{html}");
}

#[test]
fn what_is_loading_says_so() {
    let html = draw(State::Loading, Settings::default());
    assert!(html.contains(r#"aria-busy="true""#) && html.contains(r#"<div class="skeleton"><span>Loading</span></div>"#), "{html}");
}

/// The home entry of a catalog with so many conditions, as a collection of them.
fn gathering(count: usize) -> String {
    let ids: Vec<String> = (0..count).map(|number| format!("\"c{number}\"")).collect();
    let conditions: Vec<String> =
        ids.iter().map(|id| format!(r#"{{ "id": {id}, "kind": "condition", "title": "Condition", "body": [] }}"#)).collect();
    let json = format!(
        r#"{{ "version": 1, "title": "C", "entries": [ {{ "id": "home", "kind": "collection", "title": "All", "image": {{ "src": "a.svg", "alt": "A" }},
            "related": [{}] }}, {} ] }}"#,
        ids.join(","),
        conditions.join(",")
    );
    draw(opened(&json, None).0, Settings { images: Images::Any, ..Settings::default() })
}

#[test]
fn seven_conditions_make_a_wheel_in_the_place_of_the_picture() {
    let html = gathering(7);
    let (_, wheel) = html.split_once(r#"aria-label="The vital conditions"><svg viewBox="-1500 -1500 3000 3000">"#).expect("a wheel");
    let (wheel, _) = wheel.split_once("</svg></nav>").expect("its end");
    assert_eq!((wheel.matches("<a ").count(), wheel.matches("<path").count(), wheel.matches("<circle").count()), (7, 6, 1));
    assert!(wheel.contains(r#"href="https://host.example/topics/c0.html" data-entry="c0" data-cause="map""#), "{wheel}");
    assert!(!html.contains("a.svg"), "{html}");
}

#[test]
fn another_number_of_conditions_has_the_picture() {
    for count in [6, 8] {
        let html = gathering(count);
        assert!(!html.contains("<svg") && html.contains("a.svg"), "{html}");
    }
}

#[test]
fn each_topic_has_its_tools_save_where_there_are_cards_alone() {
    let tools = r#"<div class="tools" part="tools" role="group" aria-label="Tools for A &amp; B"><button part="button" type="button" data-act="around">"#;
    check("", tools);
    assert!(!draw(reading("", "a"), Settings { layout: Layout::Cards, ..Settings::default() }).contains("tools"));
}

#[test]
fn a_topic_says_until_when_it_holds() {
    check(
        r#""reviewed": "2026-05-01", "expires": "2027-05-01""#,
        r#"<p class="byline"><time datetime="2026-05-01">Reviewed May 1, 2026</time></p><p class="byline"><time datetime="2027-05-01">Valid until May 1, 2027</time></p>"#,
    );
}

/// How often `what` is in the HTML of a topic that is read inline, and whether its own page is named for the rest.
fn check_room(members: &str, what: &str, expected: (usize, bool)) {
    let mut view = prerender::still(reading(members, "a"), Settings::default());
    view.room = ROOM;
    let html = prerender::draw(&view);
    let rest = r#"<a href="https://host.example/topics/a.html">See all of it on its own page</a>"#;
    assert_eq!((html.matches(what).count(), html.contains(rest)), expected, "{} of {what}", members.len());
    let whole = prerender::draw(&prerender::still(reading(members, "a"), Settings::default()));
    assert!(!whole.contains(rest), "on its own page it is whole");
    assert!(whole.matches(what).count() >= expected.0);
}

#[test]
fn a_huge_topic_is_read_on_its_own_page() {
    let repeated = |part: &str, times: usize| vec![part; times].join(",");
    let paragraphs = |times| format!(r#""body": [{}]"#, repeated(r#"{ "type": "paragraph", "text": "On." }"#, times));
    check_room(&paragraphs(500), "<p>On.</p>", (500, false));
    check_room(&paragraphs(5000), "<p>On.</p>", (500, true));
    let list = format!(r#""body": [{{ "type": "list", "ordered": true, "items": [{}] }}]"#, repeated(r#""on""#, 5000));
    check_room(&list, "<li>on</li>", (499, true));
    let sections = repeated(r#"{ "type": "section", "title": "S", "entries": ["voting", "far"] }"#, 400);
    check_room(&format!(r#""body": [{sections}]"#), "data-entry=\"voting\"", (50, true));
}
