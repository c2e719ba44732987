//! Documentation of a generated crate's root, with examples that use its own types.

use std::collections::BTreeMap;

use super::{
    Options,
    enum_item::Source,
    module_layout::ItemPath,
    names::{Member, Members, Names},
    property_consts,
};
use crate::model::{EnumMember, Model, Primitive, QualifiedName, Type, TypeRef};

/// The template. A part between `{{#name}}` and `{{/name}}` is left out if the crate has no such example.
pub(super) const ABOUT: &str = include_str!("crate_docs.md");

/// Placeholders of an example with their values.
type Words = Vec<(&'static str, String)>;

/// Well-known types that are preferred in examples.
const KNOWN: [&str; 3] = [
    "microsoft.graph.user",
    "microsoft.graph.message",
    "microsoft.graph.driveItem",
];

/// Number of types that the table lists for each area.
const NAMED: usize = 3;

/// Returns the lines of the documentation.
pub(super) fn lines(model: &Model, names: &Names, options: &Options) -> Vec<String> {
    let mut examples = [
        ("record", records(model, names)),
        ("choice", Vec::from_iter(enumeration(model, names))),
        ("line", Vec::from_iter(line(model, names))),
    ];
    let library = options.name.replace('-', "_");
    let mut lines = Vec::new();
    let mut current: Option<(&str, Option<Words>)> = None;
    for text in ABOUT.lines() {
        let begin = examples
            .iter_mut()
            .find(|(name, _)| text == format!("{{{{#{name}}}}}"));
        if let Some((name, words)) = begin {
            // The next block shows the next type.
            let first = words.first().cloned();
            words.rotate_left(usize::from(first.is_some()));
            current = Some((*name, first));
            continue;
        }
        match &current {
            Some((name, _)) if text == format!("{{{{/{name}}}}}") => current = None,
            Some((_, Some(words))) => lines.push(fill(text, words, &library)),
            Some((_, None)) => {}
            None if text == "{{areas}}" => lines.extend(areas(model, names)),
            None => lines.push(fill(text, &Words::new(), &library)),
        }
    }
    // Two empty lines meet where an example was left out.
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    if let Some(origin) = &options.origin {
        lines.extend([String::new(), origin.clone()]);
    }
    lines
}

/// Returns a table with a row per area, which lists the types that other types use most.
fn areas(model: &Model, names: &Names) -> Vec<String> {
    let mut users: BTreeMap<&QualifiedName, usize> = BTreeMap::new();
    for property in model.types.values().flat_map(|ty| &ty.properties) {
        if let TypeRef::Type(name) = &property.ty {
            *users.entry(name).or_default() += 1;
        }
    }
    let mut areas: BTreeMap<(&str, &str), Vec<(usize, &str)>> = BTreeMap::new();
    for name in model.types.keys() {
        let Some(item_path) = names.item_path(name) else {
            continue;
        };
        let Some(module) = item_path.modules.first() else {
            continue;
        };
        let count = users.get(name).copied().unwrap_or_default();
        let area = areas.entry((module, &item_path.feature)).or_default();
        area.push((count, &item_path.ident));
    }
    let mut lines = vec![
        "| module | feature | types include |".to_owned(),
        "| --- | --- | --- |".to_owned(),
    ];
    lines.extend(areas.into_iter().map(|((module, feature), mut types)| {
        types.sort_by_key(|(count, ident)| (std::cmp::Reverse(*count), *ident));
        let types = types.iter().take(NAMED);
        let types: Vec<String> = types.map(|(_, ident)| format!("`{ident}`")).collect();
        let types = types.join(", ");
        format!("| [`{module}`](mod@crate::{module}) | `{feature}` | {types} |")
    }));
    lines
}

fn fill(text: &str, words: &Words, library: &str) -> String {
    let mut text = text.replace("{{library}}", library);
    for (word, value) in words {
        text = text.replace(&format!("{{{{{word}}}}}"), value);
    }
    text
}

/// Returns the well-known types that have a text property, or else the first type that has one. Choosing by the number
/// of fields instead would change with every new row.
fn records(model: &Model, names: &Names) -> Vec<Words> {
    let words = |(_, item_path, members): (&Type, &ItemPath, &Members)| {
        let text = text(members, |_| true)?;
        Some(vec![
            ("feature", item_path.feature.clone()),
            ("Type", item_path.ident.clone()),
            ("text", text.property.name.clone()),
            ("text_field", text.ident.to_string()),
            ("TEXT", property_consts::upper(&text.ident)),
        ])
    };
    let known = |name: &&str| types(model, names).find(|(ty, ..)| ty.name.as_str() == *name);
    let known: Vec<Words> = KNOWN.iter().filter_map(known).filter_map(words).collect();
    match known.is_empty() {
        true => types(model, names).find_map(words).into_iter().collect(),
        false => known,
    }
}

/// Returns the first enum of a property.
fn enumeration(model: &Model, names: &Names) -> Option<Words> {
    let mut types = types(model, names).filter_map(|(ty, item_path, members)| {
        let (member, ident, values) = members
            .fields
            .iter()
            .find_map(|member| choice(model, names, member))?;
        let source = Source {
            ident,
            about: (ty.name.as_str(), None),
            members: values,
            docs: Vec::new(),
            deprecated: None,
        };
        let variants = source.variants(&mut Vec::new());
        let simple = variants
            .iter()
            .filter(|named| is_simple(&named.member.name) && named.member.deprecated.is_none());
        let variant = simple.min_by_key(|named| named.member.name.len())?;
        // Its enum may be in an area whose feature is off.
        let target = names
            .target(member)
            .filter(|target| target.feature == item_path.feature)?;
        let words = vec![
            ("feature", target.feature.clone()),
            ("Enum", ident.to_owned()),
            ("Variant", variant.ident.clone()),
            ("member", variant.member.name.clone()),
        ];
        Some(words)
    });
    types.next()
}

/// Returns a base type with the first type that extends it and adds a text property.
fn line(model: &Model, names: &Names) -> Option<Words> {
    let mut types = types(model, names).filter_map(|(ty, item_path, members)| {
        let base = names.item_path(ty.base.as_ref().filter(|b| model.types.contains_key(b))?)?;
        let own = text(members, |member| *member.owner == ty.name)?;
        let words = vec![
            ("feature", item_path.feature.clone()),
            ("base_feature", base.feature.clone()),
            ("Type", item_path.ident.clone()),
            ("Base", base.ident.clone()),
            ("name", ty.name.to_string()),
            ("text_field", own.ident.to_string()),
        ];
        (base.at_root && is_simple(ty.name.short())).then_some(words)
    });
    types.next()
}

/// Returns the types that the root exports and that are not deprecated.
fn types<'a>(
    model: &'a Model,
    names: &'a Names,
) -> impl Iterator<Item = (&'a Type, &'a ItemPath, &'a Members<'a>)> {
    let in_use = model.types.values().filter(|ty| ty.deprecated.is_none());
    in_use.filter_map(|ty| {
        let item_path = names
            .item_path(&ty.name)
            .filter(|item_path| item_path.at_root)?;
        Some((ty, item_path, names.members(&ty.name)?))
    })
}

/// Returns a writable text property: the one with the shortest name, since new rows seldom have a shorter one.
fn text<'a, 'm>(
    members: &'a Members<'m>,
    is_meant: impl Fn(&Member) -> bool,
) -> Option<&'a Member<'m>> {
    let texts = members.fields.iter().filter(|member| {
        let property = member.property;
        property.ty == TypeRef::Primitive(Primitive::String)
            && !property.collection
            && property.values.is_none()
            && member.nearest.deprecated.is_none()
            && !member.nearest.read_only
            && property.name != "id"
            && is_simple(&property.name)
            && is_meant(member)
    });
    texts.min_by_key(|member| member.property.name.len())
}

/// Returns the enum of a member if the root exports it and it is not a set of flags.
fn choice<'a, 'm>(
    model: &'m Model,
    names: &'a Names,
    member: &'a Member<'m>,
) -> Option<(&'a Member<'m>, &'a str, &'m [EnumMember])> {
    let (ident, at_root, is_flags, values) = match &member.property.ty {
        TypeRef::Enum(name) => {
            let (item_path, own) = (names.enum_path(name)?, model.enums.get(name)?);
            (
                item_path.ident.as_str(),
                item_path.at_root,
                own.is_flags,
                own.members.as_slice(),
            )
        }
        _ => {
            let (ident, at_root) = names.inline(member)?;
            let list = member.property.values.as_ref()?;
            (ident, at_root, list.is_flags, list.members.as_slice())
        }
    };
    (at_root && !is_flags).then_some((member, ident, values))
}

/// Whether a documented name can be used in a program as it is.
fn is_simple(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
