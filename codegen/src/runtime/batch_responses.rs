//! The answer to a batch.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{Error, Object, ServiceError, Value, from_value};

/// The answers to the requests of a batch, in whatever order the service gave them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchResponses {
    responses: Vec<BatchResponse>,
    unreadable: Vec<Value>,
}

/// The answer to one request of a batch.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BatchResponse {
    /// The identifier of the request.
    pub id: String,
    /// The status of HTTP.
    pub status: u16,
    /// Names and values as they were sent.
    pub headers: Object,
    /// JSON; for other types a text, as it is or in base64.
    pub body: Value,
}

impl BatchResponses {
    /// The answer to the request with this identifier. The case of letters makes no difference.
    pub fn get(&self, id: &str) -> Option<&BatchResponse> {
        self.iter()
            .find(|response| response.id.eq_ignore_ascii_case(id))
    }

    /// All answers that can be read.
    pub fn iter(&self) -> std::slice::Iter<'_, BatchResponse> {
        self.responses.iter()
    }

    /// What stands among the answers and is none: it has no identifier or no status.
    pub fn unreadable(&self) -> &[Value] {
        &self.unreadable
    }
}

impl BatchResponse {
    /// Whether the request succeeded.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header, by its name in any letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(other, _)| other.eq_ignore_ascii_case(name))?;
        value.as_str()
    }

    /// The body, if it is no JSON but text.
    pub fn text(&self) -> Option<&str> {
        self.body.as_str()
    }

    /// The body as a resource, or a [`Page`](super::Page) of them.
    ///
    /// # Errors
    ///
    /// If the request failed, so that the body of an error is not read as an empty resource; and if the body is nothing
    /// that a `T` could be read from.
    pub fn json<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Error> {
        self.succeeded()?;
        from_value(&self.body)
    }

    /// What the service reports, if the request failed and the body tells.
    pub fn error(&self) -> Option<ServiceError> {
        let error: ServiceError = from_value(&self.body).ok()?;
        (!self.is_success() && error.is_told()).then_some(error)
    }

    fn succeeded(&self) -> Result<(), Error> {
        if self.is_success() {
            return Ok(());
        }
        let status = self.status;
        Err(match self.error() {
            Some(error) => Error::custom(format_args!("status {status}: {error}")),
            None => Error::custom(format_args!("status {status}")),
        })
    }

    fn read(value: &Value) -> Option<BatchResponse> {
        let members = value.as_object()?;
        let get = |name: &str| members.find(name).filter(|value| !value.is_null());
        Some(BatchResponse {
            id: text_of(get("id")?)?,
            status: text_of(get("status")?)?.parse().ok()?,
            headers: get("headers")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
            body: get("body").cloned().unwrap_or_default(),
        })
    }
}

/// A text, or a number as text: both are sent as identifiers and as status.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl<'r> IntoIterator for &'r BatchResponses {
    type Item = &'r BatchResponse;
    type IntoIter = std::slice::Iter<'r, BatchResponse>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'de> Deserialize<'de> for BatchResponses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<BatchResponses, D::Error> {
        let body = Value::deserialize(deserializer)?;
        let list = body
            .as_object()
            .and_then(|body| body.find("responses")?.as_array());
        let Some(list) = list else {
            return Err(D::Error::custom("expected a list of `responses`"));
        };
        let mut all = BatchResponses::default();
        for value in list {
            match BatchResponse::read(value) {
                Some(response) => all.responses.push(response),
                None => all.unreadable.push(value.clone()),
            }
        }
        Ok(all)
    }
}
