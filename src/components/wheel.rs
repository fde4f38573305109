//! The vital conditions as the picture that people know: six round the one in the centre, each a link.
//!
//! Only seven conditions make the picture; a catalog with another number of them has its cards.

use super::Scene;
use super::drawing::{drawing, drawn_link};
use super::hue::rank;
use super::lettering::{Box, lettering};
use super::parts::element;
use crate::catalog::{Catalog, Entry, EntryId, Kind};
use std::rc::Rc;
use yew::prelude::*;

/// A sixth of the ring, from its inner to its outer edge, at the top. In tenths of a unit from the wheel's middle; the surface shows
/// between two as wide as the line round each.
const SECTOR: &str = "M-730-1264A1460 1460 0 0 1 730-1264L290-502A580 580 0 0 0-290-502Z";

/// The middles of the sectors' text, clockwise from the top.
const MIDDLES: [(i32, i32); 6] = [(0, -1020), (870, -510), (870, 510), (0, 1020), (-870, 510), (-870, -510)];

/// The conditions clockwise from the top, and the one in the centre last. Nothing where they don't make the picture.
fn seated(catalog: &Catalog) -> Option<Vec<&Rc<Entry>>> {
    let mut seats = [None; 7];
    for entry in catalog.entries() {
        if entry.kind == Kind::Condition && seats[rank(catalog, &entry.id)?].replace(entry).is_some() {
            return None;
        }
    }
    seats.into_iter().collect()
}

/// In the place of its picture, where an entry gathers all conditions.
pub fn gathered(scene: &Scene, entry: &Entry) -> Option<Html> {
    if entry.kind != Kind::Collection {
        return None;
    }
    let (seated, neighbours) = (seated(&scene.catalog)?, entry.neighbours());
    seated.iter().all(|condition| neighbours.contains(&&condition.id)).then(|| drawn(scene, &seated, None))
}

/// Beside a topic's map: the condition that it belongs to is marked `here`, those among its `neighbours` `touched`.
pub fn marked(scene: &Scene, entry: &Entry, neighbours: &[&EntryId]) -> Option<Html> {
    Some(drawn(scene, &seated(&scene.catalog)?, Some((entry, neighbours))))
}

fn drawn(scene: &Scene, seated: &[&Rc<Entry>], from: Option<(&Entry, &[&EntryId])>) -> Html {
    let mut content = Vec::new();
    for (place, condition) in seated.iter().enumerate() {
        let (shape, (x, y)) = match MIDDLES.get(place) {
            Some(middle) => {
                let turn = format!("rotate({})", place * 60);
                (element("path", &["d", "transform"], vec![Some(SECTOR.into()), Some(turn.into())], Html::default()), *middle)
            }
            None => (element("circle", &["r"], vec![Some("540".into())], Html::default()), (0, 0)),
        };
        let mark = from.map(|(entry, neighbours)| match entry.own_condition() {
            Some(own) if *own == condition.id => "here",
            _ if neighbours.contains(&&condition.id) => "touched",
            _ => "other",
        });
        let lettering = lettering(&condition.title, Box { x, y, width: 880, height: 640, size: 118 });
        content.push(drawn_link(scene, condition, mark, vec![shape.into(), lettering]));
    }
    drawing("wheel", scene.words.wheel().to_owned(), "-1500 -1500 3000 3000".to_owned(), content)
}
