//! Several requests in one: the body of `POST /$batch`.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Object, Value};

/// Requests that a batch may have.
const MOST: usize = 20;

/// Up to 20 requests that are sent as one. Serialised, it is the body of `POST /v1.0/$batch`; the answer is read as
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

/// Why a request cannot be part of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchError {
    /// The batch has 20 requests.
    Full,
    /// The request has no identifier, or that of another one. The case of letters makes no difference.
    Id(String),
    /// The address does not begin with `/`: it is relative to the version, as in `/me/messages`.
    Url(String),
    /// The request depends on one that does not come before it.
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
            BatchError::Url(url) => {
                write!(
                    f,
                    "expected a URL relative to the version, such as \"/me\", found {url:?}"
                )
            }
            BatchError::DependsOn(id) => {
                write!(
                    f,
                    "expected the id of an earlier request in `dependsOn`, found {id:?}"
                )
            }
        }
    }
}

impl std::error::Error for BatchError {}

impl BatchRequest {
    /// A request without a body. `url` is relative to the version, as in `/me/messages?$top=5`.
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

    /// With a header, which replaces one of the same name.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> BatchRequest {
        let names = self.headers.iter().map(|(name, _)| name);
        let same = names
            .into_iter()
            .find(|other| other.eq_ignore_ascii_case(name));
        let name = same.unwrap_or(name).to_owned();
        self.headers.insert(name, value.into());
        self
    }

    /// With a body of JSON: a resource, such as `&event`, or what its `writable` or `changes_since` gives.
    pub fn json(mut self, body: impl Into<Value>) -> BatchRequest {
        self.body = Some(body.into());
        self.header("Content-Type", "application/json")
    }

    /// With a body of another type: text as it is where the type is `text/plain` or the like, else base64url of the bytes.
    pub fn text(mut self, content_type: &str, body: impl Into<String>) -> BatchRequest {
        self.body = Some(Value::String(body.into()));
        self.header("Content-Type", content_type)
    }

    /// Carried out only after the request with this identifier succeeded; else it is answered with the status 424.
    pub fn depends_on(mut self, id: impl Into<String>) -> BatchRequest {
        self.depends_on.push(id.into());
        self
    }

    /// The identifier, by which its answer is found.
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
    /// Without requests.
    pub fn new() -> Batch {
        Batch::default()
    }

    /// Adds a request behind those that it depends on.
    ///
    /// # Errors
    ///
    /// If the service would refuse the batch.
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

    /// The requests, in order.
    pub fn requests(&self) -> &[BatchRequest] {
        &self.requests
    }

    /// Whether no more requests fit.
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
