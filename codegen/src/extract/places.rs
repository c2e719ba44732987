//! Turns spans of a page into places.

use std::sync::Arc;

use crate::{
    source::SourceFile,
    span::{Place, Span},
};

/// The page and its lines.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub path: &'a Arc<str>,
    pub file: &'a SourceFile,
}

impl Places<'_> {
    /// Returns the place of these bytes.
    pub(super) fn at(self, span: Span) -> Place {
        Place {
            file: self.path.clone(),
            line: self.file.line(span.start),
            span,
        }
    }
}
