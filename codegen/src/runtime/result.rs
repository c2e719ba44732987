//! Classes of result codes, such as HTTP status codes.

use std::fmt;

/// What kind of result a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ResultClass {
    /// It went well.
    Success,
    /// The caller made a mistake.
    ClientError,
    /// The service did.
    ServerError,
    /// The documentation does not say what such a code means.
    Other,
}

impl ResultClass {
    /// The word for it on the wire of programs: `success`, `clientError`, `serverError`, `other`.
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
