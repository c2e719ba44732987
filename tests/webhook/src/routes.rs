//! What is answered to which request.

use std::{
    error::Error,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http_body_util::LengthLimitError;
use msgraph_types::{
    CommsNotifications, CommsOperation, Misfit, json,
    life::{Tracker, action_response_from_slice},
};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::shown;

/// The page that shows the operations and fetches them anew.
const PAGE: &str = include_str!("page.html");

/// What the program knows, and whom it lets in.
pub struct Service {
    tracker: Mutex<Tracker<CommsOperation>>,
    key: Option<String>,
    max_bytes: usize,
    patience: Duration,
    keep: usize,
}

impl Service {
    /// Knows of no operation yet.
    pub fn new(key: Option<String>, max_bytes: usize, patience: Duration, keep: usize) -> Service {
        Service {
            tracker: Mutex::default(),
            key,
            max_bytes,
            patience,
            keep,
        }
    }

    fn tracker(&self) -> MutexGuard<'_, Tracker<CommsOperation>> {
        self.tracker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The body of a request that may be answered.
    async fn body(&self, headers: &HeaderMap, body: Body) -> Result<Bytes, Response> {
        if !self.admits(headers) {
            let mut refused = problem(
                StatusCode::UNAUTHORIZED,
                "$",
                "the bearer key is missing or wrong",
            );
            let scheme = HeaderValue::from_static("Bearer");
            refused
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
            return Err(refused);
        }
        let length = headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let too_large = || {
            let message = format!("at most {} bytes are taken", self.max_bytes);
            problem(StatusCode::PAYLOAD_TOO_LARGE, "$", &message)
        };
        if length.is_some_and(|length| length > self.max_bytes) {
            return Err(too_large());
        }
        match timeout(self.patience, to_bytes(body, self.max_bytes)).await {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(error)) if is_limit(&error) => Err(too_large()),
            Ok(Err(_)) => {
                let message = "the body broke off or is not encoded as its head says";
                Err(problem(StatusCode::BAD_REQUEST, "$", message))
            }
            Err(_) => Err(problem(
                StatusCode::REQUEST_TIMEOUT,
                "$",
                "the body took too long",
            )),
        }
    }

    /// Whether the sender has the key. Takes as long for a wrong key as for a right one.
    fn admits(&self, headers: &HeaderMap) -> bool {
        let Some(key) = &self.key else { return true };
        let given = headers
            .get(header::AUTHORIZATION)
            .map(HeaderValue::as_bytes);
        let Some((scheme, given)) = given.and_then(|given| given.split_at_checked(7)) else {
            return false;
        };
        let pairs = given.iter().zip(key.as_bytes());
        let differences = pairs.fold(0, |all, (a, b)| all | (a ^ b));
        scheme.eq_ignore_ascii_case(b"Bearer ") && given.len() == key.len() && differences == 0
    }
}

/// Whether a body could not be read because it is longer than the limit.
fn is_limit(error: &axum::Error) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The routes.
pub fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/callback", post(callback))
        .route("/response", post(response))
        .route("/operations", get(operations))
        .with_state(service)
}

/// Takes notifications. What can be read of them counts, whatever else is wrong with the body.
async fn callback(State(service): State<Arc<Service>>, headers: HeaderMap, body: Body) -> Response {
    let bytes = match service.body(&headers, body).await {
        Ok(bytes) => bytes,
        Err(refused) => return refused,
    };
    let batch: CommsNotifications = match json::from_slice(&bytes) {
        Ok(batch) => batch,
        Err(error) => return problem(StatusCode::BAD_REQUEST, "$", &error.to_string()),
    };
    let mut tracker = service.tracker();
    for notification in batch.items().iter().flatten() {
        tracker.notify(notification);
    }
    tracker.evict_finished(service.keep);
    drop(tracker);
    match batch_misfits(&batch).first() {
        None => StatusCode::ACCEPTED.into_response(),
        Some(first) => problem(StatusCode::BAD_REQUEST, &first.path, &first.to_string()),
    }
}

/// What is wrong with a body that could be read; one without notifications is none.
fn batch_misfits(batch: &CommsNotifications) -> Vec<Misfit> {
    let is_there = batch.value.is_some() || batch.extra.get("value").is_some();
    if is_there {
        return batch.misfits();
    }
    vec![Misfit {
        path: "value".to_owned(),
        expected: "notifications".to_owned(),
        found: "nothing",
    }]
}

/// Takes the answer to an action, so that its operation is known from the start.
async fn response(State(service): State<Arc<Service>>, headers: HeaderMap, body: Body) -> Response {
    let bytes = match service.body(&headers, body).await {
        Ok(bytes) => bytes,
        Err(refused) => return refused,
    };
    match action_response_from_slice::<CommsOperation>(&bytes) {
        Ok(answer) => {
            service.tracker().response(answer.as_ref());
            StatusCode::ACCEPTED.into_response()
        }
        Err(error) => problem(StatusCode::BAD_REQUEST, "$", &error.to_string()),
    }
}

/// The state of all operations: a page for people, JSON for everyone else.
async fn operations(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("text/html")) {
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; connect-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'",
            ),
            (header::VARY, "accept"),
        ];
        return (headers, PAGE).into_response();
    }
    let shown = shown::state(&service.tracker());
    answer(StatusCode::OK, &shown)
}

fn problem(status: StatusCode, path: &str, message: &str) -> Response {
    answer(
        status,
        &json!({ "error": { "path": path, "message": message } }),
    )
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept"),
    ];
    (status, headers, body.to_string()).into_response()
}
