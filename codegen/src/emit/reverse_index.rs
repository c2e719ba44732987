//! Reverse relations between types: which types extend a type, and which use it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Model, QualifiedName, TypeRef};

/// For each type or enum, the types that extend it and those that use it.
#[derive(Debug, Default)]
pub(super) struct Relations<'m> {
    below: BTreeMap<&'m QualifiedName, Vec<&'m QualifiedName>>,
    users: BTreeMap<&'m QualifiedName, BTreeSet<&'m QualifiedName>>,
    expanding: BTreeSet<&'m QualifiedName>,
}

impl<'m> Relations<'m> {
    /// Collects the relations from bases and properties.
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
        relations.expanding = expanding(model);
        relations
    }

    /// Whether a value of the type, or one in its fields, can have resources that `$expand` brings.
    pub fn is_expanding(&self, name: &QualifiedName) -> bool {
        self.expanding.contains(name)
    }

    /// Returns all types that extend it, at any depth, sorted by name.
    pub fn below(&self, name: &QualifiedName) -> &[&'m QualifiedName] {
        self.below.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the other types that have a property of this type, sorted by name.
    pub fn users(&self, name: &QualifiedName) -> impl Iterator<Item = &'m QualifiedName> {
        let users = self.users.get(name).into_iter().flatten().copied();
        users.filter(move |user| *user != name)
    }
}

/// Returns the types that have relationships to declared types, themselves or in their fields.
fn expanding(model: &Model) -> BTreeSet<&QualifiedName> {
    let mut expanding = BTreeSet::new();
    loop {
        let before = expanding.len();
        for name in model.types.keys() {
            let lineage = model.lineage(name);
            let mut properties = lineage.iter().flat_map(|ty| &ty.properties);
            let is_one = properties.any(|property| match &property.ty {
                TypeRef::Type(target) => property.relationship || expanding.contains(target),
                _ => false,
            });
            if is_one {
                expanding.insert(name);
            }
        }
        if expanding.len() == before {
            return expanding;
        }
    }
}
