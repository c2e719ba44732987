//! How far the pages and the service agree, in figures.

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::model::{
    EnumMember, Model, Primitive, Property, SENTINEL, TypeRef,
};
use serde::Serialize;

use super::{
    BaseChain, Kind,
    type_match::{Documented, Join, Match},
};

/// A ratio of two counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// Number that agrees.
    pub of: usize,
    /// Total number.
    pub all: usize,
}

impl Rate {
    fn count(&mut self, agrees: bool) {
        self.all += 1;
        self.of += usize::from(agrees);
    }

    /// Between 0 and 1.
    #[allow(
        clippy::cast_precision_loss,
        reason = "counts of types are far below 2^52"
    )]
    pub fn value(self) -> f64 {
        self.of as f64 / self.all.max(1) as f64
    }
}

/// All figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Types of the service that the pages document.
    pub types: Rate,
    /// Own properties of these types that the pages document.
    pub properties: Rate,
    /// Documented properties that the service has.
    pub properties_right: Rate,
    /// Properties whose type is the same.
    pub types_exact: Rate,
    /// Properties whose type can read everything that the service sends.
    pub types_on_the_wire: Rate,
    /// Properties of an enum type whose documented members are those of the service.
    pub members: Rate,
    /// Types with the same base type.
    pub bases: Rate,
    /// Types of the same kind.
    pub kinds: Rate,
    /// Properties that are relationships either for both or for neither.
    pub relationships: Rate,
}

impl Agreement {
    /// Returns each figure with its name for people.
    pub fn named(&self) -> [(&'static str, Rate); 9] {
        [
            ("types documented", self.types),
            ("own properties documented", self.properties),
            ("documented properties that exist", self.properties_right),
            ("types of properties exact", self.types_exact),
            (
                "types of properties right on the wire",
                self.types_on_the_wire,
            ),
            ("members of enums equal", self.members),
            ("bases", self.bases),
            ("kinds", self.kinds),
            ("relationships told from properties", self.relationships),
        ]
    }
}

/// Calculates the figures.
pub fn agreement(join: &Join<'_>, model: &Model) -> Agreement {
    let mut figures = Agreement {
        types: Rate {
            of: join.joined.len(),
            all: join.csdl.types.len(),
        },
        ..Agreement::default()
    };
    for (name, documented) in &join.joined {
        let Some(real) = join.csdl.types.get(*name) else {
            continue;
        };
        figures.kinds.count(documented.kind() == real.kind);
        let Documented::Type(ty) = documented else {
            continue;
        };
        if real.kind == Kind::Enum {
            continue;
        }
        let base = ty.base.as_ref().map(|base| base.as_str());
        figures
            .bases
            .count(join.same_base(base, real.base.as_deref()));
        for property in real.properties.keys() {
            let mut own = ty.properties.iter();
            let found = own.any(|mine| mine.name.eq_ignore_ascii_case(property));
            figures.properties.count(found);
        }
        let line = join.csdl.base_chain(name);
        for property in &ty.properties {
            score_property(join, model, &line, property, &mut figures);
        }
    }
    figures
}

fn score_property(
    join: &Join<'_>,
    model: &Model,
    line: &BaseChain<'_>,
    property: &Property,
    figures: &mut Agreement,
) {
    let found = super::property(line, &property.name);
    figures.properties_right.count(found.is_some());
    let Some((_, real)) = found else { return };
    figures
        .relationships
        .count(property.relationship == real.navigation);
    let same_form = property.collection == real.collection;
    let matched = join.compare(property, real);
    figures
        .types_exact
        .count(matched == Match::Exact && same_form);
    figures
        .types_on_the_wire
        .count(matched != Match::No && same_form);
    if let Some(expected) = join
        .csdl
        .types
        .get(&real.ty)
        .filter(|ty| ty.kind == Kind::Enum)
        && let Some(listed) = members(join, model, property)
    {
        let strip = |names: &[&str]| -> BTreeSet<String> {
            let names = names.iter().filter(|name| **name != SENTINEL);
            names.map(|name| (*name).to_owned()).collect()
        };
        let expected: Vec<&str> = expected
            .members
            .iter()
            .map(|member| member.name.as_str())
            .collect();
        figures.members.count(strip(&expected) == strip(&listed));
    }
}

/// The members that the pages give for a property: those of its value list or of its enum.
pub fn members<'m>(
    join: &Join<'_>,
    model: &'m Model,
    property: &'m Property,
) -> Option<Vec<&'m str>> {
    if let Some(values) = &property.values
        && property.ty == TypeRef::Primitive(Primitive::String)
    {
        return Some(EnumMember::names(&values.members));
    }
    let TypeRef::Enum(name) = &property.ty else {
        return None;
    };
    let found = model.enums.get(name)?;
    // An enum whose name the service does not know cannot be compared.
    let known = join.csdl.types.contains_key(join.spelled(name.as_str()));
    known
        .then(|| EnumMember::names(&found.members))
        .filter(|names| !names.is_empty())
}
