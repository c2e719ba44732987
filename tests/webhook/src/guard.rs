//! Who may send requests.

use axum::{
    extract::Request,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{self, HeaderName},
        uri::Authority,
    },
};
use subtle::ConstantTimeEq;

use crate::answer::{Problem, problem};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets in requests with the key. Without a key, lets in what no page of another site can send: browsers allow every
/// page to post forms here, and a host name that is suddenly resolved to this address would make it the same site.
pub struct Guard {
    key: Option<String>,
    hosts: Vec<String>,
    has_client_state: bool,
}

/// What a request asks for, as far as it matters to who may ask.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The page. It reveals nothing by itself, and is there for users who have not given the key yet.
    Page,
    /// The validation request for notifications. The service has no key, and learns only what it sent itself.
    Handshake,
    /// To accept notifications, which may prove by themselves who sent them.
    Notifications,
    /// Everything else.
    Other,
}

/// Who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Someone with the key, or anyone if there is none.
    Known,
    /// Only a subscription, if the notifications prove it.
    Subscription,
}

impl Guard {
    /// Requires `key` if there is one, and accepts `hosts` as host names besides IP addresses. If `has_client_state`,
    /// notifications of subscriptions need no key.
    pub fn new(key: Option<String>, hosts: Vec<String>, has_client_state: bool) -> Guard {
        Guard {
            key,
            hosts,
            has_client_state,
        }
    }

    /// Rejects requests that are not allowed. Returns who sent the others.
    pub fn check(&self, request: &Request, asked: Asked) -> Result<Sender, Problem> {
        let headers = request.headers();
        let is_for_all = matches!(asked, Asked::Page | Asked::Handshake);
        match &self.key {
            Some(_) if is_for_all => {}
            Some(_) if self.is_of_subscription(headers, asked) => return Ok(Sender::Subscription),
            Some(key) => with_key(key, headers)?,
            None => {
                self.is_meant(request)?;
                if is_for_all {
                    return Ok(Sender::Known);
                }
                is_same_site(headers)?;
                if request.method() == Method::POST {
                    is_json(headers)?;
                }
            }
        }
        Ok(Sender::Known)
    }

    /// For subscriptions, the service sends no key, but includes in each notification the secret that it was given.
    fn is_of_subscription(&self, headers: &HeaderMap, asked: Asked) -> bool {
        self.has_client_state
            && asked == Asked::Notifications
            && !headers.contains_key(header::AUTHORIZATION)
    }

    /// Whether the request is addressed to this program, and not to another name that leads here.
    fn is_meant(&self, request: &Request) -> Result<(), Problem> {
        let mut named = request.headers().get_all(header::HOST).iter();
        let is_known = match (named.next(), named.next()) {
            (Some(host), None) => {
                let host = Authority::try_from(host.as_bytes());
                let target = request.uri().authority();
                host.is_ok_and(|host| self.is_own(&host) && target.is_none_or(|own| *own == host))
            }
            _ => false,
        };
        if is_known {
            return Ok(());
        }
        let message =
            "expected an IP address or `localhost` as `Host`; other names need `--host` or `--key`";
        Err(problem(StatusCode::MISDIRECTED_REQUEST, "$", message))
    }

    fn is_own(&self, named: &Authority) -> bool {
        let host = named.host();
        let address = host.trim_start_matches('[').trim_end_matches(']');
        let is_address = address.parse::<std::net::IpAddr>().is_ok();
        let mut hosts = self.hosts.iter().map(String::as_str).chain(["localhost"]);
        is_address || hosts.any(|own| own.eq_ignore_ascii_case(host))
    }
}

/// Whether the sender has the key. Takes as long for a wrong key as for a right one of the same length.
fn with_key(key: &str, headers: &HeaderMap) -> Result<(), Problem> {
    let given = headers
        .get(header::AUTHORIZATION)
        .map(HeaderValue::as_bytes);
    let is_right = given
        .and_then(|given| given.split_at_checked(7))
        .is_some_and(|(scheme, given)| {
            scheme.eq_ignore_ascii_case(b"Bearer ") && bool::from(given.ct_eq(key.as_bytes()))
        });
    if is_right {
        return Ok(());
    }
    let message = "missing or invalid bearer key";
    Err(problem(StatusCode::UNAUTHORIZED, "$", message))
}

/// Whether the request does not come from a page of another site.
fn is_same_site(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |value: &'_ HeaderValue| value.to_str().unwrap_or_default().to_ascii_lowercase();
    let host = headers.get(header::HOST).map(text);
    let is_own_origin = headers.get_all(header::ORIGIN).iter().all(|origin| {
        let origin = text(origin);
        origin.split_once("://").map(|(_, host)| host) == host.as_deref()
    });
    let mut sites = headers.get_all(FETCH_SITE).iter().map(text);
    if is_own_origin && sites.all(|site| site == "same-origin" || site == "none") {
        return Ok(());
    }
    let message = "cross-site requests need a key, and none is set";
    Err(problem(StatusCode::FORBIDDEN, "$", message))
}

/// Whether the content type is JSON, which no form in a browser can send.
fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let mut kinds = headers.get_all(header::CONTENT_TYPE).iter();
    let is_json = match (kinds.next().map(HeaderValue::to_str), kinds.next()) {
        (Some(Ok(kind)), None) => {
            let essence = kind.split(';').next().unwrap_or_default();
            essence.trim().eq_ignore_ascii_case("application/json")
        }
        _ => false,
    };
    if is_json {
        return Ok(());
    }
    let message = "expected `content-type: application/json`, which is required without a key";
    Err(problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "$", message))
}
