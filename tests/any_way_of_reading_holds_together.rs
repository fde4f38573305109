//! Whatever a reader, a host page and the network do in any order: navigation is always at one of its stops, each stop can be shown, and the
//! way back is the way that was gone. Sequences of actions are made by chance, and shortened when one fails.

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::test_runner::Config;
use std::rc::Rc;
use vital_conditions::catalog::{Catalog, Context, Date, Limits, parse};
use vital_conditions::navigation::{Action, Failure, FailureKind, Journey, Place, State, apply};

/// So many stops of a way are kept.
const KEPT: usize = 24;

/// The entries; a catalog has those that its bits name, and "a" has a former name.
const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn catalog(bits: u8) -> Rc<Catalog> {
    let ids = IDS.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
    let entries: Vec<String> =
        ids.map(|(_, id)| format!(r#"{{ "id": "{id}", "aliases": ["old-{id}"], "kind": "topic", "title": "{id}" }}"#)).collect();
    let context = Context {
        base: "https://host.example/catalog.json",
        today: Date::new(2026, 11, 22).unwrap(),
        resolve: &|_, address| Some(address.to_owned()),
        limits: Limits::BROWSER,
        overlay: None,
    };
    Rc::new(parse(&format!(r#"{{ "version": 1, "home": "c", "entries": [{}] }}"#, entries.join(",")), &context).unwrap().0)
}

fn bits() -> impl Strategy<Value = u8> {
    prop_oneof![4 => Just(0b11_1111), 1 => any::<u8>()]
}

fn topic() -> impl Strategy<Value = Rc<str>> {
    let known = (0..IDS.len()).prop_map(|at| Rc::from(IDS[at]));
    let other = prop_oneof![Just("old-a"), Just("gone"), Just(""), Just(" b ")].prop_map(Rc::from);
    prop_oneof![8 => known, 2 => other]
}

fn action() -> impl Strategy<Value = Action> {
    let kind = (0..FailureKind::ALL.len()).prop_map(|at| FailureKind::ALL[at]);
    prop_oneof![
        20 => (bits(), topic()).prop_map(|(bits, to)| Action::Step { catalog: catalog(bits), to }),
        6 => Just(Action::Back),
        4 => Just(Action::Forward),
        4 => (0..30_usize).prop_map(|stop| Action::Trail { stop }),
        2 => (bits(), proptest::option::of(topic())).prop_map(|(bits, topic)| Action::Start { catalog: catalog(bits), topic }),
        2 => (proptest::collection::vec(bits(), 0..4), proptest::option::of(topic()))
            .prop_map(|(bits, topic)| Action::Open { catalogs: bits.into_iter().map(catalog).collect(), topic }),
        1 => (proptest::collection::vec((bits(), topic()), 0..30), 0..40_usize)
            .prop_map(|(stops, at)| Action::Resume { stops: stops.into_iter().map(|(bits, topic)| (catalog(bits), topic)).collect(), at }),
        1 => Just(Action::Load),
        1 => kind.prop_map(|kind| Action::Fail(Failure { kind, message: String::new() })),
    ]
}

fn names(journey: &Journey) -> Vec<Rc<str>> {
    journey.stops().iter().map(|stop| stop.name()).collect()
}

proptest! {
    #![proptest_config(Config { cases: 1_000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_sequence_of_actions(actions in proptest::collection::vec(action(), 0..120)) {
        let mut state = State::Loading;
        for action in actions {
            let before = state.clone();
            state = apply(&before, action.clone());
            prop_assert_eq!(&apply(&before, action.clone()), &state, "the same makes the same");
            let Some(journey) = state.journey() else {
                let ends = matches!(action, Action::Load | Action::Fail(_)) || before.journey().is_none();
                prop_assert!(ends, "{:?} took the topic away", action);
                continue;
            };
            // It is at one of its stops, and each of them can be shown.
            prop_assert!(journey.at() < journey.stops().len() && journey.number() >= journey.at());
            prop_assert_eq!(journey.here(), &journey.stops()[journey.at()]);
            for stop in journey.stops() {
                match &stop.place {
                    Place::Entry(id) => prop_assert_eq!(stop.catalog.find(id.as_str()).map(|entry| &entry.id), Some(id)),
                    Place::Unknown(wanted) => prop_assert!(stop.catalog.find(wanted).is_none() && !stop.catalog.entries().is_empty()),
                    Place::Nowhere => prop_assert!(stop.catalog.entries().is_empty()),
                }
            }
            let Some(was) = before.journey() else { continue };
            match action {
                Action::Step { .. } => {
                    // Nothing where the reader is there already; else one stop on from here, and of a long way the oldest stop is forgotten.
                    if state != before {
                        let mut way = names(was)[..=was.at()].to_vec();
                        way.push(journey.here().name());
                        let kept = &way[way.len().saturating_sub(KEPT)..];
                        prop_assert_eq!(&names(journey)[..], kept);
                        prop_assert_eq!(journey.number(), was.number() + 1);
                        let back = apply(&state, Action::Back);
                        let back = back.journey().map(|back| back.here().name());
                        prop_assert_eq!(back, Some(was.here().name()), "back is where one came from");
                    } else {
                        prop_assert_eq!(&journey.here().place, &was.here().place);
                    }
                }
                Action::Back | Action::Forward | Action::Trail { .. } => {
                    prop_assert_eq!(names(journey), names(was), "the way stays");
                    let wanted = match action {
                        Action::Back => was.at().checked_sub(1),
                        Action::Forward => Some(was.at() + 1),
                        Action::Trail { stop } => Some(stop),
                        _ => None,
                    };
                    let there = wanted.filter(|stop| *stop < was.stops().len()).unwrap_or(was.at());
                    prop_assert_eq!(journey.at(), there);
                }
                // What a newer state of the catalog doesn't have is left out, and nobody is led from a place to itself.
                Action::Open { catalogs, .. } if !catalogs.is_empty() => {
                    prop_assert!(journey.stops().len() <= was.stops().len());
                    let mut pairs = journey.stops().windows(2);
                    prop_assert!(pairs.all(|pair| pair[0].place != pair[1].place));
                }
                _ => {}
            }
        }
    }
}
