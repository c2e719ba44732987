//! Which types are entities: no page says so in words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::{Evidence, PageFacts, ResourceFacts, RowFacts},
    model::{
        QualifiedName, TypeRef,
        bases::{Bases, ENTITY, spelled},
        index::{Index, namespace},
        resolve::Scope,
    },
};

/// Finds the entities among the declared types.
pub(super) fn entities(
    pages: &[PageFacts],
    index: &Index,
    bases: &Bases,
) -> BTreeSet<QualifiedName> {
    let mut score: BTreeMap<QualifiedName, i32> = BTreeMap::new();
    for page in pages {
        let scope = Scope {
            index,
            namespace: namespace(page),
            bases,
        };
        for (at, resource) in page.resources.iter().enumerate() {
            let Some(name) = &resource.name else { continue };
            let rows = if at == 0 { page.rows.as_slice() } else { &[] };
            *score.entry(spelled(index, &name.value)).or_default() +=
                own_evidence(page, resource, rows, bases, index);
        }
        for row in &page.rows {
            if let Some(TypeRef::Type(name)) = scope.quiet(&row.phrase) {
                *score.entry(name).or_default() += if row.relationship { 1 } else { -1 };
            }
        }
    }
    let mut entities: BTreeSet<QualifiedName> = score
        .iter()
        .filter(|(_, score)| **score > 0)
        .map(|(name, _)| name.clone())
        .collect();
    spread(&score, bases, &mut entities);
    entities
}

/// What a page says of its own type. A key that is named counts for more than how others use the type.
fn own_evidence(
    page: &PageFacts,
    resource: &ResourceFacts,
    rows: &[RowFacts],
    bases: &Bases,
    index: &Index,
) -> i32 {
    let mut score = 0;
    if resource.key.is_some() {
        score += 4;
    }
    if let Some(name) = &resource.name
        && bases
            .get(&spelled(index, &name.value))
            .is_some_and(|base| base.as_str() == ENTITY)
    {
        score += 8;
    }
    let members = resource.members.iter().flatten();
    if members.clone().any(|member| {
        member.name.eq_ignore_ascii_case("id") && member.evidence == Evidence::Identifier
    }) {
        score += 4;
    }
    let has_id = rows
        .iter()
        .any(|row| row.name.eq_ignore_ascii_case("id") && !row.relationship);
    if rows.iter().any(|row| row.description.key.is_some()) {
        score += 4;
    }
    if has_id {
        score += 2;
    }
    if rows.iter().any(|row| row.relationship) {
        score += 3;
    }
    if page.has_methods {
        score += 2;
    }
    if !has_id
        && !members
            .clone()
            .any(|member| member.name.eq_ignore_ascii_case("id"))
    {
        score -= 3;
    }
    score
}

/// A type is an entity if and only if its base is: the stronger word of a family decides.
fn spread(
    score: &BTreeMap<QualifiedName, i32>,
    bases: &Bases,
    entities: &mut BTreeSet<QualifiedName>,
) {
    let mut families: BTreeMap<QualifiedName, i32> = BTreeMap::new();
    let root = |name: &QualifiedName| {
        let mut root = name.clone();
        let mut steps = 0;
        while let Some(base) = bases.get(&root).filter(|base| base.as_str() != ENTITY) {
            root = base.clone();
            steps += 1;
            if steps > 64 {
                break;
            }
        }
        root
    };
    for (name, score) in score {
        // Every member of a family votes; one sample block must not outvote the rest.
        *families.entry(root(name)).or_default() += score.clamp(&-6, &8);
    }
    for name in score.keys() {
        let top = root(name);
        let says_entity = bases.get(&top).is_some_and(|base| base.as_str() == ENTITY);
        if says_entity || families.get(&top).is_some_and(|score| *score > 0) {
            entities.insert(name.clone());
        } else {
            entities.remove(name);
        }
    }
}
