//! Which type extends which.

use std::cell::OnceCell;

use crate::{
    hash_map::{HashMap, HashSet},
    metadata::LONGEST_CHAIN,
    model::QualifiedName,
};

/// The base of every entity of Graph; no page need declare it.
pub const ENTITY: &str = "microsoft.graph.entity";

/// Who extends whom.
#[derive(Default)]
pub(super) struct Bases {
    by_type: HashMap<QualifiedName, QualifiedName>,
    /// The types whose own pages do not state their base.
    concluded: HashSet<QualifiedName>,
    /// All that these extend, once somebody asked.
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

    /// A base that follows from what other pages say.
    pub(super) fn conclude(&mut self, name: QualifiedName, base: QualifiedName) {
        self.concluded.insert(name.clone());
        self.by_type.insert(name, base);
    }

    pub(super) fn is_concluded(&self, name: &QualifiedName) -> bool {
        self.concluded.contains(name)
    }

    /// The types that extend another one, in the order of their names.
    pub(super) fn sorted_names(&self) -> Vec<QualifiedName> {
        let mut names: Vec<QualifiedName> = self.by_type.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    pub(super) fn remove(&mut self, name: &QualifiedName) {
        self.by_type.remove(name);
    }

    /// The type and all that it extends, nearest first.
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

    /// The farthest base that is not the base of all entities.
    pub(super) fn root<'a>(&'a self, name: &'a QualifiedName) -> &'a QualifiedName {
        let chain = self.chain(name);
        chain
            .iter()
            .rev()
            .find(|base| base.as_str() != ENTITY)
            .copied()
            .unwrap_or(name)
    }

    /// The nearest type that all are or extend, the base of all entities excluded.
    pub(super) fn common<'a>(&'a self, names: &[&'a QualifiedName]) -> Option<&'a QualifiedName> {
        let (first, rest) = names.split_first()?;
        let chains: Vec<Vec<&QualifiedName>> = rest.iter().map(|name| self.chain(name)).collect();
        let mut candidates = self.chain(first).into_iter();
        candidates
            .find(|base| base.as_str() != ENTITY && chains.iter().all(|chain| chain.contains(base)))
    }

    /// Whether a type only by conclusion extends this one.
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
