//! Impls that differ between types only in a few places: parsed once, then filled in and printed again
//! for each type.

use syn::{File, ImplItem, Item};

use super::syntax::{path, type_of};

/// The type that the impls of a template are written for.
const PLACEHOLDER: &str = "Placeholder";

/// The impls of a kind of type.
pub(super) struct Template {
    varying: File,
    fixed: String,
}

impl Template {
    /// Takes impls of `Placeholder`: those to be filled in, and those of which only the type's name changes.
    pub fn new(varying: File, fixed: &File) -> Template {
        Template {
            varying,
            fixed: prettyplease::unparse(fixed),
        }
    }

    /// The impls as those of the type `name`, the items of those that vary as `fill` leaves them. What
    /// `fill` changes once it must change each time.
    pub fn print(&mut self, name: &str, mut fill: impl FnMut(&mut ImplItem)) -> String {
        for item in &mut self.varying.items {
            if let Item::Impl(item) = item {
                *item.self_ty = type_of(path([name]));
                item.items.iter_mut().for_each(&mut fill);
            }
        }
        // This text is our own and has no text of a page in it.
        prettyplease::unparse(&self.varying) + &self.fixed.replace(PLACEHOLDER, name)
    }
}
