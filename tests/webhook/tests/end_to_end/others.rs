//! Those who may not send or read: other sites through a browser, and anyone without the key.

use std::io::{Read, Write};

use crate::server::{KEY, Server, batch, item};

const JSON: &str = "content-type: application/json\r\n";

/// Returns the status of the response to a request with exactly these headers.
fn status(server: &Server, request: &str, headers: &str, body: &str) -> String {
    let mut stream = server.connect();
    let request = format!(
        "{request} HTTP/1.1\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("a request");
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text);
    text.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[test]
fn without_a_key_only_own_names_are_answered() {
    let server = Server::open(&["--host", "hook.example"]);
    let own = [
        format!("host: {}\r\n", server.address),
        "host: localhost:1\r\n".to_owned(),
        "host: [::1]:80\r\n".to_owned(),
        "host: Hook.Example\r\n".to_owned(),
    ];
    for headers in &own {
        assert_eq!(status(&server, "GET /operations", headers, ""), "200");
    }
    let others = [
        "host: evil.example\r\n",
        "host: localhost.evil.example\r\n",
        "host: 127.0.0.1.evil.example\r\n",
        "host: localhost\r\nhost: evil.example\r\n",
        "host: \r\n",
        "",
    ];
    for headers in others {
        for accept in ["", "accept: text/html\r\n"] {
            let headers = format!("{headers}{accept}");
            let status = status(&server, "GET /operations", &headers, "");
            assert!(status == "421" || status == "400", "{headers}: {status}");
        }
    }
    let target = "GET http://evil.example/operations";
    assert_eq!(status(&server, target, "host: localhost\r\n", ""), "421");
    let keyed = Server::start(&[]);
    let headers = format!("host: hook.example\r\nauthorization: Bearer {KEY}\r\n");
    assert_eq!(status(&keyed, "GET /operations", &headers, ""), "200");
}

#[test]
fn without_a_key_pages_of_other_sites_are_kept_out() {
    let server = Server::open(&[]);
    let body = batch([item(1, "running")]);
    let host = format!("host: {}\r\n", server.address);
    let own = format!("origin: http://{}\r\n", server.address);
    for (more, expected) in [
        (JSON.to_owned(), "202"),
        (
            "content-type: Application/JSON; charset=utf-8\r\n".to_owned(),
            "202",
        ),
        (format!("{JSON}{own}sec-fetch-site: same-origin\r\n"), "202"),
        (String::new(), "415"),
        ("content-type: text/plain\r\n".to_owned(), "415"),
        (
            "content-type: text/plain; application/json\r\n".to_owned(),
            "415",
        ),
        (format!("{JSON}{JSON}"), "415"),
        (
            "content-type: application/x-www-form-urlencoded\r\n".to_owned(),
            "415",
        ),
        (format!("{JSON}origin: http://evil.example\r\n"), "403"),
        (format!("{JSON}origin: null\r\n"), "403"),
        (format!("{JSON}sec-fetch-site: cross-site\r\n"), "403"),
        (format!("{JSON}sec-fetch-site: same-site\r\n"), "403"),
    ] {
        for path in ["POST /callback", "POST /response"] {
            let headers = format!("{host}{more}");
            let status = status(&server, path, &headers, &body);
            // Notifications are not a response to an action, but may be sent.
            let is_heard = status == "202" || (path == "POST /response" && status == "400");
            let is_as_expected = status == expected || (expected == "202" && is_heard);
            assert!(is_as_expected, "{path} {more}: {status}");
        }
    }
    let cross = format!("{host}sec-fetch-site: cross-site\r\n");
    assert_eq!(status(&server, "GET /operations", &cross, ""), "403");
}

#[test]
fn every_request_but_the_page_needs_the_key() {
    let server = Server::start(&[]);
    server.post("/callback", batch([item(1, "running")]));
    for headers in [
        "",
        "authorization: Bearer x\r\n",
        "accept: application/json\r\n",
    ] {
        let answer = server.send("GET", "/operations", headers, b"");
        assert_eq!(answer.status, 401, "{headers}");
    }
    let page = server.send("GET", "/operations", "accept: text/html\r\n", b"");
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("0fe0623f"), "the page tells nothing");
    for path in ["/operations.js", "/operations.css"] {
        assert_eq!(server.send("GET", path, "", b"").status, 200);
    }
    // There is no other way to the state.
    let answer = server.send(
        "GET",
        &format!("/operations?key={KEY}").replace(' ', "%20"),
        "",
        b"",
    );
    assert_eq!(answer.status, 401);
}
