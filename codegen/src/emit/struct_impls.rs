//! The macro invocation from which the runtime generates the impls of a struct.

use super::{
    names::{Member, Members},
    property_consts,
    reverse_index::Relations,
    table::{Table, literal, named},
};
use crate::model::{ENTITY, Type, TypeRef};

/// Returns the invocation for the struct called `name`.
pub(super) fn print(name: &str, ty: &Type, members: &Members, relations: &Relations) -> String {
    let wire = |member: &Member| literal(&member.property.name);
    let fields = members.fields.iter();
    let below = relations.below(&ty.name).iter();
    let limits = fields.clone().flat_map(|member| {
        let limits = member.nearest.limits.iter();
        limits.map(|limit| format!("{}: {}", wire(member), property_consts::limit(*limit)))
    });
    let mut table = Table::new("record", name, ty.name.as_str());
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

/// Whether values of this type must state their type. Where a base type is expected, the service cannot know it
/// otherwise.
fn extends_more_than_entity(ty: &Type) -> bool {
    let base = ty.base.as_ref();
    base.is_some_and(|base| base.as_str() != ENTITY) && !ty.is_abstract
}
