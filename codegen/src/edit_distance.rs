//! Which known word was meant. Shared by all that have to guess.

/// Nobody writes a longer word by hand; the time to compare two grows with the product of their lengths.
const LONGEST: usize = 200;

/// The known word with the fewest edits: at most a third of the letters, two words that share less are different words.
pub(crate) fn of<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let lower = word.to_lowercase();
    let len = lower.chars().count();
    // Each letter that one has more is an edit.
    let may_be = |known: &&str| len.abs_diff(known.chars().count()) * 3 <= known.chars().count();
    let (edits, nearest) = known
        .into_iter()
        .filter(may_be)
        .map(|known| (distance(&lower, &known.to_lowercase()), known))
        .min()?;
    (edits * 3 <= nearest.chars().count()).then_some(nearest)
}

/// Whether two words are one with a slip of the pen in it.
pub(crate) fn is_misspelling(a: &str, b: &str) -> bool {
    of(a, [b]).is_some()
}

/// How many letters must be put in, taken out or replaced to make one of the other.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
