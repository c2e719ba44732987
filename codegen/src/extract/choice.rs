//! Choices in running text, which need no word for their values: `Can be a, b, or c`.

use crate::extract::{
    flat::{Flat, ITEM, Marked, before_words},
    vocabulary::{CHOICE_NOUNS, CHOICE_WORDS, CHOICES},
};

/// Returns where the values of a choice begin, as in `can be a, b, or c`. They stand alone between their separators.
pub(super) fn start(flat: &Flat) -> Option<usize> {
    let is_choice = |first: &&Marked| {
        let before = flat.prose[..first.start].trim_end();
        let mut choices = CHOICES.iter();
        choices.any(|words| before_words(before, words).is_some())
    };
    let run = |first: &Marked| flat.codes(first.start, flat.sentence_end(first.start));
    let mut choices = flat.codes(0, usize::MAX).filter(is_choice);
    let first = choices.find(|first| run(first).nth(1).is_some())?;
    let mut gaps = run(first).zip(run(first).skip(1)).map(|(value, next)| {
        let gap = flat.prose.get(value.end..next.start).unwrap_or_default();
        // A remark such as `(default)` may follow a value.
        let gap = gap.rsplit_once(')').map_or(gap, |(_, gap)| gap);
        gap.trim_matches([' ', ',', ';', '/'])
    });
    gaps.all(|gap| matches!(gap, "" | "or" | "and"))
        .then_some(first.start)
}

/// Whether the sentence before this offset says nothing but that the values of a property follow: `Can be one of`,
/// `Options are:`.
pub(super) fn is_introduced(flat: &Flat, start: usize) -> bool {
    let before = flat.prose[..start].trim_end_matches([' ', ITEM]);
    let sentence = before.rsplit(['.', ITEM]).next().unwrap_or_default();
    let has_modal = || {
        let mut modals = CHOICES.iter().filter(|words| words.ends_with(" be"));
        modals.any(|modal| sentence.contains(modal))
    };
    let words = || {
        let words = sentence.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty())
    };
    words().all(|word| CHOICE_WORDS.contains(&word) || CHOICE_NOUNS.contains(&word))
        && (has_modal() || words().any(|word| CHOICE_NOUNS.contains(&word)))
}
