//! The root of an index: which part has what, and which entries are of which kind and condition. It is all that is fetched before a query.

use super::code::{Reader, Writer, list};
use crate::catalog::Kind;
use std::ops::Range;

/// The version of the format. Code that doesn't know it can't search.
const VERSION: u8 = 1;

/// So many cards are in one part.
pub const CARDS: usize = 4;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Root {
    /// How many entries there are.
    pub count: usize,
    /// The ids and titles of the conditions.
    pub conditions: Vec<(String, String)>,
    /// The entries are numbered by these: each begins where the one before ends.
    pub groups: Vec<Group>,
    /// The first term of each part with terms, or something between it and the term before.
    pub terms: Vec<String>,
    /// Likewise of each part of the dictionary.
    pub forward: Vec<String>,
    /// And of the dictionary of words that are spelled backward.
    pub backward: Vec<String>,
}

/// Entries of one kind and condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    pub kind: Kind,
    /// The place of the condition in the root's list.
    pub condition: Option<usize>,
    /// The number behind the last of them.
    pub end: usize,
}

impl Root {
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer(vec![VERSION]);
        writer.number(self.count);
        writer.number(self.conditions.len());
        for (id, title) in &self.conditions {
            writer.text(id);
            writer.text(title);
        }
        writer.number(self.groups.len());
        let mut start = 0;
        for Group { kind, condition, end } in &self.groups {
            writer.number(Kind::ALL.iter().position(|known| known == kind).unwrap_or_default());
            writer.number(condition.map_or(0, |condition| condition + 1));
            writer.number(end - start);
            start = *end;
        }
        for starts in [&self.terms, &self.forward, &self.backward] {
            list(&mut writer, starts.iter().map(|start| &**start));
        }
        writer.0
    }

    pub fn read(bytes: &[u8]) -> Option<Root> {
        let (version, rest) = bytes.split_first()?;
        if *version != VERSION {
            return None;
        }
        let mut reader = Reader::new(rest);
        let mut root = Root { count: reader.number()?, ..Root::default() };
        for _ in 0..reader.number()? {
            root.conditions.push((reader.text()?.to_owned(), reader.text()?.to_owned()));
        }
        let mut end = 0;
        for _ in 0..reader.number()? {
            let kind = *Kind::ALL.get(reader.number()?)?;
            let condition = reader.number()?.checked_sub(1);
            end += reader.number()?;
            root.groups.push(Group { kind, condition, end });
        }
        root.terms = reader.list()?;
        root.forward = reader.list()?;
        root.backward = reader.list()?;
        Some(root)
    }

    /// The group of an entry.
    pub fn group(&self, entry: usize) -> Option<&Group> {
        self.groups.get(self.groups.partition_point(|group| group.end <= entry))
    }

    /// The number of the part that has this term, if any has it.
    pub fn part_of(&self, term: &str) -> usize {
        holding(&self.terms, term)
    }

    /// The numbers of the parts that have terms with this beginning.
    pub fn parts_from(&self, beginning: &str) -> Range<usize> {
        spanned(&self.terms, beginning)
    }

    /// The numbers of the parts of the dictionary that have words with this beginning.
    pub fn forward_from(&self, beginning: &str) -> Range<usize> {
        shifted(spanned(&self.forward, beginning), self.terms.len())
    }

    /// The same for words that are spelled backward.
    pub fn backward_from(&self, beginning: &str) -> Range<usize> {
        shifted(spanned(&self.backward, beginning), self.terms.len() + self.forward.len())
    }

    /// The number of the part with the card of an entry, and the card's place in it.
    pub fn card_of(&self, entry: usize) -> (usize, usize) {
        (self.terms.len() + self.forward.len() + self.backward.len() + entry / CARDS, entry % CARDS)
    }
}

/// Which of the parts has a text, if any has it. Each text of `starts` begins a part, and what comes before the first is in it too.
fn holding(starts: &[String], text: &str) -> usize {
    starts.partition_point(|start| **start <= *text).saturating_sub(1)
}

/// Which parts have texts with this beginning.
fn spanned(starts: &[String], beginning: &str) -> Range<usize> {
    let first = holding(starts, beginning);
    let behind = starts.partition_point(|start| **start <= *beginning || start.starts_with(beginning));
    first..behind.max(first + 1).min(starts.len())
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_root_is_read_as_it_was_written() {
        let group = |kind, condition, end| Group { kind, condition, end };
        let root = Root {
            count: 3,
            conditions: vec![("a".into(), "A".into())],
            groups: vec![group(Kind::Condition, Some(0), 1), group(Kind::Story, None, 3)],
            terms: starts("a m"),
            forward: starts("b"),
            backward: starts("c d"),
        };
        let written = root.write();
        assert_eq!(Root::read(&written).as_ref(), Some(&root));
        assert_eq!(Root::read(&written[..written.len() - 1]), None);
        assert_eq!(Root::read(&[9, 0, 0]), None, "a version of later");
        assert_eq!(root.group(0).map(|group| group.kind), Some(Kind::Condition));
        assert_eq!(root.group(2).map(|group| group.kind), Some(Kind::Story));
        assert_eq!(root.group(3), None);
        assert_eq!(root.card_of(5), (6, 1));
    }

    fn check(starts: &str, beginning: &str, expected: Range<usize>) {
        assert_eq!(spanned(&self::starts(starts), beginning), expected, "{beginning}");
    }

    #[test]
    fn a_beginning_spans_all_parts_that_may_have_it() {
        let parts = "a be bel n";
        check(parts, "b", 0..3);
        check(parts, "be", 1..3);
        check(parts, "bel", 2..3);
        check(parts, "belonging", 2..3);
        check(parts, "bet", 2..3);
        check(parts, "zoo", 3..4);
        check(parts, "0", 0..1);
        assert_eq!(spanned(&[], "a"), 0..0);
    }
}
