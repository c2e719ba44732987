//! Chunked bodies, and what may accompany the chunks.

use std::io::Write;

use serde_json::json;

use crate::server::{Server, batch, item, read, request};

/// Returns the status of the response to a chunked body.
fn status(server: &Server, chunks: &str) -> u16 {
    let mut stream = server.connect();
    let head = request("transfer-encoding: chunked\r\n");
    // The program may respond and close before it has read everything.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(chunks.as_bytes()));
    read(&mut stream).map_or(0, |answer| answer.status)
}

/// The body of an operation in two chunks, with this text after each chunk's length.
fn chunks(extension: &str, trailers: &str) -> String {
    let body = batch([item(1, "running")]);
    let (one, two) = body.split_at(20);
    let chunk = |text: &str| format!("{:x}{extension}\r\n{text}\r\n", text.len());
    format!("{}{}0{extension}\r\n{trailers}\r\n", chunk(one), chunk(two))
}

#[test]
fn body_in_chunks_is_one_body() {
    for (extension, trailers) in [
        ("", ""),
        (";name=value", ""),
        (r#";name="a quoted; value""#, ""),
        ("", "checksum: 1\r\n"),
    ] {
        let server = Server::start(&[]);
        assert_eq!(
            status(&server, &chunks(extension, trailers)),
            202,
            "{extension}{trailers}"
        );
        assert_eq!(server.count("pending"), 1);
    }
}

#[test]
fn chunk_extensions_and_trailers_are_limited() {
    let server = Server::start(&[]);
    let long = format!(";name={}", "x".repeat(100_000));
    let many = ";a".repeat(50_000);
    let trailers = "a: b\r\n".repeat(20_000);
    let bodies = [chunks(&long, ""), chunks(&many, ""), chunks("", &trailers)];
    for body in &bodies {
        assert_eq!(status(&server, body), 400);
    }
    // Extensions of many small chunks add up.
    let small = format!("1;{}\r\n \r\n", "x".repeat(100)).repeat(1000);
    assert_eq!(status(&server, &small), 400);
    assert_eq!(server.state()["pending"], json!([]));
}

#[test]
fn invalid_chunk_length_is_rejected() {
    let server = Server::start(&[]);
    for chunk in [
        "-1\r\n",
        "g\r\n",
        "10000000000000000\r\n",
        "0x5\r\n12345\r\n",
    ] {
        let status = status(&server, &format!("{chunk}\r\n0\r\n\r\n"));
        assert!(matches!(status, 400 | 413), "{chunk:?}: {status}");
    }
    assert_eq!(server.post("/callback", r#"{"value": []}"#).status, 202);
}
