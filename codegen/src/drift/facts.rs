//! Changed or missing sentences on which facts rest.

use std::collections::BTreeMap;

use crate::{
    drift::Change,
    facts::{self, Fact},
    finding::Severity,
    model::{Model, Place, QualifiedName, index::file_name},
    rules::{self, fact_changed, fact_lost},
    source::SourceFile,
};

/// Whether a sentence was found on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SentenceState {
    There,
    Reworded,
    Gone,
}

impl SentenceState {
    fn as_str(self) -> &'static str {
        match self {
            SentenceState::There => "there",
            SentenceState::Reworded => "reworded",
            SentenceState::Gone => "gone",
        }
    }
}

/// Compares the sentences of facts in the old and the new pages. `head` determines which type a page is about.
pub fn facts(
    files: &[SourceFile],
    base: &[SourceFile],
    head_pages: &[SourceFile],
    head: &Model,
) -> Vec<Change> {
    let (mut facts, _) = facts::read(files);
    // On an unchanged page, each sentence is found as before.
    facts.retain(|fact| {
        let text = |pages| facts::page_of(fact, pages).map(|page| &page.text);
        text(base) != text(head_pages)
    });
    let (old, new) = (find(&facts, base), find(&facts, head_pages));
    let mut changes = Vec::new();
    for (id, (is, place)) in &new {
        let Some((was, old_place)) = old.get(id).filter(|(was, _)| was != is) else {
            continue;
        };
        use SentenceState::{Gone, Reworded, There};
        let message = match (was, is) {
            (_, Gone) => fact_lost::removed(id),
            (Gone, There) => fact_lost::back(id),
            (Gone, Reworded) => fact_lost::changed(id),
            (_, There) => fact_changed::back(id),
            (_, Reworded) => fact_changed::changed(id),
        };
        let severity = match is {
            There => Severity::Patch,
            Reworded | Gone => Severity::Dangerous,
        };
        let page = place
            .as_ref()
            .or(old_place.as_ref())
            .map_or("", |place| &*place.file);
        changes.push(
            Change::new(message, &owner(head, page))
                .member(id)
                .said(was.as_str(), is.as_str())
                .places(old_place.as_ref(), place.as_ref())
                .severity(severity)
                .help("check whether the fact still holds: if so, update its quote, otherwise remove it; it remains in effect until then"),
        );
    }
    changes
}

/// Returns what a page declares first.
fn owner(model: &Model, page: &str) -> QualifiedName {
    let name = file_name(page).to_lowercase();
    let known = model.pages.get(&name).cloned();
    known.unwrap_or_else(|| QualifiedName::new(page))
}

/// Looks up each sentence and its place. Facts whose page is missing are left out.
fn find(facts: &[Fact], pages: &[SourceFile]) -> BTreeMap<String, (SentenceState, Option<Place>)> {
    let one = |fact: &Fact| {
        let mut checked = [fact.clone()];
        let said = facts::check(&mut checked, pages);
        let [fact] = checked;
        fact.quote.as_ref()?;
        if said.iter().any(|found| found.rule() == &rules::FACT_UNUSED) {
            return None;
        }
        let stale = said.iter().find(|found| found.rule() == &rules::FACT_STALE);
        let nearest = stale
            .and_then(|found| found.labels.get(1))
            .map(|label| Place {
                file: label.file.clone(),
                line: 1,
                span: label.span,
            });
        let found = match (stale, &nearest) {
            (None, _) => SentenceState::There,
            (Some(_), Some(_)) => SentenceState::Reworded,
            (Some(_), None) => SentenceState::Gone,
        };
        Some((fact.id.clone(), (found, nearest.or(fact.place))))
    };
    facts.iter().filter_map(one).collect()
}
