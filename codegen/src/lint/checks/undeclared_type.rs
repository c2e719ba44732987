//! Judges undeclared type names: some are misspellings, others are enums that pages take for granted.

use crate::{
    diagnostic::Diagnostic,
    edit_distance,
    extract::{Evidence, PageExtract, RowExtract},
    lint::docset::Docset,
    locate::Subjects,
    model::TypeRef,
    name,
    primitive::Primitive,
    rules,
};

/// Judges a finding about an undeclared name. An enum that is defined by a value list counts as declared, and a name
/// close to a primitive type is a misspelling.
pub(crate) fn judge(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    mut found: Diagnostic,
) -> Option<Diagnostic> {
    if found.rule() != &rules::UNDECLARED_TYPE {
        return Some(found);
    }
    let label = found.labels.first()?;
    let page = docset.page(&label.file)?;
    let (at, _) = subjects.row(label)?;
    let row = page.rows.get(at)?;
    if row.phrase.place.span != label.span {
        return None;
    }
    let name = docset.alternative(row, &found.names)?;
    let bare = name.text.strip_prefix("Edm.").unwrap_or(&name.text);
    let near = edit_distance::closest(bare, Primitive::ALL.iter().map(|known| known.name()));
    let is_word = bare.starts_with(|c: char| c.is_ascii_uppercase()) && !has_hump(bare);
    let may_be_enum = near.is_none() && looks_like_enum(docset, page, row, bare);
    if name.target.is_none() && !bare.contains('.') && !may_be_enum && (near.is_some() || is_word) {
        let (message, help) = match near {
            Some(near) => (
                rules::unknown_primitive::misspelt(&name.text),
                format!("did you mean `{near}`?"),
            ),
            None => (
                rules::unknown_primitive::other(&name.text),
                "name a primitive type or link the page of a type".to_owned(),
            ),
        };
        found.message = message;
        return Some(found.help(help));
    }
    let is_enum = docset
        .property_at(&row.place)
        .is_some_and(|property| matches!(property.ty, TypeRef::Enum(_)));
    if may_be_enum {
        found.message = rules::enum_undeclared(&name.text);
    }
    (!is_enum).then_some(found)
}

/// Whether only an enum fits: the name has several words or equals the property's, and the sample is text or missing.
fn looks_like_enum<'a>(
    docset: &Docset<'a>,
    page: &'a PageExtract,
    row: &RowExtract,
    name: &str,
) -> bool {
    let short = name::short(name);
    let shown = docset.member(page, &row.name);
    let is_text = shown.is_none_or(|member| match &member.evidence {
        Evidence::Nothing | Evidence::Text | Evidence::Identifier | Evidence::Values(_) => true,
        Evidence::Literal(primitive) | Evidence::Primitive(primitive) => {
            *primitive == Primitive::String
        }
        Evidence::Named(_) | Evidence::Sample => false,
    });
    let is_several = has_hump(short) && short.starts_with(|c: char| c.is_ascii_lowercase());
    let fits = is_several || short.eq_ignore_ascii_case(&row.name);
    fits && is_text && !row.relationship
}

/// Whether a name has several words.
fn has_hump(name: &str) -> bool {
    name.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && name.contains(|c: char| c.is_ascii_lowercase())
}
