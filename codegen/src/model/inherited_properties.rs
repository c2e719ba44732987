//! Limits how many properties types inherit in total.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Model, QualifiedName};
use crate::{diagnostic::Diagnostic, hash_map::HashSet, rules};

/// Maximum number of properties that all types together may inherit. Each becomes a field of every type below, so the
/// size of the code grows with the product of a base's properties and its derived types. Graph has some thousands.
const MOST: usize = 100_000;

/// What a base passes on to the types that extend it.
#[derive(Default)]
struct Handed {
    properties: usize,
    types: usize,
}

impl Handed {
    fn fields(&self) -> usize {
        self.properties.saturating_mul(self.types)
    }
}

/// Removes the base of the types below the largest bases until the limit is met.
pub(super) fn cut_wide(model: &mut Model) -> Vec<Diagnostic> {
    let mut bases: BTreeMap<&QualifiedName, Handed> = BTreeMap::new();
    for base in model.types.values().filter_map(|ty| ty.base.as_ref()) {
        let handed = bases.entry(base).or_default();
        handed.types += 1;
        if handed.types == 1 {
            let line = model.lineage(base);
            handed.properties = line.iter().map(|ty| ty.properties.len()).sum();
        }
    }
    let mut total = bases
        .values()
        .map(Handed::fields)
        .fold(0, usize::saturating_add);
    if total <= MOST {
        return Vec::new();
    }
    let mut widest: Vec<_> = bases.into_iter().collect();
    widest.sort_by_key(|(name, handed)| (Reverse(handed.fields()), *name));
    let (mut cut, mut out) = (HashSet::default(), Vec::new());
    for (name, handed) in widest {
        if total <= MOST {
            break;
        }
        total -= handed.fields();
        cut.insert(name.clone());
        out.extend(report(model, name, &handed));
    }
    for ty in model.types.values_mut() {
        ty.base.take_if(|base| cut.contains(base));
    }
    out
}

fn report(model: &Model, name: &QualifiedName, handed: &Handed) -> Option<Diagnostic> {
    let place = &model.types.get(name)?.place;
    let Handed { properties, types } = handed;
    let message = rules::inherited_properties(types, properties, name, MOST);
    let found = Diagnostic::at(message, place);
    let found = found.label("the types that extend this one are generated without a base");
    Some(found.about(name.as_str(), None))
}
