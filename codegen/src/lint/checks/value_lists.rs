//! Compares lists of values: in the description, in the representation and in the enum's own table.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    extract::{Evidence, MemberExtract, PageExtract, RowExtract, Value},
    first::First,
    lint::{checks::value_mentions::mentioned, docset::Docset},
    model::{SENTINEL, TypeRef},
    rules,
    span::{Place, Span},
};

/// Not a value. Enums of values that may be absent list it as one.
const NULL: &str = "null";

/// A list that differs from an enum's table.
struct Odd {
    name: String,
    home: Place,
    lacks: Vec<String>,
    adds: Vec<String>,
    found: Diagnostic,
}

/// Places of lists that differ from the representation according to the model, and of those where the representation
/// turned out to be wrong.
struct Conflicts {
    known: BTreeSet<(Arc<str>, Span)>,
    resolved: BTreeSet<(Arc<str>, Span)>,
}

fn conflict(found: &Diagnostic) -> Option<(Arc<str>, Span)> {
    let label = found.labels.first()?;
    let is_conflict = found.rule() == &rules::VALUES_CONFLICT;
    is_conflict.then(|| (label.file.clone(), label.span))
}

/// Compares the lists of all rows. If several lists differ from an enum in the same way, the enum is wrong.
pub(crate) fn check(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) {
    // These were reported only for the longest list, and at the place of the enum.
    out.retain(|found| found.rule() != &rules::ENUM_AND_LIST);
    let mut odd: BTreeMap<(String, Vec<String>, Vec<String>), Vec<Odd>> = BTreeMap::new();
    let mut conflicts = Conflicts {
        known: out.iter().filter_map(conflict).collect(),
        resolved: BTreeSet::new(),
    };
    for page in docset.extracts {
        for row in &page.rows {
            if let Some(found) = row_lists(docset, page, row, &mut conflicts) {
                let key = (found.name.clone(), found.lacks.clone(), found.adds.clone());
                odd.entry(key).or_default().push(found);
            }
        }
    }
    out.retain(|found| conflict(found).is_none_or(|place| !conflicts.resolved.contains(&place)));
    for ((name, lacks, adds), mut group) in odd {
        // A second page about a type repeats its rows.
        let mut rows = BTreeSet::new();
        group.retain(|odd| rows.insert((odd.found.type_name.clone(), odd.found.member.clone())));
        if let [_] = group.as_slice() {
            out.extend(group.pop().map(|odd| odd.found));
            continue;
        }
        let Some(first) = group.first() else { continue };
        let difference = difference(&lacks, &adds);
        let message = rules::enum_and_list::lists(&name, group.len(), difference);
        let mut found = Diagnostic::at(message, &first.home).about(name.as_str(), None);
        for odd in group.iter().take(3) {
            if let Some(label) = odd.found.labels.first() {
                found = found.also(&label.file, label.span, "listed here");
            }
        }
        out.push(found);
    }
}

fn row_lists<'a>(
    docset: &Docset<'a>,
    page: &'a PageExtract,
    row: &RowExtract,
    conflicts: &mut Conflicts,
) -> Option<Odd> {
    let resource = page.resources.first()?;
    let listed = row.description.values.as_ref();
    let shown = docset.member(page, &row.name).and_then(shown);
    if listed.is_none() && shown.is_none() {
        return None;
    }
    let (name, home, members) = enum_of(docset, page, row)?;
    let listed = listed.filter(|listed| listed.members.len() > 1);
    let of_list = listed.map(|listed| {
        let (mut lacks, adds) = compare(&members, &listed.members, true);
        if listed.is_subset {
            lacks.clear();
        } else if !lacks.is_empty() {
            let mentioned = mentioned(&row.description.docs);
            lacks.retain(|value| !mentioned.contains(&value.to_lowercase()));
        }
        (lacks, adds)
    });
    let of_block = shown.map(|(member, values)| {
        let whole = !member.text.contains("...") && member.text.chars().count() < 120;
        compare(&members, values, whole)
    });
    let is_odd = |difference: &Option<(Vec<String>, Vec<String>)>| {
        difference
            .as_ref()
            .is_some_and(|(lacks, adds)| !lacks.is_empty() || !adds.is_empty())
    };
    let conflict = listed
        .map(|listed| (page.path.clone(), listed.place.span))
        .filter(|place| conflicts.known.contains(place));
    let (is_block, place, (lacks, adds)) = match (conflict, is_odd(&of_list), is_odd(&of_block)) {
        // The list is right, so the block is wrong.
        (Some(place), false, true) => {
            conflicts.resolved.insert(place);
            (true, &shown?.0.value_place, of_block?)
        }
        (Some(_), ..) | (None, false, false) => return None,
        (None, _, true) => (true, &shown?.0.value_place, of_block?),
        (None, true, false) => (false, &listed?.place, of_list?),
    };
    let ty = resource.name.as_ref()?;
    let difference = difference(&lacks, &adds);
    let message = match is_block {
        true => rules::enum_and_block(&name, difference),
        false => rules::enum_and_list::list(&name, difference),
    };
    let found = Diagnostic::at(message, place)
        .also(&home.file, home.span, "the members are listed below")
        .about(ty.value.as_str(), Some(&row.name));
    Some(Odd {
        name,
        home,
        lacks,
        adds,
        found,
    })
}

fn shown(member: &MemberExtract) -> Option<(&MemberExtract, &Vec<Value>)> {
    match &member.evidence {
        Evidence::Values(values) if values.len() > 1 => Some((member, values)),
        _ => None,
    }
}

/// Returns the enum that is the type of a row, or the section of values with the name of the row.
fn enum_of(
    docset: &Docset<'_>,
    page: &PageExtract,
    row: &RowExtract,
) -> Option<(String, Place, Vec<String>)> {
    let ty = docset.ty(page.resources.first()?)?;
    let property = docset.property(ty, &row.name)?;
    if let TypeRef::Enum(name) = &property.ty {
        let found = docset.model.enums.get(name)?;
        // An enum that was built from a list is that list.
        let declared = docset.page(&found.place.file).is_some()
            && found
                .members
                .first()
                .is_some_and(|member| member.place.span.start > found.place.span.start);
        let members = found.members.iter().map(|member| member.name.clone());
        return declared.then(|| {
            (
                name.as_str().to_owned(),
                found.place.clone(),
                members.collect(),
            )
        });
    }
    let section = page
        .enums
        .iter()
        .find(|found| found.name.eq_ignore_ascii_case(&row.name))?;
    let members = section.members.iter().map(|member| member.name.clone());
    Some((
        section.name.clone(),
        section.place.clone(),
        members.collect(),
    ))
}

/// Returns the members that a list lacks, and the values that it adds.
fn compare(members: &[String], values: &[Value], whole: bool) -> (Vec<String>, Vec<String>) {
    let is_special = |name: &str| {
        let mut special = [SENTINEL, NULL].into_iter();
        special.any(|special| special.eq_ignore_ascii_case(name))
    };
    let (mut shown, mut known) = (First::in_any_case(), First::in_any_case());
    let lacks = members
        .iter()
        .filter(|member| whole && !is_special(member))
        .filter(|member| shown.find(values, |value| &value.name, member).is_none());
    let adds = values
        .iter()
        .map(|value| &value.name)
        .filter(|value| !is_special(value))
        .filter(|value| known.find(members, |member| member, value).is_none());
    (lacks.cloned().collect(), adds.cloned().collect())
}

fn difference(lacks: &[String], adds: &[String]) -> String {
    let shown = |names: &[String]| {
        let first: Vec<&str> = names.iter().take(4).map(String::as_str).collect();
        let more = names.len().saturating_sub(first.len());
        let rest = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("`{}`{rest}", first.join("`, `"))
    };
    match (lacks, adds) {
        ([], adds) => format!("only the list has {}", shown(adds)),
        (lacks, []) => format!("the list lacks {}", shown(lacks)),
        (lacks, adds) => format!("the list lacks {} and has {}", shown(lacks), shown(adds)),
    }
}
