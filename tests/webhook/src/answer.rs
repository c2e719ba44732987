//! What is sent back.

use axum::{
    body::Bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{body::Bodies, connections::Closer, shown::Shown};

/// What is wrong with a request.
pub struct Problem {
    status: StatusCode,
    path: String,
    message: String,
}

/// Says what is wrong, and where in the body.
pub fn problem(status: StatusCode, path: &str, message: impl Into<String>) -> Problem {
    Problem {
        status,
        path: path.to_owned(),
        message: message.into(),
    }
}

/// There is no room.
pub fn busy() -> Problem {
    let message = "the server is busy; try again later";
    problem(StatusCode::SERVICE_UNAVAILABLE, "$", message)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "error": { "path": self.path, "message": self.message } });
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

/// JSON, which takes room until it is sent.
pub fn state(shown: &Shown<'_>, bodies: &Bodies, closer: Closer) -> Response {
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
