//! Checks rows of property tables.

use crate::{
    extract::section::Class, lint::page_context::PageContext, page::BlockKind, prose::plain, rules,
};

/// Reports rows with an empty description. A row without that cell is reported elsewhere.
pub(crate) fn check(context: &mut PageContext<'_>) {
    let tables = super::sections::property_tables(context);
    let names = super::sections::name_cells(context);
    for (table, columns) in tables {
        let Some(column) = columns.description else {
            continue;
        };
        for row in &table.rows {
            let (Some(cell), Some(name)) = (row.cells.get(column), row.cells.first()) else {
                continue;
            };
            let is_property = names.contains(&name.span);
            let is_written = row.written == row.cells.len();
            if is_property && is_written && plain(&cell.text).is_empty() {
                let message = rules::description_empty(plain(&name.text));
                context.add(context.found(message, name.span));
            }
        }
    }
}

/// Whether a row describes `@odata.type`.
pub(crate) fn describe_marker(context: &PageContext<'_>) -> bool {
    context.placed.iter().any(|item| match &item.block.kind {
        BlockKind::Table(table) if *item.class() == Class::Properties => {
            let mut names = table.rows.iter().filter_map(|row| row.cells.first());
            names.any(|name| plain(&name.text) == "@odata.type")
        }
        _ => false,
    })
}
