//! Rows that Markdown takes for text: a table without its delimiter row, or the rest of a table after a blank line.
//! Rows with recognizable columns are read, and nothing that looks like a row is dropped silently.

use crate::{
    diagnostic::Diagnostic,
    page::{Block, BlockKind, Table, prepare::split, table::Builder, table_context::TableContext},
    prose::Inlines,
    rules::{self, Message},
    span::Span,
};

/// The result for a paragraph that contains rows.
pub(super) struct LostTable {
    /// The text before the rows.
    pub lead: Option<(Inlines, Span)>,
    /// The table, unless its rows belong to the previous one.
    pub table: Option<(Table, Span)>,
}

/// Reads the rows at the end of a paragraph. `before` are the blocks before it.
pub(super) fn read(
    paragraph: Span,
    before: &mut [Block],
    page: &TableContext<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<LostTable> {
    let lines = lines(page, paragraph);
    let first = first_row(page, &lines)?;
    let (lead, rows) = lines.split_at(first);
    let lead = match (lead.first(), lead.last()) {
        (Some(start), Some(end)) => {
            let span = start.to(*end);
            Some((page.inlines(page.slice(span), span.start), span))
        }
        _ => None,
    };
    if let (None, Some(table)) = (&lead, before.last_mut().and_then(table_of)) {
        continue_table(table, rows, &BLANK_LINE, page, out);
        return Some(LostTable { lead, table: None });
    }
    if let Some(table) = interrupted(before, rows, page) {
        continue_table(table, rows, &TEXT, page, out);
        return Some(LostTable { lead, table: None });
    }
    let (header, rows) = rows.split_first()?;
    if is_delimiter(page.slice(*header)) {
        report(&NO_HEADER, *header, page, out);
        return Some(LostTable { lead, table: None });
    }
    let drawn = rows.first().filter(|row| is_delimiter(page.slice(**row)));
    let at = drawn.or(rows.first()).unwrap_or(header);
    report(&NO_DELIMITER, *at, page, out);
    let mut table = Builder::default();
    cells(&mut table, *header, None, page);
    table.end_header();
    let width = split(page.slice(*header)).count();
    add(&mut table, rows, width, page);
    let span = rows.last().map_or(*header, |last| header.to(*last));
    let table = table.finish(page, out);
    Some(LostTable {
        lead,
        table: Some((table, span)),
    })
}

/// Reports rows in a place where tables are not read: a code block, a quote, or a list item.
pub(super) fn report_rows(span: Span, page: &TableContext<'_>, out: &mut Vec<Diagnostic>) {
    let lines = lines(page, span);
    if let Some(first) = first_row(page, &lines)
        && lines.len() > first + 1
    {
        report(&UNREAD, lines[first], page, out);
    }
}

/// Reports a property table that is written in HTML and cannot be read, because its HTML ends in the middle of it.
pub(super) fn report_html(span: Span, page: &TableContext<'_>, out: &mut Vec<Diagnostic>) {
    let html = page.slice(span).to_ascii_lowercase();
    let Some(start) = html.find("<table") else {
        return;
    };
    let table = &html[start..];
    let has_words = |words: &[&str]| words.iter().all(|words| table.contains(words));
    if has_words(&["<th", "property", "type"]) {
        let length = table.find('>').map_or(table.len(), |end| end + 1);
        let at = span.start + start;
        report(&HTML, Span::new(at, at + length), page, out);
    }
}

fn table_of(block: &mut Block) -> Option<&mut Table> {
    match &mut block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    }
}

/// Returns the table in the same section from which text separated these rows. They have its columns, and no header of
/// their own.
fn interrupted<'b>(
    before: &'b mut [Block],
    rows: &[Span],
    page: &TableContext<'_>,
) -> Option<&'b mut Table> {
    let is_heading = |block: &&mut Block| matches!(block.kind, BlockKind::Heading { .. });
    let mut section = before
        .iter_mut()
        .rev()
        .take_while(|block| !is_heading(block));
    let table = section.find_map(table_of)?;
    let first = page.slice(*rows.first()?);
    let mut cells = split(first).map(|(start, end)| first[start..end].trim().to_lowercase());
    let is_header = cells.any(|cell| HEADS.contains(&cell.as_str()));
    let is_drawn = rows.iter().any(|row| is_delimiter(page.slice(*row)));
    let is_as_wide = split(first).count() == table.header.len();
    (is_as_wide && !is_header && !is_drawn).then_some(table)
}

/// Adds rows to the table from which a mistake separated them.
fn continue_table(
    table: &mut Table,
    rows: &[Span],
    fault: &Fault,
    page: &TableContext<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let Some(first) = rows.first() else { return };
    let is_drawn = is_delimiter(page.slice(*first));
    // The header on its own was reported already.
    if !(is_drawn && table.rows.is_empty()) {
        report(fault, *first, page, out);
    }
    let mut more = Builder::default();
    for cell in &table.header {
        more.cell(Inlines::default(), Span::new(cell.span.end, cell.span.end));
    }
    more.end_header();
    add(&mut more, rows, table.header.len(), page);
    table.rows.extend(more.finish(page, out).rows);
}

fn add(table: &mut Builder, rows: &[Span], width: usize, page: &TableContext<'_>) {
    for row in rows.iter().filter(|row| !is_delimiter(page.slice(**row))) {
        cells(table, *row, Some(width), page);
        table.end_row(*row);
    }
}

/// Adds the cells of a line; as many as the header has, if there is one.
fn cells(table: &mut Builder, row: Span, width: Option<usize>, page: &TableContext<'_>) {
    let line = page.slice(row);
    let mut parts = split(line);
    let most = width.unwrap_or_else(|| split(line).count());
    for _ in 0..most {
        let (start, end) = parts.next().unwrap_or((line.len(), line.len()));
        let whole = &line[start..end];
        let lead = whole.len() - whole.trim_start().len();
        let text = page.inlines(whole.trim(), row.start + start + lead);
        table.cell(text, Span::new(row.start + start, row.start + end));
    }
}

/// Returns the lines of a span, without indentation and quote markers.
fn lines(page: &TableContext<'_>, span: Span) -> Vec<Span> {
    let mut start = span.start;
    let text = page.slice(span);
    let lines = text.split_inclusive('\n').map(|line| {
        // In a quote, each line begins with a marker.
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let at = start + (line.len() - inner.len());
        let end = start + line.trim_end().len();
        start += line.len();
        Span::new(at.min(end), end)
    });
    lines.filter(|line| line.end > line.start).collect()
}

/// Returns the first line from which all lines are rows: they begin with a pipe and have more than one cell.
fn first_row(page: &TableContext<'_>, lines: &[Span]) -> Option<usize> {
    let is_row = |line: &&Span| {
        let line = page.slice(**line);
        line.starts_with('|') && split(line).nth(1).is_some()
    };
    let rows = lines.iter().rev().take_while(is_row).count();
    (rows > 0).then(|| lines.len() - rows)
}

/// Whether this is a delimiter row, with any kind of dashes.
fn is_delimiter(line: &str) -> bool {
    let is_drawn = |c: char| {
        matches!(
            c,
            '|' | '-' | ':' | ' ' | '\t' | '–' | '—' | '−' | '=' | '_' | '\u{ad}'
        )
    };
    line.chars().all(is_drawn) && line.chars().any(|c| !matches!(c, '|' | ' ' | '\t'))
}

const HTML: Fault = Fault {
    message: rules::unread_table::html,
    label: "not read",
    help: "write the table with pipes",
};

/// Words in header cells.
pub(super) const HEADS: [&str; 9] = [
    "property",
    "type",
    "return type",
    "description",
    "name",
    "member",
    "value",
    "relationship",
    "parameter",
];

/// A mistake and the words for it.
struct Fault {
    message: fn() -> Message,
    label: &'static str,
    help: &'static str,
}

const BLANK_LINE: Fault = Fault {
    message: rules::blank_line_in_table::blank_line,
    label: "read as a row of that table",
    help: "delete the blank line",
};
const TEXT: Fault = Fault {
    message: rules::blank_line_in_table::text,
    label: "read as a row of that table",
    help: "put the text in front of the table or behind it",
};
const NO_DELIMITER: Fault = Fault {
    message: rules::delimiter_row_missing,
    label: "the lines from here on are text without it",
    help: "add the delimiter row",
};
const NO_HEADER: Fault = Fault {
    message: rules::header_row_missing,
    label: "the rows behind it are not read",
    help: "add the header row, such as `|Property|Type|Description|`",
};
const UNREAD: Fault = Fault {
    message: rules::unread_table::lines,
    label: "not read",
    help: "put the table on its own, without indentation, behind a blank line",
};

fn report(fault: &Fault, at: Span, page: &TableContext<'_>, out: &mut Vec<Diagnostic>) {
    let found = Diagnostic::new((fault.message)(), page.path, at);
    out.push(found.label(fault.label).help(fault.help));
}
