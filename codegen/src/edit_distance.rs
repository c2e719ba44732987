//! Guesses which known word was meant.

/// Maximum number of edits, as in cargo. Words with more edits between them are different words, however long they are.
const MOST_EDITS: usize = 3;

/// Maximum length of words that are compared. The time grows with the square of it, and no name is that long.
const LONGEST: usize = 256;

/// Returns the known word with the fewest edits: at most one for three letters, and at most [`MOST_EDITS`].
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let edits = |known: &'a str| {
        let most = MOST_EDITS.min(known.chars().count() / 3);
        Some((within(word, known, most)?, known))
    };
    let (_, nearest) = known.into_iter().filter_map(edits).min()?;
    Some(nearest)
}

/// Whether one word is a misspelling of the other.
pub(crate) fn is_misspelling(a: &str, b: &str) -> bool {
    closest(a, [b]).is_some()
}

/// Returns the number of letters that must be inserted, deleted, replaced or swapped to turn one word into the other,
/// ignoring case; `None` if there are more than `most`.
pub(crate) fn within(a: &str, b: &str, most: usize) -> Option<usize> {
    let lengths = [a, b].map(|word| word.chars().count());
    let [shorter, longer] = [lengths[0].min(lengths[1]), lengths[0].max(lengths[1])];
    if longer > LONGEST || longer - shorter > most {
        return None;
    }
    let [a, b] = [a, b].map(str::to_lowercase);
    // Most words have so few letters in common, in any order, that their order need not be compared.
    if longer > most + most_shared(&a, &b) {
        return None;
    }
    let edits = strsim::osa_distance(&a, &b);
    (edits <= most).then_some(edits)
}

/// Returns an upper bound for the number of letters that two words have in common, in any order.
fn most_shared(a: &str, b: &str) -> usize {
    const KINDS: usize = 128;
    let kind = |letter: char| u32::from(letter) as usize % KINDS;
    let mut left = [0_usize; KINDS];
    a.chars().for_each(|letter| left[kind(letter)] += 1);
    let is_shared = |letter: &char| {
        let left = &mut left[kind(*letter)];
        let is_left = *left > 0;
        *left -= usize::from(is_left);
        is_left
    };
    b.chars().filter(is_shared).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letter_filter_rules_out_only_distant_words(a in "[abcé]{0,7}", b in "[abcé]{0,7}", most in 0_usize..8) {
            let edits = strsim::osa_distance(&a, &b);
            prop_assert_eq!(within(&a, &b, most), Some(edits).filter(|edits| *edits <= most));
        }
    }

    #[test]
    fn nearest_word_is_at_most_a_third_away() {
        assert_eq!(closest("onyl", ["docs", "only"]), Some("only"));
        assert_eq!(closest("lonyl", ["only"]), None);
        assert_eq!(closest("abcdefg", ["abcdxy"]), None);
        let known = ["abcdxyz", "xabcdefgy", "abcdefgxy"];
        assert_eq!(closest("abcdefg", known), Some("abcdefgxy"));
    }

    #[test]
    fn more_than_three_edits_are_never_near() {
        let known = ["androidDeviceOwnerGeneralDeviceConfiguration"];
        let three = "androidDevceOwnerGenerlDeviceConfigration";
        assert_eq!(closest(three, known), Some(known[0]));
        let four = "androidDevceOwnerGenerlDevceConfigration";
        assert_eq!(closest(four, known), None);
    }

    #[test]
    fn words_that_are_not_names_are_not_compared() {
        let long = "x".repeat(1_000_000);
        assert_eq!(closest(&long, [&*long]), None);
    }
}
