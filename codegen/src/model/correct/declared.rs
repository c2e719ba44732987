//! Looks up types that a correction names.

use std::collections::BTreeMap;

use crate::model::{Model, Primitive, QualifiedName, TypeRef, attach};

/// Returns the type that a name refers to, if it is declared.
pub(super) fn type_ref(model: &Model, owner: &QualifiedName, name: &str) -> Option<TypeRef> {
    let primitive = Primitive::of_edm(name).or_else(|| Primitive::of_edm(&format!("Edm.{name}")));
    if let Some(primitive) = primitive {
        return Some(TypeRef::Primitive(primitive));
    }
    if let Some(ty) = type_named(model, owner, name) {
        return Some(TypeRef::Type(ty));
    }
    find(model, &model.enums, owner, name).map(TypeRef::Enum)
}

/// Returns the entity or complex type with a name.
pub(super) fn type_named(
    model: &Model,
    owner: &QualifiedName,
    name: &str,
) -> Option<QualifiedName> {
    find(model, &model.types, owner, name)
}

/// Looks for the name as the model spells it, or else as the pages do.
fn find<T>(
    model: &Model,
    declared: &BTreeMap<QualifiedName, T>,
    owner: &QualifiedName,
    name: &str,
) -> Option<QualifiedName> {
    named(declared.keys(), owner, name).or_else(|| {
        let on_pages = model.respelled.names().map(|(on_page, _)| on_page);
        let known = named(on_pages, owner, name)?;
        let known = model.respelled.name(&known);
        declared.contains_key(known).then(|| known.clone())
    })
}

/// Looks for the name as it is written, in the namespace of the type, or in any namespace.
fn named<'m>(
    known: impl Iterator<Item = &'m QualifiedName> + Clone,
    owner: &QualifiedName,
    name: &str,
) -> Option<QualifiedName> {
    let near = QualifiedName::join(owner.namespace(), name);
    let mut exact = known.clone();
    let exact = exact.find(|known| known.as_str() == name || **known == near);
    exact
        .or_else(|| known.clone().find(|known| attach::is_called(known, name)))
        .cloned()
}
