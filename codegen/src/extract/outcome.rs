//! Outcome of a page.

use crate::{diagnostic::Diagnostic, extract::PageExtract};

/// Outcome of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It declares at least one type or enum.
    Generated,
    /// It declares nothing, for the reason given.
    Skipped(&'static str),
    /// It could not be used; a diagnostic says why.
    Error,
}

impl Outcome {
    /// Returns the outcome of a page from what it says and its diagnostics.
    pub(crate) fn of(page: &PageExtract, diagnostics: &[Diagnostic]) -> Outcome {
        if page.name().is_some() || !page.enums.is_empty() {
            Outcome::Generated
        } else if diagnostics.iter().any(|found| found.rule().unusable) {
            Outcome::Error
        } else if !page.resources.is_empty() {
            Outcome::Skipped("its annotation names no type")
        } else if !page.rows.is_empty() {
            Outcome::Skipped("its table of properties belongs to no type")
        } else {
            Outcome::Skipped("it declares no type")
        }
    }
}
