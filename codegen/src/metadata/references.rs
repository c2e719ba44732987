//! Reports references to types that the document does not declare.

use super::{Csdl, slips::Slips};

/// Reports the bases and the types of properties that are not declared, and bases that nothing can extend.
pub(super) fn check(csdl: &Csdl, slips: &mut Slips) {
    for (name, ty) in &csdl.types {
        if let Some(base) = &ty.base
            && !csdl.can_be_base(base)
        {
            slips.no_type(name, None, base, ty.span);
        }
        for (member, property) in &ty.properties {
            if !csdl.is_readable(&property.ty) {
                slips.no_type(name, Some(member), &property.ty, property.span);
            }
        }
    }
}
