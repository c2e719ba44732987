//! The impls that let the runtime read and write a struct field by field.

use quote::quote;
use syn::{Attribute, Expr, FnArg, ImplItem, ImplItemFn, Item, Stmt, parse_quote};

use super::{
    handle,
    names::{Member, Members},
    relations::Relations,
    syntax::{
        borrow, call, function, integer, literal, mark, name_pattern, own_field, path_expr, string,
        strings, wild,
    },
    template::{Template, by_number},
};
use crate::model::Type;

/// The impls of a struct.
pub(super) struct Records(Template);

/// The attributes of every struct.
pub(super) fn derives() -> Vec<Attribute> {
    vec![
        mark("derive", quote!(Default)),
        mark("non_exhaustive", quote!()),
    ]
}

impl Records {
    pub fn new() -> Records {
        let varying = parse_quote! {
            impl runtime::Record for Placeholder {
                #[inline]
                fn schema(&self) -> &'static runtime::Schema {
                    const SCHEMA: &runtime::Schema = &runtime::Schema::new("", &[]);
                    SCHEMA
                }
                #[inline]
                fn slot(&self, index: usize) -> &dyn runtime::Slot {
                    match index {}
                }
                #[inline]
                fn slot_mut(&mut self, index: usize) -> &mut dyn runtime::Slot {
                    match index {}
                }
                #[inline]
                fn views<'a>(&'a self, show: &mut runtime::Show<'_, 'a>) {
                    runtime::show_all(self, show);
                }
                #[inline]
                fn visit<'a, V: runtime::Visit<'a>>(&'a self, visit: &mut V) {}
                #[inline]
                fn extra(&self) -> &runtime::Extra {
                    &self.extra
                }
                #[inline]
                fn extra_mut(&mut self) -> &mut runtime::Extra {
                    &mut self.extra
                }
            }
        };
        let fixed = parse_quote! {
            impl ::std::clone::Clone for Placeholder {
                #[inline]
                fn clone(&self) -> Self {
                    runtime::copy(self)
                }
            }

            impl ::serde::Serialize for Placeholder {
                #[inline]
                fn serialize<S: ::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    runtime::serialize(self, serializer)
                }
            }

            impl<'de> ::serde::Deserialize<'de> for Placeholder {
                #[inline]
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    runtime::deserialize(deserializer)
                }
            }

            impl ::std::fmt::Debug for Placeholder {
                #[inline]
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    runtime::debug(self, f)
                }
            }

            impl ::std::cmp::PartialEq for Placeholder {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    runtime::equal(self, other)
                }
            }
        };
        Records(Template::new(varying, &fixed))
    }

    /// All impls of the struct called `name`.
    pub fn print(
        &mut self,
        name: &str,
        ty: &Type,
        members: &Members,
        relations: &Relations,
    ) -> String {
        let is_deprecated = |member: &Member| member.property.deprecated.is_some();
        // The fields are used here so that nobody has to.
        let allow = || mark("allow", quote!(deprecated));
        let attrs = members.fields.iter().any(is_deprecated).then(allow);
        self.0.print(name, attrs, |item| {
            if let ImplItem::Fn(method) = item {
                fill(method, ty, members, relations);
            }
        })
    }
}

/// Fills in what depends on the fields: the schema, and one arm a field.
fn fill(method: &mut ImplItemFn, ty: &Type, members: &Members, relations: &Relations) {
    let mutable = method.sig.ident == "slot_mut";
    if mutable || method.sig.ident == "slot" {
        let slots = members
            .fields
            .iter()
            .map(|m| borrow(own_field(&m.ident), mutable))
            .collect();
        by_number(method, slots, || match mutable {
            true => parse_quote!(runtime::no_slot_mut()),
            false => parse_quote!(runtime::no_slot()),
        });
    } else if method.sig.ident == "visit" {
        fill_visit(method, members);
    } else if let Some(Stmt::Item(Item::Const(const_item))) = method.block.stmts.first_mut() {
        *const_item.expr = schema(ty, members, relations);
    }
}

/// One `visit.see(number, &self.field);` a field.
fn fill_visit(method: &mut ImplItemFn, members: &Members) {
    if let Some(FnArg::Typed(visit)) = method.sig.inputs.last_mut() {
        *visit.pat = match members.fields.is_empty() {
            true => wild(),
            false => name_pattern("visit"),
        };
    }
    let fields = members.fields.iter().enumerate();
    let seen = fields.map(|(number, member)| {
        let args = [
            literal(integer(number)),
            borrow(own_field(&member.ident), false),
        ];
        let see = call(path_expr(["visit"]), "see", args);
        Stmt::Expr(see, Some(Default::default()))
    });
    method.block.stmts = seen.collect();
}

/// `&Schema::new(name, &[..])`, and what more is known of the type.
fn schema(ty: &Type, members: &Members, relations: &Relations) -> Expr {
    let fields = strings(members.fields.iter().map(|m| m.property.name.as_str()));
    let new = ["runtime", "Schema", "new"];
    let mut schema = function(new, [string(ty.name.as_str()), fields]);
    let below = relations.below(&ty.name);
    if !below.is_empty() {
        let below = strings(below.iter().map(|name| name.as_str()));
        schema = call(schema, "subtypes", [below]);
    }
    let all = members.fields.iter().chain(&members.relationships);
    let read_only: Vec<&str> = all
        .filter(|member| member.property.read_only)
        .map(|member| member.property.name.as_str())
        .collect();
    if !read_only.is_empty() {
        schema = call(schema, "read_only", [strings(read_only.into_iter())]);
    }
    if let Some(limits) = handle::limits(members) {
        schema = call(schema, "limits", [limits]);
    }
    borrow(schema, false)
}
