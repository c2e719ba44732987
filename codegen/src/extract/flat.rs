//! Inline content as a single string for searches, with positions that lead back to the page.

use memchr::memchr2_iter;

use crate::{
    extract::{translation, type_word::is_identifier},
    prose::{Inline, InlineKind, is_zero_width, plain},
    span::Span,
};

/// Marks the start of an item in an HTML list, and of a line that is one.
pub(super) const ITEM: char = '\u{f8fe}';

/// What a remark begins with in bold, as in **Note:**
const ALERTS: [&str; 5] = ["Note", "Tip", "Important", "Caution", "Warning"];

/// What follows a code span that is an item of a list.
const BEHIND_CODE: [char; 7] = [':', '-', '–', '(', ',', ';', '.'];

/// What lines of a list begin with.
pub(super) const BULLETS: [char; 5] = [' ', '-', '*', '•', '–'];

/// Capacity for the sentences of most texts.
const USUAL_SENTENCES: usize = 4;

/// Flattened inline content.
pub(super) struct Flat<'a> {
    /// The whole text, including code spans.
    pub text: String,
    /// The same text in lower case (ASCII only), with code spans replaced by spaces; it has the same length.
    pub prose: String,
    /// Code spans, emphasized text and links, in order.
    pub marked: Vec<Marked<'a>>,
    pieces: Vec<(usize, Span)>,
    is_translated: bool,
}

/// A code span, emphasized text or a link inside the text.
pub(super) struct Marked<'a> {
    pub kind: Mark,
    /// Start of its content in the text.
    pub start: usize,
    /// End of its content in the text.
    pub end: usize,
    /// Its span in the page.
    pub span: Span,
    /// Destination of a link.
    pub target: Option<&'a str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Code,
    Emphasis,
    Link,
}

/// Returns the text before its last words if they are these, and no part of others: `unsupported` is not `supported`.
pub(super) fn before_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let before = text.strip_suffix(words)?;
    let is_part = before.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    (!is_part).then_some(before)
}

/// Whether word processors write this instead of a character of the keyboard, or in addition.
fn is_typographic(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2010}' | '\u{2011}' | '’') || is_zero_width(c)
}

/// Returns a text with the characters of the keyboard, and with blanks at its end in the place of the bytes saved.
fn typed(text: &str) -> String {
    let typed = text.chars().filter_map(|c| match c {
        '\u{a0}' | '\u{202f}' => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '’' => Some('\''),
        c => Some(c).filter(|c| !is_zero_width(*c)),
    });
    let mut typed: String = typed.collect();
    typed.extend(std::iter::repeat_n(' ', text.len() - typed.len()));
    typed
}

impl<'a> Flat<'a> {
    /// Reads inline content, which is translated to English if it is in another language.
    pub(super) fn new(inlines: &'a [Inline], is_translated: bool) -> Flat<'a> {
        let written = match inlines {
            [first, .., last] => last.span.end.saturating_sub(first.span.start),
            [only] => only.span.end.saturating_sub(only.span.start),
            [] => 0,
        };
        let mut flat = Flat {
            text: String::with_capacity(written),
            prose: String::with_capacity(written),
            marked: Vec::new(),
            pieces: Vec::with_capacity(inlines.len()),
            is_translated,
        };
        flat.add(inlines);
        flat
    }

    fn add(&mut self, inlines: &'a [Inline]) {
        for (at, inline) in inlines.iter().enumerate() {
            let start = self.text.len();
            self.pieces.push((start, inline.span));
            match &inline.kind {
                InlineKind::Text(text) => self.push(text),
                InlineKind::Code(text) => {
                    self.text.push_str(text);
                    self.prose.extend(std::iter::repeat_n(' ', text.len()));
                    self.mark(Mark::Code, start, inline.span, None);
                }
                InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => {
                    self.add(inner);
                    self.mark(Mark::Emphasis, start, inline.span, None);
                }
                InlineKind::Link { target, text } => {
                    self.add(text);
                    self.mark(Mark::Link, start, inline.span, Some(target.as_str()));
                }
                InlineKind::Break if !is_item(&inlines[at + 1..]) => {
                    self.text.push('\n');
                    self.prose.push(' ');
                }
                InlineKind::Break | InlineKind::Item(_) => self.push("\u{f8fe}"),
                InlineKind::Html(_) => {}
            }
        }
    }

    fn push(&mut self, text: &str) {
        if self.is_translated {
            let (translated, kept) = translation::aligned(text);
            self.text.push_str(&kept);
            return self.push_prose(&translated);
        }
        self.text.push_str(text);
        self.push_prose(text);
    }

    fn push_prose(&mut self, text: &str) {
        // This is the case for most texts. Without an early exit, the loop compiles to vector instructions.
        let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
        if text
            .as_bytes()
            .iter()
            .fold(true, |all, byte| all & is_plain(byte))
        {
            let start = self.prose.len();
            self.prose.push_str(text);
            self.prose[start..].make_ascii_lowercase();
            return;
        }
        let replaced = text.contains(is_typographic).then(|| typed(text));
        if replaced.is_some() {
            // The length must stay the same, so that offsets hold for both strings.
            let written = self.text.split_off(self.prose.len());
            self.text.push_str(&typed(&written));
        }
        for c in replaced.as_deref().unwrap_or(text).chars() {
            match c {
                '\n' | '\r' | '\t' => self.prose.push(' '),
                _ => self.prose.push(c.to_ascii_lowercase()),
            }
        }
    }

    fn mark(&mut self, kind: Mark, start: usize, span: Span, target: Option<&'a str>) {
        self.marked.push(Marked {
            kind,
            start,
            end: self.text.len(),
            span,
            target,
        });
    }

    /// Returns the marks that end at an offset or later, in the order of their ends.
    pub(super) fn behind(&self, from: usize) -> impl Iterator<Item = &Marked<'a>> + Clone {
        let first = self.marked.partition_point(|mark| mark.end < from);
        self.marked[first..].iter()
    }

    /// Returns the code spans that begin in a range.
    pub(super) fn codes(&self, from: usize, to: usize) -> impl Iterator<Item = &Marked<'a>> {
        // Nothing is nested in a code span, so marks after a later one also begin later.
        let until = self.behind(from).take_while(move |mark| mark.start < to);
        until.filter(move |mark| mark.kind == Mark::Code && mark.start >= from)
    }

    /// Returns the links that begin in a range.
    pub(super) fn links(&self, from: usize, to: usize) -> impl Iterator<Item = &Marked<'a>> {
        // Links are not nested, so they are in order.
        let links = self.behind(from).filter(|mark| mark.kind == Mark::Link);
        let links = links.skip_while(move |mark| mark.start < from);
        links.take_while(move |mark| mark.start < to)
    }

    /// Returns the span in the page for a range of the text. It is exact unless the page has escapes there.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let at = |offset: usize| {
            let index = self
                .pieces
                .partition_point(|(start, _)| *start <= offset)
                .saturating_sub(1);
            self.pieces.get(index).map(|(start, span)| {
                (
                    span.start + (offset - start).min(span.end - span.start),
                    *span,
                )
            })
        };
        match (at(start), at(end.saturating_sub(1))) {
            (Some((start, _)), Some((last, piece))) => {
                Span::new(start, (last + 1).clamp(start, piece.end.max(start)))
            }
            _ => Span::default(),
        }
    }

    /// Returns sentences as ranges of the text, without leading spaces and without the full stop. A full stop ends a
    /// sentence only before white space or at the end, and not inside a code span.
    pub(super) fn sentences(&self) -> Vec<(usize, usize)> {
        let mut sentences = Vec::with_capacity(USUAL_SENTENCES);
        let mut start = 0;
        while start < self.prose.len() {
            let end = self.sentence_end(start);
            let sentence = &self.prose[start..end];
            let is_blank = |c: char| c.is_whitespace() || matches!(c, '.' | '。' | ITEM);
            if sentence.len() > 2 || !sentence.trim_matches(is_blank).is_empty() {
                let lead = sentence.len() - sentence.trim_start_matches([' ', ITEM]).len();
                sentences.push((start + lead, end));
            }
            start = end + self.prose[end..].chars().next().map_or(1, char::len_utf8);
        }
        sentences
    }

    /// Returns where the sentence with the offset `from` ends: at its full stop, or at the end of the text.
    pub(super) fn sentence_end(&self, from: usize) -> usize {
        let rest = &self.prose[from..];
        // 0xE3 is the first byte of the Chinese full stop, and of many other characters.
        for at in memchr2_iter(b'.', 0xE3, rest.as_bytes()) {
            let stop = &rest[at..];
            let ends = stop
                .strip_prefix('.')
                .map_or(stop.starts_with('。'), |behind| {
                    let before = &rest[..at];
                    // `etc.` may also end a sentence. In that case, the next one begins with a capital letter.
                    let behind_it = self.text.get(from + at + 1..).unwrap_or_default();
                    let goes_on = !behind_it.trim_start().starts_with(char::is_uppercase);
                    let abbreviation = before.ends_with("e.g")
                        || before.ends_with("i.e")
                        || before.ends_with("etc") && goes_on;
                    let next = behind.chars().next();
                    !abbreviation && next.is_none_or(|next| next.is_whitespace() || next == ITEM)
                });
            if ends {
                return from + at;
            }
        }
        self.prose.len()
    }
}

/// Whether a line begins with a bullet or a number, is a single word or code span, or describes it.
fn is_item(line: &[Inline]) -> bool {
    let next = line.get(1).map(|inline| &inline.kind);
    match line.first().map(|inline| &inline.kind) {
        Some(InlineKind::Text(text)) => {
            let words = text.trim();
            let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_numbered = behind.len() < words.len() && behind.starts_with(['.', ')']);
            let ends = next.is_none_or(|next| *next == InlineKind::Break);
            let word = words.trim_end_matches([',', '.']);
            words.starts_with(&BULLETS[1..]) || is_numbered || ends && is_identifier(word)
        }
        Some(InlineKind::Code(_)) => match next {
            Some(InlineKind::Text(text)) => text.trim_start().starts_with(BEHIND_CODE),
            Some(kind) => *kind == InlineKind::Break,
            None => true,
        },
        Some(InlineKind::Strong(text)) => {
            let text = plain(text);
            let word = text.trim_end_matches(':');
            is_identifier(word) && !ALERTS.contains(&word)
        }
        _ => false,
    }
}

/// Returns the cell up to a superscript, which is the number of a footnote, or a remark such as *required*.
pub(super) fn without_mark(cell: &[Inline]) -> &[Inline] {
    let is_apart = |at: usize| match cell.get(at).map(|inline| &inline.kind) {
        Some(InlineKind::Text(text)) => text.ends_with(' '),
        Some(kind) => *kind == InlineKind::Break,
        None => false,
    };
    let is_mark = |(at, inline): (usize, &Inline)| match &inline.kind {
        InlineKind::Html(tag) => tag.starts_with("<sup"),
        InlineKind::Strong(_) | InlineKind::Emphasis(_) => at > 0 && is_apart(at - 1),
        _ => false,
    };
    let end = cell.iter().enumerate().position(is_mark);
    &cell[..end.unwrap_or(cell.len())]
}
