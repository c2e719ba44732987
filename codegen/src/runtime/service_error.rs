//! The error that a service reports, as a type.

use std::fmt;

use super::{super::runtime, DateTimeOffset, Extra, Value};

/// The body of a response that reports an error: `{"error": {"code": .., "message": ..}}`. Read and written as every type of
/// this crate: nothing of it is lost.
pub struct ServiceError {
    /// What the service reports.
    pub error: Option<Box<ErrorDetail>>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// What a service reports of an error.
pub struct ErrorDetail {
    /// What happened, in a word for programs, such as `itemNotFound`.
    pub code: Option<String>,
    /// The errors that led to this one.
    pub details: Option<Vec<ErrorDetail>>,
    /// What the service knows beyond that.
    pub inner_error: Option<Box<InnerError>>,
    /// What happened, in words for developers.
    pub message: Option<String>,
    /// What the error is about, such as the name of a property.
    pub target: Option<String>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// What a service knows of an error beyond its code: which request it was, and often a more precise code.
pub struct InnerError {
    /// `client-request-id`: what the client called the request.
    pub client_request_id: Option<String>,
    /// A code that is more precise.
    pub code: Option<String>,
    /// When it happened; in UTC, often without a zone.
    pub date: Option<DateTimeOffset>,
    /// What the service knows beyond that.
    pub inner_error: Option<Box<InnerError>>,
    /// What happened, in words for developers.
    pub message: Option<String>,
    /// `request-id`: what the service called the request, and what its support asks for.
    pub request_id: Option<String>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// What its schema is called.
pub(super) const NAME: &str = "ServiceError";

runtime::record! {
    ServiceError: "ServiceError";
    fields {
        error: "error",
    }
}

runtime::record! {
    ErrorDetail: "ErrorDetail";
    fields {
        code: "code",
        details: "details",
        inner_error: "innerError",
        message: "message",
        target: "target",
    }
}

runtime::record! {
    InnerError: "InnerError";
    fields {
        client_request_id: "client-request-id",
        code: "code",
        date: "date",
        inner_error: "innerError",
        message: "message",
        request_id: "request-id",
    }
}

impl ServiceError {
    /// What happened, in a word for programs.
    pub fn code(&self) -> Option<&str> {
        // What signs clients in reports its code as a text.
        let text = self.extra.find("error").and_then(Value::as_str);
        self.detail(|error| error.code.as_deref()).or(text)
    }

    /// What happened, in words for developers.
    pub fn message(&self) -> Option<&str> {
        let text = self.extra.find("error_description");
        self.detail(|error| error.message.as_deref())
            .or_else(|| text?.as_str())
    }

    /// What the error is about.
    pub fn target(&self) -> Option<&str> {
        self.detail(|error| error.target.as_deref())
    }

    /// The errors that led to this one.
    pub fn details(&self) -> &[ErrorDetail] {
        self.detail(|error| error.details.as_deref())
            .unwrap_or_default()
    }

    /// Whether this is the code of the error, or one that is more precise. The case of letters makes no difference.
    pub fn is(&self, code: &str) -> bool {
        let is_same = |own: Option<&str>| own.is_some_and(|own| own.eq_ignore_ascii_case(code));
        is_same(self.code()) || self.inner().any(|inner| is_same(inner.code.as_deref()))
    }

    /// What the service called the request, and what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.inner().find_map(|inner| inner.request_id.as_deref())
    }

    /// What the client called the request.
    pub fn client_request_id(&self) -> Option<&str> {
        let mut inner = self.inner();
        inner.find_map(|inner| inner.client_request_id.as_deref())
    }

    /// When it happened.
    pub fn date(&self) -> Option<&DateTimeOffset> {
        self.inner().find_map(|inner| inner.date.as_ref())
    }

    /// What the service knows beyond the error, from the outside in.
    pub fn inner(&self) -> impl Iterator<Item = &InnerError> {
        let first = self.detail(|error| error.inner_error.as_deref());
        std::iter::successors(first, |inner| inner.inner_error.as_deref())
    }

    /// Whether there is anything to show.
    pub(super) fn is_told(&self) -> bool {
        self.code().is_some() || self.message().is_some()
    }

    fn detail<'a, T>(&'a self, of: impl Fn(&'a ErrorDetail) -> Option<T>) -> Option<T> {
        self.error.as_deref().and_then(of)
    }
}

/// One line: code, message and the request.
impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code().map(shown), self.message().map(shown)) {
            (Some(code), Some(message)) => write!(f, "{code}: {message}")?,
            (Some(text), None) | (None, Some(text)) => f.write_str(&text)?,
            (None, None) => f.write_str("an error without code and message")?,
        }
        match self.request_id() {
            Some(id) => write!(f, " (request {})", shown(id)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ServiceError {}

/// A text of the service as one line that a terminal can show: without what moves its cursor or turns its direction.
pub(super) fn shown(text: &str) -> String {
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
