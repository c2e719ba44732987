//! Changes of named enums.

use std::collections::BTreeSet;

use crate::{
    drift::{
        Change, Rule,
        context::{Sides, named},
        docs, lists,
        pairs::Pairs,
        same_but_places, similarity, types,
    },
    emit::ident,
    finding::{Contract, Severity},
    hash_map::HashMap,
    model::{Enum, EnumMember, Model, Property, QualifiedName, Type, TypeRef},
    prose, rules,
};

/// Compares all enums.
pub(super) fn compare(sides: &Sides, out: &mut Vec<Change>) {
    for (old, new) in &sides.enums.both {
        name(sides, old, new, out);
        if same_but_places::enums(old, new) {
            continue;
        }
        flags(old, new, out);
        members(old, new, out);
        if let Some(is) = docs::deprecation(old.deprecated.as_ref(), new.deprecated.as_ref()) {
            out.push(types::deprecated(&new.name, is).places(Some(&old.place), Some(&new.place)));
        } else if !prose::same_words(&old.docs, &new.docs) {
            let message = format!("the description of `{}` changed", new.name);
            let change = Change::old(&rules::DOCS_CHANGED, &new.name, message);
            out.push(change.places(Some(&old.place), Some(&new.place)));
        }
    }
    let users = match sides.enums.lost.is_empty() {
        true => Users::default(),
        false => users(sides.base.model),
    };
    for old in &sides.enums.lost {
        let users = users.get(&old.name).map(Vec::as_slice).unwrap_or_default();
        if follows_from_types(sides, old, users) {
            continue;
        }
        let stays = sides.head.model.enums.get(&old.name);
        let loses = stays.is_none_or(|new| lists::loses_variant(&old.members, &new.members));
        let change = Change::new(rules::enum_removed(&old.name), &old.name)
            .places(Some(&old.place), stays.map(|new| &new.place))
            .severity(Severity::Minor)
            .breaks(Contract::RustSource, loses);
        out.push(
            Change {
                before: Some(lists::canonical(&old.members, old.is_flags)),
                help: stays.map(|_| "the list of values of a property now defines it".to_owned()),
                ..change
            }
            .unsearched(sides.enums.too_many),
        );
    }
    for new in &sides.enums.gained {
        let message = format!("the enum `{}` was added", new.name);
        let retyped = sides.retyped(&new.name);
        let was = sides.base.model.enums.get(&new.name);
        let loses = was.is_some_and(|old| lists::loses_variant(&old.members, &new.members));
        let change = Change::old(&rules::ENUM_ADDED, &new.name, message)
            .places(was.map(|old| &old.place), Some(&new.place))
            .breaks(Contract::RustSource, loses || !retyped.is_empty());
        out.push(Change {
            after: Some(lists::canonical(&new.members, new.is_flags)),
            help: types::retyped_help(&retyped),
            ..change
        });
    }
}

/// Whether all properties with this enum have a different type now, which is reported for them. The section of the page
/// that lists its members is then no longer used.
fn follows_from_types(sides: &Sides, old: &Enum, users: &[(&Type, &Property)]) -> bool {
    let is_retyped = |(ty, property): &(&Type, &Property)| {
        let owner = QualifiedName::new(sides.now(&ty.name));
        let new = sides.head.property(&owner, &property.name);
        let is_on_page = ty.place.file == old.place.file;
        new.filter(|_| is_on_page).is_some_and(|new| {
            let name = named(&new.ty);
            name.is_none_or(|name| !name.as_str().eq_ignore_ascii_case(old.name.as_str()))
        })
    };
    !users.is_empty() && users.iter().all(is_retyped)
}

/// The properties with each enum, and the types that have them.
type Users<'m> = HashMap<&'m QualifiedName, Vec<(&'m Type, &'m Property)>>;

fn users(model: &Model) -> Users<'_> {
    let mut users = Users::default();
    for ty in model.types.values() {
        for property in &ty.properties {
            if let TypeRef::Enum(name) = &property.ty {
                users.entry(name).or_default().push((ty, property));
            }
        }
    }
    users
}

/// Compares the names. Values do not contain the name of their enum, so a different name does not affect the JSON.
fn name(sides: &Sides, old: &Enum, new: &Enum, out: &mut Vec<Change>) {
    if sides.is_housed_alike && old.name == new.name {
        return;
    }
    let was = sides.base.names.rust_path(&old.name).unwrap_or_default();
    let is = sides.head.names.rust_path(&new.name).unwrap_or_default();
    let (rule, before, after) = match old.name != new.name {
        true if old.name.as_str().eq_ignore_ascii_case(new.name.as_str()) => (
            &rules::TYPE_CASE_CHANGED,
            old.name.as_str(),
            new.name.as_str(),
        ),
        true if old.name.short().eq_ignore_ascii_case(new.name.short()) => {
            (&rules::TYPE_MOVED, old.name.as_str(), new.name.as_str())
        }
        true => (&rules::ENUM_RENAMED, old.name.as_str(), new.name.as_str()),
        false if was != is => (&rules::TYPE_MOVED, &*was, &*is),
        false => return,
    };
    let change = Change::old(
        rule,
        &new.name,
        format!("the enum `{before}` was renamed to `{after}`"),
    )
    .said(before, after)
    .places(Some(&old.place), Some(&new.place))
    .severity(Severity::Minor)
    .breaks(Contract::RustSource, was != is);
    let help = format!("in Rust, write `{is}` for `{was}`");
    out.push(if was == is { change } else { change.help(help) });
}

fn flags(old: &Enum, new: &Enum, out: &mut Vec<Change>) {
    if old.is_flags == new.is_flags {
        return;
    }
    let word = |is_flags: bool| if is_flags { "many" } else { "one" };
    let message = match new.is_flags {
        true => format!("members of `{}` now combine", new.name),
        false => format!("members of `{}` no longer combine", new.name),
    };
    out.push(
        Change::old(&rules::ENUM_MEMBER_VALUE_CHANGED, &new.name, message)
            .said(word(old.is_flags), word(new.is_flags))
            .places(Some(&old.place), Some(&new.place))
            .breaks(Contract::RustSource, true),
    );
}

fn members(old: &Enum, new: &Enum, out: &mut Vec<Change>) {
    let pairs = Pairs::new(&old.members, &new.members)
        .by_key(|member| member.name.clone())
        .by_key(|member| member.name.to_ascii_lowercase())
        .by_likeness(content, MemberTraits::new, like);
    let change = |rule: &'static Rule, member: &str, message: String| {
        Change::old(rule, &new.name, message).member(member)
    };
    for (was, is) in &pairs.both {
        member(new, was, is, &change, out);
    }
    for was in &pairs.lost {
        let message = format!("the member `{1}` of `{0}` was removed", new.name, was.name);
        let change = change(&rules::ENUM_MEMBER_REMOVED, &was.name, message)
            .places(Some(&was.place), Some(&new.place))
            .breaks(Contract::RustSource, true)
            .unsearched(pairs.too_many);
        out.push(Change {
            before: Some(was.name.clone()),
            ..change
        });
    }
    for is in &pairs.gained {
        let message = format!("the member `{1}` of `{0}` was added", new.name, is.name);
        let change = change(&rules::ENUM_MEMBER_ADDED, &is.name, message)
            .places(Some(&old.place), Some(&is.place));
        out.push(Change {
            after: Some(is.name.clone()),
            ..change
        });
    }
}

fn member(
    owner: &Enum,
    was: &EnumMember,
    is: &EnumMember,
    change: &impl Fn(&'static Rule, &str, String) -> Change,
    out: &mut Vec<Change>,
) {
    let places = |change: Change| change.places(Some(&was.place), Some(&is.place));
    let title = format!("`{}` of `{}`", is.name, owner.name);
    let before = out.len();
    if was.name != is.name {
        let same_case = was.name.eq_ignore_ascii_case(&is.name);
        let rule = match same_case {
            true => &rules::ENUM_MEMBER_CASE_CHANGED,
            false => &rules::ENUM_MEMBER_RENAMED,
        };
        let message = format!(
            "the member `{}` of `{}` was renamed to `{}`",
            was.name, owner.name, is.name
        );
        out.push(places(
            change(rule, &was.name, message)
                .said(&*was.name, &*is.name)
                .severity(Severity::Minor)
                .breaks(
                    Contract::RustSource,
                    ident::pascal(&was.name) != ident::pascal(&is.name),
                )
                .breaks(Contract::WireRead, !same_case)
                .breaks(Contract::WireWrite, true),
        ));
    }
    if was.value != is.value {
        let said = |value: Option<i64>| {
            value.map_or_else(|| "unsaid".to_owned(), |value| value.to_string())
        };
        let message = format!(
            "the number of {title} changed from {} to {}",
            said(was.value),
            said(is.value)
        );
        let changed = change(&rules::ENUM_MEMBER_VALUE_CHANGED, &was.name, message);
        out.push(places(changed.said(said(was.value), said(is.value))));
    }
    if let Some(now) = docs::deprecation(was.deprecated.as_ref(), is.deprecated.as_ref()) {
        let message = match now {
            true => format!("{title} is now deprecated"),
            false => format!("{title} is no longer deprecated"),
        };
        let changed = change(&rules::DOCS_CHANGED, &was.name, message);
        let changed = changed.said(docs::word(!now), docs::word(now));
        out.push(places(changed.severity(Severity::Minor)));
    } else if out.len() == before && !prose::same_words(&was.docs, &is.docs) {
        let message = format!("the description of {title} changed");
        out.push(places(change(&rules::DOCS_CHANGED, &was.name, message)));
    }
}

/// Traits by which a renamed member is recognized.
struct MemberTraits<'m> {
    member: &'m EnumMember,
    name: similarity::Words,
    docs: BTreeSet<String>,
}

impl<'m> MemberTraits<'m> {
    fn new(member: &'m EnumMember) -> MemberTraits<'m> {
        MemberTraits {
            member,
            name: similarity::Words::of(&member.name),
            docs: similarity::words(&prose::words(&member.docs)),
        }
    }
}

/// Returns what two members of an enum do not have in common by chance: number and description, or else the name.
fn content(member: &EnumMember) -> (Option<i64>, String) {
    let mut said = prose::digest(&prose::words(&member.docs));
    if said.is_empty() {
        said.clone_from(&member.name);
    }
    (member.value, said)
}

/// Scores whether a removed and an added member are the same: their names have the same stem, or they have the same
/// number and description.
fn like(old: &MemberTraits<'_>, new: &MemberTraits<'_>) -> Option<u32> {
    let (was, is) = (old.member, new.member);
    if was.value != is.value {
        return None;
    }
    let related = old.name.are_related(&new.name);
    let alike = related || similarity::texts(&old.docs, &new.docs);
    alike.then(|| similarity::names(&was.name, &is.name) + if related { 1000 } else { 0 })
}
