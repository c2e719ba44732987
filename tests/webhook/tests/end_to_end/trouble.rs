//! Many senders, slow ones, and those that go away.

use std::{
    io::Write,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::server::{KEY, Server, batch, item, read};

fn head(length: usize) -> String {
    format!(
        "POST /callback HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {KEY}\r\ncontent-length: {length}\r\n\r\n"
    )
}

#[test]
fn a_thousand_notifications_come_at_once() {
    let server = Server::start(&[]);
    server.notify((0..1000).map(|number| item(number, "running")));
    assert_eq!(server.count("pending"), 1000);
}

#[test]
fn malformed_notification_does_not_affect_others() {
    let deep = "[".repeat(500) + &"]".repeat(500);
    for (number, value) in [r#""\ud800""#, "1e400", &deep].into_iter().enumerate() {
        let server = Server::start(&[]);
        let spoiled = format!(r#"{{"resourceUrl":{value}}}"#);
        let items = [
            item(1, "running").to_string(),
            spoiled,
            item(2, "running").to_string(),
        ];
        let answer = server.post("/callback", format!(r#"{{"value":[{}]}}"#, items.join(",")));
        assert_eq!(answer.status, 202, "{number}");
        assert!(
            answer.body.contains("value[1].resourceUrl"),
            "{}",
            answer.body
        );
        let pending = &server.state()["pending"];
        assert_eq!(pending.as_array().map(Vec::len), Some(2), "{number}");
    }
}

#[test]
fn two_hundred_senders_come_at_once() {
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
        let id = server.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.is_ok_and(|status| status.success()));
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
fn only_size_is_answered_with_413() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let head = format!(
        "POST /callback HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {KEY}\r\ntransfer-encoding: chunked\r\n\r\nno length\r\n"
    );
    stream.write_all(head.as_bytes()).expect("a request");
    assert_eq!(read(&mut stream).expect("an answer").status, 400);
}

#[test]
fn without_a_thread_it_answers_busy_and_goes_on() {
    let mut command = Server::command();
    let endless = (usize::MAX / 4).to_string();
    let server = Server::run(
        command
            .env("WEBHOOK_KEY", KEY)
            .env("RUST_MIN_STACK", endless),
    );
    let large = batch((0..1000).map(|number| item(number, "running")));
    for _ in 0..2 {
        assert_eq!(server.post("/callback", &large).status, 503);
        let small = batch([item(1, "running")]);
        assert_eq!(server.post("/callback", small).status, 202);
    }
}

#[test]
fn an_empty_key_is_refused_at_the_start() {
    for key in ["", " ", "a\nb", " key"] {
        let output = Command::new(env!("CARGO_BIN_EXE_webhook"))
            .args(["--listen", "127.0.0.1:0"])
            .env("WEBHOOK_KEY", key)
            .output()
            .expect("the program ends");
        assert_eq!(output.status.code(), Some(2), "{key:?}");
    }
}

#[test]
fn numbers_out_of_range_are_refused_at_the_start() {
    for option in ["--max-bytes", "--patience", "--memory"] {
        let output = Command::new(env!("CARGO_BIN_EXE_webhook"))
            .args([option, "18446744073709551615"])
            .output()
            .expect("the program ends");
        assert_eq!(output.status.code(), Some(2), "{option}");
    }
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_when_stopped_right_after_the_start() {
    for _ in 0..20 {
        let mut server = Server::start(&[]);
        let id = server.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.is_ok_and(|status| status.success()));
        let status = server.child.wait().expect("the program ends");
        assert!(status.success(), "{status}");
    }
}
