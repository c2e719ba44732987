//! The model: types, properties and enums of all pages by qualified name, with every reference resolved. This is the
//! only intermediate representation; emission, dumps and comparisons read nothing else. Knows nothing about Markdown
//! syntax or Rust.

mod agreement;
pub mod annotated;
mod area;
mod attach;
mod base_chains;
mod bases;
mod build;
mod correct;
mod corrected;
mod embedding_depth;
mod enums;
pub(crate) mod heading_names;
pub(crate) mod index;
mod inherited_properties;
mod kinds;
pub(crate) mod listed_enum;
mod match_rows;
mod merge_annotations;
mod merge_metadata;
mod merge_pages;
mod metadata_view;
mod properties;
mod resolve;
mod resolve_bases;
mod respelled;
mod restate;
pub mod select;
mod sent_in_examples;
pub mod type_facts;
mod unused_enums;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    hash_map::HashSet,
    prose::{Block, Docs},
};
pub use attach::{FactUse, attach};
pub use bases::ENTITY;
pub use build::build;
pub use corrected::Corrected;
pub(crate) use embedding_depth::cut_deep;
pub use respelled::Respelled;

pub use crate::{
    extract::{Deprecation, Limit, vocabulary::SENTINEL},
    name::QualifiedName,
    primitive::Primitive,
    span::Place,
};

/// Everything that the pages declare.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Entities and complex types.
    pub types: BTreeMap<QualifiedName, Type>,
    /// Enums that have a name of their own.
    pub enums: BTreeMap<QualifiedName, Enum>,
    /// What each page declares first, by the page's file name in lower case (`user.md`). Links are resolved with this.
    pub pages: BTreeMap<String, QualifiedName>,
    /// What facts say about types.
    pub type_facts: BTreeMap<QualifiedName, type_facts::TypeFacts>,
    /// Corrections of types and enums.
    pub corrected: BTreeMap<QualifiedName, Vec<Corrected>>,
    /// Source of each type and enum in the metadata: whether a page has it as well.
    pub service: BTreeMap<QualifiedName, Source>,
    /// What the metadata spells in another letter case than the pages.
    pub respelled: Respelled,
    /// What only annotations of the metadata say. `None` for a model that was read from a lock file.
    pub annotated: Option<annotated::AllAnnotated>,
    /// Whether the pages win where they and the metadata disagree.
    pub prefers_docs: bool,
}

/// Source of a type, an enum, or a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The pages.
    Docs,
    /// The metadata of the service.
    Metadata,
    /// Both.
    Both,
}

impl Source {
    /// Returns the word used in dumps: `docs`, `metadata` or `both`.
    pub fn as_str(self) -> &'static str {
        match self {
            Source::Docs => "docs",
            Source::Metadata => "metadata",
            Source::Both => "both",
        }
    }
}

/// Entity or complex type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Has an identity of its own.
    Entity,
    /// A value inside something else.
    Complex,
}

/// A structured type.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// Qualified name.
    pub name: QualifiedName,
    /// Entity or complex.
    pub kind: Kind,
    /// The type that it extends. Pages need not declare it (`microsoft.graph.entity`).
    pub base: Option<QualifiedName>,
    /// Whether the base was concluded because the type's own page does not state it.
    pub base_is_concluded: bool,
    /// Whether values always have a derived type.
    pub is_abstract: bool,
    /// Whether values may have properties that no page names.
    pub open: bool,
    /// Wire name of the key property.
    pub key: Option<String>,
    /// Product area in kebab case: that of the page, else that of the namespace, else `core`.
    pub area: String,
    /// Set if the type is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Text of the page before its first section.
    pub docs: Vec<Block>,
    /// Own properties and relationships in the order of the page; wire names are unique.
    pub properties: Vec<Property>,
    /// Where it is declared.
    pub place: Place,
    /// Further pages about the same type.
    pub more_pages: Vec<Arc<str>>,
}

/// A property or a relationship.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Name on the wire.
    pub name: String,
    /// Type of the value, or of one element of a collection.
    pub ty: TypeRef,
    /// Whether the value is a list.
    pub collection: bool,
    /// Whether it leads to another entity and is sent only on request.
    pub relationship: bool,
    /// Part of the page that shows it.
    pub source: PropertySource,
    /// Whether the metadata of the service has it.
    pub in_metadata: bool,
    /// The values that the page lists for a `String` property; they become an open enum.
    pub values: Option<ValueList>,
    /// Whether only the service sets it.
    pub read_only: bool,
    /// Whether it is sent but never returned.
    pub write_only: bool,
    /// Whether it must be given on creation.
    pub required: bool,
    /// Whether null is allowed, if the page says so.
    pub nullable: Option<bool>,
    /// The base type that the property comes from, if the row names one.
    pub inherited_from: Option<QualifiedName>,
    /// Set if the property is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Default value, as written.
    pub default: Option<String>,
    /// Limits on the value that the page states in a recognized form.
    pub limits: Vec<Limit>,
    /// The description.
    pub docs: Docs,
    /// The primitive that the block shows for an undeclared type, most often the text of an enum.
    pub shown: Option<Primitive>,
    /// The type as the page spells it.
    pub raw_type: String,
    /// Where it is declared.
    pub place: Place,
}

impl Property {
    /// Creates a property about which nothing else is known.
    pub fn new(name: &str, ty: TypeRef, source: PropertySource, place: Place) -> Property {
        Property {
            name: name.to_owned(),
            ty,
            collection: false,
            relationship: false,
            source,
            in_metadata: false,
            values: None,
            read_only: false,
            write_only: false,
            required: false,
            nullable: None,
            inherited_from: None,
            deprecated: None,
            default: None,
            limits: Vec::new(),
            docs: Docs::default(),
            shown: None,
            raw_type: String::new(),
            place,
        }
    }

    /// Returns its source.
    pub fn origin(&self) -> Source {
        match (self.source, self.in_metadata) {
            (PropertySource::Metadata, _) => Source::Metadata,
            (_, true) => Source::Both,
            (_, false) => Source::Docs,
        }
    }

    /// Returns its type as the pages write it, in lower case and without what the type itself says: its namespace, and
    /// that it is a collection. Two types from the same words differ only because of what other pages declare.
    pub fn type_words(&self) -> String {
        let words = self.raw_type.to_lowercase();
        let element = words.strip_suffix(" collection");
        let element = element.or_else(|| words.strip_prefix("collection(")?.strip_suffix(')'));
        let element = element.unwrap_or(&words);
        match element.rsplit_once('.') {
            Some((_, name)) if !element.contains(char::is_whitespace) => name.to_owned(),
            _ => element.to_owned(),
        }
    }

    /// Returns the type as findings spell it: `Edm.String`, `Collection(microsoft.graph.user)`, `any`.
    pub fn spelled_type(&self) -> String {
        let element = self.ty.as_str();
        let element = match self.shown {
            Some(primitive) => Cow::Owned(format!("{element} as {}", primitive.edm())),
            None => Cow::Borrowed(element),
        };
        match self.collection {
            true => format!("Collection({element})"),
            false => element.into_owned(),
        }
    }
}

/// Part of a page that shows a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertySource {
    /// Only a table.
    Table,
    /// Only the JSON block.
    Json,
    /// Both.
    Both,
    /// No page, only the metadata of the service.
    Metadata,
}

impl PropertySource {
    /// Returns the word used in dumps: `table`, `json`, `both` or `metadata`.
    pub fn as_str(self) -> &'static str {
        match self {
            PropertySource::Table => "table",
            PropertySource::Json => "json",
            PropertySource::Both => "both",
            PropertySource::Metadata => "metadata",
        }
    }
}

/// A reference to a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeRef {
    /// A primitive type of OData.
    Primitive(Primitive),
    /// A type in `Model::types`.
    Type(QualifiedName),
    /// An enum in `Model::enums`.
    Enum(QualifiedName),
    /// A name that the pages use but do not declare; any value fits.
    Undeclared(QualifiedName),
    /// No name at all, or alternatives without a common base; any value fits.
    Any,
}

impl TypeRef {
    /// Returns the name of a type or an enum, declared or not.
    pub fn name(&self) -> Option<&QualifiedName> {
        match self {
            TypeRef::Type(name) | TypeRef::Enum(name) | TypeRef::Undeclared(name) => Some(name),
            TypeRef::Primitive(_) | TypeRef::Any => None,
        }
    }

    /// Returns it as findings spell it: `Edm.String`, `microsoft.graph.user`, `any`.
    pub fn as_str(&self) -> &str {
        match self {
            TypeRef::Primitive(primitive) => primitive.edm(),
            other => other.name().map_or("any", QualifiedName::as_str),
        }
    }
}

/// An enum with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Qualified name.
    pub name: QualifiedName,
    /// Members in the order of the page; names are unique.
    pub members: Vec<EnumMember>,
    /// Whether a value may combine several members, separated by commas on the wire.
    pub is_flags: bool,
    /// Whether no page declares it and it was built from value lists.
    pub from_list: bool,
    /// Product area, as for a type.
    pub area: String,
    /// Text of the page about it.
    pub docs: Vec<Block>,
    /// Set if the enum is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Where it is declared.
    pub place: Place,
}

/// A member of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumMember {
    /// Name on the wire.
    pub name: String,
    /// Its number, if the page gives one.
    pub value: Option<i64>,
    /// The description.
    pub docs: Docs,
    /// Where it comes from.
    pub source: Source,
    /// Whether it is newer than the sentinel, and so sent only with `Prefer: include-unknown-enum-members`.
    pub since_sentinel: bool,
    /// Set if the member is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Where it is declared.
    pub place: Place,
}

impl EnumMember {
    /// Creates a member of which the pages say nothing but the name.
    pub(crate) fn named(name: &str, place: &Place) -> EnumMember {
        EnumMember {
            name: name.to_owned(),
            value: None,
            docs: Docs::default(),
            source: Source::Docs,
            since_sentinel: false,
            deprecated: None,
            place: place.clone(),
        }
    }

    /// Returns the names of members, in their order.
    pub fn names(members: &[EnumMember]) -> Vec<&str> {
        members.iter().map(|member| member.name.as_str()).collect()
    }
}

/// The values that a page lists for a `String` property.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueList {
    /// The values; names are unique.
    pub members: Vec<EnumMember>,
    /// Whether a string may contain several of them.
    pub is_flags: bool,
    /// Whether the page says that these are only some values of an enum.
    pub is_subset: bool,
}

/// Destination of a link on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link<'a> {
    /// A declared type or enum.
    Declared(&'a QualifiedName),
    /// An absolute URL.
    Url(String),
    /// Nothing that can be linked.
    Nowhere,
}

/// Capacity for most types and their bases.
const USUAL_LINE: usize = 4;

impl Model {
    /// Returns the source of a type or an enum.
    pub fn source(&self, name: &QualifiedName) -> Source {
        self.service.get(name).copied().unwrap_or(Source::Docs)
    }

    /// Whether a page declares the type or the enum.
    pub fn is_documented(&self, name: &QualifiedName) -> bool {
        let is_declared = self.types.contains_key(name) || self.enums.contains_key(name);
        is_declared && self.source(name) != Source::Metadata
    }

    /// Returns the type and its bases, nearest first, up to a base that no page declares. Cycles are cut.
    pub fn lineage<'a>(&'a self, name: &QualifiedName) -> Vec<&'a Type> {
        let ty = self.types.get(name);
        ty.map(|ty| self.lineage_of(ty)).unwrap_or_default()
    }

    /// Like [`Model::lineage`], for a type of this model.
    pub(crate) fn lineage_of<'a>(&'a self, ty: &'a Type) -> Vec<&'a Type> {
        let mut line: Vec<&Type> = Vec::with_capacity(USUAL_LINE);
        let mut next = Some(ty);
        while let Some(ty) = next {
            if line.iter().any(|seen| std::ptr::eq(*seen, ty)) {
                break;
            }
            line.push(ty);
            next = ty.base.as_ref().and_then(|base| self.types.get(base));
        }
        line
    }

    /// Returns own and inherited properties, those of the farthest base first. A property that is redeclared has the
    /// position and the type of the base.
    pub fn properties<'a>(&'a self, name: &QualifiedName) -> Vec<&'a Property> {
        let mut seen = HashSet::default();
        let line = self.lineage(name);
        let all = line.iter().rev().flat_map(|ty| &ty.properties);
        all.filter(|property| seen.insert(property.name.as_str()))
            .collect()
    }

    /// Returns the declaration of a property that decides on its type: the farthest one.
    pub fn property<'a>(&'a self, name: &QualifiedName, property: &str) -> Option<&'a Property> {
        let line = self.lineage(name);
        let mut all = line.into_iter().rev().flat_map(|ty| &ty.properties);
        all.find(|known| known.name == property)
    }

    /// Whether the type is `base` or extends it.
    pub fn is_a(&self, name: &QualifiedName, base: &QualifiedName) -> bool {
        name == base
            || self
                .lineage(name)
                .iter()
                .any(|ty| ty.base.as_ref() == Some(base))
    }
}
