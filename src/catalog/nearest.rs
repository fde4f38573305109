//! "Did you mean": the known name that a mistyped one is closest to.

/// The candidate fewest edits away from `wanted` (an insertion, a deletion, a substitution or a swap of neighbours each count one),
/// the first of several as close. Nothing when more than a third of the letters would have to change.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(wanted, &mut candidates.into_iter())
}

fn nearest_of<'a>(wanted: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    // A name of hostile length is no typing mistake, and comparing it would cost its square.
    if wanted.len() > 200 {
        return None;
    }
    // Ids are ASCII, and the tables for all of Unicode would make the wasm larger.
    let wanted: Vec<char> = wanted.to_ascii_lowercase().chars().collect();
    let most = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let limit = best.map_or(most, |(distance, _)| distance.saturating_sub(1));
        if candidate.len() > 200 || candidate.chars().count().abs_diff(wanted.len()) > limit {
            continue;
        }
        let distance = edits(&wanted, &candidate.chars().collect::<Vec<_>>());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The optimal string alignment distance.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substituted = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substituted.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = last;
        last = row;
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wanted: &str, expected: Option<&str>) {
        let known = ["voting", "hate", "racism", "belonging-and-civic-muscle"];
        assert_eq!(nearest(wanted, known), expected, "{wanted}");
    }

    #[test]
    fn finds_what_was_meant() {
        check("votng", Some("voting"));
        check("vtoing", Some("voting"));
        check("Voting", Some("voting"));
        check("belonging-and-civic-muscles", Some("belonging-and-civic-muscle"));
        check("hat", Some("hate"));
    }

    #[test]
    fn offers_nothing_far_away() {
        check("housing", None);
        check("", None);
        check(&"v".repeat(100_000), None);
    }
}
