//! OData's primitive types and the Rust types of their values.

use super::{
    Number, Value,
    record::{Accepted, Item, Token, View},
};

impl Item for String {
    fn kind() -> &'static str {
        "Edm.String"
    }

    #[inline]
    fn from_token(token: Token<'_>) -> Option<String> {
        match token {
            Token::Str(text) => Some(text.to_owned()),
            _ => None,
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

impl Item for bool {
    fn kind() -> &'static str {
        "Edm.Boolean"
    }

    #[inline]
    fn from_token(token: Token<'_>) -> Option<bool> {
        match token {
            Token::Bool(value) => Some(value),
            _ => None,
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

macro_rules! integer {
    ($type:ty, $name:literal) => {
        impl Item for $type {
            fn kind() -> &'static str {
                $name
            }

            #[inline]
            fn from_token(token: Token<'_>) -> Option<$type> {
                match token {
                    Token::Number(number) => number.as_i64()?.try_into().ok(),
                    Token::Raw(raw) if raw.as_str() == "-0" => Some(0),
                    // Integers that a double cannot hold exactly are sent as strings if a client asked for that
                    // (`IEEE754Compatible`).
                    Token::Str(text) if <$type>::BITS == 64 => {
                        Number::integer(text)?.as_i64()?.try_into().ok()
                    }
                    _ => None,
                }
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::Number(Number::from(i64::from(*self)))
            }
        }
    };
}

integer!(i8, "Edm.SByte");
integer!(u8, "Edm.Byte");
integer!(i16, "Edm.Int16");
integer!(i32, "Edm.Int32");
integer!(i64, "Edm.Int64");

/// `Edm.Single` and `Edm.Double`. OData uses strings for the values that JSON has no number for.
impl Item for f64 {
    fn kind() -> &'static str {
        "Edm.Double"
    }

    #[inline]
    fn from_token(token: Token<'_>) -> Option<f64> {
        match token {
            Token::Number(number) => number.as_f64(),
            Token::Raw(raw) => raw.nearest(),
            Token::Str("INF") => Some(f64::INFINITY),
            Token::Str("-INF") => Some(f64::NEG_INFINITY),
            Token::Str("NaN") => Some(f64::NAN),
            _ => None,
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Number(Number::F64(*self))
    }
}

/// Accepts anything but null, which leaves a field empty.
impl Item for Value {
    fn kind() -> &'static str {
        "Edm.Untyped"
    }

    #[inline]
    fn from_token(token: Token<'_>) -> Option<Value> {
        match token {
            Token::Null | Token::Retract => None,
            token => Some(Value::from(token)),
        }
    }

    fn finish(&mut self, token: Token<'_>) -> Accepted<'_> {
        match token {
            Token::Seq | Token::Map => Accepted::Value(self),
            _ => Accepted::Fit,
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Value(self)
    }
}
