//! The metadata of the service (CSDL, the metadata document of OData), a second source beside the pages.

#[cfg(feature = "metadata")]
mod annotations;
#[cfg(feature = "metadata")]
mod attributes;
#[cfg(feature = "metadata")]
mod cycles;
#[cfg(feature = "metadata")]
mod elements;
#[cfg(feature = "metadata")]
mod read;
#[cfg(feature = "metadata")]
mod redeclared;
#[cfg(feature = "metadata")]
mod references;
mod service_members;
#[cfg(feature = "metadata")]
mod slips;
#[cfg(feature = "metadata")]
mod targets;
#[cfg(feature = "metadata")]
mod terms;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    diagnostic::Diagnostic, extract::Deprecation, hash_map::HashMap, primitive::Primitive,
    source::SourceFile, span::Span,
};

#[cfg(feature = "metadata")]
pub use read::{Fault, read};
pub use service_members::Service;

/// Name of a metadata document in places, whatever its file is called: the end of the URL from which a service sends
/// it.
pub const NAME: &str = "$metadata";

/// Maximum length of a base chain. A type has the fields of all its bases, so the code for an endless chain would grow
/// with the square of its length. Types of real services have fewer than ten bases.
pub const LONGEST_CHAIN: usize = 32;

/// Types of OData without a form of their own in the crate: any value fits.
const ABSTRACT: [&str; 3] = ["Edm.ComplexType", "Edm.EntityType", "Edm.PrimitiveType"];

/// A metadata document.
#[derive(Debug)]
pub struct Metadata {
    /// The document.
    pub file: SourceFile,
    /// What it says.
    pub csdl: Csdl,
    /// Repeated, circular and incomplete declarations.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the pages win where both have a say.
    pub prefers_docs: bool,
}

/// What the annotations of a single item say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The description; the long one if there are two.
    pub description: Option<String>,
    /// Whether only the service sets it.
    pub read_only: bool,
    /// Whether only clients set it and the service never returns it.
    pub write_only: bool,
    /// What the service does not support.
    pub refused: BTreeSet<Refused>,
    /// Why it is deprecated, since when, and when it will be removed.
    pub deprecated: Option<Deprecation>,
}

/// A query option or an operation that the service does not support.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// Name of the query option with its dollar sign, or of the operation.
    pub option: Cow<'static, str>,
    /// The entity set in which it is refused, if not everywhere.
    pub within: Option<String>,
}

impl Notes {
    /// Keeps the restrictions of an entity set, limited to that set; everything else describes the set and not its
    /// type.
    #[cfg(feature = "metadata")]
    fn hold_within(self, set: &str) -> Notes {
        let within = |refused: Refused| Refused {
            within: Some(set.to_owned()),
            ..refused
        };
        Notes {
            refused: self.refused.into_iter().map(within).collect(),
            ..Notes::default()
        }
    }

    /// Adds what another place says about the same item.
    pub(crate) fn add(&mut self, other: Notes) {
        self.description = self.description.take().or(other.description);
        self.deprecated = self.deprecated.take().or(other.deprecated);
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.refused.extend(other.refused);
    }
}

/// The types of a service.
#[derive(Debug, Default)]
pub struct Csdl {
    /// Types by qualified name, with aliases expanded.
    pub types: BTreeMap<String, CsdlType>,
    /// Annotations by type and member; those of the type itself have no name.
    notes: HashMap<String, HashMap<String, Notes>>,
}

/// Kind of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Has an identity of its own.
    Entity,
    /// A value inside something else.
    Complex,
    /// A list of members.
    Enum,
}

impl Kind {
    /// Returns the word used in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Entity => "an entity",
            Kind::Complex => "a complex type",
            Kind::Enum => "an enum",
        }
    }
}

/// A type of the service.
#[derive(Debug)]
pub struct CsdlType {
    /// What it is.
    pub kind: Kind,
    /// Qualified name of its base.
    pub base: Option<String>,
    /// Whether the type is declared as open.
    pub open: bool,
    /// Whether values always have a derived type.
    pub is_abstract: bool,
    /// Whether a value of an enum may combine several members.
    pub is_flags: bool,
    /// Names of the properties in its own key.
    pub key: Vec<String>,
    /// Its own properties and navigation properties.
    pub properties: BTreeMap<String, CsdlProperty>,
    /// Members of an enum, in order.
    pub members: Vec<CsdlMember>,
    /// Start of the element.
    pub span: Span,
}

/// A member of an enum.
#[derive(Clone, Debug)]
pub struct CsdlMember {
    /// Name on the wire.
    pub name: String,
    /// Its number, if there is one.
    pub value: Option<i64>,
    /// Start of the element.
    pub span: Span,
}

/// A property of the service.
#[derive(Clone, Debug)]
pub struct CsdlProperty {
    /// Qualified name of its type, or of the type of its elements.
    pub ty: String,
    /// Whether it is a list.
    pub collection: bool,
    /// Whether it leads to another entity.
    pub navigation: bool,
    /// Start of the element.
    pub span: Span,
}

/// A type and its bases with their names, nearest first.
pub type BaseChain<'a> = Vec<(&'a str, &'a CsdlType)>;

/// Returns the property with this name from the nearest type; if there is none, one that differs only in letter case.
pub fn property<'a>(line: &BaseChain<'a>, name: &str) -> Option<(&'a str, &'a CsdlProperty)> {
    let mut owners = line.iter().map(|(_, owner)| &owner.properties);
    let exact = owners.find_map(|own| own.get_key_value(name));
    let alike = || {
        let all = line.iter().flat_map(|(_, owner)| &owner.properties);
        let alike = all.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        alike.min_by_key(|(known, _)| *known)
    };
    let (name, property) = exact.or_else(alike)?;
    Some((name, property))
}

impl Csdl {
    /// Whether this is a type that a property can have: one of OData, or one that the metadata declares.
    pub fn is_readable(&self, ty: &str) -> bool {
        Primitive::of_edm(ty).is_some()
            || ABSTRACT.contains(&ty)
            || ty.starts_with("Edm.Geo")
            || self.types.contains_key(ty)
    }

    /// Whether the metadata declares a type that others can extend.
    pub fn can_be_base(&self, ty: &str) -> bool {
        self.types.get(ty).is_some_and(|ty| ty.kind != Kind::Enum)
    }

    /// Returns the type and its bases, nearest first, up to the limit.
    pub fn base_chain<'a>(&'a self, name: &str) -> BaseChain<'a> {
        let mut line = BaseChain::new();
        let mut next = self.types.get_key_value(name);
        while let Some((name, ty)) = next {
            if line.len() > LONGEST_CHAIN {
                break;
            }
            line.push((name, ty));
            next = ty
                .base
                .as_ref()
                .and_then(|base| self.types.get_key_value(base));
        }
        line
    }

    /// Adds annotations of a type or enum, or of one of its members.
    #[cfg(feature = "metadata")]
    fn annotate(&mut self, target: String, member: Option<&str>, notes: Notes) {
        let members = self.notes.entry(target).or_default();
        let member = member.unwrap_or_default().to_owned();
        members.entry(member).or_default().add(notes);
    }

    /// Returns what annotations say about a type or enum, or about one of its own members.
    pub fn notes_of(&self, name: &str, member: Option<&str>) -> Option<&Notes> {
        self.notes.get(name)?.get(member.unwrap_or_default())
    }

    /// Returns the members that annotations of a type name, in no particular order. They may be inherited ones.
    pub fn annotated_members(&self, name: &str) -> impl Iterator<Item = &str> {
        let members = self.notes.get(name).into_iter().flatten();
        members
            .map(|(member, _)| member.as_str())
            .filter(|member| !member.is_empty())
    }

    /// Returns the names of all members of all types.
    pub fn members(&self) -> Service {
        let mut service = Service::default();
        for name in self.types.keys() {
            let line = self.base_chain(name);
            let own = line.iter().flat_map(|(_, ty)| ty.properties.keys());
            service.add(name, own.map(String::as_str));
        }
        service
    }

    /// Whether the type extends the other one.
    pub fn extends(&self, name: &str, base: &str) -> bool {
        self.base_chain(name)
            .iter()
            .skip(1)
            .any(|(known, _)| *known == base)
    }
}
