//! Tidies a table: the library drops extra cells and takes a continued line for a row.

use crate::{
    diagnostic::Diagnostic,
    page::{Cell, Row, Table, codes, inline, prepare::split},
    prose::{Inline, InlineKind, Inlines, plain},
    source::SourceFile,
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
        let cells = std::mem::take(&mut self.cells);
        self.rows.push(RawRow { cells, span });
    }

    /// The finished table. `text` is the prepared text, which starts at `offset` of the file.
    pub(super) fn finish(
        self,
        text: &str,
        offset: usize,
        file: &SourceFile,
        out: &mut Vec<Diagnostic>,
    ) -> Table {
        let width = self.header.len();
        let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len());
        let mut open_before = false;
        for raw in self.rows {
            let line = text
                .get(raw.span.start - offset..raw.span.end - offset)
                .unwrap_or_default()
                .trim_end();
            let written = split(line).count();
            let starts = line.trim_start().starts_with('|');
            let closed = line.ends_with('|') && !line.ends_with("\\|");
            if !starts
                && written < width
                && open_before
                && let Some(row) = rows.last_mut()
            {
                report(
                    &codes::WRAPPED_ROW,
                    raw.span,
                    "this line continues the row above",
                    file,
                    out,
                );
                join(row, raw);
                open_before = !closed;
                continue;
            }
            if written > 1 && !(starts && closed) {
                report(
                    &codes::OPEN_ROW,
                    raw.span,
                    "this row lacks an outer pipe",
                    file,
                    out,
                );
            }
            open_before = !closed;
            let mut row = Row {
                cells: raw.cells,
                written: written.min(width),
                span: raw.span,
            };
            if written > width {
                extend(&mut row, line, width, file, out);
            }
            row.cells
                .iter_mut()
                .for_each(|cell| invisible(cell, text, offset, file, out));
            rows.push(row);
        }
        Table {
            header: self.header,
            rows,
        }
    }
}

fn report(
    code: &'static crate::diagnostic::Code,
    span: Span,
    message: &str,
    file: &SourceFile,
    out: &mut Vec<Diagnostic>,
) {
    out.push(Diagnostic::new(code, &file.path, span, message));
}

/// The words of a continued line belong to the last cell that the row above has.
fn join(row: &mut Row, raw: RawRow) {
    row.span = row.span.to(raw.span);
    let last = row.written.clamp(1, row.cells.len().max(1)) - 1;
    let Some(target) = row.cells.get_mut(last) else {
        return;
    };
    for cell in raw.cells.into_iter().filter(|cell| !cell.text.is_empty()) {
        target.text.push(Inline {
            kind: InlineKind::Break,
            span: Span::new(cell.span.start, cell.span.start),
        });
        target.text.extend(cell.text);
        target.span = target.span.to(cell.span);
    }
}

/// Cells beyond the header come from pipes in the last column that nobody escaped.
fn extend(row: &mut Row, line: &str, width: usize, file: &SourceFile, out: &mut Vec<Diagnostic>) {
    let parts: Vec<(usize, usize)> = split(line).collect();
    let Some(extra) = parts.get(width..) else {
        return;
    };
    if extra
        .iter()
        .all(|(start, end)| line[*start..*end].trim().is_empty())
    {
        return;
    }
    let (Some((start, _)), Some((_, end))) = (extra.first(), extra.last()) else {
        return;
    };
    let span = Span::new(row.span.start + start, row.span.start + end);
    report(
        &codes::EXTRA_CELL,
        span,
        "these cells are beyond the header and belong to the last column",
        file,
        out,
    );
    let Some(last) = row.cells.last_mut() else {
        return;
    };
    for (start, end) in extra {
        let at = row.span.start + start;
        last.text.push(Inline {
            kind: InlineKind::Text(" | ".to_owned()),
            span: Span::new(at - 1, at),
        });
        last.text.extend(inline::read(&line[*start..*end], at));
    }
    last.span.end = span.end;
}

fn invisible(
    cell: &mut Cell,
    text: &str,
    offset: usize,
    file: &SourceFile,
    out: &mut Vec<Diagnostic>,
) {
    let raw = text
        .get(cell.span.start - offset..cell.span.end - offset)
        .unwrap_or_default();
    if raw.is_ascii() {
        return;
    }
    if raw.contains(['\u{200b}', '\u{feff}']) {
        let message = format!("a zero-width character hides in `{}`", plain(&cell.text));
        report(&codes::INVISIBLE, cell.span, &message, file, out);
    }
    if raw.starts_with('\u{a0}') || raw.ends_with('\u{a0}') {
        report(
            &codes::NO_BREAK_SPACE,
            cell.span,
            "a no-break space stands at the edge of this cell",
            file,
            out,
        );
    }
}
