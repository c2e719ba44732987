//! Findings of the stages that a reader of the pages would not object to.

use crate::{
    diagnostic::Diagnostic,
    hash_map::HashSet,
    lint::docset::Docset,
    locate::Subjects,
    model::{ENTITY, QualifiedName, TypeRef},
    name, rules,
    span::Span,
};

/// Whether all definitions are sections of values that are not the type of any property. They are lists under a
/// heading, not definitions of the same enum.
pub(crate) fn is_loose_list(docset: &Docset<'_>, found: &Diagnostic) -> bool {
    if found.rule() != &rules::ENUM_DEFINED_TWICE {
        return false;
    }
    let enums = docset.enums();
    let mut labels = found.labels.iter();
    let name = found.type_name.as_deref().unwrap_or_default();
    labels.all(|label| enums.sections.contains(&(&*label.file, label.span)))
        && !enums.used.contains(name)
}

/// Whether this is about a further table in the section of a property table. It describes something else, unless its
/// header is misspelled, in which case the finding names the header.
pub(crate) fn is_other_table(docset: &Docset<'_>, found: &Diagnostic) -> bool {
    if found.rule() != &rules::UNKNOWN_TABLE_HEADER {
        return false;
    }
    let label = found.labels.first();
    found.names.is_empty() && label.is_some_and(|label| docset.has_table_of_properties(&label.file))
}

/// Whether a sample contains the name of the table's own type, and so says the same as the table. An object with the
/// type of an enum is excluded.
pub(crate) fn is_own_name(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    found: &Diagnostic,
) -> bool {
    if found.rule() != &rules::TYPE_CONFLICT {
        return false;
    }
    let [cell, value, ..] = found.labels.as_slice() else {
        return false;
    };
    let row = subjects.row(cell);
    let row = row.filter(|(_, row)| row.phrase.place.span == cell.span);
    let member = subjects.member(value);
    let member = member.filter(|(_, member)| member.value_place.span == value.span);
    let (Some((_, row)), Some((_, member))) = (row, member) else {
        return false;
    };
    let property = docset.property_at(&row.place);
    let is_enum = property.is_some_and(|property| matches!(property.ty, TypeRef::Enum(_)));
    if member.is_object && is_enum {
        return false;
    }
    let shown = name::short(&member.text);
    let mut names = row.phrase.alternatives.iter();
    names.any(|name| name.text.eq_ignore_ascii_case(shown.trim_end_matches('}')))
}

/// Whether everything that a page without a table shows comes from its bases.
pub(crate) fn shows_inherited(docset: &Docset<'_>, found: &Diagnostic) -> bool {
    // Properties that are described without a table are the page's own.
    if found.rule() != &rules::PROPERTIES_SECTION_MISSING || !found.names.is_empty() {
        return false;
    }
    let page = docset.page_of(found);
    let Some((page, resource)) = page.and_then(|page| Some((page, page.resources.first()?))) else {
        return false;
    };
    // If the whole section is missing, the page's own properties are unknown.
    let start = |span: Span| span.start;
    let heading = page.heading.as_ref().map(|fact| fact.place.span);
    let at = found.labels.first().map(|label| label.span);
    let is_empty_section = at.map(start) != heading.map(start);
    let Some(ty) = docset.ty(resource).filter(|_| is_empty_section) else {
        return false;
    };
    let line = docset.model.lineage(&ty.name);
    let end = line.last().and_then(|last| last.base.as_ref());
    let inherited = line.iter().skip(1).flat_map(|base| &base.properties);
    let inherited = inherited.map(|property| property.name.as_str());
    let rows = page.rows.iter().map(|row| row.name.as_str());
    let known: HashSet<&str> = rows.chain(inherited).chain(["id"]).collect();
    // A base that no page describes may declare anything.
    end.is_some_and(|end| end.as_str() != ENTITY)
        || resource
            .members
            .iter()
            .flatten()
            .all(|member| known.contains(member.name.as_str()))
}

/// Whether the property is declared by a base. It may then be missing from a derived page, and may show up there.
pub(crate) fn is_inherited(docset: &Docset<'_>, found: &Diagnostic) -> bool {
    let missing = [&rules::MISSING_IN_BLOCK, &rules::MISSING_IN_TABLE];
    if !missing.contains(&found.rule()) {
        return false;
    }
    let (Some(name), Some(member)) = (&found.type_name, &found.member) else {
        return false;
    };
    let line = docset.model.lineage(&QualifiedName::new(name.as_str()));
    let mut bases = line.iter().skip(1);
    let in_base = bases.any(|base| docset.property(base, member).is_some());
    let last = line.last().and_then(|last| last.base.as_ref());
    let in_entity = member.eq_ignore_ascii_case("id")
        && line.len() > 1
        && last.is_some_and(|base| base.as_str() == ENTITY);
    in_base || in_entity
}

/// Whether the type marker in a sample is a property of the table's type, and so does not name the type of the sample.
pub(crate) fn is_marked_data(docset: &Docset<'_>, found: &Diagnostic) -> bool {
    let names = found.type_name.as_ref().zip(found.member.as_ref());
    let Some((name, member)) = names.filter(|_| found.rule() == &rules::TYPE_CONFLICT) else {
        return false;
    };
    let ty = docset.model.types.get(&QualifiedName::new(name.as_str()));
    let property = ty.and_then(|ty| docset.property(ty, member));
    let Some(TypeRef::Type(used)) = property.map(|property| &property.ty) else {
        return false;
    };
    let mut marked = docset.pages().filter(|(_, report)| report.describes_marker);
    marked.any(|(page, _)| {
        let mut names = page
            .resources
            .iter()
            .filter_map(|resource| resource.name.as_ref());
        names.any(|name| name.value == *used)
    })
}
