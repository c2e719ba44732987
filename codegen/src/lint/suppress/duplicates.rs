//! Findings that repeat other findings.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{diagnostic::Diagnostic, locate::Subjects, rules, span::Span};

/// Drops them.
pub(crate) fn drop(subjects: &Subjects<'_>, found: &mut Vec<Diagnostic>) {
    twins(subjects, found);
    cells(found);
}

/// Drops findings on a second page of a type that repeat those on the first.
fn twins(subjects: &Subjects<'_>, found: &mut Vec<Diagnostic>) {
    let twice = found
        .iter()
        .filter(|found| found.rule() == &rules::TYPE_DEFINED_TWICE);
    let pairs: BTreeMap<Arc<str>, Arc<str>> = twice
        .filter_map(|found| match found.labels.as_slice() {
            [second, first, ..] => Some((second.file.clone(), first.file.clone())),
            _ => None,
        })
        .collect();
    if pairs.is_empty() {
        return;
    }
    let on_first: BTreeSet<&Arc<str>> = pairs.values().collect();
    let said: BTreeSet<_> = found
        .iter()
        .filter(|found| {
            let label = found.labels.first();
            label.is_some_and(|label| on_first.contains(&label.file))
        })
        .filter_map(|found| said_of(subjects, found))
        .collect();
    found.retain(|found| {
        let Some((page, rest)) = said_of(subjects, found) else {
            return true;
        };
        let first = pairs.get(&page);
        first.is_none_or(|first| !said.contains(&(first.clone(), rest)))
    });
}

/// The page of a finding, and what it says: the rule, the names, the member, and what was said about it.
type Said = (
    Arc<str>,
    (
        &'static str,
        Vec<String>,
        Option<String>,
        Option<(String, String)>,
    ),
);

fn said_of(subjects: &Subjects<'_>, found: &Diagnostic) -> Option<Said> {
    let label = found.labels.first()?;
    let member = found.member.clone().or_else(|| subjects.subject(label).1);
    let said = (
        found.rule().id,
        found.names.clone(),
        member,
        found.said.clone(),
    );
    Some((label.file.clone(), said))
}

/// Drops findings about a cell that repeat those about a link in it.
fn cells(found: &mut Vec<Diagnostic>) {
    let of_links = [&rules::LINK_CASE, &rules::LINK_TARGET_MISSING];
    let mut places: BTreeMap<(Arc<str>, Vec<String>), Vec<Span>> = BTreeMap::new();
    for found in found
        .iter()
        .filter(|found| of_links.contains(&found.rule()))
    {
        if let Some(label) = found.labels.first() {
            let key = (label.file.clone(), found.names.clone());
            places.entry(key).or_default().push(label.span);
        }
    }
    // Sorted by start, longest first, so that a span comes before those it contains.
    for places in places.values_mut() {
        places.sort_unstable_by_key(|place| (place.start, Reverse(place.end)));
        places.dedup();
    }
    let ends: BTreeMap<_, Vec<usize>> = places
        .iter()
        .map(|(key, places)| (key, first_ends(places)))
        .collect();
    found.retain(|found| {
        let Some(label) = found
            .labels
            .first()
            .filter(|_| of_links.contains(&found.rule()))
        else {
            return true;
        };
        let key = (label.file.clone(), found.names.clone());
        let (Some(places), Some(ends)) = (places.get(&key), ends.get(&key)) else {
            return true;
        };
        let own = (label.span.start, Reverse(label.span.end));
        let behind = places.partition_point(|place| (place.start, Reverse(place.end)) <= own);
        ends.get(behind).is_none_or(|end| *end > label.span.end)
    });
}

/// Returns the smallest end of each span and all spans after it.
fn first_ends(places: &[Span]) -> Vec<usize> {
    let mut first = usize::MAX;
    let ends = places.iter().rev().map(|place| {
        first = first.min(place.end);
        first
    });
    let mut ends: Vec<usize> = ends.collect();
    ends.reverse();
    ends
}
