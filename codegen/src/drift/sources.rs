//! Attributes changes to one of the two sources, if there is a second one.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    drift::{Change, annotations, context::Sides, subject::Subject},
    finding::{Contract, Severity},
    hash_map::HashMap,
    model::{EnumMember, Model, Property, QualifiedName, Source, Type},
    name::lower,
    rules,
};

/// Changes of what determines the name or the type of a property.
static OF_PROPERTIES: [&rules::Rule; 4] = [
    &rules::PROPERTY_WIRE_CASE_CHANGED,
    &rules::PROPERTY_TYPE_CHANGED,
    &rules::RELATIONSHIP_TYPE_CHANGED,
    &rules::PROPERTY_BECAME_RELATIONSHIP,
];

/// Changes of what the metadata decides on if it has the type.
static OF_TYPES: [&rules::Rule; 9] = [
    &rules::TYPE_CASE_CHANGED,
    &rules::BASE_CHANGED,
    &rules::OPEN_CHANGED,
    &rules::KEY_CHANGED,
    &rules::ENUM_MEMBER_ADDED,
    &rules::ENUM_MEMBER_REMOVED,
    &rules::ENUM_MEMBER_VALUE_CHANGED,
    &rules::ENUM_MEMBER_CASE_CHANGED,
    &rules::ENUM_MEMBER_RENAMED,
];

/// Adds to each change which source it comes from, and reports items that only one of the sources has lost.
pub(super) fn tell(sides: &Sides, out: &mut Vec<Change>) {
    let (base, head) = (sides.base.model, sides.head.model);
    if head.service.is_empty() {
        if !base.service.is_empty() {
            tell_withdrawn(sides, out);
        }
        return;
    }
    if !base.service.is_empty() {
        annotations::compare(sides, out);
    }
    let types = sides.types.both.iter();
    let types: BTreeMap<&QualifiedName, &Type> =
        types.map(|(old, new)| (&new.name, *old)).collect();
    let mut of = Origins::default();
    let mut all = ByName::default();
    for change in out.iter_mut() {
        let old = types.get(&change.type_name).copied();
        if let Some(help) = words(sides, old, change, &mut of) {
            change.help = Some(match change.help.take() {
                Some(other) => format!("{help}; {other}"),
                None => help.to_owned(),
            });
        }
        lose(head, old, change, &mut of, &mut all);
    }
    if base.service.is_empty() {
        return;
    }
    let mut moved = Vec::new();
    compare(sides, &mut moved);
    // A description may differ only because it comes from a different source.
    let told: BTreeSet<_> = moved
        .iter()
        .map(|change| (&change.type_name, &change.member))
        .collect();
    out.retain(|change| {
        let is_description = change.rule() == &rules::DOCS_CHANGED && change.before.is_none();
        let of = |member| told.contains(&(&change.type_name, member));
        !is_description || !(of(&change.member) || of(&None))
    });
    out.extend(moved);
}

/// Says of what is removed that only the metadata had it, which is no longer read.
fn tell_withdrawn(sides: &Sides, out: &mut [Change]) {
    let base = sides.base.model;
    let renamed = sides.types.both.iter();
    let renamed: BTreeMap<&QualifiedName, &Type> =
        renamed.map(|(old, new)| (&new.name, *old)).collect();
    let mut of = Origins::default();
    for change in out {
        let old = renamed.get(&change.type_name).copied();
        let source = match change.rule() {
            rule if [&rules::TYPE_REMOVED, &rules::ENUM_REMOVED].contains(&rule) => {
                Some(base.source(&change.type_name))
            }
            rule if [&rules::PROPERTY_REMOVED, &rules::RELATIONSHIP_REMOVED].contains(&rule) => {
                of.in_old(old, change)
            }
            rule if rule == &rules::ENUM_MEMBER_REMOVED => {
                let found = base.enums.get(&change.type_name);
                let mut members = found.into_iter().flat_map(|found| &found.members);
                let known = members.find(|known| Some(&*known.name) == change.member.as_deref());
                known.map(|member| member.source)
            }
            _ => None,
        };
        if source == Some(Source::Metadata) {
            let help = "only the metadata of the service has it, which is no longer given";
            change.help = Some(match change.help.take() {
                Some(other) => format!("{help}; {other}"),
                None => help.to_owned(),
            });
        }
    }
}

/// Properties of types by name in lower case, computed on demand.
#[derive(Default)]
struct ByName<'m>(HashMap<&'m QualifiedName, HashMap<String, &'m Property>>);

impl<'m> ByName<'m> {
    fn get(
        &mut self,
        ty: &'m QualifiedName,
        name: &str,
        properties: impl FnOnce() -> Vec<&'m Property>,
    ) -> Option<&'m Property> {
        let known = self.0.entry(ty).or_insert_with(|| {
            let mut known = HashMap::default();
            for property in properties() {
                known.entry(lower(&property.name)).or_insert(property);
            }
            known
        });
        known.get(&lower(name)).copied()
    }

    fn own(&mut self, ty: &'m Type, name: &str) -> Option<&'m Property> {
        self.get(&ty.name, name, || ty.properties.iter().collect())
    }
}

/// Sources of members, for the types of both sides.
#[derive(Default)]
struct Origins<'m> {
    old: ByName<'m>,
    new: ByName<'m>,
}

impl<'m> Origins<'m> {
    fn in_old(&mut self, ty: Option<&'m Type>, change: &Change) -> Option<Source> {
        let property = self.old.own(ty?, change.member.as_deref()?);
        property.map(Property::origin)
    }

    fn in_new(&mut self, ty: Option<&'m Type>, change: &Change) -> Option<Source> {
        let property = self.new.own(ty?, change.member.as_deref()?);
        property.map(Property::origin)
    }
}

/// Marks the removal of a member that the metadata lacks as well as breaking, because it is not kept.
fn lose<'m>(
    head: &'m Model,
    old: Option<&'m Type>,
    change: &mut Change,
    of: &mut Origins<'m>,
    all: &mut ByName<'m>,
) {
    let is_removal =
        [&rules::PROPERTY_REMOVED, &rules::RELATIONSHIP_REMOVED].contains(&change.rule());
    if !is_removal || change.head.is_some() || head.source(&change.type_name) == Source::Docs {
        return;
    }
    let name = change.member.as_deref().unwrap_or_default();
    let ty = head.types.get(&change.type_name);
    let stays = ty.and_then(|ty| all.get(&ty.name, name, || head.properties(&ty.name)));
    if let Some(stays) = stays {
        let help = format!("a base has `{}`, so the field stays", stays.name);
        change.help = Some(help);
        return;
    }
    let lost = match of.in_old(old, change) {
        Some(Source::Both) => "neither the pages nor the metadata of the service have it any more",
        Some(Source::Metadata) => "the metadata of the service no longer has it",
        _ => "the pages no longer have it, and the metadata of the service lacks it",
    };
    let mut broken = change.clone().breaks(Contract::RustSource, true);
    broken.help = Some(format!("{lost}, so the field goes"));
    *change = broken;
}

/// Returns words for the source of a change.
fn words<'m>(
    sides: &Sides<'m>,
    old: Option<&'m Type>,
    change: &Change,
    of: &mut Origins<'m>,
) -> Option<&'static str> {
    let (base, head) = (sides.base.model, sides.head.model);
    let name = &change.type_name;
    let new = head.types.get(name);
    let is = |rules: &[&rules::Rule]| rules.contains(&change.rule());
    Some(if is(&[&rules::TYPE_REMOVED, &rules::ENUM_REMOVED]) {
        match base.source(name) {
            Source::Both => "neither the pages nor the metadata of the service have it any more",
            Source::Metadata => "the metadata of the service no longer has it",
            Source::Docs => "the pages no longer have it",
        }
    } else if is(&[
        &rules::TYPE_ADDED,
        &rules::ENUM_ADDED,
        &rules::TYPE_RENAMED,
        &rules::ENUM_RENAMED,
    ]) {
        gained(head.source(name))
    } else if is(&[&rules::PROPERTY_ADDED, &rules::RELATIONSHIP_ADDED]) {
        gained(of.in_new(new, change)?)
    } else if is(&OF_PROPERTIES) {
        let source = of.in_new(new, change).or_else(|| of.in_old(old, change));
        said(head, source?)
    } else if is(&OF_TYPES) {
        said(head, head.source(name))
    } else {
        let origin = of.in_new(new, change).unwrap_or(head.source(name));
        let old_name = old.map_or(name, |old| &old.name);
        match annotations::source(sides, old_name, change, origin)? {
            Source::Metadata => "the metadata of the service says so",
            _ => "the pages say so",
        }
    })
}

fn gained(source: Source) -> &'static str {
    match source {
        Source::Both => "the pages and the metadata of the service have it",
        Source::Metadata => "the metadata of the service has it, and no page",
        Source::Docs => "the pages have it, and the metadata of the service does not",
    }
}

/// Returns words for the source that decides.
fn said(head: &Model, source: Source) -> &'static str {
    match source {
        Source::Metadata => "the metadata of the service says so",
        Source::Both if !head.prefers_docs => "the metadata of the service says so",
        _ => "the pages say so",
    }
}

/// Finds items whose source changed. What follows from the source of the type is reported with the type.
fn compare(sides: &Sides, out: &mut Vec<Change>) {
    let (base, head) = (sides.base.model, sides.head.model);
    for (old, new) in &sides.types.both {
        let (was, is) = (base.source(&old.name), head.source(&new.name));
        if let Some(change) = moved(&new.name, None, was, is) {
            out.push(change.places(Some(&old.place), Some(&new.place)));
            continue;
        }
        let mut known = ByName::default();
        for new_property in &new.properties {
            let Some(old) = known.own(old, &new_property.name) else {
                continue;
            };
            let change = moved(
                &new.name,
                Some(&old.name),
                old.origin(),
                new_property.origin(),
            );
            out.extend(
                change.map(|change| change.places(Some(&old.place), Some(&new_property.place))),
            );
        }
    }
    for (old, new) in &sides.enums.both {
        let (was, is) = (base.source(&old.name), head.source(&new.name));
        if let Some(change) = moved(&new.name, None, was, is) {
            out.push(change.places(Some(&old.place), Some(&new.place)));
            continue;
        }
        let known: BTreeMap<&str, &EnumMember> = old
            .members
            .iter()
            .map(|member| (&*member.name, member))
            .collect();
        for member in &new.members {
            let Some(old) = known.get(&*member.name) else {
                continue;
            };
            let change = moved(&new.name, Some(&old.name), old.source, member.source);
            out.extend(change.map(|change| change.places(Some(&old.place), Some(&member.place))));
        }
    }
}

/// Returns the change of source of an item, if there is one.
fn moved(ty: &QualifiedName, member: Option<&str>, was: Source, is: Source) -> Option<Change> {
    if was == is {
        return None;
    }
    use rules::source_changed;
    let subject = Subject { ty, member };
    let (severity, message) = match (was, is) {
        (Source::Both, Source::Docs) => {
            (Severity::Dangerous, source_changed::only_on_pages(&subject))
        }
        (_, Source::Metadata) => (Severity::Minor, source_changed::only_in_metadata(&subject)),
        (Source::Metadata, Source::Docs) => (
            Severity::Dangerous,
            source_changed::moved_to_pages(&subject),
        ),
        (Source::Metadata, _) => (Severity::Patch, source_changed::on_pages(&subject)),
        (_, _) => (Severity::Patch, source_changed::in_metadata(&subject)),
    };
    let change = Change::of(message, &subject).severity(severity);
    Some(change.said(was.as_str(), is.as_str()))
}
