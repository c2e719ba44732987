//! Reports references to types that the document does not declare.

use super::{Csdl, Kind, slips::Slips};
use crate::primitive::Primitive;

/// Types of OData without a form of their own in the crate: any value fits.
const ABSTRACT: [&str; 3] = ["Edm.ComplexType", "Edm.EntityType", "Edm.PrimitiveType"];

/// Reports the bases and the types of properties that are not declared, and bases that nothing can extend.
pub(super) fn check(csdl: &Csdl, slips: &mut Slips) {
    for (name, ty) in &csdl.types {
        let kind = |name: &str| csdl.types.get(name).map(|ty| ty.kind);
        if let Some(base) = &ty.base
            && matches!(kind(base), None | Some(Kind::Enum))
        {
            slips.no_type(name, None, base, ty.span);
        }
        for (member, property) in &ty.properties {
            if !is_known(&property.ty) && kind(&property.ty).is_none() {
                slips.no_type(name, Some(member), &property.ty, property.span);
            }
        }
    }
}

fn is_known(ty: &str) -> bool {
    Primitive::of_edm(ty).is_some() || ABSTRACT.contains(&ty) || ty.starts_with("Edm.Geo")
}
