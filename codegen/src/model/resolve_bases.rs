//! Determines base types from what the pages say.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::Diagnostic,
    extract::{PageExtract, TypeName, TypePhrase},
    model::{
        QualifiedName, TypeRef, base_chains,
        bases::{Bases, ENTITY},
        index::{Index, linked_file},
        resolve::Scope,
    },
    name::GRAPH,
    rules,
    span::Place,
};

/// A statement about the base of a type.
struct Claim {
    base: QualifiedName,
    place: Place,
}

/// Collects and resolves what annotations, sentences and rows say about bases.
pub(super) fn resolve_bases(
    pages: &[&PageExtract],
    index: &Index,
    out: &mut Vec<Diagnostic>,
) -> Bases {
    let mut claims: BTreeMap<QualifiedName, Vec<Claim>> = BTreeMap::new();
    let mut from_rows: BTreeMap<QualifiedName, BTreeSet<QualifiedName>> = BTreeMap::new();
    let mut from_bases: Vec<(QualifiedName, QualifiedName)> = Vec::new();
    let mut claim = |name: &QualifiedName, base: QualifiedName, place: &Place| {
        let name = spelled(index, name);
        if base != name {
            let place = place.clone();
            claims.entry(name).or_default().push(Claim { base, place });
        }
    };
    let none = Bases::default();
    for page in pages {
        let scope = Scope::new(index, page, &none);
        let Some(first) = page.name() else { continue };
        for resource in &page.resources {
            let (Some(name), Some(base)) = (&resource.name, &resource.base) else {
                continue;
            };
            let base_name =
                canonical(index, &scope, base.value.as_str()).unwrap_or_else(|| base.value.clone());
            claim(&name.value, base_name, &base.place);
        }
        for said in &page.bases {
            if let Some(base) = resolved(&scope, said) {
                claim(&first.value, base, &said.place);
            }
        }
        for said in &page.derived {
            if let Some(derived) = resolved(&scope, said) {
                from_bases.push((derived, spelled(index, &first.value)));
            }
        }
        let rows = page.rows.iter().flat_map(|row| &row.inherited);
        // Adjacent rows often name the same base.
        let mut before: &[TypeName] = &[];
        let rows = rows.filter(|phrase| {
            let known = std::mem::replace(&mut before, &phrase.alternatives);
            known != phrase.alternatives
        });
        let named = rows.filter_map(|phrase| resolved(&scope, phrase));
        from_rows
            .entry(spelled(index, &first.value))
            .or_default()
            .extend(named);
    }
    let mut bases = Bases::default();
    for (name, claims) in &claims {
        resolve_base(name, claims, &mut bases, out);
    }
    for (derived, base) in from_bases {
        if derived != base && bases.get(&derived).is_none() && !bases.is_a(&base, &derived) {
            bases.conclude(derived, base);
        }
    }
    supply_from_rows(from_rows, &mut bases);
    let cut = base_chains::cut(&mut bases, |_| false);
    if !cut.is_empty() {
        let places = base_chains::places(pages);
        base_chains::report(cut, |name| places.get(name).copied(), out);
    }
    bases
}

/// Returns the spelling under which a declared name is stored.
pub(super) fn spelled(index: &Index, name: &QualifiedName) -> QualifiedName {
    index
        .get(name)
        .map_or_else(|| name.clone(), |declared| declared.name().clone())
}

fn canonical(index: &Index, scope: &Scope<'_>, name: &str) -> Option<QualifiedName> {
    index
        .named(name, scope.namespace)
        .map(|declared| declared.name().clone())
}

/// Returns the type that a phrase names as a base. An undeclared name counts only if it has a link or a namespace;
/// otherwise it may be an article or an adjective.
fn resolved(scope: &Scope<'_>, said: &TypePhrase) -> Option<QualifiedName> {
    match scope.quiet(said)? {
        TypeRef::Type(name) => Some(name),
        TypeRef::Undeclared(name) if name.as_str().eq_ignore_ascii_case(ENTITY) => {
            Some(QualifiedName::new(ENTITY))
        }
        TypeRef::Undeclared(name) => {
            let first = said.alternatives.first()?;
            let linked = first.target.as_deref().and_then(linked_file);
            let is_qualified = first.text.contains('.');
            // A missing page tells no namespace, but there is only one entity.
            let is_entity = linked.is_some()
                && !is_qualified
                && scope.namespace.starts_with(GRAPH)
                && ENTITY.rsplit('.').next() == Some(&first.text);
            match is_entity {
                true => Some(QualifiedName::new(ENTITY)),
                false => (linked.is_some() || is_qualified).then_some(name),
            }
        }
        _ => None,
    }
}

fn resolve_base(
    name: &QualifiedName,
    claims: &[Claim],
    bases: &mut Bases,
    out: &mut Vec<Diagnostic>,
) {
    let nearer = claims.iter().filter(|claim| claim.base.as_str() != ENTITY);
    let chosen = nearer.clone().next().or(claims.first());
    let Some(chosen) = chosen else { return };
    if let Some(other) = nearer.clone().find(|claim| claim.base != chosen.base) {
        let message = rules::base_conflict(name, &chosen.base, &other.base);
        let found = Diagnostic::at(message, &chosen.place);
        let found = found
            .label("this one is used")
            .also_at(&other.place, "contradicted here");
        let found = found.names([name, &chosen.base, &other.base].map(QualifiedName::as_str));
        out.push(found.about(name.as_str(), None));
    }
    bases.insert(name.clone(), chosen.base.clone());
}

/// Gives each type without a stated base the nearest of the bases that its rows name.
fn supply_from_rows(
    from_rows: BTreeMap<QualifiedName, BTreeSet<QualifiedName>>,
    bases: &mut Bases,
) {
    for (name, mut named) in from_rows {
        let has_base = bases.get(&name).is_some_and(|base| base.as_str() != ENTITY);
        named.remove(&name);
        if has_base {
            continue;
        }
        let nearest = named.iter().find(|near| {
            named
                .iter()
                .all(|far| far.as_str() == ENTITY || bases.is_a(near, far))
        });
        let Some(base) = nearest.filter(|base| !bases.is_a(base, &name)).cloned() else {
            continue;
        };
        // Which of several bases is the nearest is known only from other pages.
        let is_only = named
            .iter()
            .all(|far| *far == base || far.as_str() == ENTITY);
        match is_only {
            true => bases.insert(name, base),
            false => bases.conclude(name, base),
        }
    }
}
