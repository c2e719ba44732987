//! What the pages state explicitly about their types. What the model only concludes contradicts nobody.

use std::{collections::BTreeSet, sync::Arc};

use graphdoc_codegen::unstable::{
    extract::{PageExtract, ResourceExtract},
    model::{ENTITY, Kind, Model, Primitive, TypeRef},
};

use super::type_match::Documented;

/// Statements that a comparison with the service relies on, by lower-case name.
pub struct Claims<'a> {
    /// Types that a key or a base type makes entities.
    entities: BTreeSet<String>,
    /// Enums that are the type of a property.
    used: BTreeSet<&'a str>,
    /// Properties of type String.
    texts: BTreeSet<String>,
}

impl<'a> Claims<'a> {
    /// Collects the statements.
    pub fn new(pages: &[Arc<PageExtract>], model: &'a Model) -> Claims<'a> {
        let resources = pages.iter().flat_map(|page| {
            let resources = page.resources.iter().enumerate();
            resources.map(move |(at, resource)| (page, at == 0, resource))
        });
        let entities = resources
            .filter(|(page, is_first, resource)| {
                let mut rows = page.rows.iter().filter(|_| *is_first);
                is_keyed(resource) || rows.any(|row| row.description.key)
            })
            .filter_map(|(_, _, resource)| Some(resource.name.as_ref()?.value.as_str()))
            .map(str::to_lowercase)
            .collect();
        let properties = || model.types.values().flat_map(|ty| &ty.properties);
        let used = properties().filter_map(|property| match &property.ty {
            TypeRef::Enum(name) => Some(name.as_str()),
            _ => None,
        });
        let is_text = |ty: &TypeRef| *ty == TypeRef::Primitive(Primitive::String);
        let texts = properties().filter(|property| is_text(&property.ty));
        Claims {
            entities,
            used: used.collect(),
            texts: texts.map(|property| property.name.to_lowercase()).collect(),
        }
    }

    /// Whether the pages state that this is an entity or an enum. No page ever calls a type a complex type.
    pub fn says_kind(&self, documented: Documented<'_>) -> bool {
        match documented {
            Documented::Type(ty) => {
                let name = ty.name.as_str().to_lowercase();
                ty.kind == Kind::Entity && self.entities.contains(&name)
            }
            Documented::Enum(_) => true,
        }
    }

    /// Whether this is not an enum of that name but the value list of a String property: no property has the enum as
    /// its type.
    pub fn is_value_list(&self, documented: Documented<'_>) -> bool {
        let Documented::Enum(found) = documented else {
            return false;
        };
        !self.used.contains(found.name.as_str())
            && self.texts.contains(&found.name.short().to_lowercase())
    }
}

fn is_keyed(resource: &ResourceExtract) -> bool {
    let base = resource.base.as_ref();
    resource.key.is_some() || base.is_some_and(|base| base.value.as_str() == ENTITY)
}
