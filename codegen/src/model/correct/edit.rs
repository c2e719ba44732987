//! A single edit of the model.

use super::{
    declared::{type_named, type_ref},
    target::{Target, own},
};
use crate::{
    extract::Limit,
    facts::{Correction, Right},
    model::{EnumMember, Model, Property, QualifiedName, TypeRef},
    prose::{self, Docs},
    rules::{Message, fact_unused},
    span::{Place, Span},
};

/// What is corrected, and how.
#[derive(Clone, Debug)]
pub(in crate::model) struct Edit {
    pub owner: QualifiedName,
    pub property: Option<String>,
    pub member: Option<String>,
    pub to: To,
}

#[derive(Clone, Debug)]
pub(in crate::model) enum To {
    Type(TypeRef, bool),
    Base(QualifiedName),
    Text(Docs),
    Other(Right),
}

impl Edit {
    /// Resolves the names in a correction.
    ///
    /// # Errors
    ///
    /// Returns an error if it names a type that no page declares, or one that does not fit.
    pub(super) fn new(
        target: &Target,
        correction: &Correction,
        model: &Model,
    ) -> Result<Edit, (Span, Message)> {
        let fault = |why: Message| (correction.span, why);
        let owner = &target.owner;
        let to = match &correction.right {
            Right::Type(phrase) => {
                decides(model, target).map_err(fault)?;
                let list = phrase.trim().strip_prefix("Collection(");
                let list = list.and_then(|element| element.strip_suffix(')'));
                let name = list.unwrap_or(phrase).trim();
                let ty = type_ref(model, owner, name);
                let ty = ty.ok_or_else(|| fault(fact_unused::undeclared(name)))?;
                To::Type(ty, list.is_some())
            }
            Right::Base(name) => {
                let none = || fault(fact_unused::undeclared(name));
                let base = type_named(model, owner, name).ok_or_else(none)?;
                if model.is_a(&base, owner) {
                    return Err(fault(fact_unused::cycle(owner, base)));
                }
                To::Base(base)
            }
            Right::Text(text) => To::Text(prose::from_text(text)),
            Right::Name(name) if is_taken(model, target, name) => {
                return Err(fault(fact_unused::taken(owner, name)));
            }
            right => To::Other(right.clone()),
        };
        Ok(Edit {
            owner: owner.clone(),
            property: target.property.clone(),
            member: target.member.clone(),
            to,
        })
    }

    /// Whether both edits concern the same thing. An item that is removed has nothing else to correct.
    pub fn is_of_same(&self, other: &Edit) -> bool {
        let is_limit =
            |edit: &Edit| matches!(edit.to, To::Other(Right::Unlimited | Right::Limit(_)));
        let unlimited = |edit: &Edit| matches!(edit.to, To::Other(Right::Unlimited));
        let gone = |edit: &Edit| matches!(edit.to, To::Other(Right::Exists(_)));
        self.owner == other.owner
            && self.property == other.property
            && self.member == other.member
            && (self.key() == other.key()
                || is_limit(self) && is_limit(other) && (unlimited(self) || unlimited(other))
                || gone(self)
                || gone(other))
    }

    fn key(&self) -> &'static str {
        match &self.to {
            To::Type(..) => "type",
            To::Base(_) => "base",
            To::Text(_) => "text",
            To::Other(right) => right.key(),
        }
    }

    /// Whether it renames, adds or removes something.
    pub fn is_of_names(&self) -> bool {
        matches!(self.to, To::Other(Right::Name(_) | Right::Exists(_)))
    }

    /// Whether this changes whether a property is read-only.
    pub fn marks_read_only(&self) -> bool {
        matches!(self.to, To::Other(Right::ReadOnly(_)))
    }

    /// Whether the model already matches this edit.
    pub fn is_so(&self, model: &Model) -> bool {
        if let Some(member) = &self.member {
            let known = self.known_member(model, member);
            return match &self.to {
                To::Other(Right::Name(name)) => {
                    known.is_none() && self.known_member(model, name).is_some()
                }
                To::Other(Right::Exists(exists)) => known.is_some() == *exists,
                To::Text(text) => known.is_some_and(|known| prose::same_words(&known.docs, text)),
                _ => false,
            };
        }
        if let To::Base(base) = &self.to {
            let known = model.types.get(&self.owner);
            return known.is_some_and(|known| {
                known.base.as_ref() == Some(base) && !known.base_is_concluded
            });
        }
        let Some(property) = self.known_property(model) else {
            // Removed or renamed, as intended.
            return self.is_of_names();
        };
        match &self.to {
            To::Type(ty, list) => property.ty == *ty && property.collection == *list,
            To::Text(text) => prose::same_words(&property.docs, text),
            To::Other(Right::Nullable(is)) => property.nullable == Some(*is),
            To::Other(Right::ReadOnly(is)) => property.read_only == *is,
            To::Other(Right::Required(is)) => property.required == *is,
            To::Other(Right::Limit(limit)) => {
                property.limits.iter().any(|known| known == limit)
                    && !property.limits.iter().any(|known| replaces(limit, known))
            }
            To::Other(Right::Unlimited) => property.limits.is_empty(),
            _ => false,
        }
    }

    /// Returns the place on a page that the model has it from.
    pub fn place(&self, model: &Model) -> Option<Place> {
        match (&self.member, &self.to) {
            (Some(_), To::Other(Right::Name(name))) => self
                .known_member(model, name)
                .map(|known| known.place.clone()),
            (Some(member), _) => self
                .known_member(model, member)
                .map(|known| known.place.clone()),
            (None, To::Other(Right::Name(name))) => {
                own(model, &self.owner, name).map(|known| known.place.clone())
            }
            (None, _) => match &self.property {
                Some(_) => self.known_property(model).map(|known| known.place.clone()),
                None => model.types.get(&self.owner).map(|ty| ty.place.clone()),
            },
        }
    }

    pub fn known_property<'m>(&self, model: &'m Model) -> Option<&'m Property> {
        own(model, &self.owner, self.property.as_deref()?)
    }

    fn known_member<'m>(&self, model: &'m Model, name: &str) -> Option<&'m EnumMember> {
        let members = members(model, &self.owner, self.property.as_deref())?;
        members.iter().find(|known| known.name == name)
    }
}

/// Returns the members of an enum, or the values of a property.
fn members<'m>(
    model: &'m Model,
    owner: &QualifiedName,
    property: Option<&str>,
) -> Option<&'m [EnumMember]> {
    match property {
        None => model.enums.get(owner).map(|en| en.members.as_slice()),
        Some(name) => own(model, owner, name)?
            .values
            .as_ref()
            .map(|values| values.members.as_slice()),
    }
}

/// Checks that no base declares the property as well, since its type is that of the farthest base that declares it.
fn decides(model: &Model, target: &Target) -> Result<(), Message> {
    let property = target.property.as_deref().unwrap_or_default();
    let mut line = model.lineage(&target.owner).into_iter().rev();
    match line.find(|ty| own(model, &ty.name, property).is_some()) {
        Some(base) if base.name != target.owner => {
            Err(fact_unused::type_of_base(property, &base.name))
        }
        _ => Ok(()),
    }
}

/// Whether the new name is taken while the old one still exists.
fn is_taken(model: &Model, target: &Target, name: &str) -> bool {
    let property = target.property.as_deref();
    match (&target.member, property) {
        (Some(member), property) => {
            let known = members(model, &target.owner, property).unwrap_or_default();
            let has = |name: &str| known.iter().any(|known| known.name == name);
            has(member) && has(name)
        }
        (None, Some(property)) => {
            own(model, &target.owner, property).is_some()
                && property != name
                && model.property(&target.owner, name).is_some()
        }
        (None, None) => false,
    }
}

/// Whether a limit replaces another one.
pub(super) fn replaces(limit: &Limit, known: &Limit) -> bool {
    limit != known && std::mem::discriminant(limit) == std::mem::discriminant(known)
}
