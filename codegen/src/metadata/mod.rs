//! What the service itself says of its types: CSDL, the metadata document of OData. A second source beside the pages.

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
mod service_members;
#[cfg(feature = "metadata")]
mod slips;
#[cfg(feature = "metadata")]
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use crate::{diagnostic::Diagnostic, extract::Deprecation, source::SourceFile, span::Span};

#[cfg(feature = "metadata")]
pub use read::{Fault, read};
pub use service_members::Service;

/// What a metadata document is called in places, whatever its file is called: the end of the address at which a service
/// sends it.
pub const NAME: &str = "$metadata";

/// Base types that a type may have above it. The fields of all are fields of the type, so that a chain without end would
/// be code that grows with its square; types of real services have fewer than ten.
pub const LONGEST_CHAIN: usize = 32;

/// A metadata document.
#[derive(Debug)]
pub struct Metadata {
    /// The document.
    pub file: SourceFile,
    /// What it says.
    pub csdl: Csdl,
    /// Repeated, circular and incomplete declarations.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the pages count where both speak.
    pub prefers_docs: bool,
}

/// What the annotations of one thing say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The description, the long one if there are two.
    pub description: Option<String>,
    /// Whether the service sets it.
    pub read_only: bool,
    /// Whether only clients set it, and the service never shows it.
    pub write_only: bool,
    /// What the service does not support.
    pub refused: BTreeSet<Refused>,
    /// Why it is deprecated, with the dates of that and of its removal.
    pub deprecated: Option<Deprecation>,
}

/// A query option or an operation that the service does not support.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// Name of the query option with its dollar sign, or of the operation.
    pub option: &'static str,
    /// Only in this entity set, if not everywhere.
    pub within: Option<String>,
}

impl Notes {
    /// Keeps the restrictions of an entity set, limited to that set; everything else describes the set and not its type.
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

    /// Adds what another place says of the same thing.
    #[cfg(feature = "metadata")]
    fn add(&mut self, other: Notes) {
        self.description = self.description.take().or(other.description);
        self.deprecated = self.deprecated.take().or(other.deprecated);
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.refused.extend(other.refused);
    }
}

/// All types of a service.
#[derive(Debug, Default)]
pub struct Csdl {
    /// By qualified name, aliases expanded.
    pub types: BTreeMap<String, CsdlType>,
    /// What annotations say, by what they annotate: `namespace.type`, or `namespace.type/member`.
    pub notes: BTreeMap<String, Notes>,
}

/// What a type is.
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
    /// The word used in messages.
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
    /// Whether it states that members without a name may come.
    pub open: bool,
    /// Whether no value is of this type alone.
    pub is_abstract: bool,
    /// Whether a value of an enum is a set of members.
    pub is_flags: bool,
    /// Names of its own key.
    pub key: Vec<String>,
    /// Its own properties and navigation properties.
    pub properties: BTreeMap<String, CsdlProperty>,
    /// An enum's members in order.
    pub members: Vec<CsdlMember>,
    /// The element's start.
    pub span: Span,
}

/// A member of an enum.
#[derive(Clone, Debug)]
pub struct CsdlMember {
    /// As sent.
    pub name: String,
    /// Its number, where one is given.
    pub value: Option<i64>,
    /// The element's start.
    pub span: Span,
}

/// A property of the service.
#[derive(Clone, Debug)]
pub struct CsdlProperty {
    /// Qualified name of its type, or of that of its elements.
    pub ty: String,
    /// Whether it is a list.
    pub collection: bool,
    /// Whether it leads to another entity.
    pub navigation: bool,
    /// The element's start.
    pub span: Span,
}

/// A type and its bases, nearest first, each with its name.
pub type BaseChain<'a> = Vec<(&'a str, &'a CsdlType)>;

/// The property of this name that a line has, that of the nearest type; where none is spelled so, one that differs by
/// letter case.
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
    /// The type and its bases, nearest first, as far as they are followed.
    pub fn base_chain<'a>(&'a self, name: &str) -> BaseChain<'a> {
        let mut line = BaseChain::new();
        let mut next = self.types.get_key_value(name);
        while let Some((name, ty)) = next {
            if line.len() > LONGEST_CHAIN || line.iter().any(|(known, _)| known == name) {
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
    fn annotate(&mut self, mut target: String, member: Option<&str>, notes: Notes) {
        if let Some(member) = member {
            target.extend(["/", member]);
        }
        self.notes.entry(target).or_default().add(notes);
    }

    /// The names of all members of all types.
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
