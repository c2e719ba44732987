//! Words and numbers of a page that a fact file repeats.

use crate::span::Span;

/// A word on a page, and its position in the fact file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The word.
    pub text: String,
    /// Its position in the fact file.
    pub span: Span,
}

/// A number on a page, and its position in the fact file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The number.
    pub number: i64,
    /// Its position in the fact file.
    pub span: Span,
}
