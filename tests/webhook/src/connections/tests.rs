//! Connections whose handlers fail.

use std::future::pending;

use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;

#[tokio::test]
async fn panic_ends_only_its_connection_and_frees_its_place() {
    let listener = listen(([127, 0, 0, 1], 0).into()).expect("a port");
    let address = listener.local_addr().expect("an address");
    let panics = || async { panic!("in a handler") as &'static str };
    let router = Router::new()
        .route("/", get(panics))
        .route("/alive", get(|| async {}));
    let limits = Limits {
        connections: 2,
        patience: Duration::from_secs(600),
    };
    let server = tokio::spawn(serve(listener, router, limits, pending()));
    let ask = async |path: &str| {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("a request");
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text).await;
        text
    };
    let mut idle = TcpStream::connect(address).await.expect("a connection");
    for _ in 0..5 {
        assert_eq!(ask("/").await, "");
        assert!(ask("/alive").await.starts_with("HTTP/1.1 200"));
    }
    // If a panic had kept its place, this connection would have been closed to make room.
    idle.write_all(b"GET /alive HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .expect("a request");
    let mut text = String::new();
    idle.read_to_string(&mut text).await.expect("an answer");
    assert!(text.starts_with("HTTP/1.1 200") && !server.is_finished());
    server.abort();
}
