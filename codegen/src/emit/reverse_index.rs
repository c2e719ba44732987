//! How the types of a model hang together, seen from the other end: what extends a type and what uses it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Model, QualifiedName, TypeRef};

/// What extends and what uses each type or enum.
#[derive(Debug, Default)]
pub(super) struct Relations<'m> {
    below: BTreeMap<&'m QualifiedName, Vec<&'m QualifiedName>>,
    users: BTreeMap<&'m QualifiedName, BTreeSet<&'m QualifiedName>>,
}

impl<'m> Relations<'m> {
    /// Reads them off bases and properties.
    pub fn new(model: &'m Model) -> Relations<'m> {
        let mut relations = Relations::default();
        for (name, ty) in &model.types {
            for ancestor in model.lineage(name).iter().skip(1) {
                relations
                    .below
                    .entry(&ancestor.name)
                    .or_default()
                    .push(name);
            }
            for property in &ty.properties {
                if let TypeRef::Type(used) | TypeRef::Enum(used) = &property.ty {
                    relations.users.entry(used).or_default().insert(name);
                }
            }
        }
        relations
    }

    /// All types that extend it, at any depth, in the order of their names.
    pub fn below(&self, name: &QualifiedName) -> &[&'m QualifiedName] {
        self.below.get(name).map_or(&[], Vec::as_slice)
    }

    /// The types that have a property of it, itself not among them, in the order of their names.
    pub fn users(&self, name: &QualifiedName) -> impl Iterator<Item = &'m QualifiedName> {
        let users = self.users.get(name).into_iter().flatten().copied();
        users.filter(move |user| *user != name)
    }
}
