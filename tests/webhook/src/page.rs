//! The page that shows the operations and fetches them anew. It tells nothing by itself.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// Nothing but what comes from here, in no frame of others; the key leaves the page in a header only.
const POLICY: &str = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What is shown.
pub async fn page() -> Response {
    file("text/html; charset=utf-8", include_str!("page.html"))
}

/// How it follows the operations.
pub async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("page.js"))
}

/// How it looks.
pub async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("page.css"))
}

fn file(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept"),
    ];
    (headers, text).into_response()
}
