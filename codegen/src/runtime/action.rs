//! The response to an action.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{ServiceError, Value, from_value, lifecycle::Operation};

/// Reads the answer to an action: an operation, or `None` where the service answered with null, which is no
/// mistake and has a meaning of its own, see [`Expectation`](super::operations::Expectation).
///
/// # Errors
///
/// If the answer is the service's report of an error, or nothing that an operation could be read from.
pub fn action_response<'de, O, D>(deserializer: D) -> Result<Option<O>, D::Error>
where
    O: Operation + for<'a> Deserialize<'a>,
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    if value.is_null() {
        return Ok(None);
    }
    if value
        .as_object()
        .is_some_and(|body| body.find("error").is_some())
    {
        let error: ServiceError = from_value(&value).map_err(D::Error::custom)?;
        return Err(D::Error::custom(format_args!(
            "the service reports an error: {error}"
        )));
    }
    from_value(&value).map(Some).map_err(D::Error::custom)
}

/// Reads the answer to an action from bytes. No body at all, and a blank one, are `None` as well as null.
///
/// # Errors
///
/// As for [`action_response`], and if the bytes are no JSON.
#[cfg(feature = "json")]
pub fn action_response_from_slice<O>(body: &[u8]) -> Result<Option<O>, serde_json::Error>
where
    O: Operation + for<'a> Deserialize<'a>,
{
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let answer = action_response(&mut reader)?;
    reader.end()?;
    Ok(answer)
}
