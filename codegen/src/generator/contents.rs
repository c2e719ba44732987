//! What a crate consists of: the types that were asked for, and members that the docs have lost.

use std::borrow::Cow;

use crate::{
    diagnostic::Diagnostic,
    generator::{
        Error, Generator, loss,
        previous::Previous,
        quarantine::{self, Kept},
    },
    metadata::Metadata,
    model::{
        Model,
        select::{self, Reason},
    },
};

/// The types of a crate.
pub(super) struct Contents<'m> {
    /// The types that were asked for, as pages, facts and metadata describe them.
    pub described: Cow<'m, Model>,
    /// Why each of them is part of a selection.
    pub reasons: Vec<Reason>,
    /// The members in quarantine.
    pub kept: Kept,
    /// The types with these members.
    pub model: Model,
    /// What is wrong with the model.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'m> Contents<'m> {
    /// Selects from everything that is described. Refuses to lose much of what the crate had.
    pub(super) fn select(
        all: &'m Model,
        metadata: Option<&Metadata>,
        generator: &Generator,
        previous: Option<&Previous>,
    ) -> Result<Contents<'m>, Error> {
        let (described, reasons) = selection(all, &generator.config.only)?;
        if let Some(previous) = previous.filter(|_| !generator.ignore_lock) {
            loss::check(&previous.model, &described, generator)?;
        }
        let kept = previous.map(|previous| {
            let service = metadata.map(|metadata| metadata.csdl.members());
            quarantine::kept(previous, all, generator, service.as_ref())
        });
        let kept = kept.unwrap_or_default();
        let (model, diagnostics) = quarantine::add(&described, &kept);
        Ok(Contents {
            described,
            reasons,
            kept,
            model,
            diagnostics,
        })
    }
}

/// Returns the part of the model that was asked for.
pub(super) fn selection<'m>(
    model: &'m Model,
    only: &[String],
) -> Result<(Cow<'m, Model>, Vec<Reason>), Error> {
    if only.is_empty() {
        return Ok((Cow::Borrowed(model), Vec::new()));
    }
    let (model, reasons) = select::select(model, only).map_err(Error::Unknown)?;
    Ok((Cow::Owned(model), reasons))
}

/// Returns the number of types and enums, including the enums made from value lists.
pub(super) fn counts(model: &Model) -> (usize, usize) {
    let properties = model.types.values().flat_map(|ty| &ty.properties);
    let lists = properties
        .filter(|property| property.values.is_some())
        .count();
    (model.types.len(), model.enums.len() + lists)
}
