//! The impls that let the runtime read and write an enum by the number of its variant.

use syn::{Arm, Expr, ImplItem, Stmt, parse_quote};

use super::{
    enumeration::Named,
    syntax::{arm, function, integer, literal, path_expr, path_pattern, string, strings},
    template::{Template, by_number},
};

/// The impls of an enum.
pub(super) struct Choices(Template);

impl Choices {
    pub fn new() -> Choices {
        let varying = parse_quote! {
            impl runtime::WireEnum for Placeholder {
                const NAMES: &'static [&'static str] = &[];
                #[inline]
                fn from_index(index: usize) -> Self {
                    match index {}
                }
                #[inline]
                fn unrecognized(text: runtime::Unrecognized) -> Self {
                    Self::Unrecognized(text)
                }
                #[inline]
                fn index(&self) -> ::std::result::Result<usize, &runtime::Unrecognized> {
                    match self {
                        Self::Unrecognized(text) => Err(text),
                    }
                }
            }

            impl runtime::Item for Placeholder {
                #[inline]
                fn kind() -> &'static str {
                    ""
                }
                #[inline]
                fn take(token: runtime::Token<'_>) -> ::std::option::Option<Self> {
                    runtime::read_name(token)
                }
                #[inline]
                fn view(&self) -> runtime::View<'_> {
                    runtime::view_name(self)
                }
            }
        };
        let fixed = parse_quote! {
            impl Placeholder {
                /// The documented spelling, or what was sent if that is not documented.
                #[inline]
                pub fn as_str(&self) -> &str {
                    runtime::name(self)
                }
            }

            impl ::std::convert::From<&str> for Placeholder {
                #[inline]
                fn from(text: &str) -> Self {
                    runtime::parse(text)
                }
            }

            impl ::std::fmt::Display for Placeholder {
                #[inline]
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.pad(runtime::name(self))
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
        };
        Choices(Template::new(varying, &fixed))
    }

    /// All impls of the enum called `name`; `kind` is what misfits say of values that are no text.
    pub fn print(&mut self, name: &str, kind: &str, variants: &[Named]) -> String {
        self.0.print(name, None, |item| match item {
            ImplItem::Const(names) => {
                names.expr = strings(variants.iter().map(|named| named.member.name.as_str()));
            }
            ImplItem::Fn(method) if method.sig.ident == "from_index" => {
                let own = variants
                    .iter()
                    .map(|named| path_expr(["Self", &named.ident]))
                    .collect();
                // No text is a name of an enum without members.
                by_number(method, own, || parse_quote!(runtime::parse("")));
            }
            ImplItem::Fn(method) => {
                let is_kind = method.sig.ident == "kind";
                match method.block.stmts.as_mut_slice() {
                    [Stmt::Expr(body, _)] if is_kind => *body = string(kind),
                    [Stmt::Expr(Expr::Match(own), _)] => {
                        let unrecognized = own.arms.pop();
                        own.arms = numbers(variants).chain(unrecognized).collect();
                    }
                    _ => {}
                }
            }
            _ => {}
        })
    }
}

/// `Self::Member => Ok(0)` for each member.
fn numbers(variants: &[Named]) -> impl Iterator<Item = Arm> {
    variants.iter().enumerate().map(|(index, named)| {
        let number = literal(integer(index));
        arm(
            path_pattern(["Self", &named.ident]),
            function(["Ok"], [number]),
        )
    })
}
