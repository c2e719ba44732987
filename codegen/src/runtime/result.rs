//! Classes of result codes, such as HTTP status codes.

use std::fmt;

/// What a result code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ResultClass {
    /// The operation succeeded.
    Success,
    /// The caller made a mistake.
    ClientError,
    /// The service failed.
    ServerError,
    /// The documentation does not say what the code means.
    Other,
}

impl ResultClass {
    /// Returns the name that programs use for it in JSON: `success`, `clientError`, `serverError` or `other`.
    pub fn as_str(self) -> &'static str {
        match self {
            ResultClass::Success => "success",
            ResultClass::ClientError => "clientError",
            ResultClass::ServerError => "serverError",
            ResultClass::Other => "other",
        }
    }
}

impl fmt::Display for ResultClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
