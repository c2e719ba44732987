//! The page that shows the operations and keeps fetching them. It reveals nothing by itself.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// Allows only resources from here, and no frames on other sites; the key leaves the page in a header only.
const POLICY: &str = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page.
pub async fn page() -> Response {
    file("text/html; charset=utf-8", include_str!("page.html"))
}

/// Its script, which fetches the operations.
pub async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("page.js"))
}

/// Its style sheet.
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
