//! The impls that let the runtime read and write a struct field by field.

use quote::quote;
use syn::{Attribute, Expr, ImplItem, ImplItemFn, Item, Stmt, parse_quote};

use super::{
    names::Members,
    syntax::{borrow, mark, own_field, string, strings},
    template::{Template, by_number},
};

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
                    const SCHEMA: &runtime::Schema = &runtime::Schema { name: "", fields: &[] };
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

    /// All impls of the struct called `name`, whose qualified name is `qualified`.
    pub fn print(&mut self, name: &str, qualified: &str, members: &Members) -> String {
        self.0.print(name, |item| {
            if let ImplItem::Fn(method) = item {
                fill(method, qualified, members);
            }
        })
    }
}

/// Fills in what depends on the fields: the schema, and one arm a field.
fn fill(method: &mut ImplItemFn, qualified: &str, members: &Members) {
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
    } else if let Some(Stmt::Item(Item::Const(schema))) = method.block.stmts.first_mut() {
        fill_schema(&mut schema.expr, qualified, members);
    }
}

/// Fills in `&Schema { name, fields: &[..] }`.
fn fill_schema(schema: &mut Expr, qualified: &str, members: &Members) {
    let Expr::Reference(reference) = schema else {
        return;
    };
    let Expr::Struct(literal) = &mut *reference.expr else {
        return;
    };
    for field in &mut literal.fields {
        field.expr = match field.expr {
            Expr::Reference(_) => strings(members.fields.iter().map(|m| m.property.name.as_str())),
            _ => string(qualified),
        };
    }
}
