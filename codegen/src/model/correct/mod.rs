//! Applies corrections, which take precedence over the pages and over the metadata of the service. A correction that
//! changes nothing is reported, and so are two that correct the same thing.

mod apply;
mod declared;
mod edit;
mod said;
mod target;

use std::sync::Arc;

use super::{Model, attach};
use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    facts::{Assertion, Correction, Fact, page_named},
    rules::{self, Message},
    span::{Place, Span},
};
pub(super) use edit::Edit;

/// Corrections, in the order of the facts.
pub(super) struct Corrections<'f> {
    facts: Vec<(&'f Fact, &'f Correction, &'f PageExtract)>,
    /// Whether the pages already match each correction, if its target exists.
    said: Vec<Option<bool>>,
}

/// A correction resolved against a model.
struct Judged {
    edit: Edit,
    /// Whether the model already matches the correction.
    is_so: bool,
    /// The place on a page that it comes from.
    place: Option<Place>,
}

impl<'f> Corrections<'f> {
    /// Resolves the corrections among the facts and compares them with what the pages say.
    pub fn new(
        facts: &'f [Fact],
        pages: &'f [Arc<PageExtract>],
        model: &Model,
        out: &mut Vec<Diagnostic>,
    ) -> Corrections<'f> {
        let mut corrections = Corrections {
            facts: Vec::new(),
            said: Vec::new(),
        };
        for fact in facts {
            let Assertion::Correction(correction) = &fact.assertion else {
                continue;
            };
            // A missing page was reported when the quote was not found.
            let Some(page) = page_named(fact, pages, |page| &page.path) else {
                continue;
            };
            corrections.facts.push((fact, correction, page));
        }
        let judged = corrections.facts.iter();
        let judged: Vec<_> = judged
            .map(|(fact, correction, page)| judge(fact, correction, page, model).ok())
            .collect();
        corrections.said = judged
            .iter()
            .map(|judged| judged.as_ref().map(|judged| judged.is_so))
            .collect();
        corrections.refuse_second(&judged, out);
        corrections
    }

    /// Keeps only the first of several corrections of the same thing.
    fn refuse_second(&mut self, judged: &[Option<Judged>], out: &mut Vec<Diagnostic>) {
        let mut kept: Vec<usize> = Vec::new();
        for (at, found) in judged.iter().enumerate() {
            let is_same = |other: &&usize| match (&judged[**other], found) {
                (Some(other), Some(found)) => other.edit.is_of_same(&found.edit),
                _ => false,
            };
            match kept.iter().find(is_same) {
                Some(first) => out.push(conflict(self.facts[at].0, self.facts[*first].0)),
                None => kept.push(at),
            }
        }
        self.facts = kept.iter().map(|at| self.facts[*at]).collect();
        self.said = kept.iter().map(|at| self.said[*at]).collect();
    }

    /// Applies the corrections to the model of pages and metadata. Returns the edits, which must be applied again if
    /// later passes undo them.
    pub fn apply(&self, model: &mut Model, out: &mut Vec<Diagnostic>) -> Vec<Edit> {
        let mut edits = Vec::new();
        for ((fact, correction, page), said) in self.facts.iter().zip(&self.said) {
            match judge(fact, correction, page, model) {
                Err((span, why)) => out.push(attach::unused(fact, span, why)),
                Ok(judged) if judged.is_so && *said != Some(false) => {
                    out.push(obsolete(fact, &judged));
                }
                Ok(judged) => {
                    let corrected = judged.edit.corrected(fact, correction, model);
                    let owner = judged.edit.owner.clone();
                    model.corrected.entry(owner).or_default().push(corrected);
                    edits.push(judged.edit);
                }
            }
        }
        // Renames come last, because other edits use the old name.
        edits.sort_by_key(Edit::is_of_names);
        apply_again(&edits, model);
        edits
    }
}

/// Applies edits again that a later pass may have undone.
pub(super) fn apply_again(edits: &[Edit], model: &mut Model) {
    edits.iter().for_each(|edit| edit.apply(model));
}

/// Resolves a correction, or returns which part of it was not found.
fn judge(
    fact: &Fact,
    correction: &Correction,
    page: &PageExtract,
    model: &Model,
) -> Result<Judged, (Span, Message)> {
    let target = target::find(fact, correction, page, model)?;
    let edit = Edit::new(&target, correction, model)?;
    Ok(Judged {
        is_so: edit.is_so(model),
        place: edit.place(model),
        edit,
    })
}

fn conflict(fact: &Fact, first: &Fact) -> Diagnostic {
    let message = rules::fact_conflict(&first.id, &fact.id);
    Diagnostic::new(message, &fact.file, fact.span)
        .label("left out")
        .also(&first.file, first.span, "this one is used")
        .help("remove one of them")
}

/// Reports an obsolete correction. This finding replaces the one about its stale quote.
fn obsolete(fact: &Fact, judged: &Judged) -> Diagnostic {
    let message = rules::fact_obsolete(&fact.id, &fact.page);
    let span = fact.quote.as_ref().map_or(fact.span, |quote| quote.span);
    let found = Diagnostic::new(message, &fact.file, span);
    let found = match &judged.place {
        Some(place) => found.also_at(place, "as corrected"),
        None => found,
    };
    found.help("remove the fact")
}
