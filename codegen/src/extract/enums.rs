//! Enum tables: `Member|Value|Description` and the like.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Diagnostic,
    extract::{EnumMemberExtract, description, places::Places, table::MemberColumns, type_word},
    page::Table,
    prose::plain,
    rules,
};

/// Reads the members of an enum table. A repeated member is dropped.
pub(super) fn members(
    table: &Table,
    columns: MemberColumns,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<EnumMemberExtract> {
    let mut seen = BTreeSet::new();
    let mut members = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let Some(cell) = row.cells.first() else {
            continue;
        };
        let name = plain(&cell.text);
        let name = name.trim_matches(['`', '*', '"', ' ']);
        // The word says that there may be no value. It is not a member itself.
        if name.is_empty() || name.eq_ignore_ascii_case("null") {
            continue;
        }
        let at = places.at(cell.span);
        if !type_word::is_identifier(name) {
            out.push(Diagnostic::at(rules::enum_member_name(name), &at));
        }
        if !seen.insert(name.to_owned()) {
            out.push(Diagnostic::at(rules::duplicate_member::table(name), &at));
            continue;
        }
        let cell = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
        let value = cell(columns.value).and_then(|cell| number(&plain(&cell.text)));
        let text = cell(columns.description).map(|cell| &cell.text);
        let read = description::read(text, places, out);
        members.push(EnumMemberExtract {
            name: name.to_owned(),
            value,
            docs: read.description.docs,
            deprecated: read.description.deprecated.map(|said| *said),
            place: at,
        });
    }
    members
}

fn number(text: &str) -> Option<i64> {
    let text = text.trim_matches(['`', ' ']);
    match text.strip_prefix("0x") {
        Some(hex) => i64::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}
