//! What the root of a generated crate says about itself, with examples of its own types.

use std::collections::BTreeMap;

use super::{
    Options,
    enum_item::Source,
    module_layout::ItemPath,
    names::{Member, Members, Names},
    property_consts,
};
use crate::model::{EnumMember, Model, Primitive, QualifiedName, Type, TypeRef};

/// The text; `{{#name}}` to `{{/name}}` is left out where the crate has no such example.
pub(super) const ABOUT: &str = include_str!("crate_docs.md");

/// Words of an example and what stands for them.
type Words = Vec<(&'static str, String)>;

/// Types that readers know, for the examples.
const KNOWN: [&str; 3] = [
    "microsoft.graph.user",
    "microsoft.graph.message",
    "microsoft.graph.driveItem",
];

/// Types that the table of areas names for each.
const NAMED: usize = 3;

/// The lines of the documentation.
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
            // Each block shows the next type.
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
    // Where an example was left out, two empty lines meet.
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    if let Some(origin) = &options.origin {
        lines.extend([String::new(), origin.clone()]);
    }
    lines
}

/// A table of the areas, a line each, with the types of each that others need most.
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
        "| module | feature | types, among others |".to_owned(),
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

/// Types with a text: those that readers know, or else the first. How many fields a type has would change with every row.
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

/// The first enum of a property.
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
        // Its enum may live in an area that is off.
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

/// A base and the first type that extends it and adds a text.
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

/// The types that the root exports and that are not deprecated.
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

/// A property that holds a text that anyone may set: the one with the shortest name, which new rows seldom beat.
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

/// The enum of a member, if it has one that the root exports and that is no set of flags.
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

/// Whether a name of a page may stand in a program.
fn is_simple(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
