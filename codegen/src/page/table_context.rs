//! The page from which the cells of a table are read.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    page::inline,
    prose::{Inlines, Text, is_stray_mark},
    span::Span,
};

/// The page around a table.
#[derive(Clone, Copy)]
pub(super) struct TableContext<'a> {
    /// The text that is read. Its first byte is at `offset` in the file.
    pub text: &'a Text,
    pub offset: usize,
    pub definitions: &'a BTreeMap<String, String>,
    pub path: &'a Arc<str>,
}

impl<'a> TableContext<'a> {
    /// Parses a part of the text that begins at this offset in the file.
    pub(super) fn inlines(&self, part: &str, start: usize) -> Inlines {
        inline::read(&inline::shared(self.text, part), start, self.definitions)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text
            .get(span.start - self.offset..span.end - self.offset)
            .unwrap_or_default()
    }
}

/// Whether a character may be between the content of a cell and its pipes.
fn is_outer(c: char) -> bool {
    c.is_whitespace() || is_stray_mark(c)
}

/// Returns the range of a text without surrounding white space.
pub(super) fn trimmed(text: &str) -> (usize, usize) {
    let end = text.trim_end_matches(is_outer).len();
    let start = end - text[..end].trim_start_matches(is_outer).len();
    (start, end)
}
