//! The response to an action.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{Value, from_value, lifecycle::Operation};

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
    if let Some(message) = reported(&value) {
        return Err(D::Error::custom(message));
    }
    from_value(&value).map(Some).map_err(D::Error::custom)
}

/// What the service reports in an envelope of OData, `{"error": {"code": .., "message": ..}}`.
fn reported(value: &Value) -> Option<String> {
    let error = value.as_object()?.get("error")?;
    let text = |name: &str| Some(shown(error.as_object()?.get(name)?.as_str()?));
    let code = text("code").unwrap_or_else(|| "no code".to_owned());
    let message = text("message").unwrap_or_else(|| "no message".to_owned());
    Some(format!("the service reports an error: {code}: {message}"))
}

/// A text of the service as one line that a terminal can show: without what moves its cursor or turns its direction.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match c.is_control() || turns {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    shown
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
