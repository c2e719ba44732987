//! Decides which types are entities. No page says so in words, so what it shows is weighed: a key, methods and
//! relationships indicate an entity; properties of the type indicate a value.

use std::collections::BTreeSet;

use crate::{
    extract::{Evidence, PageExtract, ResourceExtract, RowExtract},
    hash_map::HashMap,
    model::{
        QualifiedName, TypeRef,
        bases::{Bases, ENTITY},
        index::Index,
        resolve::Scope,
        resolve_bases::spelled,
    },
};

/// Evidence for and against a type being an entity.
#[derive(Default)]
struct Weighed {
    own: i32,
    as_property: i32,
    as_relationship: i32,
}

impl Weighed {
    /// The total weight, bounded so that no single type of a family outvotes the others. The number of plain properties
    /// with this type may weigh more, because an entity is never used that way.
    fn total(&self) -> i32 {
        let used = (2 * self.as_relationship).min(4) - (2 * self.as_property).min(12);
        (self.own + used).clamp(-12, 8)
    }
}

/// Finds the entities among the declared types. A type is an entity if and only if its base is, so the types of a
/// family are weighed together.
pub(super) fn entities(
    pages: &[&PageExtract],
    index: &Index,
    bases: &Bases,
) -> BTreeSet<QualifiedName> {
    let weighed = weigh(pages, index, bases);
    let mut families: HashMap<&QualifiedName, i32> = HashMap::default();
    for (name, weighed) in &weighed {
        *families.entry(bases.root(name)).or_default() += weighed.total();
    }
    let is_entity = |name: &&QualifiedName| {
        let root = bases.root(name);
        let says_so = bases.get(root).is_some_and(|base| base.as_str() == ENTITY);
        says_so || families.get(root).is_some_and(|weight| *weight > 0)
    };
    weighed.keys().filter(is_entity).cloned().collect()
}

fn weigh(pages: &[&PageExtract], index: &Index, bases: &Bases) -> HashMap<QualifiedName, Weighed> {
    let mut all: HashMap<QualifiedName, Weighed> = HashMap::default();
    for page in pages {
        let scope = Scope::new(index, page, bases);
        for (at, resource) in page.resources.iter().enumerate() {
            let Some(name) = &resource.name else { continue };
            let name = spelled(index, &name.value);
            let rows = page.rows_of(at);
            let states_base = bases.get(&name).is_some_and(|base| base.as_str() == ENTITY);
            let own = own_weight(page, resource, rows) + if states_base { 8 } else { 0 };
            let known = all.entry(name).or_default();
            known.own = known.own.max(own);
        }
        for row in &page.rows {
            // Most rows have a primitive type, so this is checked first.
            let first = row.phrase.alternatives.first();
            if first.is_some_and(|name| name.primitive.is_none())
                && let Some(TypeRef::Type(name)) = scope.quiet(&row.phrase)
            {
                let known = all.entry(name).or_default();
                let used = if row.relationship {
                    &mut known.as_relationship
                } else {
                    &mut known.as_property
                };
                *used += 1;
            }
        }
    }
    all
}

fn own_weight(page: &PageExtract, resource: &ResourceExtract, rows: &[RowExtract]) -> i32 {
    let is_id = |name: &str| name.eq_ignore_ascii_case("id");
    let shown = || {
        resource
            .members
            .iter()
            .flatten()
            .filter(|member| is_id(&member.name))
    };
    let has_row = rows.iter().any(|row| is_id(&row.name) && !row.relationship);
    let weights = [
        (resource.key.is_some(), 2),
        (
            shown().any(|member| member.evidence == Evidence::Identifier),
            2,
        ),
        (rows.iter().any(|row| row.description.key), 4),
        (has_row, 1),
        (rows.iter().any(|row| row.relationship), 3),
        (page.has_methods && resource.rows.is_empty(), 5),
        (!has_row && shown().next().is_none(), -4),
    ];
    weights
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, weight)| weight)
        .sum()
}
