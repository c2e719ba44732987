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
    let ids = found.iter().map(|found| found.rule().id);
    let pages = found
        .iter()
        .map(|found| Some(found.labels.first()?.file.clone()));
    let on_page = RulesBy::new(pages.zip(ids.clone()));
    let on_row = RulesBy::new(rows.iter().cloned().zip(ids));
    let mut faulty = BTreeSet::new();
    let kept = found.into_iter().zip(rows).filter(|(found, row)| {
        let Some(label) = found.labels.first() else {
            return true;
        };
        let (page, rule) = (&label.file, found.rule());
        // A page with a broken block is reported once.
        if rule == &rules::NOT_JSON {
            let is_unclosed = on_page.has_any(page, &[rules::UNCLOSED_FENCE.id]);
            return !is_unclosed && faulty.insert(page.clone());
        }
        let follows = |row: &Row| on_row.has_any(row, rule.follows_on_row);
        let is_consequence = on_page.has_any(page, rule.follows_on_page)
            || row.as_ref().is_some_and(follows)
            || BY_TYPE.contains(&rule) && is_wrong_elsewhere(docset, subjects, &on_row, found);
        !is_consequence
    });
    kept.map(|(found, _)| found).collect()
}

/// The rules of all findings, by the page or the row where they count.
struct RulesBy<Place>(BTreeMap<Place, BTreeSet<&'static str>>);

impl<Place: Ord> RulesBy<Place> {
    fn new(all: impl Iterator<Item = (Option<Place>, &'static str)>) -> RulesBy<Place> {
        let mut rules: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (place, rule) in all {
            if let Some(place) = place {
                rules.entry(place).or_default().insert(rule);
            }
        }
        RulesBy(rules)
    }

    /// Whether there is a finding of one of these rules.
    fn has_any(&self, place: &Place, rules: &[&str]) -> bool {
        let here = self.0.get(place);
        here.is_some_and(|here| rules.iter().any(|rule| here.contains(rule)))
    }
}

/// Whether the second row of a finding about two rows is the one whose type is wrong.
fn is_wrong_elsewhere(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    on_row: &RulesBy<Row>,
    found: &Diagnostic,
) -> bool {
    let other = found.labels.get(1);
    let Some(other) = other.filter(|label| docset.page(&label.file).is_some()) else {
        return false;
    };
    // A sample alone is not a declaration.
    subjects.row(other).is_none_or(|(_, row)| {
        let wrong = WRONG_TYPE.map(|rule| rule.id);
        on_row.has_any(&(other.file.clone(), row.row), &wrong)
    })
}

/// Returns the row that contains a finding.
fn row(subjects: &Subjects<'_>, found: &Diagnostic) -> Option<Row> {
    let label = found.labels.first()?;
    let (_, row) = subjects.row(label)?;
    Some((label.file.clone(), row.row))
}
