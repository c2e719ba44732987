//! Drops findings that are consequences of other findings, so that each cause is reported once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    lint::{
        checks::{renamed_property, undeclared_type},
        disputed::Disputed,
        docset::Docset,
        suppress::{allowed, ambiguous_names, duplicates, look_alikes, superseded},
    },
    locate::Subjects,
    rules::{self, Rule},
    span::Span,
};

/// Findings about two rows with different types.
static BY_TYPE: [&Rule; 2] = [&rules::REDECLARED_PROPERTY, &rules::PAGES_CONFLICT];

/// Findings that cast doubt on the type of a row.
static WRONG_TYPE: [&Rule; 8] = [
    &rules::TYPE_CONFLICT,
    &rules::COLLECTION_CONFLICT,
    &rules::LINK_TEXT_AND_TARGET,
    &rules::LINK_TARGET_MISSING,
    &rules::UNDECLARED_TYPE,
    &rules::UNKNOWN_PRIMITIVE,
    &rules::DUPLICATE_ROW_TYPE,
    &rules::TYPE_CELL,
];

/// Where a finding counts: a row or key of a page, or else its own place.
type Row = (Arc<str>, Span);

/// Drops consequences of other findings. `disputed` are names about which pages contradict themselves.
pub(crate) fn fold(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    disputed: &Disputed,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let targets = superseded::named_targets(&found);
    let mut found: Vec<Diagnostic> = found
        .into_iter()
        .filter(|found| !superseded::is_replaced(found, &targets))
        .filter(|found| !allowed::shows_inherited(docset, found))
        .filter(|found| !allowed::is_loose_list(docset, found))
        .filter(|found| !allowed::is_marked_data(docset, found))
        .filter(|found| {
            !allowed::is_other_table(docset, found)
                && !allowed::is_own_name(docset, subjects, found)
        })
        .filter_map(|found| undeclared_type::judge(docset, subjects, found))
        .filter(|found| !ambiguous_names::follows(docset, subjects, disputed, found))
        .collect();
    found = renamed_property::renamed(docset, subjects, found);
    found.retain(|found| !allowed::is_inherited(docset, found));

    let mut seen = BTreeSet::new();
    found.retain(|found| {
        let place = found
            .labels
            .first()
            .map(|label| (label.file.clone(), label.span));
        seen.insert((found.rule().id, place, found.member.clone()))
    });

    duplicates::drop(subjects, &mut found);
    look_alikes::drop(&mut found);
    let rows: Vec<Option<Row>> = found.iter().map(|found| row(subjects, found)).collect();
    let mut on_page: BTreeMap<Arc<str>, BTreeSet<&str>> = BTreeMap::new();
    let mut on_row: BTreeMap<Row, BTreeSet<&str>> = BTreeMap::new();
    for (found, row) in found.iter().zip(&rows) {
        if let Some(label) = found.labels.first() {
            on_page
                .entry(label.file.clone())
                .or_default()
                .insert(found.rule().id);
        }
        if let Some(row) = row {
            on_row
                .entry(row.clone())
                .or_default()
                .insert(found.rule().id);
        }
    }
    let mut first_fault: BTreeSet<(Arc<str>, &str)> = BTreeSet::new();
    let kept = found.into_iter().zip(rows).filter(|(found, row)| {
        let Some(label) = found.labels.first() else {
            return true;
        };
        // A page with a broken block is reported once.
        if found.rule() == &rules::NOT_JSON {
            let unclosed = on_page
                .get(&label.file)
                .is_some_and(|here| here.contains(rules::UNCLOSED_FENCE.id));
            return !unclosed && first_fault.insert((label.file.clone(), found.rule().id));
        }
        let follows = |causes: &[&str], here: Option<&BTreeSet<&str>>| {
            here.is_some_and(|here| causes.iter().any(|cause| here.contains(cause)))
        };
        let elsewhere = found.labels.get(1).is_some_and(|label| {
            BY_TYPE.contains(&found.rule()) && docset.page(&label.file).is_some() && {
                let row = subjects.row(label);
                // A sample alone is not a declaration.
                row.is_none_or(|(_, row)| {
                    let here = on_row.get(&(label.file.clone(), row.row));
                    let wrong = |here: &BTreeSet<&str>| {
                        WRONG_TYPE.iter().any(|rule| here.contains(rule.id))
                    };
                    here.is_some_and(wrong)
                })
            }
        });
        !elsewhere
            && !follows(found.rule().follows_on_page, on_page.get(&label.file))
            && !row
                .as_ref()
                .is_some_and(|row| follows(found.rule().follows_on_row, on_row.get(row)))
    });
    kept.map(|(found, _)| found).collect()
}

/// Returns the row that contains a finding.
fn row(subjects: &Subjects<'_>, found: &Diagnostic) -> Option<Row> {
    let label = found.labels.first()?;
    let (_, row) = subjects.row(label)?;
    Some((label.file.clone(), row.row))
}
