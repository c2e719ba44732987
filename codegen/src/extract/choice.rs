//! Choices in running text, which need no word for their values: `Can be a, b, or c`.

use crate::extract::{
    flat::{Flat, Marked, before_words},
    vocabulary::CHOICES,
};

/// Returns where the values of a choice begin, as in `can be a, b, or c`. They stand alone between their separators.
pub(super) fn start(flat: &Flat) -> Option<usize> {
    let is_choice = |first: &&Marked| {
        let before = flat.prose[..first.start].trim_end();
        let mut choices = CHOICES.iter();
        choices.any(|words| before_words(before, words).is_some())
    };
    let first = flat.codes(0, usize::MAX).find(is_choice)?;
    let run = || flat.codes(first.start, flat.sentence_end(first.start));
    let mut gaps = run().zip(run().skip(1)).map(|(value, next)| {
        let gap = flat.prose.get(value.end..next.start).unwrap_or_default();
        // A remark such as `(default)` may follow a value.
        let gap = gap.rsplit_once(')').map_or(gap, |(_, gap)| gap);
        gap.trim_matches([' ', ',', ';', '/'])
    });
    gaps.all(|gap| matches!(gap, "" | "or" | "and"))
        .then_some(first.start)
}
