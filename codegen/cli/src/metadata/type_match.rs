//! Matches types of the pages with types of the service, and compares the types of properties.

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::model::{
    self, ENTITY, Enum, Model, Primitive, Property, Type, TypeRef,
};

use super::{Csdl, CsdlProperty, Kind};

/// A type or an enum of the pages.
#[derive(Clone, Copy)]
pub enum Documented<'a> {
    /// An entity or a complex type.
    Type(&'a Type),
    /// An enum.
    Enum(&'a Enum),
}

impl<'a> Documented<'a> {
    /// Qualified name as the pages spell it.
    pub fn name(self) -> &'a str {
        match self {
            Documented::Type(ty) => ty.name.as_str(),
            Documented::Enum(found) => found.name.as_str(),
        }
    }

    /// Where it is declared.
    pub fn place(self) -> &'a model::Place {
        match self {
            Documented::Type(ty) => &ty.place,
            Documented::Enum(found) => &found.place,
        }
    }

    /// What the pages take it for.
    pub fn kind(self) -> Kind {
        match self {
            Documented::Type(ty) => match ty.kind {
                model::Kind::Entity => Kind::Entity,
                model::Kind::Complex => Kind::Complex,
            },
            Documented::Enum(_) => Kind::Enum,
        }
    }
}

/// The result of comparing two types of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// They are the same.
    Exact,
    /// They differ, but every value of the service can be read nevertheless.
    OnTheWire,
    /// They differ.
    No,
}

/// The types of the pages, joined with those of the service.
pub struct Join<'a> {
    /// The service.
    pub csdl: &'a Csdl,
    /// Types of the pages, by the service's name.
    pub joined: BTreeMap<&'a str, Documented<'a>>,
    /// Types of the pages that the service does not know.
    pub unknown: Vec<Documented<'a>>,
    /// The service's names, by their lower-case form.
    lower: BTreeMap<String, &'a str>,
}

impl<'a> Join<'a> {
    /// Joins types by qualified name, then by qualified name without regard to case.
    pub fn new(model: &'a Model, csdl: &'a Csdl) -> Join<'a> {
        let mut lower: BTreeMap<String, &str> = BTreeMap::new();
        for name in csdl.types.keys() {
            lower.entry(name.to_lowercase()).or_insert(name);
        }
        let types = model.types.values().map(Documented::Type);
        let all: Vec<Documented<'_>> = types
            .chain(model.enums.values().map(Documented::Enum))
            .collect();
        let mut joined = BTreeMap::new();
        for documented in &all {
            if let Some((name, _)) = csdl.types.get_key_value(documented.name()) {
                joined.insert(name.as_str(), *documented);
            }
        }
        let mut unknown = Vec::new();
        for documented in all {
            if csdl.types.contains_key(documented.name()) {
                continue;
            }
            match lower.get(&documented.name().to_lowercase()) {
                Some(name) if !joined.contains_key(name) => {
                    joined.insert(name, documented);
                }
                _ => unknown.push(documented),
            }
        }
        Join {
            csdl,
            joined,
            unknown,
            lower,
        }
    }

    /// The service's spelling of a name.
    pub fn spelled<'n>(&'n self, name: &'n str) -> &'n str {
        if self.csdl.types.contains_key(name) || name.starts_with("Edm.") {
            return name;
        }
        self.lower
            .get(&name.to_lowercase())
            .copied()
            .unwrap_or(name)
    }

    /// Whether the base types are the same. That all entities share one need not be stated.
    pub fn same_base(&self, ours: Option<&str>, theirs: Option<&str>) -> bool {
        let trivial = |base: Option<&str>| base.is_none_or(|base| base == ENTITY);
        let ours = ours.map(|base| self.spelled(base));
        ours == theirs || trivial(ours) && trivial(theirs)
    }

    /// Compares the type of a property with the service's.
    pub fn compare(&self, ours: &Property, theirs: &CsdlProperty) -> Match {
        let ours_type = match &ours.ty {
            TypeRef::Any => return Match::No,
            ty => self.spelled(ty.as_str()),
        };
        let kind = |name: &str| self.csdl.types.get(name).map(|ty| ty.kind);
        let (mine, real) = (kind(ours_type), kind(&theirs.ty));
        let is_edm = ours_type.starts_with("Edm.");
        let has_values = ours.values.is_some();
        if ours_type == theirs.ty {
            Match::Exact
        } else if real == Some(Kind::Enum) {
            let fits =
                ours_type == "Edm.String" || mine == Some(Kind::Enum) || mine.is_none() && !is_edm;
            wire(fits)
        } else if real.is_none() && mine.is_none() && is_edm {
            wire(alike(ours_type, &theirs.ty))
        } else if real.is_some() && mine.is_some_and(|mine| mine != Kind::Enum) {
            // A base type can read everything that its subtypes are.
            wire(self.csdl.extends(&theirs.ty, ours_type))
        } else {
            let is_named = mine == Some(Kind::Enum) || mine.is_none() && !is_edm;
            wire(theirs.ty == "Edm.String" && is_named && (has_values || mine == Some(Kind::Enum)))
        }
    }
}

fn wire(fits: bool) -> Match {
    if fits { Match::OnTheWire } else { Match::No }
}

/// Whether two primitives have the same form in JSON.
fn alike(a: &str, b: &str) -> bool {
    let groups: [&[Primitive]; 3] = [
        &[
            Primitive::String,
            Primitive::Guid,
            Primitive::Date,
            Primitive::DateTimeOffset,
            Primitive::TimeOfDay,
            Primitive::Duration,
            Primitive::Binary,
            Primitive::Stream,
        ],
        &[
            Primitive::Int16,
            Primitive::Int32,
            Primitive::Int64,
            Primitive::Byte,
            Primitive::SByte,
        ],
        &[Primitive::Double, Primitive::Single, Primitive::Decimal],
    ];
    let holds = |group: &&[Primitive], name: &str| group.iter().any(|known| known.edm() == name);
    groups
        .iter()
        .any(|group| holds(group, a) && holds(group, b))
}
