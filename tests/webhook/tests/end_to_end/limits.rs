//! What one client can take from the program, and what all of them can.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

#[cfg(target_os = "linux")]
use crate::server::alone;
use crate::server::{KEY, Server, batch, item, read, request, running};

/// Waits until the program closes a connection.
fn is_closed(stream: &mut TcpStream) -> bool {
    match stream.read_to_end(&mut Vec::new()) {
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

fn get(more: &str) -> String {
    format!("GET /operations HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\n{more}\r\n")
}

/// Maximum memory of the program in MiB, as its README says. Without bodies of 4 MB, it takes less than half.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 1024;

/// Asserts that the program has never used so many MiB.
#[cfg(target_os = "linux")]
#[track_caller]
fn assert_memory(server: &Server, most: u64) {
    let memory = server.most_memory();
    println!("{memory} MiB");
    assert!(memory < most, "{memory} MiB");
}

const CLOSE: &str = "connection: close\r\n";

#[test]
fn idle_connections_and_incomplete_heads_are_closed() {
    let server = Server::start(&["--patience", "1"]);
    let mut silent = server.connect();
    let mut half = server.connect();
    half.write_all(b"POST /callback HTTP/1.1\r\nhost")
        .expect("half a head");
    let mut idle = server.connect();
    idle.write_all(get("").as_bytes()).expect("a request");
    let begun = Instant::now();
    for stream in [&mut silent, &mut half, &mut idle] {
        assert!(is_closed(stream));
    }
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn longest_idle_connection_is_closed_to_make_room() {
    let server = Server::start(&["--connections", "20", "--patience", "60"]);
    let mut half: Vec<_> = (0..100).map(|_| server.connect()).collect();
    for stream in &mut half {
        // The first ones are closed already.
        let _ = stream.write_all(b"POST /callback HTTP/1.1\r\n");
    }
    for operation in running(50) {
        server.notify([operation]);
    }
    assert!(is_closed(&mut half[0]));
}

#[cfg(target_os = "linux")]
#[test]
fn requests_are_answered_when_descriptors_run_out() {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};

    let server = Server::start(&["--patience", "60"]);
    let id = i32::try_from(server.child.id())
        .ok()
        .and_then(Pid::from_raw);
    let few = Rlimit {
        current: Some(40),
        maximum: Some(40),
    };
    prlimit(id, Resource::Nofile, few).expect("a limit");
    let half: Vec<_> = (0..100).map(|_| server.connect()).collect();
    for operation in running(50) {
        server.notify([operation]);
    }
    drop(half);
}

#[test]
fn request_heads_are_limited() {
    let server = Server::start(&[]);
    let status = |request: &str| {
        let mut stream = server.connect();
        stream.write_all(request.as_bytes()).expect("a head");
        read(&mut stream).expect("an answer").status
    };
    let headers = |count: usize| get(&format!("{CLOSE}{}", "a: b\r\n".repeat(count - 3)));
    let long = |length: usize| {
        let rest = get(&format!("{CLOSE}a: \r\n")).len();
        get(&format!("{CLOSE}a: {}\r\n", "b".repeat(length - rest)))
    };
    assert_eq!((status(&headers(64)), status(&headers(65))), (200, 431));
    assert_eq!((status(&long(16_000)), status(&long(17_000))), (200, 431));
    let target = format!("GET /operations?after={} HTTP/1.1\r\n", "1".repeat(17_000));
    assert!(matches!(status(&target), 414 | 431));
    assert_eq!(server.state()["pending"], json!([]));
}

#[test]
fn body_with_two_lengths_is_one_request() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let head = request("content-length: 5\r\ntransfer-encoding: chunked\r\n")
        + "0\r\n\r\nGET /operations HTTP/1.1\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("a request");
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text);
    assert!(text.matches("HTTP/1.1 ").count() <= 1, "{text}");
}

#[test]
fn pipelined_requests_are_answered_in_turn() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let all = get("").repeat(20) + &get("connection: close\r\n");
    stream.write_all(all.as_bytes()).expect("requests");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("answers");
    assert_eq!(text.matches("HTTP/1.1 200").count(), 21);
}

#[test]
fn all_operations_are_found_page_by_page() {
    let server = Server::start(&[]);
    server.notify(running(2500));
    let mut path = "/operations".to_owned();
    let mut lengths = Vec::new();
    loop {
        let page = server.page(&path);
        lengths.push(page["operations"].as_array().map_or(0, Vec::len));
        match page["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(lengths, [1000, 1000, 500]);
    let few = server.page("/operations?limit=2&after=0");
    assert_eq!(few["operations"].as_array().map(Vec::len), Some(2));
    let header = format!("authorization: Bearer {KEY}\r\n");
    let wrong = server.send("GET", "/operations?after=-1", &header, b"");
    assert_eq!(wrong.status, 400);
}

#[test]
fn operations_under_way_are_limited_and_counted() {
    let server = Server::start(&["--memory", "1"]);
    server.notify(running(2000));
    let state = server.state();
    let kept = state["operations"].as_array().map_or(0, Vec::len);
    let forgotten = state["forgotten"].as_u64().unwrap_or_default();
    assert!((100..1000).contains(&kept), "{kept}");
    assert_eq!(kept as u64 + forgotten, 2000);
    let last = &state["operations"][kept - 1]["key"];
    assert!(last.as_str().is_some_and(|key| key.ends_with("1999")));
}

#[test]
fn names_beyond_the_limit_are_refused_and_the_others_count() {
    let server = Server::start(&[]);
    let long = "x".repeat(2000);
    let item_with = |name: &str, text: &str| {
        let mut item = item(1, "running");
        item["resourceData"][name] = json!(text);
        item
    };
    for name in ["id", "clientContext", "status", "@odata.type"] {
        let kind = "#microsoft.graph.commsOperation";
        let text = format!("{}{long}", if name == "@odata.type" { kind } else { "" });
        let answer = server.post(
            "/callback",
            batch([item_with(name, &text), item(2, "running")]),
        );
        let is_told = answer.status == 202 && answer.body.contains("value[0]");
        assert!(is_told || name == "@odata.type", "{name}: {answer:?}");
    }
    let operation = json!({"id": long, "status": "running"}).to_string();
    assert_eq!(server.post("/response", operation).status, 400);
    let state = server.state();
    assert!(!state.to_string().contains(&long));
    assert_eq!(state["operations"].as_array().map(Vec::len), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "slow: bodies of 4 MB; .ci/run runs it"]
fn memory_is_bounded_for_large_operations() {
    let _alone = alone();
    let server = Server::start(&[]);
    let shapes = ["1", "[]", "{}", r#"{"a":1}"#, r#""a""#];
    for (number, shape) in shapes.iter().cycle().take(20).enumerate() {
        let count = ((4 << 20) - 200) / (shape.len() + 1);
        let more = vec![*shape; count].join(",");
        let (path, body) = match number % 4 {
            0 => (
                "/response",
                format!(r#"{{"id":"{number}","status":"completed","more":[{more}]}}"#),
            ),
            1 => (
                "/callback",
                format!(
                    r#"{{"value":[{{"resourceData":{{"@odata.type":"microsoft.graph.commsOperation","id":"{number}","status":"completed","more":[{more}]}}}}]}}"#
                ),
            ),
            2 => (
                "/callback",
                format!(
                    r#"{{"value":[{{"subscriptionId":"{number}","changeType":"created","resourceData":[{more}]}}]}}"#
                ),
            ),
            _ => ("/callback", format!(r#"{{"value":[{more}]}}"#)),
        };
        let answer = server.post(path, body);
        assert!(matches!(answer.status, 202 | 400), "{number}: {answer:?}");
    }
    assert_eq!(server.count("operations"), 10);
    assert_memory(&server, MOST_MEMORY);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "slow: bodies of 4 MB; .ci/run runs it"]
fn memory_is_bounded_when_clients_hang_up() {
    let _alone = alone();
    let server = Server::start(&[]);
    let more = vec!["[]"; ((4 << 20) - 200) / 3].join(",");
    let body = format!(r#"{{"id":"1","status":"completed","more":[{more}]}}"#);
    let length = body.len();
    let request = format!(
        "POST /response HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    thread::scope(|scope| {
        for _ in 0..14 {
            scope.spawn(|| {
                for _ in 0..4 {
                    // The program may respond that it is busy before it has read everything.
                    let _ = server.connect().write_all(request.as_bytes());
                    thread::sleep(Duration::from_millis(50));
                }
            });
        }
    });
    // Bodies that were read completely are processed although nobody waits.
    thread::sleep(Duration::from_secs(5));
    assert!(server.state()["operations"].is_array());
    assert_memory(&server, MOST_MEMORY);
}

/// Returns this number of notifications in bodies of `size`.
fn in_bodies(count: usize, size: usize, item: impl Fn(usize) -> Value) -> Vec<String> {
    let numbers: Vec<usize> = (0..count).collect();
    let chunks = numbers.chunks(size);
    chunks
        .map(|some| batch(some.iter().map(|number| item(*number))))
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "slow: 100,000 operations and 2,500 connections; .ci/run runs it"]
fn clients_are_answered_under_load() {
    let _alone = alone();
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).expect("a limit");

    let server = Server::start(&[]);
    let mut half: Vec<_> = (0..2000).map(|_| server.connect()).collect();
    for stream in &mut half {
        let _ = stream.write_all(b"POST /callback HTTP/1.1\r\nhost: x\r\n");
    }
    let with_context = |number: usize| {
        let mut item = item(number, "running");
        item["resourceData"]["clientContext"] = json!("one for all");
        item
    };
    let bodies = in_bodies(100_000, 10_000, with_context);
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let (server, is_over) = (&server, &is_over);
        for number in 0..500 {
            scope.spawn(move || honest(server, number, is_over));
        }
        let load = bodies.iter().map(|body| server.post("/callback", body));
        let statuses: Vec<u16> = load.map(|answer| answer.status).collect();
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(statuses, [202; 10]);
    });
    let page = server.state();
    assert!(page["next"].is_string() && page["forgotten"].is_null());
    assert_memory(&server, MOST_MEMORY / 2);
}

/// Sends and requests once a second until the load is over. Each request must be answered.
#[cfg(target_os = "linux")]
fn honest(server: &Server, number: usize, is_over: &AtomicBool) {
    let headers = format!("authorization: Bearer {KEY}\r\n");
    let body = batch([item(200_000 + number, "completed")]);
    // They do not all arrive at the same moment.
    thread::sleep(Duration::from_millis(2 * number as u64));
    loop {
        let sent = server.send("POST", "/callback", &headers, body.as_bytes());
        let asked = server.send("GET", "/operations?limit=20", &headers, b"");
        assert_eq!((sent.status, asked.status), (202, 200));
        if is_over.load(Ordering::Relaxed) {
            return;
        }
        thread::sleep(Duration::from_secs(1));
    }
}

#[test]
fn resources_of_a_notification_are_limited() {
    let server = Server::start(&[]);
    let many = json!({"resourceData": vec![json!({}); 10_001]});
    let answer = server.post("/callback", batch([many, item(1, "running")]));
    assert!(
        answer.status == 202 && answer.body.contains("value[0].resourceData"),
        "{answer:?}"
    );
    assert_eq!(server.count("pending"), 1);
}

#[test]
fn body_held_longest_is_closed_to_make_room() {
    let server = Server::start(&["--patience", "60"]);
    let body = vec![b' '; (4 << 20) - 1];
    let head = request(&format!("content-length: {}\r\n", 4 << 20));
    let mut slow: Vec<_> = (0..17)
        .map(|_| {
            let mut stream = server.connect();
            let _ = stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(&body));
            stream
        })
        .collect();
    for operation in running(50) {
        server.notify([operation]);
    }
    assert!(is_closed(&mut slow[0]));
    let last = &mut slow[16];
    last.write_all(b" ").expect("the last byte");
    assert_eq!(read(last).expect("an answer").status, 400);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "slow: 100 MB of answers; .ci/run runs it"]
fn memory_is_bounded_for_responses_that_nobody_reads() {
    let server = Server::start(&["--patience", "60"]);
    let long = "x".repeat(1000);
    let operation = |number: usize| {
        let mut item = item(number, &long);
        item["resourceData"]["clientContext"] = json!(format!("{number}{}", &long[4..]));
        item
    };
    for body in in_bodies(1000, 500, operation) {
        assert_eq!(server.post("/callback", body).status, 202);
    }
    let all = get("").repeat(20);
    let mut idle: Vec<_> = (0..60).map(|_| server.connect()).collect();
    for stream in &mut idle {
        stream.write_all(all.as_bytes()).expect("requests");
    }
    for _ in 0..10 {
        assert!(server.state()["operations"].is_array());
    }
    assert_memory(&server, MOST_MEMORY / 2);
}

#[test]
fn client_that_reads_no_response_is_disconnected() {
    let server = Server::start(&["--patience", "1"]);
    server.notify(running(1000));
    let mut stream = server.connect();
    let patience = Some(Duration::from_secs(1));
    stream.set_write_timeout(patience).expect("a timeout");
    let all = get("").repeat(100);
    let _ = stream.write_all(all.as_bytes());
    thread::sleep(Duration::from_secs(4));
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text);
    let text = String::from_utf8_lossy(&text);
    assert!(text.matches("HTTP/1.1 200").count() < 100);
}
