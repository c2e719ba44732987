//! The impls that let the runtime read and write an enum by the number of its variant.

use syn::{Arm, Expr, ImplItem, Stmt, parse_quote};

use super::{
    enumeration::Named,
    syntax::{
        arm, integer, literal, number_pattern, path_expr, path_pattern, string, strings, wild,
    },
    template::Template,
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
                    ::std::result::Result::Ok(match self {
                        Self::Unrecognized(text) => return ::std::result::Result::Err(text),
                    })
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
        self.0.print(name, |item| match item {
            ImplItem::Const(names) => {
                names.expr = strings(variants.iter().map(|named| named.member.name.as_str()));
            }
            ImplItem::Fn(method) => {
                let [Stmt::Expr(body, _)] = method.block.stmts.as_mut_slice() else {
                    return;
                };
                fill(body, &method.sig.ident.to_string(), kind, variants);
            }
            _ => {}
        })
    }
}

/// Fills in what depends on the enum.
fn fill(body: &mut Expr, method: &str, kind: &str, variants: &[Named]) {
    match (method, body) {
        ("kind", body) => *body = string(kind),
        ("from_index", Expr::Match(numbers)) => numbers.arms = from_numbers(variants),
        ("index", Expr::Call(ok)) => {
            if let Some(Expr::Match(own)) = ok.args.first_mut() {
                let unrecognized = own.arms.pop();
                own.arms = to_numbers(variants).chain(unrecognized).collect();
            }
        }
        _ => {}
    }
}

fn from_numbers(variants: &[Named]) -> Vec<Arm> {
    let last = variants.len().saturating_sub(1);
    if variants.is_empty() {
        // No text is a name of it.
        return vec![arm(wild(), parse_quote!(runtime::parse("")))];
    }
    let arms = variants.iter().enumerate().map(|(index, named)| {
        let pat = if index == last {
            wild()
        } else {
            number_pattern(index)
        };
        arm(pat, path_expr(["Self", &named.ident]))
    });
    arms.collect()
}

fn to_numbers(variants: &[Named]) -> impl Iterator<Item = Arm> {
    variants.iter().enumerate().map(|(index, named)| {
        arm(
            path_pattern(["Self", &named.ident]),
            literal(integer(index)),
        )
    })
}
