//! What a service sends to the URL of a subscription.

use serde_json::{Value, json};

use crate::server::{Answer, KEY, Server, batch, item};

const SECRET: &str = "only the service knows";

fn change(number: usize) -> Value {
    json!({
        "subscriptionId": format!("76222963-cc7b-42d2-882d-{number:012}"),
        "changeType": "created",
        "clientState": SECRET,
        "resource": format!("users/{number}"),
        "resourceData": {"@odata.type": "#microsoft.graph.user", "id": number.to_string()}
    })
}

/// Posts like the service, without a key.
fn post(server: &Server, body: &str) -> Answer {
    let headers = "content-type: application/json\r\n";
    server.send("POST", "/callback", headers, body.as_bytes())
}

fn changes(server: &Server) -> Value {
    server.page("/changes")["changes"].take()
}

#[test]
fn handshake_is_answered_with_the_token() {
    for server in [Server::start(&[]), Server::open(&[])] {
        let path = "/callback?validationToken=Validation%3A+Testing%20a%2Bb%3Cscript%3E";
        let answer = server.send(
            "POST",
            path,
            "content-type: text/plain; charset=utf-8\r\n",
            b"",
        );
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, "Validation: Testing a+b&lt;script&gt;")
        );
        let head = answer.head.to_ascii_lowercase();
        assert!(
            head.contains("content-type: text/plain") && head.contains("nosniff"),
            "{head}"
        );
    }
}

#[test]
fn only_the_handshake_needs_no_key() {
    let server = Server::start(&[]);
    for (method, path) in [
        ("POST", "/callback"),
        ("POST", "/callback?validationToken="),
        ("POST", "/response?validationToken=x"),
        ("GET", "/changes"),
        ("GET", "/changes?validationToken=x"),
    ] {
        let body = batch([change(1)]);
        assert_eq!(
            server.send(method, path, "", body.as_bytes()).status,
            401,
            "{path}"
        );
    }
    // The validation request is not a notification.
    let body = batch([item(1, "running")]);
    let answer = server.send("POST", "/callback?validationToken=x", "", body.as_bytes());
    assert_eq!((answer.status, answer.body.as_str()), (200, "x"));
    assert_eq!(server.state()["operations"], json!([]));
}

#[test]
fn changes_and_operations_are_listed_separately() {
    let server = Server::start(&[]);
    let lifecycle = json!({"subscriptionId": "1", "lifecycleEvent": "reauthorizationRequired"});
    let body = batch([change(1), item(1, "running"), lifecycle]);
    assert_eq!(server.post("/callback", body).status, 202);
    assert_eq!(server.count("pending"), 1);
    let known = changes(&server);
    assert_eq!(known[0]["lifecycleEvent"], json!("reauthorizationRequired"));
    assert_eq!(
        (&known[1]["changeType"], &known[1]["resource"]),
        (&json!("created"), &json!("users/1"))
    );
    assert!(!known.to_string().contains(SECRET));
}

#[test]
fn client_state_replaces_the_key() {
    let server = Server::start(&["--client-state", SECRET]);
    let mut forged = change(2);
    forged["clientState"] = json!("guessed");
    let mut without = change(3);
    without["clientState"] = Value::Null;
    let answer = post(
        &server,
        &batch([change(1), forged, without, item(1, "running")]),
    );
    assert_eq!(answer.status, 202);
    let report = answer.json();
    let paths: Vec<&str> = (0..3)
        .filter_map(|at| report["problems"][at]["path"].as_str())
        .collect();
    assert_eq!(
        paths,
        ["value[1].clientState", "value[2].clientState", "value[3]"]
    );
    assert_eq!(changes(&server).as_array().map(Vec::len), Some(1));
    assert_eq!(server.state()["operations"], json!([]));
    // A wrong key is not the same as a missing one.
    let headers = format!("authorization: Bearer {KEY}x\r\n");
    let answer = server.send("POST", "/callback", &headers, batch([change(1)]).as_bytes());
    assert_eq!(answer.status, 401);
}

#[test]
fn malformed_change_is_not_an_operation() {
    let server = Server::start(&[]);
    let deep = "[".repeat(500) + &"]".repeat(500);
    let odd = [
        r#""\ud800": 1"#.to_owned(),
        r#""new": "\ud800""#.to_owned(),
        r#""new": 1e400"#.to_owned(),
        r#""subscriptionId": "again""#.to_owned(),
        format!(r#""resourceData": {deep}"#),
    ];
    for (number, member) in odd.iter().enumerate() {
        let body = format!(
            r#"{{"value": [{{"subscriptionId": "1", "changeType": "created", {member}}}]}}"#
        );
        let answer = server.post("/callback", body);
        assert_eq!((answer.status, answer.body.as_str()), (202, ""), "{member}");
        assert_eq!(
            changes(&server).as_array().map(Vec::len),
            Some(number + 1),
            "{member}"
        );
    }
}

#[test]
fn changes_are_kept_within_a_limit() {
    let server = Server::start(&[]);
    let mut long = change(0);
    long["resource"] = json!("x".repeat(2000));
    let answer = server.post("/callback", batch((1..=1100).map(change).chain([long])));
    assert!(
        answer.status == 202 && answer.body.contains("value[1100]"),
        "{answer:?}"
    );
    let known = changes(&server);
    assert_eq!(known.as_array().map(Vec::len), Some(1000));
    assert_eq!(known[0]["resource"], json!("users/1100"));
}
