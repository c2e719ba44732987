//! Repairs tables. The library drops extra cells and takes a continuation line for a row.

use crate::{
    diagnostic::Diagnostic,
    page::{
        Cell, Row, Table, glued_rows,
        prepare::split,
        table_context::{TableContext, trimmed},
    },
    prose::{Inline, InlineKind, Inlines, is_stray_mark, plain},
    rules,
    span::Span,
};

/// A table under construction.
#[derive(Default)]
pub(super) struct Builder {
    header: Vec<Cell>,
    rows: Vec<RawRow>,
    cells: Vec<Cell>,
}

struct RawRow {
    cells: Vec<Cell>,
    span: Span,
}

impl Builder {
    pub(super) fn cell(&mut self, text: Inlines, span: Span) {
        self.cells.push(Cell { text, span });
    }

    pub(super) fn end_header(&mut self) {
        self.header = std::mem::take(&mut self.cells);
    }

    pub(super) fn end_row(&mut self, span: Span) {
        // Most rows have as many cells as the header.
        let next = Vec::with_capacity(self.header.len());
        let cells = std::mem::replace(&mut self.cells, next);
        self.rows.push(RawRow { cells, span });
    }

    /// Returns the finished table.
    pub(super) fn finish(self, page: &TableContext<'_>, out: &mut Vec<Diagnostic>) -> Table {
        let mut header = self.header;
        header
            .iter_mut()
            .for_each(|cell| trim(cell, false, page, out));
        let width = header.len();
        let of_text = text_column(&header);
        let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len());
        let mut open_before = false;
        let mut wrapped = Wrapped::default();
        for mut raw in self.rows {
            let line = page.slice(raw.span).trim_end();
            let written = split(line).count();
            let starts = line.trim_start().starts_with('|');
            let closed = line.ends_with('|') && !line.ends_with("\\|");
            for (at, cell) in raw.cells.iter_mut().enumerate() {
                trim(cell, of_text == Some(at), page, out);
            }
            let mut report = |message| out.push(Diagnostic::new(message, page.path, raw.span));
            let continued = rows.last_mut().filter(|_| open_before && !starts);
            open_before = !closed;
            if let Some(row) = continued
                && written < width
            {
                report(rules::wrapped_row());
                wrapped.join(row, raw, written);
                continue;
            }
            wrapped.finish(rows.last_mut());
            if written > 1 && !(starts && closed) {
                report(rules::open_row());
            }
            let mut row = Row {
                cells: raw.cells,
                written: written.min(width),
                span: raw.span,
            };
            if written > width {
                let glued = glued_rows::read(&row, line, width, page, out);
                if !glued.is_empty() {
                    rows.push(row);
                    rows.extend(glued);
                    continue;
                }
                extend(&mut row, line, page, out);
            }
            rows.push(row);
        }
        wrapped.finish(rows.last_mut());
        Table { header, rows }
    }
}

/// The texts of a row with continuation lines, by column. There may be any number of lines.
#[derive(Default)]
struct Wrapped(Vec<Vec<Inline>>);

impl Wrapped {
    /// Appends a continuation line. Its first cell continues the last cell of the row above, and its other cells
    /// follow.
    fn join(&mut self, row: &mut Row, raw: RawRow, written: usize) {
        if self.0.is_empty() {
            self.0 = row.cells.iter().map(|cell| cell.text.to_vec()).collect();
        }
        row.span = row.span.to(raw.span);
        let last = row.cells.len().saturating_sub(1);
        for (at, cell) in raw.cells.into_iter().take(written).enumerate() {
            let column = (row.written.max(1) - 1 + at).min(last);
            let (Some(text), Some(target)) = (self.0.get_mut(column), row.cells.get_mut(column))
            else {
                return;
            };
            if cell.text.is_empty() && !text.is_empty() {
                continue;
            }
            if text.is_empty() {
                target.span = cell.span;
            } else {
                text.push(Inline {
                    kind: InlineKind::Break,
                    span: Span::new(target.span.end, cell.span.start),
                });
                target.span = target.span.to(cell.span);
            }
            text.extend(cell.text.iter().cloned());
        }
        row.written = (row.written.max(1) - 1 + written).min(row.cells.len());
    }

    /// Sets the texts of the row once no continuation line follows.
    fn finish(&mut self, row: Option<&mut Row>) {
        if self.0.is_empty() {
            return;
        }
        let cells = row.into_iter().flat_map(|row| &mut row.cells);
        for (cell, text) in cells.zip(self.0.drain(..)) {
            cell.text = text.into();
        }
    }
}

/// Reads the last column again as a whole if there are cells beyond the header. They come from unescaped pipes, often
/// in code spans.
fn extend(row: &mut Row, line: &str, page: &TableContext<'_>, out: &mut Vec<Diagnostic>) {
    let mut parts = split(line).skip(row.written.max(1) - 1);
    let is_blank = |(start, end): &(usize, usize)| trimmed(&line[*start..*end]).1 == 0;
    let (Some((first, end)), Some((_, last))) =
        (parts.next(), parts.filter(|part| !is_blank(part)).last())
    else {
        return;
    };
    let extra = Span::new(row.span.start + end, row.span.start + last);
    out.push(Diagnostic::new(rules::extra_cell(), page.path, extra));
    let Some(cell) = row.cells.last_mut() else {
        return;
    };
    let (start, end) = trimmed(&line[first..last]);
    let text = &line[first + start..first + end];
    cell.span = Span::new(row.span.start + first + start, row.span.start + first + end);
    cell.text = page.inlines(text, cell.span.start);
}

/// Returns the index of the description column.
fn text_column(header: &[Cell]) -> Option<usize> {
    let named = header.iter().position(|cell| {
        let name = plain(&cell.text);
        name.eq_ignore_ascii_case("description")
    });
    named.or_else(|| header.len().checked_sub(1).filter(|last| *last > 1))
}

/// Whether a stray mark is inside a code span.
fn quotes_stray_mark(text: &str) -> bool {
    let mut quoted = text.split('`').skip(1).step_by(2);
    quoted.any(|quoted| quoted.contains(is_stray_mark))
}

/// Removes surrounding white space from a cell's span, and reports invisible characters.
fn trim(cell: &mut Cell, is_text: bool, page: &TableContext<'_>, out: &mut Vec<Diagnostic>) {
    let whole = page.slice(cell.span);
    let is_ascii = whole.is_ascii();
    let (start, end) = match is_ascii {
        true => {
            let end = whole.trim_ascii_end().len();
            (end - whole[..end].trim_ascii_start().len(), end)
        }
        false => trimmed(whole),
    };
    let before = cell.span.start;
    cell.span = Span::new(before + start, before + end);
    if is_ascii {
        return;
    }
    if whole.contains(is_stray_mark) {
        let text = plain(&cell.text);
        let message = match is_text && !quotes_stray_mark(whole) {
            true => rules::invisible_in_text(text),
            false => rules::invisible_character::cell(text),
        };
        let found = Diagnostic::new(message, page.path, cell.span);
        out.push(found.help("delete it"));
    }
    if whole[..start].contains('\u{a0}') || whole[end..].contains('\u{a0}') {
        let message = rules::no_break_space();
        out.push(Diagnostic::new(message, page.path, cell.span));
    }
}
