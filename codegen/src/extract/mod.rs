//! What a page says on its own: names, bases, properties, values and limits, each with its place, and the flags of
//! properties. Knows nothing about other pages.
//!
//! Nothing is resolved here: a type phrase keeps its words and its link, a value list its spans.

mod annotation;
mod block;
mod cell_names;
mod choice;
mod description;
mod enums;
mod finish;
mod flags;
mod flat;
mod head;
mod limits;
mod notes;
mod outcome;
mod own_enum;
pub(crate) mod phrase;
mod places;
mod reader;
mod request;
pub(crate) mod section;
pub(crate) mod table;
pub(crate) mod translation;
pub(crate) mod type_word;
mod value_sections;
mod values;
pub(crate) mod vocabulary;

use std::sync::Arc;

use crate::{
    name::{GRAPH, QualifiedName},
    primitive::Primitive,
    prose::{Block, Docs},
    span::{Place, Span},
};

pub use outcome::Outcome;
pub use reader::read;
pub(crate) use reader::{area, read_placed};

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where the page says it.
    pub place: Place,
}

/// Everything that a page says.
#[derive(Clone, Debug, Default)]
pub struct PageExtract {
    /// Path of the page.
    pub path: Arc<str>,
    /// Product area as spelled in the front matter.
    pub area: Option<String>,
    /// What the page describes according to its first heading.
    pub heading: Option<Sourced<Heading>>,
    /// The `Namespace:` line, or the `namespace` of the page annotation.
    pub namespace: Option<Sourced<String>>,
    /// Bases that the introduction names.
    pub bases: Vec<TypePhrase>,
    /// Types that extend this one according to the introduction.
    pub derived: Vec<TypePhrase>,
    /// Whether the introduction calls the type abstract.
    pub is_abstract: bool,
    /// Whether the introduction calls the type open.
    pub open: bool,
    /// Set if the page calls the whole type deprecated.
    pub deprecated: Option<Deprecation>,
    /// The introduction without directives.
    pub docs: Vec<Block>,
    /// Resource annotations. All but the first are samples unless they name a different type.
    pub resources: Vec<ResourceExtract>,
    /// Rows of property and relationship tables.
    pub rows: Vec<RowExtract>,
    /// Enums with a name: the page's own, and those of `x values` sections.
    pub enums: Vec<EnumExtract>,
    /// Whether a methods table lists operations, as for entities.
    pub has_methods: bool,
    /// Examples of requests that write.
    pub requests: Vec<RequestExtract>,
}

/// An example of a request that writes a resource, or changes one.
#[derive(Clone, Debug)]
pub struct RequestExtract {
    /// Possible types of the body, most certain first.
    pub types: Vec<TypePhrase>,
    /// Names of the members that are sent, as written, each with its place.
    pub members: Vec<(String, Place)>,
}

impl PageExtract {
    /// Returns the namespace for names without one: that of the `Namespace:` line, or else of the annotation, or else
    /// Graph's.
    pub fn default_namespace(&self) -> &str {
        match (&self.namespace, self.name()) {
            (Some(namespace), _) => &namespace.value,
            (None, Some(name)) if !name.value.namespace().is_empty() => name.value.namespace(),
            _ => GRAPH,
        }
    }

    /// Returns the name of the first resource that has one.
    pub fn name(&self) -> Option<&Sourced<QualifiedName>> {
        let mut resources = self.resources.iter();
        resources.find_map(|resource| resource.name.as_ref())
    }

    /// Returns the rows of the resource with this index.
    pub fn rows_of(&self, resource: usize) -> &[RowExtract] {
        match resource {
            0 => &self.rows,
            _ => (self.resources.get(resource)).map_or(&[], |resource| &resource.rows),
        }
    }
}

/// The first heading of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its first word, if that is an identifier.
    pub word: Option<String>,
    /// What the page describes according to the heading.
    pub kind: HeadingKind,
}

/// What a page describes according to its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingKind {
    /// `x resource type`, `x facet`, `x complex type`.
    Resource,
    /// `x enum type`.
    Enum,
    /// Any other words.
    Other,
}

/// A resource annotation with the block below it.
#[derive(Clone, Debug)]
pub struct ResourceExtract {
    /// Name of the type; `None` if there is no annotation or it has no name.
    pub name: Option<Sourced<QualifiedName>>,
    /// Whether that is the name in a heading.
    pub is_titled: bool,
    /// Name of the key property; an empty name counts as absent.
    pub key: Option<Sourced<String>>,
    /// `baseType`; null counts as absent.
    pub base: Option<Sourced<QualifiedName>>,
    /// `openType`.
    pub open: Option<bool>,
    /// `abstract` or `isAbstract`.
    pub is_abstract: Option<bool>,
    /// Names in `optionalProperties`.
    pub optional: Vec<Sourced<String>>,
    /// Members of the JSON block; `None` if there is no readable block.
    pub members: Option<Vec<MemberExtract>>,
    /// Rows of a type that only a section describes. Those of the page's own type are in the page.
    pub rows: Vec<RowExtract>,
    /// The annotation, or else the block, or else the heading of the section.
    pub place: Place,
}

impl ResourceExtract {
    /// Creates one about which nothing is known except where it is declared.
    fn new(name: Option<Sourced<QualifiedName>>, place: Place) -> ResourceExtract {
        ResourceExtract {
            name,
            is_titled: false,
            key: None,
            base: None,
            open: None,
            is_abstract: None,
            optional: Vec::new(),
            members: None,
            rows: Vec::new(),
            place,
        }
    }
}

/// A member of the JSON block.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberExtract {
    /// Key as written.
    pub name: String,
    /// What the value says about the type.
    pub evidence: Evidence,
    /// Whether the value is a list, if it says so.
    pub collection: Option<bool>,
    /// Whether the value, or the first element of a list, is an object.
    pub is_object: bool,
    /// The key.
    pub place: Place,
    /// The value.
    pub value_place: Place,
    /// The value as written, shortened.
    pub text: String,
}

/// What a sample value says about the type.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// Nothing: `null`, `[]`, an empty string.
    Nothing,
    /// A marker of a primitive type.
    Primitive(Primitive),
    /// `"String"`: text, an enum, or any less specific scalar.
    Text,
    /// `"String (identifier)"`.
    Identifier,
    /// A literal of this kind, without more information.
    Literal(Primitive),
    /// `"a | b | c"`.
    Values(Vec<Value>),
    /// A named type, written as an object or as text.
    Named(String),
    /// An object without a type name.
    Sample,
}

/// A row of a property or relationship table.
#[derive(Clone, Debug)]
pub struct RowExtract {
    /// Name of the property without markup and suffixes, in its own letter case.
    pub name: String,
    /// The type cell.
    pub phrase: TypePhrase,
    /// Whether it is in a relationship table.
    pub relationship: bool,
    /// Whether the table is about instance attributes.
    pub instance_attribute: bool,
    /// The description and what it says.
    pub description: Description,
    /// The bases from which the property comes, according to the row or the text above its table.
    pub inherited: Vec<TypePhrase>,
    /// The name cell.
    pub place: Place,
    /// The whole row.
    pub row: Span,
}

/// A description, and what it says in recognized words. Rare parts are boxed to keep the type small.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// The text itself, unless it is a placeholder such as `TODO`.
    pub docs: Docs,
    /// `Read-only`.
    pub read_only: bool,
    /// Given on creation and then unchangeable, so it is read-only only afterwards.
    pub fixed_on_creation: bool,
    /// `Write-only`.
    pub write_only: bool,
    /// `Required`.
    pub required: bool,
    /// `Nullable` (`true`) or `Not nullable` (`false`).
    pub nullable: Option<bool>,
    /// `Key`, `Key of the entity`.
    pub key: bool,
    /// Set if deprecated, with the sentence that says so.
    pub deprecated: Option<Box<Deprecation>>,
    /// `The default value is x`.
    pub default: Option<Box<str>>,
    /// Limits in recognized words.
    pub limits: Vec<(Limit, Place)>,
    /// The list of possible values.
    pub values: Option<Box<Values>>,
    /// Values that no words introduce, if there is no list. It counts as one for a property with an undeclared type.
    pub run: Option<Box<Values>>,
}

/// Why and since when something is deprecated; empty if the page says only that it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecation {
    /// What the page says.
    pub note: String,
    /// Since when, and when it will be removed, according to the metadata of the service.
    pub dates: String,
}

impl Deprecation {
    /// Returns everything that is said.
    pub fn words(&self) -> String {
        let parts = [self.note.trim(), &self.dates];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// A limit on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most this many Unicode code points.
    MaxLength(u64),
    /// At most this many bytes.
    MaxBytes(u64),
    /// At most this many elements.
    MaxItems(u64),
    /// From the first to the second, inclusive.
    Range(i64, i64),
}

/// A list of values in running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// The values, in order.
    pub members: Vec<Value>,
    /// Values that are sent only with `Prefer: include-unknown-enum-members` according to the page.
    pub newer: Vec<String>,
    /// Whether several may be combined according to the page.
    pub is_flags: bool,
    /// Whether the text is about several values in one string. For an enum, this means flags.
    pub is_several: bool,
    /// Whether these are only some values of an enum according to the page.
    pub is_subset: bool,
    /// From the first to the last value.
    pub place: Place,
}

/// A value in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value as sent.
    pub name: String,
    /// Its place.
    pub place: Place,
}

/// An enum with a name.
#[derive(Clone, Debug)]
pub struct EnumExtract {
    /// Name as spelled in the heading, qualified or not.
    pub name: String,
    /// Kind of place where it is defined.
    pub home: EnumHome,
    /// Members in the order of the table.
    pub members: Vec<EnumMemberExtract>,
    /// Members that a sentence calls newer than the sentinel.
    pub newer: Vec<String>,
    /// Whether several may be combined according to the page.
    pub is_flags: bool,
    /// Text of the section before its table.
    pub docs: Vec<Block>,
    /// The heading.
    pub place: Place,
}

/// Kinds of places that define an enum, most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnumHome {
    /// A page of its own.
    Page,
    /// A collection for a single namespace (`enums-callrecords.md`).
    NamespaceCollection,
    /// A section of a resource page.
    Section,
    /// The collection of all other enums (`enums.md`).
    Collection,
}

/// A row of an enum table.
#[derive(Clone, Debug)]
pub struct EnumMemberExtract {
    /// The member as sent.
    pub name: String,
    /// Its number.
    pub value: Option<i64>,
    /// Its description.
    pub docs: Docs,
    /// Set if the description calls it deprecated.
    pub deprecated: Option<Deprecation>,
    /// The name cell.
    pub place: Place,
}

/// A type in the words of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct TypePhrase {
    /// One name, or several alternatives (`A or B`); empty if the cell cannot be read.
    pub alternatives: Vec<TypeName>,
    /// Whether it is a collection.
    pub collection: bool,
    /// The words, with runs of white space collapsed.
    pub text: String,
    /// The cell or link.
    pub place: Place,
}

/// A name in a type phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeName {
    /// The name as written, without `#`.
    pub text: String,
    /// The primitive type that it names, if any.
    pub primitive: Option<Primitive>,
    /// Destination of the link, as written.
    pub target: Option<String>,
}
