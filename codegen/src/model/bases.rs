//! Relations between types and their base types.

use std::cell::OnceCell;

use crate::{
    hash_map::{HashMap, HashSet},
    metadata::LONGEST_CHAIN,
    model::QualifiedName,
};

/// The base of every entity of Graph. Pages need not declare it.
pub const ENTITY: &str = "microsoft.graph.entity";

/// The base of each type.
#[derive(Default)]
pub(super) struct Bases {
    by_type: HashMap<QualifiedName, QualifiedName>,
    /// Types whose own pages do not state their base.
    concluded: HashSet<QualifiedName>,
    /// All direct and indirect bases of these, computed on first use.
    above_concluded: OnceCell<HashSet<QualifiedName>>,
}

impl Bases {
    pub(super) fn get(&self, name: &QualifiedName) -> Option<&QualifiedName> {
        self.by_type.get(name)
    }

    pub(super) fn insert(&mut self, name: QualifiedName, base: QualifiedName) {
        self.concluded.remove(&name);
        self.by_type.insert(name, base);
    }

    /// Sets a base that was concluded from what other pages say.
    pub(super) fn conclude(&mut self, name: QualifiedName, base: QualifiedName) {
        self.concluded.insert(name.clone());
        self.by_type.insert(name, base);
    }

    pub(super) fn is_concluded(&self, name: &QualifiedName) -> bool {
        self.concluded.contains(name)
    }

    /// Returns the types that have a base, sorted by name.
    pub(super) fn sorted_names(&self) -> Vec<QualifiedName> {
        let mut names: Vec<QualifiedName> = self.by_type.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    pub(super) fn remove(&mut self, name: &QualifiedName) {
        self.by_type.remove(name);
    }

    /// Returns the type and all its bases, nearest first.
    pub(super) fn chain<'a>(&'a self, name: &'a QualifiedName) -> Vec<&'a QualifiedName> {
        let mut chain = vec![name];
        while let Some(base) = chain.last().and_then(|last| self.by_type.get(*last)) {
            if chain.len() > LONGEST_CHAIN || chain.contains(&base) {
                break;
            }
            chain.push(base);
        }
        chain
    }

    /// Returns the farthest base, other than the base of all entities.
    pub(super) fn root<'a>(&'a self, name: &'a QualifiedName) -> &'a QualifiedName {
        let chain = self.chain(name);
        chain
            .iter()
            .rev()
            .find(|base| base.as_str() != ENTITY)
            .copied()
            .unwrap_or(name)
    }

    /// Returns the nearest type that all of them are or extend, other than the base of all entities.
    pub(super) fn common<'a>(&'a self, names: &[&'a QualifiedName]) -> Option<&'a QualifiedName> {
        let (first, rest) = names.split_first()?;
        let chains: Vec<Vec<&QualifiedName>> = rest.iter().map(|name| self.chain(name)).collect();
        let mut candidates = self.chain(first).into_iter();
        candidates
            .find(|base| base.as_str() != ENTITY && chains.iter().all(|chain| chain.contains(base)))
    }

    /// Whether a type with a concluded base extends this one.
    pub(super) fn is_concluded_base(&self, base: &QualifiedName) -> bool {
        let above = self.above_concluded.get_or_init(|| {
            let chains = self
                .concluded
                .iter()
                .flat_map(|name| self.chain(name).split_off(1));
            chains.cloned().collect()
        });
        above.contains(base)
    }

    pub(super) fn is_a(&self, name: &QualifiedName, base: &QualifiedName) -> bool {
        self.chain(name).contains(&base)
    }
}
