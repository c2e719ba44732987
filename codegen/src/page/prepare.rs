//! Makes a text fit for the Markdown library without moving a byte, so that every span stays true.

use std::borrow::Cow;

use crate::{diagnostic::Diagnostic, prose::Text, rules, source::SourceFile, span::Span};

/// A byte order mark in UTF-8.
const MARK: &str = "\u{feff}";

/// Text to parse; a byte of it is the byte of the file that stands `offset` further on.
pub(super) struct Prepared<'a> {
    pub text: Cow<'a, str>,
    pub offset: usize,
    /// What was repaired in delimiter rows, in order; it matters only where the library then sees a table.
    pub repairs: Vec<Diagnostic>,
}

impl Prepared<'_> {
    /// The text from `start` on; a part of the file's unless something was repaired.
    pub(super) fn shared(&self, file: &SourceFile, start: usize) -> Text {
        let whole = match &self.text {
            Cow::Borrowed(text) => file.text.substr_from(text),
            Cow::Owned(text) => text.as_str().into(),
        };
        whole.substr(start..)
    }
}

/// Strips a byte order mark, turns carriage returns into blanks, and repairs delimiter rows.
pub(super) fn prepare<'a>(file: &'a SourceFile, out: &mut Vec<Diagnostic>) -> Prepared<'a> {
    let (offset, text) = match file.text.strip_prefix(MARK) {
        Some(rest) => {
            let message = "the file starts with a byte order mark";
            let span = Span::new(0, MARK.len());
            out.push(Diagnostic::new(
                &rules::BYTE_ORDER_MARK,
                &file.path,
                span,
                message,
            ));
            (MARK.len(), rest)
        }
        None => (0, &*file.text),
    };
    let mut text = Cow::Borrowed(text);
    if has_return(text.as_bytes())
        && let Some(first) = text.find('\r')
    {
        let span = Span::new(offset + first, offset + first + 1);
        let message = "lines end with carriage returns";
        out.push(Diagnostic::new(
            &rules::CARRIAGE_RETURN,
            &file.path,
            span,
            message,
        ));
        // A return before a line feed becomes a trailing blank, one that stands alone a line feed.
        text = Cow::Owned(text.replace("\r\n", " \n").replace('\r', "\n"));
    }
    let repairs = delimiter_rows(&mut text, offset, file);
    Prepared {
        text,
        offset,
        repairs,
    }
}

/// Ends the line behind each of the comments that end at these offsets of the file, so that what follows them is
/// read. The last character of a comment's content makes room.
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

/// Whether there is a carriage return. Nearly all pages have none; whole chunks compile to vector instructions.
fn has_return(bytes: &[u8]) -> bool {
    let found = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | (*byte == b'\r'));
    bytes.chunks(256).any(found)
}

/// Repairs delimiter rows that the library would not know for one.
fn delimiter_rows(text: &mut Cow<'_, str>, offset: usize, file: &SourceFile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut repairs: Vec<(usize, String)> = Vec::new();
    let starts = file.line_starts();
    for (&before, &start) in starts.iter().zip(starts.iter().skip(1)) {
        let start = start as usize - offset;
        // Nearly all lines begin with something else, those of tables go on with something else.
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
            let mut report = |code, message: String| {
                found.push(Diagnostic::new(code, &file.path, span, message));
            };
            let (wanted, has) = (cells(header), cells(line));
            let tabs = line.contains('\t');
            if tabs {
                let message = "the delimiter row contains tabs";
                report(&rules::TAB_IN_DELIMITER, message.to_owned());
            }
            if wanted != has {
                let message = format!("expected {wanted} cells as in the header, found {has}");
                report(&rules::DELIMITER_COUNT, message);
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

/// The line that begins here, without its end.
fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = memchr::memchr(b'\n', rest.as_bytes());
    &rest[..end.unwrap_or(rest.len())]
}

/// `|:---|---:|` with blanks or tabs.
fn is_delimiter(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.iter().all(|byte| belongs(*byte)) && bytes.contains(&b'-') && bytes.contains(&b'|')
}

/// Whether a delimiter row may hold this byte.
fn belongs(byte: u8) -> bool {
    matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t')
}

/// How many cells a line has.
pub(super) fn cells(line: &str) -> usize {
    split(line).count()
}

/// The cells of a row as ranges of the line, outer pipes and outer blanks excluded.
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

/// Whether a cell of a delimiter row is `:?-+:?`.
fn is_rule(cell: &str) -> bool {
    let cell = cell.trim_matches([' ', '\t']);
    let cell = cell.strip_prefix(':').unwrap_or(cell);
    let cell = cell.strip_suffix(':').unwrap_or(cell);
    !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
}

/// A delimiter row of `wanted` cells that is as long as the given one; `None` when that is too short for it.
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
        let found = found.map(|found| found.rule.id).collect();
        (prepared.text.into_owned(), found)
    }

    #[test]
    fn no_repair_moves_a_byte() {
        for text in [
            "|a|b|\n|---\t|---|\n",
            "|a|b|c|\n|-----|---|\n",
            "|a|b|\n|---|---|---|\n",
            "a\r\nb\rc\r\n",
        ] {
            assert_eq!(prepared(text).0.len(), text.len(), "{text:?}");
        }
    }

    #[test]
    fn delimiter_rows_get_the_number_of_the_header() {
        let (text, found) = prepared("|a|b|c|\n|------|---|\n|1|2|3|\n");
        assert_eq!(cells(text.lines().nth(1).unwrap()), 3);
        assert_eq!(found, ["delimiter-count"]);
        let (text, _) = prepared("|a|b|\n|---|:--|---|\n");
        assert_eq!(cells(text.lines().nth(1).unwrap()), 2);
        let (text, _) = prepared("|a|b|c|\n|-|-|\n");
        assert_eq!(text.lines().nth(1), Some("-|-|-"));
        let (text, _) = prepared("|a|b|\n|---||\n");
        assert_eq!(text.lines().nth(1), Some("|-|---"));
        assert_eq!(prepared("|a|b|\n|---|---|\n").1, [""; 0]);
    }

    #[test]
    fn what_follows_a_comment_gets_a_line_of_its_own() {
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
