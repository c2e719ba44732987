//! What a page has wrong, and what is right.

use super::Named;
use crate::{extract::Limit, span::Span};

/// One thing that a page has wrong.
#[derive(Clone, Debug)]
pub struct Correction {
    /// What the page has it of.
    pub subject: Subject,
    /// What is right.
    pub right: Right,
    /// Where that stands in the file of facts.
    pub span: Span,
    /// Where the mistake was reported.
    pub link: String,
}

/// What a correction is of.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The type of the page.
    Type,
    /// One of its properties.
    Property(Named),
    /// A value that is listed for one of its properties.
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

/// What is right.
#[derive(Clone, Debug, PartialEq)]
pub enum Right {
    /// This type, `Collection(x)` for a list.
    Type(String),
    /// This base.
    Base(String),
    /// Whether null is a value.
    Nullable(bool),
    /// Whether only the service sets it.
    ReadOnly(bool),
    /// Whether it must be given on creation.
    Required(bool),
    /// This name on the wire.
    Name(String),
    /// This description.
    Text(String),
    /// This limit in place of another of its kind.
    Limit(Limit),
    /// No limit at all.
    Unlimited,
    /// Whether the service has it.
    Exists(bool),
}

impl Right {
    /// The key that states it.
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
    /// The word that the quoted passage must have: what it is wrong about.
    pub(super) fn stated_word(&self) -> Option<&Named> {
        match &self.subject {
            Subject::Type => None,
            Subject::Property(property) => Some(property),
            Subject::Value { property, member } => match self.right {
                // What the page leaves out its sentence does not have.
                Right::Exists(true) => Some(property),
                _ => Some(member),
            },
            Subject::Member { member, .. } => (self.right != Right::Exists(true)).then_some(member),
        }
    }
}
