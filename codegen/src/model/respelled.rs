//! Names that the service spells in another letter case than the pages.

use std::collections::BTreeMap;

use super::{Model, QualifiedName, TypeRef};

/// The service's spelling of names on pages. Empty without metadata, or if the pages are preferred.
#[derive(Clone, Debug, Default)]
pub struct Respelled {
    names: BTreeMap<QualifiedName, QualifiedName>,
    /// Properties, by the service's name of the type.
    properties: BTreeMap<QualifiedName, BTreeMap<String, String>>,
}

impl Respelled {
    pub(super) fn add_name(&mut self, on_page: &QualifiedName, in_service: &QualifiedName) {
        self.names.insert(on_page.clone(), in_service.clone());
    }

    pub(super) fn add_property(&mut self, owner: &QualifiedName, on_page: &str, in_service: &str) {
        let properties = self.properties.entry(owner.clone()).or_default();
        properties.insert(on_page.to_owned(), in_service.to_owned());
    }

    /// Returns the service's spelling of a type or enum.
    pub fn name<'a>(&'a self, on_page: &'a QualifiedName) -> &'a QualifiedName {
        self.names.get(on_page).unwrap_or(on_page)
    }

    /// Returns all types and enums with another spelling: that of the pages, then that of the service.
    pub fn names(&self) -> impl Iterator<Item = (&QualifiedName, &QualifiedName)> + Clone {
        self.names.iter()
    }

    /// Returns the own properties of a type with another spelling: that of the pages, then that of the service.
    pub fn properties(&self, owner: &QualifiedName) -> impl Iterator<Item = (&str, &str)> {
        let properties = self.properties.get(owner).into_iter().flatten();
        properties.map(|(on_page, in_service)| (&**on_page, &**in_service))
    }
}

impl Model {
    /// Returns the service's spelling of a property that a type declares or inherits.
    pub fn spelled_property<'a>(&'a self, owner: &QualifiedName, on_page: &'a str) -> &'a str {
        if self.property(owner, on_page).is_some() {
            return on_page;
        }
        let line = self.lineage(owner);
        let mut names = line
            .iter()
            .flat_map(|ty| self.respelled.properties(&ty.name));
        let known = names.find(|(known, _)| *known == on_page);
        known.map_or(on_page, |(_, in_service)| in_service)
    }

    /// Returns the service's spelling of a member of an enum.
    pub fn spelled_member<'a>(&'a self, owner: &QualifiedName, on_page: &'a str) -> &'a str {
        let members = || {
            let found = self
                .enums
                .get(owner)
                .filter(|_| self.service.contains_key(owner));
            let members = found.into_iter().flat_map(|found| &found.members);
            members.map(|member| member.name.as_str())
        };
        let exact = members().find(|name| *name == on_page);
        let alike = || members().find(|name| name.eq_ignore_ascii_case(on_page));
        exact.or_else(alike).unwrap_or(on_page)
    }

    /// Spells types and enums, and all references to them, as `respelled` says.
    pub(super) fn respell(&mut self, respelled: Respelled) {
        for (on_page, in_service) in respelled.names() {
            if let Some(mut ty) = self.types.remove(on_page) {
                ty.name = in_service.clone();
                self.types.insert(in_service.clone(), ty);
            }
            if let Some(mut found) = self.enums.remove(on_page) {
                found.name = in_service.clone();
                self.enums.insert(in_service.clone(), found);
            }
        }
        if respelled.names.is_empty() {
            return;
        }
        let spell = |name: &mut QualifiedName| {
            if let Some(in_service) = respelled.names.get(name) {
                *name = in_service.clone();
            }
        };
        for ty in self.types.values_mut() {
            ty.base.iter_mut().for_each(spell);
            for property in &mut ty.properties {
                property.inherited_from.iter_mut().for_each(spell);
                if let TypeRef::Type(name) | TypeRef::Enum(name) | TypeRef::Undeclared(name) =
                    &mut property.ty
                {
                    spell(name);
                }
            }
        }
        self.respelled = respelled;
    }
}
