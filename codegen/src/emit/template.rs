//! Impls that differ between types only in a few places: parsed once, then filled in and printed again
//! for each type.

use syn::{Attribute, Expr, File, FnArg, ImplItem, ImplItemFn, Item, Stmt};

use super::syntax::{arm, choose, name_pattern, number_pattern, path, type_of, wild};

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

    /// The impls as those of the type `name`, the first of those that vary with `attr`, and their
    /// items as `fill` leaves them. What `fill` changes once it must change each time.
    pub fn print(
        &mut self,
        name: &str,
        mut attr: Option<Attribute>,
        mut fill: impl FnMut(&mut ImplItem),
    ) -> String {
        for item in &mut self.varying.items {
            if let Item::Impl(item) = item {
                item.attrs = attr.take().into_iter().collect();
                *item.self_ty = type_of(path([name]));
                item.items.iter_mut().for_each(&mut fill);
            }
        }
        // This text is our own and has no text of a page in it.
        prettyplease::unparse(&self.varying) + &self.fixed.replace(PLACEHOLDER, name)
    }
}

/// Makes the body of `method`, which takes an index last, an expression an index. The last one stands for
/// every index that is left, and where there is none `nothing` does.
pub(super) fn by_number(method: &mut ImplItemFn, mut each: Vec<Expr>, nothing: impl Fn() -> Expr) {
    let last = each.pop().unwrap_or_else(nothing);
    let is_only = each.is_empty();
    if let Some(FnArg::Typed(index)) = method.sig.inputs.last_mut() {
        *index.pat = if is_only {
            wild()
        } else {
            name_pattern("index")
        };
    }
    let body = match is_only {
        true => last,
        false => {
            let each = each.into_iter().enumerate();
            let arms = each.map(|(index, body)| arm(number_pattern(index), body));
            choose("index", arms.chain([arm(wild(), last)]).collect())
        }
    };
    method.block.stmts = vec![Stmt::Expr(body, None)];
}
