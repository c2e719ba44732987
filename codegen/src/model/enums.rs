//! Enums with a name: chooses among several definitions, and compares them with value lists.

use std::collections::BTreeMap;

use crate::{
    diagnostic::Diagnostic,
    edit_distance,
    extract::{EnumExtract, EnumHome, PageExtract, Value, vocabulary::SENTINEL},
    first::First,
    hash_map::HashSet,
    model::{Enum, EnumMember, QualifiedName, ValueList, index::enum_name},
    name::lower,
    rules,
};

/// A definition of an enum.
pub(super) struct Definition<'a> {
    pub extract: &'a EnumExtract,
    pub page: &'a PageExtract,
}

/// All definitions by name in lower case, most trusted first.
pub(super) type Definitions<'a> = BTreeMap<String, Vec<Definition<'a>>>;

/// Collects all definitions.
pub(super) fn collect<'a>(pages: &[&'a PageExtract]) -> Definitions<'a> {
    let mut all = Definitions::new();
    for page in pages {
        for extract in &page.enums {
            let name = enum_name(page, &extract.name);
            all.entry(lower(name.as_str()))
                .or_default()
                .push(Definition { extract, page });
        }
    }
    for definitions in all.values_mut() {
        definitions.sort_by(|a, b| {
            a.extract
                .home
                .cmp(&b.extract.home)
                .then_with(|| a.page.path.cmp(&b.page.path))
        });
    }
    all
}

/// Resolves an enum. `lists` are the value lists of properties with this type.
pub(super) fn resolve_enum(
    name: &QualifiedName,
    definitions: &[Definition<'_>],
    lists: &[ValueList],
    area: impl Fn(&PageExtract) -> String,
    out: &mut Vec<Diagnostic>,
) -> Option<Enum> {
    let best = definitions
        .iter()
        .map(|definition| definition.extract.home)
        .min()?;
    let listed: HashSet<Vec<&str>> = lists
        .iter()
        .map(|list| sorted(list.members.iter().map(|member| &member.name)))
        .collect();
    let equal = |definition: &&Definition<'_>| {
        let members = definition.extract.members.iter();
        listed.contains(&sorted(members.map(|member| &member.name)))
    };
    let mut trusted = definitions.iter().filter(|definition| {
        definition.extract.home == best && !definition.extract.members.is_empty()
    });
    let chosen = trusted
        .clone()
        .find(equal)
        .or_else(|| trusted.next())
        .or(definitions.first())?;
    report_others(name, chosen, definitions, out);
    let extract = chosen.extract;
    let members = members(extract);
    misspelt_sentinel(name, None, &members, out);
    let is_flags = extract.is_flags || lists.iter().any(|list| list.is_flags);
    let mut resolved = Enum {
        name: name.clone(),
        members,
        is_flags,
        from_list: false,
        area: area(chosen.page),
        docs: extract.docs.clone(),
        deprecated: chosen
            .page
            .deprecated
            .clone()
            .filter(|_| extract.home == EnumHome::Page),
        place: extract.place.clone(),
    };
    let longest = lists.iter().max_by_key(|list| list.members.len());
    if let Some(list) = longest {
        against_list(&mut resolved, extract, list, out);
    }
    mark_newer(
        &mut resolved.members,
        lists
            .iter()
            .flat_map(|list| &list.members)
            .filter(|member| member.since_sentinel)
            .map(|member| &member.name)
            .chain(&extract.newer),
    );
    mark_behind_sentinel(&mut resolved.members);
    if resolved.members.is_empty() {
        let found = Diagnostic::at(rules::empty_enum(name), &extract.place);
        out.push(found.about(name.as_str(), None));
    }
    Some(resolved)
}

/// Reports values that are a misspelling of the sentinel, in an enum or in the value list of a property.
pub(super) fn misspelt_sentinel(
    owner: &QualifiedName,
    property: Option<&str>,
    members: &[EnumMember],
    out: &mut Vec<Diagnostic>,
) {
    let is_near = |member: &&EnumMember| {
        member.name != SENTINEL && edit_distance::within(&member.name, SENTINEL, 2).is_some()
    };
    for member in members.iter().filter(is_near) {
        let message = rules::misspelt_sentinel(&member.name, SENTINEL);
        let found = Diagnostic::at(message, &member.place);
        let found = found.names([member.name.as_str()]).expected(SENTINEL);
        out.push(found.about(owner.as_str(), property));
    }
}

/// Returns the members of a definition, whose names are distinct. Letter case counts.
fn members(extract: &EnumExtract) -> Vec<EnumMember> {
    let members = extract.members.iter().map(|member| EnumMember {
        value: member.value,
        docs: member.docs.clone(),
        deprecated: member.deprecated.clone(),
        ..EnumMember::named(&member.name, &member.place)
    });
    members.collect()
}

/// Returns the members of a list in running text.
pub(super) fn listed(values: &[Value], newer: &[String]) -> Vec<EnumMember> {
    let mut members: Vec<EnumMember> = Vec::with_capacity(values.len());
    let mut first = First::default();
    for value in values {
        let known = first.find(&members, |known| &known.name, &value.name);
        if known.is_none() {
            members.push(EnumMember::named(&value.name, &value.place));
        }
    }
    mark_newer(&mut members, newer.iter());
    members
}

fn mark_newer<'a>(members: &mut [EnumMember], newer: impl Iterator<Item = &'a String>) {
    let mut first = First::in_any_case();
    for name in newer {
        let known = first.find(members, |member| &member.name, name);
        if let Some(member) = known.and_then(|at| members.get_mut(at)) {
            member.since_sentinel = true;
        }
    }
}

/// Marks the members after the sentinel as newer, unless a sentence says which are, or the table is merely sorted.
pub(super) fn mark_behind_sentinel(members: &mut [EnumMember]) {
    let sorted = members
        .windows(2)
        .all(|pair| lower(&pair[0].name) <= lower(&pair[1].name));
    if sorted || members.iter().any(|member| member.since_sentinel) {
        return;
    }
    let mut behind = members.iter_mut();
    if behind.any(|member| member.name.eq_ignore_ascii_case(SENTINEL)) {
        behind.for_each(|member| member.since_sentinel = true);
    }
}

fn sorted<'n>(names: impl Iterator<Item = &'n String>) -> Vec<&'n str> {
    let mut names: Vec<&str> = names.map(String::as_str).collect();
    names.sort_unstable();
    names
}

fn report_others(
    name: &QualifiedName,
    chosen: &Definition<'_>,
    all: &[Definition<'_>],
    out: &mut Vec<Diagnostic>,
) {
    fn names(extract: &EnumExtract) -> Vec<&str> {
        sorted(extract.members.iter().map(|member| &member.name))
    }
    let mine = names(chosen.extract);
    for other in all.iter().filter(|other| {
        !std::ptr::eq(other.extract, chosen.extract) && names(other.extract) != mine
    }) {
        let (at, there) = (&chosen.extract.place, &other.extract.place);
        let found = Diagnostic::at(rules::enum_defined_twice(name), at).label("this one is used");
        out.push(found.also_at(there, "and here").about(name.as_str(), None));
    }
}

/// Compares an enum with a value list. If the definition is in a table of several enums and plainly wrong, the list is
/// used.
fn against_list(
    resolved: &mut Enum,
    extract: &EnumExtract,
    list: &ValueList,
    out: &mut Vec<Diagnostic>,
) {
    let mut table = First::in_any_case();
    let mut has = |name: &str| {
        let found = table.find(&resolved.members, |member| &member.name, name);
        found.is_some()
    };
    let missing: Vec<&str> = list
        .members
        .iter()
        .map(|value| value.name.as_str())
        .filter(|name| !has(name))
        .collect();
    let shared = list.members.len() - missing.len();
    let odd = resolved
        .members
        .iter()
        .any(|member| !member.name.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let wrong = extract.home == EnumHome::Collection && (odd || shared * 2 < list.members.len());
    if missing.is_empty() && !wrong {
        return;
    }
    let message = rules::enum_and_list::property(&resolved.name);
    let found = Diagnostic::at(message, &extract.place);
    let label = match missing.is_empty() {
        true => "this table has members that are not identifiers".to_owned(),
        false => format!("lacks `{}`", missing.join("`, `")),
    };
    let Some(at) = list.members.first().map(|member| &member.place) else {
        return;
    };
    let counts = if wrong {
        "this list is used"
    } else {
        "listed here; the table is used"
    };
    let found = found.label(label).also_at(at, counts);
    out.push(found.about(resolved.name.as_str(), None));
    if wrong {
        resolved.members = list.members.clone();
    }
}
