//! Checks names of types in cells, links and representations against their meaning.

use std::collections::BTreeMap;

use crate::{
    diagnostic::Diagnostic,
    extract::{Evidence, PageExtract, RowExtract},
    first::First,
    lint::{docset::Docset, page_context::PageReport},
    model::{QualifiedName, TypeRef, index::file_name},
    name::{self, lower},
    rules,
    span::{Place, Span},
};

/// Returns where the types of pages are named, by file name in lower case; `None` if only the heading names the type,
/// because headings often shorten names.
pub(crate) fn declarations<'a>(docset: &Docset<'a>) -> BTreeMap<String, Option<&'a Place>> {
    let pages = docset.extracts.iter();
    let declared = pages.filter_map(|page| {
        let heading = page.heading.as_ref().map(|heading| &heading.place);
        let name = page.resources.first()?.name.as_ref()?;
        let file = file_name(&page.path);
        let place = Some(&name.place).filter(|place| Some(*place) != heading);
        Some((lower(file), place))
    });
    declared.collect()
}

/// Reports links in type cells whose text differs from the name of the type that they lead to. If both are names of
/// declared types, the model has reported it already.
pub(crate) fn link_texts(
    docset: &Docset<'_>,
    page: &PageExtract,
    declarations: &BTreeMap<String, Option<&Place>>,
    out: &mut Vec<Diagnostic>,
) {
    for row in &page.rows {
        for name in &row.phrase.alternatives {
            let Some(target) = name.target.as_deref().filter(|_| name.primitive.is_none()) else {
                continue;
            };
            // Most texts are the name of some type.
            let text = name::short(&name.text);
            if docset.is_short_name(text) || target.contains('#') || !text.is_ascii() {
                continue;
            }
            let file = target.split('?').next().unwrap_or_default();
            let file = lower(file_name(file));
            let Some(declared) = docset.model.pages.get(&file) else {
                continue;
            };
            let same = text.eq_ignore_ascii_case(declared.short());
            let place = declarations.get(&file).copied();
            if same || place == Some(None) {
                continue;
            }
            let at = &row.phrase.place;
            let message = rules::link_text_and_target(&name.text, declared);
            let found = Diagnostic::at(message, at)
                .label(format!("taken as `{declared}`"))
                .names([name.text.as_str(), declared.as_str()]);
            out.push(match place.flatten() {
                Some(place) => found.also(&place.file, place.span, "declared here"),
                None => found,
            });
        }
    }
}

/// Reports undeclared types in the representation where the table has a different type.
pub(crate) fn shown_names(docset: &Docset<'_>, page: &PageExtract, out: &mut Vec<Diagnostic>) {
    let Some(resource) = page.resources.first() else {
        return;
    };
    let Some(ty) = docset.ty(resource) else {
        return;
    };
    let mut rows = First::in_any_case();
    for member in resource.members.iter().flatten() {
        let Evidence::Named(shown) = &member.evidence else {
            continue;
        };
        let short = name::short(shown);
        if docset.is_short_name(short) || short.eq_ignore_ascii_case("entity") {
            continue;
        }
        let row = rows.find(&page.rows, |row| &row.name, &member.name);
        let row = row.and_then(|at| page.rows.get(at));
        if let Some(known) = row.and_then(|row| spelled_by_row(row, shown)) {
            let shown = QualifiedName::new(shown.as_str());
            out.push(other_case(page, member.value_place.span, &shown, &known));
        }
        let property = docset.property(ty, &member.name);
        let property = property.filter(|property| property.name == member.name);
        let (Some(row), Some(TypeRef::Type(name) | TypeRef::Enum(name))) =
            (row, property.map(|property| &property.ty))
        else {
            continue;
        };
        // The type may be a base without a page.
        let base = QualifiedName::new(shown.as_str());
        if short.eq_ignore_ascii_case(name.short()) || docset.model.is_a(name, &base) {
            continue;
        }
        let message = rules::type_conflict::table(&row.name, &row.phrase.text);
        let (at, there) = (&row.phrase.place, &member.value_place);
        let found = Diagnostic::at(message, at)
            .label("the table counts")
            .names([shown.as_str()])
            .also(
                &there.file,
                there.span,
                format!("`{shown}` here, which no page declares"),
            )
            .about(ty.name.as_str(), Some(&row.name));
        out.push(found);
    }
}

/// Returns the row's spelling of a type that no page declares, if only the row spells it like a type name.
fn spelled_by_row(row: &RowExtract, shown: &str) -> Option<QualifiedName> {
    let [only] = row.phrase.alternatives.as_slice() else {
        return None;
    };
    let (namespace, short) = shown.rsplit_once('.')?;
    let spelled = name::short(&only.text);
    let is_other = spelled != short && spelled.eq_ignore_ascii_case(short);
    let is_name = spelled.starts_with(|c: char| c.is_ascii_lowercase());
    (is_other && is_name).then(|| QualifiedName::join(namespace, spelled))
}

/// Reports a representation whose type is neither that of its annotation nor related to it.
pub(crate) fn shown_types(
    docset: &Docset<'_>,
    page: &PageExtract,
    report: &PageReport,
    out: &mut Vec<Diagnostic>,
) {
    if report.describes_marker {
        return;
    }
    for (mine, at, theirs, there) in &report.shown_types {
        let same = mine.as_str().eq_ignore_ascii_case(theirs.as_str());
        let related = match (docset.name(mine), docset.name(theirs)) {
            (Some(mine), Some(theirs)) => {
                docset.model.is_a(mine, theirs) || docset.model.is_a(theirs, mine)
            }
            _ => false,
        };
        let word = page
            .heading
            .as_ref()
            .and_then(|heading| heading.value.word.as_deref());
        // If the heading agrees with the block, the annotation is reported instead.
        if same && mine != theirs && word != Some(mine.short()) {
            out.push(other_case(page, *at, mine, theirs));
        }
        if same || related {
            continue;
        }
        let found = Diagnostic::new(rules::representation_type(mine), &page.path, *at)
            .also(
                &page.path,
                *there,
                format!("the annotation says `{theirs}`"),
            )
            .about(theirs.as_str(), None);
        out.push(found);
    }
}

/// Returns the diagnostic for a name that differs from the known spelling only in letter case.
pub(crate) fn other_case(
    page: &PageExtract,
    at: Span,
    name: &QualifiedName,
    known: &QualifiedName,
) -> Diagnostic {
    let message = rules::type_case::known(known, name);
    Diagnostic::new(message, &page.path, at).about(known.as_str(), None)
}

/// Compares the spelling in the annotation with the first heading, which may be capitalized like a title:
/// `SharePointIds` for `sharepointIds`.
pub(crate) fn heading_case(page: &PageExtract, out: &mut Vec<Diagnostic>) {
    let word = page
        .heading
        .as_ref()
        .and_then(|heading| heading.value.word.as_deref());
    let first = page.resources.first();
    let annotated = first.filter(|resource| !resource.is_titled);
    let name = annotated.and_then(|resource| resource.name.as_ref());
    let (Some(word), Some(name)) = (word, name) else {
        return;
    };
    let word = name::short(word);
    let short = name.value.short();
    let begins = |name: &str| name.starts_with(char::is_uppercase);
    let is_title = begins(word) && !begins(short);
    if word != short && word.eq_ignore_ascii_case(short) && !is_title {
        let message = rules::type_case::heading(short, word);
        let found = Diagnostic::at(message, &name.place);
        out.push(found.about(name.value.as_str(), None));
    }
}
