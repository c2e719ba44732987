//! The macro invocation from which the runtime generates the impls of a struct.

use std::collections::BTreeSet;

use quote::ToTokens;

use super::{
    features::{self, Features},
    module_layout::ItemPath,
    names::{Member, Members},
    property_consts,
    reverse_index::Relations,
    scope::Scope,
    struct_item,
    table::{Table, literal, named},
};
use crate::model::{ENTITY, Type, TypeRef};

/// Returns the invocation for the struct called `name`.
pub(super) fn print(
    ty: &Type,
    members: &Members,
    scope: &Scope,
    features: &Features,
    relations: &Relations,
) -> String {
    let wire = |member: &Member| literal(&member.property.name);
    let fields = members.fields.iter();
    let below = relations.below(&ty.name).iter();
    let limits = fields.clone().flat_map(|member| {
        let limits = member.nearest.limits.iter();
        limits.map(|limit| format!("{}: {}", wire(member), property_consts::limit(*limit)))
    });
    let mut table = Table::new("record", &scope.item_path.ident, ty.name.as_str());
    if extends_more_than_entity(ty) {
        table.line("default_type", &format!("#{}", ty.name));
    }
    table.block(
        "fields",
        fields
            .clone()
            .map(|member| named(&member.ident, &member.property.name)),
    );
    table.optional("subtypes", below.map(|name| literal(name.as_str())));
    // The mark of a relationship is about the link itself and not about values sent under its name.
    table.optional(
        "read_only",
        fields.filter(|member| member.nearest.read_only).map(wire),
    );
    table.optional("limits", limits);
    table.optional("related", related(members, false));
    table.optional("related_lists", related(members, true));
    table.items(
        "expands",
        expanded(members, scope, features).chain(nested(members, scope, relations)),
    );
    table.end()
}

/// Returns the relationships to one resource, or to lists of them, each with the methods that set and link it.
fn related(members: &Members, collection: bool) -> impl Iterator<Item = String> {
    let all = members.relationships.iter();
    let is_meant = move |member: &&Member| {
        let property = member.property;
        let is_resource = matches!(property.ty, TypeRef::Type(_) | TypeRef::Undeclared(_));
        is_resource && property.collection == collection
    };
    all.filter(is_meant).map(|member| {
        let [set, bind] = ["set", "bind"].map(|verb| members.verb_method(verb, member));
        format!("{}: {set} {bind}", literal(&member.property.name))
    })
}

/// Returns the relationships whose targets are generated, each with the target, for strict reading.
fn expanded(members: &Members, scope: &Scope, features: &Features) -> impl Iterator<Item = String> {
    let all = members.relationships.iter();
    all.filter_map(move |member| {
        let TypeRef::Type(target) = &member.property.ty else {
            return None;
        };
        let target = path(scope.names.item_path(target)?, scope);
        let gate = struct_item::gated(member, scope, features);
        let gate = gate.map(|needed| features::gate_line(features.of(needed)) + "\n        ");
        let name = literal(&member.property.name);
        Some(format!("{}{name}: {target}", gate.unwrap_or_default()))
    })
}

/// Returns the types of fields in which there may be expanded relationships.
fn nested(members: &Members, scope: &Scope, relations: &Relations) -> impl Iterator<Item = String> {
    let fields = members.fields.iter();
    let types = fields.filter_map(|member| match &member.property.ty {
        TypeRef::Type(name) if relations.is_expanding(name) => scope.names.item_path(name),
        _ => None,
    });
    let paths: BTreeSet<String> = types.map(|target| path(target, scope)).collect();
    paths.into_iter().map(|path| format!("..{path}"))
}

fn path(target: &ItemPath, scope: &Scope) -> String {
    let declared = scope.declared(Some(target)).to_token_stream().to_string();
    declared.replace(' ', "")
}

/// Whether values of this type must state their type. Where a base type is expected, the service cannot know it
/// otherwise.
fn extends_more_than_entity(ty: &Type) -> bool {
    let base = ty.base.as_ref();
    base.is_some_and(|base| base.as_str() != ENTITY) && !ty.is_abstract
}
