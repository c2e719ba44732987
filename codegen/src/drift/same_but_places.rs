//! Compares items apart from their places, because an edit elsewhere on a page moves everything below it. Items that
//! differ here may still mean the same.

use crate::{
    model::{Enum, EnumMember, Property, Type, ValueList},
    prose,
};

/// Whether two types are described in the same words.
pub(super) fn types(old: &Type, new: &Type) -> bool {
    let Type {
        name,
        kind,
        base,
        base_is_concluded,
        is_abstract,
        open,
        key,
        area,
        deprecated,
        docs,
        properties,
        place,
        more_pages,
    } = old;
    *name == new.name
        && *kind == new.kind
        && *base == new.base
        && *base_is_concluded == new.base_is_concluded
        && *is_abstract == new.is_abstract
        && *open == new.open
        && *key == new.key
        && *area == new.area
        && *deprecated == new.deprecated
        && place.file == new.place.file
        && *more_pages == new.more_pages
        && all(properties, &new.properties, property)
        && prose::same_pieces(docs, &new.docs)
}

fn property(old: &Property, new: &Property) -> bool {
    let Property {
        name,
        ty,
        collection,
        relationship,
        source,
        in_metadata,
        values,
        read_only,
        write_only,
        required,
        nullable,
        inherited_from,
        deprecated,
        default,
        limits,
        docs,
        shown,
        raw_type,
        place,
    } = old;
    let lists = |old: &ValueList, new: &ValueList| {
        old.is_flags == new.is_flags && all(&old.members, &new.members, member)
    };
    *name == new.name
        && *ty == new.ty
        && *collection == new.collection
        && *relationship == new.relationship
        && *source == new.source
        && *in_metadata == new.in_metadata
        && *read_only == new.read_only
        && *write_only == new.write_only
        && *required == new.required
        && *nullable == new.nullable
        && *inherited_from == new.inherited_from
        && *deprecated == new.deprecated
        && *default == new.default
        && *limits == new.limits
        && *shown == new.shown
        && *raw_type == new.raw_type
        && place.file == new.place.file
        && prose::same_pieces(docs, &new.docs)
        && match (values, &new.values) {
            (Some(old), Some(new)) => lists(old, new),
            (old, new) => old.is_none() && new.is_none(),
        }
}

/// Whether two enums are described in the same words.
pub(super) fn enums(old: &Enum, new: &Enum) -> bool {
    let Enum {
        name,
        members,
        is_flags,
        from_list,
        area,
        docs,
        deprecated,
        place,
    } = old;
    *name == new.name
        && *is_flags == new.is_flags
        && *from_list == new.from_list
        && *area == new.area
        && *deprecated == new.deprecated
        && place.file == new.place.file
        && all(members, &new.members, member)
        && prose::same_pieces(docs, &new.docs)
}

fn member(old: &EnumMember, new: &EnumMember) -> bool {
    let EnumMember {
        name,
        value,
        docs,
        source,
        since_sentinel,
        deprecated,
        place: _,
    } = old;
    *name == new.name
        && *value == new.value
        && *source == new.source
        && *since_sentinel == new.since_sentinel
        && *deprecated == new.deprecated
        && prose::same_pieces(docs, &new.docs)
}

fn all<T>(old: &[T], new: &[T], same: fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}
