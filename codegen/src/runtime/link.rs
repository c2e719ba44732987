//! Links that a service sends. They are followed only to the origin of the request.

use std::fmt;

use super::{Extra, Page};

const NEXT: &str = "@odata.nextLink";

/// Why a link of a page cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// The link does not lead to the scheme, host and port of the request. Following it would send the credentials of
    /// the request to someone else.
    Foreign {
        /// The URL that was requested.
        request: String,
        /// The link.
        link: String,
    },
    /// The link is not a string.
    Malformed,
    /// The page of a delta query has a link neither to the next page nor to later changes.
    Missing,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::Foreign { request, link } => write!(
                f,
                "expected a link to the origin of {request:?}, found {link:?}"
            ),
            LinkError::Malformed => write!(f, "expected text as {NEXT:?}"),
            LinkError::Missing => {
                f.write_str("expected \"@odata.nextLink\" or \"@odata.deltaLink\", found neither")
            }
        }
    }
}

impl std::error::Error for LinkError {}

impl<T> Page<T> {
    /// Returns the URL of the next page, or `None` if this is the last one. `request` is the URL that this page came
    /// from.
    ///
    /// # Errors
    ///
    /// Returns an error if the link leads to another origin than `request`, is relative, or is not a string. Silently
    /// stopping there would lose the rest of the list.
    pub fn next_page(&self, request: &str) -> Result<Option<&str>, LinkError> {
        next(self.next_link.as_deref(), &self.extra, request)
    }
}

/// Returns the link to the next page, if it may be followed.
pub(super) fn next<'p>(
    link: Option<&'p str>,
    extra: &Extra,
    request: &str,
) -> Result<Option<&'p str>, LinkError> {
    match link {
        Some(link) => of_origin(link, request).map(Some),
        None if extra.get(NEXT).is_some_and(|link| !link.is_null()) => Err(LinkError::Malformed),
        None => Ok(None),
    }
}

/// Returns the link, if it leads to the origin of the request.
pub(super) fn of_origin<'l>(link: &'l str, request: &str) -> Result<&'l str, LinkError> {
    let own = origin(request);
    if own.is_some() && own == origin(link) {
        return Ok(link);
    }
    Err(LinkError::Foreign {
        request: request.to_owned(),
        link: link.to_owned(),
    })
}

/// Returns the scheme, host and port of a URL in which they are unambiguous: clients disagree about credentials,
/// escapes, backslashes and white space before the path.
fn origin(address: &str) -> Option<(String, String, u16)> {
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let default = match scheme.as_str() {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#']).next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:[]".contains(c);
    if !authority.chars().all(is_plain) {
        return None;
    }
    let is_address = authority.starts_with('[') && authority.ends_with(']');
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !is_address => (host, port.parse().ok()?),
        _ => (authority, default),
    };
    let is_host = !host.is_empty() && (host.starts_with('[') || !host.contains([':', '[', ']']));
    is_host.then(|| (scheme, host.to_ascii_lowercase(), port))
}
