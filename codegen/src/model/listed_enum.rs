//! Enums that no page declares, built from the value lists of properties with that type.

use crate::{
    diagnostic::{Diagnostic, Label},
    extract::PageExtract,
    hash_map::{HashMap, HashSet},
    model::{Enum, EnumMember, Model, QualifiedName, SENTINEL, TypeRef, ValueList},
    name::lower,
    rules,
};

/// Builds the union of the lists, beginning with the longest.
pub(super) fn build(
    name: &QualifiedName,
    lists: &[ValueList],
    pages: &[&PageExtract],
    area: impl Fn(&PageExtract) -> String,
    out: &mut Vec<Diagnostic>,
) -> Option<Enum> {
    // Of several longest lists, the first one.
    let longest = lists.iter().rev().max_by_key(|list| list.members.len())?;
    let at = longest.members.first()?.place.clone();
    let found = Diagnostic::at(rules::enum_from_list(name), &at);
    out.push(found.about(name.as_str(), None));
    let mut members: Vec<EnumMember> = longest.members.clone();
    // How many lists have each member, ignoring case.
    let mut counts: HashMap<String, usize> = HashMap::default();
    let others = lists.iter().filter(|list| !std::ptr::eq(*list, longest));
    for list in std::iter::once(longest).chain(others) {
        let mut here: HashSet<String> = HashSet::default();
        for member in &list.members {
            let key = lower(&member.name);
            if !here.insert(key.clone()) {
                continue;
            }
            let count = counts.entry(key).or_default();
            *count += 1;
            if *count == 1 && !std::ptr::eq(list, longest) {
                members.push(member.clone());
            }
        }
    }
    let whole: Vec<&ValueList> = lists.iter().filter(|list| !list.is_subset).collect();
    if whole.iter().any(|list| list.members.len() < members.len()) {
        compare(name, &whole, &members, &counts, out);
    }
    let page = pages.iter().find(|page| page.path == at.file);
    Some(Enum {
        name: name.clone(),
        members,
        is_flags: lists.iter().any(|list| list.is_flags),
        from_list: true,
        area: page.map_or_else(|| "core".to_owned(), |page| area(page)),
        docs: Vec::new(),
        deprecated: None,
        place: at,
    })
}

/// Drops findings about undeclared names for which an enum was built from value lists.
pub(crate) fn settle(model: &Model, found: &mut Vec<Diagnostic>) {
    let properties = model.types.values().flat_map(|ty| &ty.properties);
    let built: HashSet<(&str, String)> = properties
        .filter_map(|property| match &property.ty {
            TypeRef::Enum(name) if model.enums.get(name)?.from_list => {
                Some((&*property.place.file, lower(name.short())))
            }
            _ => None,
        })
        .collect();
    found.retain(|found| {
        let name = found.names.first().and_then(|name| name.rsplit('.').next());
        let at = found.labels.first().zip(name);
        let is_settled =
            |(label, name): (&Label, &str)| built.contains(&(&*label.file, lower(name)));
        found.rule() != &rules::UNDECLARED_TYPE || !at.is_some_and(is_settled)
    });
}

/// Reports lists that differ from the majority: those with a value that few lists have, and those that lack a value
/// that most have. If there are two lists, the first one is right.
fn compare(
    name: &QualifiedName,
    lists: &[&ValueList],
    members: &[EnumMember],
    counts: &HashMap<String, usize>,
    out: &mut Vec<Diagnostic>,
) {
    let keys = |list: &ValueList| -> HashSet<String> {
        list.members
            .iter()
            .map(|member| lower(&member.name))
            .collect()
    };
    let trusted = lists.first().map(|list| keys(list)).unwrap_or_default();
    let is_usual = |member: &&EnumMember| {
        let key = lower(&member.name);
        let twice = counts.get(&key).copied().unwrap_or_default() * 2;
        twice > lists.len() || twice == lists.len() && trusted.contains(&key)
    };
    // Pages may leave the sentinel out.
    let counted = |member: &&EnumMember| member.name != SENTINEL;
    let usual: Vec<&EnumMember> = members.iter().filter(counted).filter(is_usual).collect();
    for list in lists {
        let (known, odd): (Vec<_>, Vec<_>) =
            list.members.iter().filter(counted).partition(is_usual);
        let mut lacks = Vec::new();
        // At least half of the lists have each usual value, so the output is at most twice as long as the lists
        // together.
        if known.len() < usual.len() {
            let here = keys(list);
            let is_gone = |member: &&&EnumMember| !here.contains(&lower(&member.name));
            lacks.extend(usual.iter().filter(is_gone).copied());
        }
        let Some(at) = odd
            .first()
            .copied()
            .or(list.members.first())
            .map(|member| &member.place)
        else {
            continue;
        };
        let quoted = |members: &[&EnumMember]| {
            let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
            format!("`{}`", names.join("`, `"))
        };
        let label = match (odd.is_empty(), lacks.is_empty()) {
            (true, true) => continue,
            (false, true) => format!("{} only here", quoted(&odd)),
            (true, false) => format!("lacks {}", quoted(&lacks)),
            (false, false) => format!("{} only here; lacks {}", quoted(&odd), quoted(&lacks)),
        };
        let found = Diagnostic::at(rules::enum_lists_differ(name), at);
        let names = odd.iter().chain(&lacks).map(|member| member.name.as_str());
        let mut found = found.names(names).label(label);
        if let Some(there) = lacks.first().map(|member| &member.place) {
            found = found.also_at(there, "listed here");
        }
        out.push(found.about(name.as_str(), None));
    }
}
