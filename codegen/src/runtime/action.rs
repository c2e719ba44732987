//! The response to an action.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{ServiceError, Value, from_value, lifecycle::Operation};

/// Reads the response to an action: an operation, or `None` if the service answered with null.
///
/// Null is not an error and has a meaning of its own; see [`Expectation`](super::operations::Expectation).
///
/// # Errors
///
/// Returns an error if the service reports one, or if no operation can be read from the response.
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

/// Reads the response to an action from bytes. An empty or blank body is `None`, like null.
///
/// # Errors
///
/// Returns an error in the same cases as [`action_response`], and if the bytes are not valid JSON.
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
