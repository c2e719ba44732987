//! Changes of the values that a page lists for a property.

use std::collections::BTreeSet;

use crate::{
    drift::pairs::Pairs,
    emit::{ident, names::values_of},
    model::{EnumMember, Property, TypeRef},
};

/// How one list differs from another.
pub(super) struct ListChange {
    pub before: String,
    pub after: String,
    /// Completes a sentence that begins with the property.
    pub message: String,
    /// A variant of the Rust enum is gone.
    pub loses_variant: bool,
    /// A value is written in other letter case than before.
    pub respelled: bool,
}

/// Whether the list of a property makes a Rust enum.
pub(super) fn makes_enum(property: &Property) -> bool {
    values_of(property).is_some()
}

/// Compares two lists. Their order means nothing, and the list of a property that has an enum for a type is
/// only a repetition.
pub(super) fn compare(old: &Property, new: &Property) -> Option<ListChange> {
    let (was, is) = (listed(old)?, listed(new)?);
    let pairs = Pairs::new(was, is)
        .by_key(|member| member.name.clone())
        .by_key(|member| member.name.to_ascii_lowercase());
    let respelled: Vec<_> = pairs
        .both
        .iter()
        .filter(|(old, new)| old.name != new.name)
        .collect();
    let flags = |property: &Property| {
        property
            .values
            .as_ref()
            .is_some_and(|values| values.is_flags)
    };
    let combines = !was.is_empty() && !is.is_empty() && flags(old) != flags(new);
    if pairs.lost.is_empty() && pairs.gained.is_empty() && respelled.is_empty() && !combines {
        return None;
    }
    let lost = names(pairs.lost.iter().copied());
    let gained = names(pairs.gained.iter().copied());
    let mut parts = Vec::new();
    match (was.is_empty(), is.is_empty()) {
        (true, _) => parts.push(format!("has a list of values now: {gained}")),
        (_, true) => parts.push("has no list of values any more".to_owned()),
        _ => {
            let verbs = [("lost", &lost), ("gained", &gained)];
            let told = verbs.iter().filter(|(_, names)| !names.is_empty());
            parts.extend(told.map(|(verb, names)| format!("{verb} {names}")));
            let spelled = respelled
                .iter()
                .map(|(old, new)| format!("spells `{}` as `{}`", old.name, new.name));
            parts.extend(spelled);
            if combines {
                parts.push(match flags(new) {
                    true => "combines values now".to_owned(),
                    false => "combines values no more".to_owned(),
                });
            }
        }
    }
    let variants: BTreeSet<String> = is
        .iter()
        .map(|member| ident::pascal(&member.name))
        .collect();
    let loses_variant = was
        .iter()
        .any(|member| !variants.contains(&ident::pascal(&member.name)));
    Some(ListChange {
        before: canonical(was, flags(old)),
        after: canonical(is, flags(new)),
        message: parts.join(", "),
        loses_variant,
        respelled: !respelled.is_empty(),
    })
}

/// The values of a property whose type says nothing of them; none is an empty list.
fn listed(property: &Property) -> Option<&[EnumMember]> {
    let members = property
        .values
        .as_ref()
        .map_or(&[][..], |values| &values.members);
    match &property.ty {
        TypeRef::Primitive(_) | TypeRef::Undeclared(_) | TypeRef::Any => Some(members),
        // An enum and its members go together: what they were is told where it went.
        TypeRef::Enum(_) | TypeRef::Type(_) => Some(&[]),
    }
}

fn names<'a>(members: impl Iterator<Item = &'a EnumMember>) -> String {
    let names: Vec<String> = members.map(|member| format!("`{}`", member.name)).collect();
    names.join(" ")
}

fn canonical(members: &[EnumMember], is_flags: bool) -> String {
    let mut names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    names.sort_unstable();
    let joined = names.join(if is_flags { "," } else { "|" });
    if names.is_empty() {
        "none".to_owned()
    } else {
        joined
    }
}
