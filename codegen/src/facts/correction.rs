//! Corrections: what a page has wrong, and what is right.

use super::Named;
use crate::{extract::Limit, span::Span};

/// The correction of a single mistake.
#[derive(Clone, Debug)]
pub struct Correction {
    /// What the mistake is about.
    pub subject: Subject,
    /// What is right.
    pub right: Right,
    /// Its position in the fact file.
    pub span: Span,
    /// Link to the report of the mistake.
    pub link: String,
}

/// What a correction is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The type of the page.
    Type,
    /// One of its properties.
    Property(Named),
    /// A value in the value list of one of its properties.
    Value {
        /// The property.
        property: Named,
        /// The value, as the page has it.
        member: Named,
    },
    /// A member of an enum.
    Member {
        /// The enum.
        of: Named,
        /// The member, as the page has it.
        member: Named,
    },
}

/// The corrected statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Right {
    /// The type; `Collection(x)` for a list.
    Type(String),
    /// The base type.
    Base(String),
    /// Whether null is allowed.
    Nullable(bool),
    /// Whether only the service sets it.
    ReadOnly(bool),
    /// Whether it must be given on creation.
    Required(bool),
    /// The name on the wire.
    Name(String),
    /// The description.
    Text(String),
    /// A limit, which replaces another one of its kind.
    Limit(Limit),
    /// There is no limit.
    Unlimited,
    /// Whether the service has it.
    Exists(bool),
}

impl Right {
    /// Returns the key that states it.
    pub fn key(&self) -> &'static str {
        match self {
            Right::Type(_) => "type",
            Right::Base(_) => "base",
            Right::Nullable(_) => "nullable",
            Right::ReadOnly(_) => "read-only",
            Right::Required(_) => "required",
            Right::Name(_) => "name",
            Right::Text(_) => "text",
            Right::Limit(Limit::MaxLength(_)) => "max-length",
            Right::Limit(Limit::MaxBytes(_)) => "max-bytes",
            Right::Limit(Limit::MaxItems(_)) => "max-items",
            Right::Limit(Limit::Range(..)) => "range",
            Right::Unlimited => "unlimited",
            Right::Exists(_) => "exists",
        }
    }
}

impl Correction {
    /// Returns the word that the quoted passage must contain: the subject of the mistake.
    pub(super) fn stated_word(&self) -> Option<&Named> {
        match &self.subject {
            Subject::Type => None,
            Subject::Property(property) => Some(property),
            Subject::Value { property, member } => match self.right {
                // The sentence cannot contain what the page omits.
                Right::Exists(true) => Some(property),
                _ => Some(member),
            },
            Subject::Member { member, .. } => (self.right != Right::Exists(true)).then_some(member),
        }
    }
}
