//! Blocks of HTML. Headings, paragraphs, lists and tables are treated as in Markdown.

use std::collections::BTreeMap;

use pulldown_cmark::Event;

use crate::{
    name::lower,
    page::{
        BlockKind, Cell, Row, Table,
        html::Tag,
        inline::{self, Collector},
        lost_table::HEADS,
        table_context::TableContext,
    },
    prose::{Inline, InlineKind, List, Text, plain},
    span::Span,
};

/// Elements that end the text before them.
const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "td",
    "tr",
    "ul",
];

/// Elements whose content is not text, or is not read.
const SKIPPED: [&str; 5] = ["pre", "script", "style", "svg", "textarea"];

/// Maximum number of columns, since every row gets as many cells.
const MOST_COLUMNS: usize = 64;

/// Parts of a table.
const PARTS: [&str; 9] = [
    "caption", "col", "colgroup", "table", "tbody", "tfoot", "thead", "tr", "th",
];

/// Reads the text of an HTML block. Its comments are read elsewhere.
pub(super) fn read(
    html: &Text,
    offset: usize,
    definitions: &BTreeMap<String, String>,
) -> Vec<(BlockKind, Span)> {
    let mut reader = Reader {
        collector: Collector::new(html),
        offset,
        definitions,
        blocks: Vec::new(),
        heading: None,
        list: None,
        table: None,
    };
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + "-->".len());
            continue;
        }
        let Some((tag, end)) = tag(rest) else {
            let begins = usize::from(rest.starts_with('<'));
            let end = rest[begins..]
                .find('<')
                .map_or(rest.len(), |end| begins + end);
            reader.text(&rest[..end], at);
            at += end;
            continue;
        };
        reader.tag(&tag, &rest[..end], at);
        at += end;
        if !tag.closes && tag.is(&SKIPPED) {
            at += skipped(&html[at..]);
        }
    }
    reader.flush();
    reader.end_list();
    reader.blocks
}

/// Whether there is a table among these blocks.
pub(super) fn has_table(blocks: &[(BlockKind, Span)]) -> bool {
    let is_table = |(kind, _): &(BlockKind, Span)| matches!(kind, BlockKind::Table(_));
    blocks.iter().any(is_table)
}

/// Looks for a table that begins in a block of HTML and ends behind it, because there are blank lines between its rows.
/// Also returns where the search ended.
pub(super) fn cut(block: Span, page: &TableContext<'_>) -> (Option<Span>, usize) {
    let Some(start) = page.slice(block).to_ascii_lowercase().find("<table") else {
        return (None, block.end);
    };
    let start = block.start + start - page.offset;
    // A heading or a code block is no part of a table.
    let rest = &page.text[start..];
    let ends = ["\n#", "\n```"].iter().filter_map(|end| rest.find(end));
    let rest = rest[..ends.min().unwrap_or(rest.len())].to_ascii_lowercase();
    let mut depth = 0;
    let closes = rest.match_indices("table").find(|(at, _)| {
        let before = &rest[..*at];
        depth += i32::from(before.ends_with('<')) - i32::from(before.ends_with("</"));
        depth == 0
    });
    let end = closes.and_then(|(at, _)| Some(at + rest[at..].find('>')? + 1));
    let searched = page.offset + start + end.unwrap_or(rest.len());
    let table = page.text.substr(start..start + end.unwrap_or_default());
    let start = page.offset + start;
    let is_cut = searched > block.end && has_table(&read(&table, start, page.definitions));
    (is_cut.then_some(Span::new(start, searched)), searched)
}

/// Returns the tag at the start of the text and its length.
fn tag(rest: &str) -> Option<(Tag<'_>, usize)> {
    let inner = rest.strip_prefix('<')?;
    let close = inner.find(['<', '>']).map(|at| at + 1)?;
    Some((Tag::read(&rest[..=close])?, close + 1))
}

/// Returns the length of what is skipped, up to the first end tag of such an element.
fn skipped(rest: &str) -> usize {
    let mut ends = rest.match_indices("</").filter_map(|(at, _)| {
        let (tag, length) = tag(&rest[at..])?;
        tag.is(&SKIPPED).then_some(at + length)
    });
    ends.next().unwrap_or(rest.len())
}

struct Reader<'a> {
    collector: Collector<'a>,
    offset: usize,
    definitions: &'a BTreeMap<String, String>,
    blocks: Vec<(BlockKind, Span)>,
    /// Level of the open heading.
    heading: Option<u8>,
    /// The outermost list, how deeply lists are nested, and its position.
    list: Option<(List, usize, Span)>,
    table: Option<OpenTable>,
}

/// A table up to the cell that is being read.
#[derive(Default)]
struct OpenTable {
    table: Table,
    row: Vec<Cell>,
    /// Where the content of the open cell begins.
    cell: Option<usize>,
    /// Number of cells that are marked as headers.
    heads: usize,
    span: Span,
}

impl Reader<'_> {
    fn tag(&mut self, tag: &Tag<'_>, html: &str, at: usize) {
        let span = Span::new(self.offset + at, self.offset + at + html.len());
        if self.table.is_some() || tag.is(&["table"]) {
            return self.table_tag(tag, html, span);
        }
        let heading = tag.heading();
        if heading.is_some() || tag.is(&BLOCKS) || tag.is(&SKIPPED) {
            self.flush();
            self.heading = heading.filter(|_| !tag.closes);
        } else {
            self.collector.event(Event::InlineHtml(html.into()), span);
        }
        if !tag.is(&["ol", "ul"]) {
            return;
        }
        if let Some((_, depth, whole)) = &mut self.list {
            *whole = whole.to(span);
            *depth = match tag.closes {
                true => *depth - 1,
                false => *depth + 1,
            };
            if *depth == 0 {
                self.end_list();
            }
        } else if !tag.closes {
            let start = tag.first_number();
            let items = Vec::new();
            self.list = Some((List { start, items }, 1, span));
        }
    }

    /// Reads a tag of a table, or one inside a cell.
    fn table_tag(&mut self, tag: &Tag<'_>, html: &str, span: Span) {
        if self.table.is_none() {
            self.flush();
        }
        let open = self.table.get_or_insert_with(|| OpenTable {
            span,
            ..OpenTable::default()
        });
        open.span = open.span.to(span);
        if !tag.is(&PARTS) && !tag.is(&["td"]) {
            match tag.is(&["p", "div"]) {
                true if self.collector.is_empty() => {}
                true => self.collector.push(InlineKind::Break, span),
                false => self.collector.event(Event::InlineHtml(html.into()), span),
            }
            return;
        }
        let text = trimmed(self.collector.finish().collect());
        if let Some(start) = open.cell.take() {
            let ends = text.first().zip(text.last());
            let at = ends.map_or(Span::new(start, start), |(first, last)| {
                first.span.to(last.span)
            });
            let text = text.into();
            open.row.push(Cell { text, span: at });
        }
        if tag.is(&["td", "th"]) {
            open.cell = Some(span.end).filter(|_| !tag.closes);
            open.heads += usize::from(tag.is(&["th"]) && !tag.closes);
        } else if tag.is(&["tr", "table"]) && !open.row.is_empty() {
            open.end_row();
        }
        if tag.is(&["table"]) && tag.closes {
            let open = self.table.take().unwrap_or_default();
            if open.holds_data() {
                self.blocks.push((BlockKind::Table(open.table), open.span));
            }
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        let at = self.offset + at;
        let start = text.len() - text.trim_start().len();
        let blank = |start: usize, end: usize, collector: &mut Collector<'_>| {
            if start < end && !collector.is_empty() {
                collector.event(Event::Text(" ".into()), Span::new(start, end));
            }
        };
        blank(at, at + start, &mut self.collector);
        let (mut start, mut inner) = (at + start, text.trim());
        // The library would take text that begins with `<` for HTML.
        if let Some(rest) = inner.strip_prefix('<') {
            let span = Span::new(start, start + 1);
            self.collector.event(Event::Text("<".into()), span);
            (start, inner) = (start + 1, rest);
        }
        for (event, range) in inline::events(inner, self.definitions) {
            let span = Span::new(start + range.start, start + range.end);
            self.collector.event(event, span);
        }
        blank(start + inner.len(), at + text.len(), &mut self.collector);
    }

    /// Ends the text before a block.
    fn flush(&mut self) {
        let text = trimmed(self.collector.finish().collect());
        let (Some(first), Some(last)) = (text.first(), text.last()) else {
            return;
        };
        let span = first.span.to(last.span);
        if plain(&text).is_empty() {
            return;
        }
        match (self.heading, &mut self.list) {
            (Some(level), _) => self.blocks.push((
                BlockKind::Heading {
                    level,
                    slug: None,
                    text: text.into(),
                },
                span,
            )),
            (None, Some((list, _, whole))) => {
                *whole = whole.to(span);
                list.items.push(text.into());
            }
            (None, None) => self.blocks.push((BlockKind::Paragraph(text.into()), span)),
        }
    }

    fn end_list(&mut self) {
        if let Some((list, _, span)) = self.list.take()
            && !list.items.is_empty()
        {
            self.blocks.push((BlockKind::List(list), span));
        }
    }
}

impl OpenTable {
    /// Whether the header has words of a header or is marked as one, or names begin the rows. Other tables only arrange
    /// what they contain.
    fn holds_data(&self) -> bool {
        let is_known = |cell: &&Cell| HEADS.contains(&&*lower(&plain(&cell.text)));
        let is_name = |row: &Row| {
            let first = row.cells.first().map(|cell| plain(&cell.text));
            first.is_some_and(|name| !name.is_empty() && !name.contains(' '))
        };
        let Table { header, rows } = &self.table;
        header.len() > 1
            && (self.heads > 1
                || header.iter().filter(is_known).nth(1).is_some()
                || !rows.is_empty() && rows.iter().all(is_name))
    }

    /// Ends a row; the first one is the header.
    fn end_row(&mut self) {
        let mut cells = std::mem::take(&mut self.row);
        let ends = cells.first().zip(cells.last());
        let span = ends.map_or(self.span, |(first, last)| first.span.to(last.span));
        let width = self.table.header.len();
        if width == 0 {
            cells.truncate(MOST_COLUMNS);
            self.table.header = cells;
            return;
        }
        let written = cells.len().min(width);
        cells.resize_with(width, || Cell {
            text: [].into(),
            span: Span::new(span.end, span.end),
        });
        self.table.rows.push(Row {
            cells,
            written,
            span,
        });
    }
}

/// Returns a text without blanks and breaks at its end.
fn trimmed(mut text: Vec<Inline>) -> Vec<Inline> {
    let is_blank = |last: &mut Inline| match &last.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::Break => true,
        _ => false,
    };
    while text.pop_if(is_blank).is_some() {}
    text
}
