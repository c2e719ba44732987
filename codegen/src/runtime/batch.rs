//! Several requests in one: the body of `POST /$batch`.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Object, Value};

/// The maximum number of requests in a batch.
const MOST: usize = 20;

/// Up to 20 requests that are sent as one.
///
/// Serialize it to get the body of `POST /v1.0/$batch`, and read the response as
/// [`BatchResponses`](super::batch_responses::BatchResponses).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    requests: Vec<BatchRequest>,
}

/// One request of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchRequest {
    id: String,
    method: String,
    url: String,
    headers: Object,
    body: Option<Value>,
    depends_on: Vec<String>,
}

/// Why a request cannot be added to a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchError {
    /// The batch already has 20 requests.
    Full,
    /// The request has no identifier, or the identifier of another request. Letter case is ignored.
    Id(String),
    /// The URL does not begin with `/`: it must be relative to the version, as in `/me/messages`.
    Url(String),
    /// The request depends on one that was not added before it.
    DependsOn(String),
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BatchError::Full => write!(f, "a batch holds at most {MOST} requests"),
            BatchError::Id(id) => write!(
                f,
                "expected an id of its own for each request, found {id:?}"
            ),
            BatchError::Url(url) => write!(
                f,
                "expected a URL relative to the version, such as \"/me\", found {url:?}"
            ),
            BatchError::DependsOn(id) => write!(
                f,
                "expected the id of an earlier request in `dependsOn`, found {id:?}"
            ),
        }
    }
}

impl std::error::Error for BatchError {}

impl BatchRequest {
    /// Creates a request without a body. `url` is relative to the version, as in `/me/messages?$top=5`.
    pub fn new(
        id: impl Into<String>,
        method: impl Into<String>,
        url: impl Into<String>,
    ) -> BatchRequest {
        BatchRequest {
            id: id.into(),
            method: method.into(),
            url: url.into(),
            headers: Object::new(),
            body: None,
            depends_on: Vec::new(),
        }
    }

    /// Sets a header, replacing any with the same name.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> BatchRequest {
        self.headers.set_named(name, Value::String(value.into()));
        self
    }

    /// Sets a JSON body: a resource, such as `&event`, or the result of its `writable` or `changes_since`.
    pub fn json(mut self, body: impl Into<Value>) -> BatchRequest {
        self.body = Some(body.into());
        self.header("Content-Type", "application/json")
    }

    /// Sets a body of another type. For `text/plain` and similar types this is the text itself, otherwise the bytes in
    /// base64url.
    pub fn text(mut self, content_type: &str, body: impl Into<String>) -> BatchRequest {
        self.body = Some(Value::String(body.into()));
        self.header("Content-Type", content_type)
    }

    /// Makes the request depend on the one with this identifier: it is carried out only after that one succeeded, and
    /// otherwise answered with the status 424.
    pub fn depends_on(mut self, id: impl Into<String>) -> BatchRequest {
        self.depends_on.push(id.into());
        self
    }

    /// Returns the identifier, by which its response is found.
    pub fn id(&self) -> &str {
        &self.id
    }

    fn object(&self) -> Value {
        let mut object = Object::new();
        object.insert("id", &*self.id);
        object.insert("method", &*self.method);
        object.insert("url", &*self.url);
        if !self.depends_on.is_empty() {
            let ids = self.depends_on.iter().cloned().map(Value::String);
            object.insert("dependsOn", Value::Array(ids.collect()));
        }
        if !self.headers.is_empty() {
            object.insert("headers", Value::Object(self.headers.clone()));
        }
        if let Some(body) = &self.body {
            object.insert("body", body.clone());
        }
        Value::Object(object)
    }
}

impl Batch {
    /// Creates a batch without requests.
    pub fn new() -> Batch {
        Batch::default()
    }

    /// Adds a request. Requests that it depends on must have been added before.
    ///
    /// # Errors
    ///
    /// Returns an error if the service would reject the batch with this request.
    pub fn add(&mut self, request: BatchRequest) -> Result<(), BatchError> {
        if self.is_full() {
            return Err(BatchError::Full);
        }
        if request.id.is_empty() || self.has(&request.id) {
            return Err(BatchError::Id(request.id));
        }
        if !request.url.starts_with('/') || request.url.starts_with("//") {
            return Err(BatchError::Url(request.url));
        }
        if let Some(unknown) = request.depends_on.iter().find(|id| !self.has(id)) {
            return Err(BatchError::DependsOn(unknown.clone()));
        }
        self.requests.push(request);
        Ok(())
    }

    /// Returns the requests, in order.
    pub fn requests(&self) -> &[BatchRequest] {
        &self.requests
    }

    /// Whether the batch has no room for another request.
    pub fn is_full(&self) -> bool {
        self.requests.len() >= MOST
    }

    fn has(&self, id: &str) -> bool {
        self.requests
            .iter()
            .any(|other| other.id.eq_ignore_ascii_case(id))
    }
}

impl Serialize for Batch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let requests = self.requests.iter().map(BatchRequest::object);
        let mut body = Object::new();
        body.insert("requests", Value::Array(requests.collect()));
        Value::Object(body).serialize(serializer)
    }
}
