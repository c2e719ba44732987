//! Finds the target of a correction.

use crate::{
    extract::PageExtract,
    facts::{Correction, Fact, Named, Right, Subject},
    model::{Model, Property, QualifiedName, TypeRef, attach},
    rules::{Message, fact_unused},
    span::Span,
};

/// What a correction is about, in terms of the model.
pub(super) struct Target {
    pub owner: QualifiedName,
    pub property: Option<String>,
    pub member: Option<String>,
}

type Found<T> = Result<T, (Span, Message)>;

/// Finds the type, property or enum member that a correction is about. The owner of a member is its enum.
pub(super) fn find(
    fact: &Fact,
    correction: &Correction,
    page: &PageExtract,
    model: &Model,
) -> Found<Target> {
    let ty = || {
        let none = || (fact.span, fact_unused::no_type());
        attach::owner(fact, page, model).ok_or_else(none)
    };
    let (property, member) = match &correction.subject {
        Subject::Type => (None, None),
        Subject::Property(property) => (Some(property), None),
        Subject::Value { property, member } => (Some(property), Some(member)),
        Subject::Member { of, member } => {
            let mut enums = model.enums.keys();
            let known = enums.find(|known| attach::is_called(known, &of.text));
            let on_pages = || {
                let mut names = model.respelled.names();
                let known = names.find(|(on_page, _)| attach::is_called(on_page, &of.text));
                Some(known?.1).filter(|name| model.enums.contains_key(*name))
            };
            let none = || (of.span, fact_unused::undeclared_enum(&of.text));
            let owner = known.or_else(on_pages).ok_or_else(none)?;
            return Ok(Target {
                member: Some(spelled_member(model, owner, correction, &member.text)),
                owner: owner.clone(),
                property: None,
            });
        }
    };
    let owner = ty()?;
    let mut target = Target {
        property: property.map(|property| property.text.clone()),
        member: member.map(|member| member.text.clone()),
        owner,
    };
    let Some(named) = property else {
        return Ok(target);
    };
    let own_name = own_name(model, &target.owner, correction, named);
    target.property = Some(own_name.to_owned());
    let Some(property) = own(model, &target.owner, own_name) else {
        return match &correction.right {
            // The property was removed or renamed, as intended.
            Right::Exists(false) if member.is_none() && !is_inherited(model, &target, named) => {
                Ok(target)
            }
            Right::Name(name) if member.is_none() && own(model, &target.owner, name).is_some() => {
                Ok(target)
            }
            _ => Err((named.span, missing(model, &target.owner, named))),
        };
    };
    if let Some(member) = member {
        match (&property.ty, &property.values) {
            (TypeRef::Enum(name), _) if model.enums.contains_key(name) => {
                target.member = Some(spelled_member(model, name, correction, &member.text));
                target.owner = name.clone();
                target.property = None;
            }
            (_, Some(_)) => {}
            _ => {
                let why = fact_unused::no_values(&target.owner, &named.text);
                return Err((named.span, why));
            }
        }
    }
    Ok(target)
}

/// Returns the name of the property in the model. One that is to be renamed as the service spells it has that name.
fn own_name<'a>(
    model: &'a Model,
    owner: &QualifiedName,
    correction: &Correction,
    named: &'a Named,
) -> &'a str {
    let mut properties = model.respelled.properties(owner);
    match &correction.right {
        _ if own(model, owner, &named.text).is_some() => &named.text,
        Right::Name(name) if own(model, owner, name).is_some() => &named.text,
        _ => properties
            .find(|(on_page, _)| *on_page == named.text)
            .map_or(&named.text, |(_, in_service)| in_service),
    }
}

/// Returns the name of the enum member in the model, likewise.
fn spelled_member(
    model: &Model,
    owner: &QualifiedName,
    correction: &Correction,
    member: &str,
) -> String {
    let spelled = model.spelled_member(owner, member);
    match &correction.right {
        Right::Name(name) if name == spelled => member.to_owned(),
        _ => spelled.to_owned(),
    }
}

/// Returns a property that a type declares itself.
pub(super) fn own<'m>(
    model: &'m Model,
    owner: &QualifiedName,
    property: &str,
) -> Option<&'m Property> {
    let mut all = model.types.get(owner)?.properties.iter();
    all.find(|known| known.name == property)
}

fn is_inherited(model: &Model, target: &Target, named: &Named) -> bool {
    model.property(&target.owner, &named.text).is_some()
}

fn missing(model: &Model, owner: &QualifiedName, named: &Named) -> Message {
    let mut bases = model.lineage(owner).into_iter().skip(1);
    let declares = |name: &QualifiedName| own(model, name, &named.text).is_some();
    match bases.find(|base| declares(&base.name)) {
        Some(base) => fact_unused::inherited(owner, &named.text, &base.name),
        None => fact_unused::no_property(owner, &named.text),
    }
}
