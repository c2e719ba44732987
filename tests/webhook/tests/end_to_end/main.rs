//! The program on a local port, as senders and readers see it.

mod browser;
mod chunks;
#[cfg(target_os = "linux")]
mod limits;
mod others;
mod server;
mod subscriptions;
mod trouble;

use std::fs;

use reference_material::{material, needs_material};
use serde_json::{Value, json};

use crate::server::{KEY, Server, batch, item};

#[test]
fn notifications_become_operations() {
    let server = Server::start(&[]);
    assert_eq!(
        server.state(),
        json!({"operations": [], "pending": [], "unattributed": 0})
    );
    let running = r#"{"id": "0fe0623f-d628-42ed-b4bd-000000000007", "status": "running", "clientContext": "c"}"#;
    assert_eq!(server.post("/response", running).status, 202);
    assert_eq!(
        server.state()["pending"],
        json!(["0fe0623fd62842edb4bd000000000007"])
    );
    let answer = server.post("/callback", batch([item(7, "completed")]));
    assert_eq!((answer.status, answer.body.as_str()), (202, ""));
    let state = server.state();
    let known = &state["operations"][0];
    assert_eq!(
        (&known["status"], &known["phase"]),
        (&json!("completed"), &json!("succeeded"))
    );
    assert_eq!(
        (&known["clientContext"], &state["pending"]),
        (&json!("c"), &json!([]))
    );
    assert!(
        known["because"]
            .as_str()
            .is_some_and(|why| why.contains("`completed` or `failed`"))
    );
}

#[test]
fn requests_need_the_key() {
    let server = Server::start(&[]);
    let headers = [
        "",
        "authorization: Bearer open\r\n",
        "authorization: Bearer open sesamo\r\n",
        "authorization: Basic open sesame\r\n",
        "authorization: é\r\n",
    ];
    for header in headers {
        for path in ["/callback", "/response"] {
            let answer = server.send("POST", path, header, batch([item(1, "running")]).as_bytes());
            assert_eq!(answer.status, 401, "{header}");
        }
    }
    let header = format!("Authorization: bearer {KEY}\r\n");
    let answer = server.send(
        "POST",
        "/callback",
        &header,
        batch([item(2, "running")]).as_bytes(),
    );
    assert_eq!(answer.status, 202);
    assert_eq!(server.count("operations"), 1);
}

#[test]
fn body_without_a_list_is_answered_with_the_path() {
    let server = Server::start(&[]);
    for (body, path) in [
        ("{", "$"),
        ("", "$"),
        ("7", "$"),
        ("\u{feff}{\"value\": []}", "$"),
        ("{}", "value"),
        (r#"{"value": {"a": 1}}"#, "value"),
    ] {
        let answer = server.post("/callback", body);
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(
            answer.json()["error"]["path"],
            json!(path),
            "{body}: {}",
            answer.body
        );
    }
    assert_eq!(server.post("/callback", r#"{"value": null}"#).status, 202);
    let error = server.post(
        "/response",
        r#"{"error": {"code": "notFound", "message": "No."}}"#,
    );
    assert!(
        error.status == 400 && error.body.contains("notFound: No."),
        "{error:?}"
    );
}

#[test]
fn a_bad_notification_is_reported_and_the_others_count() {
    let cases = [
        (r#"{"changeType": 5}"#, "value[1].changeType"),
        ("7", "value[1]"),
        (
            r#"{"resourceData": {"@odata.type": "microsoft.graph.commsOperation", "id": "x", "resultInfo": {"code": "1"}}}"#,
            "value[1].resourceData.resultInfo.code",
        ),
        (
            r#"{"resourceData": [{"@odata.type": "microsoft.graph.call", "state": 1}]}"#,
            "value[1].resourceData[0].state",
        ),
        (r#"{"resourceData": 1}"#, "value[1].resourceData"),
        (
            r#"{"subscriptionId": "1", "changeType": 5}"#,
            "value[1].changeType",
        ),
    ];
    for (number, (bad, path)) in cases.into_iter().enumerate() {
        let server = Server::start(&[]);
        let (before, after) = (item(1, "running"), item(2, "running"));
        let answer = server.post(
            "/callback",
            format!(r#"{{"value": [{before}, {bad}, {after}]}}"#),
        );
        assert_eq!(answer.status, 202, "{number}");
        let report = answer.json();
        assert_eq!(
            (&report["count"], &report["problems"][0]["path"]),
            (&json!(1), &json!(path)),
            "{report}"
        );
        let state = server.state();
        assert!(
            state["pending"]
                .as_array()
                .is_some_and(|known| known.len() >= 2),
            "{state}"
        );
        assert_eq!(state["rejected"], json!(1));
        assert!(
            state["lastProblem"]
                .as_str()
                .is_some_and(|last| last.starts_with(path)),
            "{state}"
        );
    }
    let server = Server::start(&[]);
    let report = server.post("/callback", batch(vec![json!(7); 1000])).json();
    assert_eq!(report["count"], json!(1000));
    assert_eq!(report["problems"].as_array().map(Vec::len), Some(20));
}

#[test]
fn a_body_above_the_limit_is_refused() {
    let server = Server::start(&["--max-bytes", "1000"]);
    let body = |length: usize| format!("{{\"value\": []{}}}", " ".repeat(length - 13));
    assert_eq!(server.post("/callback", body(1000)).status, 202);
    assert_eq!(server.post("/callback", body(1001)).status, 413);
    let headers = format!("authorization: Bearer {KEY}\r\n");
    let answer = server.send("POST", "/callback", &headers, &vec![b' '; 1 << 20]);
    assert_eq!(answer.status, 413);
}

#[test]
fn finished_operations_are_forgotten_beyond_the_limit() {
    let server = Server::start(&["--keep", "3"]);
    let finished = (0..50).map(|number| item(number, "completed"));
    server.notify(finished.chain([item(99, "running")]));
    assert_eq!(server.count("operations"), 4);
}

/// Describes what is known in the words of the reference material.
fn in_their_words(state: &Value) -> Value {
    let operations = state["operations"].as_array().expect("operations").iter();
    let operations: serde_json::Map<String, Value> = operations
        .map(|known| {
            let short = known["type"]
                .as_str()
                .and_then(|name| name.rsplit('.').next());
            let is_untyped = known["sentType"].as_str().is_none_or(str::is_empty);
            let shown = json!({
                "type": short.unwrap_or(if is_untyped { "untyped" } else { "unknown" }),
                "status": known["status"],
                "client_context": known["clientContext"],
                "result_class": known["resultClass"],
                "gone": known["gone"],
                "conflict": known["conflict"],
            });
            (known["key"].as_str().unwrap_or_default().to_owned(), shown)
        })
        .collect();
    json!({"ops": operations, "pending": state["pending"], "unattributed": state["unattributed"]})
}

#[needs_material]
#[test]
fn sequences_end_in_the_expected_phase() {
    let shared = material!();
    let text = fs::read_to_string(shared.join("comms/scenarios.jsonl")).expect("shared lines");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line: Value = serde_json::from_str(line).expect("a JSON line");
        let server = Server::start(&[]);
        for event in line["events"].as_array().expect("events") {
            let (path, body) = match (event.get("response"), event.get("notify")) {
                (Some(Value::String(text)), _) => ("/response", text.clone()),
                (Some(body), _) => ("/response", body.to_string()),
                (None, body) => ("/callback", body.expect("a body").to_string()),
            };
            assert_eq!(server.post(path, body).status, 202, "{}", line["id"]);
        }
        let mut expected = line["expect"].clone();
        expected.as_object_mut().and_then(|all| all.remove("log"));
        assert_eq!(in_their_words(&server.state()), expected, "{}", line["id"]);
    }
}
