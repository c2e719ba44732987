//! Responses.

use std::fmt;

use axum::{
    body::Bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use msgraph_types::envelope::Handshake;
use serde::Serialize;
use serde_json::json;

use crate::{batch::Report, body::Bodies, connections::Closer};

/// What is wrong, and where in the body.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    path: String,
    message: String,
}

impl Fault {
    /// Creates a fault at a path from the root of the value examined; the path is empty or `$` for the root.
    pub fn new(path: &str, message: impl ToString) -> Fault {
        Fault {
            path: path.to_owned(),
            message: message.to_string(),
        }
    }

    /// Moves the fault into an element of the body.
    pub fn inside(self, element: &str) -> Fault {
        let path = match self.path.as_str() {
            "" | "$" => element.to_owned(),
            path => format!("{element}.{path}"),
        };
        Fault { path, ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Why a request is rejected.
pub struct Problem {
    status: StatusCode,
    fault: Fault,
}

/// Creates a problem from a message and its place in the body.
pub fn problem(status: StatusCode, path: &str, message: impl Into<String>) -> Problem {
    refused(status, Fault::new(path, message.into()))
}

/// Rejects a request because of a fault.
pub fn refused(status: StatusCode, fault: Fault) -> Problem {
    Problem { status, fault }
}

/// There is no room for the request.
pub fn busy() -> Problem {
    let message = "the server is busy; try again later";
    problem(StatusCode::SERVICE_UNAVAILABLE, "$", message)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.fault });
        let mut refused = text(self.status, body.to_string().into());
        let more = match self.status {
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            StatusCode::SERVICE_UNAVAILABLE => Some((header::RETRY_AFTER, "1")),
            _ => None,
        };
        if let Some((name, value)) = more {
            let value = HeaderValue::from_static(value);
            refused.headers_mut().insert(name, value);
        }
        refused
    }
}

/// The response to a body that was accepted, with the faults in parts of it.
pub fn taken(report: &Report) -> Response {
    if report.count == 0 {
        return StatusCode::ACCEPTED.into_response();
    }
    let body = json!({ "count": report.count, "problems": report.faults });
    text(StatusCode::ACCEPTED, body.to_string().into())
}

/// The response to the validation request of the service.
pub fn handshake(asked: &Handshake) -> Response {
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    ([kind], asked.answer()).into_response()
}

/// JSON, which takes up room until it is sent.
pub fn state(shown: &impl Serialize, bodies: &Bodies, closer: Closer) -> Response {
    let Ok(body) = serde_json::to_vec(shown) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match bodies.hold(body, closer) {
        Some(held) => text(StatusCode::OK, Bytes::from_owner(held)),
        None => busy().into_response(),
    }
}

fn text(status: StatusCode, body: Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept"),
    ];
    (status, headers, body).into_response()
}
