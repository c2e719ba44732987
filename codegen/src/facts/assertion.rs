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
    pub fn stated_words(&self) -> Vec<(String, Span)> {
        let mut said = Vec::new();
        let mut word = |named: &Named| said.push((named.text.clone(), named.span));
        match self {
            Assertion::Lifecycle {
                property,
                pending,
                succeeded,
                failed,
                absent,
            } => {
                word(property);
                [pending, succeeded, failed]
                    .into_iter()
                    .flatten()
                    .for_each(word);
                said.extend(absent.map(|span| ("null".to_owned(), span)));
            }
            Assertion::Limit {
                property,
                limit,
                span,
            } => {
                word(property);
                let numbers = match limit {
                    Limit::MaxLength(n) | Limit::MaxBytes(n) | Limit::MaxItems(n) => {
                        vec![n.to_string()]
                    }
                    Limit::Range(from, to) => vec![from.to_string(), to.to_string()],
                };
                said.extend(numbers.into_iter().map(|number| (number, *span)));
            }
            Assertion::Base(name) | Assertion::Context(name) => word(name),
            Assertion::Enum { property, name: _ } => word(property),
            Assertion::Content {
                property, types, ..
            } => {
                word(property);
                types.iter().for_each(word);
            }
            Assertion::Address { properties } => properties.iter().for_each(word),
            Assertion::Removal { property, values } => {
                word(property);
                values.iter().for_each(word);
            }
            Assertion::Correction(correction) => {
                correction.stated_word().into_iter().for_each(word);
            }
            Assertion::Results { property, ranges } => {
                word(property);
                for number in ranges.iter().flat_map(|(_, from, to)| [from, to]) {
                    said.push((number.number.to_string(), number.span));
                }
            }
        }
        said
    }
}
