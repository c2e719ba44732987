//! Checks for missing sections, and for unusual headers and headings.

use crate::{
    edit_distance,
    extract::{
        Heading, HeadingKind, RowExtract,
        section::{Class, Placed},
        table::{self, Columns, Holds},
        translation, vocabulary,
    },
    hash_map::{HashMap, HashSet},
    lint::page_context::PageContext,
    name::lower,
    page::{Block, BlockKind, Table},
    prose::plain,
    rules,
    span::Span,
};

/// Checks the sections of a page.
pub(crate) fn check(context: &mut PageContext<'_>) {
    headers(context);
    headings(context);
    missing(context);
}

/// Returns the tables whose rows are the page's properties, with their columns.
pub(crate) fn property_tables<'a>(context: &PageContext<'a>) -> Vec<(&'a Table, Columns)> {
    let names = name_cells(context);
    let tables = context
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

/// Returns the cells with the names of the page's properties.
pub(crate) fn name_cells(context: &PageContext<'_>) -> HashSet<Span> {
    context
        .extract
        .rows
        .iter()
        .map(|row| row.place.span)
        .collect()
}

/// Returns the first cell of each row in a table.
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

fn headers(context: &mut PageContext<'_>) {
    let names = name_cells(context);
    let rows = context.extract.rows.iter();
    let rows: HashMap<Span, &RowExtract> = rows.map(|row| (row.place.span, row)).collect();
    for item in context.placed {
        let BlockKind::Table(table) = &item.block.kind else {
            continue;
        };
        let Some(first) = table.header.first() else {
            continue;
        };
        let word = lower(table::header_word(&plain(&first.text)));
        let is_property = match table::classify(table, item.class()) {
            Holds::Properties(_) => true,
            // Rows with plain values below the heading for properties are not relationships.
            Holds::Relationships(_) => {
                *item.class() == Class::Properties && holds_values(table, &rows)
            }
            _ => false,
        };
        if is_property
            && !vocabulary::PROPERTY.contains(&word.as_str())
            && translation::of(&word).is_none_or(|word| !vocabulary::PROPERTY.contains(&word))
            && is_own(table, &names)
            && table.header.get(1).is_some_and(|cell| {
                let word = plain(&cell.text);
                !table::header_word(&word).eq_ignore_ascii_case("return type")
            })
        {
            let found = context.found(rules::table_header(word), first.span);
            context.add(found.help("name the column `Property`"));
        }
    }
    quoted(context);
    let has_rows = context.extract.rows.iter().any(|row| !row.relationship);
    let unknown = context
        .placed
        .iter()
        .find_map(|item| match &item.block.kind {
            BlockKind::Table(table) if *item.class() == Class::Properties => {
                let is_other = table::classify(table, item.class()) == Holds::Other;
                // If there is another table, this one may be about anything, unless its header is a misspelling.
                let is_meant = !has_rows || is_misspelt(table);
                (is_other && table.header.len() > 1 && is_meant).then_some((table, item.block.span))
            }
            _ => None,
        });
    if let Some((table, span)) = unknown {
        let header: Vec<_> = table.header.iter().map(|cell| plain(&cell.text)).collect();
        let header = header.join(" | ");
        let found = context.found(rules::unknown_table_header(&header), span);
        let found = found.names(has_rows.then_some(header));
        context.add(found.help("name the columns `Property`, `Type` and `Description`"));
    }
}

/// Whether a header cell is a misspelling of `Property` or `Type`, including swapped letters.
fn is_misspelt(table: &Table) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_slip = |word: &str, known: &&str| {
        let is_near = edit_distance::is_misspelling(word, known) || sorted(word) == sorted(known);
        word != *known && is_near
    };
    table.header.iter().any(|cell| {
        let word = lower(table::header_word(&plain(&cell.text)));
        let mut known = ["property", "type"].iter();
        word != "properties" && known.any(|known| is_slip(&word, known))
    })
}

/// Reports property tables inside quotes, which are not read.
fn quoted(context: &mut PageContext<'_>) {
    let is_property = |block: &&Block| match &block.kind {
        BlockKind::Table(table) => matches!(
            table::classify(table, &Class::Properties),
            Holds::Properties(_)
        ),
        _ => false,
    };
    let tables = context
        .placed
        .iter()
        .filter_map(|item| match &item.block.kind {
            BlockKind::Quote { blocks, .. } => blocks.iter().find(is_property),
            _ => None,
        });
    for table in tables {
        let at = context.first_line(table.span);
        let found = context.found(rules::unread_table::quoted(), at);
        let help = "put the table on its own, without marks of a quote";
        context.add(found.help(help));
    }
}

/// Checks the heading above the page's property table.
fn headings(context: &mut PageContext<'_>) {
    let section = context
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
            let at = context.first_line(item.block.span);
            let found = context.found(rules::properties_heading::singular(), at);
            context.add(found.help("use the heading `## Properties`"));
        }
        return;
    }
    let names = name_cells(context);
    let found = context.placed.iter().find_map(|item| {
        let BlockKind::Table(table) = &item.block.kind else {
            return None;
        };
        let is_property = matches!(table::classify(table, item.class()), Holds::Properties(_));
        let section = item.path.last();
        // Below the heading of another known section, it lacks a heading of its own.
        let is_foreign = section.is_some_and(|section| section.class != Class::Other);
        let is_headed = matches!(
            item.class(),
            Class::Properties | Class::InstanceAttributes | Class::Values(_)
        );
        let section = section.filter(|_| !is_foreign).map(|section| section.span);
        (is_property && !is_headed && is_own(table, &names)).then_some((section, item.block.span))
    });
    if let Some((section, table)) = found {
        let at = context.first_line(section.unwrap_or(table));
        let message = match section {
            Some(_) => rules::properties_heading::other(),
            None => rules::properties_heading::missing(),
        };
        let found = context.found(message, at);
        context.add(found.help("use the heading `## Properties`"));
    }
}

fn is_heading_of(item: &Placed<'_>, class: &Class) -> bool {
    matches!(item.block.kind, BlockKind::Heading { .. })
        && item
            .path
            .last()
            .is_some_and(|section| section.class == *class)
}

/// Reports a table without a representation, and a representation without a table.
fn missing(context: &mut PageContext<'_>) {
    let Some(title) = context
        .extract
        .heading
        .as_ref()
        .map(|heading| heading.place.span)
    else {
        return;
    };
    let at = context.first_line(title);
    let has_table = context.placed.iter().any(|item| {
        matches!(item.block.kind, BlockKind::Table(_))
            && matches!(item.class(), Class::Properties | Class::InstanceAttributes)
    });
    let rows = context.extract.rows.iter().any(|row| !row.relationship);
    let is_resource = context.extract.heading.as_ref().is_some_and(|heading| {
        let Heading { word, kind } = &heading.value;
        *kind == HeadingKind::Resource && word.is_some()
    });
    let fences = context
        .placed
        .iter()
        .filter(|item| matches!(item.block.kind, BlockKind::Fence(_)))
        .count();
    let annotated = !context.extract.resources.is_empty()
        && context
            .extract
            .resources
            .iter()
            .any(|resource| resource.place.span != title);
    if rows && is_resource && fences == 0 && !annotated && !mentions_block_type(context) {
        let found = context.found(rules::json_section_missing(), at);
        context.add(found.help("add a section `## JSON representation` with an annotated block"));
        return;
    }
    json_heading(context);
    // A representation may also show relationships, and the id that every entity has.
    let names: HashSet<&str> = context.extract.rows.iter().map(|row| &*row.name).collect();
    let is_row = |name: &str| names.contains(name);
    let shown = context.extract.resources.first().is_some_and(|resource| {
        let is_inherited = |name: &str| name == "id" && resource.base.is_some();
        let mut members = resource.members.iter().flatten();
        members.any(|member| !is_row(&member.name) && !is_inherited(&member.name))
    });
    if shown && !rows && has_table {
        unlisted(context);
    }
    let listed = (shown && !rows && !has_table).then(|| listed(context));
    if listed.is_some_and(|listed| listed.is_some() || !explains(context)) {
        let section = context
            .placed
            .iter()
            .find(|item| is_heading_of(item, &Class::Properties))
            .map(|item| item.block.span);
        let (at, message) = match section {
            Some(span) => (
                context.first_line(span),
                rules::properties_section_missing::table(),
            ),
            None => (at, rules::properties_section_missing::section()),
        };
        let found = context.found(message, at).names(listed.flatten());
        context.add(found.help("add a section `## Properties` with a table"));
    }
}

/// Returns a property that the Properties section describes without a table, if it describes most of those that are
/// shown: in a list, in headings or in lines of any kind. What is included from elsewhere may describe all of them.
fn listed<'a>(context: &PageContext<'a>) -> Option<&'a str> {
    let section = context.placed.iter();
    let section = section.filter(|item| *item.class() == Class::Properties);
    let blocks: Vec<&Block> = section.map(|item| item.block).collect();
    let lines = blocks
        .iter()
        .flat_map(|block| context.slice(block.span).lines());
    let first_word = |line: &'a str| {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.find(|word| !word.is_empty())
    };
    let described: HashSet<&str> = lines.filter_map(first_word).collect();
    let mut resources = context.extract.resources.iter();
    let shown = resources.next()?.members.as_deref().unwrap_or_default();
    let mut listed = shown.iter().map(|member| member.name.as_str());
    let count = listed
        .clone()
        .filter(|name| described.contains(name))
        .count();
    let is_included = |block: &&Block| matches!(block.kind, BlockKind::Include { .. });
    match count * 2 > shown.len() {
        true => listed.find(|name| described.contains(name)),
        false if blocks.iter().any(is_included) => listed.next(),
        false => None,
    }
}

/// Reports what the representation shows although the property table has no rows.
fn unlisted(context: &mut PageContext<'_>) {
    let extract = context.extract;
    let Some(resource) = extract.resources.first() else {
        return;
    };
    let names: HashSet<&str> = extract.rows.iter().map(|row| &*row.name).collect();
    let is_row = |name: &str| names.contains(name);
    let members = resource.members.iter().flatten();
    for member in members.filter(|member| !is_row(&member.name)) {
        let found = context.found(rules::missing_in_table(&member.name), member.place.span);
        let found = found.help("add a row to the property table");
        context.add(match &resource.name {
            Some(name) => found.about(name.value.as_str(), Some(&member.name)),
            None => found,
        });
    }
}

/// Whether the Properties section explains in words why there is no table: all properties are inherited, or the type is
/// open. Text that names most properties describes them.
fn explains(context: &PageContext<'_>) -> bool {
    let section = context.placed.iter();
    let section = section.filter(|item| *item.class() == Class::Properties);
    let texts = section.filter_map(|item| match &item.block.kind {
        BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => Some(plain(text)),
        _ => None,
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let words: HashSet<&str> = words.collect();
    let resource = context.extract.resources.first();
    let members = resource
        .iter()
        .flat_map(|resource| resource.members.iter().flatten());
    let (named, other): (Vec<_>, Vec<_>) =
        members.partition(|member| words.contains(member.name.as_str()));
    let is_open = context.extract.open || resource.is_some_and(|said| said.open == Some(true));
    let describes = named.len() > other.len() && !is_open && !text.contains("nherit");
    !describes && text.lines().any(|line| line.split(' ').count() > 3)
}

fn mentions_block_type(context: &PageContext<'_>) -> bool {
    context.file.text.contains("blockType")
}

/// Returns a heading that mentions a representation above a code block.
fn representation(context: &PageContext<'_>) -> Option<(Span, String)> {
    let fences = context.placed.iter().filter(|item| {
        matches!(item.block.kind, BlockKind::Fence(_)) && item.is_under_free_heading()
    });
    let sections: HashSet<Span> = fences
        .filter_map(|item| Some(item.path.last()?.span))
        .collect();
    context
        .placed
        .iter()
        .find_map(|item| match &item.block.kind {
            BlockKind::Heading { text, level, .. }
                if *level > 1 && sections.contains(&item.block.span) =>
            {
                let words = plain(text);
                lower(&words)
                    .contains("representation")
                    .then(|| (item.block.span, words.into_owned()))
            }
            _ => None,
        })
}

/// Checks the heading above the JSON representation.
fn json_heading(context: &mut PageContext<'_>) {
    let mut sections = (context.placed.iter())
        .filter(|item| is_heading_of(item, &Class::Json))
        .peekable();
    if sections.peek().is_some() && context.extract.resources.is_empty() {
        return;
    }
    if let Some(first) = sections.peek() {
        let span = context.first_line(first.block.span);
        let mut words = sections.filter_map(|item| match &item.block.kind {
            BlockKind::Heading {
                slug: None, text, ..
            } => Some(plain(text)),
            _ => None,
        });
        let is_usual = |words: &str| {
            let words = words.trim_matches([':', '*', ' ']);
            !words.is_ascii()
                || words.eq_ignore_ascii_case("json representation")
                || translation::of(words) == Some("json representation")
        };
        // If there is also a heading with the usual words, others may belong to different sections.
        let first = words.next().filter(|first| !is_usual(first));
        if let Some(first) = first.filter(|_| !words.any(|other| is_usual(&other))) {
            let found = context.found(rules::json_heading::other(first), span);
            let found = found.help("use the heading `## JSON representation`");
            context.add(found);
        }
        return;
    }
    if context.extract.rows.is_empty() {
        return;
    }
    if let Some((span, words)) = representation(context) {
        let at = context.first_line(span);
        let found = context.found(rules::json_heading::other(words), at);
        let help = "use the heading `## JSON representation`";
        context.add(found.help(help));
        return;
    }
    let governed = context.placed.windows(2).find_map(|pair| match pair {
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
        let at = context.first_line(span);
        let found = context.found(rules::json_heading::missing(), at);
        context.add(found.help("add the heading `## JSON representation` above it"));
    }
}
