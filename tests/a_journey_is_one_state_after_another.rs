//! The one transition of navigation: what each action makes of each state.

use std::rc::Rc;
use vital_conditions::catalog::{Catalog, Context, Date, Limits, parse};
use vital_conditions::navigation::{Action, Failure, FailureKind, Place, State, apply};

fn catalog(ids: &[&str]) -> Rc<Catalog> {
    let entries: Vec<String> = ids.iter().map(|id| format!(r#"{{ "id": "{id}", "kind": "topic", "title": "{id}" }}"#)).collect();
    let context = Context {
        base: "https://host.example/catalog.json",
        today: Date::new(2026, 11, 22).unwrap(),
        resolve: &|_, address| Some(address.to_owned()),
        limits: Limits::BROWSER,
        overlay: None,
    };
    Rc::new(parse(&format!(r#"{{ "version": 1, "home": "b", "entries": [{}] }}"#, entries.join(",")), &context).unwrap().0)
}

fn open(topic: Option<&str>) -> State {
    apply(&State::Loading, Action::Open { catalogs: vec![catalog(&["a", "b", "c"])], topic: topic.map(Rc::from) })
}

fn step(to: &str) -> Action {
    Action::Step { catalog: catalog(&["a", "b", "c"]), to: to.into() }
}

fn start(topic: Option<&str>) -> Action {
    Action::Start { catalog: catalog(&["a", "b", "c"]), topic: topic.map(Rc::from) }
}

/// The stops in order, the one where the reader is in brackets.
fn shown(state: &State) -> String {
    let Some(journey) = state.journey() else { return format!("{state:?}") };
    let names = journey.stops().iter().enumerate().map(|(at, stop)| {
        let name = match &stop.place {
            Place::Entry(id) => id.to_string(),
            Place::Unknown(wanted) => format!("?{wanted}"),
            Place::Nowhere => "-".to_owned(),
        };
        if at == journey.at() { format!("[{name}]") } else { name }
    });
    names.collect::<Vec<_>>().join(" ")
}

fn check(start: Option<&str>, actions: impl IntoIterator<Item = Action>, expected: &str) {
    let state = actions.into_iter().fold(open(start), |state, action| apply(&state, action));
    assert_eq!(shown(&state), expected);
}

#[test]
fn reading_goes_on_where_it_was() {
    let resume = |ids: &[&str], at| Action::Resume { stops: ids.iter().map(|id| (catalog(&["a", "b", "c"]), Rc::from(*id))).collect(), at };
    let resumed = |ids, at| shown(&apply(&State::Loading, resume(ids, at)));
    assert_eq!(resumed(&["c", "a", "b"], 1), "c [a] b");
    assert_eq!(resumed(&["c", "x"], 1), "c [?x]");
    assert_eq!(resumed(&["c"], 5), "[c]");
    assert_eq!(resumed(&[], 0), "Loading");
    let state = [Action::Back, Action::Back, Action::Forward].into_iter().fold(State::Loading, |state, action| {
        apply(&if state == State::Loading { apply(&state, resume(&["a", "b"], 1)) } else { state }, action)
    });
    assert_eq!(shown(&state), "a [b]");
}

#[test]
fn reading_starts_at_the_topic_or_at_home() {
    check(Some("a"), [], "[a]");
    check(None, [], "[b]");
    check(Some("  "), [], "[b]");
    check(Some("x"), [], "[?x]");
    let empty = apply(&State::Loading, Action::Open { catalogs: vec![catalog(&[])], topic: Some("x".into()) });
    assert_eq!(shown(&empty), "[-]");
}

#[test]
fn steps_make_a_trail_and_back_and_forward_walk_it() {
    check(Some("a"), [step("b"), step("c")], "a b [c]");
    check(Some("a"), [step("b"), step("c"), Action::Back], "a [b] c");
    check(Some("a"), [step("b"), step("c"), Action::Back, Action::Back, Action::Back], "[a] b c");
    check(Some("a"), [step("b"), Action::Back, Action::Forward, Action::Forward], "a [b]");
    check(Some("a"), [step("b"), step("c"), Action::Trail { stop: 0 }], "[a] b c");
    check(Some("a"), [step("b"), Action::Trail { stop: 1 }, Action::Trail { stop: 9 }], "a [b]");
}

#[test]
fn a_new_step_forgets_what_was_ahead() {
    check(Some("a"), [step("b"), step("c"), Action::Back, Action::Back, step("c")], "a [c]");
}

#[test]
fn a_step_to_where_the_reader_is_is_none() {
    let before = open(Some("a"));
    assert_eq!(apply(&before, step("a")), before);
    check(Some("a"), [step("a")], "[a]");
}

#[test]
fn a_step_from_outside_may_name_what_does_not_exist() {
    check(Some("a"), [step("c"), step("x"), Action::Back], "a [c] ?x");
}

#[test]
fn an_attribute_starts_anew() {
    check(Some("a"), [step("b"), start(Some("c"))], "[c]");
    check(Some("a"), [step("c"), start(None)], "[b]");
}

#[test]
fn a_newer_catalog_keeps_the_way_as_far_as_it_can() {
    let newer = |ids: &[&str]| Action::Open { catalogs: vec![catalog(ids)], topic: Some("a".into()) };
    check(Some("a"), [step("b"), step("c"), newer(&["a", "b", "c", "d"])], "a b [c]");
    check(Some("a"), [step("b"), step("c"), newer(&["a", "c"])], "a [c]");
    check(Some("a"), [step("b"), step("c"), newer(&["a", "b"])], "a [b]");
    check(Some("a"), [step("b"), step("a"), newer(&["a"])], "[a]");
    check(Some("a"), [newer(&["b"])], "[b]");
    check(Some("x"), [newer(&["b", "x"])], "[x]");
}

#[test]
fn each_stop_may_have_a_catalog_of_its_own() {
    let found = |ids: &[&[&str]]| Action::Open { catalogs: ids.iter().map(|ids| catalog(ids)).collect(), topic: None };
    check(Some("a"), [step("b"), step("c"), found(&[&["a", "b"], &["b", "c"], &["c"]])], "a b [c]");
    check(Some("a"), [step("b"), step("c"), found(&[&["a"], &["a"], &["c"]])], "a [c]");
    check(Some("a"), [step("b"), Action::Back, found(&[&["b"], &["b"]])], "[b]");
}

#[test]
fn a_long_way_forgets_its_beginning() {
    let steps = ["b", "a"].into_iter().cycle().take(100);
    let state = steps.fold(open(Some("a")), |state, to| apply(&state, step(to)));
    let journey = state.journey().unwrap();
    assert_eq!((journey.stops().len(), journey.at(), journey.number()), (24, 23, 100));
    let State::Reading(back) = apply(&state, Action::Back) else { panic!("{state:?}") };
    assert_eq!((back.stops().len(), back.number()), (24, 99));
}

#[test]
fn nothing_moves_where_there_is_nothing_to_read() {
    let failure = Failure { kind: FailureKind::Network, message: "x".into() };
    for state in [State::Loading, State::Failed(failure.clone())] {
        for action in [step("a"), Action::Back, Action::Forward, start(None), step("x")] {
            assert_eq!(apply(&state, action), state);
        }
        assert_eq!(apply(&state, Action::Load), State::Loading);
        assert_eq!(apply(&state, Action::Fail(failure.clone())), State::Failed(failure.clone()));
    }
}

#[test]
fn an_entry_is_found_at_the_stop_nearest_to_the_reader() {
    let mut state = open(Some("a"));
    for to in ["b", "a", "c"] {
        state = apply(&state, step(to));
    }
    let nearest = |state: &State, id: &str| state.journey().and_then(|journey| journey.nearest(id));
    assert_eq!(["a", "b", "c", "d"].map(|id| nearest(&state, id)), [Some(2), Some(1), Some(3), None]);
    let state = apply(&state, Action::Trail { stop: 0 });
    assert_eq!([nearest(&state, "a"), nearest(&state, "c")], [Some(0), Some(3)]);
}
