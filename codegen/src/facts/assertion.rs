//! What a fact can say.

use super::Correction;
use crate::{extract::Limit, span::Span};

/// A word of a page, and where the fact has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The word.
    pub text: String,
    /// Where it stands in the file of facts.
    pub span: Span,
}

/// A number of a page, and where the fact has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The number.
    pub number: i64,
    /// Where it stands in the file of facts.
    pub span: Span,
}

/// What kind of result a range of codes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResultLevel {
    /// It went well.
    Success,
    /// The caller made a mistake.
    ClientError,
    /// The service did.
    ServerError,
}

/// What a fact says.
#[derive(Clone, Debug)]
pub enum Assertion {
    /// What statuses mean for the life of an operation.
    Lifecycle {
        /// The property that holds the status.
        property: Named,
        /// Statuses from which updates follow, the earliest first.
        pending: Vec<Named>,
        /// Final statuses of success.
        succeeded: Vec<Named>,
        /// Final statuses of failure.
        failed: Vec<Named>,
        /// Whether no operation at all means that updates follow.
        absent: Option<Span>,
    },
    /// How much a property may hold.
    Limit {
        /// The property.
        property: Named,
        /// The limit.
        limit: Limit,
        /// Where its number stands.
        span: Span,
    },
    /// The type that this one extends.
    Base(Named),
    /// The name of the enum that the values of a property make.
    Enum {
        /// The property.
        property: Named,
        /// The enum.
        name: Named,
    },
    /// What a member holds that no table has.
    Content {
        /// The member.
        property: Named,
        /// The types of what it holds.
        types: Vec<Named>,
        /// Whether it may hold a list of them.
        list: bool,
    },
    /// Members that hold the address of what a notification is about.
    Address {
        /// The member, and others that take its place.
        properties: Vec<Named>,
    },
    /// Values that say that a resource is no longer there.
    Removal {
        /// The property.
        property: Named,
        /// The values.
        values: Vec<Named>,
    },
    /// What ranges of a code stand for.
    Results {
        /// The property that holds the code.
        property: Named,
        /// From and to, both included.
        ranges: Vec<(ResultLevel, Numbered, Numbered)>,
    },
    /// A text that the client chooses and that is different for each.
    Context(Named),
    /// What a page has wrong.
    Correction(Correction),
}

impl Assertion {
    /// The kind, as facts spell it.
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

    /// Every word and number that a sentence must have to say this, with its place in the file of facts.
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
