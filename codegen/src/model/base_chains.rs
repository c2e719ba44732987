//! Breaks base chains that are circular or too long.

use super::{QualifiedName, bases::Bases};
use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    hash_map::HashMap,
    metadata::LONGEST_CHAIN,
    rules::{self, Message},
    span::Place,
};

/// A type that lost its base, with the reason.
type Cut = (QualifiedName, Message);

/// Removes the base of one type in each cycle, preferably one that gives way, and of types whose base chain exceeds the
/// limit.
pub(super) fn cut(bases: &mut Bases, gives_way: impl Fn(&QualifiedName) -> bool) -> Vec<Cut> {
    let mut depths: HashMap<QualifiedName, usize> = HashMap::default();
    let mut cut: Vec<Cut> = Vec::new();
    for name in bases.sorted_names() {
        let (mut walk, circle) = walk(name, bases, &depths);
        if let Some(start) = circle {
            // The first such name in a cycle loses its base, regardless of where the walk entered the cycle.
            let circle = &mut walk[start..];
            let rank = |at: &usize| (!gives_way(&circle[*at]), circle[*at].clone());
            let least = (0..circle.len()).min_by_key(rank);
            circle.rotate_left(least.map_or(0, |at| at + 1));
            if let Some(name) = walk.last() {
                bases.remove(name);
                cut.push((name.clone(), rules::base_cycle(name)));
            }
        }
        for name in walk.into_iter().rev() {
            let base = bases.get(&name).and_then(|base| depths.get(base));
            let mut depth = base.map_or(0, |depth| depth + 1);
            if depth >= LONGEST_CHAIN {
                depth = 0;
                bases.remove(&name);
                cut.push((name.clone(), rules::base_depth(&name, LONGEST_CHAIN)));
            }
            depths.insert(name, depth);
        }
    }
    cut
}

/// Returns a type and its bases up to the first one with a known depth. If they form a cycle, also returns where it
/// begins.
fn walk(
    name: QualifiedName,
    bases: &Bases,
    depths: &HashMap<QualifiedName, usize>,
) -> (Vec<QualifiedName>, Option<usize>) {
    let (mut walk, mut next) = (Vec::new(), Some(name));
    let mut seen = HashMap::default();
    while let Some(name) = next.filter(|name| !depths.contains_key(name)) {
        if let Some(start) = seen.insert(name.clone(), walk.len()) {
            return (walk, Some(start));
        }
        next = bases.get(&name).cloned();
        walk.push(name);
    }
    (walk, None)
}

/// Returns the places of the types that pages declare.
pub(super) fn places<'p>(pages: &[&'p PageExtract]) -> HashMap<&'p QualifiedName, &'p Place> {
    let declared = pages.iter().flat_map(|page| &page.resources);
    let mut places = HashMap::default();
    for name in declared.filter_map(|resource| resource.name.as_ref()) {
        places.entry(&name.value).or_insert(&name.place);
    }
    places
}

/// Reports the removed bases of types whose place is known.
pub(super) fn report<'p>(
    cut: Vec<Cut>,
    place: impl Fn(&QualifiedName) -> Option<&'p Place>,
    out: &mut Vec<Diagnostic>,
) {
    for (name, message) in cut {
        if let Some(place) = place(&name) {
            let found = Diagnostic::at(message, place);
            let found = found.label("taken without a base");
            out.push(found.about(name.as_str(), None));
        }
    }
}
