//! Translated pages: their words, in English.

use crate::name::lower;

/// Words in lower case and the English ones, sorted.
static WORDS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/translations.rs"));

/// Characters from here on belong to scripts without spaces between words.
const UNSPACED: char = '\u{3000}';

/// Spaces that do not break lines, as French has them before colons.
const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// Returns the English words for a heading or header cell, in lower case.
pub(crate) fn of(text: &str) -> Option<&'static str> {
    let text = lower(text);
    let at = WORDS
        .binary_search_by(|(word, _)| (*word).cmp(&text))
        .ok()?;
    Some(WORDS[at].1)
}

/// Replaces words inside a text by their English ones, and spaces that do not break by others.
pub(super) fn english(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    pieces(&text.replace(NO_BREAK, " "), |written, english| {
        out.push_str(english.unwrap_or(written))
    });
    out
}

/// The same, and also returns the text as it was. Where one of the two is shorter, spaces fill it up, so that positions
/// are the same in both.
pub(super) fn aligned(text: &str) -> (String, String) {
    let (mut translated, mut kept) = (String::new(), String::new());
    pieces(&text.replace(NO_BREAK, " "), |written, english| {
        translated.push_str(english.unwrap_or(written));
        kept.push_str(written);
        let width = translated.len().max(kept.len());
        translated.extend(std::iter::repeat_n(' ', width - translated.len()));
        kept.extend(std::iter::repeat_n(' ', width - kept.len()));
    });
    (translated, kept)
}

/// Calls a function with each word of a text that has a translation, and with each character between these.
fn pieces<'t>(text: &'t str, mut take: impl FnMut(&'t str, Option<&'static str>)) {
    let lowered = lower(text);
    let lowered = match lowered.len() == text.len() {
        true => lowered,
        false => text.to_ascii_lowercase(),
    };
    let (mut at, mut before) = (0, ' ');
    while let Some(next) = lowered[at..].chars().next() {
        let found = longest(&lowered[at..], before);
        let length = found.map_or(next.len_utf8(), |(word, _)| word.len());
        let end = at + length;
        let written = text.get(at..end).unwrap_or_default();
        take(written, found.map(|(_, english)| *english));
        before = lowered[..end].chars().next_back().unwrap_or(next);
        at = end;
    }
}

/// Returns the longest of the words that a text begins with, if these are not a part of others.
fn longest(text: &str, before: char) -> Option<&'static (&'static str, &'static str)> {
    let joins = |a: char, b: char| a.is_alphanumeric() && b.is_alphanumeric() && b < UNSPACED;
    let first = text.chars().next()?;
    if joins(before, first) {
        return None;
    }
    let start = WORDS.partition_point(|(word, _)| !word.starts_with(first) && *word < text);
    let is_here = |(word, _): &&(&str, &str)| {
        let last = word.chars().next_back().unwrap_or(first);
        let rest = text.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|next| joins(next, last)))
    };
    let near = WORDS[start..]
        .iter()
        .take_while(|(word, _)| word.starts_with(first));
    near.filter(is_here).max_by_key(|(word, _)| word.len())
}
