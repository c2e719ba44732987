//! Changes of the value list of a property.

use std::collections::BTreeSet;

use crate::{
    drift::{context::Sides, pairs::Pairs, subject::Subject},
    emit::ident,
    model::{EnumMember, Model, Primitive, Property, TypeRef},
    rules::{Message, value_list_changed},
};

/// The difference between two value lists.
pub(super) struct ListChange {
    pub before: String,
    pub after: String,
    pub message: Message,
    /// Whether a variant of the Rust enum is gone.
    pub loses_variant: bool,
    /// Whether the letter case of a value changed.
    pub respelled: bool,
}

/// Compares the lists of two properties, regardless of the order of values.
pub(super) fn compare<'m>(
    sides: &Sides<'m>,
    old: &'m Property,
    new: &'m Property,
    subject: &Subject<'_>,
) -> Option<ListChange> {
    let (was, old_flags) = sides.base.listed(old);
    let (is, new_flags) = sides.head.listed(new);
    // If a list appears or disappears because of a change of type, or of an enum's declaration, that is reported
    // instead.
    let comes_or_goes = was.is_empty() != is.is_empty();
    if comes_or_goes && (!may_list_both(sides, old, new) || is_declared_elsewhere(sides, old, new))
    {
        return None;
    }
    let pairs = Pairs::new(was, is)
        .by_key(|member| member.name.clone())
        .by_key(|member| member.name.to_ascii_lowercase());
    let mut respelled = pairs.both;
    respelled.retain(|(old, new)| old.name != new.name);
    let combines = !was.is_empty() && !is.is_empty() && old_flags != new_flags;
    if pairs.lost.is_empty() && pairs.gained.is_empty() && respelled.is_empty() && !combines {
        return None;
    }
    let (lost, gained) = (names(&pairs.lost), names(&pairs.gained));
    let message = match (was.is_empty(), is.is_empty()) {
        (true, _) => value_list_changed::added(subject, gained),
        (_, true) => value_list_changed::removed(subject),
        _ => {
            let mut parts = Vec::new();
            let verbs = [("lost", &lost), ("gained", &gained)];
            let told = verbs.iter().filter(|(_, names)| !names.is_empty());
            parts.extend(told.map(|(verb, names)| format!("{verb} {names}")));
            let spelled = |(old, new): &(&EnumMember, &EnumMember)| {
                format!("spells `{}` as `{}`", old.name, new.name)
            };
            parts.extend(respelled.iter().map(spelled));
            let word = if new_flags {
                "now combines values"
            } else {
                "no longer combines values"
            };
            parts.extend(combines.then(|| word.to_owned()));
            value_list_changed::changed(subject, parts.join(", "))
        }
    };
    Some(ListChange {
        before: canonical(was, old_flags),
        after: canonical(is, new_flags),
        message,
        loses_variant: loses_variant(was, is),
        respelled: !respelled.is_empty(),
    })
}

/// Whether the types allow a value list on both sides.
fn may_list_both(sides: &Sides, old: &Property, new: &Property) -> bool {
    let is_text = |ty: &TypeRef| *ty == TypeRef::Primitive(Primitive::String);
    sides.same_type(old, new) || is_text(&old.ty) && is_text(&new.ty)
}

/// Whether both have the same enum, which only one side declares on a page or in a section, or which is built from the
/// same list of another property.
fn is_declared_elsewhere(sides: &Sides, old: &Property, new: &Property) -> bool {
    let declared = |model: &'_ Model, ty: &TypeRef| match ty {
        TypeRef::Enum(name) => model
            .enums
            .get(name)
            .map(|en| (en.from_list, canonical(&en.members, en.is_flags))),
        _ => None,
    };
    let was = declared(sides.base.model, &old.ty);
    let is = declared(sides.head.model, &new.ty);
    was.zip(is)
        .is_some_and(|((was, old), (is, new))| was != is || old == new)
}

/// Whether a variant for one of the old values is missing now.
pub(super) fn loses_variant(was: &[EnumMember], is: &[EnumMember]) -> bool {
    let variants: BTreeSet<String> = is
        .iter()
        .map(|member| ident::pascal(&member.name))
        .collect();
    was.iter()
        .any(|member| !variants.contains(&ident::pascal(&member.name)))
}

/// Returns the values sorted, on one line.
pub(super) fn canonical(members: &[EnumMember], is_flags: bool) -> String {
    let mut names = EnumMember::names(members);
    names.sort_unstable();
    match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(if is_flags { "," } else { "|" }),
    }
}

/// Returns the names sorted, since a lock file does not have the order of an enum's members.
fn names(members: &[&EnumMember]) -> String {
    let mut names: Vec<String> = members
        .iter()
        .map(|member| format!("`{}`", member.name))
        .collect();
    names.sort_unstable();
    names.join(" ")
}
