//! Where something stands in a file.

use std::sync::Arc;

/// A half-open range of bytes in a source file, counted in the file as it is on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A span in a named file, with its line for messages that do not have the text at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the page.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Bytes.
    pub span: Span,
}
