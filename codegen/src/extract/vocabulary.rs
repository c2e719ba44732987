//! The words of sentences and of the heads of tables, in lower case. Who teaches the reader another language, or another way to
//! say a thing, adds to these; headings are matched in `section.rs` and `head.rs`, the names of primitives in `type_word.rs`.

/// Heads the first column of a table of properties.
pub(crate) const PROPERTY: &[&str] = &[
    "property",
    "properties",
    "property name",
    "name",
    "属性",
    "属性名称",
    "属性名",
];

/// Is taken for the same, and is not usual.
pub(super) const PROPERTY_TOO: &[&str] = &["名称", "member", "field"];

/// Heads the first column of a table of relationships.
pub(super) const RELATIONSHIP: &[&str] = &[
    "relationship",
    "relationships",
    "relationship name",
    "navigation",
    "navigation property",
    "关系",
    "关系名称",
];

/// Heads the first column of a table of methods.
pub(super) const METHOD: &[&str] = &[
    "method",
    "function",
    "task",
    "operation",
    "action",
    "方法",
    "函数",
    "common task",
];

/// Heads the first column of a table of the members of an enum, as its last word.
pub(super) const MEMBER: &[&str] = &[
    "member",
    "value",
    "values",
    "name",
    "names",
    "members",
    "成员",
    "值",
    "成员名称",
];

/// Heads the column of types.
pub(super) const TYPE: &[&str] = &["type", "data type", "类型"];

/// Heads the column of descriptions.
pub(super) const DESCRIPTION: &[&str] = &["description", "descriptions", "说明", "描述"];

/// Heads a column that says which properties must be given.
pub(super) const IS_REQUIRED: &[&str] = &["required", "required?", "必需", "必填"];

/// Heads a column that says which properties take null.
pub(super) const IS_NULLABLE: &[&str] = &["nullable", "nullable?", "可为空"];

/// Heads the column of the numbers of members.
pub(super) const NUMBER: &[&str] = &["value", "int value", "值"];

/// Heads the column of what methods return.
pub(super) const RETURN_TYPE: &[&str] = &["return type", "返回类型"];

/// The answer yes in a cell.
pub(super) const YES: &[&str] = &["yes", "true", "y", "required", "是"];

/// The answer no in a cell.
pub(super) const NO: &[&str] = &["no", "false", "n", "optional", "否"];

/// Stands in parentheses behind the type of a property, and is no part of it.
pub(super) const TYPE_MARKS: &[&str] = &[
    "read-only",
    "readonly",
    "read only",
    "optional",
    "required",
    "nullable",
    "deprecated",
];

/// In front of the base of a type.
pub(super) const EXTENDS: &[&str] = &[
    "inherits from",
    "derives from",
    "derived from",
    "extends",
    "subclass of",
    "subtype of",
    "sub-type of",
    "inherits the",
    "继承自",
    "派生自",
];

/// One of these is in each of the English words above. Most sentences have none, and few searches tell so.
pub(super) const EXTENDS_STEMS: &[&str] = &["inherit", "deriv", "exten", "sub"];

/// In front of the types that extend one.
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

/// As of the words for a base.
pub(super) const EXTENDED_BY_STEMS: &[&str] = &["base", " by", "derived types"];

/// In front of the type from which a row says that a property comes.
pub(super) const INHERITED_FROM: &[&str] = &["inherited from", "inherits from", "继承自"];

/// Calls a type abstract.
pub(super) const ABSTRACT: &[&str] = &[
    "abstract type",
    "abstract class",
    "abstract base",
    "abstract resource",
    "abstract entity",
    "is abstract",
    "抽象类型",
];

/// Subject of a sentence that speaks of the property itself.
pub(super) const SUBJECTS: &[&str] = &[
    "it",
    "this",
    "this property",
    "the property",
    "this field",
    "this value",
    "the value",
];

/// Set by the service.
pub(super) const READ_ONLY: &[&str] = &["read-only", "read only", "readonly", "只读"];

/// Never returned.
pub(super) const WRITE_ONLY: &[&str] = &["write-only", "write only", "只写"];

/// Null is a value.
pub(super) const NULLABLE: &[&str] = &["nullable", "可为空", "可为 null"];

/// Null is no value.
pub(super) const NOT_NULLABLE: &[&str] = &[
    "not nullable",
    "non-nullable",
    "not null",
    "不可为空",
    "不可为 null",
];

/// Must be given.
pub(super) const REQUIRED: &[&str] = &["required", "必需", "必填"];

/// Must be given on creation.
pub(super) const ON_CREATION: &[&str] = &[
    "required when creating",
    "required during",
    "required on create",
];

/// Part of the key.
pub(super) const KEY: &[&str] = &["key", "key of the entity", "key property", "实体的键"];

/// What the English marks begin with.
pub(super) const MARK_STEMS: &[&str] = &["read", "requ", "writ", "not", "non-", "null", "key"];

/// What a mark holds under that holds only then: such a mark is for readers of the documentation.
pub(super) const MARK_CONDITIONS: &[&str] = &[
    "for", "when", "if", "unless", "after", "until", "once", "except", "while", "but",
];

/// Ends `after it is created, the name cannot be changed`.
pub(super) const CHANGED: &[&str] = &["changed", "modified", "updated", "edited", "immutable"];

/// Begins `can only be set when the thing is created`.
pub(super) const SET_ONCE: &[&str] = &[
    "can only be set",
    "can be set only",
    "can only be specified",
    "can be specified only",
];

/// States the upper limit of a value, beside a number.
pub(super) const MAXIMUM: &[&str] = &[
    "max ",
    "max.",
    "maximum",
    "up to",
    "at most",
    "limit is",
    "limited to",
    "cannot exceed",
    "limit of",
];

/// Words behind which `deprecated` says so of the subject. In `use their deprecated version` and in a list of
/// states it does not.
pub(super) const DEPRECATED_VERBS: &[&str] =
    &["is", "are", "was", "were", "be", "been", "being", "now"];

/// In front of `values` where a list of them is introduced.
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

/// Behind `values` there.
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

/// The same as one word.
pub(super) const LIST_CHINESE: &[&str] = &[
    "可能的值",
    "可取值",
    "允许的值",
    "支持的值",
    "有效值",
    "可接受的值",
];

/// Between an introduction of values and what it depends on.
pub(super) const LIST_CONDITIONS: &[&str] = &["when", "if", "where", "unless"];

/// Opens a list, whatever else stands around it.
pub(super) const ONE_OF: &[&str] = &["one of the following", "one of these"];
