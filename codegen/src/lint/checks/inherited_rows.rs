//! Checks rows that claim to be inherited from a type without such a property.

use crate::{
    diagnostic::Diagnostic,
    edit_distance,
    extract::PageExtract,
    lint::docset::Docset,
    model::{ENTITY, Type},
    name, rules,
};

/// Checks the rows of a page. If a base of the named type has no page, its properties are unknown.
pub(super) fn check(docset: &Docset<'_>, page: &PageExtract, out: &mut Vec<Diagnostic>) {
    let Some(ty) = page
        .resources
        .first()
        .and_then(|resource| docset.ty(resource))
    else {
        return;
    };
    for row in &page.rows {
        let Some(phrase) = row.inherited.first() else {
            continue;
        };
        let Some(named) = phrase.alternatives.first() else {
            continue;
        };
        let short = name::short(&named.text);
        let is_own = short.eq_ignore_ascii_case(ty.name.short());
        let property = docset.property(ty, &row.name);
        let base = property.and_then(|property| property.inherited_from.as_ref());
        let base = base.and_then(|base| docset.model.types.get(base));
        let message = match base {
            _ if is_own => rules::inherited_unknown::own(&row.name),
            Some(base) if lacks(docset, base, &row.name) => {
                rules::inherited_unknown::base(&base.name, &row.name)
            }
            _ => continue,
        };
        let found = Diagnostic::at(message, &row.place);
        let lineage = base
            .map(|base| docset.model.lineage(&base.name))
            .unwrap_or_default();
        let known = lineage.iter().flat_map(|base| &base.properties);
        // A property that has a row of its own is not what was meant.
        let free = known
            .map(|property| property.name.as_str())
            .filter(|name| !page.rows.iter().any(|row| row.name == **name));
        let found = found.meant(edit_distance::closest(&row.name, free));
        let found = found.names([row.name.as_str(), short]);
        out.push(found.about(ty.name.as_str(), Some(&row.name)));
    }
}

/// Whether neither the type nor its bases have the property, provided that all of them have a page.
fn lacks<'a>(docset: &Docset<'a>, base: &'a Type, name: &str) -> bool {
    let lineage = docset.model.lineage(&base.name);
    let is_whole = lineage.last().is_some_and(|last| match &last.base {
        None => true,
        Some(next) => next.as_str() == ENTITY && !name.eq_ignore_ascii_case("id"),
    });
    let has = |ty: &'a Type| docset.property(ty, name).is_some();
    is_whole && !lineage.into_iter().any(has)
}
