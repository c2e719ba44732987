//! Makes a text fit for the Markdown library without moving a byte, so that every span stays true.

use std::borrow::Cow;

use crate::{diagnostic::Diagnostic, page::codes, source::SourceFile, span::Span};

/// A byte order mark in UTF-8.
const MARK: &str = "\u{feff}";

/// Text to parse and the offset of its first byte in the file.
pub(super) struct Prepared<'a> {
    pub text: Cow<'a, str>,
    pub offset: usize,
}

/// Strips a byte order mark, turns carriage returns into blanks, and repairs delimiter rows.
pub(super) fn prepare<'a>(file: &'a SourceFile, out: &mut Vec<Diagnostic>) -> Prepared<'a> {
    let (offset, text) = match file.text.strip_prefix(MARK) {
        Some(rest) => {
            let message = "the file starts with a byte order mark";
            out.push(Diagnostic::new(
                &codes::BYTE_ORDER_MARK,
                &file.path,
                Span::new(0, MARK.len()),
                message,
            ));
            (MARK.len(), rest)
        }
        None => (0, file.text.as_str()),
    };
    let mut text = Cow::Borrowed(text);
    if let Some(first) = text.find('\r') {
        let span = Span::new(offset + first, offset + first + 1);
        let message = "lines end with carriage returns";
        out.push(Diagnostic::new(
            &codes::CARRIAGE_RETURN,
            &file.path,
            span,
            message,
        ));
        // A return before a line feed becomes a trailing blank, one that stands alone a line feed.
        text = Cow::Owned(text.replace("\r\n", " \n").replace('\r', "\n"));
    }
    delimiter_rows(&mut text, offset, file, out);
    Prepared { text, offset }
}

fn delimiter_rows(
    text: &mut Cow<'_, str>,
    offset: usize,
    file: &SourceFile,
    out: &mut Vec<Diagnostic>,
) {
    let mut repairs: Vec<(usize, String)> = Vec::new();
    let (mut at, mut header): (usize, &str) = (0, "");
    for line in text.split('\n') {
        if is_delimiter(line) && header.contains('|') && !is_delimiter(header) {
            let mut repaired = Cow::Borrowed(line);
            let span = Span::new(offset + at, offset + at + line.len());
            if line.contains('\t') {
                repaired = Cow::Owned(line.replace('\t', " "));
                let message = "the line below the header contains tabs";
                out.push(Diagnostic::new(
                    &codes::TAB_DELIMITER,
                    &file.path,
                    span,
                    message,
                ));
            }
            let (wanted, found) = (cells(header), cells(line));
            if wanted != found
                && let Some(fitted) = fit(&repaired, wanted)
            {
                let message = format!("{found} cells below a header of {wanted}");
                out.push(Diagnostic::new(
                    &codes::DELIMITER_COUNT,
                    &file.path,
                    span,
                    message,
                ));
                repaired = Cow::Owned(fitted);
            }
            if let Cow::Owned(repaired) = repaired {
                repairs.push((at, repaired));
            }
        }
        at += line.len() + 1;
        header = line;
    }
    for (at, repaired) in repairs {
        text.to_mut()
            .replace_range(at..at + repaired.len(), &repaired);
    }
}

/// `|:---|---:|` with blanks or tabs.
fn is_delimiter(line: &str) -> bool {
    let bytes = line.as_bytes();
    // Nearly all lines fail on their first byte.
    matches!(bytes.first(), Some(b'|' | b'-' | b':' | b' ' | b'\t'))
        && bytes.contains(&b'-')
        && bytes.contains(&b'|')
        && bytes
            .iter()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
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
    let closed = trimmed.len() > start && bytes.ends_with(b"|") && !trimmed.ends_with("\\|");
    let end = trimmed.len() - usize::from(closed);
    let mut from = Some(start.min(end));
    std::iter::from_fn(move || {
        let begin = from?;
        let pipe =
            (begin..end).find(|at| bytes[*at] == b'|' && (*at == 0 || bytes[*at - 1] != b'\\'));
        from = pipe.map(|pipe| pipe + 1);
        Some((begin, pipe.unwrap_or(end)))
    })
}

/// Splits or joins cells of a delimiter row in place until there are `wanted`; `None` when it is too short.
fn fit(line: &str, wanted: usize) -> Option<String> {
    let mut bytes = line.as_bytes().to_vec();
    let mut found = cells(line);
    while found > wanted {
        // The last inner pipe and the blanks around it become dashes, which joins its neighbours.
        let end = bytes.iter().rposition(|byte| matches!(byte, b'-' | b':'))?;
        let pipe = bytes.get(..end)?.iter().rposition(|byte| *byte == b'|')?;
        let start = bytes.get(..pipe)?.iter().rposition(|byte| *byte == b'-')?;
        bytes.get_mut(start..end)?.fill(b'-');
        found -= 1;
    }
    while found < wanted {
        let at = bytes.windows(3).rposition(|three| three == b"---")?;
        *bytes.get_mut(at + 1)? = b'|';
        found += 1;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> (String, Vec<&'static str>) {
        let mut out = Vec::new();
        let file = SourceFile::new("a.md", text);
        let prepared = prepare(&file, &mut out).text.into_owned();
        (prepared, out.iter().map(|found| found.code.id).collect())
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
        assert_eq!(prepared("|a|b|\n|---|---|\n").1, [""; 0]);
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
