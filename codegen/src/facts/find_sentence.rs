//! Finds a sentence in the text of a page, regardless of line breaks and spacing.

use crate::{
    prose::{fold, is_stray_mark},
    span::Span,
};

/// A text with collapsed white space, and the origin of each byte.
pub(super) struct Folded {
    pub text: String,
    /// For each byte, the start and end of the original character.
    from: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(text.len()),
            from: Vec::with_capacity(text.len()),
        };
        let mut blank = false;
        for (at, c) in text.char_indices() {
            if is_stray_mark(c) {
                continue;
            }
            if c.is_whitespace() {
                blank = true;
                continue;
            }
            if blank && !folded.text.is_empty() {
                folded.push(' ', at);
            }
            blank = false;
            folded.push(c, at);
        }
        folded
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        let place = (at, at + if c == ' ' { 0 } else { c.len_utf8() });
        self.from.extend(std::iter::repeat_n(place, c.len_utf8()));
    }

    /// Returns every position of `quote`, whose white space is collapsed as well, in the original text.
    pub(super) fn find(&self, quote: &str) -> Vec<Span> {
        let found = self.text.match_indices(quote);
        found
            .filter_map(|(at, _)| {
                let last = at + quote.len().checked_sub(1)?;
                Some(Span::new(self.from.get(at)?.0, self.from.get(last)?.1))
            })
            .collect()
    }
}

/// Returns the sentences of a page with their spans. A paragraph is split at full stops, a table into rows.
pub(super) fn sentences(text: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut paragraph: Option<(usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let is_row = line.trim_start().starts_with('|');
        if line.trim().is_empty() || is_row {
            cut(text, paragraph.take(), &mut found);
        }
        if is_row {
            found.push((
                fold(line).into_owned(),
                Span::new(start, start + line.trim_end().len()),
            ));
        } else if !line.trim().is_empty() {
            paragraph = Some((paragraph.map_or(start, |(first, _)| first), end));
        }
    }
    cut(text, paragraph, &mut found);
    found
}

fn cut(text: &str, paragraph: Option<(usize, usize)>, found: &mut Vec<(String, Span)>) {
    let Some((mut start, end)) = paragraph else {
        return;
    };
    let is_end = |at: usize| {
        let mut rest = text[at..end].chars();
        matches!(rest.next(), Some('.' | '!' | '?')) && rest.next().is_none_or(char::is_whitespace)
    };
    let ends: Vec<usize> = text[start..end]
        .char_indices()
        .map(|(offset, _)| start + offset)
        .filter(|at| is_end(*at))
        .map(|at| at + 1)
        .chain([end])
        .collect();
    for stop in ends {
        let sentence = fold(&text[start..stop]);
        if !sentence.is_empty() {
            let blank = text[start..stop].len() - text[start..stop].trim_start().len();
            found.push((sentence.into_owned(), Span::new(start + blank, stop)));
        }
        start = stop;
    }
}

/// Whether `quote` contains `word` on its own, not inside another word or number.
pub(super) fn says(quote: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // `345` does not occur on its own in `12,345`, because such a mark continues a number.
    let goes_on = |near: Option<char>, far: Option<char>, own: Option<char>| {
        near.is_some_and(is_word)
            || (matches!(near, Some(',' | '.')) && is_digit(far) && is_digit(own))
    };
    quote.match_indices(word).any(|(at, _)| {
        let mut before = quote[..at].chars().rev();
        let mut after = quote[at + word.len()..].chars();
        !goes_on(before.next(), before.next(), word.chars().next())
            && !goes_on(after.next(), after.next(), word.chars().next_back())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_with_other_spaces_is_found_at_its_place() {
        let page = "One.  Two\n three\u{a0}four.\nOne.";
        let folded = Folded::new(page);
        assert_eq!(folded.find("Two three four."), [Span::new(6, 23)]);
        assert_eq!(folded.find("One.").len(), 2);
        assert!(folded.find("five").is_empty());
        assert_eq!(Folded::new("a \u{e9}").find("a \u{e9}"), [Span::new(0, 4)]);
    }

    #[test]
    fn only_whole_words_match() {
        assert!(says("`running` or 256 chars", "running"));
        assert!(says("limit: 256.", "256"));
        assert!(!says("limit: 2560", "256"));
        assert!(!says("limit: 12,345", "345"));
        assert!(says("200, 299", "299"));
        assert!(!says("notRunning", "Running"));
    }

    #[test]
    fn paragraphs_and_rows_are_split_into_sentences() {
        let page = "A b. C\nd!\n\n| x | y. z |\n|---|---|\nLast";
        let texts: Vec<String> = sentences(page).into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, ["A b.", "C d!", "| x | y. z |", "|---|---|", "Last"]);
    }
}
