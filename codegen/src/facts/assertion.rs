//! The assertions that a fact can make.

use super::{Correction, Named, Numbered};
use crate::{extract::Limit, span::Span};

/// Class of result that a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResultClass {
    /// The request succeeded.
    Success,
    /// The caller made a mistake.
    ClientError,
    /// The service failed.
    ServerError,
}

/// An assertion about the types.
#[derive(Clone, Debug)]
pub enum Assertion {
    /// What each status means for the progress of an operation.
    Lifecycle {
        /// The property that holds the status.
        property: Named,
        /// Statuses of an operation that is still running, earliest first.
        pending: Vec<Named>,
        /// Final statuses after success.
        succeeded: Vec<Named>,
        /// Final statuses after failure.
        failed: Vec<Named>,
        /// Whether a missing operation counts as running, and where the fact says so.
        absent: Option<Span>,
    },
    /// A limit on the value of a property.
    Limit {
        /// The property.
        property: Named,
        /// The limit.
        limit: Limit,
        /// Position of its number.
        span: Span,
    },
    /// The base type.
    Base(Named),
    /// A name for the enum that the values of a property form.
    Enum {
        /// The property.
        property: Named,
        /// The enum.
        name: Named,
    },
    /// The content of a member that no table describes.
    Content {
        /// The member.
        property: Named,
        /// The types of its content.
        types: Vec<Named>,
        /// Whether it may contain a list of them.
        list: bool,
    },
    /// Members with the address of the resource that a notification is about.
    Address {
        /// The member, followed by others that may be there instead.
        properties: Vec<Named>,
    },
    /// Values that say that a resource no longer exists.
    Removal {
        /// The property.
        property: Named,
        /// The values.
        values: Vec<Named>,
    },
    /// The meaning of ranges of a code.
    Results {
        /// The property that holds the code.
        property: Named,
        /// Class, first code and last code of each range.
        ranges: Vec<(ResultClass, Numbered, Numbered)>,
    },
    /// A text that the client chooses, different for each operation.
    Context(Named),
    /// A mistake on a page.
    Correction(Correction),
}

impl Assertion {
    /// Returns the kind of the assertion, as fact files write it.
    pub fn kind(&self) -> &'static str {
        match self {
            Assertion::Lifecycle { .. } => "lifecycle",
            Assertion::Limit { .. } => "limit",
            Assertion::Base(_) => "base",
            Assertion::Enum { .. } => "enum",
            Assertion::Content { .. } => "content",
            Assertion::Address { .. } => "address",
            Assertion::Removal { .. } => "removal",
            Assertion::Results { .. } => "results",
            Assertion::Context(_) => "context",
            Assertion::Correction(_) => "correct",
        }
    }

    /// Returns the property that it is about.
    pub fn property(&self) -> Option<&Named> {
        match self {
            Assertion::Lifecycle { property, .. }
            | Assertion::Limit { property, .. }
            | Assertion::Enum { property, .. }
            | Assertion::Content { property, .. }
            | Assertion::Removal { property, .. }
            | Assertion::Results { property, .. }
            | Assertion::Context(property) => Some(property),
            Assertion::Address { properties } => properties.first(),
            Assertion::Base(_) | Assertion::Correction(_) => None,
        }
    }

    /// Returns the properties that it names.
    pub fn properties_mut(&mut self) -> &mut [Named] {
        match self {
            Assertion::Lifecycle { property, .. }
            | Assertion::Limit { property, .. }
            | Assertion::Enum { property, .. }
            | Assertion::Content { property, .. }
            | Assertion::Removal { property, .. }
            | Assertion::Results { property, .. }
            | Assertion::Context(property) => std::slice::from_mut(property),
            Assertion::Address { properties } => properties,
            Assertion::Base(_) | Assertion::Correction(_) => &mut [],
        }
    }

    /// Returns the types that it refers to.
    pub fn types_mut(&mut self) -> &mut [Named] {
        match self {
            Assertion::Base(name) => std::slice::from_mut(name),
            Assertion::Content { types, .. } => types,
            _ => &mut [],
        }
    }

    /// Returns the values that it names, all of the same property.
    pub fn values_mut(&mut self) -> Vec<&mut Named> {
        match self {
            Assertion::Lifecycle {
                pending,
                succeeded,
                failed,
                ..
            } => [pending, succeeded, failed].into_iter().flatten().collect(),
            Assertion::Removal { values, .. } => values.iter_mut().collect(),
            _ => Vec::new(),
        }
    }

    /// Returns every word and number that the sentence must contain, with its position in the fact file.
    pub fn into_stated_words(mut self) -> Vec<(String, Span)> {
        let mut named = self.properties_mut().to_vec();
        named.extend_from_slice(self.types_mut());
        named.extend(self.values_mut().into_iter().map(|value| value.clone()));
        let word = |named: Named| (named.text, named.span);
        let mut said: Vec<_> = named.into_iter().map(word).collect();
        let mut number = |number: String, span| said.push((number, span));
        match self {
            Assertion::Lifecycle { absent, .. } => {
                said.extend(absent.map(|span| ("null".to_owned(), span)));
            }
            Assertion::Limit { limit, span, .. } => match limit {
                Limit::MaxLength(most) | Limit::MaxBytes(most) | Limit::MaxItems(most) => {
                    number(most.to_string(), span);
                }
                Limit::Range(from, to) => {
                    number(from.to_string(), span);
                    number(to.to_string(), span);
                }
            },
            Assertion::Results { ranges, .. } => {
                for stated in ranges.iter().flat_map(|(_, from, to)| [from, to]) {
                    number(stated.number.to_string(), stated.span);
                }
            }
            Assertion::Correction(correction) => {
                said.extend(correction.stated_word().cloned().map(word));
            }
            _ => {}
        }
        said
    }
}
