//! The response to a batch.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{Error, Object, ServiceError, Value, from_value};

/// The responses to the requests of a batch, in the order in which the service sent them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchResponses {
    responses: Vec<BatchResponse>,
    unreadable: Vec<Value>,
}

/// The response to one request of a batch.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BatchResponse {
    /// Identifier of the request.
    pub id: String,
    /// HTTP status code.
    pub status: u16,
    /// Header names and values, as they were received.
    pub headers: Object,
    /// A JSON value. Content of any other type is a string: the text itself, or base64.
    pub body: Value,
}

impl BatchResponses {
    /// Returns the response to the request with this identifier. Letter case is ignored.
    pub fn get(&self, id: &str) -> Option<&BatchResponse> {
        self.iter()
            .find(|response| response.id.eq_ignore_ascii_case(id))
    }

    /// Iterates over all responses that could be read.
    pub fn iter(&self) -> std::slice::Iter<'_, BatchResponse> {
        self.responses.iter()
    }

    /// Returns the elements of the list that are not responses, because they have no identifier or no status.
    pub fn unreadable(&self) -> &[Value] {
        &self.unreadable
    }
}

impl BatchResponse {
    /// Whether the request succeeded.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Returns the value of a header. The name is matched without regard to letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(other, _)| other.eq_ignore_ascii_case(name))?;
        value.as_str()
    }

    /// Returns the body, if it is text and not JSON.
    pub fn text(&self) -> Option<&str> {
        self.body.as_str()
    }

    /// Reads the body as a resource, or as a [`Page`](super::Page) of resources.
    ///
    /// # Errors
    ///
    /// Returns an error if the request failed, so that an error body is not read as an empty resource, or if no `T` can
    /// be read from the body.
    pub fn json<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Error> {
        self.succeeded()?;
        from_value(&self.body)
    }

    /// Returns the error that the service reports, if the request failed and the body describes it.
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

/// Returns a string, or a number as a string: identifiers and statuses are sent as either.
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
