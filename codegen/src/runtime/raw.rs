//! JSON text that is kept unchanged because no other type can hold its value.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::Number;

/// The text of a JSON value that no other [`Value`](super::Value) can hold.
///
/// This is a number beyond 64 bits or with more digits than an `f64` can distinguish, a string with half of a surrogate
/// pair, or a value that is nested too deeply. It is written as it was received, and two are equal if their texts are.
/// Only reading creates one.
#[derive(Clone)]
pub struct RawValue(Box<(Via, Box<str>)>);

/// The form in which serde_json hands text over and accepts it: a struct with a single member, whose name is reserved
/// for this purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    /// With the feature `arbitrary_precision`, which any crate in the build may enable: the digits of a number.
    Number,
    /// With the feature `raw_value`, on request: any value.
    Any,
}

impl Via {
    /// Name of the struct and of its member.
    pub(super) const fn token(self) -> &'static str {
        match self {
            Via::Number => "$serde_json::private::Number",
            Via::Any => "$serde_json::private::RawValue",
        }
    }

    /// The form that uses this name.
    #[inline]
    pub(super) fn of(name: &str) -> Option<Via> {
        if !name.starts_with('$') {
            return None;
        }
        [Via::Number, Via::Any]
            .into_iter()
            .find(|via| via.token() == name)
    }
}

impl RawValue {
    pub(super) fn new(via: Via, text: Box<str>) -> RawValue {
        RawValue(Box::new((via, text)))
    }

    /// An integer beyond 64 bits.
    pub(super) fn integer(number: impl fmt::Display) -> RawValue {
        RawValue::new(Via::Number, number.to_string().into())
    }

    /// Returns the JSON text as it was received.
    pub fn as_str(&self) -> &str {
        &self.0.1
    }

    pub(super) fn via(&self) -> Via {
        self.0.0
    }

    pub(super) fn kind(&self) -> &'static str {
        match self.as_str().trim_start().as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a string",
            _ => "a number",
        }
    }

    /// Returns the nearest `f64`, if this is a number.
    pub(super) fn nearest(&self) -> Option<f64> {
        let number: f64 = self.as_str().parse().ok()?;
        (number.is_finite() && super::number::is_json(self.as_str())).then_some(number)
    }

    /// Whether this is a spelling of `number`.
    pub(super) fn spells(&self, number: Number) -> bool {
        self.nearest().is_some_and(|n| Number::F64(n) == number)
    }
}

impl PartialEq for RawValue {
    fn eq(&self, other: &RawValue) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for RawValue {}

impl fmt::Debug for RawValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            "a number" => f.write_str(self.as_str()),
            _ => self.as_str().fmt(f),
        }
    }
}

impl fmt::Display for RawValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for RawValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = self.via().token();
        let mut text = serializer.serialize_struct(token, 1)?;
        text.serialize_field(token, self.as_str())?;
        text.end()
    }
}
