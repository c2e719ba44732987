//! Text of a page as Markdown that rustdoc reads back as that text and nothing else.

use std::borrow::Cow;

use super::link;
use crate::encode::terminal::needs_escape as needs_escape_on_terminal;

/// A blank at which no line may be broken.
pub(super) const FIXED_BLANK: char = '\u{0}';

/// Begins a list item within a run of text; its mark stands up to [`ITEM_MARKED`].
const ITEM: char = '\u{1}';

/// Ends the mark of a list item.
const ITEM_MARKED: char = '\u{2}';

/// Columns after which a line is broken where it can be.
const WIDTH: usize = 96;

/// Drops what does not show and could mislead a reader of the source: control characters, marks
/// that change the direction of text, zero-width characters. All white space becomes a blank.
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

/// Plain text, escaped; addresses in it become links if `autolink`.
pub(super) fn escape(text: &str, autolink: bool, out: &mut String) {
    let text = clean(text);
    let mut rest = &*text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if c == 'h' && (rest.starts_with("http://") || rest.starts_with("https://")) {
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

/// Writes the address at the start of `text`, returns its length.
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
    // An address with something in it that must be filled in, or where no link may stand.
    let length = url.len() + tail.len();
    code(&word[..length], out);
    length
}

fn needs_escape(c: char, before: char, after: char) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
        '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
        '&' => after == '#' || after.is_ascii_alphabetic(),
        _ => false,
    }
}

/// A code span that shows exactly `text`.
pub(super) fn code(text: &str, out: &mut String) {
    let text = clean(text);
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let ticks = "`".repeat(longest_run(text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        "\u{0}"
    } else {
        ""
    };
    append(&ticks, out);
    out.push_str(pad);
    out.extend(text.chars().map(|c| if c == ' ' { FIXED_BLANK } else { c }));
    out.push_str(pad);
    out.push_str(&ticks);
}

/// Puts a piece of Markdown behind another. The ticks of two code spans that touch would be counted together.
pub(super) fn append(piece: &str, out: &mut String) {
    if out.ends_with('`') && piece.starts_with('`') {
        out.push(' ');
    }
    out.push_str(piece);
}

/// Length of the longest run of `c`.
pub(super) fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c)
        .map(|run| run.len() / c.len_utf8())
        .max()
        .unwrap_or(0)
}

/// The mark of a list item, with its number if it has one.
pub(super) fn item(number: Option<u64>) -> String {
    // Longer ones are no numbers for Markdown.
    let number = number.filter(|number| *number <= 999_999_999);
    number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "))
}

/// Begins a list item within a run of text.
pub(super) fn begin_item(number: Option<u64>, out: &mut String) {
    out.extend(['\n', ITEM]);
    out.push_str(&item(number));
    out.push(ITEM_MARKED);
}

/// A run of text without its breaks and items.
pub(super) fn one_line(text: &str) -> String {
    let mut parts = text.split(ITEM);
    let mut line = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        line.push_str(part.split_once(ITEM_MARKED).map_or(part, |(_, text)| text));
    }
    line.replace('\n', " ")
}

/// Breaks a run of Markdown into lines, the first behind `first` and the others behind `other`.
pub(super) fn wrap(text: &str, first: &str, other: &str, lines: &mut Vec<String>) {
    let mut prefix = first.to_owned();
    let mut after_item = false;
    // Two breaks part paragraphs, one does not.
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
            // What follows a list is a paragraph of its own.
            lines.push(other.trim_end().to_owned());
        }
        after_item = is_item;
        let hang = " ".repeat(mark.len());
        fill(words, &prefix, &format!("{other}{hang}"), lines);
        prefix = other.to_owned();
    }
}

/// Fills lines with words, the first behind `first` and the others behind `other`.
fn fill<'a>(
    words: impl Iterator<Item = &'a str>,
    first: &str,
    other: &str,
    lines: &mut Vec<String>,
) {
    let mut prefix = first;
    let mut line = String::new();
    let mut columns = 0;
    for word in words {
        let width = word.chars().count();
        if columns > 0 && columns + width > WIDTH {
            lines.push(format!("{prefix}{}", line.replace(FIXED_BLANK, " ")));
            prefix = other;
            line.clear();
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
    lines.push(format!("{prefix}{}", line.replace(FIXED_BLANK, " ")));
}

/// The first word of a line, with what would make it a heading, an item or a rule escaped.
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
