//! How many typing mistakes one word is away from another: letters that are missing, too many, others, or swapped with their neighbour.

/// The optimal string alignment distance of `typed` from `word`, and from the beginning of `word` that is nearest to it. `most + 1` stands
/// for everything that is farther away than `most`.
pub fn distances(typed: &[char], word: &[char], most: usize) -> (usize, usize) {
    let far = most + 1;
    if typed.len() > word.len() + most {
        return (far, far);
    }
    // Beyond these characters the word only goes on.
    let width = word.len().min(typed.len() + most);
    let mut before = vec![0; width + 1];
    let mut last: Vec<usize> = (0..=width).collect();
    let mut row = vec![0; width + 1];
    for i in 1..=typed.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..=width {
            let substituted = last[j - 1] + usize::from(typed[i - 1] != word[j - 1]);
            let mut edits = substituted.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1] {
                edits = edits.min(before[j - 2] + 1);
            }
            row[j] = edits;
            least = least.min(edits);
        }
        if least > most {
            return (far, far);
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    let whole = if width < word.len() { far } else { last[width].min(far) };
    (whole, last.iter().copied().min().unwrap_or(far).min(far))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str, expected: (usize, usize)) {
        let [typed, word] = [typed, word].map(|text| text.chars().collect::<Vec<char>>());
        assert_eq!(distances(&typed, &word, 2), expected);
    }

    #[test]
    fn each_mistake_counts_one() {
        check("housing", "housing", (0, 0));
        check("housng", "housing", (1, 1));
        check("housiing", "housing", (1, 1));
        check("hoysing", "housing", (1, 1));
        check("huosing", "housing", (1, 1));
        check("huosng", "housing", (2, 2));
        check("hsn", "housing", (3, 2));
        check("water", "housing", (3, 3));
    }

    #[test]
    fn a_beginning_is_as_near_as_the_word() {
        check("belonggi", "belonging", (3, 1));
        check("belno", "belonging", (3, 1));
        check("commnu", "community", (3, 1));
    }
}
