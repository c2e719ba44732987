//! Sections of values that are not the type of any property. Some list the values of a text on their page; nothing uses
//! the others.

use crate::{
    diagnostic::Diagnostic,
    extract::{EnumExtract, EnumHome},
    hash_map::HashSet,
    model::{
        EnumMember, Model, Primitive, Property, QualifiedName, Type, TypeRef, ValueList,
        enums::{Definition, Definitions},
        index::{Declared, Index, enum_name},
    },
    name::{self, lower},
    prose::{Block, Inline, InlineKind},
    rules,
};

/// Removes such enums from the model. If one belongs to a text property, it becomes its value list; otherwise it is
/// reported.
pub(super) fn settle(
    definitions: &Definitions<'_>,
    index: &Index,
    model: &mut Model,
    out: &mut Vec<Diagnostic>,
) {
    let types = model.types.values().flat_map(|ty| &ty.properties);
    let used: HashSet<QualifiedName> = types
        .filter_map(|property| match &property.ty {
            TypeRef::Enum(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    for sections in definitions.values() {
        let is_section = |section: &Definition<'_>| section.extract.home == EnumHome::Section;
        let Some(first) = sections.first().filter(|_| sections.iter().all(is_section)) else {
            continue;
        };
        let Some(Declared::Enum(name)) = index.get(&enum_name(first.page, &first.extract.name))
        else {
            continue;
        };
        if used.contains(name) {
            continue;
        }
        let Some(en) = model.enums.get(name) else {
            continue;
        };
        let list = ValueList {
            members: en.members.clone(),
            is_flags: en.is_flags,
            is_subset: false,
        };
        let mut is_kept = false;
        for section in sections {
            let owner = section
                .page
                .resources
                .first()
                .and_then(|resource| resource.name.as_ref());
            let owner = owner.and_then(|owner| model.types.get_mut(&owner.value));
            is_kept |= !owner.is_some_and(|owner| settle_one(section.extract, &list, owner, out));
        }
        if !is_kept {
            model.enums.remove(name);
        }
    }
}

/// Gives a list to the text property that it belongs to, or reports it. Returns `false` if the type has no property
/// that could have such values, because its methods may use them.
fn settle_one(
    section: &EnumExtract,
    list: &ValueList,
    owner: &mut Type,
    out: &mut Vec<Diagnostic>,
) -> bool {
    let short = name::short(&section.name);
    let may_have_values = |property: &Property| {
        let is_own = property.inherited_from.is_none() && property.name != "id";
        is_own && !matches!(property.ty, TypeRef::Type(_))
    };
    if !owner.properties.iter().any(may_have_values) {
        return false;
    }
    let names = names(&list.members);
    let is_its_list = |property: &mut Property| {
        let listed = property
            .values
            .as_ref()
            .map(|listed| self::names(&listed.members));
        let is_said = property.name.eq_ignore_ascii_case(short) || listed.as_ref() == Some(&names);
        property.ty == TypeRef::Primitive(Primitive::String) && (is_said || links(property, short))
    };
    if let Some(property) = owner
        .properties
        .iter_mut()
        .find_map(|property| is_its_list(property).then_some(property))
    {
        property.values.get_or_insert_with(|| list.clone());
        return true;
    }
    let found = Diagnostic::at(rules::enum_unused(short), &section.place)
        .label("no code is generated for it")
        .names([section.name.as_str()])
        .help("link this section in the type cell of the property that has these values");
    out.push(found.about(owner.name.as_str(), None));
    true
}

fn names(members: &[EnumMember]) -> HashSet<String> {
    members.iter().map(|member| lower(&member.name)).collect()
}

/// Whether the description of a property links to the section.
fn links(property: &Property, section: &str) -> bool {
    let slug = lower(section);
    let is_link = |inline: &Inline| match &inline.kind {
        InlineKind::Link { target, .. } => {
            let fragment = target.rsplit_once('#').map(|(_, fragment)| lower(fragment));
            fragment.is_some_and(|fragment| {
                fragment
                    .strip_prefix(&slug)
                    .is_some_and(|rest| rest.starts_with('-'))
            })
        }
        _ => false,
    };
    property.docs.iter().any(|block| match block {
        Block::Paragraph(text) => text.iter().any(is_link),
        _ => false,
    })
}
