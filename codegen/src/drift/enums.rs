//! Changes of named enums.

use std::collections::BTreeSet;

use crate::{
    drift::{
        Change,
        context::{Side, Sides},
        docs, lists,
        pairs::Pairs,
        similarity::{self, Traits},
        subject::Subject,
        types,
    },
    emit::ident,
    finding::{Contract, Severity},
    hash_map::HashMap,
    model::{Enum, EnumMember, Property, QualifiedName, Source, Type, TypeRef},
    prose, rules,
};

/// Compares all enums.
pub(super) fn compare(sides: &Sides, out: &mut Vec<Change>) {
    for (old, new) in &sides.enums.both {
        let before = out.len();
        name(sides, old, new, out);
        flags(old, new, out);
        let is_same = out.len() > before || prose::same_words(&old.docs, &new.docs);
        members(old, new, out);
        let subject = Subject::of(&new.name);
        let deprecated = [&old.deprecated, &new.deprecated];
        let change = docs::compare(&subject, deprecated, is_same);
        out.extend(change.map(|change| change.places(Some(&old.place), Some(&new.place))));
    }
    let types = &sides.types;
    let both = types.both.iter().map(|(old, new)| (*old, Some(*new)));
    let lost = types.lost.iter().map(|old| (*old, None));
    let users = users(&sides.enums.lost, both.chain(lost));
    for old in &sides.enums.lost {
        if follows_from_types(&sides.head, old, &users) {
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
    let both = types.both.iter().map(|(old, new)| (*new, Some(*old)));
    let gained = types.gained.iter().map(|new| (*new, None));
    let users = self::users(&sides.enums.gained, both.chain(gained));
    for new in &sides.enums.gained {
        if follows_from_types(&sides.base, new, &users) {
            continue;
        }
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

/// Whether all properties with this enum have a different type on the other side, which is reported for them. The
/// section of the page that lists its members is used on one side only.
fn follows_from_types(other: &Side, en: &Enum, users: &Users) -> bool {
    let is_retyped = |(property, (ty, twin)): &(&Property, Twins)| {
        let is_on_page = ty.place.file == en.place.file;
        let twin = twin.filter(|_| is_on_page);
        let there = twin.and_then(|twin| other.property(&twin.name, &property.name));
        there.is_some_and(|there| {
            let name = there.ty.name();
            name.is_none_or(|name| !name.as_str().eq_ignore_ascii_case(en.name.as_str()))
        })
    };
    let users = users.get(&en.name);
    users.is_some_and(|users| users.iter().all(is_retyped))
}

/// A type and the one that it is on the other side.
type Twins<'m> = (&'m Type, Option<&'m Type>);

/// The properties with each enum, and the types that have them.
type Users<'m> = HashMap<&'m QualifiedName, Vec<(&'m Property, Twins<'m>)>>;

/// Returns the properties with an enum that only one side has.
fn users<'m>(enums: &[&Enum], types: impl Iterator<Item = Twins<'m>>) -> Users<'m> {
    let mut users = Users::default();
    for twins in types.filter(|_| !enums.is_empty()) {
        for property in &twins.0.properties {
            if let TypeRef::Enum(name) = &property.ty {
                users.entry(name).or_default().push((property, twins));
            }
        }
    }
    users
}

/// Compares the names. Values do not contain the name of their enum, so a different name does not affect the JSON.
fn name(sides: &Sides, old: &Enum, new: &Enum, out: &mut Vec<Change>) {
    if old.name == new.name && !sides.paths_may_differ {
        return;
    }
    let was = sides.base.names().rust_path(&old.name).unwrap_or_default();
    let is = sides.head.names().rust_path(&new.name).unwrap_or_default();
    let places = |change: Change| change.places(Some(&old.place), Some(&new.place));
    let (before, after) = match old.name != new.name {
        true => (old.name.as_str(), new.name.as_str()),
        false if was != is => (&*was, &*is),
        false => {
            let file = &new.place.file;
            // An enum may move to another page, and types tell the area of their page.
            let is_beside_type = || {
                let mut types = sides.head.model.types.values();
                types.any(|ty| ty.place.file == *file)
            };
            if old.place.file == *file
                && let Some(change) = types::area(sides, &new.name)
                && !is_beside_type()
            {
                out.push(places(change));
            }
            return;
        }
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
        .severity(Severity::Minor)
        .breaks(Contract::RustSource, was != is);
    let help = format!("in Rust, write `{is}` for `{was}`");
    out.push(places(if was == is { change } else { change.help(help) }));
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
        .by_likeness(
            content,
            |member| (member.value, Traits::new(&member.name, &member.docs)),
            |(was, old), (is, new)| (was == is).then(|| old.like(new)).flatten(),
        );
    let mut told_together = BTreeSet::new();
    for is_stated in [true, false] {
        let one_sided = pairs.both.iter().filter(|(was, is)| {
            number_changed(was, is)
                && [was, is].map(|own| own.value.is_some()) == [!is_stated, is_stated]
        });
        let one_sided: Vec<_> = one_sided.collect();
        if one_sided.len() > 1 {
            out.push(numbers(old, new, &one_sided, is_stated));
            told_together.extend(one_sided.iter().map(|(was, _)| &*was.name));
        }
    }
    for (was, is) in &pairs.both {
        let is_numbered = number_changed(was, is) && !told_together.contains(&*was.name);
        member(new, was, is, is_numbered, out);
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

/// Returns the change for numbers that the pages state on one side only, usually because the table has no column for
/// them on the other.
fn numbers(
    old: &Enum,
    new: &Enum,
    members: &[&(&EnumMember, &EnumMember)],
    is_stated: bool,
) -> Change {
    let of = |member: &EnumMember| Some(format!("{}={}", member.name, member.value?));
    let stated = members
        .iter()
        .filter_map(|(was, is)| of(was).or_else(|| of(is)));
    let mut stated: Vec<String> = stated.collect();
    stated.sort_unstable();
    let (numbers, unsaid) = (stated.join("|"), "unsaid".to_owned());
    let (message, [before, after]) = match is_stated {
        true => (
            rules::enum_member_value_changed::stated(&new.name),
            [unsaid, numbers],
        ),
        false => (
            rules::enum_member_value_changed::unstated(&new.name),
            [numbers, unsaid],
        ),
    };
    Change::new(message, &new.name)
        .said(before, after)
        .places(Some(&old.place), Some(&new.place))
}

/// Whether the number of a member changed. Pages state few numbers, so most come and go with the metadata.
fn number_changed(was: &EnumMember, is: &EnumMember) -> bool {
    let is_on_pages = [was, is].map(|member| member.source == Source::Docs);
    let both_know = was.value.is_some() && is.value.is_some();
    was.value != is.value && (both_know || is_on_pages[0] == is_on_pages[1])
}

fn member(
    owner: &Enum,
    was: &EnumMember,
    is: &EnumMember,
    is_numbered: bool,
    out: &mut Vec<Change>,
) {
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
    if is_numbered {
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

/// Returns what two members of an enum do not have in common by chance: number and description, or else the name.
fn content(member: &EnumMember) -> (Option<i64>, String) {
    let said = similarity::distinctive(&member.docs, &member.name);
    (member.value, said)
}
