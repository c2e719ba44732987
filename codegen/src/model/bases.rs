//! Which type extends which.

use crate::{hash_map::HashMap, model::QualifiedName};

/// The base of every entity of Graph; no page need declare it.
pub const ENTITY: &str = "microsoft.graph.entity";

/// Base types that a type may have above it. The fields of all are fields of the type, so that a chain without end would
/// be code that grows with its square; types of real services have fewer than ten.
pub(super) const LONGEST_CHAIN: usize = 32;

/// Who extends whom.
#[derive(Default)]
pub(super) struct Bases(pub HashMap<QualifiedName, QualifiedName>);

impl Bases {
    pub(super) fn get(&self, name: &QualifiedName) -> Option<&QualifiedName> {
        self.0.get(name)
    }

    /// The types that extend another one, in the order of their names.
    pub(super) fn sorted_names(&self) -> Vec<QualifiedName> {
        let mut names: Vec<QualifiedName> = self.0.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    pub(super) fn remove(&mut self, name: &QualifiedName) {
        self.0.remove(name);
    }

    /// The type and all that it extends, nearest first.
    pub(super) fn line<'a>(&'a self, name: &'a QualifiedName) -> Vec<&'a QualifiedName> {
        let mut line = vec![name];
        while let Some(base) = line.last().and_then(|last| self.0.get(*last)) {
            if line.len() > LONGEST_CHAIN || line.contains(&base) {
                break;
            }
            line.push(base);
        }
        line
    }

    /// The farthest base that is not the base of all entities.
    pub(super) fn root<'a>(&'a self, name: &'a QualifiedName) -> &'a QualifiedName {
        let line = self.line(name);
        line.iter()
            .rev()
            .find(|base| base.as_str() != ENTITY)
            .copied()
            .unwrap_or(name)
    }

    /// The nearest type that all are or extend, the base of all entities excluded.
    pub(super) fn common<'a>(&'a self, names: &[&'a QualifiedName]) -> Option<&'a QualifiedName> {
        let (first, rest) = names.split_first()?;
        let lines: Vec<Vec<&QualifiedName>> = rest.iter().map(|name| self.line(name)).collect();
        let mut candidates = self.line(first).into_iter();
        candidates
            .find(|base| base.as_str() != ENTITY && lines.iter().all(|line| line.contains(base)))
    }

    pub(super) fn is_a(&self, name: &QualifiedName, base: &QualifiedName) -> bool {
        self.line(name).contains(&base)
    }
}
