//! Reading and writing JSON text, and conversions to and from `serde_json::Value`.
//!
//! Values are read from their text, so that no number is rounded and no body is rejected because of a single value; see
//! [`Value::Raw`].

use serde::{Deserialize, Serialize};

use super::{Item, Number, Object, Record, Value, deserialize_strict};

/// Reads a body from bytes.
///
/// # Errors
///
/// Returns an error if the bytes are not valid JSON, or not the kind of JSON value that `T` is read from.
pub fn from_slice<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(json)
}

/// Reads a body from a string.
///
/// # Errors
///
/// Returns an error if the string is not valid JSON, or not the kind of JSON value that `T` is read from.
pub fn from_str<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, serde_json::Error> {
    serde_json::from_str(json)
}

/// Like [`from_slice`], but rejects what [`deserialize_strict`] rejects.
///
/// # Errors
///
/// Returns an error in the same cases as [`from_slice`], and if a value does not fit its field. The error then names
/// the path of each such value, the type of its field and what was received.
pub fn from_slice_strict<T: Item + Record>(json: &[u8]) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let record = deserialize_strict(&mut reader)?;
    reader.end()?;
    Ok(record)
}

/// Like [`from_str`], but rejects what [`deserialize_strict`] rejects.
///
/// # Errors
///
/// Returns an error in the same cases as [`from_str`], and if a value does not fit its field. The error then names the
/// path of each such value, the type of its field and what was received.
pub fn from_str_strict<T: Item + Record>(json: &str) -> Result<T, serde_json::Error> {
    from_slice_strict(json.as_bytes())
}

/// Writes a body as JSON text.
///
/// # Errors
///
/// Never fails for the types of this crate.
pub fn to_string<T: Serialize + ?Sized>(body: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(body)
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Bool(value),
            serde_json::Value::Number(number) => from_number(&number),
            serde_json::Value::String(text) => Value::String(text),
            serde_json::Value::Array(values) => values.into_iter().collect(),
            serde_json::Value::Object(members) => Value::Object(members.into_iter().collect()),
        }
    }
}

/// With serde_json's feature `arbitrary_precision`, the number may have more digits than any numeric type can hold.
fn from_number(number: &serde_json::Number) -> Value {
    match (number.as_u64(), number.as_i64()) {
        (Some(n), _) => Value::from(n),
        (None, Some(n)) => Value::from(n),
        (None, None) => Value::deserialize(number).unwrap_or_default(),
    }
}

impl From<Value> for serde_json::Value {
    /// Non-finite numbers become null. A number that is kept as [`Raw`](Value::Raw) becomes the nearest one that
    /// serde_json can represent; any other raw value that serde_json cannot hold becomes a string with its text.
    fn from(value: Value) -> serde_json::Value {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => value.into(),
            Value::Number(Number::U64(number)) => number.into(),
            Value::Number(Number::I64(number)) => number.into(),
            Value::Number(Number::F64(number)) => number.into(),
            Value::String(text) => text.into(),
            Value::Array(values) => values.into_iter().map(serde_json::Value::from).collect(),
            Value::Object(object) => serde_json::Value::Object(object.into()),
            Value::Raw(raw) => {
                serde_json::from_str(raw.as_str()).unwrap_or_else(|_| raw.as_str().into())
            }
        }
    }
}

impl From<Object> for serde_json::Map<String, serde_json::Value> {
    fn from(object: Object) -> Self {
        object
            .into_iter()
            .map(|(name, value)| (name, value.into()))
            .collect()
    }
}
