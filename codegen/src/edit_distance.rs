//! Guesses which known word was meant.

/// Maximum number of edits. Words with more edits between them are different words, however long they are. This makes
/// the time to compare two words linear in their length.
const MOST_EDITS: usize = 64;

/// Returns the known word with the fewest edits. It may take edits of at most a third of its letters; beyond that,
/// words are unrelated.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = letters(word);
    // Each additional letter is an edit.
    let may_be = |known: &&str| {
        let len = known.chars().count();
        lower.len().abs_diff(len) * 3 <= len
    };
    let mut nearest: Option<(usize, &str)> = None;
    for known in known.into_iter().filter(may_be) {
        let letters = letters(known);
        let third = letters.len() / 3;
        let most = nearest.map_or(third, |(edits, _)| edits.min(third));
        let found = between(&lower, &letters, most).map(|edits| (edits, known));
        nearest = nearest.into_iter().chain(found).min();
    }
    nearest.map(|(_, known)| known)
}

/// Whether one word is a misspelling of the other.
pub(crate) fn is_misspelling(a: &str, b: &str) -> bool {
    closest(a, [b]).is_some()
}

/// Returns the number of letters that must be inserted, deleted or replaced to turn one word into the other, ignoring
/// case; `None` if there are more than `most`.
pub(crate) fn within(a: &str, b: &str, most: usize) -> Option<usize> {
    // Most words already differ by more than that in length.
    let is_far = a.is_ascii() && b.is_ascii() && a.len().abs_diff(b.len()) > most;
    if is_far {
        return None;
    }
    between(&letters(a), &letters(b), most)
}

/// Returns the letters of a word in lower case.
fn letters(word: &str) -> Vec<char> {
    match word.is_ascii() {
        true => word
            .bytes()
            .map(|byte| byte.to_ascii_lowercase().into())
            .collect(),
        false => word.chars().flat_map(char::to_lowercase).collect(),
    }
}

/// Returns an upper bound for the number of letters that two words have in common, in any order.
fn most_shared(a: &[char], b: &[char]) -> usize {
    const KINDS: usize = 128;
    let kind = |letter: &char| u32::from(*letter) as usize % KINDS;
    let mut left = [0_usize; KINDS];
    a.iter().for_each(|letter| left[kind(letter)] += 1);
    let mut shared = 0;
    for letter in b {
        let left = &mut left[kind(letter)];
        shared += usize::from(*left > 0);
        *left = left.saturating_sub(1);
    }
    shared
}

fn between(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let same = |(a, b): &(&char, &char)| a == b;
    let head = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let most = most.min(MOST_EDITS);
    // Each letter of the longer word that the other lacks is an edit. Most words differ by more such letters than may
    // be, and to count them takes much less time than to compare their order.
    let longer = a.len().max(b.len());
    if longer - a.len().min(b.len()) > most || longer - most_shared(a, b) > most {
        return None;
    }
    // Paths that stray farther from the diagonal need too many edits.
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let first = i.saturating_sub(most);
        let last = (i + most + 1).min(b.len());
        let mut diagonal = row[first];
        row[first] = if first == 0 { i + 1 } else { most + 1 };
        let mut least = row[first];
        for (j, y) in (first..last).zip(&b[first..last]) {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            // The row above ends one column earlier.
            let above = if j == i + most { most } else { diagonal };
            row[j + 1] = replaced.min(above + 1).min(row[j] + 1);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The edit distance by its definition.
    fn plain(a: &[char], b: &[char]) -> usize {
        match (a.split_first(), b.split_first()) {
            (None, _) => b.len(),
            (_, None) => a.len(),
            (Some((x, a)), Some((y, b))) if x == y => plain(a, b),
            (Some((_, rest)), Some((_, other))) => {
                1 + plain(rest, other).min(plain(rest, b)).min(plain(a, other))
            }
        }
    }

    proptest! {
        #[test]
        fn edits_are_counted_up_to_the_most(a in "[abc]{0,7}", b in "[abc]{0,7}", most in 0_usize..8) {
            let edits = plain(&letters(&a), &letters(&b));
            prop_assert_eq!(within(&a, &b, most), Some(edits).filter(|edits| *edits <= most));
        }
    }

    #[test]
    fn a_word_that_is_too_far_does_not_hide_a_similar_one() {
        let (too_far, similar) = ("abcdxy", "xabcdexgy");
        assert_eq!(closest("abcdefg", [too_far]), None);
        assert_eq!(closest("abcdefg", [too_far, similar]), Some(similar));
    }

    #[test]
    fn long_words_are_compared_too() {
        let long = "someLongName".repeat(1_000);
        let slip = long.replacen("someLong", "smoeLogn", 3);
        assert_eq!(closest(&slip, ["other", &*long]), Some(&*long));
        assert_eq!(closest(&long.replace('e', "x"), [&*long]), None);
    }
}
