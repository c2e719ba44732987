//! Words of sentences and table headers, in lower case. To teach the reader another phrase, add to these. Headings are
//! matched in `section.rs` and `head.rs`, names of primitives in `type_word.rs`. `translations.toml` has the words of
//! other languages.

/// Header of the first column in a property table.
pub(crate) const PROPERTY: &[&str] = &["property", "properties", "property name", "name"];

/// Unusual headers with the same meaning.
pub(super) const PROPERTY_TOO: &[&str] = &["member", "field"];

/// Headers with the same meaning in a section of properties. Elsewhere they head other tables.
pub(super) const PROPERTY_THERE: &[&str] = &["attribute", "parameter", "key", "column"];

/// Header of the first column in a relationship table.
pub(super) const RELATIONSHIP: &[&str] = &[
    "relationship",
    "relationships",
    "relationship name",
    "navigation",
    "navigation property",
];

/// Header of the first column in a table of methods.
pub(super) const METHOD: &[&str] = &[
    "method",
    "methods",
    "function",
    "task",
    "operation",
    "action",
    "common task",
];

/// Last word in the header of the first column in an enum table.
pub(super) const MEMBER: &[&str] = &[
    "member",
    "value",
    "values",
    "name",
    "names",
    "members",
    "enumeration",
    "option",
    "constant",
    "literal",
];

/// The member of an enum that stands for all members that a client does not know yet.
pub const SENTINEL: &str = "unknownFutureValue";

/// Last word in the heading of a section about an enum.
pub(super) const VALUES: &[&str] = &["values", "value", "options"];

/// The word before it, or the last one itself.
pub(super) const ENUMERATION: &[&str] = &["enumeration", "enum"];

/// Header of the type column.
pub(super) const TYPE: &[&str] = &[
    "type",
    "data type",
    "datatype",
    "property type",
    "value type",
    "types",
];

/// Header of the description column.
pub(super) const DESCRIPTION: &[&str] = &["description", "descriptions"];

/// Header of a column that says which properties are required.
pub(super) const IS_REQUIRED: &[&str] = &["required", "required?"];

/// Header of a column that says which properties may be null.
pub(super) const IS_NULLABLE: &[&str] = &["nullable", "nullable?"];

/// Header of the column with the numbers of members.
pub(super) const NUMBER: &[&str] = &["value", "int value"];

/// Header of the column with the return types of methods.
pub(super) const RETURN_TYPE: &[&str] = &["return type"];

/// The answer yes in a cell.
pub(super) const YES: &[&str] = &["yes", "true", "y", "required"];

/// The answer no in a cell.
pub(super) const NO: &[&str] = &["no", "false", "n", "optional"];

/// Words for a list, as in `x collection` and `array of x`.
pub(super) const LIST: &[&str] = &[COLLECTION, "array", LIST_OR_NAME];

/// The word for a list that is also read as one in the text of a link, and by itself.
pub(super) const COLLECTION: &str = "collection";

/// The word for a list that may instead be the last word of a name, as in `task list`.
pub(super) const LIST_OR_NAME: &str = "list";

/// Marks in parentheses after the type of a property, which are not part of it.
pub(super) const TYPE_MARKS: &[&str] = &[
    "read-only",
    "readonly",
    "read only",
    "optional",
    "required",
    "nullable",
    "deprecated",
];

/// Words before the base of a type.
pub(super) const EXTENDS: &[&str] = &[
    "inherits from",
    "derives from",
    "derived from",
    "extends",
    "subclass of",
    "subtype of",
    "sub-type of",
    "inheriting from",
    "inherits properties from",
    "inherits all properties from",
    "inherits all properties of",
    "inherits the",
    "inherits:",
];

/// A label before the base of a type.
pub(super) const BASE_TYPE: &str = "base type:";

/// Every phrase above contains one of these. Most sentences have none, which takes few searches to find out.
pub(super) const EXTENDS_STEMS: &[&str] = &["inherit", "deriv", "exten", "sub"];

/// Words before the types that extend a type.
pub(super) const EXTENDED_BY: &[&str] = &[
    "base type of",
    "base type for",
    "inherited by",
    "base class for",
    "base class of",
    "extended by",
    "derived types are",
    "derived types include",
];

/// Every phrase above contains one of these.
pub(super) const EXTENDED_BY_STEMS: &[&str] = &["base", " by", "derived types"];

/// Words before the type from which a property is inherited.
pub(super) const INHERITED_FROM: &[&str] = &["inherited from", "inherits from"];

/// Words after that type, which languages have that put the verb last; no English ones, only translations.
pub(super) const INHERITED_BEHIND: &str = "from which it inherits";

/// Phrases that call a type abstract.
pub(super) const ABSTRACT: &[&str] = &[
    "abstract type",
    "abstract class",
    "abstract base",
    "abstract resource",
    "abstract entity",
    "is abstract",
];

/// Subjects of sentences about the property itself.
pub(super) const SUBJECTS: &[&str] = &[
    "this property",
    "the property",
    "this field",
    "this value",
    "the value",
    "property",
    "this",
    "it",
];

/// Kinds of things after a mark, as in `a read-only property`.
pub(super) const MARK_NOUNS: &[&str] = &[" attribute", " property", " field", " value"];

/// Set only by the service.
pub(super) const READ_ONLY: &[&str] = &["read-only", "read only", "readonly"];

/// Never returned.
pub(super) const WRITE_ONLY: &[&str] = &["write-only", "write only"];

/// May be null.
pub(super) const NULLABLE: &[&str] = &["nullable"];

/// The same, at the end of a sentence that ends with `null`.
pub(super) const CAN_BE_NULL: &[&str] = &["can be null", "may be null"];

/// May not be null.
pub(super) const NOT_NULLABLE: &[&str] = &["not nullable", "non-nullable", "not null", "non-null"];

/// The same, at the end of a sentence that ends with `null` or `nullable`.
pub(super) const CANNOT_BE_NULL: &[&str] = &[
    "isn't nullable",
    "can't be null",
    "cannot be null",
    "must not be null",
];

/// Must be given.
pub(super) const REQUIRED: &[&str] = &["required", "mandatory"];

/// Must be given on creation.
pub(super) const ON_CREATION: &[&str] = &[
    "required when creating",
    "required during",
    "required on create",
];

/// Part of the key.
pub(super) const KEY: &[&str] = &["key", "key of the entity", "key property"];

/// Beginnings of the marks.
pub(super) const MARK_STEMS: &[&str] =
    &["read", "requ", "mand", "writ", "not", "non-", "null", "key"];

/// Words that begin a condition. A mark with a condition is only for readers of the documentation.
pub(super) const MARK_CONDITIONS: &[&str] = &[
    "for", "when", "if", "unless", "after", "until", "once", "except", "while", "but",
];

/// Words as in `after it is created, the name cannot be changed`.
pub(super) const CHANGED: &[&str] = &["changed", "modified", "updated", "edited", "immutable"];

/// Phrases as in `can only be set when the thing is created`.
pub(super) const SET_ONCE: &[&str] = &[
    "can only be set",
    "can be set only",
    "can only be specified",
    "can be specified only",
];

/// Phrases that state the upper limit of a value, next to a number.
pub(super) const MAXIMUM: &[&str] = &[
    "max ",
    "max.",
    "maximum",
    "up to",
    "at most",
    "limit is",
    "limited to",
    "not exceed",
    "can't exceed",
    "no more than",
    "or fewer",
    "limit of",
];

/// Words before `deprecated` that make it a statement about the subject. In `use their deprecated version` or in a list
/// of states it is not one.
pub(super) const DEPRECATED_VERBS: &[&str] =
    &["is", "are", "was", "were", "be", "been", "being", "now"];

/// Words before `values` that introduce a list.
pub(super) const LIST_ADJECTIVES: &[&str] = &[
    "possible",
    "allowed",
    "valid",
    "supported",
    "permitted",
    "accepted",
    "acceptable",
    "available",
    "different",
];

/// Words before one of the adjectives or phrases that turn it into its opposite.
pub(super) const LIST_NEGATIONS: &[&str] = &["not", "not be", "cannot be", "never", "longer"];

/// Words that turn `one of` at the end of their clause into its opposite, unless the clause is a condition.
pub(super) const CLAUSE_NEGATIONS: &[&str] = &[
    "not",
    "never",
    "cannot",
    "can't",
    "mustn't",
    "shouldn't",
    "isn't",
    "aren't",
];

/// Words that begin a clause of its own.
pub(super) const CLAUSE_STARTS: &[&str] = &["and", "but", "then", "that"];

/// Words after `values` that introduce a list.
pub(super) const LIST_VERBS: &[&str] = &[
    "are",
    "is",
    "include",
    "includes",
    "can be one of",
    "can be",
    "could be",
    "may be",
    "must be",
    "as follows",
    ":",
];

/// Words between the introduction of a list and its condition.
pub(super) const LIST_CONDITIONS: &[&str] = &["when", "if", "where", "unless"];

/// Words right before the values of a choice. A list of them counts for a property with an undeclared type.
pub(super) const CHOICES: &[&str] = &[
    "can be",
    "could be",
    "may be",
    "must be",
    "shall be",
    "should be",
    "one of",
    "either",
    "either be",
    "is",
    "are",
    "include",
    "includes",
    "accepts",
    "set to",
];

/// Words of a sentence that says nothing but which values there are, as in `it can be set to a or b`.
pub(super) const CHOICE_WORDS: &[&str] = &[
    "the",
    "this",
    "it",
    "property",
    "field",
    "can",
    "could",
    "may",
    "must",
    "shall",
    "should",
    "be",
    "is",
    "are",
    "have",
    "has",
    "only",
    "set",
    "to",
    "of",
    "following",
    "these",
    "two",
    "three",
    "currently",
    "supports",
    "possible",
    "allowed",
    "valid",
    "supported",
    "accepted",
    "available",
    "known",
    "value",
];

/// Words that such a sentence has at least one of, besides `can be` and the like.
pub(super) const CHOICE_NOUNS: &[&str] = &["one", "either", "values", "options", "states", "types"];

/// Phrases that introduce a list in any context.
pub(super) const ONE_OF: &[&str] = &["one of the following", "one of these"];
