//! JSON values of any kind.

mod object;

use std::fmt;

use super::{Number, RawValue};

pub use object::{Extra, Object};

/// Any JSON value.
#[derive(Clone, Default, PartialEq)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number. Numbers are compared by value.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// An object, whose members keep their order.
    Object(Object),
    /// A value that no other variant can hold, as it was received.
    Raw(RawValue),
}

impl Value {
    /// Whether the value is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Returns the boolean, if the value is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the number, if the value is one. `None` for a number that is kept as [`Raw`](Value::Raw).
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the string, if the value is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the elements, if the value is a list.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Value::Array(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the members, if the value is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Names the kind of JSON value, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
            Value::Raw(raw) => raw.kind(),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => value.fmt(f),
            Value::Number(number) => number.fmt(f),
            Value::String(text) => text.fmt(f),
            Value::Array(values) => values.fmt(f),
            Value::Object(object) => object.fmt(f),
            Value::Raw(raw) => raw.fmt(f),
        }
    }
}

impl From<Number> for Value {
    /// JSON has no number for non-finite values; they become the strings `INF`, `-INF` or `NaN`, as OData writes them.
    #[inline]
    fn from(number: Number) -> Value {
        match number {
            Number::F64(n) if !n.is_finite() => Value::String(unfinite(n).to_owned()),
            _ => Value::Number(number),
        }
    }
}

/// The string that OData uses for a double that JSON has no number for.
pub(super) fn unfinite(n: f64) -> &'static str {
    match n {
        f64::INFINITY => "INF",
        f64::NEG_INFINITY => "-INF",
        _ => "NaN",
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Value {
        Value::Array(values.into_iter().map(Into::into).collect())
    }
}

impl From<bool> for Value {
    #[inline]
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Value {
        Value::Number(Number::from(i64::from(value)))
    }
}

impl From<i64> for Value {
    #[inline]
    fn from(value: i64) -> Value {
        Value::Number(Number::from(value))
    }
}

impl From<u64> for Value {
    #[inline]
    fn from(value: u64) -> Value {
        Value::Number(Number::U64(value))
    }
}

impl From<f64> for Value {
    #[inline]
    fn from(value: f64) -> Value {
        Value::from(Number::F64(value))
    }
}

impl From<&str> for Value {
    #[inline]
    fn from(value: &str) -> Value {
        Value::String(value.to_owned())
    }
}

impl From<String> for Value {
    #[inline]
    fn from(value: String) -> Value {
        Value::String(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(values: Vec<Value>) -> Value {
        Value::Array(values)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Value {
        Value::Object(object)
    }
}
