//! Compares and merges two declarations of the same name.

use super::{CsdlProperty, CsdlType};
use crate::hash_map::HashSet;

impl CsdlProperty {
    /// Whether both declare the same.
    pub(super) fn is_as(&self, other: &CsdlProperty) -> bool {
        (&self.ty, self.collection, self.navigation)
            == (&other.ty, other.collection, other.navigation)
    }
}

impl CsdlType {
    /// Whether both declare the same.
    pub(super) fn is_as(&self, other: &CsdlType) -> bool {
        let marks = |own: &CsdlType| (own.kind, own.open, own.is_abstract, own.is_flags);
        let members = |own: &CsdlType| {
            let members = own.members.iter();
            members
                .map(|own| (own.name.clone(), own.value))
                .collect::<Vec<_>>()
        };
        let mut properties = self.properties.iter().zip(&other.properties);
        marks(self) == marks(other)
            && (&self.base, &self.key) == (&other.base, &other.key)
            && self.properties.len() == other.properties.len()
            && properties.all(|(own, other)| own.0 == other.0 && own.1.is_as(other.1))
            && members(self) == members(other)
    }

    /// Adds what only the other declaration has, if it is of the same kind.
    pub(super) fn complete(&mut self, other: CsdlType) {
        if self.kind != other.kind {
            return;
        }
        self.base = self.base.take().or(other.base);
        if self.key.is_empty() {
            self.key = other.key;
        }
        for (name, property) in other.properties {
            self.properties.entry(name).or_insert(property);
        }
        let own = self.members.iter().map(|member| member.name.clone());
        let own: HashSet<String> = own.collect();
        let new = other.members.into_iter();
        self.members
            .extend(new.filter(|member| !own.contains(&member.name)));
    }
}
