//! Decimal numbers that keep every digit.

use std::fmt;

use super::{
    Number, RawValue, read,
    record::{Item, Token, View},
};

/// A decimal number (`Edm.Decimal`): a number or a string, as it was received, because services send both.
///
/// Numbers are compared by value, strings as text.
#[derive(Clone, PartialEq)]
pub struct Decimal(Form);

#[derive(Clone, PartialEq)]
enum Form {
    Number(Number),
    Raw(RawValue),
    Text(Box<str>),
}

impl Decimal {
    /// Returns the number. `None` if the value is a string on the wire, or a number with more digits than a [`Number`]
    /// can hold.
    pub fn as_number(&self) -> Option<Number> {
        match self.0 {
            Form::Number(number) => Some(number),
            Form::Raw(_) | Form::Text(_) => None,
        }
    }

    /// Returns the string, if the value is not a number on the wire.
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Form::Number(_) | Form::Raw(_) => None,
            Form::Text(text) => Some(text),
        }
    }
}

impl Item for Decimal {
    fn kind() -> &'static str {
        "Edm.Decimal"
    }

    #[inline]
    fn from_token(token: Token<'_>) -> Option<Decimal> {
        match token {
            Token::Number(number) => Some(Decimal(Form::Number(number))),
            Token::Raw(raw) if raw.kind() == "a number" => Some(Decimal(Form::Raw(raw.clone()))),
            Token::Str(text) => Some(Decimal::from(text)),
            _ => None,
        }
    }

    fn view(&self) -> View<'_> {
        match &self.0 {
            Form::Number(number) => View::Number(*number),
            Form::Raw(raw) => View::Raw(raw),
            Form::Text(text) => View::Str(text),
        }
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Decimal {
        Decimal(Form::Text(text.into()))
    }
}

impl From<String> for Decimal {
    fn from(text: String) -> Decimal {
        Decimal(Form::Text(text.into()))
    }
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Decimal {
        Decimal(Form::Number(number))
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Decimal {
        Decimal::from(Number::from(number))
    }
}

impl From<f64> for Decimal {
    fn from(number: f64) -> Decimal {
        Decimal::from(Number::F64(number))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Number(number) => number.fmt(f),
            Form::Raw(raw) => raw.fmt(f),
            Form::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Number(number) => write!(f, "{number}"),
            Form::Raw(raw) => raw.fmt(f),
            Form::Text(text) => write!(f, "{text:?}"),
        }
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        read::deserialize_item(deserializer)
    }
}
