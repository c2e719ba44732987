//! Enums, which keep names that are not documented.

use std::{fmt, hash::Hash};

use super::record::{Item, Token, View};

/// A value of an enum that its type does not know, with the text as it was received.
///
/// It cannot be constructed directly: reading a text gives the documented variant if one exists.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    /// Returns the text as it was received.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An enum: its documented members, and one variant for any other text.
pub trait WireEnum: Item + Clone + Eq + Hash + 'static {
    /// The documented names.
    const NAMES: &'static [&'static str];
    /// Their variants.
    const VARIANTS: &'static [Self];
    /// The variant for a text that is not a documented name.
    fn unrecognized(text: Unrecognized) -> Self;
    /// The documented name of the variant, or the text that was received.
    fn documented(&self) -> Result<&'static str, &Unrecognized>;
}

/// Parses a name: the variant with exactly this spelling, otherwise one that differs only in letter case.
pub fn parse<E: WireEnum>(text: &str) -> E {
    let variant = index_of(E::NAMES, text).and_then(|index| E::VARIANTS.get(index));
    match variant {
        Some(variant) => variant.clone(),
        None => E::unrecognized(Unrecognized(text.into())),
    }
}

/// Returns the index of a name.
fn index_of(names: &[&str], text: &str) -> Option<usize> {
    let is_in_any_case = |name: &&str| name.eq_ignore_ascii_case(text);
    let exact = names.iter().position(|name| *name == text);
    exact.or_else(|| names.iter().position(is_in_any_case))
}

/// Returns the documented name of a variant, or the text that was received.
pub fn name<E: WireEnum>(value: &E) -> &str {
    match value.documented() {
        Ok(name) => name,
        Err(text) => text.as_str(),
    }
}

/// Reads a variant from a token.
#[inline]
pub fn read_name<E: WireEnum>(token: Token<'_>) -> Option<E> {
    match token {
        Token::Str(text) => Some(parse(text)),
        _ => None,
    }
}

/// Returns a view of the variant.
#[inline]
pub fn view_name<E: WireEnum>(value: &E) -> View<'_> {
    match value.documented() {
        Ok(name) => View::Name(name),
        Err(text) => View::Str(text.as_str()),
    }
}

/// Implements everything that the runtime needs to read and write an enum. The header is `Name: "kind";`, where the
/// kind is what a type mismatch reports as expected; each member is a row. A variant without a row is a compile error.
#[allow(unused_macros, reason = "a crate may have no such type")]
macro_rules! wire_enum {
    ($name:ident: $kind:literal; $($variant:ident: $text:literal,)*) => {
        impl runtime::WireEnum for $name {
            const NAMES: &'static [&'static str] = &[$($text),*];
            const VARIANTS: &'static [Self] = &[$(Self::$variant),*];
            #[inline]
            fn unrecognized(text: runtime::Unrecognized) -> Self {
                Self::Unrecognized(text)
            }
            #[inline]
            fn documented(&self) -> ::std::result::Result<&'static str, &runtime::Unrecognized> {
                match self {
                    $(Self::$variant => Ok($text),)*
                    Self::Unrecognized(text) => Err(text),
                }
            }
        }

        impl runtime::Item for $name {
            #[inline]
            fn kind() -> &'static str {
                $kind
            }
            #[inline]
            fn from_token(token: runtime::Token<'_>) -> ::std::option::Option<Self> {
                runtime::read_name(token)
            }
            #[inline]
            fn view(&self) -> runtime::View<'_> {
                runtime::view_name(self)
            }
        }

        impl $name {
            /// Returns the documented spelling, or the text that was received if it is not documented.
            #[inline]
            pub fn as_str(&self) -> &str {
                runtime::name(self)
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                runtime::parse(text)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                runtime::parse(&text)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;
            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(runtime::parse(text))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(runtime::name(self))
            }
        }

        runtime::serde_impls!($name, deserialize_item);
    };
}
#[allow(unused_imports, reason = "a crate may have no such type")]
pub(crate) use wire_enum;
