//! Members of enums: tables such as `Member|Value|Description`, and lists.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Diagnostic,
    extract::{
        EnumMemberExtract, description,
        flat::{self, BULLETS},
        places::Places,
        table::MemberColumns,
        type_word,
        values::first_word,
    },
    page::{Cell, Row, Table},
    prose::{Inline, InlineKind, Inlines, List, plain, unquoted, without_zero_width},
    rules,
    span::Span,
};

/// What a row or an item says about a member.
struct Said {
    name: String,
    at: Span,
    value: Option<i64>,
    text: Option<Inlines>,
}

/// Reads the members of an enum table.
pub(super) fn members(
    table: &Table,
    columns: MemberColumns,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<EnumMemberExtract> {
    let is_number = |row: &Row| row.cells.first().is_some_and(|cell| value(cell).is_some());
    let is_member = |row: &Row| {
        let cell = row.cells.get(1);
        cell.is_some_and(|cell| type_word::is_identifier(&plain(&cell.text)))
    };
    // The numbers may come first.
    let is_swapped = table
        .rows
        .iter()
        .all(|row| is_number(row) && is_member(row));
    let (name, of_value) = match is_swapped {
        true => (1, Some(0)),
        false => (0, columns.value),
    };
    let said = |row: &Row| {
        let first = row.cells.get(name)?;
        let cell = |column: Option<usize>| row.cells.get(column?);
        Some(Said {
            name: plain(flat::without_mark(&first.text)).into_owned(),
            at: first.span,
            value: cell(of_value).and_then(value),
            text: cell(columns.description).map(|cell| cell.text.clone()),
        })
    };
    read(table.rows.iter().filter_map(said), places, out)
}

/// Drops the members of further tables that an earlier one has.
pub(super) fn keep_first(members: &mut Vec<EnumMemberExtract>) {
    let mut seen = BTreeSet::new();
    members.retain(|member| seen.insert(member.name.clone()));
}

/// Reads the members that all items of a list begin with, as in `oak: Strong.`
pub(super) fn listed(
    list: &List,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<Vec<EnumMemberExtract>> {
    let said: Option<Vec<Said>> = list.items.iter().map(item).collect();
    Some(read(said?.into_iter(), places, out))
}

fn item(item: &Inlines) -> Option<Said> {
    let (first, rest) = item.split_first()?;
    let mut rest = rest.to_vec();
    let name = match &first.kind {
        InlineKind::Text(text) => {
            let name = first_word(text)?;
            let kind = InlineKind::Text(text.substr_from(&text[name.len()..]));
            rest.insert(0, Inline { kind, ..*first });
            name.to_owned()
        }
        InlineKind::Code(_) | InlineKind::Strong(_) | InlineKind::Emphasis(_) => {
            plain(&item[..1]).trim_end_matches(':').to_owned()
        }
        _ => return None,
    };
    if let Some(InlineKind::Text(text)) = rest.first_mut().map(|first| &mut first.kind) {
        let is_separator = |c: char| c == ':' || BULLETS.contains(&c);
        *text = text.substr_from(text.trim_start_matches(is_separator));
    }
    type_word::is_identifier(&name).then(|| Said {
        name,
        at: first.span,
        value: None,
        text: Some(rest.into()),
    })
}

/// Reads members. A repeated one is dropped.
fn read(
    said: impl Iterator<Item = Said>,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<EnumMemberExtract> {
    let mut seen = BTreeSet::new();
    let mut members = Vec::with_capacity(said.size_hint().1.unwrap_or_default());
    for said in said {
        let name = without_zero_width(&said.name);
        let mut name = unquoted(name.trim_matches(['`', '*', '~', '"', '\'', ' ']));
        let mut remark = "";
        if let Some((word, rest)) = remarked(name) {
            (name, remark) = (word, rest);
        }
        // The word says that there may be no value. It is not a member itself.
        // A table may also be inside a zone, whose end is the last line of it.
        if name.is_empty() || name.eq_ignore_ascii_case("null") || name.starts_with(":::") {
            continue;
        }
        let at = places.at(said.at);
        if !type_word::is_identifier(name) {
            out.push(Diagnostic::at(rules::enum_member_name(name), &at));
        }
        if !seen.insert(name.to_owned()) {
            out.push(Diagnostic::at(rules::duplicate_member::table(name), &at));
            continue;
        }
        let read = description::read(said.text.as_ref(), places, out);
        let mut deprecated = read.description.deprecated.map(|said| *said);
        if remark.eq_ignore_ascii_case("deprecated") {
            deprecated.get_or_insert_default();
        }
        members.push(EnumMemberExtract {
            name: name.to_owned(),
            value: said.value.or_else(|| number(remark)),
            docs: read.description.docs,
            deprecated,
            place: at,
        });
    }
    members
}

/// Returns the word in `oak (deprecated)`, `oak [deprecated]`, `oak (1)` and `oak = 1`, and the remark behind it.
fn remarked(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.split_at(text.find([' ', '(', '=', '['])?);
    let rest = rest.trim_start();
    let is_remark = rest.starts_with(['(', '=', '[']);
    let remark = rest.trim_matches(['(', ')', '[', ']', '=', ' ']);
    (is_remark && type_word::is_identifier(word)).then_some((word, remark))
}

fn value(cell: &Cell) -> Option<i64> {
    number(&plain(&cell.text))
}

fn number(text: &str) -> Option<i64> {
    let text = text.trim_matches(['`', ' ']);
    match text.strip_prefix("0x") {
        Some(hex) => i64::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}
