//! Code for facts about notifications: what they contain, and what they say about operations.

use quote::quote;
use syn::{Item, parse_quote};

use super::{
    api::Line,
    ast::{doc, ident},
    ident as words, lifecycle,
    module_layout::ItemPath,
    names::Members,
    quotes::quoting,
    scope::Scope,
};
use crate::model::{
    Type, TypeRef,
    type_facts::{Content, TypeFacts},
};

/// Returns the enum of the types that a member may contain, its accessor, and the impl of `Notification`. For a list of
/// such types, returns a method that reads each element on its own.
pub(super) fn items(ty: &Type, members: &Members, scope: &Scope) -> Vec<Item> {
    let mut items = Vec::new();
    let facts = scope.model.type_facts.get(&ty.name);
    if let Some(facts) = facts
        && let Some(content) = &facts.content
    {
        items.extend(held(ty, content, facts, scope));
    }
    let list = members
        .fields
        .iter()
        .find_map(|member| match &member.property.ty {
            TypeRef::Type(name) if member.property.collection => {
                let facts = scope.model.type_facts.get(name)?;
                facts.content.as_ref().map(|_| member)
            }
            _ => None,
        });
    if let Some(list) = list.filter(|_| !members.has_method("items")) {
        let (name, field) = (ident(&scope.item_path.ident), ident(&list.ident));
        let (wire, element) = (&list.property.name, scope.element(list));
        let about = doc(&[format!(
            "Reads the elements of `{wire}` one by one: one that cannot be read is returned as it was received, and the others are not lost."
        )]);
        let strict = doc(&[strict_about(wire)]);
        items.push(Item::Impl(parse_quote! {
            impl #name {
                #(#about)*
                pub fn items(
                    &self,
                ) -> ::std::vec::Vec<::std::result::Result<#element, runtime::Value>> {
                    runtime::operations::each(self.#field.as_deref(), self, #wire)
                }
                #(#strict)*
                pub fn type_mismatches(&self) -> ::std::vec::Vec<runtime::TypeMismatch> {
                    runtime::operations::element_type_mismatches(self, #wire, &self.items(), |item: &#element| item.type_mismatches())
                }
            }
        }));
    }
    items
}

/// One of the types that a member may contain.
struct ContentKind<'a> {
    variant: String,
    item_path: &'a ItemPath,
    types: Vec<&'a str>,
    has_lifecycle: bool,
}

fn held(ty: &Type, content: &Content, facts: &TypeFacts, scope: &Scope) -> Vec<Item> {
    let Some(name) = scope.names.content(&ty.name) else {
        return Vec::new();
    };
    let kinds: Vec<ContentKind> = content
        .types
        .iter()
        .filter_map(|name| {
            let item_path = scope.names.item_path(name)?;
            Some(ContentKind {
                variant: words::pascal(name.short()),
                item_path,
                types: lifecycle::family(scope.model, name),
                has_lifecycle: lifecycle::of_type(scope.model, name).is_some(),
            })
        })
        .collect();
    let enumeration = enumeration(name, content, &kinds, scope);
    let notification = notification(content, facts, &kinds, scope);
    let accessor = accessor(name, content, facts, &kinds, scope);
    let items = [enumeration, resource(name, &kinds), accessor];
    items.into_iter().chain(notification).collect()
}

fn enumeration(name: &str, content: &Content, kinds: &[ContentKind], scope: &Scope) -> Item {
    let about = format!("The content of `{}`.", content.property);
    let about = quoting(about, [&content.provenance]);
    let variants = kinds.iter().map(|kind| {
        let (variant, path) = (ident(&kind.variant), scope.declared(Some(kind.item_path)));
        let about = doc(&[format!("`{}`, or a type that extends it.", kind.types[0])]);
        quote! { #(#about)* #variant(::std::boxed::Box<#path>), }
    });
    let name = ident(name);
    Item::Enum(parse_quote! {
        #(#about)*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Anything else, as it was received.
            Other(runtime::Value),
        }
    })
}

fn addresses(facts: &TypeFacts) -> &[String] {
    facts.addresses.as_ref().map_or(&[], |(names, _)| names)
}

/// The table of kinds.
fn table(kinds: &[ContentKind], scope: &Scope) -> proc_macro2::TokenStream {
    let kinds = kinds.iter().map(|kind| {
        let types = &kind.types;
        let lifecycle = match kind.has_lifecycle {
            true => {
                let path = scope.declared(Some(kind.item_path));
                quote! { ::std::option::Option::Some(<#path as runtime::operations::Operation>::LIFECYCLE) }
            }
            false => quote! { ::std::option::Option::None },
        };
        quote! { runtime::operations::Kind { types: &[#(#types),*], lifecycle: #lifecycle } }
    });
    quote! { &[#(#kinds),*] }
}

fn accessor(
    name: &str,
    content: &Content,
    facts: &TypeFacts,
    kinds: &[ContentKind],
    scope: &Scope,
) -> Item {
    let about = format!(
        "Returns the content of `{}` by type, or `None` if it is null or absent.",
        content.property
    );
    let addresses = facts.addresses.iter().map(|(_, provenance)| provenance);
    let about = quoting(about, [&content.provenance].into_iter().chain(addresses));
    let arms = kinds.iter().enumerate().map(|(at, kind)| {
        let variant = ident(&kind.variant);
        quote! { Some(#at) => runtime::operations::boxed(value).map(Held::#variant), }
    });
    let (owner, held) = (ident(&scope.item_path.ident), ident(name));
    let (method, wire) = (ident(&words::snake(&content.property)), &content.property);
    let (table, addresses) = (table(kinds, scope), self::addresses(facts));
    let strict = doc(&[strict_about(wire)]);
    Item::Impl(parse_quote! {
        impl #owner {
            #(#about)*
            pub fn #method(&self) -> ::std::option::Option<runtime::operations::OneOrMany<#held>> {
                use #held as Held;
                const KINDS: &[runtime::operations::Kind] = #table;
                runtime::operations::content(self, #wire, &[#(#addresses),*], KINDS, |kind, value| {
                    let known = match kind {
                        #(#arms)*
                        _ => ::std::option::Option::None,
                    };
                    known.unwrap_or_else(|| Held::Other(::std::clone::Clone::clone(value)))
                })
            }
            #(#strict)*
            pub fn type_mismatches(&self) -> ::std::vec::Vec<runtime::TypeMismatch> {
                runtime::operations::content_type_mismatches(self, #wire, self.#method())
            }
        }
    })
}

/// Returns the documentation of `type_mismatches`.
fn strict_about(wire: &str) -> String {
    format!(
        "Returns every value that does not fit its field, including those in `{wire}`, with its path."
    )
}

/// Returns the impl of `Content`.
fn resource(name: &str, kinds: &[ContentKind]) -> Item {
    let name = ident(name);
    let variants = kinds.iter().map(|kind| ident(&kind.variant));
    Item::Impl(parse_quote! {
        impl runtime::operations::Content for #name {
            fn record(&self) -> ::std::result::Result<&dyn runtime::Record, &runtime::Value> {
                match self {
                    #(Self::#variants(held) => ::std::result::Result::Ok(&**held),)*
                    Self::Other(value) => ::std::result::Result::Err(value),
                }
            }
        }
    })
}

/// Returns the lines for the public items of a type's content.
pub(super) fn api(ty: &Type, scope: &Scope) -> Vec<Line> {
    let facts = scope.model.type_facts.get(&ty.name);
    let content = facts.and_then(|facts| facts.content.as_ref());
    let (Some(content), Some(name)) = (content, scope.names.content(&ty.name)) else {
        return Vec::new();
    };
    let module = scope.item_path.modules.join("::");
    let (own, wire) = (&scope.item_path.ident, &content.property);
    let method = words::snake(wire);
    let accessor = format!("{module}::{own}.{method}() -> Option<OneOrMany<{module}::{name}>>");
    let mut lines = vec![
        Line::new(accessor, format!("`{wire}`")),
        Line::new(format!("{module}::{name}"), format!("enum `{wire}`")),
    ];
    lines.extend(content.types.iter().map(|ty| {
        let variant = words::pascal(ty.short());
        Line::new(format!("{module}::{name}::{variant}"), format!("`{ty}`"))
    }));
    lines
}

/// Returns the impl of `Notification` if a part of the content are operations.
fn notification(
    content: &Content,
    facts: &TypeFacts,
    kinds: &[ContentKind],
    scope: &Scope,
) -> Option<Item> {
    let operation = kinds.iter().find(|kind| kind.has_lifecycle)?;
    let operation = scope.declared(Some(operation.item_path));
    let (wire, addresses, table) = (&content.property, addresses(facts), table(kinds, scope));
    let (change, removed) = match &facts.removal {
        Some((property, values, _)) => (
            quote! { ::std::option::Option::Some(#property) },
            quote! { &[#(#values),*] },
        ),
        None => (quote! { ::std::option::Option::None }, quote! { &[] }),
    };
    let owner = ident(&scope.item_path.ident);
    Some(Item::Impl(parse_quote! {
        impl runtime::operations::Notification for #owner {
            type Operation = #operation;
            const SPEC: &'static runtime::operations::NotificationSpec = &runtime::operations::NotificationSpec {
                content: #wire,
                addresses: &[#(#addresses),*],
                change: #change,
                removed: #removed,
                kinds: #table,
            };
        }
    }))
}
