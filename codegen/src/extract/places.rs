//! Turns spans of a page into places.

use std::sync::Arc;

use crate::{
    extract::flat::Flat,
    prose::Inline,
    source::SourceFile,
    span::{Place, Span},
};

/// The page and its lines.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub path: &'a Arc<str>,
    pub file: &'a SourceFile,
    /// Whether the page is translated from English.
    pub is_translated: bool,
}

impl Places<'_> {
    /// Returns a text in which to search, with the words in English.
    pub(super) fn flat(self, text: &[Inline]) -> Flat<'_> {
        Flat::new(text, self.is_translated)
    }

    /// Returns the place of these bytes.
    pub(super) fn at(self, span: Span) -> Place {
        Place {
            file: self.path.clone(),
            line: self.file.line(span.start),
            span,
        }
    }
}
