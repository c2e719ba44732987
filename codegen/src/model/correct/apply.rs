//! Applies an edit to a model.

use super::edit::{Edit, To, replaces};
use crate::{
    facts::Right,
    model::{EnumMember, Kind, Model, QualifiedName, TypeRef},
    span::Place,
};

impl Edit {
    /// Changes the model accordingly. Nothing happens if it is so already, or if its target does not exist.
    pub fn apply(&self, model: &mut Model) {
        match (&self.member, &self.to) {
            (Some(member), to) => self.apply_to_members(member, to, model),
            (None, To::Base(base)) => rebase(&self.owner, base, model),
            (None, to) => self.apply_to_property(to, model),
        }
    }

    fn apply_to_property(&self, to: &To, model: &mut Model) {
        let Some(name) = &self.property else { return };
        let is_entity = match to {
            To::Type(TypeRef::Type(ty), _) => {
                let ty = model.types.get(ty);
                ty.is_some_and(|ty| ty.kind == Kind::Entity)
            }
            _ => false,
        };
        let Some(ty) = model.types.get_mut(&self.owner) else {
            return;
        };
        if matches!(to, To::Other(Right::Exists(false))) {
            ty.properties.retain(|known| known.name != *name);
            return;
        }
        let Some(property) = ty.properties.iter_mut().find(|known| known.name == *name) else {
            return;
        };
        match to {
            To::Type(to, list) => {
                if property.ty != *to {
                    property.values = None;
                    property.shown = None;
                }
                property.ty = to.clone();
                property.collection = *list;
                property.relationship &= is_entity;
            }
            To::Text(text) => property.docs = text.clone(),
            To::Other(Right::Nullable(is)) => property.nullable = Some(*is),
            To::Other(Right::ReadOnly(is)) => property.read_only = *is,
            To::Other(Right::Required(is)) => property.required = *is,
            To::Other(Right::Limit(limit)) => {
                property.limits.retain(|known| !replaces(limit, known));
                if !property.limits.contains(limit) {
                    property.limits.push(*limit);
                }
            }
            To::Other(Right::Unlimited) => property.limits.clear(),
            To::Other(Right::Name(to)) => {
                property.name = to.clone();
                if ty.key.as_ref() == Some(name) {
                    ty.key = Some(to.clone());
                }
            }
            _ => {}
        }
    }

    fn apply_to_members(&self, member: &str, to: &To, model: &mut Model) {
        let place = self.list_place(model);
        let Some(members) = self.members_mut(model) else {
            return;
        };
        let known = members.iter().position(|known| known.name == member);
        match (to, known) {
            (To::Other(Right::Exists(false)), Some(at)) => drop(members.remove(at)),
            (To::Other(Right::Exists(true)), None) => {
                members.extend(place.map(|place| EnumMember::named(member, &place)))
            }
            (To::Other(Right::Name(name)), Some(at)) => members[at].name = name.clone(),
            (To::Text(text), Some(at)) => members[at].docs = text.clone(),
            _ => {}
        }
    }

    fn list_place(&self, model: &Model) -> Option<Place> {
        match &self.property {
            Some(_) => self.known_property(model).map(|known| known.place.clone()),
            None => model.enums.get(&self.owner).map(|en| en.place.clone()),
        }
    }

    fn members_mut<'m>(&self, model: &'m mut Model) -> Option<&'m mut Vec<EnumMember>> {
        let Some(property) = &self.property else {
            return model.enums.get_mut(&self.owner).map(|en| &mut en.members);
        };
        let mut all = model.types.get_mut(&self.owner)?.properties.iter_mut();
        let values = all.find(|known| known.name == *property)?.values.as_mut();
        values.map(|values| &mut values.members)
    }
}

/// Changes the base of a type. If the new base is an entity, so are the type and all types that extend it.
fn rebase(owner: &QualifiedName, base: &QualifiedName, model: &mut Model) {
    let is_entity = (model.types.get(base)).is_some_and(|base| base.kind == Kind::Entity);
    if let Some(ty) = model.types.get_mut(owner) {
        ty.base = Some(base.clone());
        ty.base_is_concluded = false;
    }
    if is_entity {
        let heirs = model.types.keys().filter(|name| model.is_a(name, owner));
        for heir in heirs.cloned().collect::<Vec<_>>() {
            if let Some(ty) = model.types.get_mut(&heir) {
                ty.kind = Kind::Entity;
            }
        }
    }
}
