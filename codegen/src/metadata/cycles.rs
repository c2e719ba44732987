//! Cycles of base types.

use std::{cmp::Reverse, collections::BTreeMap};

use super::CsdlType;
use crate::hash_map::HashMap;

type Types = BTreeMap<String, CsdlType>;

/// Removes the base of one type in each cycle, and returns the names of these types.
pub(super) fn cut(types: &mut Types) -> Vec<String> {
    let mut roots = Vec::new();
    // The number of the walk that reached each type first.
    let mut seen: HashMap<&str, usize> = HashMap::default();
    for (at, name) in types.keys().enumerate() {
        let (mut walk, mut next) = (Vec::new(), Some(name));
        while let Some(name) = next
            && let Some(ty) = types.get(name)
        {
            match seen.get(name.as_str()) {
                None => drop(seen.insert(name, at)),
                Some(known) if *known == at => {
                    let start = walk.iter().position(|known| *known == name);
                    roots.push(root(&walk[start.unwrap_or_default()..], types));
                    break;
                }
                Some(_) => break,
            }
            walk.push(name);
            next = ty.base.as_ref();
        }
    }
    for name in &roots {
        if let Some(ty) = types.get_mut(name) {
            ty.base = None;
        }
    }
    roots
}

/// Returns the type of a cycle that most likely has no base: only such a type declares a key, and it is often abstract.
fn root(cycle: &[&String], types: &Types) -> String {
    let root = cycle.iter().max_by_key(|name| {
        let ty = types.get(**name);
        let likely = ty.map(|ty| (!ty.key.is_empty(), ty.is_abstract));
        (likely, Reverse(name.as_str()))
    });
    root.map_or_else(String::new, |name| (*name).clone())
}
