//! The error that a service reports.

use std::fmt;

use super::{super::runtime, DateTimeOffset, Extra};

/// The body of an error response: `{"error": {"code": .., "message": ..}}`.
///
/// Its methods know other forms as well: those of gateways, of older services, and of the service that signs clients in.
/// Reads and writes like every other type in this crate; nothing is lost.
pub struct ServiceError {
    /// The error.
    pub error: Option<Box<ErrorDetail>>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// The error that a service reports.
pub struct ErrorDetail {
    /// Error code for programs, such as `itemNotFound`.
    pub code: Option<String>,
    /// The errors that led to this one.
    pub details: Option<Vec<ErrorDetail>>,
    /// Further information from the service.
    pub inner_error: Option<Box<InnerError>>,
    /// Error message for developers.
    pub message: Option<String>,
    /// The target of the error, such as the name of a property.
    pub target: Option<String>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// Further information about an error: the identifiers of the request, and often a more specific code.
pub struct InnerError {
    /// `client-request-id`: the identifier that the client gave the request.
    pub client_request_id: Option<String>,
    /// A more specific error code.
    pub code: Option<String>,
    /// When the error occurred; in UTC, often without a time zone.
    pub date: Option<DateTimeOffset>,
    /// Further information from the service.
    pub inner_error: Option<Box<InnerError>>,
    /// Error message for developers.
    pub message: Option<String>,
    /// `request-id`: the identifier that the service gave the request. Its support asks for it.
    pub request_id: Option<String>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// Name of its schema.
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
    /// Returns the error code.
    pub fn code(&self) -> Option<&str> {
        // The service that signs clients in reports its code as a string, and gateways report theirs without `error`.
        self.detail(|error| error.code.as_deref())
            .or_else(|| self.text("error"))
            .or_else(|| self.text("code"))
    }

    /// Returns the error message for developers.
    pub fn message(&self) -> Option<&str> {
        self.detail(ErrorDetail::text)
            .or_else(|| self.text("error_description"))
            .or_else(|| self.text("message"))
    }

    /// Returns the target of the error.
    pub fn target(&self) -> Option<&str> {
        self.detail(|error| error.target.as_deref())
    }

    /// Returns the errors that led to this one.
    pub fn details(&self) -> &[ErrorDetail] {
        self.detail(|error| error.details.as_deref())
            .unwrap_or_default()
    }

    /// Whether the error has this code, or an inner error does. Letter case is ignored.
    pub fn is(&self, code: &str) -> bool {
        let is_same = |own: Option<&str>| own.is_some_and(|own| own.eq_ignore_ascii_case(code));
        is_same(self.code()) || self.inner().any(|inner| is_same(inner.code.as_deref()))
    }

    /// Returns the identifier that the service gave the request. Its support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        let mut inner = self.inner();
        inner
            .find_map(|inner| inner.request_id.as_deref())
            .or_else(|| self.text("trace_id"))
    }

    /// Returns the identifier that the client gave the request.
    pub fn client_request_id(&self) -> Option<&str> {
        let mut inner = self.inner();
        inner
            .find_map(|inner| inner.client_request_id.as_deref())
            .or_else(|| self.text("correlation_id"))
    }

    /// Returns when the error occurred.
    pub fn date(&self) -> Option<&DateTimeOffset> {
        self.inner().find_map(|inner| inner.date.as_ref())
    }

    /// Iterates over the inner errors, from the outermost to the innermost.
    pub fn inner(&self) -> impl Iterator<Item = &InnerError> {
        let first = self.detail(|error| error.inner_error.as_deref());
        std::iter::successors(first, |inner| inner.inner_error.as_deref())
    }

    /// Whether there is a code or a message to show.
    pub(super) fn is_told(&self) -> bool {
        self.code().is_some() || self.message().is_some()
    }

    fn detail<'a, T>(&'a self, of: impl Fn(&'a ErrorDetail) -> Option<T>) -> Option<T> {
        self.error.as_deref().and_then(of)
    }

    /// A member beside `error` that is text.
    fn text(&self, name: &str) -> Option<&str> {
        self.extra.find(name)?.as_str()
    }
}

impl ErrorDetail {
    /// The message, which older services send as an object with a language.
    fn text(&self) -> Option<&str> {
        let value = || self.extra.find("message")?.as_object()?.find("value");
        self.message.as_deref().or_else(|| value()?.as_str())
    }
}

/// Writes the code, the message and the request identifier in one line.
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

/// Escapes text of the service for display in one line of a terminal: control characters, which may move the cursor,
/// and those that change the direction of text.
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
