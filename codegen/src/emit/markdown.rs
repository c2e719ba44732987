//! Text of a page as Markdown that rustdoc renders as exactly that text.

use std::borrow::Cow;

use super::link;
use crate::encode::terminal::needs_escape as needs_escape_on_terminal;

/// A space at which a line must not be broken.
pub(super) const FIXED_BLANK: char = '\u{0}';

/// Begins a list item within a run of text; its marker extends to [`ITEM_MARKED`].
const ITEM: char = '\u{1}';

/// Ends the marker of a list item.
const ITEM_MARKED: char = '\u{2}';

/// Columns after which a line is broken if possible.
const WIDTH: usize = 96;

/// Removes characters that are invisible and could mislead a reader of the source: control characters, bidirectional
/// controls, zero-width characters. Every white-space character becomes a space.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        c if c.is_whitespace() => Some(' '),
        c if needs_escape_on_terminal(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// Appends plain text, escaped. URLs become links if `autolink` is set.
pub(super) fn escape(text: &str, autolink: bool, out: &mut String) {
    let text = clean(text);
    let mut rest = &*text;
    let mut before = ' ';
    loop {
        let plain = rest.find(may_need_escape).unwrap_or(rest.len());
        let (run, special) = rest.split_at(plain);
        out.push_str(run);
        before = run.chars().next_back().unwrap_or(before);
        rest = special;
        let Some(c) = rest.chars().next() else { break };
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let length = address(rest, autolink, out);
            before = 'h';
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let after = rest.chars().next().unwrap_or(' ');
        if needs_escape(c, before, after) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    // A link may follow, and `![` begins an image.
    if before == '!' {
        out.insert(out.len() - 1, '\\');
    }
}

/// Appends the URL at the start of `text` and returns its length.
fn address(text: &str, autolink: bool, out: &mut String) -> usize {
    let word = text.find(' ').map_or(text, |end| &text[..end]);
    let url = link::leading_url(word).unwrap_or_default();
    let tail = word[url.len()..].trim_end_matches(['.', ',', ';', ':', ')', '\'', '"', '!', '?']);
    if autolink && tail.is_empty() && url.contains("://") && url.contains('.') {
        out.push('<');
        out.push_str(url);
        out.push('>');
        return url.len();
    }
    // A URL with a placeholder, or where no link is allowed.
    let length = url.len() + tail.len();
    code(&word[..length], out);
    length
}

/// Whether [`escape`] must look at a character: where a URL may begin, or if it [needs an escape](needs_escape)
/// anywhere.
fn may_need_escape(c: char) -> bool {
    c == 'h' || needs_escape(c, ' ', '#')
}

fn needs_escape(c: char, before: char, after: char) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
        '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
        '&' => after == '#' || after.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Appends a code span that shows exactly `text`, and in which no line is broken.
pub(super) fn code(text: &str, out: &mut String) {
    span(text, FIXED_BLANK, out);
}

/// Appends a code span that shows exactly `text`, with `blank` for each space.
pub(super) fn span(text: &str, blank: char, out: &mut String) {
    let text = clean(text);
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let ticks = "`".repeat(longest_run(text, '`') + 1);
    let pad = (text.starts_with('`') || text.ends_with('`')).then_some(blank);
    append(&ticks, out);
    out.extend(pad);
    let mut words = text.split(' ');
    out.push_str(words.next().unwrap_or_default());
    for word in words {
        out.push(blank);
        out.push_str(word);
    }
    out.extend(pad);
    out.push_str(&ticks);
}

/// Appends a piece of Markdown. A space keeps the backticks of adjacent code spans apart.
pub(super) fn append(piece: &str, out: &mut String) {
    if out.ends_with('`') && piece.starts_with('`') {
        out.push(' ');
    }
    out.push_str(piece);
}

/// Returns the length of the longest run of `c`.
pub(super) fn longest_run(text: &str, c: char) -> usize {
    if !text.contains(c) {
        return 0;
    }
    text.split(|other| other != c)
        .map(|run| run.len() / c.len_utf8())
        .max()
        .unwrap_or(0)
}

/// Returns the marker of a list item, with its number if it has one.
pub(super) fn item(number: Option<u64>) -> String {
    // Markdown does not accept longer numbers.
    let number = number.filter(|number| *number <= 999_999_999);
    number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "))
}

/// Begins a list item within a run of text.
pub(super) fn begin_item(number: Option<u64>, out: &mut String) {
    out.extend(['\n', ITEM]);
    out.push_str(&item(number));
    out.push(ITEM_MARKED);
}

/// Returns a run of text without its breaks and list markers.
pub(super) fn one_line(text: &str) -> String {
    let mut parts = text.split(ITEM);
    let mut line = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        line.push_str(part.split_once(ITEM_MARKED).map_or(part, |(_, text)| text));
    }
    line.replace('\n', " ")
}

/// Wraps a run of Markdown into lines. The first begins with `first`, the others with `other`.
pub(super) fn wrap(text: &str, first: &str, other: &str, lines: &mut Vec<String>) {
    let mut prefix = first.to_owned();
    let mut after_item = false;
    // Two breaks separate paragraphs; a single one does not.
    let (mut is_begun, mut is_parted) = (false, false);
    for part in text.split('\n') {
        let item = part.strip_prefix(ITEM);
        let item = item.and_then(|item| item.split_once(ITEM_MARKED));
        let (mark, part) = item.unwrap_or(("", part));
        let is_item = !mark.is_empty();
        let mut words = part.split(' ').filter(|word| !word.is_empty()).peekable();
        if words.peek().is_none() {
            is_parted = is_begun;
            continue;
        }
        let is_parted = std::mem::take(&mut is_parted);
        is_begun = true;
        if is_item {
            prefix.push_str(mark);
        } else if after_item || is_parted {
            // Text after a list is a paragraph of its own.
            lines.push(other.trim_end().to_owned());
        }
        after_item = is_item;
        let hang = " ".repeat(mark.len());
        fill(words, &prefix, &format!("{other}{hang}"), lines);
        prefix = other.to_owned();
    }
}

/// Fills lines with words. The first begins with `first`, the others with `other`.
fn fill<'a>(
    words: impl Iterator<Item = &'a str>,
    first: &str,
    other: &str,
    lines: &mut Vec<String>,
) {
    let mut line = first.to_owned();
    let mut columns = 0;
    for word in words {
        let width = word.chars().count();
        if columns > 0 && columns + width > WIDTH {
            lines.push(blanks(std::mem::replace(&mut line, other.to_owned())));
            columns = 0;
        }
        if columns == 0 {
            begin(word, &mut line);
        } else {
            line.push(' ');
            line.push_str(word);
        }
        columns += width + 1;
    }
    lines.push(blanks(line));
}

/// Returns a finished line, in which no blank need be fixed any more.
fn blanks(line: String) -> String {
    match line.contains(FIXED_BLANK) {
        true => line.replace(FIXED_BLANK, " "),
        false => line,
    }
}

/// Appends the first word of a line, escaped where it would begin a heading, a list item or a rule.
fn begin(word: &str, line: &mut String) {
    let digits = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    let rest = &word[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        line.push_str(&word[..digits]);
        line.push('\\');
        line.push_str(rest);
        return;
    }
    if word.starts_with(['#', '-', '+', '=', ':']) {
        line.push('\\');
    }
    line.push_str(word);
}
