//! Prepares a text for the Markdown library without moving a byte, so that spans stay valid.

use std::borrow::Cow;

use crate::{diagnostic::Diagnostic, prose::Text, rules, source::SourceFile, span::Span};

/// Byte order mark in UTF-8.
const MARK: &str = "\u{feff}";

/// The text to parse. A byte of it is `offset` bytes further on in the file.
pub(super) struct Prepared<'a> {
    pub text: Cow<'a, str>,
    pub offset: usize,
    /// Repairs of delimiter rows, in order. They matter only if the library then finds a table.
    pub repairs: Vec<Diagnostic>,
}

impl Prepared<'_> {
    /// Returns the text from `start` on. It shares the text of the file unless something was repaired.
    pub(super) fn shared(&self, file: &SourceFile, start: usize) -> Text {
        let whole = match &self.text {
            Cow::Borrowed(text) => file.text.substr_from(text),
            Cow::Owned(text) => text.as_str().into(),
        };
        whole.substr(start..)
    }
}

/// Removes a byte order mark, replaces carriage returns, and repairs delimiter rows.
pub(super) fn prepare<'a>(file: &'a SourceFile, out: &mut Vec<Diagnostic>) -> Prepared<'a> {
    let (offset, text) = match file.text.strip_prefix(MARK) {
        Some(rest) => {
            let span = Span::new(0, MARK.len());
            let message = rules::byte_order_mark();
            out.push(Diagnostic::new(message, &file.path, span));
            (MARK.len(), rest)
        }
        None => (0, &*file.text),
    };
    let mut text = Cow::Borrowed(text);
    if has_return(text.as_bytes())
        && let Some(first) = text.find('\r')
    {
        let span = Span::new(offset + first, offset + first + 1);
        let message = rules::carriage_return();
        out.push(Diagnostic::new(message, &file.path, span));
        // Before a line feed, a carriage return becomes a trailing space; on its own, it becomes a line feed.
        text = Cow::Owned(text.replace("\r\n", " \n").replace('\r', "\n"));
    }
    let repairs = delimiter_rows(&mut text, offset, file);
    Prepared {
        text,
        offset,
        repairs,
    }
}

/// Inserts a line break after each comment that ends at one of these offsets in the file, so that the text after it is
/// read. The last character of the comment's content makes room for it.
pub(super) fn end_lines(prepared: &mut Prepared<'_>, ends: &[usize]) {
    for end in ends.iter().map(|end| end - prepared.offset) {
        let body = prepared.text.get(..end.saturating_sub("-->".len()));
        let Some(last) = body
            .filter(|body| !body.ends_with("<!--"))
            .and_then(|body| body.chars().next_back())
        else {
            continue;
        };
        let start = end - "-->".len() - last.len_utf8();
        let line_end = format!(
            "{:>width$}\n",
            "-->",
            width = "-->".len() + last.len_utf8() - 1
        );
        prepared.text.to_mut().replace_range(start..end, &line_end);
    }
}

/// Turns blank lines in these ranges of the file into spaces, so that they no longer end a block.
pub(super) fn join_lines(prepared: &mut Prepared<'_>, cut: &[Span]) {
    for span in cut {
        let range = span.start - prepared.offset..span.end - prepared.offset;
        let mut joined = String::with_capacity(range.len());
        for line in prepared.text[range.clone()].split_inclusive('\n') {
            match line.bytes().all(|byte| byte.is_ascii_whitespace()) {
                true => joined.extend(line.bytes().map(|_| ' ')),
                false => joined.push_str(line),
            }
        }
        prepared.text.to_mut().replace_range(range, &joined);
    }
}

/// Whether there is a carriage return. Most pages have none, and whole chunks compile to vector instructions.
fn has_return(bytes: &[u8]) -> bool {
    let found = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | (*byte == b'\r'));
    bytes.chunks(256).any(found)
}

/// Repairs delimiter rows that the library would not recognize.
fn delimiter_rows(text: &mut Cow<'_, str>, offset: usize, file: &SourceFile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut repairs: Vec<(usize, String)> = Vec::new();
    let starts = file.line_starts();
    for (&before, &start) in starts.iter().zip(starts.iter().skip(1)) {
        let start = start as usize - offset;
        // Most lines begin with a different byte, and most lines of tables differ in the second byte.
        let may_be = |at: usize| text.as_bytes().get(at).is_some_and(|byte| belongs(*byte));
        if !may_be(start) || !may_be(start + 1) {
            continue;
        }
        let line = line_at(text, start);
        if !is_delimiter(line) {
            continue;
        }
        let header = line_at(text, (before as usize).saturating_sub(offset));
        if header.contains('|') && !is_delimiter(header) {
            let span = Span::new(offset + start, offset + start + line.len());
            let mut report = |message| found.push(Diagnostic::new(message, &file.path, span));
            let (wanted, has) = (cells(header), cells(line));
            let tabs = line.contains('\t');
            if tabs {
                report(rules::tab_in_delimiter());
            }
            if wanted != has {
                report(rules::delimiter_count(wanted, has));
            }
            if wanted != has || !split(line).all(|(start, end)| is_rule(&line[start..end])) {
                repairs.extend(delimiter_row(line, wanted).map(|row| (start, row)));
            } else if tabs {
                repairs.push((start, line.replace('\t', " ")));
            }
        }
    }
    for (at, repaired) in repairs {
        text.to_mut()
            .replace_range(at..at + repaired.len(), &repaired);
    }
    found
}

/// Returns the line that begins here, without its line break.
fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = memchr::memchr(b'\n', rest.as_bytes());
    &rest[..end.unwrap_or(rest.len())]
}

/// Whether a line looks like `|:---|---:|`, with spaces or tabs.
fn is_delimiter(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.iter().all(|byte| belongs(*byte)) && bytes.contains(&b'-') && bytes.contains(&b'|')
}

/// Whether a byte may occur in a delimiter row.
fn belongs(byte: u8) -> bool {
    matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t')
}

/// Returns the number of cells in a line.
pub(super) fn cells(line: &str) -> usize {
    split(line).count()
}

/// Returns the cells of a row as ranges of the line, without outer pipes and outer white space.
pub(super) fn split(line: &str) -> impl Iterator<Item = (usize, usize)> {
    let trimmed = line.trim_end();
    let start = line.len() - line.trim_start().len();
    let start = start
        + usize::from(
            trimmed
                .get(start..)
                .is_some_and(|rest| rest.starts_with('|')),
        );
    let bytes = trimmed.as_bytes();
    let mut pipes = memchr::memchr_iter(b'|', bytes).skip_while(move |at| *at < start);
    let closed = trimmed.len() > start && bytes.ends_with(b"|") && !trimmed.ends_with("\\|");
    let end = trimmed.len() - usize::from(closed);
    let mut from = Some(start.min(end));
    std::iter::from_fn(move || {
        let begin = from?;
        let pipe = pipes.find(|at| *at == 0 || bytes[*at - 1] != b'\\');
        let pipe = pipe.filter(|pipe| *pipe < end);
        from = pipe.map(|pipe| pipe + 1);
        Some((begin, pipe.unwrap_or(end)))
    })
}

/// Whether a cell of a delimiter row has the form `:?-+:?`.
fn is_rule(cell: &str) -> bool {
    let cell = cell.trim_matches([' ', '\t']);
    let cell = cell.strip_prefix(':').unwrap_or(cell);
    let cell = cell.strip_suffix(':').unwrap_or(cell);
    !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
}

/// Returns a delimiter row with `wanted` cells and the length of the given one; `None` if that is too short.
fn delimiter_row(line: &str, wanted: usize) -> Option<String> {
    let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
    let room = line.len() - lead;
    let first = if room >= 2 * wanted { "|-" } else { "-" };
    let mut row = " ".repeat(lead) + first + &"|-".repeat(wanted - 1);
    let rest = line.len().checked_sub(row.len())?;
    row.extend(std::iter::repeat_n('-', rest));
    (wanted > 1 || first == "|-").then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> (String, Vec<&'static str>) {
        let mut out = Vec::new();
        let file = SourceFile::new("a.md", text);
        let prepared = prepare(&file, &mut out);
        let found = out.iter().chain(&prepared.repairs);
        let found = found.map(|found| found.rule().id).collect();
        (prepared.text.into_owned(), found)
    }

    #[test]
    fn repairs_keep_byte_offsets() {
        for text in [
            "|a|b|\n|---\t|---|\n",
            "|a|b|c|\n|-----|---|\n",
            "|a|b|\n|---|---|---|\n",
            "a\r\nb\rc\r\n",
        ] {
            let prepared = prepared(text).0;
            assert_eq!(prepared.len(), text.len(), "{text:?}");
            let mut bytes = text.bytes().zip(prepared.bytes());
            assert!(bytes.all(|(old, new)| !old.is_ascii_alphanumeric() || old == new));
        }
    }

    #[test]
    fn text_after_a_comment_starts_a_line() {
        for (text, expected) in [
            ("<!-- x -->y", "<!-- x-->\ny"),
            ("<!-- 树-->y", "<!--   -->\ny"),
            ("<!---->y", "<!---->y"),
        ] {
            let file = SourceFile::new("a.md", text);
            let mut changed = prepare(&file, &mut Vec::new());
            end_lines(&mut changed, &[text.len() - 1]);
            assert_eq!(changed.text, expected);
        }
    }

    #[test]
    fn cells_end_at_pipes_that_are_not_escaped() {
        let row = r"| a \| b | c";
        let parts: Vec<&str> = split(row)
            .map(|(start, end)| row[start..end].trim())
            .collect();
        assert_eq!(parts, [r"a \| b", "c"]);
        assert_eq!(cells("|"), 1);
        assert_eq!(cells(""), 1);
    }
}
