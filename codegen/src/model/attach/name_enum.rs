//! Gives the values of a property a name.

use crate::{
    model::{Enum, EnumMember, Model, QualifiedName, TypeRef},
    rules::{Message, fact_unused},
};

/// Turns the values of a property into an enum with a name of its own, which other properties may share.
pub(super) fn name_enum(
    model: &mut Model,
    owner: &QualifiedName,
    property: &str,
    name: &str,
) -> Result<(), Message> {
    let name = QualifiedName::within(owner.namespace(), name);
    let nothing = || fact_unused::no_list(owner, property);
    let ty = model.types.get_mut(owner).ok_or_else(nothing)?;
    let area = ty.area.clone();
    let mut own = ty.properties.iter_mut();
    let property = own
        .find(|known| known.name == property)
        .ok_or_else(nothing)?;
    let values = property.values.clone().ok_or_else(nothing)?;
    let made = Enum {
        name: name.clone(),
        members: values.members,
        is_flags: values.is_flags,
        from_list: false,
        area,
        docs: Vec::new(),
        deprecated: None,
        place: property.place.clone(),
    };
    match model.enums.get(&name) {
        Some(known) if EnumMember::names(&known.members) != EnumMember::names(&made.members) => {
            return Err(fact_unused::other_members(name));
        }
        Some(_) => {}
        None => drop(model.enums.insert(name.clone(), made)),
    }
    property.ty = TypeRef::Enum(name);
    property.values = None;
    Ok(())
}
