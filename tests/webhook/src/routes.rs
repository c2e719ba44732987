//! The routes and their responses.

use std::{mem, sync::Arc, thread};

use axum::{
    Extension, Router,
    body::Body,
    extract::{Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use msgraph_types::{
    CommsOperation,
    envelope::Handshake,
    operations::{Observation, action_response_from_slice},
};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::{Semaphore, oneshot};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    answer::{self, Problem, problem, refused},
    batch::{self, Sinks},
    body::Bodies,
    changes::Changes,
    connections::Closer,
    guard::{Asked, Guard, Sender},
    held::Hold,
    page,
    shown::Shown,
    store::Store,
};

/// Maximum and default number of operations in a response.
const PAGE: usize = 1000;
/// Size in bytes above which only one body is parsed at a time, because parsing takes many times its size.
const LARGE: usize = 64 << 10;

/// The state of the program, and who may access it.
pub struct Service {
    /// Who may send requests.
    pub guard: Guard,
    /// Limits for bodies.
    pub bodies: Bodies,
    /// The operations.
    pub store: Store,
    /// The notifications of subscriptions.
    pub changes: Changes,
    /// Permits to parse a large body.
    pub alone: Arc<Semaphore>,
}

/// Creates the routes.
pub fn router(service: Arc<Service>) -> Router {
    let routes = Router::new()
        .route("/callback", post(callback))
        .route("/response", post(response))
        .route("/operations", get(operations))
        .route("/changes", get(changes))
        .route("/operations.js", get(page::script))
        .route("/operations.css", get(page::style))
        .with_state(service.clone());
    guarded(service, routes)
}

/// Adds the guard to routes, and a response for panics in their handlers.
fn guarded(service: Arc<Service>, routes: Router) -> Router {
    routes
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(service, guard))
}

/// Rejects requests that are not allowed.
async fn guard(State(service): State<Arc<Service>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let asked = match (request.method(), path) {
        (&Method::GET, "/operations") if wants_page(request.headers()) => Asked::Page,
        (&Method::GET, "/operations.js" | "/operations.css") => Asked::Page,
        (&Method::POST, "/callback") if handshake(request.uri()).is_some() => Asked::Handshake,
        (&Method::POST, "/callback") => Asked::Notifications,
        _ => Asked::Other,
    };
    let mut answer = match service.guard.check(&request, asked) {
        Ok(sender) => {
            request.extensions_mut().insert(sender);
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    };
    answer.headers_mut().insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    answer
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// The validation request, if this is one.
fn handshake(uri: &Uri) -> Option<Handshake> {
    Handshake::of_query(uri.query()?)
}

/// Accepts notifications of operations and of subscriptions. Whatever can be read of them counts, and the response is
/// 202, because otherwise the service would send all of them again for the sake of one.
async fn callback(
    State(service): State<Arc<Service>>,
    Extension(closer): Extension<Closer>,
    Extension(sender): Extension<Sender>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if let Some(asked) = handshake(&uri) {
        return answer::handshake(&asked);
    }
    let body = service.bodies.read(&headers, body, closer).await;
    work(service, body, move |service, body| {
        let sinks = Sinks {
            store: &service.store,
            changes: &service.changes,
            sender,
        };
        match batch::read(body.as_ref(), &sinks) {
            Ok(report) => {
                service.store.reject(&report);
                answer::taken(&report)
            }
            Err(fault) => refused(StatusCode::BAD_REQUEST, fault).into_response(),
        }
    })
    .await
}

/// Shows the newest notifications of subscriptions.
async fn changes(
    State(service): State<Arc<Service>>,
    Extension(closer): Extension<Closer>,
) -> Response {
    let changes = json!({ "changes": service.changes.list() });
    answer::state(&changes, &service.bodies, closer)
}

/// Accepts the response to an action, so that its operation is known from the start.
async fn response(
    State(service): State<Arc<Service>>,
    Extension(closer): Extension<Closer>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let body = service.bodies.read(&headers, body, closer).await;
    work(
        service,
        body,
        |service, body| match action_response_from_slice::<CommsOperation>(body.as_ref()) {
            Ok(answer) => {
                if service.store.take(answer.as_ref().map(Observation::of)) {
                    return StatusCode::ACCEPTED.into_response();
                }
                let message = "expected an id, context and status of at most 1024 bytes";
                problem(StatusCode::BAD_REQUEST, "$", message).into_response()
            }
            Err(error) => problem(StatusCode::BAD_REQUEST, "$", error.to_string()).into_response(),
        },
    )
    .await
}

/// Processes a body with `take`: one large body at a time, and none while others wait for it.
async fn work(
    service: Arc<Service>,
    body: Result<Hold, Problem>,
    take: impl FnOnce(&Service, Hold) -> Response + Send + 'static,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    if body.as_ref().len() <= LARGE {
        return take(&service, body);
    }
    let Ok(alone) = service.alone.clone().acquire_owned().await else {
        return answer::busy().into_response();
    };
    body.keep();
    let (sender, receiver) = oneshot::channel();
    // The work continues if the client disconnects and this future is dropped, so the permit is moved into it.
    let work = move || {
        let taken = take(&service, body);
        mem::drop(alone);
        // The receiver may be gone.
        let _ = sender.send(taken);
    };
    if thread::Builder::new().spawn(work).is_err() {
        return answer::busy().into_response();
    }
    let taken = receiver.await;
    taken.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The range of operations requested.
#[derive(Deserialize)]
struct Range {
    #[serde(default)]
    after: u64,
    #[serde(default = "all")]
    limit: usize,
}

fn all() -> usize {
    PAGE
}

/// Shows the state of operations: a page for browsers, JSON for everyone else.
async fn operations(
    State(service): State<Arc<Service>>,
    Extension(closer): Extension<Closer>,
    asked: Result<Query<Range>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    if wants_page(&headers) {
        return page::page().await;
    }
    let Ok(Query(asked)) = asked else {
        let message = "expected numbers for `after` and `limit`";
        return problem(StatusCode::BAD_REQUEST, "$", message).into_response();
    };
    let some = service.store.page(asked.after, asked.limit.clamp(1, PAGE));
    answer::state(&Shown::of(&some), &service.bodies, closer)
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, time::Duration};

    use tower::ServiceExt;

    use super::*;

    fn service() -> Arc<Service> {
        Arc::new(Service {
            guard: Guard::new(Some("key".to_owned()), Vec::new(), false),
            bodies: Bodies::new(1 << 20, Duration::from_secs(600)),
            store: Store::new(10, 1 << 20),
            changes: Changes::new(None),
            alone: Arc::new(Semaphore::new(1)),
        })
    }

    /// Panics while processing a body.
    async fn panics(
        State(service): State<Arc<Service>>,
        headers: HeaderMap,
        body: Body,
    ) -> Response {
        let body = service.bodies.read(&headers, body, Closer::new()).await;
        work(service, body, |_, body| {
            panic!("{} bytes", body.as_ref().len())
        })
        .await
    }

    async fn status(router: &Router, length: usize) -> Result<StatusCode, Infallible> {
        let request = Request::post("/panics").header("authorization", "Bearer key");
        let request = request.body(Body::from(vec![b' '; length]));
        let answer = router.clone().oneshot(request.expect("a request")).await?;
        Ok(answer.status())
    }

    #[tokio::test]
    async fn panic_is_answered_and_frees_its_bytes() {
        let service = service();
        let more = Router::new().route("/panics", post(panics));
        let router = guarded(service.clone(), more.with_state(service.clone()));
        for length in [10, 10, LARGE + 1, LARGE + 1] {
            let status = status(&router, length).await;
            assert_eq!(status, Ok(StatusCode::INTERNAL_SERVER_ERROR), "{length}");
            assert_eq!(service.alone.available_permits(), 1);
            assert_eq!(service.bodies.held(), 0);
        }
    }
}
