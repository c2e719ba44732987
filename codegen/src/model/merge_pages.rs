//! Merges several pages about the same type.

use std::collections::btree_map::Entry;

use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    first::First,
    hash_map::HashMap,
    model::{Model, Property, PropertySource, QualifiedName, Type, TypeRef},
    rules,
};

/// Sorts pages by precedence: those with the name of their type, then those without a product prefix, then by path.
pub(super) fn order(pages: &mut [&PageExtract]) {
    // They nearly always arrive in this order.
    if !pages.is_sorted_by_key(|page| &*page.path) {
        pages.sort_by_key(|page| &*page.path);
    }
    pages.sort_by_cached_key(|page| rank(page));
}

fn rank(page: &PageExtract) -> (bool, bool) {
    let file = page.path.rsplit('/').next().unwrap_or_default();
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let is_namesake =
        (page.name()).is_some_and(|name| name.value.short().eq_ignore_ascii_case(stem));
    (!is_namesake, stem.contains('-'))
}

/// Adds a type, or merges it into a known one. `merged` indexes the properties of types with several pages.
pub(super) fn add(
    ty: Type,
    model: &mut Model,
    merged: &mut HashMap<QualifiedName, First>,
    out: &mut Vec<Diagnostic>,
) {
    match model.types.entry(ty.name.clone()) {
        Entry::Vacant(free) => {
            free.insert(ty);
        }
        Entry::Occupied(mut known) => {
            let first = merged.entry(ty.name.clone()).or_default();
            merge(known.get_mut(), ty, first, out);
        }
    }
}

fn merge(known: &mut Type, other: Type, first: &mut First, out: &mut Vec<Diagnostic>) {
    let there = &known.place;
    out.push(
        Diagnostic::at(rules::type_on_several_pages(&known.name), &other.place)
            .also_at(there, "this page takes precedence")
            .about(known.name.as_str(), None),
    );
    known.more_pages.push(other.place.file.clone());
    known.is_abstract |= other.is_abstract;
    known.open |= other.open;
    known.key = known.key.take().or(other.key);
    for property in other.properties {
        let mine = first.find(&known.properties, |mine| &mine.name, &property.name);
        match mine.and_then(|at| known.properties.get_mut(at)) {
            None => known.properties.push(property),
            Some(mine) => agree(&known.name, mine, property, out),
        }
    }
}

fn agree(owner: &QualifiedName, mine: &mut Property, other: Property, out: &mut Vec<Diagnostic>) {
    let vague = |property: &Property| matches!(property.ty, TypeRef::Any | TypeRef::Undeclared(_));
    // A table says more than a sample, and any type says more than none.
    let better = mine.source == PropertySource::Json
        && other.source != PropertySource::Json
        && !vague(&other)
        || vague(mine) && !vague(&other);
    let same = mine.ty == other.ty && mine.collection == other.collection;
    if !same
        && !vague(mine)
        && !vague(&other)
        && mine.source != PropertySource::Json
        && other.source != PropertySource::Json
    {
        let first = &mine.place;
        let found = Diagnostic::at(rules::pages_conflict(&mine.name), &other.place);
        out.push(
            found
                .also_at(first, "this one is used")
                .said(other.spelled_type(), mine.spelled_type())
                .about(owner.as_str(), Some(&mine.name)),
        );
    }
    if better {
        *mine = other;
    }
}
