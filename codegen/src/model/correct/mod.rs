//! Puts right what pages have wrong, as facts written by hand say. A correction counts more than the page and more than the
//! metadata of the service; one that changes nothing is reported, and so are two of the same thing.

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
    rules,
    span::{Place, Span},
};
pub(super) use edit::Edit;

/// Corrections, in the order of the facts.
pub(super) struct Corrections<'f> {
    facts: Vec<(&'f Fact, &'f Correction, &'f PageExtract)>,
    /// Whether the pages say it themselves, if they have what it is of.
    said: Vec<Option<bool>>,
}

/// What a correction comes to in a model.
struct Judged {
    edit: Edit,
    /// Whether it is as the correction says.
    is_so: bool,
    /// Where a page has it.
    place: Option<Place>,
}

impl<'f> Corrections<'f> {
    /// Holds them against what the pages say.
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
            // A page that is not there was reported where the quote was looked for.
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

    /// Leaves out all but the first of what several facts correct.
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

    /// Applies them to what pages and metadata say together, and gives what was done, to be done again where later passes
    /// undo it.
    pub fn apply(&self, model: &mut Model, out: &mut Vec<Diagnostic>) -> Vec<Edit> {
        let mut edits = Vec::new();
        for ((fact, correction, page), said) in self.facts.iter().zip(&self.said) {
            match judge(fact, correction, page, model) {
                Err((span, why)) => out.push(attach::unused(fact, span, &why)),
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
        // What the others call by its old name is renamed last.
        edits.sort_by_key(Edit::is_of_names);
        apply_again(&edits, model);
        edits
    }
}

/// Applies edits that a later pass may have undone.
pub(super) fn apply_again(edits: &[Edit], model: &mut Model) {
    edits.iter().for_each(|edit| edit.apply(model));
}

/// What a correction comes to, or what of it is not there.
fn judge(
    fact: &Fact,
    correction: &Correction,
    page: &PageExtract,
    model: &Model,
) -> Result<Judged, (Span, String)> {
    let target = target::find(fact, correction, page, model)?;
    let edit = Edit::new(&target, correction, model)?;
    Ok(Judged {
        is_so: edit.is_so(model),
        place: edit.place(model),
        edit,
    })
}

fn conflict(fact: &Fact, first: &Fact) -> Diagnostic {
    let message = format!(
        "the facts `{}` and `{}` correct the same thing",
        first.id, fact.id
    );
    Diagnostic::new(&rules::FACT_CONFLICT, &fact.file, fact.span, message)
        .label("left out")
        .also(&first.file, first.span, "this one is used")
        .help("remove one of them")
}

/// Takes the place of what is said of a quote that is no longer there.
fn obsolete(fact: &Fact, judged: &Judged) -> Diagnostic {
    let message = format!(
        "the correction `{}` is no longer needed: `{}` says so itself",
        fact.id, fact.page
    );
    let span = fact.quote.as_ref().map_or(fact.span, |quote| quote.span);
    let found = Diagnostic::new(&rules::FACT_OBSOLETE, &fact.file, span, message);
    let found = match &judged.place {
        Some(place) => found.also(&place.file, place.span, "as corrected"),
        None => found,
    };
    found.help("remove the fact")
}
