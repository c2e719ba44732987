//! Findings that say once more what another one says.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{diagnostic::Diagnostic, lint::codes, model::codes as of_model, span::Span};

/// Drops them.
pub(super) fn drop(found: &mut Vec<Diagnostic>) {
    twins(found);
    cells(found);
}

/// A second page of a type repeats what is wrong with the first.
fn twins(found: &mut Vec<Diagnostic>) {
    let twice = found
        .iter()
        .filter(|found| found.code.id == codes::TYPE_TWICE.id);
    let pairs: BTreeMap<Arc<str>, Arc<str>> = twice
        .filter_map(|found| match found.labels.as_slice() {
            [second, first, ..] => Some((second.file.clone(), first.file.clone())),
            _ => None,
        })
        .collect();
    if pairs.is_empty() {
        return;
    }
    let said: BTreeSet<(Arc<str>, &str, String)> = found
        .iter()
        .filter_map(|found| {
            let label = found.labels.first()?;
            Some((label.file.clone(), found.code.id, found.message.clone()))
        })
        .collect();
    found.retain(|found| {
        let first = found
            .labels
            .first()
            .and_then(|label| pairs.get(&label.file));
        first.is_none_or(|first| {
            !said.contains(&(first.clone(), found.code.id, found.message.clone()))
        })
    });
}

/// What is wrong with a link is said of the link, not of the cell around it as well.
fn cells(found: &mut Vec<Diagnostic>) {
    let of_links = [of_model::LINK_CASE.id, of_model::LINK_MISSING.id];
    let mut places: BTreeMap<(Arc<str>, String), Vec<Span>> = BTreeMap::new();
    for found in found
        .iter()
        .filter(|found| of_links.contains(&found.code.id))
    {
        if let Some(label) = found.labels.first() {
            let key = (label.file.clone(), found.message.clone());
            places.entry(key).or_default().push(label.span);
        }
    }
    found.retain(|found| {
        let Some(label) = found
            .labels
            .first()
            .filter(|_| of_links.contains(&found.code.id))
        else {
            return true;
        };
        let key = (label.file.clone(), found.message.clone());
        let mut others = places.get(&key).into_iter().flatten();
        let holds = |other: &Span| {
            *other != label.span && label.span.start <= other.start && other.end <= label.span.end
        };
        !others.any(holds)
    });
}
