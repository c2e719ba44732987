//! What one page says on its own: names, bases, properties, values and limits, each with the place that
//! it rests on and where it was read, and the flags of properties. Knows nothing of other pages.
//!
//! Nothing is resolved here: a type phrase keeps its words and its link, a value list its spans.

mod annotation;
mod block;
mod description;
mod enums;
mod finish;
mod flags;
mod flat;
mod head;
mod limits;
mod notes;
mod outcome;
pub(crate) mod phrase;
mod places;
mod reader;
mod request;
pub(crate) mod section;
pub(crate) mod table;
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

/// What was read where.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// What the page says.
    pub value: T,
    /// The bytes that say it.
    pub place: Place,
    /// Which part of the page says it.
    pub origin: Origin,
}

/// A part of a page that states facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `key: value` at the top.
    FrontMatter,
    /// A heading.
    Heading,
    /// A table.
    Table,
    /// The JSON representation.
    Json,
    /// The comment in front of the JSON representation.
    Annotation,
    /// A sentence.
    Prose,
    /// A fact written by hand.
    Overlay,
}

/// Everything that one page says.
#[derive(Clone, Debug)]
pub struct PageExtract {
    /// Path of the page.
    pub path: Arc<str>,
    /// Product area as the front matter spells it.
    pub area: Option<Sourced<String>>,
    /// What the first heading says that the page describes.
    pub heading: Option<Sourced<Heading>>,
    /// The `Namespace:` line, or the page annotation's `namespace`.
    pub namespace: Option<Sourced<String>>,
    /// Bases that sentences of the introduction name.
    pub bases: Vec<Sourced<TypePhrase>>,
    /// Types that the introduction says extend this one.
    pub derived: Vec<Sourced<TypePhrase>>,
    /// Whether the introduction calls the type abstract.
    pub is_abstract: Option<Sourced<()>>,
    /// Whether the introduction calls the type open.
    pub open: Option<Sourced<()>>,
    /// Whether the page calls the whole type deprecated.
    pub deprecated: Option<Sourced<Deprecation>>,
    /// The introduction, directives left out.
    pub docs: Vec<Block>,
    /// Resource annotations; all but the first are samples unless they name another type.
    pub resources: Vec<ResourceExtract>,
    /// Rows of property and relationship tables.
    pub rows: Vec<RowExtract>,
    /// Enums that have a name: the page's own, and the `x values` sections.
    pub enums: Vec<EnumExtract>,
    /// Whether a methods table lists operations of its own, as entities have.
    pub has_methods: bool,
    /// Examples of requests that write.
    pub requests: Vec<RequestExtract>,
}

/// An example of a request that writes a resource, or what is to change of one.
#[derive(Clone, Debug)]
pub struct RequestExtract {
    /// What the body may be of, the most certain first.
    pub types: Vec<TypePhrase>,
    /// Names of what is sent, as written, each with its place.
    pub members: Vec<(String, Place)>,
}

impl PageExtract {
    /// The namespace of what the page names without one: its line, else its annotation's, else Graph's.
    pub fn default_namespace(&self) -> &str {
        let named = self
            .resources
            .iter()
            .find_map(|resource| resource.name.as_ref());
        match (&self.namespace, named) {
            (Some(namespace), _) => &namespace.value,
            (None, Some(name)) if !name.value.namespace().is_empty() => name.value.namespace(),
            _ => GRAPH,
        }
    }

    /// The rows of the resource at this index.
    pub fn rows_of(&self, resource: usize) -> &[RowExtract] {
        match resource {
            0 => &self.rows,
            _ => (self.resources.get(resource)).map_or(&[], |resource| &resource.rows),
        }
    }
}

/// The first heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its first word, where that is an identifier.
    pub word: Option<String>,
    /// What it says that the page describes.
    pub kind: HeadingKind,
}

/// What a heading says that a page describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingKind {
    /// `x resource type`, `x facet`, `x complex type`.
    Resource,
    /// `x enum type`.
    Enum,
    /// Free words.
    Other,
}

/// A resource annotation and the block that it governs.
#[derive(Clone, Debug)]
pub struct ResourceExtract {
    /// The type's name; absent when the annotation is, or has no name.
    pub name: Option<Sourced<QualifiedName>>,
    /// Name of the key property; empty names count as absent.
    pub key: Option<Sourced<String>>,
    /// `baseType`; null counts as absent.
    pub base: Option<Sourced<QualifiedName>>,
    /// `openType`.
    pub open: Option<Sourced<bool>>,
    /// `abstract` or `isAbstract`.
    pub is_abstract: Option<Sourced<bool>>,
    /// Names in `optionalProperties`.
    pub optional: Vec<Sourced<String>>,
    /// Members of the JSON block; `None` when there is no block that can be read.
    pub members: Option<Vec<MemberExtract>>,
    /// Rows of the section that alone describes the type; those of the page's own type are the page's.
    pub rows: Vec<RowExtract>,
    /// The annotation, or else the block, or else the heading of the section.
    pub place: Place,
}

impl ResourceExtract {
    /// One of which nothing is known but where it is declared.
    fn new(name: Option<Sourced<QualifiedName>>, place: Place) -> ResourceExtract {
        ResourceExtract {
            name,
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
    /// What the value says of the type.
    pub evidence: Evidence,
    /// Whether the value is a list.
    pub collection: Option<bool>,
    /// Whether the value, or the first of a list, is an object.
    pub is_object: bool,
    /// The key.
    pub place: Place,
    /// The value.
    pub value_place: Place,
    /// The value as written, shortened.
    pub text: String,
}

/// What a sample value says of the type.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// Nothing: `null`, `[]`, an empty string.
    Nothing,
    /// A marker of a primitive type.
    Primitive(Primitive),
    /// `"String"`: text, or an enum, or any less precise scalar.
    Text,
    /// `"String (identifier)"`.
    Identifier,
    /// A literal of that JSON kind, without more.
    Literal(Primitive),
    /// `"a | b | c"`.
    Values(Vec<Value>),
    /// A named type, as an object or as text.
    Named(String),
    /// An object without a type name.
    Sample,
}

/// A row of a property or relationship table.
#[derive(Clone, Debug)]
pub struct RowExtract {
    /// Property name, mark-up and suffixes stripped, case kept.
    pub name: String,
    /// The type cell.
    pub phrase: TypePhrase,
    /// Whether a relationship table holds it.
    pub relationship: bool,
    /// Whether the table is one of instance attributes.
    pub instance_attribute: bool,
    /// The description and what it says.
    pub description: Description,
    /// Base that the row, or the text above its table, says the property comes from.
    pub inherited: Vec<TypePhrase>,
    /// The name cell.
    pub place: Place,
    /// The whole row.
    pub row: Span,
}

/// A description and what it says in recognised words. What few say takes no room in those that do not.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// The text itself; placeholders such as `TODO` are dropped.
    pub docs: Docs,
    /// `Read-only`.
    pub read_only: bool,
    /// Given on creation and not changed afterwards, so that only later it is read-only.
    pub fixed_on_creation: bool,
    /// `Write-only`.
    pub write_only: bool,
    /// `Required`.
    pub required: bool,
    /// `Nullable` (true) or `Not nullable` (false).
    pub nullable: Option<bool>,
    /// `Key`, `Key of the entity`.
    pub key: bool,
    /// Deprecated, with the sentence.
    pub deprecated: Option<Box<Deprecation>>,
    /// `The default value is x`.
    pub default: Option<Box<str>>,
    /// Limits in recognised words.
    pub limits: Vec<(Limit, Place)>,
    /// The list of possible values.
    pub values: Option<Box<Values>>,
    /// A run of values that no words introduce, where there is no list: it is one beside a type that no page declares.
    pub run: Option<Box<Values>>,
}

/// Why and since when something is deprecated; empty when the page only says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecation {
    /// What the page says.
    pub note: String,
    /// Since when, and when it will be removed, as the metadata of the service says it.
    pub dates: String,
}

impl Deprecation {
    /// All that is said.
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
    /// From the first to the second, both allowed.
    Range(i64, i64),
}

/// A list of values in running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// The values in order.
    pub members: Vec<Value>,
    /// Those that the page says are sent only with `Prefer: include-unknown-enum-members`.
    pub newer: Vec<String>,
    /// Whether the page says that several may be combined.
    pub is_flags: bool,
    /// Whether the words speak of several values in one text, which of an enum makes flags.
    pub is_several: bool,
    /// Whether the words say that these are some of the values of an enum.
    pub is_subset: bool,
    /// From the first to the last value.
    pub place: Place,
}

/// One value of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value as sent.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// An enum with a name.
#[derive(Clone, Debug)]
pub struct EnumExtract {
    /// The name as the heading spells it, qualified or not.
    pub name: String,
    /// Where it is defined.
    pub home: EnumHome,
    /// Members in the table's order.
    pub members: Vec<EnumMemberExtract>,
    /// Members that a sentence calls newer than the sentinel.
    pub newer: Vec<String>,
    /// Whether the page says that several may be combined.
    pub is_flags: bool,
    /// What the section says before its table.
    pub docs: Vec<Block>,
    /// The heading.
    pub place: Place,
}

/// The kinds of place that define an enum, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnumHome {
    /// A page of its own.
    Page,
    /// A collection for one namespace (`enums-callrecords.md`).
    NamespaceCollection,
    /// A section of a resource page.
    Section,
    /// The collection of all others (`enums.md`).
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
    /// Set when the description calls it deprecated.
    pub deprecated: Option<Deprecation>,
    /// The name cell.
    pub place: Place,
}

/// A type as a page words it.
#[derive(Clone, Debug, PartialEq)]
pub struct TypePhrase {
    /// One, or several alternatives (`A or B`); none when the cell could not be read.
    pub alternatives: Vec<TypeName>,
    /// Whether it says collection.
    pub collection: bool,
    /// The words, blanks folded.
    pub text: String,
    /// The cell or link.
    pub place: Place,
}

/// One name in a type phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeName {
    /// The name as written, without `#`.
    pub text: String,
    /// The primitive that it names.
    pub primitive: Option<Primitive>,
    /// The link's target as written.
    pub target: Option<String>,
}
