//! Checks links and invisible characters.

use crate::{
    extract::RowExtract,
    lint::{
        docset::{folder, local},
        page_context::PageContext,
    },
    page::{Block, BlockKind},
    prose::{Inline, InlineKind, is_invisible},
    rules,
    span::Span,
};

/// Collects the links to pages, and reports zero-width characters in names.
pub(crate) fn check(context: &mut PageContext<'_>) {
    let page = context.page;
    let near = Surroundings {
        folder: folder(&page.path),
        types: TypeCells::new(&context.extract.rows),
    };
    blocks(&page.blocks, &near, context);
    invisible(context);
}

/// What is known about a page before its links are read.
struct Surroundings<'p> {
    folder: &'p str,
    types: TypeCells,
}

/// The spans of the type cells, in order.
struct TypeCells(Vec<Span>);

impl TypeCells {
    fn new(rows: &[RowExtract]) -> TypeCells {
        let mut cells: Vec<Span> = rows.iter().map(|row| row.phrase.place.span).collect();
        cells.sort_unstable_by_key(|cell| (cell.start, cell.end));
        TypeCells(cells)
    }

    fn hold(&self, place: Span) -> bool {
        let behind = self.0.partition_point(|cell| cell.start <= place.start);
        let nearest = behind.checked_sub(1).and_then(|at| self.0.get(at));
        nearest.is_some_and(|cell| place.end <= cell.end)
    }
}

fn blocks(all: &[Block], near: &Surroundings<'_>, context: &mut PageContext<'_>) {
    for block in all {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => {
                links(text, near, context);
            }
            BlockKind::List(list) => list
                .items
                .iter()
                .for_each(|item| links(item, near, context)),
            BlockKind::Quote { blocks: inner, .. } => blocks(inner, near, context),
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| links(&cell.text, near, context));
            }
            _ => {}
        }
    }
}

fn links(text: &[Inline], near: &Surroundings<'_>, context: &mut PageContext<'_>) {
    for inline in text {
        match &inline.kind {
            InlineKind::Link { target, text } => {
                if local(near.folder, target).is_some() {
                    let in_cell = near.types.hold(inline.span);
                    context
                        .report
                        .links
                        .push((target.clone(), inline.span, in_cell));
                }
                links(text, near, context);
            }
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => links(inner, near, context),
            _ => {}
        }
    }
}

/// Reports invisible characters in headings, annotations and code blocks. Tables are checked when they are read.
fn invisible(context: &mut PageContext<'_>) {
    if context.file.text.is_ascii() {
        return;
    }
    let page = context.page;
    for block in &page.blocks {
        let is_name = matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Annotation(_) | BlockKind::Fence(_)
        );
        if !is_name {
            continue;
        }
        let mut at = block.span.start;
        for line in context.slice(block.span).split_inclusive('\n') {
            let start = at;
            at += line.len();
            let ends = line.find(is_invisible).zip(line.rfind(is_invisible));
            if let Some((first, last)) = ends {
                let width = line[last..].chars().next().map_or(0, char::len_utf8);
                let span = Span::new(start + first, start + last + width);
                let found = context.found(rules::invisible_character::text(), span);
                context.add(found.help("delete it"));
            }
        }
    }
}
