//! A topic's surroundings as a drawing: the topic, a trunk, and on either side of it where the topic leads. The same as a list beside it.

use super::Scene;
use super::drawing::{drawing, drawn_link};
use super::language::Language;
use super::lettering::{Box, lettering};
use super::parts::{classed, element, line};
use super::wheel::marked;
use crate::catalog::{Entry, EntryId, Kind};
use yew::prelude::*;

/// So many are drawn; the list has them all.
const MOST: usize = 30;

/// Lengths are in tenths of a unit, as of lettering.
const WIDTH: i32 = 3000;
const MIDDLE: i32 = WIDTH / 2;
/// The height of the topic's own place, and of each row below it.
const TOP: i32 = 560;
const ROW: i32 = 540;

/// What the panel of a topic's map shows.
pub fn map(scene: &Scene, entry: &Entry) -> Vec<Html> {
    let neighbours = entry.neighbours();
    let own = entry.own_condition();
    let (mut parts, mut listed, mut touched) = (Vec::new(), Vec::new(), String::new());
    for id in &neighbours {
        let neighbour = scene.catalog.get(id);
        if neighbour.kind == Kind::Condition && Some(*id) != own {
            touched.push_str(if touched.is_empty() { "" } else { ", " });
            touched.push_str(&neighbour.title);
        }
        let link = drawn_link(scene, neighbour, None, vec![(&*neighbour.title).into()]);
        listed.push(classed("li", None, vec![link]));
    }
    if let Some(own) = own.filter(|own| **own != entry.id) {
        parts.push(line("p", "told", Language::default(), scene.words.part_of(&scene.catalog.get(own).title).into()));
    }
    if !touched.is_empty() {
        parts.push(line("p", "told", Language::default(), scene.words.touches(&touched).into()));
    }
    parts.extend(marked(scene, entry, &neighbours));
    if !neighbours.is_empty() {
        parts.push(surroundings(scene, entry, &neighbours));
        parts.push(classed("ul", None, listed));
    }
    parts
}

fn surroundings(scene: &Scene, entry: &Entry, neighbours: &[&EntryId]) -> Html {
    let drawn = &neighbours[..neighbours.len().min(MOST)];
    let count = drawn.len() as i32;
    let height = TOP + ROW * ((count + 1) / 2);
    let mut branches = String::new();
    (0..count).for_each(|number| branches.push_str(&branch(number)));
    let branches = element("path", &["class", "d"], vec![Some("branch".into()), Some(branches.into())], Html::default());
    let topic = lettering(&entry.title, Box { x: MIDDLE, y: TOP / 2 - 40, width: WIDTH - 600, height: TOP - 160, size: 150 });
    let mut content = vec![branches.into(), topic];
    for (id, number) in drawn.iter().zip(0..) {
        content.push(neighbour(scene, id, number));
    }
    let name = scene.words.neighbours(&entry.title);
    drawing("map", name, format!("0 0 {WIDTH} {height}"), content)
}

/// The middle of a neighbour's place. They are laid out in rows of two, in the order of reading.
fn middle(number: i32) -> (i32, i32) {
    let x = if number % 2 == 0 { WIDTH / 4 - 30 } else { WIDTH * 3 / 4 + 30 };
    (x, TOP + ROW * (number / 2) + ROW / 2)
}

/// From the topic down the trunk, and off to the neighbour's place.
fn branch(number: i32) -> String {
    let (x, y) = middle(number);
    format!("M{MIDDLE} {}V{}Q{MIDDLE} {y} {x} {y}", TOP - 90, y - 150)
}

fn neighbour(scene: &Scene, id: &EntryId, number: i32) -> Html {
    let entry = scene.catalog.get(id);
    let (x, y) = middle(number);
    let (width, height) = (WIDTH / 2 - 180, ROW - 80);
    let place = [x - width / 2, y - height / 2, width, height].map(|length| Some(length.to_string().into()));
    let shape = element("rect", &["x", "y", "width", "height"], place.into(), Html::default());
    let text = lettering(&entry.title, Box { x, y, width: width - 120, height, size: 118 });
    drawn_link(scene, entry, None, vec![shape.into(), text])
}
