//! Changes of named enums.

use std::collections::BTreeSet;

use crate::{
    drift::{
        Change, context::Sides, docs, lists, pairs::Pairs, similarity, subject::Subject, types,
    },
    emit::ident,
    finding::{Contract, Severity},
    hash_map::HashMap,
    model::{Enum, EnumMember, Model, Property, QualifiedName, Source, Type, TypeRef},
    prose, rules,
};

/// Compares all enums.
pub(super) fn compare(sides: &Sides, out: &mut Vec<Change>) {
    for (old, new) in &sides.enums.both {
        name(sides, old, new, out);
        flags(old, new, out);
        members(old, new, out);
        let subject = Subject::of(&new.name);
        let deprecated = [&old.deprecated, &new.deprecated];
        let is_same = prose::same_words(&old.docs, &new.docs);
        let change = docs::compare(&subject, deprecated, is_same);
        out.extend(change.map(|change| change.places(Some(&old.place), Some(&new.place))));
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
        let mut change = Change::new(rules::enum_removed(&old.name), &old.name)
            .before(lists::canonical(&old.members, old.is_flags))
            .places(Some(&old.place), stays.map(|new| &new.place))
            .severity(Severity::Minor)
            .breaks(Contract::RustSource, loses);
        if stays.is_some() {
            change = change.help("the list of values of a property now defines it");
        }
        out.push(change.unsearched(sides.enums.too_many));
    }
    for new in &sides.enums.gained {
        let retyped = sides.retyped(&new.name);
        let was = sides.base.model.enums.get(&new.name);
        let loses = was.is_some_and(|old| lists::loses_variant(&old.members, &new.members));
        let mut change = Change::new(rules::enum_added(&new.name), &new.name)
            .after(lists::canonical(&new.members, new.is_flags))
            .places(was.map(|old| &old.place), Some(&new.place))
            .breaks(Contract::RustSource, loses || !retyped.is_empty());
        change.help = types::retyped_help(&retyped);
        out.push(change);
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
            let name = new.ty.name();
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
    let (before, after) = match old.name != new.name {
        true => (old.name.as_str(), new.name.as_str()),
        false if was != is => (&*was, &*is),
        false => return,
    };
    let message = if old.name != new.name && before.eq_ignore_ascii_case(after) {
        rules::type_case_changed::of_enum(before, after)
    } else if old.name.short().eq_ignore_ascii_case(new.name.short()) {
        rules::type_moved::of_enum(before, after)
    } else {
        rules::enum_renamed(before, after)
    };
    let change = Change::new(message, &new.name)
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
        true => rules::enum_member_value_changed::combine(&new.name),
        false => rules::enum_member_value_changed::exclude(&new.name),
    };
    out.push(
        Change::new(message, &new.name)
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
    for (was, is) in &pairs.both {
        member(new, was, is, out);
    }
    for was in &pairs.lost {
        let message = rules::enum_member_removed(&was.name, &new.name);
        let change = Change::new(message, &new.name)
            .member(&was.name)
            .before(&*was.name)
            .places(Some(&was.place), Some(&new.place))
            .breaks(Contract::RustSource, true)
            .unsearched(pairs.too_many);
        out.push(change);
    }
    for is in &pairs.gained {
        let message = rules::enum_member_added(&is.name, &new.name);
        let change = Change::new(message, &new.name)
            .member(&is.name)
            .after(&*is.name)
            .places(Some(&old.place), Some(&is.place));
        out.push(change);
    }
}

fn member(owner: &Enum, was: &EnumMember, is: &EnumMember, out: &mut Vec<Change>) {
    let places = |change: Change| {
        change
            .member(&was.name)
            .places(Some(&was.place), Some(&is.place))
    };
    let change = |message| places(Change::new(message, &owner.name));
    let subject = Subject {
        ty: &owner.name,
        member: Some(&is.name),
    };
    let before = out.len();
    if was.name != is.name {
        let same_case = was.name.eq_ignore_ascii_case(&is.name);
        let message = match same_case {
            true => rules::enum_member_case_changed(&was.name, &owner.name, &is.name),
            false => rules::enum_member_renamed(&was.name, &owner.name, &is.name),
        };
        out.push(
            change(message)
                .said(&*was.name, &*is.name)
                .severity(Severity::Minor)
                .breaks(
                    Contract::RustSource,
                    ident::pascal(&was.name) != ident::pascal(&is.name),
                )
                .breaks(Contract::WireRead, !same_case)
                .breaks(Contract::WireWrite, true),
        );
    }
    // Pages state few numbers, so most come and go with the metadata.
    let is_on_pages = [was, is].map(|member| member.source == Source::Docs);
    let both_know = was.value.is_some() && is.value.is_some();
    if was.value != is.value && (both_know || is_on_pages[0] == is_on_pages[1]) {
        let said = |value: Option<i64>| {
            value.map_or_else(|| "unsaid".to_owned(), |value| value.to_string())
        };
        let (old, new) = (said(was.value), said(is.value));
        let message = rules::enum_member_value_changed::number(&subject, &old, &new);
        out.push(change(message).said(old, new));
    }
    let is_same = out.len() > before || prose::same_words(&was.docs, &is.docs);
    let changed = docs::compare(&subject, [&was.deprecated, &is.deprecated], is_same);
    out.extend(changed.map(places));
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
    let said = similarity::distinctive(&member.docs, &member.name);
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
