//! Rows of a table that a missing line break put on one line.

use crate::{
    diagnostic::Diagnostic,
    page::{
        Cell, Row,
        prepare::split,
        table_context::{TableContext, trimmed},
    },
    primitive::Primitive,
    rules,
    span::Span,
};

/// Returns the rows after the first one on a line. Either the line consists of whole rows with empty cells between
/// them, or the cells after the first row continue with a name and a type.
pub(super) fn read(
    first: &Row,
    line: &str,
    width: usize,
    page: &TableContext<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Row> {
    let parts: Vec<&str> = split(line).map(|(start, end)| &line[start..end]).collect();
    let Some(step) = step(&parts, width) else {
        return Vec::new();
    };
    let at = |part: &str| first.span.start + (part.as_ptr().addr() - line.as_ptr().addr());
    let row = |parts: &[&str]| {
        let cell = |part: &&str| {
            let (start, end) = trimmed(part);
            let span = Span::new(at(part) + start, at(part) + end);
            let text = page.inlines(&part[start..end], span.start);
            Cell { text, span }
        };
        let cells: Vec<Cell> = parts.iter().map(cell).collect();
        let span = cells.first().map_or(first.span, |start| {
            cells
                .last()
                .map_or(start.span, |end| start.span.to(end.span))
        });
        Row {
            cells,
            written: width,
            span,
        }
    };
    let rest = parts.get(step..).unwrap_or_default();
    let rows: Vec<Row> = rest
        .chunks(step)
        .map(|parts| row(&parts[..width]))
        .collect();
    if let Some(second) = rows.first() {
        let found = Diagnostic::new(rules::glued_rows(), page.path, second.span);
        let found = found.label("read as a row of its own");
        out.push(found.help("begin each row on a line of its own"));
    }
    rows
}

/// Returns the number of cells from the beginning of one row to the next; `None` if the line is a single row.
fn step(parts: &[&str], width: usize) -> Option<usize> {
    let is_blank = |part: Option<&&str>| part.is_some_and(|part| part.trim().is_empty());
    let is_apart = (parts.len() + 1).is_multiple_of(width + 1)
        && (parts.iter().skip(width).step_by(width + 1)).all(|part| is_blank(Some(part)));
    if width > 1 && parts.len() > width && is_apart {
        return Some(width + 1);
    }
    let begins = |at: usize| {
        let name = parts
            .get(at)
            .map(|name| name.trim().trim_matches(['*', '`', '_']));
        let ty = parts.get(at + 1).map_or("", |ty| ty.trim());
        let is_name = name.is_some_and(|name| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || "._@".contains(c))
        });
        // Any word of a list may look like a name, so the description after it decides.
        let is_told = || {
            let last = parts.get(at + width - 1);
            last.is_some_and(|text| text.split_whitespace().nth(2).is_some())
        };
        let is_type = ty.contains("](") || is_primitive(ty) || is_type_name(ty) && is_told();
        is_name && is_type
    };
    let is_whole = width > 2 && parts.len() > width && parts.len().is_multiple_of(width);
    let all = (0..parts.len()).step_by(width.max(1)).all(begins);
    (is_whole && all).then_some(width)
}

/// Whether a cell may be the name of a type without a link.
fn is_type_name(ty: &str) -> bool {
    let ty = ty
        .strip_prefix("Collection(")
        .unwrap_or(ty)
        .trim_end_matches(')');
    let word = ty.strip_suffix(" collection").unwrap_or(ty);
    let word = word.trim_matches(['*', '`', '_']);
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

fn is_primitive(ty: &str) -> bool {
    let word = ty.split([' ', '(', '\\']).next().unwrap_or_default();
    let word = word.trim_start_matches("Edm.");
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let word: String = first.into_iter().chain(letters).collect();
    Primitive::of_edm(&format!("Edm.{word}")).is_some()
}
