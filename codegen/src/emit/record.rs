//! The impls that let the runtime read and write a struct field by field.

use quote::quote;
use syn::{
    Attribute, Expr, ExprCall, FnArg, ImplItem, ImplItemFn, Item, Stmt, parse_quote,
    punctuated::Punctuated,
};

use super::{
    names::Members,
    syntax::{
        borrow, integer, literal, mark, name_pattern, own_field, path_expr, string, strings, wild,
    },
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
                fn views<'a>(&'a self, show: &mut runtime::Show<'_, 'a>) {}
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
    } else if method.sig.ident == "views" {
        fill_views(method, members);
    } else if let Some(Stmt::Item(Item::Const(schema))) = method.block.stmts.first_mut() {
        fill_schema(&mut schema.expr, qualified, members);
    }
}

/// One `runtime::show(number, &self.field, show);` a field.
fn fill_views(method: &mut ImplItemFn, members: &Members) {
    if let Some(FnArg::Typed(show)) = method.sig.inputs.last_mut() {
        *show.pat = match members.fields.is_empty() {
            true => wild(),
            false => name_pattern("show"),
        };
    }
    let fields = members.fields.iter().enumerate();
    let shown = fields.map(|(number, member)| {
        let args = [
            literal(integer(number)),
            borrow(own_field(&member.ident), false),
            path_expr(["show"]),
        ];
        let call = ExprCall {
            attrs: Vec::new(),
            func: Box::new(path_expr(["runtime", "show"])),
            paren_token: Default::default(),
            args: Punctuated::from_iter(args),
        };
        Stmt::Expr(Expr::Call(call), Some(Default::default()))
    });
    method.block.stmts = shown.collect();
}

/// Fills in `&Schema::new(name, &[..])`.
fn fill_schema(schema: &mut Expr, qualified: &str, members: &Members) {
    let Expr::Reference(reference) = schema else {
        return;
    };
    let Expr::Call(new) = &mut *reference.expr else {
        return;
    };
    let fields = strings(members.fields.iter().map(|m| m.property.name.as_str()));
    new.args = [string(qualified), fields].into_iter().collect();
}
