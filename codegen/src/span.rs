//! Positions in a file.

use std::sync::Arc;

/// A half-open range of bytes in a source file as it is on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span from `start` to `end`, exclusive.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Returns the smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A span in a named file, with its line for messages that are formatted without the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the page.
    pub file: Arc<str>,
    /// Line, counted from 1.
    pub line: usize,
    /// Bytes.
    pub span: Span,
}
