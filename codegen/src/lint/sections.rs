//! Sections that are missing, and tables whose header or heading is another than usual.

use crate::{
    extract::{
        Heading, HeadingKind, RowExtract,
        section::{Class, Placed},
        table::{self, Columns, Holds},
    },
    lint::look::Look,
    map::{HashMap, HashSet},
    name::lower,
    page::{BlockKind, Table},
    prose::plain,
    rules,
    span::Span,
};

/// Looks at the sections of a page.
pub(super) fn look(look: &mut Look<'_>) {
    headers(look);
    headings(look);
    missing(look);
}

/// The tables whose rows are the page's properties, with their columns.
pub(super) fn property_tables<'a>(look: &Look<'a>) -> Vec<(&'a Table, Columns)> {
    let names = name_cells(look);
    let tables = look
        .placed
        .iter()
        .filter_map(|item| match &item.block.kind {
            BlockKind::Table(table) => Some((item, table)),
            _ => None,
        });
    tables
        .filter_map(|(item, table)| match table::classify(table, item.class()) {
            Holds::Properties(columns) | Holds::Relationships(columns) => Some((table, columns)),
            _ => None,
        })
        .filter(|(table, _)| is_own(table, &names))
        .collect()
}

/// The cells that name the page's properties.
pub(super) fn name_cells(look: &Look<'_>) -> HashSet<Span> {
    look.facts.rows.iter().map(|row| row.place.span).collect()
}

/// The cells that name the rows of a table.
fn first_cells(table: &Table) -> impl Iterator<Item = Span> {
    let cells = table.rows.iter().filter_map(|row| row.cells.first());
    cells.map(|cell| cell.span)
}

/// Whether the rows of a table were taken for properties of the page.
fn is_own(table: &Table, names: &HashSet<Span>) -> bool {
    first_cells(table).any(|cell| names.contains(&cell))
}

/// Whether all rows of a table have primitive types.
fn holds_values(table: &Table, rows: &HashMap<Span, &RowExtract>) -> bool {
    first_cells(table)
        .filter_map(|cell| rows.get(&cell))
        .flat_map(|row| &row.phrase.alternatives)
        .all(|name| name.primitive.is_some())
}

fn headers(look: &mut Look<'_>) {
    let mut found = Vec::new();
    let names = name_cells(look);
    let rows = look.facts.rows.iter();
    let rows: HashMap<Span, &RowExtract> = rows.map(|row| (row.place.span, row)).collect();
    for item in look.placed {
        let BlockKind::Table(table) = &item.block.kind else {
            continue;
        };
        let Some(first) = table.header.first() else {
            continue;
        };
        let word = lower(table::header_word(&plain(&first.text)));
        let is_property = match table::classify(table, item.class()) {
            Holds::Properties(_) => true,
            // Values under the heading of properties are no relationships.
            Holds::Relationships(_) => {
                *item.class() == Class::Properties && holds_values(table, &rows)
            }
            _ => false,
        };
        if is_property
            && !table::PROPERTY.contains(&word.as_str())
            && is_own(table, &names)
            && table.header.get(1).is_some_and(|cell| {
                let word = plain(&cell.text);
                !table::header_word(&word).eq_ignore_ascii_case("return type")
            })
        {
            let message = format!("expected the column `Property`, found `{word}`");
            let diagnostic = look.found(&rules::TABLE_HEADER, first.span, message);
            found.push(diagnostic.help("name the column `Property`"));
        }
    }
    look.out.extend(found);
    if look.facts.rows.iter().any(|row| !row.relationship) {
        return;
    }
    let unknown = look.placed.iter().find_map(|item| match &item.block.kind {
        BlockKind::Table(table) if *item.class() == Class::Properties => {
            let is_other = table::classify(table, item.class()) == Holds::Other;
            (is_other && table.header.len() > 1).then_some((table, item.block.span))
        }
        _ => None,
    });
    if let Some((table, span)) = unknown {
        let header: Vec<_> = table.header.iter().map(|cell| plain(&cell.text)).collect();
        let message = format!(
            "the header `{}` names no property and type",
            header.join(" | ")
        );
        let found = look.found(&rules::UNKNOWN_TABLE_HEADER, span, message);
        look.out
            .push(found.help("name the columns `Property`, `Type` and `Description`"));
    }
}

/// The page's own properties under a heading that does not say so.
fn headings(look: &mut Look<'_>) {
    let section = look
        .placed
        .iter()
        .find(|item| is_heading_of(item, &Class::Properties));
    if let Some(item) = section {
        if let BlockKind::Heading {
            slug: None, text, ..
        } = &item.block.kind
            && plain(text)
                .trim_end_matches(':')
                .eq_ignore_ascii_case("property")
        {
            let at = look.first_line(item.block.span);
            let found = look.found(
                &rules::PROPERTIES_HEADING,
                at,
                "expected the heading `Properties`",
            );
            look.out.push(found.help("use the heading `## Properties`"));
        }
        return;
    }
    let names = name_cells(look);
    let found = look.placed.iter().find_map(|item| {
        let BlockKind::Table(table) = &item.block.kind else {
            return None;
        };
        let is_property = matches!(table::classify(table, item.class()), Holds::Properties(_));
        let section = item.path.last()?;
        (is_property && *item.class() == Class::Other && is_own(table, &names))
            .then_some(section.span)
    });
    if let Some(span) = found {
        let at = look.first_line(span);
        let message = "the property table is below this heading";
        let found = look.found(&rules::PROPERTIES_HEADING, at, message);
        look.out.push(found.help("use the heading `## Properties`"));
    }
}

fn is_heading_of(item: &Placed<'_>, class: &Class) -> bool {
    matches!(item.block.kind, BlockKind::Heading { .. })
        && item
            .path
            .last()
            .is_some_and(|section| section.class == *class)
}

/// A table without a representation, and the other way round.
fn missing(look: &mut Look<'_>) {
    let Some(title) = look
        .facts
        .heading
        .as_ref()
        .map(|heading| heading.place.span)
    else {
        return;
    };
    let at = look.first_line(title);
    let has_table = look.placed.iter().any(|item| {
        matches!(item.block.kind, BlockKind::Table(_))
            && matches!(item.class(), Class::Properties | Class::InstanceAttributes)
    });
    let rows = look.facts.rows.iter().any(|row| !row.relationship);
    let is_resource = look.facts.heading.as_ref().is_some_and(|heading| {
        let Heading { word, kind } = &heading.value;
        *kind == HeadingKind::Resource && word.is_some()
    });
    let fences = look
        .placed
        .iter()
        .filter(|item| matches!(item.block.kind, BlockKind::Fence(_)))
        .count();
    let annotated = !look.facts.resources.is_empty()
        && look
            .facts
            .resources
            .iter()
            .any(|resource| resource.place.span != title);
    if rows && is_resource && fences == 0 && !annotated && !mentions_block_type(look) {
        let message = "the page has a property table but no JSON representation";
        let found = look.found(&rules::JSON_SECTION_MISSING, at, message);
        look.out
            .push(found.help("add a section `## JSON representation` with an annotated block"));
        return;
    }
    json_heading(look);
    // Relationships may show in a representation, and what every entity has.
    let names: HashSet<&str> = look.facts.rows.iter().map(|row| &*row.name).collect();
    let is_row = |name: &str| names.contains(name);
    let shown = look.facts.resources.first().is_some_and(|resource| {
        let is_inherited = |name: &str| name == "id" && resource.base.is_some();
        let mut members = resource.members.iter().flatten();
        members.any(|member| !is_row(&member.name) && !is_inherited(&member.name))
    });
    if shown && !rows && has_table {
        unlisted(look);
    }
    if shown && !rows && !has_table && !explains(look) {
        let section = look
            .placed
            .iter()
            .find(|item| is_heading_of(item, &Class::Properties))
            .map(|item| item.block.span);
        let (at, message) = match section {
            Some(span) => (
                look.first_line(span),
                "this section has no table, and the JSON representation shows properties",
            ),
            None => (
                at,
                "the page has no section of properties, and the JSON representation shows some",
            ),
        };
        let found = look.found(&rules::PROPERTIES_SECTION_MISSING, at, message);
        look.out
            .push(found.help("add a section `## Properties` with a table"));
    }
}

/// What the representation shows although the table of properties has no rows left.
fn unlisted(look: &mut Look<'_>) {
    let facts = look.facts;
    let Some(resource) = facts.resources.first() else {
        return;
    };
    let names: HashSet<&str> = facts.rows.iter().map(|row| &*row.name).collect();
    let is_row = |name: &str| names.contains(name);
    let members = resource.members.iter().flatten();
    for member in members.filter(|member| !is_row(&member.name)) {
        let message = format!(
            "`{}` is in the JSON representation and in no table",
            member.name
        );
        let found = look.found(&rules::MISSING_IN_TABLE, member.place.span, message);
        let found = found.help("add a row to the property table");
        look.out.push(match &resource.name {
            Some(name) => found.about(name.value.as_str(), Some(&member.name)),
            None => found,
        });
    }
}

/// Whether the section of properties says in words why it has no table: all are inherited, or the type is open.
fn explains(look: &Look<'_>) -> bool {
    look.placed.iter().any(|item| {
        let BlockKind::Paragraph(text) = &item.block.kind else {
            return false;
        };
        *item.class() == Class::Properties && plain(text).split(' ').count() > 3
    })
}

fn mentions_block_type(look: &Look<'_>) -> bool {
    look.file.text.contains("blockType")
}

/// A representation that stands in another section.
fn json_heading(look: &mut Look<'_>) {
    let has_section = look
        .placed
        .iter()
        .any(|item| is_heading_of(item, &Class::Json));
    if has_section || look.facts.rows.is_empty() {
        return;
    }
    let governed = look.placed.windows(2).find_map(|pair| match pair {
        [before, fence] => {
            let BlockKind::Annotation(json) = &before.block.kind else {
                return None;
            };
            let crate::page::JsonKind::Object(members) = &json.kind else {
                return None;
            };
            let is_fence = matches!(fence.block.kind, BlockKind::Fence(_));
            (is_fence && super::annotation::is_resource(members)).then_some(fence.block.span)
        }
        _ => None,
    });
    if let Some(span) = governed {
        let at: Span = look.first_line(span);
        let message = "the JSON representation has no heading of its own";
        let found = look.found(&rules::JSON_HEADING, at, message);
        look.out
            .push(found.help("add the heading `## JSON representation` above it"));
    }
}
