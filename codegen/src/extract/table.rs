//! Tables: their kind, determined by the header and then by the section, and the rows of property tables.

use std::borrow::Cow;

use crate::{
    diagnostic::Diagnostic,
    extract::{
        RowExtract, TypeName, TypePhrase, description, flags, flat, phrase,
        places::Places,
        section::Class,
        translation,
        vocabulary::{self, MEMBER, METHOD, PROPERTY, PROPERTY_THERE, PROPERTY_TOO, RELATIONSHIP},
    },
    first::First,
    name::lower,
    page::{Cell, Row, Table},
    prose::{Inline, InlineKind, plain, unquoted, without_zero_width},
    rules,
};

/// The content of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Properties(Columns),
    Relationships(Columns),
    Methods,
    Members(MemberColumns),
    Other,
}

/// Columns of a property table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub kind: usize,
    pub description: Option<usize>,
    pub required: Option<usize>,
    pub nullable: Option<usize>,
}

/// Columns of an enum table; the name is always in the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MemberColumns {
    pub value: Option<usize>,
    pub description: Option<usize>,
}

impl MemberColumns {
    /// Returns the columns of a table with an unknown header that has nothing but names in the first column.
    pub(super) fn by_cells(table: &Table) -> Option<MemberColumns> {
        let header: Vec<Cow<'_, str>> = table.header.iter().map(|cell| plain(&cell.text)).collect();
        let header: Vec<&str> = header.iter().map(|text| header_word(text)).collect();
        let described = |word: &&str| is_one_of(word, vocabulary::DESCRIPTION);
        let has_rows = !table.rows.is_empty() && has_names(table);
        has_rows.then(|| member_columns(&header, header.iter().position(described)))
    }
}

/// Determines the content of a table.
pub(crate) fn classify(table: &Table, class: &Class) -> Holds {
    let header: Vec<Cow<'_, str>> = table.header.iter().map(|cell| plain(&cell.text)).collect();
    let header: Vec<&str> = header.iter().map(|text| header_word(text)).collect();
    match classify_header(table, &header, class) {
        Holds::Other => {
            let words = header
                .iter()
                .map(|word| translation::of(word).unwrap_or(word));
            classify_header(table, &words.collect::<Vec<&str>>(), class)
        }
        holds => holds,
    }
}

fn classify_header(table: &Table, header: &[&str], class: &Class) -> Holds {
    let first = header.first().copied().unwrap_or_default();
    let column = |words: &[&str]| header.iter().position(|word| is_one_of(word, words));
    let kind = column(vocabulary::TYPE);
    let description = column(vocabulary::DESCRIPTION);
    let rest = kind.map(|kind| Columns {
        kind,
        description: description.or((kind + 1 < header.len()).then_some(kind + 1)),
        required: column(vocabulary::IS_REQUIRED),
        nullable: column(vocabulary::IS_NULLABLE),
    });
    if matches!(class, Class::Members | Class::Values(_)) {
        let is_property = is_one_of(first, PROPERTY) || is_one_of(first, PROPERTY_TOO);
        let is_value = || column(vocabulary::NUMBER).is_some();
        return match rest {
            // A section about a type that is not an enum.
            Some(columns)
                if columns.kind > 0 && is_property && *class != Class::Members && !is_value() =>
            {
                Holds::Properties(columns)
            }
            _ if is_member(first) => Holds::Members(member_columns(header, description)),
            _ => Holds::Other,
        };
    }
    match rest {
        Some(columns) if columns.kind > 0 && is_one_of(first, RELATIONSHIP) => {
            Holds::Relationships(columns)
        }
        Some(columns)
            if columns.kind > 0
                && (is_one_of(first, PROPERTY)
                    || is_one_of(first, PROPERTY_TOO)
                    || *class == Class::Properties && is_one_of(first, PROPERTY_THERE)) =>
        {
            match class {
                Class::Relationships => Holds::Relationships(columns),
                _ => Holds::Properties(columns),
            }
        }
        _ if is_one_of(first, METHOD) => misheaded(table, header, class),
        _ => Holds::Other,
    }
}

/// Whether this is the header of a column of members: `Member`, `Member name`, `Possible values`.
fn is_member(header: &str) -> bool {
    let mut words = header.split(' ');
    let last = words.next_back().unwrap_or_default();
    is_one_of(last, MEMBER) && words.count() < 3
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether the header has letters that English does not have, above a column of names. A table of properties in a
/// language whose words are unknown looks like this.
pub(super) fn is_foreign(table: &Table) -> bool {
    let is_foreign = |c: char| c.is_alphabetic() && !c.is_ascii();
    let mut header = table.header.iter();
    !table.rows.is_empty()
        && header.any(|cell| plain(&cell.text).contains(is_foreign))
        && has_names(table)
}

/// Whether this is a table of members according to its header, or because the member is among them that stands for
/// all others.
pub(super) fn lists_members(table: &Table) -> bool {
    let header = table.header.first().map(|cell| lower(&plain(&cell.text)));
    let header = header.as_deref().map(header_word);
    let is_sentinel = |row: &Row| {
        let first = row.cells.first();
        first.is_some_and(|cell| name(&cell.text).eq_ignore_ascii_case(vocabulary::SENTINEL))
    };
    header.is_some_and(|header| matches!(header, "member" | "members" | "member name"))
        && !table.rows.is_empty()
        && has_names(table)
        || table.rows.iter().any(is_sentinel)
}

/// Whether the first column has nothing but names.
fn has_names(table: &Table) -> bool {
    let mut first = table.rows.iter().map(|row| row.cells.first());
    first.all(|cell| cell.is_some_and(|cell| is_name(&name(&cell.text))))
}

/// Returns the columns of a table with an unknown header that has names in the first column and, in another one, types
/// in most rows. Links to methods look like names but are none.
pub(super) fn by_cells(table: &Table, places: Places<'_>) -> Option<Columns> {
    // On the site, the pages of types are below `/graph/api/resources/`.
    let is_method = |inline: &Inline| match &inline.kind {
        InlineKind::Link { target, .. } => {
            target.contains("/api/") && !target.contains("/resources/")
        }
        _ => false,
    };
    let mut firsts = table.rows.iter().filter_map(|row| row.cells.first());
    if table.rows.is_empty()
        || !has_names(table)
        || firsts.any(|cell| cell.text.iter().any(is_method))
    {
        return None;
    }
    let names_type = |cell: &&Cell| {
        let phrase = phrase::parse(&cell.text, places.at(cell.span), places.is_translated);
        let is_known = |name: &TypeName| name.primitive.is_some() || name.target.is_some();
        !phrase.alternatives.is_empty() && phrase.alternatives.iter().all(is_known)
    };
    let are_types = |column: &usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(*column));
        cells.filter(names_type).count() * 2 > table.rows.len()
    };
    let columns = 1..table.header.len();
    let mut kinds = columns.clone().filter(are_types);
    // More than one type would be of several properties, which are then in columns.
    let (Some(kind), None) = (kinds.next(), kinds.next()) else {
        return None;
    };
    let other = columns.clone().find(|column| *column != kind);
    Some(Columns {
        kind,
        description: columns.into_iter().find(|column| *column > kind).or(other),
        required: None,
        nullable: None,
    })
}

/// Returns the content of a table with the header of a methods table. In the Properties section, `Method|Return Type`
/// above identifiers is a property table.
fn misheaded(table: &Table, header: &[&str], class: &Class) -> Holds {
    let returns = header
        .get(1)
        .is_some_and(|word| is_one_of(word, vocabulary::RETURN_TYPE));
    if *class == Class::Properties && returns && !table.rows.is_empty() && has_names(table) {
        return Holds::Properties(Columns {
            kind: 1,
            description: (header.len() > 2).then_some(2),
            required: None,
            nullable: None,
        });
    }
    Holds::Methods
}

fn member_columns(header: &[&str], description: Option<usize>) -> MemberColumns {
    let value = header.iter().skip(1).position(|word| {
        is_one_of(word, vocabulary::NUMBER) || word.eq_ignore_ascii_case("member")
    });
    let last = (header.len() > 1).then(|| header.len() - 1);
    let value = value.map(|at| at + 1);
    MemberColumns {
        value,
        description: description.or(last.filter(|last| Some(*last) != value)),
    }
}

/// Returns the text of a header cell without surrounding punctuation.
pub(crate) fn header_word(text: &str) -> &str {
    text.trim_matches(['*', ':', ' '])
}

/// The columns of a table, and what is known about all its rows.
pub(super) struct Context<'a> {
    pub columns: Columns,
    pub relationship: bool,
    pub instance_attribute: bool,
    /// The base that the text above the table names.
    pub inherited: Option<&'a TypePhrase>,
}

/// Reads the rows of a property or relationship table.
pub(super) fn rows(
    table: &Table,
    context: &Context<'_>,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<RowExtract> {
    let mut rows: Vec<RowExtract> = Vec::with_capacity(table.rows.len());
    let mut first = First::default();
    for row in &table.rows {
        let Some(extract) = read_row(row, context, places, out) else {
            continue;
        };
        let known = first.find(&rows, |row| &row.name, &extract.name);
        if let Some(first) = known.and_then(|at| rows.get(at)) {
            out.push(repeated(&extract, first, true));
            continue;
        }
        rows.push(extract);
    }
    rows
}

/// Returns the diagnostic for a row that repeats the name of another one.
pub(super) fn repeated(row: &RowExtract, first: &RowExtract, in_one_table: bool) -> Diagnostic {
    let (name, was, is) = (&row.name, &first.phrase.text, &row.phrase.text);
    let message = match (was == is, in_one_table) {
        (true, true) => rules::duplicate_row::one_table(name),
        (true, false) => rules::duplicate_row::two_tables(name),
        (false, true) => rules::duplicate_row_type::one_table(name, was, is),
        (false, false) => rules::duplicate_row_type::two_tables(name, was, is),
    };
    Diagnostic::at(message, &row.place)
        .label("ignored")
        .also_at(&first.place, "first here")
}

fn read_row(
    row: &Row,
    context: &Context<'_>,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<RowExtract> {
    let cell = row.cells.first()?;
    let kind = row.cells.get(context.columns.kind)?;
    let name = name(&cell.text);
    let at = places.at(cell.span);
    let phrase = phrase::parse(&kind.text, places.at(kind.span), places.is_translated);
    let has_type = !phrase.text.is_empty();
    if !has_type && (name.is_empty() || name.eq_ignore_ascii_case("none")) {
        return None;
    }
    let text = context.columns.description;
    let text = text.and_then(|column| row.cells.get(column));
    let is_described = || text.is_some_and(|text| !plain(&text.text).is_empty());
    // A row with a description is not a title; its type is missing.
    let is_marked =
        |inline: &Inline| matches!(inline.kind, InlineKind::Strong(_) | InlineKind::Emphasis(_));
    let is_name = is_name(&name);
    let is_title = !is_name || cell.text.iter().any(is_marked) && !is_described();
    if is_title && !has_type {
        out.push(Diagnostic::at(rules::group_row(name), &at));
        return None;
    }
    if !is_name {
        let message = rules::property_name(plain(&cell.text));
        out.push(Diagnostic::at(message, &at).label("this row is ignored"));
        return None;
    }
    if row.written < row.cells.len() && text.is_some() && !is_described() {
        let message = rules::missing_cell(&name, row.written, row.cells.len());
        out.push(Diagnostic::at(message, &places.at(row.span)));
    }
    if phrase.alternatives.is_empty() {
        out.push(untyped(&name, &phrase));
    }
    let read = description::read(text.map(|cell| &cell.text), places, out);
    let mut inherited = read.inherited;
    inherited.extend(context.inherited.cloned());
    let mut description = read.description;
    // If nothing follows the name, there is nothing to check.
    if cell.span.end - cell.span.start > name.len() {
        flags::of_name(&plain(&cell.text), &name, &mut description);
    }
    // A type on its own has no marks.
    let is_bare = |name: &TypeName| name.text == phrase.text;
    if !phrase.alternatives.first().is_some_and(is_bare) {
        flags::of_type(&phrase.text, &mut description);
    }
    let answer = |column: Option<usize>| yes_or_no(row.cells.get(column?)?);
    description.required |= answer(context.columns.required) == Some(true);
    description.nullable = description
        .nullable
        .or_else(|| answer(context.columns.nullable));
    Some(RowExtract {
        name,
        phrase,
        relationship: context.relationship,
        instance_attribute: context.instance_attribute,
        description,
        inherited,
        place: at,
        row: row.span,
    })
}

/// Returns the diagnostic for a row whose type is missing or unknown.
fn untyped(name: &str, phrase: &TypePhrase) -> Diagnostic {
    let message = match phrase.text.is_empty() {
        true => rules::type_cell::empty(),
        false => rules::type_cell::other(&phrase.text),
    };
    Diagnostic::at(message, &phrase.place)
        .label(format!("any value is accepted for `{name}`"))
        .help("name a primitive type or link the page of a type")
}

/// Returns the answer in a cell of a yes-or-no column; `None` for any other text.
fn yes_or_no(cell: &Cell) -> Option<bool> {
    let text = lower(&plain(&cell.text));
    let word = text.trim_matches(['*', '.', '`', ' ']);
    let word = translation::of(word).unwrap_or(word);
    let is_yes = vocabulary::YES.contains(&word);
    (is_yes || vocabulary::NO.contains(&word)).then_some(is_yes)
}

/// Returns the name in a name cell, without markup and a suffix such as `(deprecated)`.
pub(crate) fn name(cell: &[Inline]) -> String {
    let text = plain(flat::without_mark(cell));
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.into_owned();
    }
    let text = text.split(['(', '（']).next().unwrap_or_default();
    let mut remarks = [" [", "[^"].iter();
    let text = (remarks.find_map(|remark| text.split_once(remark))).map_or(text, |(name, _)| name);
    let seen = without_zero_width(text);
    let name = seen
        .trim()
        .trim_matches(['*', '`', '~', ' ', '"', ':', '†', '‡', '¹', '²', '³']);
    unquoted(name.trim_end_matches('.')).trim().to_owned()
}

/// Whether this is the name of a property or an instance attribute, which has a namespace.
fn is_name(text: &str) -> bool {
    let attribute = text.strip_prefix('@');
    if attribute.is_some_and(|name| !name.contains('.')) {
        return false;
    }
    let mut chars = attribute.unwrap_or(text).chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '@'))
}
