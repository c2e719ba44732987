//! Many senders, slow ones, and those that go away.

use std::{
    io::Write,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::server::{KEY, Server, batch, item, read, request, running};

fn head(length: usize) -> String {
    request(&format!("content-length: {length}\r\n"))
}

#[test]
fn two_hundred_senders_at_once_are_answered() {
    let server = Server::start(&[]);
    // All are connected before the first one is done.
    let streams: Vec<_> = (0..200).map(|_| server.connect()).collect();
    thread::scope(|scope| {
        for (number, mut stream) in streams.into_iter().enumerate() {
            scope.spawn(move || {
                let body = batch([item(number, "completed")]);
                let request = head(body.len()) + &body;
                stream.write_all(request.as_bytes()).expect("a request");
                assert_eq!(read(&mut stream).expect("an answer").status, 202);
            });
        }
    });
    assert_eq!(server.count("operations"), 200);
}

#[test]
fn slow_and_broken_senders_do_not_affect_others() {
    let server = Server::start(&["--patience", "1"]);
    let body = batch([item(1, "running")]);
    let mut idle: Vec<_> = (0..50).map(|_| server.connect()).collect();
    let mut slow = server.connect();
    slow.write_all((head(body.len()) + &body[..10]).as_bytes())
        .expect("half a request");
    for _ in 0..50 {
        let mut cut = server.connect();
        cut.write_all((head(body.len()) + &body[..20]).as_bytes())
            .expect("half a request");
    }
    for stream in &mut idle {
        stream.write_all(b"POST /call").expect("a few bytes");
    }
    assert_eq!(server.post("/callback", &body).status, 202);
    assert_eq!(read(&mut slow).expect("an answer").status, 408);
    assert_eq!(server.count("operations"), 1);
}

#[cfg(unix)]
#[test]
fn shutdown_finishes_requests_under_way() {
    for is_stuck in [false, true] {
        let mut server = Server::start(&["--patience", "3600"]);
        let body = batch([item(1, "running")]);
        let mut stream = server.connect();
        stream
            .write_all((head(body.len()) + &body[..10]).as_bytes())
            .expect("half a request");
        // The response shows that the program has received everything sent before.
        assert_eq!(server.state()["pending"], json!([]));
        stop(&server);
        let begun = Instant::now();
        thread::sleep(Duration::from_millis(200));
        if !is_stuck {
            stream.write_all(&body.as_bytes()[10..]).expect("the rest");
            assert_eq!(read(&mut stream).expect("an answer").status, 202);
        }
        let status = server.child.wait().expect("the program ends");
        assert!(status.success() && begun.elapsed() < Duration::from_secs(600));
    }
}

#[test]
fn body_without_a_chunk_length_is_answered_with_400() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let head = request("transfer-encoding: chunked\r\n") + "no length\r\n";
    stream.write_all(head.as_bytes()).expect("a request");
    assert_eq!(read(&mut stream).expect("an answer").status, 400);
}

#[test]
fn busy_is_answered_if_no_thread_can_start() {
    let mut command = Server::command();
    let endless = (usize::MAX / 4).to_string();
    let server = Server::run(
        command
            .env("WEBHOOK_KEY", KEY)
            .env("RUST_MIN_STACK", endless),
    );
    let large = batch(running(1000));
    for _ in 0..2 {
        assert_eq!(server.post("/callback", &large).status, 503);
        let small = batch([item(1, "running")]);
        assert_eq!(server.post("/callback", small).status, 202);
    }
}

#[test]
fn invalid_settings_are_refused_at_the_start() {
    let is_refused = |key: &str, option: &str, value: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_webhook"));
        let output = command.args([option, value]).env("WEBHOOK_KEY", key);
        let status = output.output().expect("the program ends").status;
        assert_eq!(status.code(), Some(2), "{key:?} {option}");
    };
    for key in ["", " ", "a\nb", " key"] {
        is_refused(key, "--listen", "127.0.0.1:0");
    }
    for option in ["--max-bytes", "--patience", "--memory"] {
        is_refused(KEY, option, "18446744073709551615");
    }
}

/// Asks the program to end.
#[cfg(unix)]
fn stop(server: &Server) {
    let id = server.child.id().to_string();
    let asked = Command::new("kill").args(["-TERM", &id]).status();
    assert!(asked.is_ok_and(|status| status.success()));
}

#[cfg(unix)]
#[test]
fn program_stopped_right_after_its_start_ends_cleanly() {
    for _ in 0..20 {
        let mut server = Server::start(&[]);
        stop(&server);
        let status = server.child.wait().expect("the program ends");
        assert!(status.success(), "{status}");
    }
}
